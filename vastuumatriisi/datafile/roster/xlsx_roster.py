"""A table as a workbook -> its rows."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.text.characters import on_one_line, shown

from .tables import COLUMNS, REQUIRED, houses
from .written import Problems, Text, WrittenRoster

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 256 * 1024 * 1024  # bytes; a table of 24,000 rows takes 5 MB
MOST_CELLS = 8_000_000  # up to the last filled one, and in a merged area: all of them are looked at
FIRST_ROWS = 20  # in which the head is looked for
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref=[\"']([A-Za-z]{1,3}\d{1,7}:[A-Za-z]{1,3}\d{1,7})[\"']")


def read_xlsx(content: bytes, problems: Problems) -> WrittenRoster:
    """Return the roster that the bytes hold. Raises SourceError where they are no workbook."""
    sheets = _sheets(content, problems.file)
    found = [sheet for sheet in sheets if _has_head(sheet)] or sheets[:1]
    if not found:
        raise _no_workbook(problems.file, message("roster.no_sheet"))
    if len(found) > 1:
        what = message("roster.several_sheets", sheets=[f"“{shown(sheet.title)}”" for sheet in found])
        problems.add(Text("", 1, 1), what, message("source.keep_one"))
    return houses(_rows(found[0], problems), problems)


def _sheets(content: bytes, name: str) -> "list[Worksheet]":
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
            far = next(_far_merged(archive), "") if size < MOST_UNPACKED else ""
        loads = size < MOST_UNPACKED and not far
        sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets if loads else []
    except Exception as error:  # noqa: BLE001 -- openpyxl raises whatever its parts do
        raise _no_workbook(name, message("roster.unreadable_workbook", reason=type(error).__name__)) from None
    if size >= MOST_UNPACKED:
        raise _no_workbook(name, message("roster.too_large"))
    wide = (sheet for sheet in sheets if sheet.max_row * sheet.max_column > MOST_CELLS)
    if far := far or next((sheet.dimensions.rpartition(":")[2] for sheet in wide), ""):
        raise SourceError([Diagnostic(name, 1, 1, message("roster.far", cell=far), message("roster.delete_far"))])
    return list(sheets)


def _far_merged(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the ends of merged areas for each cell of which openpyxl would make one, and never be done."""
    from openpyxl.utils.cell import range_boundaries

    for name in archive.namelist():
        for found in MERGED.finditer(archive.read(name)) if name.startswith("xl/worksheets/") else ():
            left, top, right, bottom = map(int, range_boundaries(found[1].decode()))  # type: ignore[arg-type]
            if (right - left + 1) * (bottom - top + 1) > MOST_CELLS:
                yield found[1].decode().rpartition(":")[2]


def _no_workbook(name: str, what: Message) -> SourceError:
    return SourceError([Diagnostic(name, 1, 1, what, message("roster.save_anew"))])


def _has_head(sheet: "Worksheet") -> bool:
    for row in sheet.iter_rows(max_row=FIRST_ROWS, values_only=True):
        words = {COLUMNS.get(str(value).strip().casefold()) for value in row if value is not None}
        if len(words & {*REQUIRED}) >= len(REQUIRED) - 1:
            return True
    return False


def _rows(sheet: "Worksheet", problems: Problems) -> Iterator[list[Text]]:
    for merged in sheet.merged_cells.ranges:
        place = Text("", merged.min_row, merged.min_col, merged.coord)
        problems.add(place, message("roster.merged"), message("roster.unmerge"))
    for row in sheet.iter_rows():
        cells = [_text(cell, problems) for cell in row]
        if any(cell.value for cell in cells):
            yield cells


def _text(cell: Any, problems: Problems) -> Text:
    value = cell.value
    place = Text("", cell.row, cell.column, cell.coordinate)
    if value is None or isinstance(value, str):
        if cell.data_type == "e":
            problems.add(place, message("roster.error_cell", text=shown(str(value))), message("roster.write_text"))
            return place
        return Text(on_one_line(value or ""), cell.row, cell.column, cell.coordinate)
    kind = "date" if isinstance(value, date | datetime) else "number"
    problems.add(place, message(f"roster.{kind}_cell"), message("roster.write_text"))
    return place
