"""Which duties share a sheet: a grid with too many columns for a page is split by level, by group, then by unit."""

from collections.abc import Callable, Iterator
from itertools import groupby

from vastuumatriisi.matrix import Unit

from ..context import Context

Units = tuple[Unit, ...]


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
