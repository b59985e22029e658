"""The letters that are others than they were: for each duty, who has which, stated or derived."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.matrix.changes.facts import meant
from vastuumatriisi.matrix.changes.values import LetterChange
from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Duty


def letter_changes(old: Matrix, new: Matrix, codes: Mapping[str, str]) -> Iterator[LetterChange]:
    """Yield the letters that differ: of the duties of the new matrix in their order, then of those that are gone."""
    former = {code: was for was, code in codes.items()}
    for duty in new.duties:
        yield from _of_duty(old, new, former.get(duty.id, ""), duty)
    for duty in old.duties:
        if duty.id not in codes:
            for assignment in old.assignments_of(duty.id):
                yield LetterChange(duty.id, duty.id, duty.unit, assignment.actor, assignment, None)


def _of_duty(old: Matrix, new: Matrix, was: str, duty: Duty) -> Iterator[LetterChange]:
    before = {assignment.actor: assignment for assignment in old.assignments_of(was)} if was else {}
    after = {assignment.actor: assignment for assignment in new.assignments_of(duty.id)}
    for actor in dict.fromkeys((*after, *before)):
        if meant(before.get(actor)) != meant(after.get(actor)):
            yield LetterChange(duty.id, was, duty.unit, actor, before.get(actor), after.get(actor))
