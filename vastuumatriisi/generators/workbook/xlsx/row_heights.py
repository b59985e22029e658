"""How wide a column and how high a row must be, so that nothing in a cell is cut."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from vastuumatriisi.text.widths import office_widths

from ..sheet import CellFormat, SheetCell
from .styles import MIDDLE, STRONG

LINE = 15 / 11  # Excel's height of a line by the size of its letters: a row of 11 pt is 15 pt high
PADDING = 6.0  # pt, left and right of the text together
INDENT = 8.0  # pt; one step of an office program's indent, about: no text touches the border of its cell
SLACK = 0.97  # Excel fits letters to the pixels of the screen, which makes some lines wider than the font says
HIGHEST_ROW = 409.0  # pt; Excel has no higher rows
AIR = 5.0  # pt, above and below the text of a row together
FILTER_BUTTON = 14.0  # pt
HEAD = FILTER_BUTTON + INDENT  # pt; what a header needs beside its text
HEADER_LINES = 20  # of an upright header; a longer one has a wider column
MOST_TURNED = 165.0  # pt; a longer turned header goes on in a second line


@lru_cache(maxsize=65_536)
def lines(text: str, width: float, size: float, bold: bool = False) -> int:
    """Return how many lines a text takes in a cell that is ``width`` pt wide."""
    return office_widths(bold).lines(text, size, (width - PADDING) * SLACK) if text else 1


def height(parts: Iterable[tuple[str, float]], size: float, bold: bool = False) -> float:
    """Return the height in pt of a row whose cells are (text, column width)."""
    most = max((lines(text, width, size, bold) for text, width in parts), default=1)
    return min(HIGHEST_ROW, round(most * size * LINE + AIR, 2))


def row_height(cells: Sequence[SheetCell], widths: Iterable[float], size: float, air: float = AIR) -> float:
    """Return the height in pt of a row of cells in columns that are ``widths`` pt wide."""
    found = [
        lines(cell.text, inner_width(cell.look, wide), size, is_bold(cell.look))
        for cell, wide in zip(cells, widths, strict=True)
        if cell.text and cell.look.kind != "id"  # which stands in a hidden column
    ]
    most = max(found, default=1)
    return min(HIGHEST_ROW, round(most * size * LINE + air, 2))


def inner_width(look: CellFormat, width: float) -> float:
    return width if look.kind in MIDDLE else width - INDENT


def is_bold(look: CellFormat) -> bool:
    return look.kind in STRONG or look.counts_as == "accountable"


def header_width(header: str, size: float, least: float, most: float) -> float:
    """Return the width in pt that a header needs, its filter button included: no word is broken, no line is cut."""
    all_lines = width([header], size, 0, math.inf, bold=True)
    return max(words_width([header], size, least, most), round(all_lines / HEADER_LINES, 1)) + HEAD


def width(texts: Iterable[str], size: float, least: float, most: float, bold: bool = False) -> float:
    """Return the width in pt that shows each text on one line, kept between ``least`` and ``most``."""
    font = office_widths(bold)
    longest = max((font.width(line, size) for text in set(texts) for line in text.split("\n")), default=0.0)
    return round(min(most, max(least, longest / SLACK + PADDING + 2)), 1)


def words_width(texts: Iterable[str], size: float, least: float, most: float) -> float:
    """Return the least width in pt that breaks no word of bold text, kept between ``least`` and ``most``."""
    font = office_widths(bold=True)
    widest = max((font.widest_word(text, size) for text in set(texts)), default=0.0)
    return round(min(most, max(least, widest / SLACK + PADDING + 2)), 1)


def turned(header: str, size: float) -> tuple[float, float]:
    """Return the height and the width in pt that a turned header needs, its filter button included."""
    font = office_widths(bold=True)
    long = font.width(header, size) / SLACK + PADDING + 2
    if long <= MOST_TURNED:
        return long + FILTER_BUTTON, size * LINE + PADDING
    high = max(MOST_TURNED, font.widest_word(header, size) / SLACK + PADDING + 2)
    high = min(high, HIGHEST_ROW - FILTER_BUTTON)
    number = font.lines(header, size, (high - PADDING) * SLACK)
    return high + FILTER_BUTTON, number * size * LINE + PADDING


def wrapped(text: str, size: float, available: float, bold: bool = False) -> Iterator[str]:
    """Yield the lines of a text that may not run out of ``available`` pt; a single longer word is divided."""
    font, line = office_widths(bold), ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and font.width(longer, size) > available * SLACK:
            yield line
            longer = word
        *full, line = font.fitting(longer, size, available * SLACK)
        yield from full
    yield line


def code_lines(codes: Iterable[str], size: float, available: float) -> tuple[str, ...]:
    """Return codes with commas, in lines that fit a cell ``available`` pt wide, so that no code is broken."""
    result: list[str] = []
    for code in codes:
        longer = f"{result[-1]} {code}," if result else f"{code},"
        if result and lines(longer, available, size) == 1:
            result[-1] = longer
        else:
            result.append(f"{code},")
    return (*result[:-1], result[-1].removesuffix(",")) if result else ()
