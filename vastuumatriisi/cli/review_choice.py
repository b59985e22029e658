"""What a person decides about proposals: by their numbers on the command line, or one by one on a terminal."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping

from vastuumatriisi.cli.end_early import Stopped
from vastuumatriisi.cli.review_session import Session
from vastuumatriisi.errors import UsageError
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.record import Decided, state_of
from vastuumatriisi.incoming.returned.told import identity
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.asking import answered

ALL = "all"


def named(session: Session) -> dict[Proposal, Decided]:
    """Return what the command line decides. Raises UsageError for numbers that no open proposal has.

    What is decided in just this way is passed over: a command that was ended amid its work may be given again.
    """
    asked = session.asked
    # Where some are rejected it is they that need a reason.
    taken, refused = Decided("accepted", "" if asked.reject else asked.reason), Decided("rejected", asked.reason)
    accepted = _numbers(session, asked.accept, [one for one in session.open if one.plain], taken)
    rejected = _numbers(session, asked.reject, list(session.open), refused)
    if asked.accept == ALL:
        accepted = [one for one in accepted if one not in rejected]
    if both := [str(one.number) for one in accepted if one in rejected]:
        raise UsageError(message("returned.both", numbers=both, count=len(both)))
    return dict.fromkeys(accepted, taken) | {one: refused for one in rejected if one not in accepted}


def _numbers(session: Session, words: str, everything: list[Proposal], wanted: Decided) -> list[Proposal]:
    if words.strip() == ALL:
        return everything
    known = {one.number: one for one in session.open}
    found: list[Proposal] = []
    for part in filter(None, (part.strip() for part in words.split(","))):
        match = re.fullmatch(r"(\d{1,7})(?:\s*[-–]\s*(\d{1,7}))?", part)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise UsageError(message("returned.no_number", part=part, all=ALL))
        span = range(int(match[1]), int(match[2] or match[1]) + 1)
        numbers = [one for one in known if one in span]
        if not numbers and not _has_decided(session, span, wanted):
            raise UsageError(message("returned.none_open", part=part))
        found += [known[one] for one in numbers if known[one] not in found]
    return found


def _has_decided(session: Session, span: range, wanted: Decided) -> bool:
    return any(state_of(one, session.decisions) == wanted for one in session.review.proposals if one.number in span)


def from_terminal(session: Session, keep: Callable[[Mapping[Proposal, Decided]], None]) -> dict[Proposal, Decided]:
    """Ask about each open proposal, if a person sits there; the end of the input leaves the rest for later.

    Each answer is handed to ``keep`` with those before it, so that none is lost however this ends. What was accepted
    when it was ended before is not asked again.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return {}
    known = {one: session.decisions.get(identity(one)) for one in session.open}
    decided = {one: before for one, before in known.items() if before and before.waiting}
    if decided:
        print(session.words.say.count("review.waiting", len(decided)))
    before = len(decided)
    try:
        for one in [one for one in session.open if one not in decided]:
            if answer := _answer(session, one):
                decided[one] = answer
                keep(decided)
    except EOFError:
        print()
    except KeyboardInterrupt:
        if len(decided) == before:
            raise
        print(session.words.say("review.kept"), file=sys.stderr)
        raise Stopped from None
    return decided


def _answer(session: Session, one: Proposal) -> Decided | None:
    words = session.words
    yes, no, later, why = words.say("review.keys").split()
    print(f"{one.number}  {words.sentence(one)}")
    for line in words.warnings(one):
        print(f"   {line}")
    while True:
        key = answered(words.say("review.ask_note" if one.fact.kind == "comment" else "review.ask")).strip().casefold()
        if key in (yes, "y"):
            return Decided("accepted")
        if key in (no, "n"):
            return Decided("rejected", answered(words.say("review.ask_reason")).strip())
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
