"""Things in a row divided over columns and sheets in their order, and duties that are higher than a sheet cut up."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..content.poster import PosterDuty, Remark


def fewest(heights: Sequence[float], room: float) -> float:
    """Return how many columns of ``room`` the heights take in order; infinity where one is higher than a column."""
    columns, used = 1, 0.0
    for height in heights:
        if height > room:
            return float("inf")
        if used + height > room:
            columns, used = columns + 1, 0.0
        used += height
    return columns


def balanced(heights: Sequence[float], columns: int, room: float) -> list[tuple[int, ...]]:
    """Return the indexes in each of ``columns`` columns, none empty, as evenly high as the order allows.

    No column gets higher than ``room``. The sum of the squared heights is the least possible, by dynamic programming
    over the last column.
    """
    count = len(heights)
    unreachable = float("inf")
    cost = [[unreachable] * (count + 1) for _ in range(columns + 1)]
    start = [[0] * (count + 1) for _ in range(columns + 1)]
    cost[0][0] = 0.0
    for column in range(1, columns + 1):
        for end in range(column, count + 1):
            height = 0.0
            for first in range(end - 1, column - 2, -1):
                height += heights[first]
                if height > room and first < end - 1:
                    break
                total = cost[column - 1][first] + height * height
                if total < cost[column][end]:
                    cost[column][end], start[column][end] = total, first
    return _traced(start, columns, count)


def _traced(start: list[list[int]], columns: int, count: int) -> list[tuple[int, ...]]:
    divided: list[tuple[int, ...]] = []
    end = count
    for column in range(columns, 0, -1):
        divided.append(tuple(range(start[column][end], end)))
        end = start[column][end]
    return divided[::-1]


def packed(heights: Sequence[float], columns: int) -> list[tuple[int, ...]]:
    """Return the indexes in each of ``columns`` columns, the highest as low as the highest-first rule finds it.

    Each goes into the column that is lowest so far, the highest first (Graham's LPT rule: at most a third above the
    least possible). In a column they keep their order, and the columns are in the order of their first ones.
    """
    bins: list[list[int]] = [[] for _ in range(columns)]
    for number in sorted(range(len(heights)), key=lambda number: -heights[number]):
        min(bins, key=lambda one: sum(heights[other] for other in one)).append(number)
    return sorted(tuple(sorted(one)) for one in bins if one)


def divided(entries: Sequence[PosterDuty], fits: Callable[[PosterDuty], bool]) -> list[PosterDuty]:
    """Return the entries with each that does not fit set as several of the same code, in the reading order."""
    return [
        replace(part, change="") if number else part
        for entry in entries
        for number, part in enumerate(_parts(entry, fits))
    ]


def _parts(entry: PosterDuty, fits: Callable[[PosterDuty], bool]) -> Iterator[PosterDuty]:
    if fits(entry) or _is_least(entry):
        yield entry
        return
    for half in _halves(entry):
        yield from _parts(half, fits)


def _is_least(entry: PosterDuty) -> bool:
    """Tell whether an entry is a single sign, or a single code."""
    said = entry.text + entry.scope + "".join(item for remark in entry.remarks for item in remark.items)
    return len(said) + len(entry.links) <= 1


def _halves(entry: PosterDuty) -> tuple[PosterDuty, PosterDuty]:
    """Return the text apart from what stands below it, else the larger of both in two halves."""
    if entry.links and (entry.text or entry.scope or entry.remarks):
        return replace(entry, links=()), replace(entry, text="", scope="", remarks=())
    if entry.links:
        middle = len(entry.links) // 2
        return replace(entry, links=entry.links[:middle]), replace(entry, links=entry.links[middle:])
    if entry.text and entry.remarks:
        return replace(entry, remarks=()), replace(entry, text="", scope="")
    if entry.text and len(entry.scope) >= len(entry.text):
        return replace(entry, scope=""), replace(entry, text="")
    if entry.text:
        first, second = _half_text(entry.text)
        return replace(entry, text=first, scope=""), replace(entry, text=second)
    if entry.scope:
        first, second = _half_text(entry.scope)
        return replace(entry, scope=first), replace(entry, scope=second)
    first_half, second_half = _half_remarks(entry.remarks)
    return replace(entry, remarks=first_half), replace(entry, remarks=second_half)


def _half_text(text: str) -> tuple[str, str]:
    middle = len(text) // 2
    space = max(text.rfind(" ", 0, middle + 1), text.rfind("\n", 0, middle + 1))
    return (text[:space], text[space + 1 :]) if space > 0 else (text[:middle], text[middle:])


def _half_remarks(remarks: tuple[Remark, ...]) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    middle = len(remarks) // 2
    if middle:
        return remarks[:middle], remarks[middle:]
    remark = remarks[0]
    middle = len(remark.items) // 2
    if middle:
        return (replace(remark, items=remark.items[:middle]),), (replace(remark, items=remark.items[middle:]),)
    first, second = _half_text(remark.items[0])
    return (replace(remark, items=(first,)),), (replace(remark, items=(second,)),)
