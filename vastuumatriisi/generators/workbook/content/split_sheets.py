"""Which duties share a sheet: a grid with too many columns for a page is split by level, by group, then by unit.

Sheets whose columns are much the same stay one: it is then printed several pages wide, with the duties on each.
"""

from collections.abc import Callable, Iterable, Iterator, Set
from itertools import groupby

from vastuumatriisi.matrix import Unit

from ..context import Context

Units = tuple[Unit, ...]
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
        for part in parts(tuple(group), depth + 1, fits):
            if run and not fits((*run, *part)):
                yield run
                run = ()
            run = (*run, *part)
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


def place(unit: Unit) -> tuple[str, ...]:
    """Return the ids of the unit's level, of the groups it is in and of itself, outermost first."""
    return unit.level, *unit.path, unit.id


def names(context: Context, units: Units) -> tuple[str, str]:
    """Return the full and the short name of a part: those of the level or group that it is, else "first – last"."""
    matrix = context.matrix
    for identifier in _common(units):
        if all(unit in units for unit in matrix.duty_units if identifier in place(unit)):
            whole = matrix.level(identifier) if identifier == units[0].level else matrix.unit(identifier)
            return whole.name, whole.short
    between = f"{context.short(units[0])} – {context.short(units[-1])}"
    return between, between


def _common(units: Units) -> tuple[str, ...]:
    shared = []
    for steps in zip(*map(place, units), strict=False):
        if len(set(steps)) > 1:
            break
        shared.append(steps[0])
    return tuple(shared)
