"""What ``review`` does: tells the proposals of a returned workbook, lets a person decide, puts in what was taken."""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from vastuumatriisi.cli.requests import shown
from vastuumatriisi.cli.review_choice import from_terminal, named
from vastuumatriisi.cli.review_session import Asked, Session, begun
from vastuumatriisi.cli.review_words import Words
from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.incoming.returned.facts import NewDuty
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.record import Decided, Decisions, record, state_of
from vastuumatriisi.incoming.returned.reply import COLUMNS, reply
from vastuumatriisi.incoming.returned.review import Review, applied
from vastuumatriisi.incoming.returned.told import fields, identity
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.staged_file import write_new


def review(asked: Asked, say: Wording) -> None:
    """Tell the open proposals, decide them as asked or on the terminal, and write what follows of it.

    Raises UserError, UsageError with nothing changed.
    """
    session = begun(asked, say.language)
    chosen, open_before = named(session), session
    is_shown = not chosen and not asked.json
    asks = is_shown and not asked.accept and not asked.reject and asked.reply is None
    if asks:
        _show(session, say)
        chosen = from_terminal(session, partial(_keep, session))
    if chosen:
        session = _decided(session, chosen)
    elif (asked.accept or asked.reject) and session.decisions:
        _record(session, session.review, session.decisions)  # a command that was ended amid its work is given again
    if asked.reply is not None:
        _reply(session, asked.reply)
    # What nobody may listen to comes last.
    if asked.json:
        print(_as_json(open_before, say))
    elif is_shown and not asks:
        _show(session, say)
    if asked.reply is not None and not asked.json:
        print(session.words.say("review.replied", file=legible(str(asked.reply))))


def _show(session: Session, say: Wording) -> None:
    """Print what came back, what is open and what was seen besides."""
    words, console = session.words, Console(highlight=False, soft_wrap=True)
    lines = [*map(say.told, session.review.notes), words.heading(session.asked.workbook_name), *words.remarks()]
    for line in lines:
        console.print(Text(legible(line)))
    for one in session.open:
        console.print(Text.assemble((f"{one.number:>4}  ", "bold"), legible(words.sentence(one))))
        for line in (*words.warnings(one), *([", ".join(one.cells)] if one.cells else [])):
            console.print(Text(f"      {legible(line)}", "yellow" if line != ", ".join(one.cells) else "dim"))
    states = [state_of(one, session.decisions).state for one in session.review.proposals]
    for key, number in (
        ("done", states.count("done")),
        ("decided", states.count("accepted") + states.count("rejected")),
        ("proposals", len(session.open)),
    ):
        if number:
            console.print(words.say.count(f"review.{key}", number), markup=False)
    if not session.open:
        console.print(words.say("review.nothing"), markup=False)


def _as_json(session: Session, say: Wording) -> str:
    base = session.review.base
    known = base.found != "none"
    answer = {
        "base": {
            "edition": base.matrix.edition if known else None,
            "fingerprint": base.matrix.fingerprint if known else None,
            "found": base.found,
        },
        "proposals": [_plain(session.words, one) for one in session.open],
        "done": sum(state_of(one, session.decisions).state == "done" for one in session.review.proposals),
        "remarks": [*map(say.told, session.review.notes), *session.words.remarks()],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _plain(words: Words, one: Proposal) -> dict[str, Any]:
    return {**fields(one), "gone": one.gone, "text": words.sentence(one), "warnings": [*words.warnings(one)]}


def _decided(session: Session, chosen: Mapping[Proposal, Decided]) -> Session:
    """Put what was accepted into the data file in one go, record everything, and return the session as it is then."""
    from vastuumatriisi.datafile.edit import write

    asked, say = session.asked, session.words.say
    taken = [one for one in session.open if one in chosen and _waits(one, chosen[one])]
    decisions = {**session.decisions, **{identity(one): replace(chosen[one], waiting=False) for one in chosen}}
    edited = applied(taken, session.review.present, session.content, asked.source_name, asked.owners)
    after = replace(session, review=session.review.against(edited.matrix), decisions=decisions)
    before = ""
    with delayed_interrupts():
        if taken:
            before = legible(write(asked.source, edited, first=partial(_keep, session, chosen)).name)
        try:
            _record(session, after.review, decisions)
        except UserError:
            if not taken:
                raise
            # The record has it all, and that it waits: the next review sees that the data file says it.
    if not asked.json:
        if taken:
            form = "review.taken.one" if len(taken) == 1 else "review.taken.other"
            print(say(form, n=len(taken), file=asked.source_name, before=before))
            _tell_codes(after, taken)
        print(say("review.recorded", file=shown(session.path)))
        if after.open:
            print(say.count("review.proposals", len(after.open)))
    return after


def _tell_codes(after: Session, taken: list[Proposal]) -> None:
    """Print which codes the new duties have got: they are what people will cite."""
    new = {identity(one) for one in taken if one.fact.kind == "duty-added"}
    for one in after.review.proposals:
        if identity(one) in new and isinstance(one.theirs, NewDuty) and one.now:
            print(legible(after.words.say("review.new_code", code=one.now, text=one.theirs.text)))


def _keep(session: Session, chosen: Mapping[Proposal, Decided]) -> None:
    """Record what is chosen before anything else is changed. What is accepted waits for the data file to say it."""
    waiting = {identity(one): replace(decided, waiting=_waits(one, decided)) for one, decided in chosen.items()}
    with delayed_interrupts():
        _record(session, session.review, {**session.decisions, **waiting})


def _waits(one: Proposal, decided: Decided) -> bool:
    return decided.state == "accepted" and one.fact.kind != "comment"


def _record(session: Session, review: Review, decisions: Decisions) -> None:
    sentences = [session.words.sentence(one) for one in session.review.proposals]
    record(session.path, session.asked.workbook_name, review, decisions, sentences)


def _reply(session: Session, path: Path) -> None:
    words, say = session.words, session.words.say
    headers = {key: say(f"review.reply.{key}") for key in COLUMNS}
    rows = [_row(words, one, state_of(one, session.decisions)) for one in session.review.proposals]
    data = reply(
        say("review.reply.title"),
        words.heading(legible(session.asked.workbook.name)),
        headers,
        say("review.reply.tab"),
        rows,
    )
    try:
        with delayed_interrupts():
            write_new(path, data)
    except FileExistsError:
        raise UserError(message("returned.reply_exists", path=path)) from None
    except OSError as error:
        raise UserError(message("returned.reply_unwritable", path=path, reason=reason(error))) from None


def _row(words: Words, one: Proposal, decided: Decided) -> Mapping[str, str]:
    return {
        "number": str(one.number),
        "where": ", ".join(one.cells),
        "what": " ".join((words.sentence(one), *words.no_letter(one))),
        "before": words.value(one, one.base),
        "theirs": words.value(one, one.theirs),
        "now": words.value(one, one.now),
        "state": words.say(f"review.states.{decided.state}"),
        "reason": decided.reason,
    }
