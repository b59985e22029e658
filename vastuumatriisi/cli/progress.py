"""What a build says while it works, and the table at its end."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vastuumatriisi.builder.pipeline import BuildResult
from vastuumatriisi.errors import first_notes, listed_paths
from vastuumatriisi.publish import ManifestEntry

if TYPE_CHECKING:
    from rich.progress import Progress

MOST_IN_WORK = 60  # characters that the bar shows of what is in work


class TerminalReporter:
    """A bar on a terminal, nothing where it is piped; with ``verbose`` a line for each document as well."""

    def __init__(self, *, verbose: bool = False, quiet: bool = False) -> None:
        self.quiet = quiet
        self._verbose = verbose
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def waiting(self, holder: str) -> None:
        self._say(holder)

    def planned(self, to_make: int, kept: int) -> None:
        if sys.stderr.isatty() and not self.quiet:
            self._bar = _bar()
            self._bar.start()
            self._bar.add_task(f"{kept} unchanged", total=to_make + kept, completed=kept)
        if self._verbose:
            self._say(f"{to_make} to make, {kept} current")

    def working(self, paths: tuple[str, ...]) -> None:
        # Whoever waits for documents has time to load what the table at the end needs.
        import rich.table  # noqa: F401

        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=_cut(", ".join(paths)))

    def finished(self, path: str) -> None:
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1)
        if self._verbose:
            self._say(f"made {path}")

    def published(self, paths: tuple[str, ...]) -> None:
        pass

    def _say(self, line: str) -> None:
        if self._bar:
            self._bar.console.print(line, markup=False, soft_wrap=True)
        else:
            print(line, file=sys.stderr, flush=True)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    # What is left is told by the pace of the last minutes: fuller documents are made first, and take longer.
    return Progress(*columns, console=Console(stderr=True, highlight=False), transient=True, speed_estimate_period=120)


def closing_lines(result: BuildResult, output: Path, shown: str) -> None:
    """Print what stands in the output folder now: file, pages, size, what became of it; prints to replace; notes."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("document", overflow="fold")
    table.add_column("pages", justify="right")
    table.add_column("size", justify="right")
    table.add_column("")
    # How large its type came out, which tells a poster that is too full to be read from two metres.
    table.add_column("type" if any(entry.remark for entry in result.documents) else "")
    for entry in result.documents:
        pages = "" if entry.pages is None else str(entry.pages)
        table.add_row(
            entry.path, pages, _size((output / entry.path).stat().st_size), status_of(entry, result), entry.remark
        )
    console.print(table)
    for line in (*_left_out(result), *first_notes(result.notes)):
        console.print(line, markup=False, soft_wrap=True)
    console.print(last_line(result, shown), markup=False, soft_wrap=True)


def last_line(result: BuildResult, shown: str) -> str:
    """Return the one line that sums a build up."""
    others = len(result.documents) - len(result.made)
    counts = [f"{len(result.made)} made"]
    counts += [f"{others} unchanged"] if others else []
    matrix = result.views.matrix
    return f"{shown}: {', '.join(counts)}; edition {matrix.edition}, {matrix.fingerprint}."


def status_of(entry: ManifestEntry, result: BuildResult) -> str:
    return "made" if entry.path in result.made else "unchanged"


def _left_out(result: BuildResult) -> list[str]:
    left_out = listed_paths(result.left_out)
    return [f"left out, since not asked for and no longer current: {left_out}"] if left_out else []


def _cut(text: str) -> str:
    return text if len(text) <= MOST_IN_WORK else f"{text[: MOST_IN_WORK - 1]}…"


def _size(number: int) -> str:
    return f"{number / 1024:.0f} KiB" if number < 1024 * 1024 else f"{number / 1024 / 1024:.1f} MiB"
