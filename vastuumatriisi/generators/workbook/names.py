"""The names of the sheets, as Excel accepts them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .sheet import Sheet

LONGEST = 31  # UTF-16 units
RESERVED = "history"  # Excel keeps this one for itself


def named(sheets: Iterable[Sheet]) -> list[Sheet]:
    """Return the sheets with names that are unique whatever their case, short enough and free of forbidden signs."""
    result: list[Sheet] = []
    taken = {RESERVED}
    for sheet in sheets:
        name = _free(_plain(sheet.name), taken)
        taken.add(name.casefold())
        result.append(replace(sheet, name=name))
    return result


def _plain(name: str) -> str:
    allowed = re.sub(r"[\[\]:*?/\\]", " ", name)
    return " ".join(allowed.split()).strip("'") or "–"


def _free(name: str, taken: Sequence[str] | set[str]) -> str:
    number, candidate = 1, _cut(name, LONGEST)
    while candidate.casefold() in taken:
        number += 1
        ending = f" ({number})"
        candidate = _cut(name, LONGEST - len(ending)) + ending
    return candidate


def _cut(name: str, longest: int) -> str:
    """Return the name in at most ``longest`` UTF-16 units: what is too much is left out before the last words, since
    names often differ at their end.
    """
    if _length(name) <= longest:
        return name
    start, end = name, name[-(longest // 3) :]
    while _length(f"{start}…{end}") > longest:
        start = start[:-1]
    return f"{start.rstrip(' –-,')}…{end.lstrip(' –-,')}"


def _length(name: str) -> int:
    return len(name.encode("utf-16-le")) // 2
