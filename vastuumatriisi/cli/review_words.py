"""Proposals in the reader's language: one sentence for each, and what else a person has to know to decide."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from vastuumatriisi.incoming.returned.edits import leads_suit, leaves_open
from vastuumatriisi.incoming.returned.facts import Decision, NewDuty, NewName, NewRole, NoLetter, Value, value_in
from vastuumatriisi.incoming.returned.facts import Fact as ReturnedFact
from vastuumatriisi.incoming.returned.proposals import Proposal, decided_duties
from vastuumatriisi.incoming.returned.review import Review
from vastuumatriisi.incoming.returned.told import written
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Link
from vastuumatriisi.matrix.changes import Change, Fact, Kind, Position, StatedDuty, StatedRole, compare
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.revision.names import Names, names_of
from vastuumatriisi.revision.tell import TELLERS
from vastuumatriisi.text.code_ranges import code_ranges


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the matrix's language and the names of both sides."""

    say: Wording
    names: Names
    review: Review

    def heading(self, file: str) -> str:
        """Return the sentence that says what the workbook was made from."""
        matrix = self.review.base.matrix
        return self.say(
            f"review.{self.review.base.found}",
            file=file,
            edition=matrix.edition,
            date=self.say.date(matrix.date),
            fingerprint=matrix.fingerprint,
        )

    def remarks(self) -> Iterator[str]:
        """Yield what was seen and not taken."""
        for remark in self.review.remarks:
            yield self.say(f"review.remarks.{remark.word}", **dict(remark.values))

    def sentence(self, one: Proposal) -> str:
        """Return what a proposal wants, on one line."""
        theirs = one.theirs
        if one.fact.kind == "comment":
            return self.say("review.comment", where=self._commented(one), text=_flat(str(theirs)))
        if isinstance(theirs, Decision):
            return self._decision(one, theirs)
        if one.question:
            return self.say("review.missing", code=one.code or one.fact.duty, text=_flat(str(one.base)))
        names = self.names
        if isinstance(theirs, NewName):
            names = replace(names, themes={**names.themes, theirs.name: theirs.name})
        if not one.along:
            return _told(names, self._change(one))
        return "; ".join((self._sole_owner(one), *(_told(names, self._along(one, *each)) for each in one.along)))

    def _sole_owner(self, one: Proposal) -> str:
        """Return that an actor owns a duty alone, which may change no letter of his own."""
        owner = self.names.places.get(one.fact.part, one.fact.part)
        return self.say("review.sole_owner", code=one.code or one.fact.duty, owner=owner)

    def _along(self, one: Proposal, fact: ReturnedFact, value: Value) -> Change:
        """Return what goes with a proposal as the change that tells of it."""
        matrix = self.review.base.matrix if one.done or not one.code else self.review.present
        code = one.code or one.fact.duty
        before = value_in(matrix, fact._replace(duty=fact.duty if matrix is self.review.base.matrix else code))
        return Change(
            "duty-letters", "duty", code, "", self._fact(one, before), self._fact(one, value), fact.part, code
        )

    def _commented(self, one: Proposal) -> str:
        actor = self.names.places.get(one.fact.part, "")
        where = ", ".join(filter(None, (one.code or one.fact.duty, actor))) or ", ".join(one.cells)
        return self.say("review.said_by", where=where, by=one.by) if one.by else where

    def _decision(self, one: Proposal, decision: Decision) -> str:
        matrix = self.review.base.matrix
        if decision.owner:
            codes = decided_duties(matrix, one.fact.duty, one.fact.part)
            unit, owner = (self.names.places.get(name, name) for name in (one.fact.duty, decision.owner))
            return self.say("review.owner", unit=unit, owner=owner, codes=", ".join(code_ranges(codes)))
        place = self.names.places.get(one.fact.duty, one.code or one.fact.duty)
        finding = self.say(f"revision.findings.{one.fact.part}")
        return self.say("review.answer", place=place, finding=finding, text=_flat(decision.reason))

    def _change(self, one: Proposal) -> Change:
        """Return a proposal as the change that tells of it best; letters are told as they are shown."""
        theirs, code = one.theirs, one.code or one.fact.duty
        if isinstance(theirs, NewDuty):
            return self._added(theirs)
        if isinstance(theirs, NewRole):
            stated = StatedRole("", theirs.name, "", "", (), False, (), ())
            return Change("role-added", "role", "", "", None, stated)
        # What is done already would be told as a change of nothing.
        was = one.base if one.done or not one.code else one.now
        before, after = self._fact(one, was), self._fact(one, theirs)
        return Change(cast("Kind", one.fact.kind), "duty", code, "", before, after, one.fact.part, code)

    def _fact(self, one: Proposal, value: Value) -> Fact:
        if one.fact.kind == "duty-moved":
            return Position(str(value or ""), "")
        if value is None:
            return None if one.fact.kind == "duty-letters" else ""
        return value.name if isinstance(value, NewName) else cast("Fact", value)

    def _added(self, new: NewDuty) -> Change:
        theme = new.theme.name if isinstance(new.theme, NewName) else new.theme
        stated = StatedDuty(new.code, new.text, new.scopes, (), (), theme, new.letters, new.note, (), ())
        label = self.say("review.added", code=new.code).strip()
        unit = self.names.places.get(new.unit, new.unit)
        return Change("duty-added", "duty", f"{label} ({unit})", new.unit, None, stated)

    def warnings(self, one: Proposal) -> Iterator[str]:
        """Yield what speaks against a proposal, or has to be known of it."""
        if one.gone:
            yield self.say("review.gone")
        elif one.conflict:
            told = {"base": self.value(one, one.base), "theirs": self.value(one, one.theirs)}
            yield self.say("review.conflict", **told, now=self.value(one, one.now))
        if one.contradiction:
            yield self.say("review.contradiction")
        if isinstance(one.theirs, NewDuty) and one.theirs.guessed:
            yield self.say("review.guessed", unit=self.names.places.get(one.theirs.unit, one.theirs.unit))
        yield from self.no_letter(one)
        if leaves_open(one, self.review.present):
            yield self.say("review.leaves_open")
        if left_out := ", ".join(self._left_out(one)):
            yield self.say("review.left_out", names=left_out)

    def no_letter(self, one: Proposal) -> Iterator[str]:
        """Yield that what stands in the place of a letter is none, and which letters there are."""
        if isinstance(one.theirs, NoLetter):
            yield self.say("review.no_letter", letters=", ".join(self.review.present.letters.symbols))

    def _left_out(self, one: Proposal) -> Iterator[str]:
        """Yield who would no longer lead a unit that gets one owner for all its duties."""
        present, unit = self.review.present, one.fact.duty
        if isinstance(one.theirs, Decision) and one.theirs.owner and present.is_unit(unit):
            codes = decided_duties(present, unit, one.fact.part)
            if leads_suit(present, unit, codes, one.theirs.owner):
                others = (lead for lead in present.unit(unit).leads if lead != one.theirs.owner)
                yield from (self.names.places.get(lead, lead) for lead in others)

    def value(self, one: Proposal, value: Value) -> str:
        """Return a value as the sheets show it."""
        if isinstance(value, Cell):
            return self.names.cell(value)
        if isinstance(value, NewName):
            return value.name
        if isinstance(value, Decision):
            return self.names.places.get(value.owner, "") or value.reason
        if isinstance(value, NewDuty):
            return value.text
        if isinstance(value, NewRole):
            return ", ".join((value.name, *(f"{code} {written(cell)}" for code, cell in value.letters)))
        if isinstance(value, tuple):
            return ", ".join(self._named(one, part) for part in value) or self.say("review.empty")
        return self._named(one, value) if value else self.say("review.empty")

    def _named(self, one: Proposal, part: str | Link) -> str:
        if isinstance(part, Link):
            return f"{part.title} {part.url}"
        known = {"duty-theme": self.names.themes, "duty-scopes": self.names.scopes}
        return _flat(known.get(one.fact.kind, self.names.places if one.fact.kind != "comment" else {}).get(part, part))


def words_of(review: Review, language: str) -> Words:
    """Return the words for the proposals of a review in a language."""
    base, present = review.base.matrix, replace(review.present, language=language)
    codes = compare(base, present).codes
    return Words(wording(language), names_of(base, present, codes), review)


def _told(names: Names, change: Change) -> str:
    return next(iter(TELLERS[change.kind](names, change))).text


def _flat(text: str) -> str:
    return " ".join(text.split())
