"""Sheets -> the bytes of a workbook."""

import math
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from openpyxl import Workbook
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.writer.excel import ExcelWriter

from vastuumatriisi.generators.reproducible_zip import ArchiveBuffer, stable_zip
from vastuumatriisi.incoming.anchors import text_digest
from vastuumatriisi.text.characters import undivided
from vastuumatriisi.text.utf16 import shortened

from ..context import Context
from ..places import EditedRange, Places
from ..sheet import SheetCell, SheetRow, WorkbookSheet
from . import charts, conditional_formats, print_setup, row_heights, sheet_head, way_back
from .cell_styles import CellStyles
from .continued_rows import LONGEST_TEXT
from .rows import escaped, row_xml
from .styles import Styles, argb

PIXEL = 96 / 72  # per pt
DIGIT = 7  # pixels: the widest digit of Calibri 11, in which column widths are counted (ECMA-376, part 1, 18.3.1.13)
NOTE_WIDTH = 260  # pixels
CALCULATED_BY = 191029  # Excel calculates a file of an older program anew, and then asks to save it on closing
PLAIN = 2_000_000  # characters of a sheet that are not worth compressing twice
FOLLOWING = ("overview", "flat")  # the keys of large sheets of formulas; what replaces one of these is seen
NO_ROWS = b"<sheetData></sheetData>"


def workbook(context: Context, sheets: Sequence[WorkbookSheet], matrix: str) -> bytes:
    """Return the workbook with the sheets in order; the first is the cover, which opens.

    ``matrix`` is the text that it takes along on a hidden sheet.
    """
    book: Any = Workbook(write_only=True)
    looks = CellStyles(book, Styles(context.theme, context.right_to_left), context.matrix.letters.symbols)
    book.properties = _properties(context)
    book.custom_doc_props.append(StringProperty(name="fingerprint", value=context.matrix.fingerprint))
    book.calculation.calcId, book.calculation.fullCalcOnLoad = CALCULATED_BY, False
    places = Places(sheets)
    writers = [_Writer(context, book, sheet, looks, places) for sheet in sheets]
    completed: dict[str, Callable[[bytes], Iterable[bytes]]] = {}
    # Those where duties are edited come first: the formulas of the others name their rows.
    for number, writer in sorted(enumerate(writers, 1), key=lambda numbered: numbered[1].sheet.edited is None):
        completed[f"xl/worksheets/sheet{number}.xml"] = writer.write().put_into
    way_back.add(book, context, places, matrix)
    for number, sheet in enumerate((sheet for sheet in sheets if sheet.charts), 1):
        completed[f"xl/drawings/drawing{number}.xml"] = partial(charts.described, sheet.charts)
    for number in range(1, sum(len(sheet.charts) for sheet in sheets) + 1):
        completed[f"xl/charts/chart{number}.xml"] = charts.unlinked
    data = ArchiveBuffer()
    # Not book.save(), which puts the time of day into the file.
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
    return stable_zip(data.getvalue(), completed)


