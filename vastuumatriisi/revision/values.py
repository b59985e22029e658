"""Changes in words, as frozen values: what documents, the command and a review tell of them."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from vastuumatriisi.matrix.changes import Change, ComparedEdition, Kind

State = Literal["kept", "new", "gone"]
Action = Literal["added", "removed", "changed"]


class Piece(NamedTuple):
    """A part of a text: in both, in the new one alone, or in the old one alone."""

    state: State
    text: str


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One change in words, or a few that are one to a reader, such as an owner in the place of another one.

    ``action`` is what became of the duty, the unit, the role … that it is of. ``unit`` is the id of the unit under
    which to tell it, "" for the whole matrix; a duty that was moved is told under both. ``label`` names what it is of:
    a code, a role; "" for the unit or the matrix itself. ``aspect`` is what of it: its theme, an actor; "" for all of
    it. ``before`` and ``after`` are "" for nothing. ``pieces`` are those of a text, none where nothing is reworded:
    the kept and the new ones are the text after, the kept and the gone ones that before. ``details`` are what else is
    stated of what was added or removed: aspects and values. ``sentence`` is all of that for people, as one line.
    """

    kind: Kind
    action: Action
    unit: str
    where: str
    label: str
    aspect: str
    before: str
    after: str
    sentence: Pieces
    pieces: Pieces = ()
    details: tuple[tuple[str, str], ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        return text_of(self.sentence)


@dataclass(frozen=True, slots=True)
class Following:
    """Letters that follow from changes, the same for some actors and some duties of a unit, both given by id."""

    unit: str
    actors: tuple[str, ...]
    codes: tuple[str, ...]
    names: str  # of the actors
    where: str  # the codes as a reader sees them: "Y-1–Y-4, Y-7"
    before: str
    after: str
    sentence: Pieces

    @property
    def text(self) -> str:
        return text_of(self.sentence)


@dataclass(frozen=True, slots=True)
class Group:
    """What is told of one unit, or with ``unit`` "" of the whole matrix; ``name`` is its heading."""

    unit: str
    name: str
    told: tuple[Told, ...]
    following: tuple[Following, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """All that is told of two editions: of the whole matrix first, then by unit in the order of the new one."""

    old: ComparedEdition
    new: ComparedEdition
    language: str
    groups: tuple[Group, ...]


def text_of(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)
