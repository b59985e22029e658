"""Is responsibility shared evenly? How much each actor does, and what is left to decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Unit

# What a letter counts as, and the list of a load that its duties stand in.
DOING = {"accountable": "owns", "responsible": "performs"}
KINDS = {**DOING, "support": "supports", "consulted": "partner", "informed": "informed"}


@dataclass(frozen=True, slots=True)
class Load:
    """The duties of one actor by what its letters count as; a duty with R/A stands in two of the lists."""

    actor: str
    owns: tuple[str, ...]
    performs: tuple[str, ...]
    supports: tuple[str, ...]
    partner: tuple[str, ...]
    informed: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many duties the actor owns or performs, each counted once."""
        return len({*self.owns, *self.performs})

    @property
    def letters(self) -> int:
        """How many letters the actor has that are a share of the work: two for a duty with R/A."""
        return sum(len(self.codes(kind)) for kind in KINDS)

    def codes(self, kind: str) -> tuple[str, ...]:
        """Return its duties by what the letters count as, none for a kind that is not a share of the work."""
        return getattr(self, KINDS[kind]) if kind in KINDS else ()


def loads(matrix: Matrix, actors: Iterable[str]) -> list[Load]:
    """Return the loads of units or roles, those with the most letters first, equal ones in the order given."""
    return sorted((load_of(matrix, actor) for actor in actors), key=lambda load: -load.letters)


def load_of(matrix: Matrix, actor: str) -> Load:
    """Return the load of one unit or role."""
    assignments = matrix.assignments_to(actor)

    def duties(kind: str) -> tuple[str, ...]:
        return tuple(part.duty for part in assignments if any(matrix.letters.counts(s, kind) for s in part.letters))

    return Load(actor, *map(duties, KINDS))


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the agenda: the open duties of a unit, why they are open, and whom they could fall to."""

    unit: str
    reason: Literal["no-owner", "owner-undecided"]
    candidates: tuple[str, ...]
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What one body could decide: the group or the level (its id and name) below which the units stand."""

    body: str
    name: str
    decisions: tuple[Decision, ...]


def agenda(matrix: Matrix) -> tuple[AgendaItem, ...]:
    """Return the undecided owners, one line for a unit and reason, under the group or level that they belong to.

    What the data file answers (``accept``) is no longer open.
    """
    bodies: dict[str, list[Decision]] = {}
    for decision in _decisions(matrix):
        unit = matrix.unit(decision.unit)
        bodies.setdefault(unit.path[-1] if unit.path else unit.level, []).append(decision)
    groups = {unit.id: unit.name for unit in matrix.units} | {level.id: level.name for level in matrix.levels}
    return tuple(AgendaItem(body, groups[body], tuple(decisions)) for body, decisions in bodies.items())


def _decisions(matrix: Matrix) -> Iterator[Decision]:
    reasons: tuple[Literal["no-owner", "owner-undecided"], ...] = ("no-owner", "owner-undecided")
    for unit in matrix.duty_units:
        for reason in reasons:
            duties = tuple(code for code in unit.duties if _is_undecided(matrix, unit, code, reason))
            if duties:
                yield Decision(unit.id, reason, unit.leads, duties)


def _is_undecided(matrix: Matrix, unit: Unit, code: str, reason: str) -> bool:
    answered = reason in unit.accept or reason in matrix.duty(code).accept
    return matrix.ownership[code].open == reason and not answered
