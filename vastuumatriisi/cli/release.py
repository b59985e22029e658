"""What ``release`` does: the present edition is frozen."""

from pathlib import Path

from vastuumatriisi.datafile.freeze import Freezing, freeze, freezing
from vastuumatriisi.datafile.load import content_of, read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.system.process import gc_paused


def release(source: Path, name: str) -> list[str]:
    """Freeze the present edition of a data file and return what to say of it.

    Raises SourceError where the file has problems, UserError where the edition cannot be frozen, with nothing changed.
    """
    with gc_paused():
        content = content_of(source, name)
        matrix = matrix_of(read(content, name))
    it = freezing(source, name, content, matrix.edition)
    freeze(it)
    return [_frozen(it)]


def _frozen(it: Freezing) -> str:
    if it.done:
        return f"The edition {it.edition.label} has been frozen before, as it is: {it.edition.name}."
    return f"The edition {it.edition.label} is frozen: {it.edition.name}."
