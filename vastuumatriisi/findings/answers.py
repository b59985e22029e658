"""Answers to questions that nobody asks any more: they would silence the question when it comes back."""

from collections.abc import Iterable, Iterator

from vastuumatriisi.findings.facts import Fact, Finding
from vastuumatriisi.matrix import Matrix

NAME = "answer-without-finding"
FOUND_ELSEWHERE = ("missing-glyph", "vacant-role")  # known only where the fonts are, and the roster


def unused_answers(matrix: Matrix, found: Iterable[Finding]) -> Iterator[Fact]:
    """Yield a fact for each answer that answers none of the findings; it can itself be answered."""
    # By identity: a duty may have the id of a unit or a role.
    used = {(id(place), finding.name) for finding in found for place in finding.places}
    for place in (*matrix.actors, *matrix.duties, *matrix.letters.letters):
        for name in place.accept:
            if (id(place), name) not in used and name not in (NAME, *FOUND_ELSEWHERE):
                yield Fact(NAME, (place,), place.line, values={"finding": name})
