"""Jobs -> documents, in this process or by an executor, which may be processes, threads or machines elsewhere."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators import Job, Rendered, generator_of

if TYPE_CHECKING:  # a process that makes documents plans none
    from vastuumatriisi.builder.plan import Planned

AHEAD = 2  # jobs in the hands of the executor for each of its workers: one in work, one that waits for it
TICK = 0.2  # s; how often whoever waits is told what is in work


class WorkerLost(UserError):
    """A worker is gone that was to make documents, and the executor with it."""


class Renderer:
    """Makes documents one after the other in this process. ``in_work`` are the paths of those that are being made."""

    elsewhere = False  # whether this process has nothing to do meanwhile

    def __init__(self) -> None:
        self.in_work: tuple[str, ...] = ()

    def results(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Rendered] | None]:
        """Yield what is planned with its document as it gets ready, and None now and then while there is none."""
        for document in planned:
            self.in_work = (document.job.path,)
            yield None
            yield document, render(document.job, document.design)
        self.in_work = ()


class Handed(Renderer):
    """Hands jobs to an executor of ``workers`` workers, no more than these soon begin: memory does not grow."""

    elsewhere = True

    def __init__(self, executor: Executor, workers: int) -> None:
        super().__init__()
        self._executor = executor
        self._ahead = AHEAD * workers
        self._workers = workers
        self._make: Callable[[Job, bytes], Rendered] = render_pickled

    def results(self, planned: Iterable[Planned]) -> Iterator[tuple[Planned, Rendered] | None]:
        waiting = iter(planned)
        designs: dict[int, bytes] = {}
        handed: dict[Future[Rendered], Planned] = {}
        try:
            while True:
                for document in islice(waiting, self._ahead - len(handed)):
                    handed[self._submit(document, designs)] = document
                if not handed:
                    return
                self.in_work = self._in_work([document.job.path for document in handed.values()])
                done, _ = wait(handed, timeout=TICK, return_when=FIRST_COMPLETED)
                if not done:
                    yield None
                for future in done:
                    rendered = future.result()
                    yield handed.pop(future), rendered
        except BrokenProcessPool:
            raise WorkerLost(self._loss([document.job.path for document in handed.values()])) from None
        finally:
            for future in handed:
                future.cancel()

    def _submit(self, document: Planned, designs: dict[int, bytes]) -> Future[Rendered]:
        # Many jobs share a design: it is pickled once here, and unpickled once by each worker.
        key = id(document.design)
        design = designs.get(key) or designs.setdefault(key, pickle.dumps(document.design))
        return self._executor.submit(self._make, document.job, design)

    def _in_work(self, handed: list[str]) -> tuple[str, ...]:
        return tuple(handed[: self._workers])

    def _loss(self, handed: list[str]) -> str:
        return loss(handed)


def loss(paths: list[str]) -> str:
    """Return the sentence about a worker that is gone, with what it had in work."""
    when = f"while {' or '.join(paths)} was in work" if paths else "before it could begin"
    return (
        f"A process that made documents was ended from outside {when} (often the memory ran out). "
        "Try again, with --jobs 1 if it happens twice."
    )


def render(job: Job, design: Design) -> Rendered:
    """Return the document of one job."""
    return generator_of(job).render(job, design)


def render_pickled(job: Job, design: bytes) -> Rendered:
    """Return the document of one job in a worker; ``design`` is pickled, and equal ones are unpickled once."""
    return render(job, _unpickled(design))


@lru_cache(maxsize=8)
def _unpickled(design: bytes) -> Design:
    return pickle.loads(design)  # type: ignore[no-any-return]  # noqa: S301 -- this program has pickled it
