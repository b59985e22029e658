"""Jobs -> documents, in this process or over several."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from vastuumatriisi.dress import Dress
from vastuumatriisi.errors import Refusal
from vastuumatriisi.generators import GENERATORS, Job, Rendered

FEWEST_FOR_PROCESSES = 3  # below, starting a process costs more than it saves

_dress: list[Dress] = []  # of a process that was started to render: the one dress it has received


def render(job: Job, dress: Dress) -> Rendered:
    """Return the document of one job."""
    generator = next(generator for generator in GENERATORS if job.group == generator.GROUP)
    return generator.render(job, dress)


def render_all(jobs: list[Job], dress: Dress, workers: int) -> Iterator[tuple[Job, Rendered]]:
    """Yield each job with its document as it gets ready, made by ``workers`` processes at once."""
    if workers <= 1 or len(jobs) < FEWEST_FOR_PROCESSES:
        yield from ((job, render(job, dress)) for job in jobs)
        return
    # No fork: the process that shows progress has threads, and a lock that one of them holds would never open again.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), context, _receive_dress, (dress,)) as executor:
        yield from _in_executor(jobs, executor)


def _in_executor(jobs: list[Job], executor: Executor) -> Iterator[tuple[Job, Rendered]]:
    with _interrupts_held_back():
        futures: dict[Future[Rendered], Job] = {executor.submit(_render_in_process, job): job for job in jobs}
    try:
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BrokenProcessPool:
        lost = next(job for future, job in futures.items() if not future.done() or future.exception())
        raise Refusal(
            f"A process that made documents was ended from outside while {lost.path} or one after it was in work "
            "(often the memory ran out); try again, with --jobs 1 if it happens twice."
        ) from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Let the processes that are started in the block never see Ctrl-C: it is the parent's to end them quietly."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _receive_dress(dress: Dress) -> None:
    _dress[:] = [dress]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone: it would wait for jobs for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _render_in_process(job: Job) -> Rendered:
    return render(job, _dress[0])
