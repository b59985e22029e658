"""What a person decides about proposals: by their numbers on the command line, or one by one on a terminal."""

import re
import sys
from collections.abc import Iterable

from vastuumatriisi.cli.review_session import Session
from vastuumatriisi.errors import UsageError
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.record import Decided
from vastuumatriisi.locales.message import message

ALL = "all"


def named(session: Session) -> dict[Proposal, Decided]:
    """Return what the command line decides. Raises UsageError for numbers that no open proposal has."""
    asked = session.asked
    accepted = _numbers(session, asked.accept, [one for one in session.open if one.plain])
    rejected = _numbers(session, asked.reject, list(session.open))
    if asked.accept == ALL:
        accepted = [one for one in accepted if one not in rejected]
    if both := [str(one.number) for one in accepted if one in rejected]:
        raise UsageError(message("returned.both", numbers=both, count=len(both)))
    # Where some are rejected it is they that need a reason.
    decided = {one: Decided("accepted", "" if rejected else asked.reason) for one in accepted}
    return decided | {one: Decided("rejected", asked.reason) for one in rejected if one not in decided}


def _numbers(session: Session, words: str, everything: list[Proposal]) -> list[Proposal]:
    if words.strip() == ALL:
        return everything
    known = {one.number: one for one in session.open}
    found: list[Proposal] = []
    for part in filter(None, (part.strip() for part in words.split(","))):
        match = re.fullmatch(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?", part)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise UsageError(message("returned.no_number", part=part, all=ALL))
        numbers = [one for one in known if int(match[1]) <= one <= int(match[2] or match[1])]
        if not numbers:
            raise UsageError(message("returned.none_open", part=part))
        found += [known[one] for one in numbers if known[one] not in found]
    return found


def from_terminal(session: Session) -> dict[Proposal, Decided]:
    """Ask about each open proposal, if a person sits there; the end of the input leaves the rest for later."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return {}
    decided: dict[Proposal, Decided] = {}
    for one in session.open:
        try:
            answer = _answer(session, one)
        except EOFError:
            print()
            break
        if answer:
            decided[one] = answer
    return decided


def _answer(session: Session, one: Proposal) -> Decided | None:
    words = session.words
    yes, no, later, why = words.say("review.keys").split()
    print(f"{one.number}  {words.sentence(one)}")
    for line in words.warnings(one):
        print(f"   {line}")
    while True:
        key = input(words.say("review.ask_note" if one.fact.kind == "comment" else "review.ask")).strip().casefold()
        if key in (yes, "y"):
            return Decided("accepted")
        if key in (no, "n"):
            return Decided("rejected", input(words.say("review.ask_reason")).strip())
        if key in (later, ""):
            return None
        if key == why:
            print("\n".join(f"   {line}" for line in _explained(session, one)))


def _explained(session: Session, one: Proposal) -> Iterable[str]:
    """Return all that is known of a proposal: the three values, who wrote it and in which cells."""
    words = session.words
    yield ", ".join((*one.cells, *filter(None, [one.by])))
    for key, value in (("before", one.base), ("theirs", one.theirs), ("now", one.now)):
        yield f"{words.say(f'review.reply.{key}')}: {words.value(one, value)}"
