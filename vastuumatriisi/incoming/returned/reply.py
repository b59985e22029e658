"""The workbook that goes back to whoever sent one: their proposals, each with what became of it."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from vastuumatriisi.text.utf16 import shortened

COLUMNS = {"number": 6, "where": 24, "what": 60, "before": 34, "theirs": 34, "now": 34, "state": 18, "reason": 40}
LONGEST = 32_767  # UTF-16 units in a cell


def reply(title: str, headers: Mapping[str, str], tab: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the workbook; ``headers`` and ``rows`` have a text for each of ``COLUMNS``."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book: Any = Workbook()
    page = book.active
    page.title = tab
    page["A1"] = title
    page["A1"].font = Font(name="Calibri", bold=True, size=14)
    _write(page, 3, headers, Font(name="Calibri", bold=True, size=12))
    for number, row in enumerate(rows, 4):
        _write(page, number, row, Font(name="Calibri", size=12))
    for number, width in enumerate(COLUMNS.values(), 1):
        page.column_dimensions[page.cell(3, number).column_letter].width = width
    for cells in page.iter_rows(min_row=3):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A4"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "3:3"
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _write(page: Any, row: int, texts: Mapping[str, str], font: Any) -> None:
    for number, key in enumerate(COLUMNS, 1):
        cell = page.cell(row, number)
        if key == "number" and texts[key].isdecimal():
            cell.value = int(texts[key])
        elif texts[key]:
            # A text such as "=A1" is none but a text.
            cell.value, cell.data_type = shortened(texts[key], LONGEST), "s"
        cell.font = font
