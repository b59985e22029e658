"""Commands that are forked from a warm process and ended at some moment, and what they leave behind.

A hundred starts of Python would take minutes; a fork of one that has imported everything begins at once.
"""

import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system.office_socket import sockets_of
from vastuumatriisi.system.process import answered_between_imports

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGKILL") if hasattr(signal, name))
PATIENCE = 20.0  # s, on a busy machine
MARK = "VASTUUMATRIISI_TESTED"  # in the environment of a run, and so of all that it starts

# Reads a line for each run: what ends it, when, its scratch folder, its mark, and its arguments, with tabs in between.
# The moment is a number of seconds, or how many changes of files it has made; SIGKILL ends it where nothing is named.
# The signal may come again some seconds later. Before the folder stands how many bytes a file may have.
WARM = """
    import ast, os, resource, signal, sys, time
    sys.path.insert(0, {root!r})
    from vastuumatriisi.cli import main as cli, check, diff, fix, import_, new, release, review, verify, watch
    from vastuumatriisi.builder import pipeline
    from vastuumatriisi.builder.layouts import find_office
    from vastuumatriisi.builder.toolchain import toolchain
    from vastuumatriisi.system import libreoffice, scratch, standing_office
    from vastuumatriisi.generators import GENERATORS
    import rich.table, tempfile

    WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    CHANGES = {{"os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir", "os.chmod", "os.chown", "os.utime"}}

    def end_at(number, last, *places):
        done = [0]
        def heard(event, arguments):
            changes = event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING)
            if changes and not str(arguments[0]).startswith(places):
                done[0] += 1
                if done[0] == last + 1:
                    os.kill(os.getpid(), number or signal.SIGKILL)
        sys.addaudithook(heard)

    def recording(address, into):
        def recorded(profile):
            into.write(f"{{profile}}\\n")
            into.flush()
            return address(profile)
        return recorded

    into = open({profiles!r}, "a")
    libreoffice.user_installation = standing_office.user_installation = recording(libreoffice.user_installation, into)

    def run(number, moment, largest, folder, mark, words):
        os.setsid()
        tempfile.tempdir = None
        os.environ.update({{"TMPDIR": folder, {mark!r}: mark}})
        null = os.open(os.devnull, os.O_RDWR)
        said = os.open({said!r}, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(null, 0), os.dup2(null, 1), os.dup2(said, 2)
        sys.argv[1:] = words
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        if isinstance(moment, int):
            end_at(number, moment, folder, os.devnull)
        sys.exit(cli.main())

    toolchain(), find_office(), [one.generator for one in GENERATORS]  # each remembers its answer

    tempfile.tempdir = None
    print("ready", flush=True)
    for line in sys.stdin:
        number, moment, again, largest, folder, mark, *words = ast.literal_eval(line)
        started = time.monotonic()
        process = os.fork()
        if not process:
            run(number, moment, largest, folder, mark, words)
        if number and isinstance(moment, float):
            time.sleep(moment)
            os.kill(process, number)
            if again is not None:
                time.sleep(again)
                os.kill(process, number)
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        print((status, time.monotonic() - started), flush=True)
"""


class Warm:
    """A process that has imported the command, and forks as many runs of it as are wanted."""

    def __init__(self, scratch: Path, before: Sequence[str] = ()) -> None:
        """Start it with a scratch folder of its own; ``before`` is a command that starts another one."""
        self.scratch = scratch
        self._said, said = tempfile.mkstemp()
        self._file = Path(said)
        descriptor, profiles = tempfile.mkstemp()
        os.close(descriptor)
        self._profiles = Path(profiles)
        script = textwrap.dedent(WARM).format(root=str(ROOT), mark=MARK, said=said, profiles=profiles)
        pipe = subprocess.PIPE
        environment = {**os.environ, "LC_MESSAGES": "en"}
        command = [*before, sys.executable, "-B", "-c", script]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8", env=environment)
        assert self._answer() == "ready"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(
        self,
        *words: str | Path,
        number: int = 0,
        moment: float | None = None,
        again: float | None = None,
        largest: int | None = None,
    ) -> tuple[int, float]:
        """Return exit status and seconds of a run, which gets a signal at a moment, or is ended amid its changes.

        The signal comes once more after ``again`` seconds; ``largest`` is how many bytes a file of its may have.
        """
        assert self._process.stdin is not None
        told = (int(number), moment, again, largest, str(self.scratch), str(self.scratch), *map(str, words))
        self._process.stdin.write(f"{told!r}\n")
        self._process.stdin.flush()
        status, seconds = self._answer().strip("()").split(", ")
        return int(status), float(seconds)

    @property
    def said(self) -> str:
        """What the last run has said on standard error."""
        return os.pread(self._said, 1 << 20, 0).decode()

    @property
    def sockets(self) -> list[Path]:
        """The sockets that are there of all LibreOffices that its runs have started."""
        profiles = map(Path, self._profiles.read_text(encoding="utf-8").splitlines())
        return [place for profile in profiles for place in sockets_of(profile) if place.exists()]

    def close(self) -> None:
        with self._process:
            pass
        os.close(self._said)
        self._file.unlink()
        self._profiles.unlink()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def signalled_after(
    monkeypatch: pytest.MonkeyPatch, function: str, number: int, last: int = 1
) -> list[tuple[object, ...]]:
    """Let this process get a signal just after one of the calls of a function of ``os``; return the calls, as made."""
    calls: list[tuple[object, ...]] = []

    def signalled(*arguments: object) -> object:
        result = real(*arguments)
        calls.append(arguments)
        if len(calls) == last:
            os.kill(os.getpid(), number)
            time.sleep(0.001)  # Python hears of it between two steps of its own
        return result

    real = getattr(os, function)
    monkeypatch.setattr(os, function, signalled)
    return calls


def answered(work: Callable[[], object]) -> None:
    """Do some work where signals are answered, and wait for the answer to one that was held back."""
    with answered_between_imports():
        try:
            work()
        finally:
            time.sleep(1)


def names(folder: Path) -> set[str]:
    """Return what the files and folders in a folder are called."""
    return {path.name for path in folder.iterdir()}


def gone(mark: Path, within: float = PATIENCE) -> float | None:
    """Return after how many seconds no process of a run is left, None where some are after so many seconds."""
    started = time.monotonic()
    while processes_of(mark):
        if time.monotonic() - started > within:
            return None
        time.sleep(0.02)
    return time.monotonic() - started


def left(mark: Path) -> Sequence[str]:
    """Return the commands of the processes of a run that are there."""
    found = []
    for number in processes_of(mark):
        try:
            command = Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        found.append(b" ".join(command).decode(errors="replace")[:300])
    return found


def assert_soon_gone(mark: Path) -> None:
    """Fail unless all that a killed run has started ends within two seconds, more only where this machine is busy.

    It is where a process takes long to start and to count a little, which takes a tenth of a second or two as a rule.
    """
    before = _pace()
    took = gone(mark)
    assert took is not None, left(mark)
    assert took < 2.0 or took < 10 * max(before, _pace()), took


def _pace() -> float:
    started = time.monotonic()
    subprocess.run([sys.executable, "-I", "-S", "-c", "sum(range(5_000_000))"], check=True)
    return time.monotonic() - started


def processes_of(mark: Path) -> Sequence[int]:
    """Return the processes that bear the mark of a run in their environment."""
    wanted, found = f"{MARK}={mark}".encode(), []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if wanted in (place / "environ").read_bytes().split(b"\0"):
                found.append(int(place.name))
        except OSError:
            continue
    return found
