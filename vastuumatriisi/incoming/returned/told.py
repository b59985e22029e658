"""Values as machines read them, and what tells a proposal from others in a file of decisions."""

from typing import Any

from vastuumatriisi.incoming.returned.facts import Decision, NewDuty, NewName, NewRole, NoLetter, Value
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.matrix import Link
from vastuumatriisi.matrix.letters import Cell


def written(cell: Cell) -> str:
    """Return letters as the data file writes them: "R, A (isot asiat)", "-" for not involved."""
    conditions = dict(cell.conditions)
    return ", ".join(f"{one} ({conditions[one]})" if one in conditions else one for one in cell.letters) or "-"


def plain(value: Value) -> Any:
    """Return a value as JSON and YAML have it."""
    if isinstance(value, Cell):
        return written(value)
    if isinstance(value, NewName):
        return value.name
    if isinstance(value, NoLetter):
        return str(value)
    if isinstance(value, Decision):
        return value.reason
    if isinstance(value, NewDuty):
        return {
            "code": value.code or None,
            "unit": value.unit,
            "text": value.text,
            "theme": plain(value.theme) or None,
            "scopes": list(value.scopes),
            "note": value.note or None,
            "letters": {actor: written(cell) for actor, cell in value.letters},
        }
    if isinstance(value, NewRole):
        return {"name": value.name, "letters": {code: written(cell) for code, cell in value.letters}}
    if isinstance(value, tuple):
        return [{"title": one.title, "url": one.url} if isinstance(one, Link) else one for one in value]
    return value


def fields(proposal: Proposal) -> dict[str, Any]:
    """Return what a proposal is, in the keys that machines know; ``duty`` is the code as it is now, if it is there."""
    fact = proposal.fact
    of_duty = fact.kind != "decision" and fact.kind not in ("duty-added", "role-added")
    return {
        "number": proposal.number,
        "kind": fact.kind,
        "duty": (proposal.code or fact.duty or None) if of_duty else None,
        "actor": fact.part if fact.kind in ("duty-letters", "comment") and fact.part else None,
        "about": fact.duty if fact.kind == "decision" else None,
        "finding": fact.part if fact.kind == "decision" else None,
        "base": plain(proposal.base),
        "theirs": plain(proposal.theirs) if not proposal.question else None,
        "now": plain(proposal.now),
        "conflict": proposal.conflict,
        "contradiction": proposal.contradiction,
        "question": proposal.question,
        "cells": list(proposal.cells),
        "by": proposal.by or None,
    }


def identity(proposal: Proposal) -> str:
    """Return what is the same for a proposal whenever it is made again: the fact and what is wanted of it."""
    fact = proposal.fact
    return repr((fact.kind, fact.duty, fact.part, plain(proposal.theirs)))
