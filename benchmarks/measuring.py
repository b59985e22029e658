"""Seconds and memory of commands. What is compared is measured alternately, in the same minutes of the same machine."""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PROCESSES = Path("/proc")  # Linux tells there how much memory each process took
SECONDS_BETWEEN_LOOKS = 0.1
MOST_SECONDS = 1800  # for one command

Command = Sequence[str | Path]
Measure = Callable[[], float]


class NotHere(Exception):
    """A program or a package to compare with is not on this machine; says which."""


class Failed(Exception):
    """A command did not do what was to be measured; says why."""


@dataclass(frozen=True, slots=True)
class Observed:
    """One run of a command: its seconds, the CPU seconds of all its processes, and in MiB the peaks of its first one
    and of the largest other one."""

    seconds: float
    cpu: float
    first: float
    others: float

    @property
    def peak(self) -> float:
        """The peak of the largest process in MiB."""
        return max(self.first, self.others)


@dataclass(frozen=True, slots=True)
class Race:
    """The seconds of each contestant, round by round."""

    times: Mapping[str, tuple[float, ...]]

    def seconds(self, name: str) -> float:
        return statistics.median(self.times[name])

    def ratio(self, name: str, other: str) -> float:
        """Return the median of the rounds' ratios: what slows a whole round down changes none of them."""
        return statistics.median(self.ratios(name, other))

    def ratios(self, name: str, other: str) -> tuple[float, ...]:
        return tuple(one / two for one, two in zip(self.times[name], self.times[other], strict=True))


def race(rounds: int, contestants: Mapping[str, Measure]) -> Race:
    """Measure all once in vain, so that the disk's cache holds what they read, then in turns, there and back."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(-1, rounds):
        names = list(contestants)
        for name in reversed(names) if number % 2 else names:
            seconds = contestants[name]()
            tell(f"  {name}: {seconds:.3f} s" + " (warming up)" * (number < 0))
            if number >= 0:
                times[name].append(seconds)
    return Race({name: tuple(all_seconds) for name, all_seconds in times.items()})


def tell(line: str) -> None:
    """Show how far the benchmarks are."""
    print(line, file=sys.stderr, flush=True)


def run(command: Command, environment: Mapping[str, str]) -> float:
    """Run a command and return the seconds until it has ended. Raises Failed with what it complained of."""
    begun = time.perf_counter()
    with started(command, environment, stderr=subprocess.PIPE) as process:
        complaints = _complaints(process)
        seconds = time.perf_counter() - begun
    _demand_success(command, process.returncode, complaints)
    return seconds


def observed(command: Command, environment: Mapping[str, str]) -> Observed:
    """Run a command and return its seconds and its memory, 0 where the system does not tell. Raises Failed."""
    with TemporaryDirectory(prefix="benchmarks-") as folder:
        file = Path(folder, "accounts.json")
        accounting = [sys.executable, "-m", "benchmarks.accounting", file, *command]
        with started(accounting, environment, stderr=subprocess.PIPE) as process, _Watch(process.pid) as watch:
            complaints = _complaints(process)
        _demand_success(command, process.returncode, complaints)
        accounts = json.loads(file.read_text(encoding="utf-8"))
    first = watch.peaks.get(accounts["first"], 0.0)
    others = [peak for number, peak in watch.peaks.items() if number not in (process.pid, accounts["first"])]
    return Observed(accounts["seconds"], accounts["cpu"], first, max(others, default=0.0))


def started(command: Command, environment: Mapping[str, str], **options: Any) -> "subprocess.Popen[bytes]":
    """Start a command that says nothing to anybody, unless ``options`` of Popen tell otherwise. Raises Failed."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.Popen(command, env=environment, **{**quiet, **options})  # noqa: S603 -- all from these files
    except OSError as error:
        raise Failed(str(error)) from None


def version_of(program: str | None) -> str | None:
    """Return name and version as a program tells them, None where there is no program."""
    if program is None:
        return None
    with started([program, "--version"], os.environ, stdout=subprocess.PIPE) as process:
        told = process.communicate()[0].decode(errors="replace")
    return " ".join(told.split()[:2]) or None


def _complaints(process: "subprocess.Popen[bytes]") -> bytes:
    """Return what a process has complained of when it has ended. Raises Failed where it does not end."""
    try:
        return process.communicate(timeout=MOST_SECONDS)[1]
    except subprocess.TimeoutExpired:
        process.kill()
        raise Failed(f"it did not end within {MOST_SECONDS} seconds") from None
    except BaseException:  # Ctrl-C: nothing that was started here is left behind
        process.terminate()
        raise


def _demand_success(command: Command, status: int, complaints: bytes) -> None:
    if status:
        last = " ".join(complaints.decode(errors="replace").split())[-300:]
        shown = " ".join(Path(word).name for word in command[:4])
        raise Failed(f"“{shown} …” ended with status {status}: {last}")


@dataclass
class _Watch:
    """Looks at a process and all that it started while a block lasts; ``peaks`` in MiB by number of the process.

    The kernel counts the peaks, looking seldom misses nothing but the growth in a process's last moments. What it
    tells a parent when a child has ended will not do: that begins with the memory of who started the child.
    """

    number: int
    peaks: dict[int, float] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "_Watch":
        self.thread = threading.Thread(target=self._look_until_over, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _look_until_over(self) -> None:
        while not self.over.wait(SECONDS_BETWEEN_LOOKS):
            for number in family(self.number):
                peak = _peak(number)
                self.peaks[number] = max(peak, self.peaks.get(number, 0.0))


def family(number: int) -> list[int]:
    """Return the numbers of a process and of all that it and they have started; only the first where nobody tells."""
    started: dict[int, list[int]] = {}
    for folder in PROCESSES.iterdir() if PROCESSES.is_dir() else ():
        if folder.name.isdecimal():
            started.setdefault(_parent(folder), []).append(int(folder.name))
    members = [number]
    for member in members:
        members.extend(started.get(member, ()))
    return members


def _parent(folder: Path) -> int:
    try:
        # The name of the command, in brackets, may hold spaces and brackets itself.
        return int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (OSError, IndexError):
        return 0  # it has ended


def _peak(number: int) -> float:
    """Return the most memory in MiB that a process has had since it became the program that it is."""
    try:
        status = (PROCESSES / str(number) / "status").read_text(errors="replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
