"""What the operating system refuses -> one plain sentence that names the folder and what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from vastuumatriisi.errors import UserError
from vastuumatriisi.publish.paths import legible
from vastuumatriisi.publish.place import OutputPlace

Doing = Literal["read", "write", "move"]

_ELSEWHERE = "choose another folder with --output"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM}
_NOT_A_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_IMMOVABLE = {errno.EBUSY, errno.EXDEV}


@contextmanager
def plainly(place: OutputPlace, doing: Doing) -> Iterator[None]:
    """Turn an OSError of the block into a UserError; ``doing`` says which advice fits."""
    try:
        yield
    except OSError as error:
        raise UserError(_sentence(place, doing, error)) from error


def immovable(place: OutputPlace) -> str:
    """Return the sentence about an output folder that cannot be renamed, such as a mounted volume."""
    return (
        f"{place.shown} is a disk or a volume of its own, which cannot be replaced in one step; "
        f"name a folder inside it: --output {place.shown}/documents"
    )


def _sentence(place: OutputPlace, doing: Doing, error: OSError) -> str:
    if doing == "read":
        what = legible(str(error.filename or place.shown))
        return f"{what} cannot be read ({_reason(error)}); make it readable, or {_ELSEWHERE}"
    if doing == "move" and error.errno in _IMMOVABLE:
        return immovable(place)
    if doing == "move" and error.errno in _DENIED:
        return (
            f"{place.shown} could not be moved aside for the new build; close its documents elsewhere, "
            f"make sure that you may write to {legible(str(place.parent))}, and build again"
        )
    return _about_parent(legible(str(place.parent)), error)


def _about_parent(parent: str, error: OSError) -> str:
    if error.errno in _FULL:
        return f"there is no room left on the disk of {parent}; free some space there, and build again"
    if error.errno == errno.EROFS:
        return f"{parent} is read-only; {_ELSEWHERE}"
    if error.errno in _NOT_A_FOLDER:
        return f"{parent} is not a folder; {_ELSEWHERE}"
    if error.errno == errno.ENAMETOOLONG:
        return f"a name is too long for the disk of {parent}; choose a shorter one with --output"
    if error.errno in _DENIED:
        return f"you may not write to {parent}; ask for permission, or {_ELSEWHERE}"
    return f"{parent} cannot be written to ({_reason(error)}); check the disk, or {_ELSEWHERE}"


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
