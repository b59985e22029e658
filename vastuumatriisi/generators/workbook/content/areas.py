"""Where the duties are edited: areas, each a run of units whose letters have room on one sheet.

Every duty stands in one area, and every letter of an actor in one cell of it. All the other sheets follow.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property, partial

from vastuumatriisi.matrix import Duty, Grid, GridCell, Role, Unit

from ..context import Context, unique
from ..sheet import LAPTOP
from ..xlsx import row_heights
from . import split_sheets
from .split_sheets import Units

FROZEN = 430.0  # pt: what stays in view takes 45 per cent of a laptop's screen, with the numbers of the rows, at most
TEXT_LEAST, TEXT_MOST = 200.0, 330.0  # pt of the duties' text
OWNER_LEAST, OWNER_MOST = 84.0, 110.0  # pt
LETTER_LEAST = 24.0  # pt
FEW = 6  # an area of fewer duties is joined to its neighbour
WIDEST = 1540.0  # pt, of the columns of an area that few duties are joined to: it fits on A3 at 8 pt
MOST_REPEATED = 4  # times that an actor has a column, on average
MOST_AREAS = 60  # sheets, before wider ones are the lesser evil
HOMELESS = ""  # in place of a unit: the roles that are at home in none


@dataclass(frozen=True)
class Area:
    """Some units with the letters of all actors in them; ``headers`` are the headers of the actors' columns."""

    key: str
    units: Units
    grid: Grid
    headers: Mapping[str, str]
    homes: Mapping[str, str]

    def block(self, unit: str) -> tuple[str, str] | None:
        """Return the first and the last actor of the columns of a unit and of the roles at home in it."""
        found = self._blocks.get(unit)
        return (found[0], found[-1]) if found else None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each actor's column among them, from 0."""
        return {actor: number for number, actor in enumerate(self.grid.columns)}

    @cached_property
    def _blocks(self) -> Mapping[str, list[str]]:
        blocks: dict[str, list[str]] = {}
        for actor in self.grid.columns:
            blocks.setdefault(self.homes[actor], []).append(actor)
        return blocks

    def owner(self, owners: Iterable[str]) -> str:
        """Return who owns a duty as its cell says it: one name, two, or the first and how many more."""
        columns = {*owners}
        names = [self.headers[actor] for actor in self.grid.columns if actor in columns]
        return ", ".join(names) if len(names) < 3 else f"{names[0]} + {len(names) - 1}"


@dataclass(frozen=True)
class Areas:
    """All areas of the workbook."""

    context: Context
    all: tuple[Area, ...]

    @cached_property
    def of_duty(self) -> Mapping[str, Area]:
        return {code: area for area in self.all for code in area.grid.rows}

    def owner(self, duty: Duty) -> tuple[str, bool]:
        """Return the text of a duty's owner, and whether it is open."""
        ownership = self.context.matrix.ownership[duty.id]
        if ownership.open:
            return self.context.wording("matrix.open"), True
        return self.of_duty[duty.id].owner(ownership.owners), False


def areas_of(context: Context) -> Areas:
    """Return the areas of a matrix in the order of its units."""
    made = map(partial(_area, context), range(1, 10_000), _runs(context))
    return Areas(context, tuple(made))


def _area(context: Context, number: int, units: Units) -> Area:
    grid = _grid(context, units)
    headers = unique(context.matrix.actor(actor).short for actor in grid.columns)
    homes = {actor: _home(context, actor) for actor in grid.columns}
    return Area(f"area{number}", units, grid, dict(zip(grid.columns, headers, strict=True)), homes)


def _home(context: Context, actor: str) -> str:
    found = context.matrix.actor(actor)
    return found.home if isinstance(found, Role) else found.id


