"""How a sheet prints: on which paper, how many pages wide, with which header and footer."""

import math
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter

from ..context import Context
from ..sheet import A3_LANDSCAPE, A3_PORTRAIT, A4_LANDSCAPE, A4_PORTRAIT, PrintPaper, WorkbookSheet
from . import running_text

LEAST_PRINT = 8.0  # pt; a sheet that would shrink more goes on on pages to its right
WIDER = 1.065  # LibreOffice's columns by Excel's: its digits are wider, so that a sheet on A4 shrinks more there
FREE_SCALE = 0.6  # how much a sheet without a table may shrink to print on one page
RUNNING_MARGIN = 8.0  # mm from the edge of the paper to the header and to the footer
FULL = 0.95  # of a page: rows are never divided


class Layout(NamedTuple):
    """A sheet on a paper: how many pages wide it is, how many there are, and how much it shrinks."""

    paper: PrintPaper
    wide: int
    pages: int
    scale: float


def set_up(page: Any, sheet: WorkbookSheet, context: Context, high: float, repeated: float) -> None:
    """Set paper, margins, scale, header and footer of the worksheet ``page``, whose rows are ``high`` pt together."""
    layout = layout_of(sheet, context, high, repeated)
    paper = layout.paper
    page.page_setup.paperSize = paper.code
    page.page_setup.orientation = "landscape" if paper.landscape else "portrait"
    page.page_setup.fitToWidth = layout.wide
    page.page_setup.fitToHeight = int(not sheet.table and layout.pages == 1)
    page.page_margins.left = page.page_margins.right = round(paper.side / 25.4, 4)
    page.page_margins.top = round(paper.top / 25.4, 4)
    page.page_margins.bottom = round(paper.bottom / 25.4, 4)
    page.page_margins.header = page.page_margins.footer = round(RUNNING_MARGIN / 25.4, 4)
    running_text.set_running_text(page, sheet, context, paper)


def layout_of(sheet: WorkbookSheet, context: Context, high: float, repeated: float) -> Layout:
    """Return how a sheet prints: on the paper that is asked for, or else on the smallest that is legible.

    One page wide is better than several; then the way with the fewest pages is taken, and of those the one that shrinks
    least.
    """
    if sheet.paper:
        return _free(sheet, sheet.paper, high)
    small = [_table(context, sheet, paper, high, repeated) for paper in (A4_LANDSCAPE, A4_PORTRAIT)]
    large = [_table(context, sheet, paper, high, repeated) for paper in (A3_LANDSCAPE, A3_PORTRAIT)]
    on_a4 = _best(small)
    return on_a4 if context.paper == "A4" or on_a4.pages == 1 else _best(large)


def _best(found: Iterable[Layout]) -> Layout:
    return min(found, key=lambda layout: (layout.wide > 1, layout.pages, layout.wide, -layout.scale))


def is_several_wide(sheet: WorkbookSheet, context: Context) -> bool:
    """Return whether a sheet with a table prints several pages wide, however high it is."""
    widest = A4_LANDSCAPE if context.paper == "A4" else A3_LANDSCAPE
    return not sheet.paper and _across(context, sheet, widest)[0] > 1


def first_page(sheet: WorkbookSheet, context: Context) -> float:
    """Return the width in pt of the columns on the first page of a sheet that prints several pages wide.

    LibreOffice's are wider, and the paper may be upright.
    """
    papers = (A4_LANDSCAPE, A4_PORTRAIT) if context.paper == "A4" else (A3_LANDSCAPE, A3_PORTRAIT)
    room = min(paper.room[0] / _across(context, sheet, paper)[1] for paper in papers) / WIDER
    ends = accumulate(column.seen for column in sheet.columns)
    return max((end for end in ends if end <= room), default=room)


def _free(sheet: WorkbookSheet, paper: PrintPaper, high: float) -> Layout:
    room = paper.room
    scale = min(1.0, room[0] / sheet.width, room[1] / max(1.0, high))
    if scale >= FREE_SCALE:
        return Layout(paper, 1, 1, scale)
    scale = min(1.0, room[0] / sheet.width)
    return Layout(paper, 1, math.ceil(high * scale / room[1]), scale)


def _table(context: Context, sheet: WorkbookSheet, paper: PrintPaper, high: float, repeated: float) -> Layout:
    wide, scale = _across(context, sheet, paper)
    per_page = max(50.0, paper.room[1] / scale * FULL - repeated)
    return Layout(paper, wide, wide * math.ceil(high / per_page), scale)


def _across(context: Context, sheet: WorkbookSheet, paper: PrintPaper) -> tuple[int, float]:
    """Return how many pages wide the sheet is, and how much it shrinks."""
    room, least = paper.room[0], LEAST_PRINT / context.size
    least = min(1.0, least * WIDER if paper in (A4_LANDSCAPE, A4_PORTRAIT) else least)
    scale = min(1.0, room / sheet.width)
    if scale >= least:
        return 1, scale
    frozen = sheet.repeated
    wide = math.ceil((sheet.width - frozen) / max(60.0, room / least - frozen))
    return wide, min(1.0, room * wide / (sheet.width + frozen * (wide - 1)))


def unprinted(sheet: WorkbookSheet) -> Iterator[str]:
    """Yield the range that is printed of a sheet that is there for the screen alone: an empty cell beside it."""
    if not sheet.printed:
        yield f"{get_column_letter(len(sheet.columns) + 2)}1"
