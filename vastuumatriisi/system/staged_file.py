"""A file that is written whole beside the one whose place it may then take, or whose name nobody has yet.

What is staged is noted in the scratch folder, so that the next run of whichever command removes what a killed one has
left; where there was no such folder, the next one that stages something for the same path does.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from vastuumatriisi.system.patience import patiently, remove
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.scratch import STAGED, forget, note

LONGEST = 20  # letters of its name that those of what is staged for it begin with
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
ABANDONED = 600.0  # s after which what is staged is that of a process that was killed: it stands for an instant


@contextmanager
def staged(path: Path, content: bytes, mode: int, owner: os.stat_result | None = None) -> Iterator[Path]:
    """Give a new file beside ``path`` with these permissions, and the owner of another file where that is allowed.

    What the block has not moved elsewhere is removed behind it. Raises OSError.
    """
    fresh = _noted(path)
    try:
        with os.fdopen(os.open(fresh, NEW, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if owner and hasattr(os, "chown"):
            with suppress(OSError):  # only the owner's group, or root, may give a file away
                os.chown(fresh, owner.st_uid, owner.st_gid)
        fresh.chmod(mode)
        yield fresh
    finally:
        with suppress(OSError):
            remove(fresh)
        forget(fresh)


@contextmanager
def staged_folder(path: Path) -> Iterator[Path]:
    """Give a new folder beside ``path``; what the block has not moved is removed behind it. Raises OSError."""
    fresh = _noted(path)
    try:
        fresh.mkdir()  # not by tempfile, whose folders are private: on Windows no change of permissions ends that
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        forget(fresh)


def _noted(path: Path) -> Path:
    """Return a path beside another one that nobody has, noted before there is something that may be left there."""
    clear_abandoned(path)
    fresh = path.parent / f"{_prefix(path)}{os.urandom(8).hex()}{STAGED}"
    note(fresh)
    return fresh


def move_in(staged: Path, folder: Path) -> None:
    """Move all that is in a staged folder into one that is there, or nothing of it. Raises OSError."""
    moved: list[Path] = []
    try:
        for entry in sorted(staged.iterdir()):
            with delayed_interrupts():  # none is moved without being known as moved
                patiently(partial(entry.rename, folder / entry.name))
                moved.append(entry)
    except BaseException:
        for entry in moved:
            with suppress(OSError):
                (folder / entry.name).rename(entry)
        raise


def write_new(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file that is not there yet, whole or not at all. Raises FileExistsError where it is, OSError.

    ``mode`` are its permissions, those that new files have if it is None.
    """
    with staged(path, content, _usual_mode() if mode is None else mode) as fresh:
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            raise
        except OSError:  # a file system that knows no second name of a file
            if os.path.lexists(path):
                raise FileExistsError(path) from None
            patiently(lambda: fresh.rename(path))


def take_place(fresh: Path, path: Path) -> None:
    """Let a staged file take the place of the one at ``path``, whole or not at all. Raises OSError."""
    patiently(lambda: fresh.replace(path))


def clear_abandoned(path: Path) -> None:
    """Remove what was staged for a path by processes that were killed."""
    prefix = _prefix(path)
    with suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.name.endswith(STAGED):
                _clear(entry)


def _clear(entry: os.DirEntry[str]) -> None:
    with suppress(OSError):
        if time.time() - entry.stat(follow_symlinks=False).st_mtime < ABANDONED:
            return
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)
        else:
            Path(entry.path).unlink()


def _prefix(path: Path) -> str:
    return f".{path.name[:LONGEST]}."


def _usual_mode() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
