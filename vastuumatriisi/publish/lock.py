"""One build at a time in an output folder; the second waits, and is told for whom."""

import getpass
import os
import platform
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.publish.place import OutputPlace, place_of, refuse_protected, system_errors
from vastuumatriisi.system.patience import others_hold
from vastuumatriisi.system.process import delayed_interrupts

TIMEOUT = 600.0  # seconds; a whole build takes well under a minute
SIGNATURE = re.compile(
    r"process (\d+) of (.*) on (.*) since (.*)", re.DOTALL
)  # of whoever is at work, for all that wait
POLL_INTERVAL = 0.05  # seconds; how often whoever waits tries again


def _say_nothing(_sentence: Message) -> None:
    return


@contextmanager
def exclusive(
    output: Path, *, timeout: float = TIMEOUT, waiting: Callable[[Message], None] = _say_nothing
) -> Iterator[None]:
    """Hold the lock beside ``output`` for the block; a holder that died holds nothing.

    Where another build is at work, ``waiting`` gets a sentence that says who, and after ``timeout`` seconds
    a UserError says it again. Parent folders are made, and removed again where the block has left them empty.
    """
    place = place_of(output)
    refuse_protected(place)
    made = [parent for parent in place.folder.parents if not os.path.lexists(parent)]
    # Writable by all: what a colleague's crashed build has left in a shared folder must not lock us out.
    lock = FileLock(place.lock, mode=0o666)
    try:
        with system_errors(place, "write"):
            place.parent.mkdir(parents=True, exist_ok=True)
            _acquire(lock, place, timeout, waiting)
        _sign(place)
        yield
    finally:
        with delayed_interrupts():
            if lock.is_locked:
                _leave(lock, place)
            _remove_empty(made)


def _acquire(lock: BaseFileLock, place: OutputPlace, timeout: float, waiting: Callable[[Message], None]) -> None:
    if _acquired(lock):
        return
    _refuse_impossible(place)
    waiting(message("publish.waiting", folder=place.shown, holder=_holder(place)))
    end = time.monotonic() + timeout
    while not _acquired(lock):
        if time.monotonic() > end:
            raise UserError(message("publish.at_work", folder=place.shown, holder=_holder(place)))
        time.sleep(POLL_INTERVAL)


def _refuse_impossible(place: OutputPlace) -> None:
    """Raise OSError where no file can be made beside the folder, which filelock takes for one of another build."""
    if not os.path.lexists(place.lock):
        os.close(os.open(place.lock, os.O_RDWR | os.O_CREAT, 0o666))


def _acquired(lock: BaseFileLock) -> bool:
    # Ctrl-C between the making of the file and the knowledge that it is ours would leave it behind.
    with delayed_interrupts():
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        return True


def _sign(place: OutputPlace) -> None:
    # A courtesy to those who wait, never a reason to fail. Removed first: it may be another user's.
    with suppress(OSError, KeyError, ImportError):  # nor is a user without a name
        place.holder.unlink(missing_ok=True)
        since = time.strftime("%Y-%m-%d %H:%M:%S")
        note = f"process {os.getpid()} of {getpass.getuser()} on {platform.node()} since {since}"
        place.holder.write_text(note, encoding="utf-8")


def _holder(place: OutputPlace) -> Text:
    with suppress(OSError, ValueError):
        if note := place.holder.read_text(encoding="utf-8")[:200]:
            if signed := SIGNATURE.fullmatch(note):
                user, computer, since = map(legible, signed.groups()[1:])
                return message("publish.holder", process=signed[1], user=user, computer=computer, since=since)
            return f" ({legible(note)})"
    return ""


def _leave(lock: BaseFileLock, place: OutputPlace) -> None:
    with suppress(OSError):
        place.holder.unlink()
    # While it is still held: whoever waits finds its file unlinked, and starts over with a new one. Where nothing that
    # is open can be removed filelock does it itself.
    if not others_hold():
        with suppress(OSError):
            place.lock.unlink()
    lock.release()


def _remove_empty(folders: list[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
