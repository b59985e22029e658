"""The processes that make documents."""

import errno
import multiprocessing
import os
import signal
import threading
import time
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, InvalidStateError, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from vastuumatriisi.builder.executor import POLL_INTERVAL, ExecutorRenderer, WorkerLost, made_or_given_up, submit
from vastuumatriisi.builder.fork_server import start_fork_server
from vastuumatriisi.errors import GivenUp
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.system.bounds import processor_time_allowed
from vastuumatriisi.system.limits import SECONDS, end_process_beyond
from vastuumatriisi.system.parallel import MOST_PROCESSES, START_METHOD
from vastuumatriisi.system.process import begin_as_worker, deaf_to_ctrl_c, delayed_interrupts
from vastuumatriisi.system.starting import FOR_PROCESSES, assert_can_start, assert_room, cannot_start

if TYPE_CHECKING:
    from vastuumatriisi.builder.executor import Results
    from vastuumatriisi.builder.plan import PlannedDocument

UNKNOWN = 255  # the exit code of a process of a server that is no more


class _Cancellable(Future[Any]):
    """Work that may be cancelled before the process that has it dies: Python 3.11 stumbles over that, and says so."""

    def set_exception(self, exception: BaseException | None) -> None:
        with suppress(InvalidStateError):  # as Python 3.12 does
            super().set_exception(exception)


class ProcessPool(ProcessPoolExecutor):
    """Processes that never see Ctrl-C, nor what else ends a command.

    They are started with the first job, when their server has got ready. Where the thread that hands them the jobs
    cannot go on, or not be started at all, each job ends with the error of that: nobody else would tell it.
    """

    def __init__(self, workers: int) -> None:
        self._begun: set[Any] = set()
        self._lost: BaseException | None = None
        assert_room(FOR_PROCESSES)
        start_fork_server()
        # Between making a semaphore and seeing to its end there is nothing that would give it back.
        with delayed_interrupts():
            super().__init__(min(workers, MOST_PROCESSES), multiprocessing.get_context(START_METHOD), _begin)
        _listen_to_threads()
        _pools.add(self)

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        with delayed_interrupts():
            if self._lost:
                raise self._lost
            try:
                future = super().submit(work, *arguments, **named)
                future.__class__ = _Cancellable
                self._begun.update((self._processes or {}).values())
                if self._lost:  # just now
                    future.set_exception(self._lost)
                return future
            except BrokenProcessPool:
                raise
            except RuntimeError as error:
                if cannot_start(error):
                    # It was made, and whoever joins it would complain that it never began.
                    self._executor_manager_thread = None  # type: ignore[assignment]
                    self.lose(error)
                raise
            except (EOFError, OSError) as error:  # the server that they are forked from is gone
                # Or no more files may be open, nor processes started.
                if getattr(error, "errno", None) in (errno.EMFILE, errno.ENFILE) or cannot_start(error):
                    raise
                raise BrokenProcessPool from None

    def ran_out_of_time(self) -> bool:
        """Tell of one that is broken whether it is so by the limit on processor time."""
        if processor_time_allowed() is None:
            return False
        self.shutdown(cancel_futures=True)
        # Where the server has reached it none is begun, or nobody knows how one has ended.
        return not self._begun or any(one.exitcode in (-signal.SIGXCPU, UNKNOWN) for one in self._begun)

    def end(self) -> None:
        """End at once, whatever is in work."""
        with delayed_interrupts():
            for process in self._begun:
                process.kill()
            self.shutdown(wait=False, cancel_futures=True)

    def is_served_by(self, thread: threading.Thread | None) -> bool:
        """Tell whether a thread is the one that hands out the jobs."""
        manager: Any = self._executor_manager_thread
        return thread is not None and manager is thread

    def lose(self, error: BaseException) -> None:
        """End all jobs with an error, and the processes, which nobody would end any more."""
        self._lost = error
        for process in (*self._begun, *(self._processes or {}).values()):
            process.kill()
        for job in tuple((self._pending_work_items or {}).values()):
            with suppress(InvalidStateError):
                job.future.set_exception(error)

    def _spawn_process(self) -> None:
        """Start one more process, as the library does where one is wanted and there is no fork."""
        with deaf_to_ctrl_c():
            super()._spawn_process()  # type: ignore[misc]


