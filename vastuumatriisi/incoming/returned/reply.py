"""The workbook that goes back to whoever sent one: their proposals, each with what became of it."""

import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

from vastuumatriisi.text.utf16 import shortened

COLUMNS = {"number": 6, "where": 24, "what": 60, "before": 34, "theirs": 34, "now": 34, "state": 18, "reason": 40}
LONGEST = 32_767  # UTF-16 units in a cell
TIGHT = 1.2  # letters of 12 pt by the digits in which the width of columns is counted, and words that do not fit
SIZE, LINE, HIGHEST = 12, 16.0, 409.0  # pt; LibreOffice lays rows without a height over each other
FIRST = 4  # the row of the header


def reply(title: str, about: str, headers: Mapping[str, str], tab: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the workbook; ``about`` says what it answers, ``headers`` and ``rows`` have texts for all ``COLUMNS``."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    book: Any = Workbook()
    page = book.active
    page.title = tab
    page["A1"] = title
    page["A1"].font, page["A2"].font = Font(name="Calibri", bold=True, size=14), Font(name="Calibri", size=SIZE)
    page["A2"].value, page["A2"].data_type = about, "s"
    _write(page, FIRST, headers, Font(name="Calibri", bold=True, size=SIZE))
    for number, row in enumerate(rows, FIRST + 1):
        _write(page, number, row, Font(name="Calibri", size=SIZE))
        lines = max(math.ceil(len(row[key]) * TIGHT / width) for key, width in COLUMNS.items())
        page.row_dimensions[number].height = min(HIGHEST, max(1, lines) * LINE + 2)
    for number, width in enumerate(COLUMNS.values(), 1):
        page.column_dimensions[page.cell(FIRST, number).column_letter].width = width
    line = Border(bottom=Side("thin", "C9D1DA"))
    for cells in page.iter_rows(min_row=FIRST):
        for cell in cells:
            cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top", horizontal="left"), line
    page.freeze_panes = f"A{FIRST + 1}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{FIRST}:{FIRST}"
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
