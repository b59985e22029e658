"""What a build says while it works, and the table at its end."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from vastuumatriisi.build import Result
from vastuumatriisi.generators import Job

MOST_NAMED = 6  # of the documents that were left out, and of notes; a province has hundreds of posters


class TerminalReporter:
    """A bar on a terminal, plain lines on standard error where it is piped."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._bar = Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)
        self._task = self._bar.add_task("Reading the data", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def waiting(self, holder: str) -> None:
        self._say(holder)

    def planned(self, total: int) -> None:
        self._bar.update(self._task, total=total, description="Making documents")

    def finished(self, job: Job) -> None:
        self._bar.update(self._task, advance=1, description=job.path)
        if not self._console.is_terminal:
            self._say(f"made {job.path}")

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, soft_wrap=True)


def closing_lines(result: Result, output: str) -> None:
    """Print what stands in the output folder now: file, pages, size; then notes."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("document", overflow="fold")
    table.add_column("pages", justify="right")
    table.add_column("size", justify="right")
    table.add_column("")
    kept = {artifact.path for artifact in result.kept}
    for artifact in (*result.made, *result.kept):
        pages = "" if artifact.pages is None else str(artifact.pages)
        mark = "kept, still current" if artifact.path in kept else result.remarks.get(artifact.path, "")
        table.add_row(artifact.path, pages, _size(len(artifact.data)), mark)
    console.print(table)
    for line in (*_left_out(result), *_notes(result)):
        console.print(line, markup=False, soft_wrap=True)
    matrix = result.matrix
    console.print(
        f"{output}: {len(result.made)} made, {len(result.kept)} kept; edition {matrix.edition}, {matrix.fingerprint}.",
        markup=False,
        soft_wrap=True,
    )


def _left_out(result: Result) -> list[str]:
    if not result.left_out:
        return []
    named = ", ".join(result.left_out[:MOST_NAMED])
    more = len(result.left_out) - MOST_NAMED
    further = f" and {more} more" if more > 0 else ""
    return [f"left out, since not asked for and no longer current: {named}{further}"]


def _notes(result: Result) -> list[str]:
    more = len(result.notes) - MOST_NAMED
    return [*result.notes[:MOST_NAMED], *([f"and {more} more notes of this kind"] if more > 0 else [])]


def _size(number: int) -> str:
    return f"{number / 1024:.0f} KiB" if number < 1024 * 1024 else f"{number / 1024 / 1024:.1f} MiB"
