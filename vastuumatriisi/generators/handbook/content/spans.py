"""Actors with their letters, duties as links: the pieces that sections and indexes are written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Assignment, GridCell, Matrix, Views

from ..document import Run, Runs, joined
from .anchors import Anchors

NO_BREAK = "\u00a0"
FEW = 3  # up to so many exceptions are named one by one


@dataclass(frozen=True)
class Phrases:
    """What the pieces are made from."""

    views: Views
    wording: Wording
    anchors: Anchors

    @property
    def matrix(self) -> Matrix:
        return self.views.matrix

    @cached_property
    def lists_letters(self) -> bool:
        """Whether all letters are stated, so that each duty lists its own; otherwise they follow from the relations."""
        return self.matrix.has_stated and not self.matrix.has_derived

    @cached_property
    def behind_letters(self) -> Run:
        """What parts letters from the text in a list of its own: a tab behind signs, a dash behind words."""
        short = all(len(symbol) == 1 for symbol in self.matrix.letters.symbols)
        return Run("\t" if short else " – ")

    def mark(self, entry: GridCell) -> Run:
        """Return the letters of an entry, stated and derived ones in different styles."""
        written = entry.text or self.wording("matrix.not_involved")
        return Run(written, "LetterStated" if entry.stated else "LetterDerived")

    def duty(self, code: str) -> Run:
        return Run(code, "DutyLink", self.anchors.duties[code], whole=True)

    def duties(self, codes: Iterable[str]) -> Runs:
        return joined(tuple((self.duty(code),) for code in codes))

    def name(self, actor: str, *, short: bool = False) -> Run:
        """Return the name of an actor; that of a unit leads to its section."""
        found = self.matrix.actor(actor)
        return Run(found.short if short else found.name, anchor=self.anchors.units.get(actor, ""))

    def conditions(self, assignment: Assignment) -> Runs:
        """Return " (condition)" for a letter that holds on one; the letter is named where there are several."""
        if not assignment.conditions:
            return ()
        several = len(assignment.letters) > 1
        told = [f"{symbol}: {condition}" if several else condition for symbol, condition in assignment.conditions]
        return (Run(f" ({'; '.join(told)})"),)

    def in_unit(self, actor: str, unit: str) -> Runs:
        """Return an actor with its letters for a unit's duties: "rehtori A", and for which of them if not for all."""
        entries = self.views.entries_of(actor, unit)
        own = self.matrix.unit(unit).duties
        told = tuple((Run(NO_BREAK), self.mark(entry), *self._share(entry, own)) for entry in entries)
        return (self.name(actor), *joined(told))

    def _share(self, entry: GridCell, own: tuple[str, ...]) -> Runs:
        having = {assignment.duty for assignment in entry.assignments}
        lacking = tuple(code for code in own if code not in having)
        if not lacking:
            return ()
        if len(lacking) <= FEW and len(lacking) < len(having):
            before, after = self.wording("handbook.except").split("{codes}")
            return (Run(f" ({before.rstrip()}{NO_BREAK}"), *self.duties(lacking), Run(f"{after})"))
        return (Run(f" ({self.wording.count('handbook.some', len(having))})"),)

    def on_duty(self, actor: str, code: str) -> Runs:
        """Return an actor with its letters for one duty: "Tietohallinto R"."""
        found = [e for e in self.views.entries_on(code) if any(a.actor == actor for a in e.assignments)]
        marks = tuple((Run(NO_BREAK), self.mark(entry)) for entry in found)
        return (self.name(actor, short=actor in self.anchors.units), *joined(marks))
