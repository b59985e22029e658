"""The duties on the sheet: how large they are set, in how many columns, on how many sheets.

Lengths are in A3 points.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .line_breaking import MeasuredText
from .measured_duty import SPACE, LineCounts, MeasuredDuty, code_width, heights, lines, too_wide
from .paper import LEAST_GAP, ROOM, STEPS, largest
from .partition import balanced, fewest

GUTTER = 38.0  # between columns
MOST_COLUMNS = 3
WORTH_A_COLUMN = 1.1  # by what factor larger type must get for one more column

MOST_GAP = 3.0
GROWN, GROWN_GAP = 1.8, 0.9  # by how much few duties exceed the largest type, and the least gap in ems below them then


@dataclass(frozen=True, slots=True)
class DutyColumns:
    """``sheets`` holds for each sheet the indexes of the duties in each of its columns.

    ``code`` is the width that the codes hang in, ``mark`` that without the space before the text; both are 0 where the
    codes stand above the texts. For each duty ``heights`` holds its height with the least gap, ``lines`` how its lines
    are set.
    """

    size: float
    width: float
    code: float
    mark: float
    sheets: tuple[tuple[tuple[int, ...], ...], ...]
    heights: tuple[float, ...]
    lines: tuple[LineCounts, ...]


def body(duties: Sequence[MeasuredDuty], room: float, sizes: Mapping[str, float]) -> DutyColumns:
    """Return the setting with the largest type that fits ``room`` points of height, on as few sheets as possible.

    A word that is wider than a whole sheet at the size aimed at is divided; narrower columns divide none.
    """
    best = _on_sheets(duties, room, 1, sizes)
    sheets = 1
    while best is None:
        sheets = max(sheets + 1, _sheets_needed(duties, room, sizes["body_least"]))
        best = _on_sheets(duties, room, sheets, sizes)
    size, columns = best
    if sheets == columns == 1 and size > sizes["body_most"] - 1 / STEPS:
        size = _grown(duties, room, size)
    return _set(duties, room, size, columns, sheets)


def _on_sheets(
    duties: Sequence[MeasuredDuty], room: float, sheets: int, sizes: Mapping[str, float]
) -> tuple[float, int] | None:
    best: tuple[float, int] | None = None
    for columns in range(1, MOST_COLUMNS + 1):
        bins = columns * sheets

        def fits(size: float, columns: int = columns, bins: int = bins) -> bool:
            if too_wide(duties, size, _column(columns)) and (columns > 1 or size > sizes["body_aim"]):
                return False
            return fewest(_heights(duties, size, columns), room) <= bins

        size = largest(sizes["body_most"], sizes["body_least"], fits)
        if fits(size) and (best is None or size >= best[0] * WORTH_A_COLUMN):
            best = size, columns
    return best


def _grown(duties: Sequence[MeasuredDuty], room: float, least: float) -> float:
    """Return the size of duties so few that the largest type leaves room: larger, while there is air between them."""

    def fits(size: float) -> bool:
        gaps = len(duties) * (GROWN_GAP - LEAST_GAP) * size
        return not too_wide(duties, size, _column(1)) and sum(_heights(duties, size, 1)) + gaps <= room

    return largest(GROWN * least, least, fits)


def _sheets_needed(duties: Sequence[MeasuredDuty], room: float, size: float) -> int:
    counts = (
        -(-int(fewest(_heights(duties, size, columns), room)) // columns) for columns in range(1, MOST_COLUMNS + 1)
    )
    return min(counts)


def _set(duties: Sequence[MeasuredDuty], room: float, size: float, columns: int, sheets: int) -> DutyColumns:
    heights = _heights(duties, size, columns)
    bins = balanced(heights, min(columns * sheets, len(duties)), room)
    parted = tuple(tuple(bins[start : start + columns]) for start in range(0, len(bins), columns))
    code = code_width(duties, size, _column(columns))
    mark = max(0.0, code - SPACE * size)
    return DutyColumns(
        size=size,
        width=round(_column(columns), 2),
        code=round(code, 2),
        mark=round(mark, 2),
        sheets=parted,
        heights=tuple(heights),
        lines=lines(duties, size, _column(columns), code),
    )


def _column(columns: int) -> float:
    # A hair narrower than their share: floats that are rounded up no longer stand side by side.
    return (ROOM - (columns - 1) * GUTTER) / columns - 0.05


def highest(duty: MeasuredDuty, size: float, widest: MeasuredText) -> float:
    """Return the height of one duty in that of all the numbers of columns where it is highest.

    ``widest`` is the widest code that stands on the poster: beside it the text has the least room.
    """
    beside = replace(duty, code=widest)
    return max(_heights([beside], size, columns)[0] for columns in range(1, MOST_COLUMNS + 1))


def _heights(duties: Sequence[MeasuredDuty], size: float, columns: int) -> list[float]:
    return heights(duties, size, _column(columns))
