"""What lies in an output folder; no link is followed, and only plain files are opened."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.publish.names import is_litter


@dataclass(frozen=True, slots=True)
class FolderContents:
    """Everything in a folder but litter, by relative POSIX path."""

    files: tuple[str, ...]  # plain files
    special_files: tuple[str, ...]  # links, pipes, sockets, devices
    folders: tuple[str, ...]  # "" is the folder itself


def scan(folder: Path) -> FolderContents:
    """Return what lies in ``folder``, nothing where it is missing; raise OSError where it cannot be read."""
    if not is_folder(folder):
        return FolderContents((), (), ())
    found = list(_walk(folder))
    return FolderContents(
        files=tuple(path for path, kind in found if kind == "file"),
        special_files=tuple(path for path, kind in found if kind == "special"),
        folders=("", *(path for path, kind in found if kind == "folder")),
    )


def first_files(folder: Path) -> Iterator[str]:
    """Yield what lies in ``folder``, without reading more of a large one than is asked for."""
    return (path for path, kind in _walk(folder) if kind != "folder")


def is_empty(folder: Path) -> bool:
    """Return whether ``folder`` is missing, or holds nothing but litter and empty folders."""
    if not os.path.lexists(folder):
        return True
    return is_folder(folder) and next(first_files(folder), None) is None


def is_folder(path: Path) -> bool:
    """Return whether ``path`` is a folder itself, and not a link to one."""
    return _has_kind(path, stat.S_ISDIR)


def is_plain_file(path: Path) -> bool:
    """Return whether ``path`` is a file itself, and not a link to one, a pipe or a device."""
    return _has_kind(path, stat.S_ISREG)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _has_kind(path: Path, is_kind: Callable[[int], bool]) -> bool:
    try:
        return is_kind(path.lstat().st_mode)
    except OSError:
        return False


def _walk(top: Path) -> Iterator[tuple[str, str]]:
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(top / prefix) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            path = f"{prefix}{entry.name}"
            kind = _kind_of(entry)
            if kind == "folder":
                waiting.append(f"{path}/")
            if kind != "litter":
                yield path, kind


def _kind_of(entry: os.DirEntry[str]) -> str:
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    if not entry.is_file(follow_symlinks=False):
        return "special"
    return "litter" if is_litter(entry.name) else "file"
