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

from vastuumatriisi.errors import UserError
from vastuumatriisi.publish.manifest import legible

MOUNTS = Path("/proc/self/mountinfo")  # proc(5), Linux only


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
        raise UserError(
            "the folder you are working in no longer exists; change to one that does (cd), and run again"
        ) from None
    says_nothing = output.name in ("", "..")  # "." and the like
    return OutputPlace(folder, legible(str(folder if says_nothing else output)))


def refuse_protected(place: OutputPlace, sources: Collection[Path] = ()) -> None:
    """Raise UserError where ``place`` is, or holds, a folder or a source that a build must never replace.

    Nor may it lie in a folder of sources.
    """
    for precious, what in _precious(sources):
        if any(_same(place.folder, folder) for folder in (precious, *precious.parents)):
            verb = "is" if _same(place.folder, precious) else "holds"
            raise UserError(f"{place.shown} {verb} {what}, which a build must not replace; {_ELSEWHERE}")
    for source in sources:
        if source.is_dir() and any(_same(folder, source) for folder in place.folder.parents):
            told = f"{place.shown} lies in {legible(str(source))}, a source of the documents"
            raise UserError(f"{told}, which a build must not change; {_ELSEWHERE}")
    if os.path.lexists(place.folder / ".git"):
        raise UserError(f"{place.shown} is the root of a git checkout, which a build must not replace; {_ELSEWHERE}")


def is_mounted(folder: Path) -> bool:
    """Return whether something is mounted on ``folder``, which therefore cannot be renamed."""
    if os.path.ismount(folder):
        return True
    # ismount does not see a mount of the same disk on itself, as containers like to have them.
    try:
        lines = MOUNTS.read_bytes().splitlines()
    except OSError:
        return False
    escaped = re.sub(rb"[\\ \t\n]", lambda found: b"\\%03o" % ord(found.group()), os.fsencode(folder))
    return any(line.split(b" ")[4] == escaped for line in lines)


_ELSEWHERE = "choose another folder with --output"


def _same(folder: Path, other: Path) -> bool:
    # Not by name: the file systems of macOS and Windows do not mind the case of letters.
    with suppress(OSError):
        return folder.samefile(other)
    return False


def _precious(sources: Collection[Path]) -> list[tuple[Path, str]]:
    found = [
        (Path(os.path.realpath(source)), f"{legible(str(source))}, a source of the documents") for source in sources
    ]
    with suppress(OSError):
        found.append((Path.cwd(), "the folder you are working in"))
    with suppress(RuntimeError):
        found.append((Path(os.path.realpath(Path.home())), "your home folder"))
    return [*found, (Path(os.path.realpath(os.sep)), "the root of the disk")]


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


def immovable(place: OutputPlace) -> str:
    """Return the sentence about an output folder that cannot be renamed, such as a mounted volume."""
    return (
        f"{place.shown} is a disk or a volume of its own, which cannot be replaced in one step; "
        f"name a folder inside it: --output {place.shown}/documents"
    )


def _sentence(place: OutputPlace, doing: Operation, error: OSError) -> str:
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
