"""The edited text takes the place of the data file, whole or not at all; the file as it was stays beside it."""

import os
from collections.abc import Callable
from pathlib import Path

from vastuumatriisi.datafile.edit.apply import EditedText
from vastuumatriisi.errors import UserError, is_forbidden, reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.system.staged_file import staged, take_place

BEFORE = ".before"


def write(
    path: Path, edited: EditedText, intended: Matrix | None = None, *, first: Callable[[], object] = lambda: None
) -> Path:
    """Replace the data file and return the path of the file as it was, which stays beside it until the next edit.

    ``first`` is called when nothing is left to do but that: what must not be lost with this process stands before it.

    Raises UserError, with nothing changed, where the file is no longer what was edited, where the text does not hold
    the ``intended`` matrix, or where it cannot be written.
    """
    if intended is not None and len(compare(edited.matrix, intended)):
        raise UserError(message("edit.not_intended", file=path))
    return replace(path, edited.before, edited.content, first=first)


def replace(path: Path, was: bytes, content: bytes, *, first: Callable[[], object] = lambda: None) -> Path:
    """Put new content into the place of a data file that held ``was``; else as ``write``."""
    # A link stays one: what it leads to is replaced.
    place = Path(os.path.realpath(path))
    before = place.with_name(place.name + BEFORE)
    try:
        if read_within(place, len(was)) != was:
            raise UserError(message("edit.changed_meanwhile", file=path))
        status = place.stat()
        rights = status.st_mode & 0o7777, status
        with delayed_interrupts(), staged(before, was, *rights) as old, staged(place, content, *rights) as new:
            first()
            take_place(old, before)
            take_place(new, place)
    except OSError as error:
        key = "edit.unwritable" if is_forbidden(error) else "edit.not_written"
        raise UserError(message(key, file=path, reason=reason(error))) from None
    return before
