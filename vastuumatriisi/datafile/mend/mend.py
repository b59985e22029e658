"""Round after round: what stops the reading first, then what the data say, until nothing is left that can be mended."""

from dataclasses import dataclass

from vastuumatriisi.datafile.load import read
from vastuumatriisi.datafile.mend.spelling import respelled
from vastuumatriisi.datafile.mend.step import Step
from vastuumatriisi.datafile.mend.values import amended
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.process import gc_paused

# Each round mends a place at least; so many mistakes that hide each other has nobody made by hand.
MOST_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Mended:
    """The bytes of a data file before and after; ``made`` are the problems that were mended, with how as the remedy.

    Their places are those of the file as it was when they were found. ``outcome`` is the matrix that the file is now,
    or the problems that remain.
    """

    before: bytes
    content: bytes
    made: tuple[Diagnostic, ...]
    outcome: Matrix | SourceError

    @property
    def left(self) -> SourceError | None:
        """What remains, None for nothing."""
        return self.outcome if isinstance(self.outcome, SourceError) else None


def mended(content: bytes, name: str) -> Mended:
    """Return the content of a data file with everything mended that has only one right answer.

    ``name`` is how messages call the file. Raises UserError where it is written in a way that nothing can be put into.
    """
    before, made = content, list[Diagnostic]()
    with gc_paused():
        outcome, step = _looked_at(content, name)
        for _ in range(MOST_ROUNDS):
            if step is None:
                break
            content = step.content
            made += step.made
            outcome, step = _looked_at(content, name)
    return Mended(before, content, tuple(made), outcome)


def _looked_at(content: bytes, name: str) -> tuple[Matrix | SourceError, Step | None]:
    """Return what a data file is, or what is wrong with it, and what of that can be mended."""
    try:
        source = read(content, name)
    except SourceError as stopped:
        return stopped, respelled(content, stopped.diagnostics, lambda text: _problems(text, name))
    try:
        return matrix_of(source), None
    except SourceError as wrong:
        return wrong, amended(content, source, wrong.diagnostics)


def _problems(text: str, name: str) -> int:
    try:
        matrix_of(read(text.encode("utf-8"), name))
    except SourceError as error:
        return len(error.diagnostics)
    return 0
