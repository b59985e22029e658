"""What came out, as tables in Markdown."""

import importlib.metadata
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Race, cores
from benchmarks.peers import browser, office

HEAD = (
    "# How fast it is",
    "",
    "Written by `make benchmark OUTPUT=docs/benchmarks.md`. A figure with × is what was measured divided by what it is",
    "measured against, in turns in the same run; modules are compiled before. Its goal is the most that it may be.",
    "",
)
PACKAGES = ("weasyprint", "openpyxl", "python-docx", "typst", "reportlab")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: ``unit`` "×" for a ratio; ``goal`` is the most that it shall be; ``note`` tells seconds and spread.

    ``value`` is None where nothing was measured; the note says then why.
    """

    case: str
    measured: str
    against: str
    value: float | None
    note: str
    goal: float | None = None
    unit: str = "×"


@dataclass(frozen=True, slots=True)
class Growth:
    """One size of something that grows, for ``count`` posters or duties.

    Seconds, CPU seconds of all processes, MiB of the largest process.

    ``ratio`` is that of the seconds for each of them to those at the size before, None at the first.
    """

    what: str
    count: int
    seconds: float
    cpu: float
    ratio: float | None
    peak: float


def compared(case: str, race: Race, ours: str, theirs: str, goal: float | None = None) -> Row:
    """Return the row of a ratio, with the seconds of both and the least and the largest ratio of a round."""
    ratios = race.ratios(ours, theirs)
    seconds = f"{race.seconds(ours):.3f} s against {race.seconds(theirs):.3f} s"
    spread = f"{min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} rounds"
    return Row(case, ours, theirs, race.ratio(ours, theirs), f"{seconds}; {spread}", goal)


def markdown(rows: Iterable[Row | Growth], rounds: int) -> str:
    """Return a page: what machine it was, the figures with goals, those without, and how things grow."""
    told = list(rows)
    figures = [row for row in told if isinstance(row, Row)]
    growths = [row for row in told if isinstance(row, Growth)]
    return "\n".join((*HEAD, *_machine(rounds), *_figures(figures), *_growths(growths)))


def _machine(rounds: int) -> Iterator[str]:
    yield f"{cores()} cores ({_processor()}), {platform.system()}, Python {platform.python_version()}, {rounds} rounds."
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES if _is_here(name)]
    yield ", ".join((*versions, *filter(None, (office.version(), browser.version())))) + "."
    if hasattr(os, "getloadavg"):
        yield f"Load of the machine in the last 15 minutes: {os.getloadavg()[2]:.1f}."
    yield ""


def _is_here(package: str) -> bool:
    try:
        importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines()
    except OSError:
        lines = []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())


def _figures(rows: Iterable[Row]) -> Iterator[str]:
    yield "| case | measured | against | figure | goal | | medians; least and largest ratio |"
    yield "|---|---|---|---|---|---|---|"
    for row in rows:
        figure = "–" if row.value is None else f"{row.value:.2f} {row.unit}"
        goal = "" if row.goal is None else f"{row.goal:g} {row.unit}"
        yield f"| {row.case} | {row.measured} | {row.against} | {figure} | {goal} | {_verdict(row)} | {row.note} |"
    yield ""


def _verdict(row: Row) -> str:
    if row.value is None:
        return "not measured"
    if row.goal is None:
        return ""
    return "met" if row.value <= row.goal else "**missed**"


def _growths(rows: list[Growth]) -> Iterator[str]:
    if rows:
        yield "| growth | number | seconds | CPU seconds | ms for each | against the size before | largest process |"
        yield "|---|---:|---:|---:|---:|---:|---:|"
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f} ×"
        each, peak = f"{row.seconds / row.count * 1000:.1f}", f"{row.peak:.0f} MiB"
        yield f"| {row.what} | {row.count:,} | {row.seconds:.2f} | {row.cpu:.2f} | {each} | {ratio} | {peak} |"
