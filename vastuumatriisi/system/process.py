"""This process: Ctrl-C, which one process alone answers and not in the middle of an import, and the cycle collector."""

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

IMPORTING = "<frozen importlib._bootstrap>"  # what Python calls the file of its import system in a frame
AGAIN = 0.02  # s; after which an interrupt that came during an import is tried again

_holding = [0]  # how many blocks want Ctrl-C to wait, in whatever thread
_counting = threading.Lock()


@contextmanager
def delayed_interrupts() -> Iterator[None]:
    """Answer Ctrl-C only after the block, and let the processes that are started in it never see it.

    It is the parent's to end them quietly.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # The mask is that of this thread; where there are others the system hands them the signal, and it is answered here.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGALRM})
    _hold(1)
    try:
        yield
    finally:
        _hold(-1)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _hold(more: int) -> None:
    with _counting:
        _holding[0] += more


@contextmanager
def interrupted_by_termination() -> Iterator[None]:
    """Answer SIGTERM in the block as Ctrl-C is answered, so that nothing is left behind then either."""
    interrupt = signal.getsignal(signal.SIGINT)
    # What a script starts in the background ignores Ctrl-C, and must end with this all the same.
    before = signal.signal(signal.SIGTERM, interrupt if callable(interrupt) else signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def answered_between_imports() -> Iterator["Interrupt"]:
    """Answer Ctrl-C in the block with KeyboardInterrupt as ever, but only when no import is under way.

    A library that is cut off while it loads may swallow it (lxml), take it for a fault (pydantic), or leave a lock of
    the import system behind, for which a thread waits for ever. Whoever has another handler keeps it; so does Windows.
    """
    if not hasattr(signal, "setitimer") or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield Interrupt()
        return
    interrupt = Interrupt()
    before = signal.signal(signal.SIGALRM, interrupt.answer)
    signal.signal(signal.SIGINT, interrupt.answer)
    try:
        yield interrupt
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGALRM, before)


class Interrupt:
    """Whether Ctrl-C ``came`` and was answered."""

    def __init__(self) -> None:
        self.came = False

    def answer(self, _number: int, frame: FrameType | None) -> None:
        """Raise KeyboardInterrupt, or come back a little later where an import is under way or it is held back."""
        if _holding[0] or _is_importing(frame):
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
            return
        self.came = True
        raise KeyboardInterrupt


def _is_importing(frame: FrameType | None) -> bool:
    while frame:
        if frame.f_code.co_filename == IMPORTING:
            return True
        frame = frame.f_back
    return False


@contextmanager
def gc_paused() -> Iterator[None]:
    """Keep the cycle collector from running in the block.

    It would walk all objects made so far again and again, which makes reading a large matrix slower than linear, and
    find nothing, since a matrix has no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
