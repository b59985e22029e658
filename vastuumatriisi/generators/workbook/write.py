"""Sheets -> the bytes of a workbook."""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.writer.excel import ExcelWriter

from vastuumatriisi.archive import stable_zip

from . import heads, printing
from .context import Context
from .sheet import Cell, Look, Row, Sheet
from .styles import Styles

PIXEL = 96 / 72  # per pt
DIGIT = 7  # pixels: the widest digit of Calibri 11, in which column widths are counted (ECMA-376, part 1, 18.3.1.13)
MOST_BREAKS = 1022  # Excel keeps no more for a sheet; its own breaks follow
MUST_STAY_TEXT = ("=", "+", "-", "@")


def workbook(context: Context, sheets: Sequence[Sheet]) -> bytes:
    """Return the workbook with the sheets in order; the first is the one that opens."""
    book = Workbook(write_only=True)
    styles = Styles(context.theme, context.right_to_left)
    _set_normal_font(book, styles)
    book.properties = _properties(context)
    for number, sheet in enumerate(sheets, 1):
        _Writer(context, book, sheet, styles, number).write()
    data = io.BytesIO()
    # Not book.save(), which puts the time of day into the file.
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return stable_zip(data.getvalue())


def _set_normal_font(book: Any, styles: Styles) -> None:
    """Make the theme's font that of the normal style and of the cells without a look; openpyxl has no door for it."""
    book._fonts.clear()
    book._fonts.add(styles.base_font())
    book._named_styles["Normal"].font = styles.base_font()


def _properties(context: Context) -> DocumentProperties:
    matrix = context.matrix
    moment = datetime(matrix.date.year, matrix.date.month, matrix.date.day)  # noqa: DTZ001  # the format has no zone
    return DocumentProperties(
        title=matrix.title,
        creator=matrix.organisation,
        lastModifiedBy=matrix.organisation,
        language=matrix.language,
        version=f"{matrix.edition} ({matrix.fingerprint})",
        created=moment,
        modified=moment,
    )


class _Writer:
    """Writes one sheet, row by row."""

    def __init__(self, context: Context, book: Workbook, sheet: Sheet, styles: Styles, number: int) -> None:
        self.context, self.sheet, self.styles, self.number = context, sheet, styles, number
        self.page = book.create_sheet(sheet.name)
        self.cells: dict[tuple[Look, bool], Any] = {}
        self.heights: list[tuple[int, str, float]] = []
        self.row = 0

    def write(self) -> None:
        above, repeated = heads.above(self.context, self.sheet), heads.repeated(self.context, self.sheet)
        self._set_up(len(above), len(above) + len(repeated))
        for row in (*above, *repeated) if self.sheet.table else ():
            self._append(row)
        head = self.row
        for row in self.sheet.rows():
            self._append(row)
        if self.sheet.table:
            self._add_table(head)
            ends = printing.page_ends(self.context, self.sheet, self.heights[head:])
            for number in islice(ends, MOST_BREAKS):
                self.page.row_breaks.append(Break(id=number))

    def _set_up(self, above: int, head: int) -> None:
        page, sheet = self.page, self.sheet
        for number, column in enumerate(sheet.columns, 1):
            page.column_dimensions[get_column_letter(number)].width = math.ceil(column.width * PIXEL) / DIGIT
        page.sheet_view.showGridLines = False
        page.sheet_view.rightToLeft = self.context.right_to_left
        page.sheet_properties.tabColor = f"FF{self.context.theme.level(max(sheet.level, 1)).colour.removeprefix('#')}"
        if sheet.table:
            page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{head + 1}"
            page.print_title_rows = f"{above + 1}:{head}"
            page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
        printing.set_up(page, sheet, self.context)

    def _append(self, row: Row) -> None:
        self.row += 1
        self.page.row_dimensions[self.row].height = row.height
        self.page.append(self._written(row))
        self.heights.append((self.row, row.group, row.height))

    def _written(self, row: Row) -> Iterator[Any]:
        for cell in row.cells:
            made = self._linked(cell) if cell.link else self._cell(cell)
            # Not through the cell's value, which would make formulas and errors of texts that look like them.
            made._value, made.data_type = _escaped(cell.text) or None, "s"
            yield made

    def _cell(self, cell: Cell) -> Any:
        """Return the one cell object of a look: openpyxl has written it by the time the next cell is asked for."""
        key = cell.look, cell.text.startswith(MUST_STAY_TEXT)
        if key not in self.cells:
            self.cells[key] = self._styled(*key)
        return self.cells[key]

    def _linked(self, cell: Cell) -> Any:
        made = self._styled(cell.look, False)
        made.hyperlink = Hyperlink(ref="A1", location=f"{quote_sheetname(cell.link)}!A1", display=cell.text)
        return made

    def _styled(self, look: Look, stays_text: bool) -> Any:
        style = self.styles(look)
        made: Any = WriteOnlyCell(self.page)
        made.font, made.fill, made.border, made.alignment = style.font, style.fill, style.border, style.alignment
        made._style.quotePrefix = int(stays_text)  # or an edit of the cell would turn the text into a formula
        return made

    def _add_table(self, head: int) -> None:
        last = get_column_letter(len(self.sheet.columns))
        ref = f"A{head}:{last}{self.row}"
        name = f"{self.sheet.table}_{self.number}"
        table = Table(id=self.number, name=name, displayName=name, ref=ref, autoFilter=AutoFilter(ref=ref))
        table.tableColumns = [
            TableColumn(id=number, name=_escaped(column.header)) for number, column in enumerate(self.sheet.columns, 1)
        ]
        self.page.tables.add(table)


def _escaped(text: str) -> str:
    """Return a text as a cell stores it: what looks like an escape, "_x0041_", is none (ST_Xstring, 22.9.2.19)."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text)
