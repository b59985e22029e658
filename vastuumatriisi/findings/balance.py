"""Findings about how much is done, and by whom."""

from collections.abc import Iterator

from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.matrix import Assignment, Matrix


def nobody_performs(matrix: Matrix) -> Iterator[Fact]:
    """No actor is responsible for doing a duty."""
    if not any(letter.counts_as == "responsible" for letter in matrix.letters.letters):
        return
    for duty in matrix.duties:
        if not any(_counts(matrix, part, "responsible") for part in matrix.assignments_of(duty.id)):
            yield Fact("nobody-performs", (duty,), duty.line, (duty.id,))


def many_performers(matrix: Matrix) -> Iterator[Fact]:
    """Many do a duty. Persons in charge of whom none is the owner are not counted: ``owner-undecided`` asks that."""
    for duty in matrix.duties:
        undecided = matrix.ownership[duty.id].open == "owner-undecided"
        passed_over = matrix.unit(duty.unit).leads if undecided else ()
        performers = tuple(
            part.actor
            for part in matrix.assignments_of(duty.id)
            if _counts(matrix, part, "responsible") and part.actor not in passed_over
        )
        if len(performers) >= matrix.thresholds.many_performers:
            yield Fact(
                "many-performers", (duty,), duty.line, (duty.id,), performers, values={"n": str(len(performers))}
            )


def overloaded_actor(matrix: Matrix) -> Iterator[Fact]:
    """An actor performs or owns many duties."""
    for actor in matrix.actors:
        codes = tuple(
            part.duty for part in matrix.assignments_to(actor.id) if _counts(matrix, part, "responsible", "accountable")
        )
        if len(codes) >= matrix.thresholds.overloaded_actor:
            yield Fact(
                "overloaded-actor", (actor,), actor.line, codes, (actor.id,), values={"all": str(len(matrix.duties))}
            )


def idle_role(matrix: Matrix) -> Iterator[Fact]:
    """A role in the registry has no letter anywhere."""
    for role in matrix.roles:
        if not any(part.letters for part in matrix.assignments_to(role.id)):
            yield Fact("idle-role", (role,), role.line, (), (role.id,))


def _counts(matrix: Matrix, assignment: Assignment, *kinds: str) -> bool:
    return any(matrix.letters.counts(symbol, *kinds) for symbol in assignment.letters)
