"""A whole matrix: its parts in order, looked up by their ids."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from vastuumatriisi.matrix.letters import LetterSet
from vastuumatriisi.matrix.values import (
    Assignment,
    Block,
    Duty,
    Level,
    Ownership,
    PastEdition,
    Role,
    Scope,
    SiteType,
    Theme,
    Thresholds,
    Unit,
)


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
    fingerprint: str  # the mark of what the matrix says, such as "7310-5520"
    source_sha256: str

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

    def is_unit(self, identifier: str) -> bool:
        return identifier in self._units

    def actor(self, identifier: str) -> Role | Unit:
        return self._by_id[identifier]

    def unit(self, identifier: str) -> Unit:
        return self._units[identifier]

    def role(self, identifier: str) -> Role:
        return self._roles[identifier]

    def duty(self, code: str) -> Duty:
        return self._duties[code]

    @property
    def shows_levels(self) -> bool:
        """Whether documents name levels: one alone is none to a reader."""
        return len(self.levels) > 1

    def level(self, identifier: str) -> Level:
        return self._levels[identifier]

    def site_type(self, identifier: str) -> SiteType:
        return next(known for known in self.site_types if known.id == identifier)

    def theme_name(self, identifier: str) -> str:
        """Return the name of a theme, "" for none."""
        return self._named["theme"].get(identifier, "")

    def scope_names(self, identifiers: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._named["scope"][identifier] for identifier in identifiers)

    def names(self, identifiers: tuple[str, ...]) -> tuple[str, ...]:
        """Return the names of actors in the same order."""
        return tuple(self._by_id[identifier].name for identifier in identifiers)

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

    @cached_property
    def has_stated(self) -> bool:
        return any(assignment.stated for assignment in self.assignments)

    @cached_property
    def has_derived(self) -> bool:
        return any(not assignment.stated for assignment in self.assignments)


def _grouped(assignments: tuple[Assignment, ...], key: str) -> dict[str, tuple[Assignment, ...]]:
    groups: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        groups.setdefault(getattr(assignment, key), []).append(assignment)
    return {name: tuple(group) for name, group in groups.items()}


def mark_of(said: object) -> str:
    """Return eight hex digits such as "7310-5520" for what is said: texts, numbers, lists and mappings of these.

    They are the first ones of the SHA-256 of its JSON, so equal words have equal marks on every machine.
    """
    written = json.dumps(said, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    digits = hashlib.sha256(written).hexdigest()
    return f"{digits[:4]}-{digits[4:8]}"


def meets(scopes: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two lists of scopes have one in common; an empty one means every scope."""
    return not scopes or not others or bool({*scopes} & {*others})
