"""The matrix as it grows while tables are read: roles once, groups of duties in their order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.found import (
    Certainty,
    FoundDuty,
    FoundRole,
    FoundUnit,
    Mark,
    Question,
    Told,
)

MOST_CELLS = 8  # that a question names


@dataclass(slots=True)
class DutyDraft:
    """A duty that may still go on in further rows."""

    text: str
    cell: str
    code: str = ""
    assign: dict[str, Mark] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)

    def add(self, role: str, mark: Mark) -> None:
        """Add what is said of a role to what is known of it."""
        known = self.assign.get(role)
        if known is None:
            self.assign[role] = mark
            return
        symbols = tuple(dict.fromkeys((*known.symbols, *mark.symbols)))
        self.assign[role] = Mark(symbols, tuple({**dict(known.conditions), **dict(mark.conditions)}.items()), known.odd)

    def finished(self) -> FoundDuty:
        assign = {role: mark for role, mark in self.assign.items() if mark.symbols}
        note = "\n".join(dict.fromkeys(self.notes))
        return FoundDuty(self.text, self.cell, self.code, assign, note, doubts=tuple(dict.fromkeys(self.doubts)))


@dataclass(slots=True)
class UnitDraft:
    """A group of duties and the groups in it, by name."""

    name: str
    cell: str
    duties: list[DutyDraft] = field(default_factory=list)
    units: dict[str, "UnitDraft"] = field(default_factory=dict)

    def below(self, name: str, cell: str) -> "UnitDraft":
        return self.units.setdefault(name.casefold(), UnitDraft(name, cell))

    def finished(self) -> FoundUnit:
        units = tuple(unit.finished() for unit in self.units.values() if unit.holds_duties())
        return FoundUnit(self.name, self.cell, tuple(duty.finished() for duty in self.duties), units)

    def holds_duties(self) -> bool:
        return bool(self.duties) or any(unit.holds_duties() for unit in self.units.values())

    def all_duties(self) -> Iterator[DutyDraft]:
        yield from self.duties
        for unit in self.units.values():
            yield from unit.all_duties()


@dataclass(slots=True)
class Draft:
    """All that was found so far; ``aliases`` are other spellings that were decided to mean a role."""

    aliases: Mapping[str, str]
    roles: dict[str, FoundRole] = field(default_factory=dict)
    units: dict[str, UnitDraft] = field(default_factory=dict)
    questions: dict[tuple[str, tuple[tuple[str, Told], ...]], tuple[Certainty, list[str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    not_involved: int = 0

    def role(self, name: str, group: str = "", cells: tuple[str, ...] = (), aliases: tuple[str, ...] = ()) -> str:
        """Return the name of a role, which is added where it is new."""
        meant = self.aliases.get(name, name)
        key = meant.casefold()
        known = self.roles.get(key)
        if known is None:
            written = (name, *aliases) if meant != name else aliases
            self.roles[key] = FoundRole(meant, cells, group, tuple(dict.fromkeys(written)))
        elif meant != name and name not in known.aliases:
            self.roles[key] = FoundRole(known.name, known.cells, known.group, (*known.aliases, name))
        return self.roles[key].name

    def unit(self, sheet: str, path: tuple[tuple[str, str], ...]) -> UnitDraft:
        """Return the group of a sheet that a path of (name, cell) leads to."""
        unit = self.units.setdefault(sheet, UnitDraft("", ""))
        for name, cell in path:
            unit = unit.below(name, cell)
        return unit

    def ask(self, key: str, certainty: Certainty, cell: str = "", **values: Told) -> None:
        """Ask a question once; further cells of the same are added to it."""
        _, cells = self.questions.setdefault((key, tuple(values.items())), (certainty, []))
        if cell and len(cells) < MOST_CELLS and cell not in cells:
            cells.append(cell)

    def asked(self) -> tuple[Question, ...]:
        """Return the questions, the most doubtful ones first."""
        order = ("doubtful", "likely", "certain")
        questions = [
            Question(key, dict(values), tuple(cells), certainty)
            for (key, values), (certainty, cells) in self.questions.items()
        ]
        return tuple(sorted(questions, key=lambda one: order.index(one.certainty)))
