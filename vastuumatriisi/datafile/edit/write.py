"""The edited text takes the place of the data file, whole or not at all; the file as it was stays beside it."""

import os
from pathlib import Path

from vastuumatriisi.datafile.edit.apply import EditedText
from vastuumatriisi.errors import UserError
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.system.staged_file import staged

BEFORE = ".before"


def write(path: Path, edited: EditedText, intended: Matrix | None = None) -> Path:
    """Replace the data file and return the path of the file as it was, which stays beside it until the next edit.

    Raises UserError, with nothing changed, where the file is no longer what was edited, where the text does not hold
    the ``intended`` matrix, or where it cannot be written.
    """
    if intended is not None and len(compare(edited.matrix, intended)):
        raise UserError(f"{path} would not say what was intended, so nothing was changed; make the change by hand.")
    # A link stays one: what it leads to is replaced.
    place = Path(os.path.realpath(path))
    before = place.with_name(place.name + BEFORE)
    try:
        if place.read_bytes() != edited.before:
            raise UserError(f"{path} has been changed by somebody else meanwhile, so nothing was changed; try again.")
        status = place.stat()
        rights = status.st_mode & 0o7777, status
        with staged(before, edited.before, *rights) as old, staged(place, edited.content, *rights) as new:
            old.replace(before)
            new.replace(place)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written ({error.strerror}), so nothing was changed; check its permissions."
        ) from None
    return before
