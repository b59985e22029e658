"""Documents are the same whoever makes them, and whoever dies while making one is named."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Silent
from tests.test_cli import SMALL, files_in
from vastuumatriisi.builder.executor import Handed, Renderer, WorkerLost
from vastuumatriisi.builder.pipeline import build
from vastuumatriisi.builder.plan import Planned
from vastuumatriisi.builder.request import Request
from vastuumatriisi.builder.workers import Board, processes
from vastuumatriisi.generators import Job

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
    monkeypatch.setattr("vastuumatriisi.builder.pipeline.find_office", lambda: None)
    source = tmp_path / "esimerkki.yaml"
    source.write_text(SMALL + UNITS, encoding="utf-8")
    return lambda output: Request(source, "esimerkki.yaml", tmp_path / output, ROOT / "templates")


def test_any_executor_gives_the_same_bytes(request_of: Requests, tmp_path: Path) -> None:
    """One after the other, a thread, the simplest executor, and two processes make the same files."""
    build(request_of("one"), Silent(), Renderer())
    build(request_of("clerk"), Silent(), Handed(Clerk(), 1))
    with ThreadPoolExecutor(1) as thread:
        build(request_of("thread"), Silent(), Handed(thread, 1))
    with processes(2) as two:
        build(request_of("processes"), Silent(), two)
    whole = files_in(tmp_path / "one")
    assert len(whole) == 11
    assert {name: files_in(tmp_path / name) == whole for name in ("clerk", "thread", "processes")} == {
        "clerk": True,
        "thread": True,
        "processes": True,
    }


def test_jobs_are_handed_over_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many jobs there are, only a few of them are with the executor at once: memory does not grow with them."""
    taken = 0
    most = 0

    def planned() -> Iterator[Planned]:
        nonlocal taken
        for number in range(100):
            taken += 1
            yield Planned(Job("posters", "poster", f"{number}.pdf", None), None, "", 1)  # type: ignore[arg-type]

    monkeypatch.setattr("vastuumatriisi.builder.executor.render_pickled", lambda job, _: job)
    monkeypatch.setattr(Handed, "_in_work", lambda *_: ())
    with ThreadPoolExecutor(2) as threads:
        done = 0
        for result in Handed(threads, 2).results(planned()):
            done += result is not None
            most = max(most, taken - done)
    assert (done, taken) == (100, 100)
    assert most <= 5


class Murderer(Silent):
    """Ends the process that has a certain document in work, in the middle of it."""

    def __init__(self, path: str, how: signal.Signals) -> None:
        self.path = path
        self.how = how
        self.renderer: Any = None
        self.seen: set[str] = set()

    def planned(self, to_make: int, kept: int) -> None:  # noqa: ARG002 -- a reporter gets them
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self) -> None:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            for process, path in self.renderer._reports.read().items():
                if path == self.path:
                    os.kill(process, self.how)
                    return
            time.sleep(0.001)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_dies_is_told_with_its_poster(request_of: Requests, tmp_path: Path, how: signal.Signals) -> None:
    """A process that is killed, or crashes, gives an error that names its poster; what stood before still stands."""
    build(request_of("build"), Silent(), Renderer())
    before = files_in(tmp_path)
    request = request_of("build")
    text = request.source.read_text(encoding="utf-8")
    request.source.write_text(text.replace("Teemme.", "Teemme työtä."), encoding="utf-8")
    murderer = Murderer("julisteet/u3.pdf", how)
    with processes(2) as renderer:
        murderer.renderer = renderer
        with pytest.raises(WorkerLost, match=r"while julisteet/u3\.pdf was in work"):
            build(request, murderer, renderer)
    request.source.write_text(text, encoding="utf-8")
    assert files_in(tmp_path) == before
    assert not [process for process in multiprocessing.active_children() if process.is_alive()]


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


def test_a_line_that_is_being_written_is_no_obstacle() -> None:
    """Whoever looks at what is in work may find half a line, and looks past it."""
    board = Board(multiprocessing.get_context("spawn"), 2)
    board.write(board.take_line(), "julisteet/yksi.pdf")
    board._lines[1].raw = b"\x00" + b"5195 julisteet/kaksi.pdf".ljust(511, b"\x00")
    assert board.read() == {os.getpid(): "julisteet/yksi.pdf"}
    board._lines[1].value = b"\x005195 julisteet/kaksi.pdf"
    assert board.read() == {os.getpid(): "julisteet/yksi.pdf"}
    board._lines[1].value = b"51x"
    assert board.read() == {os.getpid(): "julisteet/yksi.pdf"}
