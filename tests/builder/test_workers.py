"""Documents are the same whoever makes them, and whoever dies while making one is named."""

import multiprocessing
import multiprocessing.queues
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool, _ExecutorManagerThread
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.support.command import SMALL, Silent, files_in
from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.builder import pipeline
from vastuumatriisi.builder.executor import ExecutorRenderer, InProcessRenderer, WorkerLost
from vastuumatriisi.builder.pipeline import build
from vastuumatriisi.builder.plan import PlannedDocument
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.workers import ProcessPool, processes
from vastuumatriisi.generators.job import Job

UNITS = "".join(
    f"      - {{id: u{n}, name: Yksikkö {n}, leads: [eeva], duties: [{{id: U-{n}, text: Teemme.}}]}}\n"
    for n in range(6)
)

Requests = Callable[[str], Request]


class Clerk(Executor):
    """The simplest executor: whatever is handed to it is done at once."""

    def submit(self, work: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(work(*arguments, **named))
        except Exception as error:  # noqa: BLE001 -- it belongs to whoever asks for the result
            future.set_exception(error)
        return future


@pytest.fixture
def request_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Requests:
    monkeypatch.setattr(pipeline, "find_office", lambda: None)
    source = tmp_path / "esimerkki.yaml"
    source.write_text(SMALL + UNITS, encoding="utf-8")
    return lambda output: Request(source, "esimerkki.yaml", tmp_path / output, ROOT / "templates")


def test_any_executor_gives_the_same_bytes(request_of: Requests, tmp_path: Path) -> None:
    """One after the other, a thread, the simplest executor, and two processes make the same files."""
    build(request_of("one"), Silent(), InProcessRenderer())
    build(request_of("clerk"), Silent(), ExecutorRenderer(Clerk(), 1))
    with ThreadPoolExecutor(1) as thread:
        build(request_of("thread"), Silent(), ExecutorRenderer(thread, 1))
    with processes(2) as two:
        build(request_of("processes"), Silent(), two)
    whole = files_in(tmp_path / "one")
    assert len(whole) == 14
    assert {name: files_in(tmp_path / name) == whole for name in ("clerk", "thread", "processes")} == {
        "clerk": True,
        "thread": True,
        "processes": True,
    }


def test_jobs_are_handed_over_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many jobs there are, only a few of them are with the executor at once: memory does not grow with them."""
    taken = 0
    most = 0

    def planned() -> Iterator[PlannedDocument]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield PlannedDocument(Job("posters", "poster", f"{number}.pdf", None, ""), None, None, "", 1)  # type: ignore[arg-type]

    monkeypatch.setattr("vastuumatriisi.builder.executor.render_pickled", lambda job, _: job)
    with ThreadPoolExecutor(2) as threads:
        done = 0
        for result in ExecutorRenderer(threads, 2).results(planned()):
            done += result is not None
            most = max(most, taken - done)
    assert (done, taken) == (100, 100)
    assert most <= 5


class Mine:
    """The content of a poster that ends the process that unpickles it, each time or only the first."""

    def __init__(self, content: Any, how: signal.Signals, spent: Path | None) -> None:
        self.content = content
        self.how = how
        self.spent = spent

    def __reduce__(self) -> tuple[Any, ...]:
        return _stepped_on, (self.content, self.how, self.spent)


def _stepped_on(content: Any, how: signal.Signals, spent: Path | None) -> Any:
    if spent is None or not spent.exists():
        if spent is not None:
            spent.touch()
        os.kill(os.getpid(), how)
        time.sleep(30)
    return content


def lay_mine(monkeypatch: pytest.MonkeyPatch, path: str, how: signal.Signals, spent: Path | None = None) -> None:
    """Let the process die that is given the document of that path to make."""
    plainly = pipeline.plan

    def mined(*arguments: Any) -> tuple[PlannedDocument, ...]:
        return tuple(_with_mine(one, how, spent) if one.path == path else one for one in plainly(*arguments))

    monkeypatch.setattr(pipeline, "plan", mined)


def _with_mine(one: PlannedDocument, how: signal.Signals, spent: Path | None) -> PlannedDocument:
    job = one.job._replace(content=Mine(one.job.content, how, spent))
    return PlannedDocument(job, one.format, one.design, one.cache_key, one.estimated_cost)


SIGNALS = pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV] if hasattr(signal, "SIGKILL") else [])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@SIGNALS
def test_a_process_that_dies_costs_its_document_alone(
    request_of: Requests, tmp_path: Path, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poster that kills whichever process makes it is named with its template, and all others are made."""
    build(request_of("build"), Silent(), InProcessRenderer())
    before = files_in(tmp_path / "build")
    request = request_of("build")
    text = request.source.read_text(encoding="utf-8")
    request.source.write_text(text.replace("Teemme.", "Teemme työtä."), encoding="utf-8")
    lay_mine(monkeypatch, "julisteet/u3.pdf", how)
    with processes(2) as renderer:
        result = build(request, Silent(), renderer)
    (given_up,) = result.given_up
    assert str(given_up).startswith("templates/poster.html.j2: julisteet/u3.pdf was given up, since it has ended the")
    assert_in_every_language(given_up)
    after = files_in(tmp_path / "build")
    assert set(after) == set(before) - {"julisteet/u3.pdf"}
    assert after["julisteet/u2.pdf"] != before["julisteet/u2.pdf"]
    assert not [process for process in multiprocessing.active_children() if process.is_alive()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_no_process_can_be_started(request_of: Requests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process takes a document at all, that is no fault of it: what stood before still stands."""
    build(request_of("build"), Silent(), InProcessRenderer())
    before = files_in(tmp_path)
    request = request_of("build")
    text = request.source.read_text(encoding="utf-8")
    request.source.write_text(text.replace("Teemme.", "Teemme työtä."), encoding="utf-8")

    def gone(*_: object) -> NoReturn:
        raise BrokenProcessPool

    monkeypatch.setattr("vastuumatriisi.builder.workers.submit", gone)
    monkeypatch.setattr("vastuumatriisi.builder.executor.submit", gone)
    with pytest.raises(WorkerLost), processes(2) as renderer:
        build(request, Silent(), renderer)
    request.source.write_text(text, encoding="utf-8")
    assert files_in(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_process_that_ended_itself_costs_its_document_alone(
    request_of: Requests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that dies when its time is over has ended itself: its document is given up, and all others are made."""
    build(request_of("one"), Silent(), InProcessRenderer())
    monkeypatch.setattr("vastuumatriisi.builder.workers.SECONDS", 0.0)
    lay_mine(monkeypatch, "julisteet/u3.pdf", signal.SIGKILL)
    with processes(2) as renderer:
        result = build(request_of("build"), Silent(), renderer)
    assert [str(one) for one in result.given_up] == [
        "templates/poster.html.j2: julisteet/u3.pdf was given up after 0 s, twice; let what is done there end sooner."
    ]
    assert set(files_in(tmp_path / "build")) == set(files_in(tmp_path / "one")) - {"julisteet/u3.pdf"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_processes_that_end_themselves_again_and_again(
    request_of: Requests, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two documents of a kind have cost their time, what else a process has left of it is not tried."""
    build(request_of("one"), Silent(), InProcessRenderer())
    posters = {path for path in files_in(tmp_path / "one") if path.startswith("julisteet/")}
    monkeypatch.setattr("vastuumatriisi.builder.workers.SECONDS", 0.0)
    for path in posters:
        lay_mine(monkeypatch, path, signal.SIGKILL)
    with processes(4) as renderer:
        told = [str(one) for one in build(request_of("build"), Silent(), renderer).given_up]
    assert sum("was given up after 0 s, twice" in one for one in told) == 2
    assert sum(".pdf was not begun, since others" in one for one in told) >= 1
    assert set(files_in(tmp_path / "build")) == set(files_in(tmp_path / "one")) - posters


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@SIGNALS
def test_what_a_dead_process_left_is_made_after_all(
    request_of: Requests, tmp_path: Path, how: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies once, as where the memory is short for several, costs no document; later builds go on."""
    build(request_of("one"), Silent(), InProcessRenderer())
    lay_mine(monkeypatch, "julisteet/u3.pdf", how, tmp_path / "spent")
    with processes(2) as renderer:
        build(request_of("build"), Silent(), renderer)
        assert (tmp_path / "spent").exists()
        build(request_of("again"), Silent(), renderer)
    assert files_in(tmp_path / "build") == files_in(tmp_path / "again") == files_in(tmp_path / "one")


def test_processes_end_with_an_error(request_of: Requests) -> None:
    """Where the data are wrong, the processes that were started for them are ended at once."""
    request = request_of("build")
    request.source.write_text("format: 2", encoding="utf-8")
    started = time.monotonic()
    command = [sys.executable, ROOT / "generate.py", "--source", request.source, "--output", request.output]
    done = subprocess.run([*command, "--jobs", "4"], capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "format" in done.stderr
    assert time.monotonic() - started < 30
    assert "Traceback" not in done.stderr


def test_work_that_was_cancelled_disturbs_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where processes are killed while some work has been cancelled before it began, no thread complains."""
    complaints: list[object] = []
    monkeypatch.setattr(threading, "excepthook", complaints.append)
    pool = ProcessPool(1)
    given = [pool.submit(time.sleep, 60) for _ in range(6)]
    assert given[-1].cancel()
    for process in multiprocessing.active_children():
        process.kill()
    with pytest.raises(BrokenProcessPool):
        given[0].result(20)
    pool.shutdown()
    assert complaints == []


# The thread that fills the queue is started by the one that hands out the jobs; later Pythons then break the pool.
THREADS = [_ExecutorManagerThread, *([multiprocessing.queues.Queue] if sys.version_info < (3, 12) else [])]


@pytest.mark.parametrize("where", THREADS)
def test_threads_that_cannot_be_started(
    where: Any, request_of: Requests, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whichever thread of a pool it is, whoever waits hears of it; no process is left, and nothing else is said."""

    def refused(*_: object) -> NoReturn:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(where, "start" if where is _ExecutorManagerThread else "_start_thread", refused)
    begun = time.monotonic()
    with pytest.raises(RuntimeError, match="can't start new thread"), processes(2) as renderer:
        build(request_of("build"), Silent(), renderer)
    assert time.monotonic() - begun < 30
    for process in multiprocessing.active_children():  # killed, which takes a moment
        process.join(10)
    assert not multiprocessing.active_children()
    assert capfd.readouterr().err == ""
