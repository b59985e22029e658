"""How a sheet prints: paper, scale, header and footer, and where its pages end."""

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from ..context import Context
from ..sheet import WorkbookSheet
from . import running_text, sheet_head

LEAST_SCALE = 0.6  # 11 pt prints as 6.6 pt on A3; a wider sheet goes on on pages to its right
WIDE_SCALE = 0.8  # about what it shrinks to then
COVER_SCALE = 0.8  # of the cover, so that it prints on one page
RUNNING_MARGIN = 8.0  # mm from the edge of the paper to the header and to the footer
FULL = 0.97  # a page is planned this full, so that no program's rounding moves a row over its end


def set_up(page: Any, sheet: WorkbookSheet, context: Context) -> None:
    """Set paper, margins, scale, header and footer of the worksheet ``page``."""
    paper = sheet.paper
    page.page_setup.paperSize = paper.code
    page.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth = _pages_wide(sheet)
    page.page_setup.fitToHeight = int(_on_one_page(sheet))
    page.page_margins.left = page.page_margins.right = round(paper.side / 25.4, 4)
    page.page_margins.top = round(paper.top / 25.4, 4)
    page.page_margins.bottom = round(paper.bottom / 25.4, 4)
    page.page_margins.header = page.page_margins.footer = round(RUNNING_MARGIN / 25.4, 4)
    running_text.set_running_text(page, sheet, context)


def _pages_wide(sheet: WorkbookSheet) -> int:
    room = sheet.paper.room[0]
    if room >= LEAST_SCALE * sheet.width:
        return 1
    frozen = sum(column.width for column in sheet.columns[: sheet.frozen])
    return math.ceil((sheet.width - frozen) / max(100.0, room / WIDE_SCALE - frozen))


def _on_one_page(sheet: WorkbookSheet) -> bool:
    """Tell whether a sheet without a table is short enough to be fitted on one page."""
    high = 0.0 if sheet.table else sum(row.height for row in sheet.rows())
    return not sheet.table and high * COVER_SCALE <= sheet.paper.room[1]


def page_ends(context: Context, sheet: WorkbookSheet, rows: Sequence[tuple[int, str, float]]) -> Iterator[int]:
    """Yield the last row of each page but the last, in the sheet's own order.

    ``rows`` are (row number, group, height in pt). A group stays together if it fits on a page, and the first one
    begins on the first page in any case; a longer one breaks where the page is full. Rows without a group break
    wherever a page is full.
    """
    repeated = sum(row.height for row in sheet_head.repeated(context, sheet))
    used, room = sum(row.height for row in sheet_head.above(context, sheet)), _room_for_rows(sheet, repeated)
    for index, members in enumerate(_groups(rows)):
        together = sum(height for _, _, height in members)
        if index and used + together > room:
            yield members[0][0] - 1
            used = 0.0
        for number, _, height in members:
            if used + height > room:
                yield number - 1
                used = 0.0
            used += height


def _groups(rows: Sequence[tuple[int, str, float]]) -> list[list[tuple[int, str, float]]]:
    return [list(members) for _, members in groupby(rows, key=lambda row: row[1] or row[0])]


def _room_for_rows(sheet: WorkbookSheet, repeated: float) -> float:
    """Return the height in pt that a page has for rows below the ``repeated`` ones, in the sheet's own measure."""
    wide, high = sheet.paper.room
    scale = min(1.0, wide * _pages_wide(sheet) / sheet.width)
    return max(50.0, high / scale * FULL - repeated)
