"""The header and the footer of printed pages, as long as Excel takes them and as wide as the paper."""

from collections.abc import Callable
from typing import Any

from openpyxl.worksheet.header_footer import HeaderFooterItem

from vastuumatriisi.text.utf16 import shortened, units
from vastuumatriisi.text.widths import office_widths

from ..context import Context
from ..sheet import PrintPaper, WorkbookSheet
from .rows import escaped

LONGEST = 255  # UTF-16 units of a whole header or footer, codes included; Excel repairs a file with a longer one
BETWEEN = 16.0  # pt between two parts that meet


def set_running_text(page: Any, sheet: WorkbookSheet, context: Context, paper: PrintPaper) -> None:
    """Set title and organisation above, edition, sheet and page below."""
    matrix, room = context.matrix, paper.room[0]
    title, organisation = _side_by_side(context, _plain(matrix.title), _plain(matrix.organisation), room)
    _fill(page.oddHeader, context, _literal(title), "", _literal(organisation))
    pages = context.wording("workbook.page", page="&P", pages="&N")
    left, middle = _edition(context, sheet, pages, room)
    _fill(page.oddFooter, context, _literal(left), middle, pages)


def _side_by_side(context: Context, one: str, other: str, room: float) -> tuple[str, str]:
    """Return two texts that have room beside each other: each may take half, and what the other leaves."""
    free = LONGEST - 2 * _codes(context)
    one, other = _fair(one, other, free, _length)
    return _fair(one, other, room - BETWEEN, lambda text: _width(context, text))


def _fair(one: str, other: str, free: float, length: Callable[[str], float]) -> tuple[str, str]:
    first = shortened(one, max(free / 2, free - length(other)), length)
    return first, shortened(other, free - length(first), length)


def _edition(context: Context, sheet: WorkbookSheet, pages: str, room: float) -> tuple[str, str]:
    """Return the edition with date and mark, and the code of the sheet's name where that has room beside it.

    Of the edition only a label that is longer than all the room is cut.
    """
    say, matrix = context.wording, context.matrix
    beside = f" · {say.date(matrix.date)} · {say('matrix.fingerprint')} {matrix.fingerprint}"
    whole = f"{say('matrix.edition')} {_plain(matrix.edition)}"
    in_middle = (room - _width(context, sheet.name)) / 2 - BETWEEN
    longest = LONGEST - 3 * _codes(context) - units(f"&A{pages}")
    if _width(context, whole + beside) <= in_middle and _length(whole + beside) <= longest:
        return whole + beside, "&A"
    cut = shortened(whole, longest - _length(beside), _length)
    free = room - BETWEEN - _width(context, f"{beside}{pages}")
    return shortened(cut, free, lambda text: _width(context, text)) + beside, ""


def _width(context: Context, text: str) -> float:
    return office_widths().width(text, context.theme.workbook["running"])


def _length(text: str) -> int:
    return units(_literal(text))


def _codes(context: Context) -> int:
    """Return the length of what stands before the text of each part: its place, font, size and colour."""
    font, size, colour = _look(context)
    return units(f'&L&"{font}"&{size} &K{colour}')


def _look(context: Context) -> tuple[str, int, str]:
    theme = context.theme
    return f"{theme.fonts['office']},Regular", round(theme.workbook["running"]), theme.colours["muted"].lstrip("#")


def _fill(item: HeaderFooterItem, context: Context, left: str, middle: str, right: str) -> None:
    for part, text in ((item.left, left), (item.center, middle), (item.right, right)):
        if text:
            part.text = text
            part.font, part.size, part.color = _look(context)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _literal(text: str) -> str:
    """Return a text for a header: & doubled; a leading digit would be read as part of the colour."""
    literal = escaped(text.replace("&", "&&"))
    return f" {literal}" if literal[:1] and literal[0] in "0123456789ABCDEFabcdef+-" else literal