def _grid(context: Context, units: Units) -> Grid:
    """Return the duties of units × the actors that have a letter: each unit, the roles at home in it, then the others.

    Units that stand in no relation to the duties come by the roles that are at home in them.
    """
    rows = tuple(code for unit in units for code in unit.duties)
    cells = {
        (code, part.actor): GridCell(part.letters, part.stated, (part,))
        for code in rows
        for part in context.matrix.assignments_of(code)
    }
    shown = {actor for (_, actor), cell in cells.items() if cell.letters}
    place = {unit.id: number for number, unit in enumerate(context.matrix.units)}
    last = len(place)
    columns = sorted(
        (actor for actor in context.views.acting if actor in shown),
        key=lambda actor: place.get(_home(context, actor), last),
    )
    return Grid(tuple(columns), rows, cells)


def _actors(of_unit: Mapping[str, Set[str]], units: Units) -> Set[str]:
    return frozenset().union(*(of_unit[unit.id] for unit in units))


def _with_letters(context: Context, unit: Unit) -> Set[str]:
    """Return the actors that have a letter in a unit's duties."""
    parts = (part for code in unit.duties for part in context.matrix.assignments_of(code))
    return frozenset(part.actor for part in parts if part.letters)


def _runs(context: Context) -> list[Units]:
    """Return the units of each area: as many as have their letters on a laptop's screen.

    Where these areas were too many, each has room for twice as many actors, or more; where they would repeat most
    actors, all is one area.
    """
    units = context.matrix.duty_units
    if not units:
        return []
    actors = partial(_actors, {unit.id: _with_letters(context, unit) for unit in units})
    most = max(1, int((LAPTOP - TEXT_LEAST - _beside(context)) / LETTER_LEAST))
    while len(runs := _divided(units, most, actors)) > MOST_AREAS:
        most *= 2
    own, whole = sum(len(actors(run)) for run in runs), len(actors(units))
    if own > MOST_REPEATED * whole or own > split_sheets.LEAST_GAIN * whole * len(runs):
        return [units]
    return runs


def _divided(units: Units, most: int, actors: Callable[[Units], Set[str]]) -> list[Units]:
    """Return the units in runs of so many actors at most, where that can be and is worth it."""
    runs = split_sheets.worth_splitting(split_sheets.parts(units, 0, lambda some: len(actors(some)) <= most), actors)
    return list(_without_small(runs, actors))


def _without_small(runs: Iterable[Units], actors: Callable[[Units], Set[str]]) -> Iterator[Units]:
    """Yield the runs, each of few duties together with a neighbour, if they print on one width of paper."""
    waiting: Units = ()
    for run in runs:
        joined = (*waiting, *run)
        is_small = min(_duties(waiting), _duties(run)) < FEW
        if waiting and (not is_small or FROZEN + len(actors(joined)) * LETTER_LEAST > WIDEST - FROZEN):
            yield waiting
            joined = run
        waiting = joined
    if waiting:
        yield waiting


def _duties(units: Units) -> int:
    return sum(len(unit.duties) for unit in units)


def _beside(context: Context) -> float:
    return context.code_width + (OWNER_LEAST if context.matrix.letters.has_accountable else 0.0)


def owner_width(context: Context, owners: Iterable[str]) -> float:
    """Return the width of the column of owners: as wide as its longest word asks for."""
    inner = row_heights.words_width(owners, context.size, OWNER_LEAST, OWNER_MOST) + row_heights.INDENT
    head = row_heights.header_width(context.wording("matrix.owner"), context.size, 0, OWNER_MOST)
    return min(OWNER_MOST, max(inner, head))


def text_width(texts: Iterable[str], size: float, beside: float, letters: float) -> float:
    """Return the width of the column of the duties: what a laptop's screen leaves, within what may stay in view."""
    room = min(LAPTOP - beside - letters, FROZEN - beside, TEXT_MOST)
    longest = row_heights.width(texts, size, 120, TEXT_MOST) + row_heights.INDENT
    return max(TEXT_LEAST, min(room, longest))
