"""The edited text takes the place of the data file, whole or not at all; the file as it was stays beside it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vastuumatriisi.datafile.edit.apply import EditedText
from vastuumatriisi.errors import UserError
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import compare

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
        with _staged(before, edited.before, place) as old, _staged(place, edited.content, place) as new:
            old.replace(before)
            new.replace(place)
    except OSError as error:
        raise UserError(
            f"{path} cannot be written ({error.strerror}), so nothing was changed; check its permissions."
        ) from None
    return before


@contextmanager
def _staged(path: Path, content: bytes, like: Path) -> Iterator[Path]:
    """Give a new file beside another one that it can replace, with the rights of the file that is edited."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        status = like.stat()
        if hasattr(os, "chown"):
            with suppress(OSError):  # only the owner's group, or root, may give a file away
                os.chown(fresh, status.st_uid, status.st_gid)
        fresh.chmod(status.st_mode & 0o7777)
        yield fresh
    finally:
        with suppress(OSError):
            fresh.unlink()
