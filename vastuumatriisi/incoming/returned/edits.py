"""Accepted proposals -> changes of the present matrix, as ``datafile.edit`` makes them."""

from collections.abc import Iterable
from dataclasses import replace

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.facts import Decision, Fact, NewDuty, NewName, NewRole, Value
from vastuumatriisi.incoming.returned.new_parts import add_duty, add_role, theme_id
from vastuumatriisi.incoming.returned.owners import ownership
from vastuumatriisi.incoming.returned.proposals import Proposal, answered_at, decided_duties
from vastuumatriisi.incoming.returned.stating import stating_of
from vastuumatriisi.incoming.returned.wanted import Wanted
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Duty, Link, Matrix
from vastuumatriisi.matrix.changes import Change, Changes, Kind, Position
from vastuumatriisi.matrix.changes.facts import stated_duty, stated_letters
from vastuumatriisi.matrix.letters import Cell

LEADS = "leads"  # how a decided owner of a whole unit is written, else "assign"


def changes_of(accepted: Iterable[Proposal], present: Matrix, owners: str = LEADS) -> Changes:
    """Return the changes that make accepted proposals come true; ``owners`` is "leads" or "assign".

    Raises UserError for one that cannot be made, since what it names is gone.
    """
    wanted = Wanted(present)
    codes = {duty.id: duty.id for duty in present.duties}
    for proposal in accepted:
        if proposal.gone:
            raise UserError(message("returned.gone", number=proposal.number))
        _take(wanted, proposal, owners)
    for change in wanted.changes:
        if change.kind == "duty-recoded":
            codes[change.was] = change.where
    return Changes.of(wanted.all_changes(), codes)


def _take(wanted: Wanted, proposal: Proposal, owners: str) -> None:
    theirs = proposal.theirs
    if isinstance(theirs, NewDuty):
        add_duty(wanted, theirs)
    elif isinstance(theirs, NewRole):
        add_role(wanted, theirs)
    elif isinstance(theirs, Decision):
        _decide(wanted, proposal, theirs, owners)
    elif proposal.fact.kind != "comment":
        _change(wanted, proposal.fact._replace(duty=proposal.code), theirs)
        for fact, value in proposal.along:
            _change(wanted, fact._replace(duty=proposal.code), value)


def _change(wanted: Wanted, fact: Fact, theirs: Value) -> None:
    duty = wanted.present.duty(fact.duty)
    if fact.kind == "duty-letters":
        wanted.want(fact.duty, fact.part, theirs if isinstance(theirs, Cell) else None)
    elif fact.kind == "duty-removed":
        stated = stated_duty(wanted.present, duty)
        at = Position(duty.unit, "")
        wanted.changes.append(Change("duty-removed", "duty", duty.id, duty.unit, stated, None, "", duty.id, at))
    elif fact.kind == "duty-moved":
        _move(wanted, duty, str(theirs))
    elif fact.kind == "duty-scopes" and isinstance(theirs, tuple):
        scopes = tuple(map(str, theirs))
        own = () if {*scopes} == {*wanted.present.unit(duty.unit).scopes} else scopes
        wanted.duties[duty.id] = replace(wanted.duty(duty.id), scopes=scopes, stated_scopes=own)
        _say(wanted, "duty-scopes", duty, duty.stated_scopes, own)
    elif fact.kind == "duty-theme":
        theme = theme_id(wanted, theirs) if isinstance(theirs, NewName) else str(theirs)
        _say(wanted, "duty-theme", duty, duty.theme, theme)
    elif fact.kind == "duty-reworded":
        _say(wanted, "duty-reworded", duty, duty.text, str(theirs))
    elif fact.kind == "duty-note":
        _note(wanted, duty, fact.part, theirs)
    elif fact.kind == "duty-recoded":
        change = Change("duty-recoded", "duty", str(theirs), duty.unit, duty.id, str(theirs), was=duty.id)
        wanted.changes.append(change)


def _say(wanted: Wanted, kind: Kind, duty: Duty, before: str | tuple[str, ...], after: str | tuple[str, ...]) -> None:
    wanted.changes.append(Change(kind, "duty", duty.id, duty.unit, before, after, was=duty.id))


def _note(wanted: Wanted, duty: Duty, part: str, theirs: Value) -> None:
    if part == "note":
        change = Change("duty-note", "duty", duty.id, duty.unit, duty.note, str(theirs), part, duty.id)
    else:
        links = tuple(one for one in theirs if isinstance(one, Link)) if isinstance(theirs, tuple) else ()
        change = Change("duty-note", "duty", duty.id, duty.unit, duty.links, links, part, duty.id)
    wanted.changes.append(change)


def _move(wanted: Wanted, duty: Duty, unit: str) -> None:
    there = wanted.present.unit(unit)
    inherited = duty.scopes if duty.stated_scopes else there.scopes
    wanted.duties[duty.id] = replace(wanted.duty(duty.id), unit=unit, scopes=inherited)
    places = Position(duty.unit, ""), Position(unit, there.duties[-1] if there.duties else "")
    wanted.changes.append(Change("duty-moved", "duty", duty.id, unit, *places, was=duty.id))
    # What followed in the old unit does not go along; letters that were stated do.
    wanted.letters.setdefault(duty.id, {})


def _decide(wanted: Wanted, proposal: Proposal, decision: Decision, owners: str) -> None:
    where, finding = proposal.fact.duty, proposal.fact.part
    if not decision.owner:
        _answer(wanted, proposal, decision)
        return
    codes = decided_duties(wanted.present, where, finding)
    if leads_suit(wanted.present, where, codes, decision.owner) and owners == LEADS:
        leads = wanted.present.unit(where).leads
        wanted.leads[where] = (decision.owner,)
        wanted.changes.append(Change("unit-leads", "unit", where, where, leads, (decision.owner,), was=where))
        return
    for code in codes:
        fact, value, along = ownership(wanted.present, code, decision.owner)
        _change(wanted, fact, value)
        for other, own in along:
            _change(wanted, other, own)


def leads_suit(matrix: Matrix, unit: str, codes: tuple[str, ...], owner: str) -> bool:
    """Tell whether an owner of these duties can be written as the one who leads the unit: they are all that it has."""
    collective = any(role.id == owner and role.collective for role in matrix.roles)
    return {*codes} == {*matrix.unit(unit).duties} and not collective and "leads" in matrix.derive


def leaves_open(proposal: Proposal, present: Matrix) -> bool:
    """Tell whether a proposal, taken alone, takes away the owner of a duty that has one."""
    code = proposal.code
    if proposal.fact.kind != "duty-letters" or proposal.done or proposal.gone or not code:
        return False
    if not present.ownership[code].owners:
        return False
    wanted = {
        fact.part: value if isinstance(value, Cell) else None
        for fact, value in ((proposal.fact, proposal.theirs), *proposal.along)
    }
    stating = stating_of(present)
    duty = present.duty(code)
    shown = stating.shown(duty, stating.wanted(duty, stated_letters(present, code), wanted))
    return not any(present.letters.counts(one, "accountable") for cell in shown.values() for one in cell.letters)


def _answer(wanted: Wanted, proposal: Proposal, decision: Decision) -> None:
    place = answered_at(wanted.present, proposal.fact.duty, proposal.code)
    if place:
        about, identity = place
        unit = wanted.present.duty(identity).unit if about == "duty" else identity if about == "unit" else ""
        both = str(proposal.now or ""), decision.reason
        wanted.changes.append(Change("answer-changed", about, identity, unit, *both, proposal.fact.part, identity))
