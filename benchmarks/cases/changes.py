"""How long people wait who change a little or nothing, where the documents stand already."""

import contextlib
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.edits import Edited, edited_copy
from benchmarks.measuring import Failed, race, run, started
from benchmarks.table import Row, compared
from benchmarks.workshop import FIRST_KINDS, ROOT, SOURCE, Workshop, entry

IMPORT = "import weasyprint"
WORD = "one word changed"
ROUNDS_OF_SHORT_ONES = 4  # in the place of one, where a hundredth of a second makes a difference
SECONDS_TO_STAND = 120.0  # for the first documents, and for a new poster
SECONDS_AT_REST = 1.5  # without any change in the output folder, until watching is taken to wait
SECONDS_BETWEEN_LOOKS = 0.002
SAVES, SECONDS_BETWEEN_SAVES = 20, 3


def unchanged(workshop: Workshop) -> Iterator[Row]:
    """Nothing changed: the whole command, which still verifies everything by hash."""
    with workshop.output() as output:
        command = workshop.build(SOURCE, output)
        run(command, workshop.environment)
        result = race(
            ROUNDS_OF_SHORT_ONES * workshop.rounds,
            {
                "nothing changed": lambda: run(command, workshop.environment),
                "python -c pass": workshop.python("pass", workshop.environment),
            },
        )
    yield compared("unchanged", result, "nothing changed", "python -c pass", 6)


def word(workshop: Workshop) -> Iterator[Row]:
    """One word of one duty changed, page numbers left out: all documents, and without role sheets and web edition."""
    few = f"the same, {', '.join(FIRST_KINDS)} alone"
    edited = {name: edited_copy(SOURCE, workshop.fresh("word.yaml")) for name in (WORD, few)}
    words = {WORD: (), few: ("--only", ",".join(FIRST_KINDS))}
    with workshop.output() as every, workshop.output() as some:
        commands = {
            name: workshop.build(edited[name].path, output, *words[name])
            for name, output in {WORD: every, few: some}.items()
        }

        def measure(name: str) -> float:
            edited[name].save()
            return run(commands[name], workshop.without_office)

        for command in commands.values():
            run(command, workshop.without_office)
        contestants = {name: partial(measure, name) for name in commands}
        result = race(workshop.rounds, {**contestants, IMPORT: workshop.python(IMPORT, workshop.without_office)})
    for name in commands:
        yield compared("word", result, name, IMPORT, 1.84)


def watch(workshop: Workshop) -> Iterator[Row]:
    """The same while ``watch`` runs: from saving the file until the unit's new poster stands in the output folder."""
    edited = edited_copy(SOURCE, workshop.fresh("watched.yaml"))
    with workshop.output() as output, watching(edited, output, workshop.without_office) as watcher:
        contestants = {
            "one word changed, watched": watcher.seconds_to_new_poster,
            IMPORT: workshop.python(IMPORT, workshop.without_office),
        }
        result = race(workshop.rounds, contestants)
    yield compared("watch", result, "one word changed, watched", IMPORT, 0.4)


def quick_saves(workshop: Workshop) -> Iterator[Row]:
    """Saves in quick succession while ``watch`` counts the pages of the handbook: the slowest new poster of twenty."""
    edited = edited_copy(SOURCE, workshop.fresh("saved.yaml"))
    with workshop.output() as output, watching(edited, output, workshop.environment) as watcher:
        poster, seconds = watcher.wait_until_ready(), []
        for _ in range(SAVES):
            begun = time.monotonic()
            seconds.append(watcher.seconds_to_new(poster))
            time.sleep(max(0.0, SECONDS_BETWEEN_SAVES - (time.monotonic() - begun)))
    imported = race(workshop.rounds, {IMPORT: workshop.python(IMPORT, workshop.environment)}).seconds(IMPORT)
    named = f"slowest poster of {SAVES} saves, {SECONDS_BETWEEN_SAVES} s apart"
    note = f"{max(seconds):.3f} s, median {statistics.median(seconds):.3f} s, against {imported:.3f} s"
    yield Row("quick-saves", named, IMPORT, max(seconds) / imported, note, 0.8)


@dataclass(frozen=True, slots=True)
class Watcher:
    """A ``watch`` that runs: its process, what it watches and where its documents stand."""

    process: "subprocess.Popen[bytes]"
    edited: Edited
    output: Path

    def wait_until_ready(self) -> Path:
        """Wait until the unit's poster stands and the output folder is at rest; return the poster. Raises Failed."""
        ends = time.monotonic() + SECONDS_TO_STAND
        before, since = None, time.monotonic()
        while time.monotonic() < ends:
            self._demand_running()
            now = self._standing()
            if now != before:
                before, since = now, time.monotonic()
            elif now and time.monotonic() - since > SECONDS_AT_REST:
                return entry(self.output, kind="poster", unit=self.edited.unit)
            time.sleep(0.05)
        raise Failed("watching made no documents in time, or never rests")

    def _standing(self) -> list[tuple[str, int]]:
        """Return the files in the output folder with their times, nothing while there is no manifest."""
        with contextlib.suppress(OSError):  # a folder that is just being replaced
            files = sorted(path for path in self.output.rglob("*") if path.is_file())
            if any(path.name == "manifest.json" for path in files):
                return [(str(path), path.stat().st_mtime_ns) for path in files]
        return []

    def seconds_to_new_poster(self) -> float:
        """As ``seconds_to_new``, of the unit's poster, once nothing is under way any more."""
        return self.seconds_to_new(self.wait_until_ready())

    def seconds_to_new(self, poster: Path) -> float:
        """Save the file with another word and return the seconds until the poster's bytes are others. Raises Failed."""
        before, seen = poster.read_bytes(), _identity(poster)
        self.edited.save()
        saved = time.perf_counter()
        while (seconds := time.perf_counter() - saved) < SECONDS_TO_STAND:
            now = _identity(poster)
            if now and now != seen:
                seen = now
                with contextlib.suppress(OSError):
                    if poster.read_bytes() != before:
                        return seconds
            time.sleep(SECONDS_BETWEEN_LOOKS)
        self._demand_running()
        raise Failed("watching made no new poster in time")

    def _demand_running(self) -> None:
        status = self.process.poll()
        if status is not None:
            raise Failed(f"“generate.py watch” ended with status {status}")


def _identity(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


@contextlib.contextmanager
def watching(edited: Edited, output: Path, environment: Mapping[str, str]) -> Iterator[Watcher]:
    """Give a watcher of an edited file; it is ended with all that it started."""
    command: list[str | Path] = [
        sys.executable,
        ROOT / "generate.py",
        "watch",
        "--source",
        edited.path,
        "--output",
        output,
    ]
    process = started(command, environment, start_new_session=True)
    try:
        yield Watcher(process, edited, output)
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the process, and whatever of its own session it leaves behind."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(10)
    if sys.platform == "win32":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
