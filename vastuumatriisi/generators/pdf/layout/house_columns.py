"""The groups of a house in columns: how large they can be set, how wide each column is, and where a group goes on.

Lengths are in A3 points. Groups stay whole, in columns as wide as each needs, where all fit one sheet; where they do
not, they flow through columns of one width over several sheets. On an upright sheet columns are alike, and two.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from . import measured_duty
from .groups import DutyRange, MeasuredGroups
from .paper import largest
from .partition import balanced, packed

COLUMNS = range(2, 8)
UPRIGHT_COLUMNS = range(2, 3)
GUTTER = 19.0  # between columns
STEPS = 4  # of sizes to the point
NARROWEST = 13.0  # ems
# By how much few duties exceed the largest type, and the part of the height they take then.
GROWN, GROWN_ROOM = 1.9, 0.8


@dataclass(frozen=True, slots=True)
class PlacedGroups:
    """Where the groups stand: ``places`` and ``widths`` of all columns in order, and the ``heights`` of the columns.

    ``few`` tells that even the largest type leaves room.
    """

    size: float
    sheets: int
    places: tuple[tuple[DutyRange, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    few: bool = False


def place_groups(
    groups: MeasuredGroups, room: float, width: float, sizes: Mapping[str, float], *, upright: bool = False
) -> PlacedGroups:
    """Return the groups in columns of ``room`` points of height on sheets ``width`` wide, as large as they fit."""
    most = sizes["house_most"]
    whole = _alike if upright else _whole
    best = whole(groups, room, width, (sizes["house_least"], most))
    if best and best.size > most - 1 / STEPS:
        grown = whole(groups, GROWN_ROOM * room, width, (most, GROWN * most)) or best
        return replace(grown, few=True)
    return best or _flowing(groups, room, width, sizes, UPRIGHT_COLUMNS if upright else COLUMNS)


def _whole(groups: MeasuredGroups, room: float, width: float, sizes: tuple[float, float]) -> PlacedGroups | None:
    """Return whole groups on one sheet in the largest type between two ``sizes``, None where they do not fit."""
    best: PlacedGroups | None = None
    for count in _counts(groups):
        # Only larger type is worth another number of columns.
        least = best.size + 1 / STEPS if best else sizes[0]
        best = _as_wide_as_needed(groups, room, width, count, (least, sizes[1])) or best
    return best


def _alike(groups: MeasuredGroups, room: float, width: float, sizes: tuple[float, float]) -> PlacedGroups | None:
    """Return whole groups on one sheet in columns of one width, None where they do not fit between two ``sizes``.

    They follow each other from column to column; only where that does not fit a group moves ahead.
    """
    count = min(UPRIGHT_COLUMNS[-1], len(groups.groups))
    column = _column(width, count)
    whole = groups.whole(range(len(groups.groups)))

    def columns(size: float) -> Sequence[Sequence[int]] | None:
        if groups.widest(range(len(whole))) * size > column:
            return None
        heights = [groups.height(place, size, column) for place in whole]
        found = balanced(heights, count, sum(heights)), packed(heights, count)
        return next((bins for bins in found if all(sum(heights[n] for n in one) <= room for one in bins)), None)

    least, most = sizes
    size = largest(most, least, lambda size: columns(size) is not None, STEPS)
    found = columns(size)
    return _laid(groups, size, 1, [(groups.whole(numbers), column) for numbers in found]) if found else None


def _counts(groups: MeasuredGroups) -> list[int]:
    return [count for count in COLUMNS if count <= len(groups.groups)] or [1]


def _as_wide_as_needed(
    groups: MeasuredGroups, room: float, width: float, count: int, sizes: tuple[float, float]
) -> PlacedGroups | None:
    """Return whole groups on one sheet in ``count`` columns and the largest type that fits between two ``sizes``.

    None where even the smaller of these does not fit.
    """
    least, most = sizes
    inner = width - (count - 1) * GUTTER - 0.1

    def widths(size: float) -> Iterator[tuple[tuple[DutyRange, ...], float]]:
        numbers = range(len(groups.groups))
        heights = [groups.height(place, size, inner / count) for place in groups.whole(numbers)]
        bins = balanced(heights, count, sum(heights))
        return ((groups.whole(column), _narrowest(groups, column, size, room, inner)) for column in bins)

    def fits(size: float) -> bool:
        # Not the sum: mostly the first columns tell that there is no room for the others.
        return all(taken <= inner for taken in accumulate(needed for _, needed in widths(size)))

    if least > most or not fits(least):
        return None
    size = largest(most, least, fits, STEPS)
    columns = list(widths(size))
    factor = inner / sum(needed for _, needed in columns)
    return _laid(groups, size, 1, [(places, needed * factor) for places, needed in columns])


def _narrowest(groups: MeasuredGroups, numbers: Sequence[int], size: float, room: float, most: float) -> float:
    """Return the least width in which some whole groups are no higher than ``room``, more than ``most`` if none."""
    places = groups.whole(numbers)
    low, high = max(NARROWEST, groups.widest(numbers)) * size, most

    def fits(width: float) -> bool:
        height = 0.0
        for place in places:
            height += groups.height(place, size, width)
            if height > room:
                return False
        return True

    if low > most or not fits(most):
        return most * 2
    if fits(low):
        return low
    for _ in range(9):
        middle = (low + high) / 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high


def _laid(
    groups: MeasuredGroups, size: float, sheets: int, columns: Sequence[tuple[tuple[DutyRange, ...], float]]
) -> PlacedGroups:
    heights = (sum(groups.height(place, size, width) for place in places) for places, width in columns)
    places, widths = tuple(places for places, _ in columns), tuple(round(width - 0.01, 2) for _, width in columns)
    return PlacedGroups(size, sheets, places, widths, tuple(heights))


def _flowing(
    groups: MeasuredGroups, room: float, width: float, sizes: Mapping[str, float], counts: range
) -> PlacedGroups:
    """Return the groups in columns of one width on as few sheets as possible; a group may go on in the next column."""
    least, most = sizes["house_least"], sizes["house_most"]
    sheets = 0
    while True:
        sheets += 1
        best: tuple[float, int] | None = None
        for columns in counts:
            fits = _fits(groups, room, _column(width, columns), columns, sheets)
            size = largest(most, least, fits, STEPS)
            if fits(size) and (best is None or size > best[0]):
                best = size, columns
        if best:
            size, columns = best
            even = _even(groups, size, room, _column(width, columns), columns * sheets)
            return _laid(groups, size, sheets, [(places, _column(width, columns)) for places in even])


def _column(width: float, columns: int) -> float:
    return (width - (columns - 1) * GUTTER) / columns - 0.05


def _fits(groups: MeasuredGroups, room: float, width: float, columns: int, sheets: int) -> Callable[[float], bool]:
    def fits(size: float) -> bool:
        # In the widest columns a word that is too wide is divided, else it would not fit at all.
        if columns > COLUMNS[0] and groups.widest(range(len(groups.groups))) * size > width:
            return False
        flow, highest = _flow(groups, size, room, width)
        return len(flow) <= columns * sheets and highest <= room

    return fits


def _flow(groups: MeasuredGroups, size: float, room: float, width: float) -> tuple[list[list[DutyRange]], float]:
    """Return what stands in each column, in order, and how high the highest of them is.

    A group begins anew where at least two duties of it fit, and leaves no single one for the next column. A duty that
    fits no column has one of its own.
    """
    columns: list[list[DutyRange]] = [[]]
    used = highest = 0.0
    for number, duties in enumerate(groups.duties):
        head, heights = groups.head(number, size, width), measured_duty.heights(duties, size, width)
        first = 0
        while first < len(heights):
            last, height = _fitting(heights, first, head, room - used)
            if columns[-1] and last - first < min(2, len(heights) - first):
                columns.append([])
                used = 0.0
                continue
            if last == first:
                last, height = first + 1, head + heights[first]
            columns[-1].append((number, first, last))
            used, first = used + height, last
            highest = max(highest, used)
    return columns, highest


def _fitting(heights: Sequence[float], first: int, head: float, room: float) -> tuple[int, float]:
    """Return up to which duty a group goes on within ``room``, and how high that is with its band."""
    height, last = head, first
    while last < len(heights) and height + heights[last] <= room:
        height += heights[last]
        last += 1
    if last == len(heights) - 1 and last - first > 2:
        last -= 1
        height -= heights[last]
    return last, height


def _even(groups: MeasuredGroups, size: float, room: float, width: float, columns: int) -> list[tuple[DutyRange, ...]]:
    """Return the columns with the highest as low as it can be."""
    low, high = 0.0, room
    for _ in range(12):
        middle = (low + high) / 2
        flow, highest = _flow(groups, size, middle, width)
        fits = len(flow) <= columns and highest <= middle
        low, high = (low, middle) if fits else (middle, high)
    return [tuple(column) for column in _flow(groups, size, high, width)[0]]
