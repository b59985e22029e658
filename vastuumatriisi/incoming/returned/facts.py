"""What a workbook says, as frozen values: facts with what people want them to be, and where they wrote it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from vastuumatriisi.incoming.returned.values import same
from vastuumatriisi.matrix import Assignment, Link, Matrix
from vastuumatriisi.matrix.changes.facts import meant
from vastuumatriisi.matrix.letters import Cell

FactKind = Literal[
    "duty-reworded",
    "duty-theme",
    "duty-scopes",
    "duty-moved",
    "duty-recoded",
    "duty-letters",
    "duty-note",
    "duty-added",
    "duty-removed",
    "role-added",
    "comment",
    "decision",
]


class Fact(NamedTuple):
    """Which fact: that of a duty, ``duty`` as the base has its code; ``part`` is the actor, "note" or "links", or of a
    decision the finding that it answers, whose place stands in ``duty``.
    """

    kind: FactKind
    duty: str
    part: str = ""


class NewName(NamedTuple):
    """A name that the matrix has not, in the place of an id."""

    name: str


class NoLetter(str):
    """A comment that stands in the place of a letter and is none."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NewDuty:
    """A row that was added; ``code`` is the one that it has, if any, ``after`` that of the row above in the same unit.

    Where the row names no unit, ``unit`` is that of the row above it and ``guessed`` says so.
    """

    unit: str
    text: str
    code: str = ""
    guessed: bool = False
    after: str = ""
    theme: str | NewName = ""
    scopes: tuple[str, ...] = ()
    note: str = ""
    letters: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True, slots=True)
class NewRole:
    """A column that was added, with its letters by duty."""

    name: str
    letters: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was entered for an open question; ``owner`` is the actor that it names and nothing else, "" for none."""

    text: str
    by: str = ""
    on: str = ""
    owner: str = ""

    @property
    def reason(self) -> str:
        """The answer as the data file has it: "jaettu tarkoituksella (johtoryhmä, 2026-12-01)"."""
        told = ", ".join(filter(None, (self.by, self.on)))
        return f"{self.text} ({told})" if told else self.text


Value: TypeAlias = str | NewName | tuple[str, ...] | tuple[Link, ...] | Cell | NewDuty | NewRole | Decision | None


class Sighting(NamedTuple):
    """What a cell says of a fact, and who says so, "" where that is not told; ``along`` is what it means besides."""

    fact: Fact
    value: Value
    cell: str
    by: str = ""
    along: tuple[tuple[Fact, Value], ...] = ()


class Remarked(NamedTuple):
    """What was seen and not taken, for the person who reviews: a key of the wording, and what fills it."""

    word: str
    values: tuple[tuple[str, str], ...]


def remarked(word: str, **values: str) -> Remarked:
    return Remarked(word, tuple(values.items()))


Seen: TypeAlias = Sighting | Remarked


def shown_cell(assignment: Assignment | None) -> Cell | None:
    """Return the letters that an actor has for a duty, stated or derived, None for nothing."""
    return None if assignment is None else Cell(assignment.letters, tuple(assignment.conditions))


def letters_in(matrix: Matrix, code: str, actor: str) -> Cell | None:
    found = (one for one in matrix.assignments_of(code) if one.actor == actor)
    return shown_cell(next(found, None))


def value_in(matrix: Matrix, fact: Fact) -> Value:
    """Return what a matrix says of a fact; its duty must be there."""
    if fact.kind == "duty-letters":
        return letters_in(matrix, fact.duty, fact.part)
    if fact.kind not in ATTRIBUTES and fact.kind != "duty-note":
        return None
    value: Value = getattr(matrix.duty(fact.duty), ATTRIBUTES.get(fact.kind, fact.part))
    return value


ATTRIBUTES = {
    "duty-reworded": "text",
    "duty-theme": "theme",
    "duty-scopes": "scopes",
    "duty-moved": "unit",
    "duty-recoded": "id",
}


def alike(one: Value, other: Value) -> bool:
    """Tell whether two values mean the same."""
    if isinstance(one, Cell) and isinstance(other, Cell):
        return meant(one) == meant(other)
    if isinstance(one, tuple) and isinstance(other, tuple) and not isinstance(one, NewName):
        return {*one} == {*other}
    if isinstance(one, str) and isinstance(other, str):
        return same(one, other)
    return one == other
