"""A roster as it is written, whatever the kind of its file: texts that know their places."""

from dataclasses import dataclass, field

from vastuumatriisi.errors import MAX_DIAGNOSTICS, Diagnostic
from vastuumatriisi.locales.message import Message, message


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a roster with its place; ``cell`` is how a workbook calls that, "" in other files."""

    value: str
    line: int
    column: int
    cell: str = ""


@dataclass(frozen=True, slots=True)
class WrittenPerson:
    """One who holds a role; without a ``name`` the role is said to be vacant."""

    role: Text
    name: Text | None


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """A house as written; an ``identifier`` is always there, what is None is not."""

    identifier: Text
    name: Text | None
    type: Text | None
    contact: Text | None
    people: tuple[WrittenPerson, ...]


@dataclass(slots=True)
class Problems:
    """Collects what is wrong with a roster; ``file`` is how messages call it."""

    file: str
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, place: Text, what: Message, remedy: Message) -> None:
        if len(self.found) <= MAX_DIAGNOSTICS:
            told = message("roster.in_cell", cell=place.cell, what=what) if place.cell else what
            self.found.append(Diagnostic(self.file, place.line, place.column, told, remedy))


@dataclass(frozen=True, slots=True)
class WrittenRoster:
    """All houses as written; ``date`` says as of when, None where nothing does."""

    sites: tuple[WrittenSite, ...]
    date: Text | None = None
