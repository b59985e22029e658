"""Three ways: what the base said, what the returned workbook says, and what the data file says by now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from vastuumatriisi.incoming.returned.base import Base
from vastuumatriisi.incoming.returned.facts import (
    Decision,
    Fact,
    NewDuty,
    NewName,
    NewRole,
    Sighting,
    Value,
    alike,
    value_in,
)
from vastuumatriisi.incoming.returned.seen import Everything
from vastuumatriisi.incoming.returned.values import folded, tight
from vastuumatriisi.matrix import Matrix, Place
from vastuumatriisi.matrix.balance import agenda
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.matrix.letters import Cell

Answered = Literal["unit", "duty", "role", "letter"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to be otherwise; its ``number`` stays for as long as base and workbook do.

    ``code`` is the duty's code in the data file, "" where it is gone or of none. In a ``conflict`` we have changed
    the same otherwise; in a ``contradiction`` they have, on another sheet; a ``question`` is a row that is missing.
    What is ``done`` says the data file already. ``along`` are facts that go with it.
    """

    number: int
    fact: Fact
    code: str
    base: Value
    theirs: Value
    now: Value
    cells: tuple[str, ...]
    by: str = ""
    conflict: bool = False
    contradiction: bool = False
    done: bool = False
    gone: bool = False
    along: tuple[tuple[Fact, Value], ...] = ()

    @property
    def question(self) -> bool:
        return self.fact.kind == "duty-removed"

    @property
    def plain(self) -> bool:
        """Tell whether it can be taken with all others: nothing speaks against it, and no person has to read it."""
        return not (self.conflict or self.contradiction or self.question or self.fact.kind == "comment")


def proposals_of(base: Base, present: Matrix, seen: Everything) -> tuple[Proposal, ...]:
    """Return the proposals of a workbook in the order of the matrix, those that are done too."""
    codes = compare(base.matrix, present).codes if base.found != "none" else {one.id: one.id for one in present.duties}
    sightings = [*seen.sightings, *(Sighting(Fact("duty-removed", code), "", "") for code in sorted(seen.asked))]
    merged = list(_merged(sightings))
    values: dict[Fact, int] = {}
    for one in merged:
        values[one.fact] = values.get(one.fact, 0) + (one.fact.kind != "comment")
    order = {duty.id: place for place, duty in enumerate(base.matrix.duties)}
    merged.sort(key=lambda one: order.get(one.fact.duty, len(order)))
    old = {*codes.values()} if base.found != "none" else set[str]()
    added = {tight(one.text): one.id for one in reversed(present.duties) if one.id not in old}
    three = _ThreeWay(base, present, codes, added)
    return tuple(
        replace(three.proposal(number, one), contradiction=values[one.fact] > 1) for number, one in enumerate(merged, 1)
    )


@dataclass(frozen=True, slots=True)
class _Merged:
    fact: Fact
    value: Value
    cells: tuple[str, ...]
    by: str
    along: tuple[tuple[Fact, Value], ...]


def _merged(sightings: Iterable[Sighting]) -> Iterator[_Merged]:
    """Yield what was seen, the same of several cells once."""
    found: dict[Fact, list[_Merged]] = {}
    for one in sightings:
        known = found.setdefault(one.fact, [])
        # The same comment by two people is two.
        of_one = (other for other in known if one.fact.kind != "comment" or other.by == one.by)
        same = next((other for other in of_one if alike(other.value, one.value)), None)
        cells = (one.cell,) if one.cell else ()
        if same is None:
            known.append(_Merged(one.fact, one.value, cells, one.by, one.along))
        else:
            known[known.index(same)] = replace(same, cells=tuple(dict.fromkeys((*same.cells, *cells))))
    yield from (merged for known in found.values() for merged in known)


