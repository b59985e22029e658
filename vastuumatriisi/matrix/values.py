"""The parts of a matrix as frozen values."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from vastuumatriisi.matrix.letters import Letter

Relation = Literal["assign", "performs", "leads", "supports", "counterparts", "cooperates"]


@dataclass(frozen=True, slots=True)
class Scope:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Theme:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role; ``home`` is the id of the unit it is at home in, "" where the data do not make it plain.

    ``stated_home`` is the one that the data file says outright, "" where it is left to follow from what the role leads.
    """

    id: str
    name: str
    short: str
    home: str
    stated_home: str
    scopes: tuple[str, ...]
    collective: bool
    aliases: tuple[str, ...]
    accept: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or, without duties, a group of units; ``path`` holds the ids of the groups above it, outermost first.

    ``stated_scopes`` are its own, not those of a group above it; ``stated_performs`` is None where it follows.
    """

    id: str
    name: str
    short: str
    level: str
    path: tuple[str, ...]
    contact: str
    scopes: tuple[str, ...]
    stated_scopes: tuple[str, ...]
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    performs: bool
    stated_performs: bool | None
    duties: tuple[str, ...]
    accept: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Level:
    """A level; ``units`` are the ids of all units below it, in order, those in groups included."""

    id: str
    name: str
    short: str
    number: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Where it is told how something is done."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Duty:
    """One undertaking; ``counterparts`` is symmetric, ``cooperates`` leaves out the duty's own unit.

    ``stated_scopes`` are its own, not those of its unit; ``note`` is a remark, "" for none.
    """

    id: str
    text: str
    unit: str
    scopes: tuple[str, ...]
    stated_scopes: tuple[str, ...]
    cooperates: tuple[str, ...]
    counterparts: tuple[str, ...]
    theme: str
    note: str
    links: tuple[Link, ...]
    accept: Mapping[str, str]
    line: int


# Where a finding stands. Duties have an id space of their own, so an id alone does not tell which of them is meant.
Place = Role | Unit | Duty | Letter


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an actor has a letter: the relation, the unit or duty that states it, and the line where it does."""

    relation: Relation
    letters: tuple[str, ...]
    place: str
    line: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """The letters of one actor for one duty; no letter with a stated origin means "not involved"."""

    duty: str
    actor: str
    letters: tuple[str, ...]
    stated: bool
    conditions: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns a duty; ``open`` with the finding that says why, where nobody is decided."""

    owners: tuple[str, ...]
    open: Literal["", "no-owner", "owner-undecided"]
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the introduction: a paragraph, or one item of a numbered or a plain list."""

    kind: Literal["paragraph", "numbered", "item"]
    text: str


@dataclass(frozen=True, slots=True)
class SiteType:
    id: str
    name: str
    units: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PastEdition:
    edition: str
    date: datetime.date
    note: str


@dataclass(frozen=True, slots=True)
class PrintedMark:
    """The mark of a document in one edition, by which a print of it is known.

    ``kind`` is that of the manifest, ``id`` that of its unit, role or house and ``name`` what people call it, both ""
    where it tells the whole matrix. Where it says something else now, ``codes`` are the duties that read differently
    there, and ``otherwise`` tells whether anything else does. ``current`` is that of the present matrix.
    Of a page with the people of some house ``id`` is that of the type of house, and ``role`` that of the role whose
    sheet there it is, "" for the page of the house itself: who is meant by name has no part in a mark.
    """

    kind: str
    id: str
    name: str
    mark: str
    edition: str
    date: datetime.date
    codes: tuple[str, ...] = ()
    otherwise: bool = False
    current: bool = False
    role: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which figure on a finding is reported; ``near_duplicate`` is a likeness in per cent."""

    many_performers: int
    overloaded_actor: int
    near_duplicate: int
