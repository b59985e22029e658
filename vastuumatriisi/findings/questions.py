"""What is asked about an owner who is open, of one duty or of several; check and all documents ask the same."""

from collections.abc import Mapping
from typing import Literal

from vastuumatriisi.locales.wording import Wording

QUESTIONS: Mapping[str, Mapping[Literal["one", "other"], str]] = {
    "no-owner": {"one": "no-owner.duty", "other": "no-owner.unit"},
    "owner-undecided": {"one": "two-accountable", "other": "owner-undecided.several"},
}


def owner_question(reason: str, duties: int, wording: Wording) -> str:
    """Return the question that a meeting has to answer about so many duties of a unit."""
    return wording(f"findings.{QUESTIONS[reason]['one' if duties == 1 else 'other']}.question")
