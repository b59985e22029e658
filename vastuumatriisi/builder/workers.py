"""The processes that make documents."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager, nullcontext
from ctypes import Array, c_char
from typing import TYPE_CHECKING, Any

from vastuumatriisi.builder.executor import Handed, Renderer, loss, render_pickled
from vastuumatriisi.builder.fork_server import METHOD, several, start_warming
from vastuumatriisi.builder.request import Request
from vastuumatriisi.generators import Job, Rendered
from vastuumatriisi.system.interrupts import held_back

if TYPE_CHECKING:
    from vastuumatriisi.builder.plan import Planned

SECONDS_TO_DIE = 2  # from when a process is missed until the system tells how it ended
MOST_WORKERS = 61 if sys.platform == "win32" else 1024  # Windows waits for no more at once
LINE = 512  # bytes; a path has at most 220 letters in a name, and one folder

_board: list[tuple["Board", int]] = []  # in a process that makes documents: where it says what it has in work


class Board:
    """Memory that all processes share: each has a line for what it has in work."""

    def __init__(self, context: Any, workers: int) -> None:
        self._lines: list[Array[c_char]] = [context.RawArray(c_char, LINE) for _ in range(workers)]
        self._taken = context.Value("i", 0)

    def take_line(self) -> int:
        with self._taken.get_lock():
            self._taken.value += 1
            return int(self._taken.value) - 1

    def write(self, line: int, path: str) -> None:
        self._lines[line].value = f"{os.getpid()} {path}".encode()[: LINE - 1] if path else b""

    def read(self) -> dict[int, str]:
        """Return process id -> path of what is in work."""
        lines = (line.value.decode(errors="replace").partition(" ") for line in self._lines)
        # A line that is just being written may hold anything; the next look finds it whole.
        return {int(process): path for process, _, path in lines if path and process.isdecimal()}


class Processes(Handed):
    """Hands jobs to processes of this machine, and knows which of them has what in work.

    They are started with the first job: until then the server that they are forked from gets ready.
    """

    def __init__(self, workers: int) -> None:
        start_warming()
        workers = min(workers, MOST_WORKERS)
        context = multiprocessing.get_context(METHOD)
        with held_back():  # between making a semaphore and seeing to its end there is nothing that would give it back
            self._reports = Board(context, workers)
            self._pool = ProcessPoolExecutor(workers, context, _begin, (self._reports,))
        self._started: set[Any] = set()
        super().__init__(self._pool, workers)
        self._make = _render_and_report

    def kill(self) -> None:
        for process in self._started:
            process.terminate()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(self, document: "Planned", designs: dict[int, bytes]) -> Future[Rendered]:
        before = set(multiprocessing.active_children())
        with held_back():
            try:
                future = super()._submit(document, designs)
            except (EOFError, OSError):  # the server that they are forked from is gone
                raise BrokenProcessPool from None
        self._started |= set(multiprocessing.active_children()) - before
        return future

    def _in_work(self, handed: list[str]) -> tuple[str, ...]:
        return tuple(self._reports.read().values()) or super()._in_work(handed)

    def _loss(self, handed: list[str]) -> str:
        reports = self._reports.read()
        for process in self._started:
            process.join(SECONDS_TO_DIE)
        # The pool itself ends the others with SIGTERM.
        lost = {process.pid for process in self._started if process.exitcode not in (None, 0, -signal.SIGTERM)}
        return loss([path for process, path in reports.items() if process in lost] or list(reports.values()) or handed)


def renderer_for(request: Request) -> AbstractContextManager[Renderer]:
    """Return what makes the documents of a request: processes where there can be work for several."""
    return processes(request.workers) if several(request) else nullcontext(Renderer())


@contextmanager
def processes(workers: int) -> Iterator[Processes]:
    """Have ``workers`` processes at hand in the block; when it fails, they end at once, whatever they have in work."""
    started = Processes(workers)
    try:
        yield started
    except BaseException:
        started.kill()
        raise
    finally:
        started.close()


def _begin(board: Board) -> None:
    """Be ready before the first job comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _board[:] = [(board, board.take_line())]


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: it would wait for jobs for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _render_and_report(job: Job, design: bytes) -> Rendered:
    [(board, line)] = _board
    board.write(line, job.path)
    rendered = render_pickled(job, design)
    board.write(line, "")
    return rendered
