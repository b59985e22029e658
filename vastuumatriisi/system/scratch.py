"""The scratch folder of this process: what its libraries and LibreOffice put down for a while lies in it.

It is removed when the process ends. What is killed removes nothing: a folder is locked for as long as its process is
there, and the next run removes those that nobody has locked. What has to stand elsewhere is noted in it, and goes with
it.
"""

import atexit
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vastuumatriisi.system.process import delayed_interrupts

PREFIX = "vastuumatriisi-"
LOCK = ".in-use"
FRESH = f"{LOCK}.new"
UNLOCKED = 60.0  # s after which a folder without a lock is nobody's: who makes one locks it at once
LONGEST = 75  # letters of a folder in which a socket may stand: of 107 that an address has its name takes 32
LAST_STREAM = 2
SOCKETS = "pymp-"  # the folders of the multiprocessing library, which removes them itself, and later
NOTE = ".elsewhere-"  # what a file's name begins with that holds the path of what stands elsewhere
STAGED = ".staged"  # what the name ends with of what is written beside a file of a user's
OFFICE_SOCKET = "OSL_PIPE_"  # what the name of a socket of LibreOffice begins with
GIVEN_UP = "given up with the command"  # the name of a thread for whose work not even the end of the process waits
SHORT = ("/tmp", "/var/tmp")  # noqa: S108 -- where all systems that have such sockets keep scratch files

_ours: list[Path] = []


@contextmanager
def scratch_files() -> Iterator[None]:
    """Have the scratch files of the block in a folder of this process, emptied behind it.

    What processes that are no more have left is removed first.
    """
    clear_abandoned()
    before = tempfile.tempdir
    with suppress(OSError):  # whoever needs a scratch file will hear of it
        tempfile.tempdir = str(folder())
    try:
        yield
    finally:
        if not _others_at_work():  # else where they still write goes with the end of the process
            tempfile.tempdir = before
        with delayed_interrupts(), suppress(OSError):  # somebody may have removed it meanwhile
            for entry in _ours[0].iterdir() if _ours else ():
                if entry.name != LOCK and not entry.name.startswith((SOCKETS, NOTE)):
                    _remove(entry)


def _others_at_work() -> bool:
    """Tell whether a thread is there for whose work nobody waits any more."""
    return any(thread.name == GIVEN_UP for thread in threading.enumerate())


def folder() -> Path:
    """Return the scratch folder of this process, made and locked the first time. Raises OSError."""
    if not _ours:
        with delayed_interrupts():
            _ours.append(Path(tempfile.mkdtemp(prefix=PREFIX)))
            _remove_at_end(_ours[0], _lock(_ours[0]))
    return _ours[0]


def _remove_at_end(place: Path, lock: int) -> None:
    """Remove a folder when Python ends, after the multiprocessing library has removed what it has put there."""
    if multiprocessing := sys.modules.get("multiprocessing.util"):
        multiprocessing.Finalize(None, _remove_locked, (place, lock), exitpriority=-200)
    else:
        atexit.register(_remove_locked, place, lock)


def _remove_locked(place: Path, lock: int) -> None:
    if sys.platform == "win32":  # where nothing that is open can be removed
        with suppress(OSError):
            os.close(lock)
    _remove_noted(place)
    _remove_folder(place)


def note(place: Path) -> None:
    """Write down a place elsewhere at which this process is going to put something that has to be removed again.

    Whoever removes it forgets the place; what is killed cannot, and the next run removes it.
    """
    if _ours:
        with suppress(OSError):  # a full disk: then it is left by what is killed just now
            _note_of(place).write_bytes(os.fsencode(place.absolute()))


def forget(place: Path) -> None:
    """Strike out a place that was noted."""
    if _ours:
        with suppress(OSError):
            _note_of(place).unlink()


def _note_of(place: Path) -> Path:
    return _ours[0] / f"{NOTE}{hashlib.sha256(os.fsencode(place.absolute())).hexdigest()[:16]}"


def clear_abandoned() -> None:
    """Remove the scratch folders of processes of this user that are no more."""
    with suppress(OSError), os.scandir(_usual_place()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and Path(entry.path) not in _ours:
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode) and _is_of_this_user(status):
                        _clear(Path(entry.path))