_pools: "weakref.WeakSet[ProcessPool]" = weakref.WeakSet()


@cache
def _listen_to_threads() -> None:
    """Hear, from now on, of the thread of a pool that ends with an error, for which its jobs would wait for ever."""
    before = threading.excepthook

    def ended(what: threading.ExceptHookArgs) -> None:
        served = [pool for pool in tuple(_pools) if pool.is_served_by(what.thread)]
        for pool in served:
            pool.lose(what.exc_value or RuntimeError(what.exc_type.__name__))
        if not served:
            before(what)

    threading.excepthook = ended


class ProcessRenderer:
    """Hands jobs to processes of this machine.

    Where one of these dies, those that were handed over are made again one by one, each in a process of its own: one
    that ends that as well is given up.
    """

    elsewhere = True

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._alone: tuple[str, ...] = ()
        self._start()

    def _start(self) -> None:
        self.pool = ProcessPool(self._workers)
        self._many = ExecutorRenderer(self.pool, self._workers)

    @property
    def in_work(self) -> tuple[str, ...]:
        return self._alone or self._many.in_work

    def results(self, planned: Iterable["PlannedDocument"]) -> "Results":
        from vastuumatriisi.builder.documents import MOST_GIVEN_UP  # no worker needs that module

        waiting = iter(planned)
        given_up: Counter[str] = Counter()  # of those that are made alone, by their formats
        while True:
            try:
                yield from self._many.results(waiting)
                return
            except BrokenProcessPool:
                unfinished = tuple(self._many.unfinished.values())
            self.pool.shutdown(cancel_futures=True)
            self._start()
            for document in unfinished:
                if given_up[document.format.name] >= MOST_GIVEN_UP:
                    yield document, GivenUp(message("build.one_not_begun", path=document.path))
                    continue
                for done in self._made_alone(document):
                    given_up[document.format.name] += done is not None and isinstance(done[1], GivenUp)
                    yield done

    def _made_alone(self, document: "PlannedDocument") -> "Results":
        """Yield a document that a process of its own makes, or why it is given up. Raises WorkerLost."""
        self._alone = (document.path,)
        pool, begun = ProcessPool(1), time.monotonic()
        try:
            try:
                future = submit(pool, document, {})
            except BrokenProcessPool:  # whatever it was to make
                assert_can_start()
                raise WorkerLost(message("build.worker_lost", path=document.path)) from None
            while not wait((future,), POLL_INTERVAL).done:
                yield None
            yield document, made_or_given_up(future.result)
        except BrokenProcessPool:
            if pool.ran_out_of_time():
                raise WorkerLost(message("build.no_time", path=document.path)) from None
            assert_can_start()
            yield document, GivenUp(_why(document, time.monotonic() - begun))
        finally:
            self._alone = ()
            pool.shutdown(wait=False, cancel_futures=True)


def _why(document: "PlannedDocument", took: float) -> Message:
    """Return why a document is given up whose process has ended so long after it began."""
    name = document.format.template(document.job)
    said = {"path": document.path, "template": f"{document.design.name}/{name}" if name else document.design.name}
    if took < SECONDS:
        return message("build.process_ended", **said)
    return message("build.over_time", **said, seconds=round(SECONDS))


@contextmanager
def processes(workers: int) -> Iterator[ProcessRenderer]:
    """Have ``workers`` processes at hand in the block; when it fails, they end at once, whatever they have in work."""
    renderer = ProcessRenderer(workers)
    try:
        yield renderer
    except BaseException:
        with delayed_interrupts():
            _end_all()
        raise
    finally:
        renderer.pool.shutdown(cancel_futures=True)


def _end_all() -> None:
    for process in multiprocessing.active_children():
        process.kill()


def _begin() -> None:
    """Be ready before the first job comes."""
    begin_as_worker()
    end_process_beyond()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: it would wait for jobs for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
