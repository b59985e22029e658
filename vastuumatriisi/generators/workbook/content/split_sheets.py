"""Which duties share a sheet: a grid with too many columns for a page is split by level, by group, then by unit.

Sheets whose columns are much the same stay one: it is then printed several pages wide, with the duties on each.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import groupby

from vastuumatriisi.matrix import Unit
from vastuumatriisi.text.utf16 import units as text_units

from ..context import Context, place

Units = tuple[Unit, ...]
MOST_NAMED = 4  # parts of a sheet in its title
LONGEST_TAB = 31  # UTF-16 units
LEAST_GAIN = 0.8  # a sheet of its own has at most this part of the columns that it would have with the next one


def parts(units: Units, depth: int, fits: Callable[[Units], bool]) -> Iterator[Units]:
    """Yield runs of units whose grid fits, as long as can be; a single unit is never split.

    ``depth`` is how much of a unit's place all of ``units`` have in common: 0 nothing, 1 the level, 2 a group …
    """
    if len(units) == 1 or fits(units):
        yield units
        return
    run: Units = ()
    for _, group in groupby(units, key=lambda unit: place(unit)[: depth + 1]):
        whole = tuple(group)
        if fits((*run, *whole)):
            run = (*run, *whole)
            continue
        if run:
            yield run
        run = whole if fits(whole) else ()
        if not run:
            # What is left of a divided group stays apart from the next one.
            yield from parts(whole, depth + 1, fits)
    if run:
        yield run


def worth_splitting(runs: Iterable[Units], columns: Callable[[Units], Set[str]]) -> Iterator[Units]:
    """Yield the runs, those together that have so many ``columns`` in common that a sheet for each gains little."""
    whole: Units = ()
    shared: set[str] = set()
    widest = 0
    for run in runs:
        own = columns(run)
        if whole and LEAST_GAIN * len(shared | own) > max(widest, len(own)):
            yield whole
            whole, shared, widest = (), set(), 0
        whole, shared, widest = (*whole, *run), shared | own, max(widest, len(own))
    if whole:
        yield whole


def names(context: Context, units: Units) -> tuple[str, str]:
    """Return the full name of a part, and one that is short enough for a tab.

    They are those of the level or group that it is, else of the first and the last unit or whole that it consists of.
    """
    wholes = list(_wholes(context, units))
    if len(wholes) == 1:
        return wholes[0]
    between = f"{wholes[0][1]} – {wholes[-1][1]}"
    full = context.wording.listed(name for name, _ in wholes) if len(wholes) <= MOST_NAMED else between
    if text_units(between) <= LONGEST_TAB:
        return full, between
    return full, context.wording("workbook.and_others", name=wholes[0][1])


def _wholes(context: Context, units: Units) -> Iterator[tuple[str, str]]:
    """Yield the names of the largest levels, groups and units that the run consists of."""
    matrix, rest = context.matrix, list(units)
    while rest:
        identifier, number = _largest(context, rest)
        if number == 1 and identifier == rest[0].id:
            yield rest[0].name, context.short(rest[0])
        else:
            whole = matrix.level(identifier) if identifier == rest[0].level else matrix.unit(identifier)
            yield whole.name, whole.short
        rest = rest[number:]


def _largest(context: Context, units: list[Unit]) -> tuple[str, int]:
    """Return the id of the largest whole that the run begins with, and how many of its units that are."""
    for identifier in place(units[0]):
        inside = context.units_inside[identifier]
        if [*inside] == units[: len(inside)]:
            return identifier, len(inside)
    return units[0].id, 1
