"""The file of decisions: what a workbook proposed, what was taken, what not and why."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from vastuumatriisi.errors import UserError, is_forbidden, reason, unreadable
from vastuumatriisi.incoming.returned.proposals import Proposal
from vastuumatriisi.incoming.returned.review import Review
from vastuumatriisi.incoming.returned.told import fields, identity
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.system.staged_file import staged, take_place
from vastuumatriisi.text.identifiers import hyphenated

FOLDER, ENDING = "reviews", ".yaml"
MOST_BYTES = 16 * 1024 * 1024
State = Literal["open", "accepted", "rejected", "done"]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a proposal, and why; what was accepted is ``waiting`` until the data file says it."""

    state: State
    reason: str = ""
    waiting: bool = False


Decisions = Mapping[str, Decided]  # by the identity of proposals


def record_path(source: Path, review: Review, workbook: str) -> Path:
    """Return the file of the decisions on a workbook, beside the data file: "reviews/2026-11-23-rehtorilta.yaml"."""
    stem = hyphenated(Path(workbook).stem, 80) or "workbook"
    name = f"{review.base.matrix.date.isoformat()}-{stem}{ENDING}"
    return Path(os.path.realpath(source)).parent / FOLDER / name


def recorded(path: Path) -> Decisions:
    """Return what has been decided before. Raises UserError for a file that does not read."""
    try:
        content = read_within(path, MOST_BYTES)
        told: Any = yaml.load(content, Loader=yaml.CSafeLoader) if len(content) <= MOST_BYTES else None
        return {
            str(one["key"]): Decided(_state(one["state"]), str(one.get("reason") or ""), one.get("waiting") is True)
            for one in told["proposals"]
        }
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, TypeError, KeyError, ValueError, AttributeError, RecursionError):
        raise UserError(message("returned.damaged_record", path=path)) from None
    except OSError as error:
        raise unreadable(path, error) from None


def _state(told: Any) -> State:
    states: dict[str, State] = {"open": "open", "accepted": "accepted", "rejected": "rejected", "done": "done"}
    return states[told]


def state_of(proposal: Proposal, decisions: Decisions) -> Decided:
    """Return what became of a proposal so far; what the data file says by itself needs no decision."""
    known = decisions.get(identity(proposal), Decided("open"))
    if proposal.done:
        return replace(known, waiting=False) if known.state == "accepted" else Decided("done", known.reason)
    # Accepted once and taken back since, or not put in yet: it is asked anew.
    taken_back = known.state == "accepted" and proposal.fact.kind != "comment"
    return Decided("open") if taken_back or known.state == "done" else known


def open_ones(review: Review, decisions: Decisions) -> tuple[Proposal, ...]:
    """Return the proposals that are neither in the data file nor decided."""
    return tuple(one for one in review.proposals if state_of(one, decisions).state == "open")


def record(path: Path, workbook: str, review: Review, decisions: Decisions, sentences: Sequence[str]) -> None:
    """Write the file of decisions, whole or not at all; ``sentences`` tell the proposals in their order.

    Raises UserError where it cannot be written.
    """
    base = review.base.matrix
    told = {
        "format": 1,
        "workbook": Path(workbook).name,
        "base": {
            "edition": base.edition,
            "date": base.date.isoformat(),
            "fingerprint": base.fingerprint,
            "found": review.base.found,
        },
        "proposals": [
            {**_entry(one, _kept(one, decisions)), "text": sentence, "key": identity(one)}
            for one, sentence in zip(review.proposals, sentences, strict=True)
        ],
    }
    text = yaml.dump(told, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=120)
    try:
        path.parent.mkdir(exist_ok=True)
        with staged(path, text.encode(), 0o644) as fresh:
            take_place(fresh, path)
    except OSError as error:
        key = "returned.unwritable_record" if is_forbidden(error) else "returned.record_not_written"
        raise UserError(message(key, path=path, reason=reason(error))) from None


def _kept(proposal: Proposal, decisions: Decisions) -> Decided:
    """Return what is written of a proposal: that it waits too, or else what became of it."""
    known = decisions.get(identity(proposal))
    return known if known and known.waiting and not proposal.done else state_of(proposal, decisions)


def _entry(proposal: Proposal, decided: Decided) -> dict[str, Any]:
    told = {key: value for key, value in fields(proposal).items() if value not in (None, False, [])}
    became = {"state": decided.state, "reason": decided.reason, "waiting": decided.waiting}
    return {**told, **{key: value for key, value in became.items() if value}}
