"""The rule table that turns relations into letters, each with its evidence.

A stated letter wins over anything derived for the same actor. A letter that nobody decided does harm, so several leads
or a collective one perform the duty and leave its owner open; the first of a list is never picked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vastuumatriisi.matrix.letters import Cell, LetterSet
from vastuumatriisi.matrix.matrix import meets
from vastuumatriisi.matrix.values import Assignment, Duty, Evidence, Ownership, Relation, Role, Unit


@dataclass(frozen=True, slots=True)
class Stated:
    """A cell that the data file states for one actor, with its line."""

    cell: Cell
    line: int


@dataclass(frozen=True, slots=True)
class RelationLines:
    """Where the relations of units and duties stand: (unit or duty, relation, actor or duty) -> line."""

    of: Mapping[tuple[str, Relation, str], int]


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rule table works on: ``derive`` holds only relations whose letter exists in the set."""

    letters: LetterSet
    derive: Mapping[str, str]
    roles: Mapping[str, Role]
    units: Mapping[str, Unit]
    duties: Mapping[str, Duty]
    lines: RelationLines

    def assignments(self, duty: Duty, stated: Mapping[str, Stated]) -> tuple[Assignment, ...]:
        """Return the assignments of one duty: stated ones in the order of the file, then derived ones."""
        found: dict[str, list[Evidence]] = {}
        for actor, evidence in self._derived(duty, stated):
            found.setdefault(actor, []).append(evidence)
        result = [self._stated(duty, actor, cell, found.pop(actor, [])) for actor, cell in stated.items()]
        result.extend(self._combined(duty, actor, evidence) for actor, evidence in found.items())
        return tuple(result)

    def _stated(self, duty: Duty, actor: str, stated: Stated, overruled: list[Evidence]) -> Assignment:
        own = Evidence("assign", stated.cell.letters, duty.id, stated.line)
        return Assignment(duty.id, actor, stated.cell.letters, True, stated.cell.conditions, (own, *overruled))

    def _combined(self, duty: Duty, actor: str, evidence: list[Evidence]) -> Assignment:
        letters = self.letters.strongest(symbol for part in evidence for symbol in part.letters)
        return Assignment(duty.id, actor, letters, False, (), tuple(evidence))

    def _derived(self, duty: Duty, stated: Mapping[str, Stated]) -> Iterator[tuple[str, Evidence]]:
        for actor, relation, gives, place in self._relations(duty, self._owner_is_stated(stated)):
            if gives in self.derive and meets(duty.scopes, self._scopes(actor)):
                target = actor if relation in ("leads", "supports", "cooperates") else duty.id
                line = self.lines.of.get((place, relation, target), duty.line)
                yield actor, Evidence(relation, (self.derive[gives],), place, line)

    def _relations(self, duty: Duty, owner_is_stated: bool) -> Iterator[tuple[str, Relation, str, str]]:
        """Yield (actor, relation, the entry of ``derive`` that applies, the unit or duty that states it)."""
        unit = self.units[duty.unit]
        if unit.performs:
            yield unit.id, "performs", "performs", duty.id
        for code in duty.counterparts:
            yield self.duties[code].unit, "counterparts", "performs", code
        decided = len(unit.leads) == 1 and not self._is_collective(unit.leads[0])
        for lead in unit.leads:
            if not (decided and owner_is_stated):
                yield lead, "leads", "leads" if decided else "performs", unit.id
        for actor in unit.supports:
            if actor not in unit.leads:
                yield actor, "supports", "supports", unit.id
        for actor in duty.cooperates:
            if actor not in unit.leads:
                yield actor, "cooperates", "cooperates", duty.id

    def _owner_is_stated(self, stated: Mapping[str, Stated]) -> bool:
        return any(self.letters.counts(s, "accountable") for cell in stated.values() for s in cell.cell.letters)

    def _scopes(self, actor: str) -> tuple[str, ...]:
        return self.roles[actor].scopes if actor in self.roles else self.units[actor].scopes

    def _is_collective(self, actor: str) -> bool:
        return actor in self.roles and self.roles[actor].collective

    def ownership(self, duty: Duty, assignments: tuple[Assignment, ...]) -> Ownership:
        """Return who owns the duty, or which finding says that it is open."""
        unit = self.units[duty.unit]
        owners = tuple(a.actor for a in assignments if any(self.letters.counts(s, "accountable") for s in a.letters))
        if owners or not self.letters.has_accountable:
            return Ownership(owners, "", ())
        undecided = len(unit.leads) > 1 or any(map(self._is_collective, unit.leads))
        return Ownership((), "owner-undecided" if undecided else "no-owner", unit.leads)
