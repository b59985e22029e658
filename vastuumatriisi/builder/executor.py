"""Jobs -> documents, in this process or by an executor, which may be processes, threads or machines elsewhere."""

from __future__ import annotations

import pickle
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import GivenUp, UserError
from vastuumatriisi.generators import FORMATS

if TYPE_CHECKING:  # a process that makes documents plans none
    from collections.abc import Callable, Iterable, Iterator

    from vastuumatriisi.builder.plan import PlannedDocument
    from vastuumatriisi.generators.job import Job, Rendered

    Results = Iterator[tuple[PlannedDocument, Rendered | GivenUp] | None]

QUEUED_PER_WORKER = 2  # jobs in the hands of the executor for each of its workers: one in work, one that waits for it
POLL_INTERVAL = 0.2  # s; how often whoever waits is told what is in work


class WorkerLost(UserError):
    """A worker process died, and no other one can be given anything."""


class Renderer(Protocol):
    """Makes documents; ``elsewhere`` tells whether this process has nothing to do meanwhile.

    ``results`` yields what is planned with its document as it gets ready, or with why that was given up, and None now
    and then while there is none;
    ``in_work`` are the paths of those that are being made.
    """

    elsewhere: bool

    @property
    def in_work(self) -> tuple[str, ...]: ...

    def results(self, planned: Iterable[PlannedDocument]) -> Results: ...


class InProcessRenderer:
    """Makes documents one after the other in this process."""

    elsewhere = False

    def __init__(self) -> None:
        self.in_work: tuple[str, ...] = ()

    def results(self, planned: Iterable[PlannedDocument]) -> Results:
        for document in planned:
            self.in_work = (document.path,)
            yield None
            yield document, made_or_given_up(partial(render, document.job, document.design))
        self.in_work = ()


class ExecutorRenderer:
    """Hands jobs to an executor of ``workers`` workers, no more than these soon begin: memory does not grow.

    ``unfinished`` is what it has taken and not given back, by paths, also when the results have ended with an error.
    """

    elsewhere = True

    def __init__(self, executor: Executor, workers: int) -> None:
        self.in_work: tuple[str, ...] = ()
        self.unfinished: dict[str, PlannedDocument] = {}
        self._executor = executor
        self._workers = workers

    def results(self, planned: Iterable[PlannedDocument]) -> Results:
        waiting = iter(planned)
        pickled: dict[int, bytes] = {}
        handed: dict[Future[Rendered], PlannedDocument] = {}
        self.unfinished = {}
        try:
            while True:
                for document in islice(waiting, QUEUED_PER_WORKER * self._workers - len(handed)):
                    self.unfinished[document.path] = document  # first, since handing it over may fail
                    handed[submit(self._executor, document, pickled)] = document
                if not handed:
                    return
                self.in_work = tuple(self.unfinished)[: self._workers]
                done, _ = wait(handed, timeout=POLL_INTERVAL, return_when=FIRST_COMPLETED)
                if not done:
                    yield None
                for future in done:
                    rendered = made_or_given_up(future.result)
                    document = handed.pop(future)
                    del self.unfinished[document.path]
                    yield document, rendered
        finally:
            for future in handed:
                future.cancel()


def submit(executor: Executor, document: PlannedDocument, pickled: dict[int, bytes]) -> Future[Rendered]:
    """Hand a document to an executor; many share a design, which is pickled once and kept in ``pickled``."""
    key = id(document.design)
    design = pickled.get(key) or pickled.setdefault(key, pickle.dumps(document.design))
    return executor.submit(render_pickled, document.job, design)


def made_or_given_up(make: Callable[[], Rendered]) -> Rendered | GivenUp:
    """Return what is made, or why it was given up; whatever else goes wrong is raised."""
    try:
        return make()
    except GivenUp as given_up:
        return given_up


def render(job: Job, design: Design) -> Rendered:
    """Return the document of one job."""
    return FORMATS[job.format].generator.render(job, design)


def render_pickled(job: Job, design: bytes) -> Rendered:
    """Return the document of one job in a worker; ``design`` is pickled, and equal ones are unpickled once."""
    return render(job, _unpickled(design))


@lru_cache(maxsize=8)
def _unpickled(design: bytes) -> Design:
    return pickle.loads(design)  # type: ignore[no-any-return]  # noqa: S301 -- this program has pickled it
