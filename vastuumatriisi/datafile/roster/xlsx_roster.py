"""A table as a workbook -> its rows."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.text.characters import on_one_line, shown

from .tables import COLUMNS, REQUIRED, houses
from .written import Problems, Text, WrittenRoster

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 256 * 1024 * 1024  # bytes; a table of 24,000 rows takes 5 MB
FIRST_ROWS = 20  # in which the head is looked for


def read_xlsx(content: bytes, problems: Problems) -> WrittenRoster:
    """Return the roster that the bytes hold. Raises SourceError where they are no workbook."""
    sheets = _sheets(content, problems.file)
    found = [sheet for sheet in sheets if _has_head(sheet)] or sheets[:1]
    if not found:
        raise _no_workbook(problems.file, "the workbook has no sheet")
    if len(found) > 1:
        names = ", ".join(f"“{shown(sheet.title)}”" for sheet in found)
        problems.add(Text("", 1, 1), f"several sheets look like a roster: {names}", "keep one of them")
    return houses(_rows(found[0], problems), problems)


def _sheets(content: bytes, name: str) -> "list[Worksheet]":
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
        sheets = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets if size < MOST_UNPACKED else []
    except Exception as error:  # noqa: BLE001 -- openpyxl raises whatever its parts do
        raise _no_workbook(name, f"the workbook cannot be read ({type(error).__name__})") from None
    if size >= MOST_UNPACKED:
        raise _no_workbook(name, "the workbook is far too large for a roster")
    return list(sheets)


def _no_workbook(name: str, what: str) -> SourceError:
    return SourceError(
        [Diagnostic(name, 1, 1, what, "save the table anew as an Excel workbook (.xlsx), or as CSV UTF-8")]
    )


def _has_head(sheet: "Worksheet") -> bool:
    for row in sheet.iter_rows(max_row=FIRST_ROWS, values_only=True):
        words = {COLUMNS.get(str(value).strip().casefold()) for value in row if value is not None}
        if len(words & {*REQUIRED}) >= len(REQUIRED) - 1:
            return True
    return False


def _rows(sheet: "Worksheet", problems: Problems) -> Iterator[list[Text]]:
    for merged in sheet.merged_cells.ranges:
        place = Text("", merged.min_row, merged.min_col, merged.coord)
        problems.add(place, "cells are merged", "unmerge them, and write into each row what it is of")
    for row in sheet.iter_rows():
        cells = [_text(cell, problems) for cell in row]
        if any(cell.value for cell in cells):
            yield cells


def _text(cell: Any, problems: Problems) -> Text:
    value = cell.value
    place = Text("", cell.row, cell.column, cell.coordinate)
    if value is None or isinstance(value, str):
        if cell.data_type == "e":
            problems.add(place, f"the cell shows the error {shown(str(value))}", "write the text itself")
            return place
        return Text(on_one_line(value or ""), cell.row, cell.column, cell.coordinate)
    kind = "a date" if isinstance(value, date | datetime) else "a number"
    problems.add(place, f"the cell holds {kind} where a text should stand", "write the text itself")
    return place
