"""Work that takes too much time or memory is ended, in whatever thread it is and whatever it makes of that."""

import importlib
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system import limits
from vastuumatriisi.system.limits import LINUX, MEMORY, Exceeded, OverMemory, OverTime, bounded


def work(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_work_that_takes_too_long() -> None:
    """It is ended soon after its time, and what comes after it is left in peace."""
    started = time.monotonic()
    with pytest.raises(OverTime), bounded(0.3, MEMORY):
        work(20)
    assert 0.3 <= time.monotonic() - started < 5
    work(1.5)


def test_work_in_another_thread() -> None:
    """Only the thread that has begun it is ended."""
    ended: list[type[BaseException]] = []

    def worked() -> None:
        try:
            with bounded(0.3, MEMORY):
                work(20)
        except Exceeded as exceeded:
            ended.append(type(exceeded))

    thread = threading.Thread(target=worked)
    thread.start()
    while thread.is_alive():
        work(0.01)
    assert ended == [OverTime]


def work_that_hides_its_end(*, swallowed: bool) -> None:
    try:
        work(20)
    except BaseException as error:
        if not swallowed:
            raise ValueError("broken") from error


@pytest.mark.parametrize("swallowed", [True, False])
def test_a_library_that_makes_something_else_of_it(swallowed: bool) -> None:
    """One that passes over all exceptions, or raises its own, does not hide that the work took too long."""
    with pytest.raises(OverTime), bounded(0.3, MEMORY):
        work_that_hides_its_end(swallowed=swallowed)


def test_work_that_ends_in_time() -> None:
    """Nothing is raised, not even of work that ends when its time does, and each block costs little."""
    for number in range(40):
        with suppress(OverTime), bounded(0.05 + number / 1000, MEMORY):
            work(0.1)
        work(0.01)
    started = time.process_time()
    for _ in range(200):
        with bounded(30, MEMORY):
            pass
    assert time.process_time() - started < 0.4  # 2 ms each; a poster takes 66


TRACED = """
import sys, time
from vastuumatriisi.system.limits import MEMORY, OverTime, bounded
traced = []
sys.settrace(lambda *told: traced.append(told))
for until in {times}:
    try:
        with bounded(0.2, MEMORY):
            end = time.monotonic() + until
            while time.monotonic() < end: pass
    except OverTime: print("ended")
    (lambda: None)()
print("there", len(traced) > 20)
"""


@pytest.mark.parametrize(("times", "ended"), [([0.01], 0), ([5, 5], 2)])
def test_work_that_is_traced(times: list[float], ended: int) -> None:
    """What was ended can be traced, as by a debugger or to see what tests cover, and so can all that comes after it."""
    command = [sys.executable, "-c", TRACED.format(times=times)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, encoding="utf-8", timeout=30)
    assert done.stdout.splitlines() == [*["ended"] * ended, "there True"]


def fill(kept: list[bytes]) -> None:
    while True:
        kept.append(b"x" * (1 << 20))
        time.sleep(0.002)


@pytest.mark.skipif(not LINUX, reason="only Linux tells the memory of now")
def test_work_that_takes_too_much_memory() -> None:
    """It is ended by what the process has grown, and the memory is free again."""
    kept: list[bytes] = []
    with pytest.raises(OverMemory), bounded(60, 64 << 20):
        fill(kept)
    assert 60 < len(kept) < 1000


@pytest.mark.skipif(not LINUX, reason="Linux alone ends it by itself")
@pytest.mark.parametrize("works", ["len(str(9 ** 9 ** 8 % 10 ** 4000))", "[b'x' * (1 << 28) for _ in range(64)]"])
def test_a_process_that_cannot_be_ended_by_itself(works: str) -> None:
    """A process that makes documents ends as a whole where a library never comes back, or asks for all memory."""
    script = f"""
from vastuumatriisi.system import limits
limits.GRACE = 0.5
limits.end_process_beyond()
with limits.bounded(0.5, limits.MEMORY):
    {works}
print("done")
"""
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT, timeout=60)
    assert done.returncode != 0
    assert b"done" not in done.stdout
    assert time.monotonic() - started < 20


def test_no_import_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that loads when the time is over loads whole, and whoever wants it too does not wait for ever."""
    (tmp_path / "esimerkki_late.py").write_text(
        "import time\nuntil = time.monotonic() + 1\nwhile time.monotonic() < until:\n    pass\nready = True\n"
    )
    monkeypatch.syspath_prepend(tmp_path)

    def loading() -> None:
        importlib.import_module("esimerkki_late")
        work(20)

    with pytest.raises(OverTime), bounded(0.3, MEMORY):
        loading()
    assert sys.modules["esimerkki_late"].ready


def test_a_watcher_that_cannot_start() -> None:
    """Where no more threads may run that is told, and the process is not ended some time later."""
    script = """
import threading, time
from vastuumatriisi.system import limits
limits.GRACE = 0.2
limits._ends_with_it[0] = True
def start(_): raise RuntimeError("can't start new thread")
threading.Thread.start = start
try:
    with limits.bounded(0.2, limits.MEMORY): print("begun")
except RuntimeError as error: print(error)
time.sleep(1)
print("there")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT, encoding="utf-8")
    assert done.stdout.splitlines() == ["can't start new thread", "there"]


def test_where_nothing_tells_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows the time alone is looked at, and a process allows itself as many addresses as before."""
    monkeypatch.setattr(limits, "LINUX", False)
    monkeypatch.setattr(limits, "MACOS", False)
    monkeypatch.setattr(limits, "_ends_with_it", [False])
    limits.end_process_beyond()
    monkeypatch.setattr(limits, "_ends_with_it", [False])
    assert limits.used() == 0
    assert not limits.taken_too_much(0)
    with pytest.raises(OverTime), bounded(0.3, 1):
        work(20)
