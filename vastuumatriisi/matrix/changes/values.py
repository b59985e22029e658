"""Changes as frozen values: what they are of, where they stand, and the facts before and after.

| kind | about | part | before and after |
|---|---|---|---|
| duty-added, duty-removed | duty | | StatedDuty, None on the other side |
| duty-reworded | duty | | str |
| duty-moved | duty | | Position: another unit |
| duty-recoded | duty | | str, the code |
| duty-theme | duty | | str, "" for none |
| duty-scopes, duty-partners, duty-counterparts | duty | | tuple of ids |
| duty-letters | duty | the actor | Cell, None where nothing is stated |
| duty-note | duty | note or links | str, or tuple of Link |
| unit-added, unit-removed | unit | | StatedUnit |
| unit-renamed | unit | name or short | str, "" for no short name of its own |
| unit-moved | unit | | Position: another level or group |
| unit-leads, unit-supports, unit-scopes | unit | | tuple of ids |
| role-added, role-removed | role | | StatedRole |
| role-renamed | role | | str |
| role-changed | role | short, unit, scopes, collective or aliases | str, tuple of str, or bool |
| letter-changed | letter | | Letter, None where there was or is none |
| rule-changed | matrix | performs, leads, supports or cooperates | str, the letter that it gives; "" for none |
| rule-changed | matrix | many-performers, overloaded-actor or near-duplicate | int |
| rule-changed | unit | performs | bool, None where it follows from who leads and supports |
| matrix-changed | matrix | a key of the whole file, such as title or history | str, date or None, tuple |
| matrix-changed | unit | contact | str |
| matrix-changed | scope, theme, level or site-type | | Scope, Theme, StatedLevel or SiteType, None on one side |
| answer-changed | duty, unit, role or letter | the finding | str, "" for no answer |
| order-changed | matrix | | tuple of Order: lists whose parts stayed and changed places |
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from vastuumatriisi.matrix.letters import Cell, Letter
from vastuumatriisi.matrix.values import Assignment, Block, Link, PastEdition, Scope, SiteType, Theme

Kind = Literal[
    "duty-added",
    "duty-removed",
    "duty-reworded",
    "duty-moved",
    "duty-recoded",
    "duty-theme",
    "duty-scopes",
    "duty-partners",
    "duty-counterparts",
    "duty-letters",
    "duty-note",
    "unit-added",
    "unit-removed",
    "unit-renamed",
    "unit-moved",
    "unit-leads",
    "unit-supports",
    "unit-scopes",
    "role-added",
    "role-removed",
    "role-renamed",
    "role-changed",
    "letter-changed",
    "rule-changed",
    "matrix-changed",
    "answer-changed",
    "order-changed",
]
About = Literal["matrix", "level", "unit", "duty", "role", "letter", "scope", "theme", "site-type"]
Answers: TypeAlias = tuple[tuple[str, str], ...]  # findings and reasons

# Of the whole file, without a part in what the matrix says: they change with every edition, or with an address.
NOT_SAID = frozenset(
    {"edition", "date", "history", "approved_by", "valid_from", "review_by", "contact", "publication_url", "fonts"}
)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a part stands: in which unit, level or group ("" for a list of the whole file), and behind what.

    ``after`` is the nearest part before it that stood in the same list already, "" where there is none. Of several new
    parts behind the same one the changes have the order in which they stand.
    """

    parent: str
    after: str


@dataclass(frozen=True, slots=True)
class StatedDuty:
    """A duty as the data file states it, without what follows from its unit."""

    id: str
    text: str
    scopes: tuple[str, ...]
    cooperates: tuple[str, ...]
    counterparts: tuple[str, ...]
    theme: str
    letters: tuple[tuple[str, Cell], ...]  # actors and what is stated for them
    note: str
    links: tuple[Link, ...]
    accept: Answers


@dataclass(frozen=True, slots=True)
class StatedUnit:
    """A unit as the data file states it, without its duties and the units below it; ``short`` is "" for the name."""

    id: str
    name: str
    short: str
    contact: str
    scopes: tuple[str, ...]
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    performs: bool | None
    accept: Answers


@dataclass(frozen=True, slots=True)
class StatedRole:
    """A role as the data file states it; ``short`` is "" for the name, ``unit`` "" where no home is stated."""

    id: str
    name: str
    short: str
    unit: str
    scopes: tuple[str, ...]
    collective: bool
    aliases: tuple[str, ...]
    accept: Answers


@dataclass(frozen=True, slots=True)
class StatedLevel:
    """A level without its units; ``short`` is "" for the name."""

    id: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: ``key`` is that of the data file, ``where`` the id of what has the list, "" for the file."""

    about: About
    where: str
    key: str
    ids: tuple[str, ...]


Fact: TypeAlias = (
    str
    | bool
    | int
    | datetime.date
    | tuple[str, ...]
    | tuple[Block, ...]
    | tuple[Link, ...]
    | tuple[PastEdition, ...]
    | tuple[Order, ...]
    | Cell
    | Letter
    | Position
    | Scope
    | SiteType
    | StatedDuty
    | StatedLevel
    | StatedRole
    | StatedUnit
    | Theme
    | None
)


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that is another than it was.

    ``where`` is the id of what it is ``about``, as the new matrix has it, or the old one where it is gone; "" for the
    whole matrix. ``was`` is that id in the old matrix: "" for what is new, and another one only for a recoded duty.
    ``unit`` is the unit under which to tell it, "" for none. ``position`` is that of what is added or removed.
    """

    kind: Kind
    about: About
    where: str
    unit: str
    before: Fact
    after: Fact
    part: str = ""
    was: str = ""
    position: Position | None = None

    @property
    def is_said(self) -> bool:
        """Whether it is one of what the matrix says, as its fingerprint understands it."""
        return self.kind != "matrix-changed" or self.about not in ("matrix", "unit") or self.part not in NOT_SAID


@dataclass(frozen=True, slots=True)
class LetterChange:
    """Letters of one actor for one duty that are others than they were, whether stated or derived; None for nothing.

    ``duty`` is the code in the new matrix, or in the old one where it is gone; ``was`` the one in the old, "" if new.
    """

    duty: str
    was: str
    unit: str
    actor: str
    before: Assignment | None
    after: Assignment | None


@dataclass(frozen=True, slots=True)
class ComparedEdition:
    """Which matrix one side of a comparison is."""

    edition: str
    date: datetime.date
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two matrices, in the order of the new one.

    ``codes`` leads from the old code of each duty that is still there to its new one.
    """

    old: ComparedEdition
    new: ComparedEdition
    changes: tuple[Change, ...]
    letters: tuple[LetterChange, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, changes: tuple[Change, ...], codes: Mapping[str, str]) -> "Changes":
        """Return changes that no comparison has found; ``codes`` are those of the duties that they are about."""
        nothing = ComparedEdition("", datetime.date.min, "")
        return cls(nothing, nothing, changes, (), codes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def said(self) -> tuple[Change, ...]:
        """The changes of what the matrix says."""
        return tuple(change for change in self.changes if change.is_said)
