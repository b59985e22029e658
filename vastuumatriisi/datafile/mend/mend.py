"""Round after round: what stops the reading first, then what the data say, until nothing is left that can be mended."""

from collections.abc import Sequence
from dataclasses import dataclass

from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.mend.spelling import respelled
from vastuumatriisi.datafile.mend.step import Step
from vastuumatriisi.datafile.mend.values import amended
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.system.process import gc_paused

# Each round mends a place at least; so many mistakes that hide each other has nobody made by hand.
MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Mended:
    """The bytes of a data file before and after; ``made`` are the problems that were mended, with how as the remedy.

    Their places are those of the file as it was when they were found. ``left`` is what remains, None for nothing.
    """

    before: bytes
    content: bytes
    made: tuple[Diagnostic, ...]
    left: SourceError | None


def mended(content: bytes, name: str) -> Mended:
    """Return the content of a data file with everything mended that has only one right answer.

    ``name`` is how messages call the file.
    """
    before, made, left = content, list[Diagnostic](), None
    with gc_paused():
        for _ in range(MOST_ROUNDS):
            left = _problems(content, name)
            step = _step(content, name, left.diagnostics) if left else None
            if step is None:
                break
            content = step.content
            made += step.made
    return Mended(before, content, tuple(made), left)


def _step(content: bytes, name: str, problems: Sequence[Diagnostic]) -> Step | None:
    def count(text: str) -> int:
        left = _problems(text.encode("utf-8"), name)
        return len(left.diagnostics) if left else 0

    return respelled(content, problems, count) or amended(content, name, problems)


def _problems(content: bytes, name: str) -> SourceError | None:
    try:
        matrix_of(read(content, name))
    except SourceError as error:
        return error
    return None
