"""What a piece of work may take of this machine: its time and its memory. A thread beside it ends what takes more.

Works in any process and any thread of it, since a template is run in the process of the command too. What is in a
library's hands ends when that gives it back; a process that makes documents and nothing else ends as a whole if that
does not happen (``end_process_beyond``).
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from vastuumatriisi.system.raising import leave, raise_in
from vastuumatriisi.system.starting import assert_room

LINUX, MACOS = sys.platform == "linux", sys.platform == "darwin"
SECONDS = 30.0  # for one poster, which takes a twentieth of one as a rule
MEMORY = 1 << 30  # bytes that a process may grow by meanwhile
LOOK = 0.1  # s between two looks; memory is taken at some GB a second at most
AGAIN = 1.0  # s after which work that has swallowed its end is ended again
GRACE = 15.0  # s that a library has to give back what it has in hands, before the process ends
ADDRESSES = 3 << 30  # bytes of addresses, of which a process takes more than of memory, that one may grow by


class Exceeded(BaseException):
    """Ends a piece of work that takes too much; no Exception, which libraries are free to pass over."""

    kind: Literal["time", "memory"]


class OverTime(Exceeded):
    kind = "time"


class OverMemory(Exceeded):
    kind = "memory"


_ends_with_it = [False]  # whether this process ends where a piece of work does not
_allows_itself = [False]  # whether what bounds its addresses is a limit of ours


def end_process_beyond() -> None:
    """Let this process end as a whole where a piece of work takes too much and cannot be ended by itself."""
    _ends_with_it[0] = True
    if LINUX and bound_addresses(_pages(0) + ADDRESSES):
        _allows_itself[0] = True


def bound_addresses(most: int) -> bool:
    """Let this process have so many bytes of addresses; return whether that is fewer than it might have before."""
    if not LINUX:
        return False  # elsewhere no system holds to it
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    fewer = soft == resource.RLIM_INFINITY or soft > most
    if fewer:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return fewer


def taken_too_much(before: int) -> bool:
    """Tell whether work that gets no more memory has taken too much itself, not met a limit of the machine.

    ``before`` is what the process ``used`` when it began.
    """
    return _allows_itself[0] or used() - before > MEMORY // 2


@contextmanager
def bounded(seconds: float, memory: int) -> Iterator[None]:
    """Raise OverTime or OverMemory in the block where it takes more; ``memory`` is what the process may grow by."""
    watcher = _Watcher(seconds, memory)
    try:
        if _ends_with_it[0]:
            _end_process_after(seconds + GRACE)
        assert_room()
        watcher.start()
        yield
    except Exception as error:
        if what := watcher.end():
            raise what from error  # some library has made a fault of its own of it
        raise
    else:
        if what := watcher.end():
            raise what  # or has passed over it
    finally:
        watcher.end()
        if _ends_with_it[0]:
            import faulthandler

            faulthandler.cancel_dump_traceback_later()


def _end_process_after(seconds: float) -> None:
    """End this process then, even if a library never lets any Python code run again."""
    import faulthandler

    # Nobody reads where it was.
    faulthandler.dump_traceback_later(seconds, exit=True, file=_nowhere())


def _nowhere() -> int:
    if not _opened:
        _opened.append(os.open(os.devnull, os.O_WRONLY))
    return _opened[0]


_opened: list[int] = []


class _Watcher(threading.Thread):
    """Looks at the thread that has made it until ``end``.

    No import is cut off: it leaves a lock behind, for which others would wait for ever.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        super().__init__(daemon=True)
        self._watched = threading.get_ident()
        self._until = time.monotonic() + seconds
        self._most = used() + memory
        self._turn = threading.Lock()  # held by whoever says whether the work is over
        self._waits = threading.Lock()  # let go as soon as it is
        self._waits.acquire()
        self._over = self._told = False
        self._what: type[Exceeded] | None = None

    def run(self) -> None:
        last = 0.0
        while not self._waits.acquire(timeout=LOOK):
            now = time.monotonic()
            what = OverTime if now > self._until else OverMemory if used() > self._most else None
            if what and now - last > AGAIN:
                with self._turn:
                    if not self._over and raise_in(self._watched, what):
                        last, self._what, self._told = now, what, True

    def end(self) -> type[Exceeded] | None:
        """Say that the work is over, and return what it has taken too much of, if anything."""
        leave(Exceeded, self._is_over)
        return self._what

    def _is_over(self) -> bool:
        """Let nothing more be sent, and tell whether anything was since this was last asked.

        It may be cut off anywhere by what was sent before, so it holds no lock but one that a ``with`` gives back: an
        Event has one inside.
        """
        with self._turn:
            self._over = True
            told, self._told = self._told, False
        if self._waits.locked():
            self._waits.release()
        return told


def used() -> int:
    """Return the memory of this process in bytes: on Linux of now, on macOS the most so far, 0 where nothing tells."""
    if LINUX:
        return _pages(1)
    if MACOS:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0


def _pages(column: int) -> int:
    """Return a column of ``/proc/self/statm`` in bytes: 0 is all that has addresses, 1 what is in memory (proc(5))."""
    with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 -- ten times a second
        return int(file.read().split()[column]) * os.sysconf("SC_PAGE_SIZE")
