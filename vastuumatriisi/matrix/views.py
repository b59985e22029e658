"""The matrix as grids and lists, computed once for all documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from vastuumatriisi.matrix.changes import Changes, compare
from vastuumatriisi.matrix.grids import Grid, GridCell, SiteGroup
from vastuumatriisi.matrix.matrix import Matrix, meets
from vastuumatriisi.matrix.rosters import Roster
from vastuumatriisi.matrix.values import Assignment, Duty, Evidence, Ownership, PrintedMark, Role, SiteType


@dataclass(frozen=True)
class Views:
    """Grids and lists of one matrix, each made when it is first asked for.

    ``base`` is the edition that documents mark changes against, None for none; ``replaced`` are the sentences that say
    which prints to replace since then. ``roster`` names the people of houses; only documents of houses are told of it.
    ``printed`` are the marks of all documents of the present matrix and of every edition that was issued. ``beside``
    are the paths of the other documents of the same build by kind and id, for those that link to them.
    """

    matrix: Matrix
    base: Matrix | None = None
    replaced: tuple[str, ...] = ()
    roster: Roster | None = None
    printed: tuple[PrintedMark, ...] = ()
    beside: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def changes(self) -> Changes | None:
        """What has changed since the base, None where there is none."""
        return compare(self.base, self.matrix) if self.base else None

    @cached_property
    def unit_grid(self) -> Grid:
        """Every duty × the units that have a letter; without columns where the matrix names roles only."""
        cells: dict[tuple[str, str], GridCell] = {}
        for duty in self.matrix.duties:
            by_unit: dict[str, list[Assignment]] = {}
            for assignment in self.matrix.assignments_of(duty.id):
                unit = self._column(duty, assignment)
                if unit:
                    by_unit.setdefault(unit, []).append(assignment)
            cells.update(((duty.id, unit), self._cell(parts)) for unit, parts in by_unit.items())
        shown = {unit for (_, unit), cell in cells.items() if cell.letters}
        columns = tuple(unit.id for unit in self.matrix.units if unit.id in shown)
        return Grid(columns, tuple(duty.id for duty in self.matrix.duties), cells)

    def _column(self, duty: Duty, assignment: Assignment) -> str:
        actor = self.matrix.actor(assignment.actor)
        if not isinstance(actor, Role):
            return actor.id
        if actor.home:
            return actor.home
        # In a plain RACI table no unit takes part; there the role grid is the grid, and owners stay in it.
        owner = assignment.actor in self.matrix.ownership[duty.id].owners
        return duty.unit if owner and self.matrix.unit(duty.unit).performs else ""

    def _cell(self, parts: list[Assignment]) -> GridCell:
        letters = self.matrix.letters
        symbols = {symbol for part in parts for symbol in part.letters}
        doing = {symbol for symbol in symbols if letters.counts(symbol, "accountable", "responsible")}
        shown = doing or symbols
        shown_parts = tuple(part for part in parts if shown & set(part.letters) or not shown)
        return GridCell(letters.in_order(shown), any(part.stated for part in shown_parts), shown_parts)

    def duties_below(self, level: str) -> tuple[str, ...]:
        """Return the codes of a level's duties in order."""
        return tuple(duty.id for duty in self.matrix.duties if self.matrix.unit(duty.unit).level == level)

    def codes(self, unit: str, theme: str) -> tuple[str, ...]:
        """Return the codes of a unit's own duties on a theme, in order; theme "" means those without one."""
        return tuple(code for code in self.matrix.unit(unit).duties if self.matrix.duty(code).theme == theme)

    @cached_property
    def acting(self) -> tuple[str, ...]:
        """The ids of all actors that have a letter: units first, then roles, in the order of the file."""
        having = {assignment.actor for assignment in self.matrix.assignments if assignment.letters}
        order = [*(unit.id for unit in self.matrix.units), *(role.id for role in self.matrix.roles)]
        return tuple(actor for actor in order if actor in having)

    @property
    def acting_roles(self) -> tuple[Role, ...]:
        """The roles that have a letter, in the order of the file."""
        return tuple(role for role in self.matrix.roles if role.id in {*self.acting})

    def actors_of(self, code: str) -> Mapping[tuple[str, ...], tuple[Assignment, ...]]:
        """Return for each written cell of a duty (("R", "A"), ("S",)) the assignments that have it, strongest first."""
        groups: dict[tuple[str, ...], list[Assignment]] = {}
        for assignment in self.matrix.assignments_of(code):
            if assignment.letters:
                groups.setdefault(assignment.letters, []).append(assignment)
        place = self._place_of_letter
        ranked = sorted(groups, key=lambda group: [place[symbol] for symbol in group])
        return {group: tuple(groups[group]) for group in ranked}

    def states_letters(self, code: str) -> bool:
        """Tell whether somebody has or lacks a letter for a duty outright; those of others follow from their unit."""
        return any(part.stated for part in self.matrix.assignments_of(code))

    def same_as(self, code: str) -> tuple[str, ...]:
        """Return the codes of the duties that are the same as a duty: its counterparts, and those of equal text."""
        duty = self.matrix.duty(code)
        equal = self._codes_by_text[duty.text.casefold()]
        return tuple(dict.fromkeys(other for other in (*duty.counterparts, *equal) if other != code))

    @cached_property
    def _codes_by_text(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for duty in self.matrix.duties:
            found.setdefault(duty.text.casefold(), []).append(duty.id)
        return found

    def entries_of(self, actor: str, unit: str = "") -> tuple[GridCell, ...]:
        """Return the letters of an actor, stated ones apart from derived ones, strongest first, "not involved" last.

        With ``unit``, only those for the duties of that unit.
        """
        return self._entries(self._inside_units.get((actor, unit), ()) if unit else self.matrix.assignments_to(actor))

    def entries_on(self, code: str) -> tuple[GridCell, ...]:
        """Return who has which letter for a duty, in the same order as ``entries_of``."""
        return self._entries(self.matrix.assignments_of(code))

    def _entries(self, assignments: Iterable[Assignment]) -> tuple[GridCell, ...]:
        groups: dict[tuple[tuple[str, ...], bool], list[Assignment]] = {}
        for assignment in assignments:
            groups.setdefault((assignment.letters, assignment.stated), []).append(assignment)
        place = self._place_of_letter
        ranked = sorted(groups, key=lambda group: (not group[0], [place[symbol] for symbol in group[0]], not group[1]))
        return tuple(GridCell(*group, tuple(groups[group])) for group in ranked)

    @cached_property
    def _place_of_letter(self) -> Mapping[str, int]:
        letters = self.matrix.letters
        return {symbol: index for index, symbol in enumerate(letters.in_order(letters.symbols))}

    @cached_property
    def _inside_units(self) -> Mapping[tuple[str, str], list[Assignment]]:
        found: dict[tuple[str, str], list[Assignment]] = {}
        for assignment in self.matrix.assignments:
            found.setdefault((assignment.actor, self.matrix.duty(assignment.duty).unit), []).append(assignment)
        return found

    def site_groups(self, site: SiteType) -> tuple[SiteGroup, ...]:
        """Return the units of a house that have duties there, those below the units it names included."""
        named = {*site.units}
        units = {
            unit.id: unit
            for name in site.units
            for unit in self.matrix.duty_units
            if unit.id == name or (name in unit.path and unit.id not in named)
        }
        groups = (
            SiteGroup(
                unit,
                tuple(code for code in unit.duties if meets(self.matrix.duty(code).scopes, site.scopes)),
                self.present(unit.leads, site),
                self.present(unit.supports, site),
            )
            for unit in units.values()
            if meets(unit.scopes, site.scopes)
        )
        return tuple(group for group in groups if group.duties)

    def needed_roles(self, site: SiteType) -> tuple[str, ...]:
        """Return the ids of the roles that own a duty in such a house, but for those at home elsewhere."""
        if site.id not in self._needed:
            groups = self.site_groups(site)
            units = {group.unit.id for group in groups}
            owners = dict.fromkeys(
                owner
                for group in groups
                for code in group.duties
                for owner in self.matrix.ownership[code].owners
                if not self.matrix.is_unit(owner)
            )
            roles = (self.matrix.role(owner) for owner in owners)
            self._needed[site.id] = tuple(
                role.id for role in roles if role.home in ("", *units) and meets(role.scopes, site.scopes)
            )
        return self._needed[site.id]

    @cached_property
    def _needed(self) -> dict[str, tuple[str, ...]]:
        return {}

    def present(self, actors: tuple[str, ...], site: SiteType) -> tuple[str, ...]:
        """Return those of the actors that exist in the scopes of a house."""
        return tuple(actor for actor in actors if meets(self.matrix.actor(actor).scopes, site.scopes))

    def assignments_in(self, code: str, scopes: tuple[str, ...]) -> tuple[Assignment, ...]:
        """Return the assignments of a duty to actors that exist in some scopes; none means every scope."""
        parts = self.matrix.assignments_of(code)
        return tuple(part for part in parts if meets(self.matrix.actor(part.actor).scopes, scopes))

    def ownership_of_unit(self, unit: str) -> Ownership | None:
        """Return who owns every duty of a unit, or why all are open; None where its duties differ."""
        return self._common_ownership.get(unit)

    @cached_property
    def _common_ownership(self) -> Mapping[str, Ownership]:
        found = {unit.id: {self.matrix.ownership[code] for code in unit.duties} for unit in self.matrix.duty_units}
        return {unit: ownerships.pop() for unit, ownerships in found.items() if len(ownerships) == 1}

    @cached_property
    def applied_rules(self) -> tuple[tuple[str, str], ...]:
        """The rules that something in the matrix follows, as (entry of the wording's table ``rules``, letter).

        The rules about scopes and about stated letters have no letter of their own.
        """
        used = {self.rule_of(evidence) for part in self.matrix.assignments for evidence in part.evidence}
        gives = {"several": "performs", "counterparts": "performs"}
        rules: list[tuple[str, str]] = [
            (rule, self.matrix.derive[gives.get(rule, rule)])
            for rule in ("performs", "leads", "several", "supports", "counterparts", "cooperates")
            if rule in used
        ]
        if any(map(self._meets_scopes_in_vain, self.matrix.duties)):
            rules.append(("scopes", ""))
        if any(assignment.stated and len(assignment.evidence) > 1 for assignment in self.matrix.assignments):
            rules.append(("stated", ""))
        return tuple(rules)

    def rule_of(self, evidence: Evidence) -> str:
        """Return the entry of the wording's table ``rules`` that a letter follows; "assign" for a stated one."""
        if evidence.relation != "leads":
            return evidence.relation
        leads = [self.matrix.actor(lead) for lead in self.matrix.unit(evidence.place).leads]
        decided = len(leads) == 1 and not (isinstance(leads[0], Role) and leads[0].collective)
        return "leads" if decided else "several"

    def _meets_scopes_in_vain(self, duty: Duty) -> bool:
        unit = self.matrix.unit(duty.unit)
        actors = map(self.matrix.actor, (*unit.leads, *unit.supports, *duty.cooperates))
        return any(duty.scopes and actor.scopes and not {*duty.scopes} & {*actor.scopes} for actor in actors)
