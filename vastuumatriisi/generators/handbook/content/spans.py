"""Actors with their letters, duties as links: the pieces that sections and indexes are written in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Assignment, GridCell, Matrix, Ownership, Views
from vastuumatriisi.matrix.balance import agenda
from vastuumatriisi.matrix.fragments import fragments
from vastuumatriisi.revision import Marks, marks_of
from vastuumatriisi.text.addresses import at_fragment
from vastuumatriisi.text.code_ranges import code_ranges
from vastuumatriisi.text.runs import runs

from ..document import Run, Runs, joined
from .anchors import Anchors

NO_BREAK = "\u00a0"
# No line ends behind this dash. U+2060 is meant for that, but the office font lacks it; it has U+FEFF, which does the
# same (UAX #14, WJ). LibreOffice breaks lines behind U+200D.
TO = "–\ufeff"
FEW = 3  # up to so many exceptions are named one by one


def neighbours(matrix: Matrix, codes: Iterable[str]) -> list[list[str]]:
    """Return the codes in runs of duties that follow each other in their unit."""

    def follows(one: str, other: str) -> bool:
        own = matrix.unit(matrix.duty(other).unit).duties
        place = own.index(other)
        return place > 0 and own[place - 1] == one

    return list(runs(codes, follows))


def decision_anchor(number: int) -> str:
    """Return the bookmark of a decision on the agenda."""
    return f"p_{number}"


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
    def marks(self) -> Marks | None:
        """What has changed since the base, None where there is none or where nothing has."""
        return marks_of(self.views)

    @cached_property
    def lists_letters(self) -> bool:
        """Whether all letters are stated, so that each duty lists its own; otherwise they follow from the relations."""
        return self.matrix.has_stated and not self.matrix.has_derived

    @cached_property
    def behind_letters(self) -> Run:
        """What parts letters from the text in a list of its own: a tab behind signs, a dash behind words."""
        short = all(len(symbol) == 1 for symbol in self.matrix.letters.symbols)
        return Run("\t" if short else " – ")

    @cached_property
    def _decisions(self) -> dict[str, int]:
        """The number under which each open duty stands on the agenda."""
        decisions = [decision for item in agenda(self.matrix) for decision in item.decisions]
        return {code: number for number, decision in enumerate(decisions, 1) for code in decision.duties}

    @cached_property
    def _fragments(self) -> Mapping[str, str]:
        return fragments(self.matrix)

    def page_of_role(self, actor: str) -> str:
        """Return where all duties of a role stand on the web page, with its sheet; "" for a unit, and without a page.

        An address of the web holds in a handbook that has been mailed, too, and in its PDF; a path would not.
        """
        address = self.matrix.publication_url
        return at_fragment(address, self._fragments[actor]) if address and not self.matrix.is_unit(actor) else ""

    def owners(self, ownership: Ownership, code: str) -> Runs:
        """Return who owns a duty; an open one leads to what is to be decided about it."""
        if not ownership.open:
            return joined(tuple((self.name(owner),) for owner in ownership.owners))
        is_open, number = Run(self.wording("matrix.open"), "OpenOwner"), self._decisions.get(code, 0)
        if not number:
            return (is_open,)
        told = self.wording("handbook.decisions.number", n=number)
        return (is_open, Run(" ("), Run(told, "Muted", decision_anchor(number)), Run(")"))

    def mark(self, entry: GridCell) -> Run:
        """Return the letters of an entry, stated and derived ones in different styles where there are both."""
        written = entry.text or self.wording("matrix.not_involved")
        if not (self.matrix.has_stated and self.matrix.has_derived):
            return Run(written, "Letter")
        return Run(written, "LetterStated" if entry.stated else "LetterDerived")

    def duty(self, code: str) -> Run:
        return Run(code, "DutyLink", self.anchors.duties[code], whole=True)

    def duties(self, codes: Iterable[str]) -> Runs:
        return joined(tuple((self.duty(code),) for code in codes))

    def ranges(self, codes: Iterable[str], *, paged: bool = False) -> Runs:
        """Return codes, those of neighbours from the first to the last: "JOH-01–12 s. 6, TEK-02 s. 8"."""
        told = []
        for run in neighbours(self.matrix, codes):
            pages = (self.page(run[0]),) if paged else ()
            if len(run) < FEW:
                told += [(self.duty(code), *(pages if code == run[-1] else ())) for code in run]
            else:
                told.append((self.duty(run[0]), Run(TO), self._last(run), *pages))
        return joined(tuple(told))

    def _last(self, run: list[str]) -> Run:
        """Return the end of a range: its number where nothing but numbers differs, which go up one by one."""
        (first, *others), last = code_ranges(run), self.duty(run[-1])
        return last if others else replace(last, text=first.removeprefix(f"{run[0]}–"))

    def page(self, code: str) -> Run:
        told = f"{NO_BREAK}{self.wording('handbook.on_page')}{NO_BREAK}"
        return Run(told, "Muted", page_of=self.anchors.duties[code])

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

    def letters_in(self, actor: str, unit: str) -> Runs:
        """Return the letters of an actor if they are the same for all duties of a unit, nothing where they are not."""
        entries = self.views.entries_of(actor, unit)
        if len(entries) != 1 or len(entries[0].assignments) != len(self.matrix.unit(unit).duties):
            return ()
        return (self.mark(entries[0]),)

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
