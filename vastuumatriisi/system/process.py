"""This process: what ends it from outside, which it answers alone and not amid an import, and the cycle collector."""

import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

IMPORTING = "<frozen importlib._bootstrap>"  # what Python calls the file of its import system in a frame
AGAIN = 0.02  # s; after which an interrupt that came during an import is tried again
PATIENCE = 5.0  # s; for so long one end is enough
# Ctrl-C, a service manager or a shutting machine, a closed terminal, and a limit on processor time.
ENDINGS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGXCPU") if hasattr(signal, name))
USUAL = (signal.SIG_DFL, signal.default_int_handler)
HELD = {number for number in ENDINGS if number != getattr(signal, "SIGXCPU", 0)}
PR_SET_PDEATHSIG = 1  # prctl(2): the signal that a process gets when its parent is gone

_holding = [0]  # how many blocks want Ctrl-C to wait, in whatever thread
_deaf = [0]  # how many want that it is not heard
_counting = threading.Lock()


@contextmanager
def delayed_interrupts() -> Iterator[None]:
    """Answer signals that end the command only after the block; processes that are started in it never see them.

    It is the parent's to end them quietly.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    # The mask is that of this thread; where there are others the system hands them the signal, and it is answered here.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*HELD, signal.SIGALRM})
    _hold(1)
    try:
        yield
    finally:
        _hold(-1)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def deaf_to_ctrl_c() -> Iterator[None]:
    """Let a process that is started in the block hear nothing of Ctrl-C, on Windows, which sends it to all at once.

    It inherits that nothing is heard (SetConsoleCtrlHandler); what comes in this moment this process does not hear
    either, so nothing but the start belongs into the block. Elsewhere ``delayed_interrupts`` is enough.
    """
    if hasattr(signal, "pthread_sigmask"):
        yield
        return
    _be_deaf(1)
    try:
        yield
    finally:
        _be_deaf(-1)


def _be_deaf(more: int) -> None:
    """Hear nothing of Ctrl-C as long as there is a block, in whatever thread, that wants so."""
    with _counting:
        _deaf[0] += more
        _ignore_ctrl_c(_deaf[0] > 0)


def _ignore_ctrl_c(ignored: bool) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, ignored)


def _hold(more: int) -> None:
    with _counting:
        _holding[0] += more


@contextmanager
def answered_between_imports() -> Iterator["Interrupt"]:
    """Answer Ctrl-C, SIGTERM, SIGHUP and SIGXCPU in the block with KeyboardInterrupt, but only between imports.

    A library that is cut off while it loads may swallow it (lxml), take it for a fault (pydantic), or leave a lock of
    the import system behind, for which a thread waits for ever. Whoever has another handler of one of them, or ignores
    it, keeps that; so does Windows.
    """
    interrupt = Interrupt()
    if not hasattr(signal, "setitimer"):
        yield interrupt
        return
    usual = {number: handler for number in ENDINGS if (handler := signal.getsignal(number)) in USUAL}
    before = {**usual, signal.SIGALRM: signal.getsignal(signal.SIGALRM)} if usual else {}
    for number in before:
        signal.signal(number, interrupt.answer)
    try:
        yield interrupt
    finally:
        if before:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if interrupt.undisturbed and number in usual else handler)


class Interrupt:
    """Which signal has ended the command: ``number``, 0 where none ``came`` that was answered.

    Where nothing but the end of the process follows that shall be ``undisturbed`` by more of them. So shall what is
    tidied up after the first one: more of them are heard only after a while, since a library may have swallowed that.
    """

    def __init__(self) -> None:
        self.number = 0
        self.undisturbed = False
        self._wanted = 0
        self._answered_at = 0.0

    @property
    def came(self) -> bool:
        return self.number != 0

    @property
    def is_of_time(self) -> bool:
        """Whether it came since there is no processor time left."""
        return self.number == getattr(signal, "SIGXCPU", -1)

    @property
    def status(self) -> int:
        """The exit status, as a shell has it: 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP."""
        return 128 + (self.number or signal.SIGINT)

    def answer(self, number: int, frame: FrameType | None) -> None:
        """Raise KeyboardInterrupt, or come back a little later where an import is under way or it is held back."""
        if self.undisturbed:
            return
        if number != getattr(signal, "SIGALRM", 0):
            if self._is_repeated():
                return
            self._wanted = number
        if _holding[0] or is_importing(frame):
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
            return
        self.number = self._wanted
        self._answered_at = time.monotonic()
        raise KeyboardInterrupt

    def _is_repeated(self) -> bool:
        """Tell whether the end is under way: many press Ctrl-C twice, and a terminal that is closed is told twice."""
        return self.came and time.monotonic() - self._answered_at < PATIENCE


def begin_as_worker() -> None:
    """Let this process end by SIGTERM and with the one that it was forked from, and by nothing else that is sent it.

    Which processes are started in ``delayed_interrupts`` see no signal of a terminal or of a service manager.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    parent = os.getppid()
    end_with_parent()  # whatever is under way in it, a loop in C too
    if os.getppid() != parent:
        os._exit(1)


def end_with_parent(number: int | None = None) -> None:
    """Let this process get a signal when the one that has started it is gone, SIGKILL if no other is named, none if 0.

    Only Linux can do it.
    """
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL if number is None else number)


def import_path() -> dict[str, str]:
    """Return what lets a Python import this program, and nothing that happens to lie in the current folder.

    A server of multiprocessing of Python 3.11 does not get the path of its parent, and leaves out what it cannot find.
    """
    ours, before = str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH")
    return {"PYTHONPATH": os.pathsep.join([ours, *([before] if before else [])]), "PYTHONSAFEPATH": "1"}


def threads() -> int:
    """Return how many threads this process has, those of its libraries too; Linux only, 1 elsewhere."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 -- names are enough
    except OSError:
        return 1


def call_stack(frame: FrameType | None) -> Iterator[FrameType]:
    """Yield a frame and those that it was called from."""
    while frame:
        yield frame
        frame = frame.f_back


def is_importing(frame: FrameType | None) -> bool:
    """Tell whether an import is under way in a frame, or in one that it was called from."""
    return any(one.f_code.co_filename == IMPORTING for one in call_stack(frame))


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
