"""What ``release`` does: the present edition is frozen, and on request the next one begins."""

from collections.abc import Iterator
from pathlib import Path

from vastuumatriisi.datafile.freeze import Freezing, freeze, freezing, unfreeze
from vastuumatriisi.datafile.load import content_of, read
from vastuumatriisi.datafile.read import matrix_of
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.process import delayed_interrupts, gc_paused


def release(source: Path, name: str, following: str | None = None) -> list[Message]:
    """Freeze the present edition of a data file and return what to say of it; ``following`` is the label of the next.

    Raises SourceError where the file has problems, UserError where the edition cannot be frozen or the next one not
    begun, with nothing changed.
    """
    with gc_paused():
        content = content_of(source, name)
        matrix = matrix_of(read(content, name))
    it = freezing(source, name, content, matrix.edition)
    if following is None:
        with delayed_interrupts():
            freeze(it)
        return [_frozen(it)]
    return [_frozen(it), *_begin(source, name, it, matrix, following)]


def _frozen(it: Freezing) -> Message:
    key = "editions.frozen_before" if it.done else "editions.frozen"
    return message(key, label=it.edition.label, file=it.edition.name)


def _begin(source: Path, name: str, it: Freezing, matrix: Matrix, following: str) -> Iterator[Message]:
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
    yield message("editions.begun", file=name, label=label, before=matrix.edition, kept=before.name)
    keys = [message("editions.key", key=key) for key in ("date", *_also(matrix))]
    yield message("editions.set_date", date=matrix.date.isoformat(), keys=keys, label=label)


def _also(matrix: Matrix) -> list[str]:
    """Return the other keys that tell of the edition before."""
    return [key for key in ("approved_by", "valid_from", "review_by") if getattr(matrix, key)]