def _usual_place() -> str:
    """Return where scratch files stand; Python tries with a file of its own, and whatever ends it comes after that."""
    with delayed_interrupts():
        return tempfile.gettempdir()


@contextmanager
def short_path() -> Iterator[None]:
    """Have scratch files where the address of a socket is not too long, in the block.

    Where that is not the folder of this process, the folder of sockets is noted in it, and goes with it.
    """
    before = tempfile.tempdir
    try:
        if _ours and before == str(_ours[0]) and len(before) > LONGEST:
            with delayed_interrupts():  # what is made is known to whoever removes it
                tempfile.tempdir = _noted_folder() or before
        yield
    finally:
        tempfile.tempdir = before


def _noted_folder() -> str | None:
    """Return a new folder where the address of a socket is short, None where there is none.

    Its name is noted before it is there: the multiprocessing library's own, made in it, is known only afterwards.
    """
    name = f"{SOCKETS}{os.urandom(4).hex()}"
    for parent in (str(_ours[0].parent), *SHORT):
        place = Path(parent, name)
        if len(str(place)) <= LONGEST and os.access(parent, os.W_OK):
            note(place)
            with suppress(OSError):
                place.mkdir(mode=0o700)
                return str(place)
            forget(place)
    return None


def _remove_noted(folder: Path) -> None:
    """Remove what a process has put elsewhere, as it is noted in its scratch folder."""
    with suppress(OSError):
        for noted in folder.glob(f"{NOTE}*"):
            with suppress(OSError, ValueError):
                place = Path(os.fsdecode(noted.read_bytes()))
                if _is_of_this_program(place, place.lstat()):
                    _remove(place)


def _is_of_this_program(place: Path, status: os.stat_result) -> bool:
    """Tell whether something is, by its owner, name and kind, what this program puts elsewhere."""
    if not _is_of_this_user(status):
        return False
    if place.name.startswith(OFFICE_SOCKET):
        return stat.S_ISSOCK(status.st_mode)
    if place.name.startswith(SOCKETS):
        return stat.S_ISDIR(status.st_mode)
    return place.name.startswith(".") and place.name.endswith(STAGED)


def _is_of_this_user(status: os.stat_result) -> bool:
    return not hasattr(os, "getuid") or status.st_uid == os.getuid()


def _clear(folder: Path) -> None:
    """Remove a folder that is ours by its lock, and that nobody has locked any more. Raises OSError.

    One without a lock may be anybody's, such as a copy of this project: it goes only if it is empty, or holds nothing
    but the lock of a process that was killed before it had it.
    """
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        if time.time() - folder.stat().st_mtime > UNLOCKED:
            if [entry.name for entry in folder.iterdir()] == [FRESH]:
                (folder / FRESH).unlink()
            folder.rmdir()
        return
    try:
        abandoned = _locked(descriptor)
    finally:
        os.close(descriptor)
    if abandoned:
        _remove_noted(folder)
        _remove_folder(folder)


def _remove_folder(folder: Path) -> None:
    """Remove a scratch folder, its lock last: where this is cut off, the next run still knows the folder for ours.

    It gets another name first: whoever would still put something into it, a thread for which nobody waits, cannot.
    """
    away = folder.with_name(f"{folder.name}.gone")
    with suppress(OSError):  # on Windows, where something in it is open
        folder.rename(away)
        folder = away
    with suppress(OSError):
        for entry in folder.iterdir():
            if entry.name != LOCK:
                _remove(entry)
    shutil.rmtree(folder, ignore_errors=True)


def _lock(folder: Path) -> int:
    """Lock a folder as long as this process, or one that is forked from it, is there; return what holds the lock."""
    # It has its name when it is locked: till then another run could take it for one that nobody has locked any more.
    # Windows gives nothing another name that is open.
    fresh = folder / (LOCK if sys.platform == "win32" else FRESH)
    descriptor = os.open(fresh, os.O_RDWR | os.O_CREAT, 0o600)
    while descriptor <= LAST_STREAM:  # where a stream is closed, what is put in its place later would unlock the folder
        descriptor = os.dup(descriptor)
    _locked(descriptor)
    if fresh.name != LOCK:
        fresh.rename(folder / LOCK)
    return descriptor


def _locked(descriptor: int) -> bool:
    """Lock a file, and return whether it was free; not by a library, since each start would wait for that to load."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with suppress(OSError):
            entry.unlink()
