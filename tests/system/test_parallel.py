"""Processes where there is no fork and no signal of POSIX, as on Windows: the same documents, and Ctrl-C ends all."""

import os
import runpy
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in, run
from tests.support.other_system import processes_of, started, write_program
from vastuumatriisi.builder import workers
from vastuumatriisi.system import parallel

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
@pytest.mark.parametrize("moment", [0.0, 0.3, 0.8])
def test_ctrl_c_without_signals_of_posix(moment: float, folder: Path) -> None:
    """Ctrl-C, which the console sends to each process, ends the build with 130 and one sentence, and leaves nothing."""
    program = write_program(folder)
    before = {path.name for path in folder.iterdir()}
    there = started(program, *COMMAND, folder=folder)
    until = time.monotonic() + 60
    while not processes_of(folder) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(moment)
    os.killpg(there.pid, signal.SIGINT)
    told, complaints = there.communicate(timeout=60)
    assert there.returncode in (0, 130), told + complaints
    assert "Traceback" not in complaints
    if there.returncode:
        assert complaints.splitlines()[-1] == "Interrupted; nothing was changed."
        assert {path.name for path in folder.iterdir()} - {"started"} == before
    assert not [number for number in processes_of(folder) if runs(number)]


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
