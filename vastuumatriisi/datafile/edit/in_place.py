"""Which parts of a list stay where they are: those that are found again, as many as stand in their old order."""

from bisect import bisect_left
from collections import deque
from collections.abc import Hashable, Sequence
from typing import Any

from vastuumatriisi.datafile.edit.wanted import origin_of


def matched(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return for each new item the place of the old one that it is, or that it was made of; None for another."""
    places: dict[Hashable, deque[int]] = {}
    for place, item in enumerate(old):
        places.setdefault(_identity(item), deque()).append(place)
    found = [there.popleft() if (there := places.get(_identity(item))) else None for item in new]
    taken = {*found}
    for number, item in enumerate(new[: len(old)]):
        # A text in the place of another one is that one reworded, so that its comment stays.
        if found[number] is None and number not in taken and isinstance(item, str) and isinstance(old[number], str):
            found[number] = number
    return found


def _identity(item: Any) -> Hashable:
    if isinstance(item, dict | list):
        origin = origin_of(item)
        return ("part", id(item if origin is None else origin))
    return ("text", item)


def longest_in_order(places: Sequence[int | None]) -> set[int]:
    """Return the places of a longest row of items that need not move."""
    ends: list[int] = []  # the least last place of rows of each length
    before: dict[int, int | None] = {}
    for place in places:
        if place is not None:
            length = bisect_left(ends, place)
            before[place] = ends[length - 1] if length else None
            ends[length : length + 1] = [place]
    stays: set[int] = set()
    at = ends[-1] if ends else None
    while at is not None:
        stays.add(at)
        at = before[at]
    return stays
