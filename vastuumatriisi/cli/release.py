"""What ``release`` does: the present edition is frozen, and on request the next one begins."""

from collections.abc import Iterator
from pathlib import Path

from vastuumatriisi.datafile.freeze import Freezing, freeze, freezing, unfreeze
from vastuumatriisi.datafile.load import content_of, read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.process import delayed_interrupts, gc_paused


def release(source: Path, name: str, following: str | None = None) -> list[str]:
    """Freeze the present edition of a data file and return what to say of it; ``following`` is the label of the next.

    Raises SourceError where the file has problems, UserError where the edition cannot be frozen or the next one not
    begun, with nothing changed.
    """
    with gc_paused():
        content = content_of(source, name)
        matrix = matrix_of(read(content, name))
    it = freezing(source, name, content, matrix.edition)
    if following is None:
        freeze(it)
        return [_frozen(it)]
    return [_frozen(it), *_begin(source, name, it, matrix, following)]


def _frozen(it: Freezing) -> str:
    if it.done:
        return f"The edition {it.edition.label} has been frozen before, as it is: {it.edition.name}."
    return f"The edition {it.edition.label} is frozen: {it.edition.name}."


def _begin(source: Path, name: str, it: Freezing, matrix: Matrix, following: str) -> Iterator[str]:
    """Freeze the present edition and make the data file the next one: both, or neither."""
    from vastuumatriisi.datafile.edit import write
    from vastuumatriisi.datafile.next_edition import begun, edited, next_label

    label = next_label(following, matrix, source, name)
    intended = begun(matrix, label)
    text = edited(it.content, matrix, intended, name)
    with delayed_interrupts():
        freeze(it)
        try:
            before = write(source, text, intended)
        except BaseException:
            unfreeze(it)
            raise
    yield f"{name} is the edition {label} now, and {matrix.edition} is in its history; as it was: {before.name}."
    yield f"The date is still {matrix.date.isoformat()}: set “date”{_also(matrix)} when {label} is issued."


def _also(matrix: Matrix) -> str:
    """Return the other keys that tell of the edition before."""
    keys = [key for key in ("approved_by", "valid_from", "review_by") if getattr(matrix, key)]
    return "".join(f", “{key}”" for key in keys)
