"""The names of the sheets, as Excel accepts them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vastuumatriisi.text.characters import undivided
from vastuumatriisi.text.utf16 import units

from ..sheet import WorkbookSheet

LONGEST = 31  # UTF-16 units
RESERVED = "history"  # Excel keeps this one for itself


def named(sheets: Iterable[WorkbookSheet]) -> list[WorkbookSheet]:
    """Return the sheets with names that are unique whatever their case, short enough and free of forbidden signs.

    The first of several tables with the same name keeps it, so that formulas can use it; the others are numbered.
    """
    result: list[WorkbookSheet] = []
    taken, tables = {RESERVED}, Counter[str]()
    for sheet in sheets:
        name = _free(_plain(sheet.name), taken)
        taken.add(name.casefold())
        tables[sheet.table] += 1
        number = tables[sheet.table]
        table = f"{sheet.table}_{number}" if sheet.table and number > 1 else sheet.table
        result.append(replace(sheet, name=name, table=table))
    return result


def _plain(name: str) -> str:
    # An underscore that would begin an escape, "_x0041_", makes way too: Excel would read the name otherwise.
    allowed = re.sub(r"[\[\]:*?/\\]|_(?=x[0-9A-Fa-f]{4}_)", " ", undivided(name))
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
    if units(name) <= longest:
        return name
    start, end = name, _last_words(name, longest // 2) or name[-(longest // 3) :]
    while units(f"{start}…{end}") > longest:
        start = start[:-1]
    return f"{start.rstrip(' –-,')}…{end.lstrip(' –-,')}"


def _last_words(name: str, longest: int) -> str:
    """Return as many of the last words as are not too long together, "" if even the very last one is."""
    words: list[str] = []
    for word in reversed(name.split(" ")):
        if units(" ".join((word, *words))) > longest:
            break
        words.insert(0, word)
    return " ".join(words)