class _Rows:
    """The XML of a sheet's rows, a long one kept compressed: a large matrix has a hundred megabytes of it."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.compressor = zlib.compressobj(1)
        self.waiting: list[str] = []
        self.length = 0

    def append(self, text: str) -> None:
        self.waiting.append(text)
        self.length += len(text)
        if self.length > PLAIN:
            self.chunks.append(self.compressor.compress("".join(self.waiting).encode()))
            self.waiting, self.length = [], 0

    def put_into(self, part: bytes) -> Iterator[bytes]:
        """Yield the sheet that openpyxl has written without any rows, with its rows."""
        before, _, after = part.partition(NO_ROWS)
        expander = zlib.decompressobj()
        yield before + b"<sheetData>"
        if self.chunks:
            yield from map(expander.decompress, (*self.chunks, self.compressor.flush()))
        yield "".join(self.waiting).encode()
        yield b"</sheetData>" + after


def _top(sheet: str) -> str:
    return f"{quote_sheetname(sheet)}!A1"


def _properties(context: Context) -> DocumentProperties:
    matrix = context.matrix
    moment = datetime(matrix.date.year, matrix.date.month, matrix.date.day)  # noqa: DTZ001  # the format has no zone
    return DocumentProperties(
        title=undivided(matrix.title),
        creator=undivided(matrix.organisation),
        lastModifiedBy=undivided(matrix.organisation),
        language=matrix.language,
        version=f"{undivided(matrix.edition)} ({matrix.fingerprint})",
        created=moment,
        modified=moment,
    )


class _Writer:
    """Writes one sheet: openpyxl makes all but the rows, which are put into its place for them afterwards."""

    def __init__(
        self, context: Context, book: Workbook, sheet: WorkbookSheet, looks: CellStyles, places: Places
    ) -> None:
        self.context, self.sheet, self.looks, self.places = context, charts.placed(sheet, context), looks, places
        self.page: Any = book.create_sheet(sheet.name)
        self.rows = _Rows()
        self.high = 0.0
        self.tops: list[float] = []  # how far each row's foot is from the first one of the table
        self.continuing: list[int] = []  # numbers of rows that hold the rest of the one above
        self.starts: dict[str, int] = {}
        self.texts: set[str] = set()
        self.last_first = SheetRow()
        self.row = self.head = 0

    def write(self) -> _Rows:
        """Write all of the sheet."""
        self.looks.page = self.page
        above, repeated = sheet_head.above(self.context, self.sheet), sheet_head.repeated(self.context, self.sheet)
        if not self.sheet.table:
            above, repeated = [], []
        self._set_up(len(above), len(above) + len(repeated))
        self.page._get_writer()  # it empties the lists of links and notes
        self.head = len(above) + len(repeated)
        for row in (*above, *repeated):
            self._append(row)
        if self.sheet.table and self.sheet.title:
            self._link_back()
        before = self.high
        for row in self.sheet.rows(self.places):
            self._append(row)
            self.tops.append(self.high - before)
        if self.sheet.edited:
            self._register(self.sheet.edited)
        if self.texts:
            self.places.texts[self.sheet.key] = {text_digest(text) for text in self.texts}
        self._finish()
        high = sum(row.height for row in repeated)
        print_setup.set_up(self.page, self.sheet, self.context, self.high - high, high)
        return self.rows

    def _set_up(self, above: int, head: int) -> None:
        page, sheet = self.page, self.sheet
        for number, column in enumerate(sheet.columns, 1):
            dimension = page.column_dimensions[get_column_letter(number)]
            dimension.width, dimension.hidden = math.ceil(column.width * PIXEL) / DIGIT, column.hidden
        page.sheet_view.showGridLines = False
        page.sheet_view.rightToLeft = self.context.right_to_left
        page.sheet_properties.pageSetUpPr.fitToPage = True  # written before the rows, unlike the rest of the set-up
        page.sheet_properties.tabColor = argb(self.context.theme.level(max(sheet.level, 1)).colour)
        if sheet.table:
            page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}{head + 1}"
            page.print_title_rows = f"{above + 1}:{head}"
            page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
        for place in print_setup.unprinted(sheet):
            page.print_area = place

    def _append(self, row: SheetRow) -> None:
        self.row += 1
        if self.row < self.head or (self.sheet.key not in FOLLOWING and not self.sheet.edited):
            self.texts.update(cell.text for cell in row.cells)
        self.high += row.height
        self.rows.append(row_xml(self.row, self.head, row, self.looks.style_of, self.looks.written))
        if row.continues:
            self._go_on()
        elif row.duty:
            self.starts[row.duty] = self.row - self.head
            self.last_first = row
        for number, cell in enumerate(row.cells, 1):
            if cell.link:
                place = f"{get_column_letter(number)}{self.row}"
                self.page._hyperlinks.append(Hyperlink(ref=place, location=_top(self.places.name(cell.link))))
            if cell.note:
                self._note(f"{get_column_letter(number)}{self.row}", cell)

    def _go_on(self) -> None:
        self.continuing.append(self.row)
        row, columns = self.last_first, self.sheet.edited or {}
        self.places.cut[row.duty] = {key: row.cells[number - 1].text for key, number in columns.items()}

    def _register(self, columns: Mapping[str, int]) -> None:
        """Tell where the duties stand, for the formulas of the other sheets."""
        last = max(self.row, self.head + 1) + 1
        self.places.ranges[self.sheet.key] = EditedRange(self.sheet.name, self.head + 1, last, columns, self.starts)

    def _link_back(self) -> None:
        """Make the title lead back to the cover, since tabs of many sheets run out of view."""
        back = self.context.wording("workbook.cover.back")
        cover = self.places.sheets[0].name
        place = f"{get_column_letter(sheet_head.columns_before(self.context, self.sheet) + 1)}1"
        self.page._hyperlinks.append(Hyperlink(ref=place, location=_top(cover), tooltip=back))

    def _note(self, place: str, cell: SheetCell) -> None:
        high = row_heights.height([(cell.note, NOTE_WIDTH / PIXEL)], self.context.size) * PIXEL + 12
        record = CommentRecord(ref=place, author=self.context.matrix.organisation, width=NOTE_WIDTH, height=round(high))
        self.places.notes.add(text_digest(cell.note))
        record.text.t = escaped(shortened(cell.note, LONGEST_TEXT))
        self.page._comments.append(record)

    def _finish(self) -> None:
        sheet, rows = self.sheet, range(self.head + 1, self.row + 1)
        if not sheet.table:
            if sheet.marks.first:
                conditional_formats.add_open(self.page, self.context, sheet.marks)
            return
        self._add_table()
        if not rows:
            return
        if sheet.letters:
            conditional_formats.add_letters(
                self.page, self.context, sheet.letters, rows, self.continuing, sheet.marks.unit
            )
            for number, actor in enumerate(sheet.letters.actors, sheet.letters.first):
                self._name_column(actor, f"{get_column_letter(number)}{self.head}")
        conditional_formats.add_marks(self.page, self.context, sheet.marks, len(sheet.columns), rows)
        for chart, corner in charts.corners(sheet, self.context, self.tops):
            charts.add(self.page, self.context, sheet, chart, self.head, corner)
        for found in charts.rows_of(sheet):
            self._append(SheetRow(height=charts.row_height(found), fixed=True))

    def _name_column(self, actor: str, place: str) -> None:
        """Give the column of an actor a hidden name, by which a returned copy can be matched with the data file."""
        name = f"actor.{actor.replace('-', '.')}"
        cell = re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", place)
        self.page.defined_names[name] = DefinedName(
            name, attr_text=f"{quote_sheetname(self.sheet.name)}!{cell}", hidden=True
        )

    def _add_table(self) -> None:
        last = get_column_letter(len(self.sheet.columns))
        ref = f"A{self.head}:{last}{self.row}"
        name = self.sheet.table
        table = Table(id=1, name=name, displayName=name, ref=ref, autoFilter=AutoFilter(ref=ref))
        table.tableColumns = [
            TableColumn(id=number, name=escaped(column.header)) for number, column in enumerate(self.sheet.columns, 1)
        ]
        self.page.tables.add(table)
