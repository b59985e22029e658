"""Commands that are forked from a warm process and ended at some moment, and what they leave behind.

A hundred starts of Python would take minutes; a fork of one that has imported everything begins at once.
"""

import os
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.matrices import ROOT

PATIENCE = 20.0  # s, on a busy machine
MARK = "VASTUUMATRIISI_TESTED"  # in the environment of a run, and so of all that it starts

# Reads a line for each run: what ends it, when, its scratch folder, its mark, and its arguments, with tabs in between.
# The moment is a number of seconds, or how many changes of files it has made. Before the folder stands how many bytes a
# file may have.
WARM = """
    import ast, os, resource, signal, sys, time
    sys.path.insert(0, {root!r})
    from vastuumatriisi.cli import main as cli, check, diff, fix, import_, new, release, review, verify
    from vastuumatriisi.builder import pipeline
    from vastuumatriisi.builder.layouts import find_office
    from vastuumatriisi.builder.toolchain import toolchain
    from vastuumatriisi.system import scratch
    from vastuumatriisi.generators import GENERATORS
    import rich.table, tempfile

    WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
    CHANGES = {{"os.rename", "os.remove", "os.mkdir", "os.link", "os.rmdir", "os.chmod", "os.chown", "os.utime"}}

    def die_at(last, *places):
        done = [0]
        def heard(event, arguments):
            changes = event in CHANGES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING)
            if changes and not str(arguments[0]).startswith(places):
                done[0] += 1
                if done[0] > last:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(heard)

    def run(moment, largest, folder, mark, words):
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
            die_at(moment, folder, os.devnull)
        sys.exit(cli.main())

    toolchain(), find_office(), [one.generator for one in GENERATORS]  # each remembers its answer

    tempfile.tempdir = None
    print("ready", flush=True)
    for line in sys.stdin:
        number, moment, largest, folder, mark, *words = ast.literal_eval(line)
        started = time.monotonic()
        process = os.fork()
        if not process:
            run(moment, largest, folder, mark, words)
        if number and isinstance(moment, float):
            time.sleep(moment)
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
        script = textwrap.dedent(WARM).format(root=str(ROOT), mark=MARK, said=said)
        pipe = subprocess.PIPE
        environment = {**os.environ, "LC_MESSAGES": "en"}
        command = [*before, sys.executable, "-B", "-c", script]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8", env=environment)
        assert self._answer() == "ready"

    @property
    def pid(self) -> int:
        return self._process.pid

    def run(
        self, *words: str | Path, number: int = 0, moment: float | None = None, largest: int | None = None
    ) -> tuple[int, float]:
        """Return exit status and seconds of a run, which gets a signal at a moment, or is killed amid its changes.

        ``largest`` is how many bytes a file may have that it writes.
        """
        assert self._process.stdin is not None
        told = (int(number), moment, largest, str(self.scratch), str(self.scratch), *map(str, words))
        self._process.stdin.write(f"{told!r}\n")
        self._process.stdin.flush()
        status, seconds = self._answer().strip("()").split(", ")
        return int(status), float(seconds)

    @property
    def said(self) -> str:
        """What the last run has said on standard error."""
        return os.pread(self._said, 1 << 20, 0).decode()

    def close(self) -> None:
        with self._process:
            pass
        os.close(self._said)
        self._file.unlink()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def gone(mark: Path, within: float = PATIENCE) -> float | None:
    """Return after how many seconds no process of a run is left, None where some are after so many seconds."""
    started = time.monotonic()
    while processes_of(mark):
        if time.monotonic() - started > within:
            return None
        time.sleep(0.02)
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