@dataclass(frozen=True, slots=True)
class _ThreeWay:
    base: Base
    present: Matrix
    codes: Mapping[str, str]  # from those of the base
    added: Mapping[str, str]  # the codes of the duties that the base does not have, by what they say

    def proposal(self, number: int, one: _Merged) -> Proposal:
        code = self.codes.get(one.fact.duty, "")
        bare = Proposal(number, one.fact, code, None, one.value, None, one.cells, one.by, along=one.along)
        if one.fact.kind == "comment":
            return bare
        if isinstance(one.value, NewDuty):
            added = self.added.get(tight(one.value.text), "")
            return replace(bare, now=added or None, done=bool(added), gone=not self.present.is_unit(one.value.unit))
        if isinstance(one.value, NewRole):
            return replace(bare, done=self._has_role(one.value))
        if isinstance(one.value, Decision):
            return self._decided(bare, one.value)
        if not code:
            return replace(bare, done=bare.question, gone=True, conflict=not bare.question, base=self._base(one.fact))
        return self._compared(bare)

    def _base(self, fact: Fact) -> Value:
        if fact.kind == "duty-removed":
            return self.base.matrix.duty(fact.duty).text
        return value_in(self.base.matrix, fact) if self.base.matrix.is_duty(fact.duty) else None

    def _compared(self, bare: Proposal) -> Proposal:
        fact = bare.fact._replace(duty=bare.code)
        if bare.question:
            text = self.present.duty(bare.code).text
            return replace(bare, base=self._base(bare.fact), now=text)
        now, base, theirs = value_in(self.present, fact), self._base(bare.fact), bare.theirs
        wanted = theirs
        if isinstance(theirs, NewName):
            wanted = theme_named(self.present, theirs.name) or theirs
        conflict = self.base.found != "none" and not alike(now, base)
        gone = self._is_gone(fact, theirs)
        # What follows of itself is taken back by saying "not involved".
        cleared = theirs is None and now == Cell(()) and base != Cell(())
        done = (cleared or alike(now, wanted)) and all(self._is_done(one, value) for one, value in bare.along)
        conflict = not done and (conflict or gone)
        return replace(bare, base=base, now=now, done=done, conflict=conflict, gone=gone and not done)

    def _is_done(self, fact: Fact, value: Value) -> bool:
        code = self.codes.get(fact.duty, "")
        return bool(code) and alike(value_in(self.present, fact._replace(duty=code)), value)

    def _is_gone(self, fact: Fact, theirs: Value) -> bool:
        """Tell whether what a proposal names is no longer in the data file."""
        if fact.kind == "duty-letters":
            return fact.part not in {actor.id for actor in self.present.actors}
        if fact.kind == "duty-moved":
            return not self.present.is_unit(str(theirs))
        if fact.kind == "duty-scopes" and isinstance(theirs, tuple):
            return not {*theirs} <= {scope.id for scope in self.present.scopes}
        known = {theme.id for theme in self.present.themes}
        return fact.kind == "duty-theme" and isinstance(theirs, str) and bool(theirs) and theirs not in known

    def _has_role(self, new: NewRole) -> bool:
        return any(folded(name) == folded(new.name) for one in self.present.actors for name in (one.name, one.short))

    def _decided(self, bare: Proposal, decision: Decision) -> Proposal:
        where, finding = bare.fact.duty, bare.fact.part
        place = answered_at(self.present, where, self.codes.get(where, ""))
        if place is None:
            return replace(bare, gone=True, conflict=True)
        about, identifier = place
        now = _answer(self.present, about, identifier, finding)
        old = answered_at(self.base.matrix, where, where)
        base = _answer(self.base.matrix, *old, finding) if old else ""
        if not decision.owner:
            done = now == decision.reason
            return replace(bare, base=base, now=now, done=done, conflict=not done and now != base)
        codes = [self.codes[code] for code in decided_duties(self.base.matrix, where, finding) if code in self.codes]
        owners = {owner for code in codes for owner in self.present.ownership[code].owners}
        done = owners == {decision.owner} and all(self.present.ownership[code].owners for code in codes)
        told = tuple(sorted(owners)) or now
        return replace(bare, base=base, now=told, done=done, conflict=not done and bool(owners or now != base))


def theme_named(matrix: Matrix, name: str) -> str:
    """Return the id of the theme of a name, "" where there is none."""
    return next((theme.id for theme in matrix.themes if folded(theme.name) == folded(name)), "")


def decided_duties(matrix: Matrix, unit: str, reason: str) -> tuple[str, ...]:
    """Return the duties of a unit whose owner is open for that reason."""
    lines = (decision for item in agenda(matrix) for decision in item.decisions)
    return next((one.duties for one in lines if one.unit == unit and one.reason == reason), ())


def answered_at(matrix: Matrix, where: str, code: str) -> tuple[Answered, str] | None:
    """Return what a finding stands at and its id, ``code`` being that of a duty; None where that is gone."""
    if matrix.is_unit(where):
        return "unit", where
    if matrix.is_duty(code):
        return "duty", code
    if any(role.id == where for role in matrix.roles):
        return "role", where
    return ("letter", where) if where in matrix.letters else None


def _answer(matrix: Matrix, about: str, identifier: str, finding: str) -> str:
    places: Mapping[str, Sequence[Place]] = {
        "unit": matrix.units,
        "duty": matrix.duties,
        "role": matrix.roles,
        "letter": matrix.letters.letters,
    }
    found = next((one for one in places[about] if one.id == identifier), None)
    return found.accept.get(finding, "") if found else ""
