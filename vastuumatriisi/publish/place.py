"""The paths of a build beside its output folder, the folders that it must not replace, and what the system refuses."""

import errno
import os
import re
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.publish.names import is_office_lock
from vastuumatriisi.system.bounds import largest_file, longest_path
from vastuumatriisi.system.looking import is_folder
from vastuumatriisi.system.patience import held, is_held_back, others_hold


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """An output folder: ``folder`` is absolute and free of links, ``shown`` is what the user typed.

    All that a build needs besides stands in the same parent, so that a rename stays within one file system.
    """

    folder: Path
    shown: str

    @property
    def parent(self) -> Path:
        """The folder that holds the output folder and everything beside it."""
        return self.folder.parent

    @property
    def previous(self) -> Path:
        """The old build, whole, while the new one takes its place."""
        return self.parent / f".{self.folder.name}.previous"

    @property
    def lock(self) -> Path:
        """The file that a build at work holds locked."""
        return self.parent / f".{self.folder.name}.lock"

    @property
    def holder(self) -> Path:
        """The note that says who holds the lock: on Windows a locked file cannot be read by others."""
        return self.parent / f".{self.folder.name}.at-work"

    def fresh(self, purpose: str) -> Path:
        """Return a new path beside the output folder; ``purpose`` is ``staging`` or ``discarded``."""
        return self.parent / f".{self.folder.name}.{purpose}-{secrets.token_hex(4)}"

    def leftovers(self) -> list[Path]:
        """Return what dead runs have staged or discarded; raise OSError where the parent cannot be read."""
        ours = re.compile(re.escape(f".{self.folder.name}.") + "(staging|discarded)-[0-9a-f]{8}")
        try:
            return sorted(path for path in self.parent.iterdir() if ours.fullmatch(path.name))
        except FileNotFoundError:
            return []


def place_of(output: Path) -> OutputPlace:
    """Return the place that ``output`` names, links followed; raise UserError if the working folder is gone."""
    try:
        folder = Path(os.path.realpath(output))
    except OSError:
        raise UserError(message("publish.no_working_folder")) from None
    says_nothing = output.name in ("", "..")  # "." and the like
    return OutputPlace(folder, legible(str(folder if says_nothing else output)))


def refuse_protected(place: OutputPlace, sources: Collection[Path] = ()) -> None:
    """Raise UserError where ``place`` is, or holds, a folder or a source that a build must never replace.

    Nor may it lie in a folder of sources.
    """
    for precious, what in _precious(sources):
        if any(_same(place.folder, folder) for folder in (precious, *precious.parents)):
            key = "publish.is_precious" if _same(place.folder, precious) else "publish.holds_precious"
            raise UserError(message(key, folder=place.shown, what=what))
    for source in sources:
        if is_folder(source) and any(_same(folder, source) for folder in place.folder.parents):
            raise UserError(message("publish.in_source", folder=place.shown, source=legible(str(source))))
    if os.path.lexists(place.folder / ".git"):
        raise UserError(message("publish.git", folder=place.shown))


def refuse_long(output: Path, paths: Collection[str]) -> None:
    """Raise UserError where the path of a document, or of its folder, grows longer while it is made than is allowed."""
    place = place_of(output)
    longest = place.fresh("discarded")
    for path in paths:
        file = longest / path
        for key, made, most in (
            ("publish.long_path", file, longest_path()),
            ("publish.long_folder", file.parent, longest_path(folder=True)),
        ):
            if most is not None and (length := len(str(made))) > most:
                raise UserError(message(key, path=path, folder=place.shown, length=length, most=most))


def _same(folder: Path, other: Path) -> bool:
    # Not by name: the file systems of macOS and Windows do not mind the case of letters.
    with suppress(OSError):
        return folder.samefile(other)
    return False


def _precious(sources: Collection[Path]) -> list[tuple[Path, Message]]:
    found = [
        (Path(os.path.realpath(source)), message("publish.source", source=legible(str(source)))) for source in sources
    ]
    with suppress(OSError):
        found.append((Path.cwd(), message("publish.working_folder")))
    with suppress(RuntimeError):
        found.append((Path(os.path.realpath(Path.home())), message("publish.home")))
    return [*found, (Path(os.path.realpath(os.sep)), message("publish.root"))]


Operation = Literal["read", "write", "move"]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DENIED = {errno.EACCES, errno.EPERM}
_NOT_A_FOLDER = {errno.ENOTDIR, errno.EEXIST}
_IMMOVABLE = {errno.EBUSY, errno.EXDEV}


@contextmanager
def system_errors(place: OutputPlace, doing: Operation) -> Iterator[None]:
    """Turn an OSError of the block into a UserError; ``doing`` says which advice fits."""
    try:
        yield
    except OSError as error:
        raise UserError(_sentence(place, doing, error)) from error


def immovable(place: OutputPlace) -> Message:
    """Return the sentence about an output folder that cannot be renamed, such as a mounted volume."""
    return message("publish.immovable", folder=place.shown)


def _sentence(place: OutputPlace, doing: Operation, error: OSError) -> Message:
    if doing == "read":
        what = legible(str(error.filename or place.shown))
        return message("publish.unreadable", what=what, reason=reason(error))
    if doing == "move" and error.errno in _IMMOVABLE:
        return immovable(place)
    if doing == "move" and (error.errno in _DENIED or is_held_back(error)):
        return _about_move(place)
    return _about_parent(legible(str(place.parent)), error)


def _about_move(place: OutputPlace) -> Message:
    if paths := tuple(dict.fromkeys(_held(place))):
        return message("publish.held", folder=place.shown, paths=paths)
    if others_hold() and os.path.lexists(place.previous) and not os.path.lexists(place.folder):
        return message("publish.not_put", folder=place.shown)
    return message("publish.not_moved", folder=place.shown, parent=legible(str(place.parent)))


def _held(place: OutputPlace) -> Iterator[str]:
    """Yield the paths of documents that another program has open, wherever they stand in the midst of a swap."""
    for folder in (place.folder, place.previous):
        files = sorted(file for file in folder.rglob("*") if file.is_file() and not is_office_lock(file.name))
        yield from (legible(file.relative_to(folder).as_posix()) for file in held(files))


def _about_parent(parent: str, error: OSError) -> Message:
    limit = largest_file() if error.errno == errno.EFBIG else None
    if limit is not None:
        return message("publish.file_limit", parent=parent, limit=limit)
    if error.errno in _FULL:
        return message("publish.no_room", parent=parent)
    if error.errno == errno.EROFS:
        return message("publish.read_only", parent=parent)
    if error.errno in _NOT_A_FOLDER:
        return message("publish.no_folder", parent=parent)
    if error.errno == errno.ENAMETOOLONG:
        return message("publish.long_name", parent=parent)
    if error.errno in _DENIED:
        return message("publish.not_allowed", parent=parent)
    return message("publish.unwritable", parent=parent, reason=reason(error))
