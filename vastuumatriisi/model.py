"""The matrix as frozen values, with everything that follows from the data file.

Generators read these facts and compute none, so the documents cannot disagree. Identity is the id, never the name.
Each actor (a unit or a role) has ``id``, ``name``, ``short`` and ``scopes``; scopes that are empty mean every scope.
``accept`` maps the name of an answered finding to its reason, ``line`` is where a thing begins in the data file.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from vastuumatriisi.letters import LetterSet

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
    """A role; ``home`` is the id of the unit it is at home in, "" where the data do not make it plain."""

    id: str
    name: str
    short: str
    home: str
    scopes: tuple[str, ...]
    collective: bool
    aliases: tuple[str, ...]
    accept: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or, without duties, a group of units; ``path`` holds the ids of the groups above it, outermost first."""

    id: str
    name: str
    short: str
    level: str
    path: tuple[str, ...]
    contact: str
    scopes: tuple[str, ...]
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    performs: bool
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
class Duty:
    """One undertaking; ``counterparts`` is symmetric, ``cooperates`` leaves out the duty's own unit."""

    id: str
    text: str
    unit: str
    scopes: tuple[str, ...]
    cooperates: tuple[str, ...]
    counterparts: tuple[str, ...]
    theme: str
    accept: Mapping[str, str]
    line: int


# Where a finding stands. Duties have an id space of their own, so an id alone does not tell which of them is meant.
Place = Role | Unit | Duty


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
class Thresholds:
    """From which figure on a finding is reported; ``near_duplicate`` is a likeness in per cent."""

    many_performers: int
    overloaded_actor: int
    near_duplicate: int


@dataclass(frozen=True)
class Matrix:
    """A whole responsibility matrix. ``units`` and ``duties`` are in the order of the data file."""

    title: str
    organisation: str
    language: str
    edition: str
    date: datetime.date
    introduction: tuple[Block, ...]
    contact: str
    publication_url: str
    fonts: tuple[str, ...]
    approved_by: str
    valid_from: datetime.date | None
    review_by: datetime.date | None
    history: tuple[PastEdition, ...]
    letters: LetterSet
    derive: Mapping[str, str]
    thresholds: Thresholds
    scopes: tuple[Scope, ...]
    themes: tuple[Theme, ...]
    roles: tuple[Role, ...]
    levels: tuple[Level, ...]
    units: tuple[Unit, ...]
    duties: tuple[Duty, ...]
    site_types: tuple[SiteType, ...]
    assignments: tuple[Assignment, ...]
    ownership: Mapping[str, Ownership]
    meaning: str  # a digest of all that the data mean, in hex
    source_sha256: str

    @property
    def fingerprint(self) -> str:
        """The short form of ``meaning`` that every document bears, such as "3f9a-c2d1"."""
        return f"{self.meaning[:4]}-{self.meaning[4:8]}"

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _by_id(self) -> dict[str, Role | Unit]:
        return {**self._roles, **self._units}

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {duty.id: duty for duty in self.duties}

    @cached_property
    def _named(self) -> dict[str, dict[str, str]]:
        return {
            "theme": {theme.id: theme.name for theme in self.themes},
            "scope": {scope.id: scope.name for scope in self.scopes},
        }

    @cached_property
    def _levels(self) -> dict[str, Level]:
        return {level.id: level for level in self.levels}

    @cached_property
    def _of_duty(self) -> dict[str, tuple[Assignment, ...]]:
        return _grouped(self.assignments, "duty")

    @cached_property
    def _of_actor(self) -> dict[str, tuple[Assignment, ...]]:
        return _grouped(self.assignments, "actor")

    @property
    def actors(self) -> tuple[Role | Unit, ...]:
        """All roles, then all units, in the order of the data file."""
        return tuple(self._by_id.values())

    def is_duty(self, identifier: str) -> bool:
        return identifier in self._duties

    def actor(self, identifier: str) -> Role | Unit:
        return self._by_id[identifier]

    def unit(self, identifier: str) -> Unit:
        return self._units[identifier]

    def role(self, identifier: str) -> Role:
        return self._roles[identifier]

    def duty(self, code: str) -> Duty:
        return self._duties[code]

    def level(self, identifier: str) -> Level:
        return self._levels[identifier]

    def theme_name(self, identifier: str) -> str:
        """Return the name of a theme, "" for none."""
        return self._named["theme"].get(identifier, "")

    def scope_names(self, identifiers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._named["scope"][identifier] for identifier in identifiers)

    def names(self, identifiers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of actors in the same order."""
        return tuple(self._by_id[identifier].name for identifier in identifiers)

    def wording_of(self, evidence: Evidence) -> str:
        """Return what the data file says at the evidence: the duty's sentence, or the names in the unit's list."""
        if evidence.relation == "leads":
            return ", ".join(self.names(self.unit(evidence.place).leads))
        if evidence.relation == "supports":
            return ", ".join(self.names(self.unit(evidence.place).supports))
        return self.duty(evidence.place).text

    def assignments_of(self, code: str) -> tuple[Assignment, ...]:
        """Return who has which letter for a duty, in the order of the rule table."""
        return self._of_duty.get(code, ())

    def assignments_to(self, actor: str) -> tuple[Assignment, ...]:
        """Return every letter of an actor, in the order of the duties."""
        return self._of_actor.get(actor, ())

    @cached_property
    def duty_units(self) -> tuple[Unit, ...]:
        """The units that have duties of their own: a poster and a section of the handbook each."""
        return tuple(unit for unit in self.units if unit.duties)

    @property
    def has_stated(self) -> bool:
        return any(assignment.stated for assignment in self.assignments)

    @property
    def has_derived(self) -> bool:
        return any(not assignment.stated for assignment in self.assignments)


def _grouped(assignments: tuple[Assignment, ...], key: str) -> dict[str, tuple[Assignment, ...]]:
    groups: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        groups.setdefault(getattr(assignment, key), []).append(assignment)
    return {name: tuple(group) for name, group in groups.items()}
