"""Processes where there is no fork and no signal of POSIX, as on Windows: the same documents, and Ctrl-C ends all."""

import ctypes
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.command import SMALL, files_in, run
from tests.support.matrices import ROOT
from tests.support.other_system import processes_of, started, write_program
from vastuumatriisi.builder import workers
from vastuumatriisi.system import parallel, process

posix = pytest.mark.skipif(sys.platform == "win32", reason="here another system is made of one that has all of it")
COMMAND = ("--source", "esimerkki.yaml", "--output", "build", "--jobs", "2", "--only", "posters,roles")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small matrix."""
    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@posix
def test_the_same_documents_without_fork(folder: Path) -> None:
    """Processes that are spawned make the same bytes as those that are forked, and as many of them as are asked for."""
    there = started(write_program(folder), *COMMAND, folder=folder)
    told, complaints = there.communicate(timeout=120)
    assert (there.returncode, complaints) == (0, ""), told
    assert len(processes_of(folder)) == 2
    here = run("--source", folder / "esimerkki.yaml", "--output", folder / "here", *COMMAND[4:])
    assert here.returncode == 0
    assert files_in(folder / "build") == files_in(folder / "here")


@posix
@pytest.mark.parametrize("moment", [0.1, 0.3, 0.8])
def test_ctrl_c_without_signals_of_posix(moment: float, folder: Path) -> None:
    """Ctrl-C, which the console sends to each process, ends the build with 130 and one sentence, and leaves nothing."""
    program = write_program(folder)
    before = {path.name for path in folder.iterdir()}
    there = started(program, *COMMAND, folder=folder, SLOW="20")
    until = time.monotonic() + 60
    # While one is started nobody hears anything; afterwards this process does.
    while len(processes_of(folder)) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(moment)
    os.killpg(there.pid, signal.SIGINT)
    told, complaints = there.communicate(timeout=60)
    assert there.returncode == 130, told + complaints
    assert "Traceback" not in complaints
    assert complaints.splitlines()[-1] == "Interrupted; nothing was changed."
    assert {path.name for path in folder.iterdir()} - {"started"} == before
    assert not [number for number in processes_of(folder) if runs(number)]


@pytest.fixture
def ignored(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether this process was told to ignore Ctrl-C, each time, on a system without signals of POSIX."""
    told: list[bool] = []
    monkeypatch.setattr(process, "_ignore_ctrl_c", told.append)
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    return told


def test_it_is_deaf_as_long_as_anybody_wants_it(ignored: list[bool]) -> None:
    """Whoever is done first does not make it hear again, in whatever thread another process is being started."""
    entered, done = threading.Event(), threading.Event()

    def other() -> None:
        with process.deaf_to_ctrl_c():
            entered.set()
            done.wait(10)

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait(10)
    with process.deaf_to_ctrl_c():
        pass
    assert ignored[-1]
    done.set()
    thread.join()
    assert not ignored[-1]


def test_it_is_deaf_while_a_process_is_started_and_no_longer(
    ignored: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Work that is handed to a process that is there already leaves Ctrl-C alone."""
    monkeypatch.setattr(workers, "START_METHOD", "spawn")
    pool = workers.ProcessPool(1)
    assert ignored == []
    for number in range(3):
        assert pool.submit(abs, -number).result(60) == number
    pool.shutdown()
    assert ignored == [True, False]


def test_the_console_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has one call for it (SetConsoleCtrlHandler): without a handler it says whether Ctrl-C is ignored."""
    told: list[tuple[object, bool]] = []
    kernel = SimpleNamespace(SetConsoleCtrlHandler=lambda handler, ignored: told.append((handler, ignored)))
    monkeypatch.setattr(process, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    with process.deaf_to_ctrl_c():
        assert told == [(None, True)]
    assert told == [(None, True), (None, False)]


ON_WINDOWS = """
import signal, sys
from types import SimpleNamespace
sys.path.insert(0, {root!r})
from vastuumatriisi.system import process

process.sys = SimpleNamespace(platform="win32")
for name in ("SIGKILL", "SIGUSR1", "pthread_sigmask"):
    delattr(signal, name)
process.begin_as_worker()
print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN)
"""


@posix
def test_a_process_begins_without_signals_of_posix() -> None:
    """Windows knows neither SIGKILL nor a way to end a process with the one that has started it."""
    command = [sys.executable, "-c", ON_WINDOWS.format(root=str(ROOT))]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=60)
    assert (done.stdout, done.stderr) == ("True\n", "")


def runs(number: int) -> bool:
    """Tell whether a process is there, a little later at the latest no more."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize(
    ("system", "method", "most"), [("linux", "forkserver", 1024), ("darwin", "spawn", 1024), ("win32", "spawn", 61)]
)
def test_what_each_system_allows(system: str, method: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows waits for no more than 61 processes, whatever is asked for, and only Linux forks."""
    monkeypatch.setattr(sys, "platform", system)
    found = runpy.run_path(str(parallel.__file__))
    monkeypatch.undo()
    assert (found["START_METHOD"], found["MOST_PROCESSES"]) == (method, most)
    monkeypatch.setattr(workers, "MOST_PROCESSES", most)
    pool = workers.ProcessPool(5000)
    assert pool._max_workers == most
    pool.shutdown()
