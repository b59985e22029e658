"""What a build says while it works, and the table at its end."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from vastuumatriisi.builder.pipeline import BuildResult
from vastuumatriisi.errors import first_notes, listed_paths
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.publish import ManifestEntry

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LONG = 30  # s that pages may be counted without a word about it
MOST_IN_WORK = 60  # characters that the bar shows of what is in work


class TerminalReporter:
    """A bar on a terminal, nothing where it is piped; with ``verbose`` a line for each document as well."""

    def __init__(self, say: Wording, *, verbose: bool = False, quiet: bool = False) -> None:
        self.say = say
        self.quiet = quiet
        self._verbose = verbose
        self._bar: Progress | None = None
        self._counting: TaskID | None = None
        self._has_told_pace = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def waiting(self, holder: Message) -> None:
        self._print(self.say.told(holder))

    def planned(self, to_make: int, kept: int) -> None:
        if sys.stderr.isatty() and not self.quiet:
            self._bar = _bar()
            self._bar.start()
            self._bar.add_task(self.say.told(message("command.kept", count=kept)), total=to_make + kept, completed=kept)
        if self._verbose:
            self._print(self.say("command.planned", to_make=to_make, kept=kept))

    def working(self, paths: tuple[str, ...]) -> None:
        # Whoever waits for documents has time to load what the table at the end needs.
        import rich.table  # noqa: F401

        if self._bar:
            self._bar.update(self._bar.task_ids[0], description=_cut(", ".join(paths)))

    def counting(self, path: str, elapsed: float, expected: float) -> None:
        if self.quiet or expected < LONG:
            return
        if not self._has_told_pace:
            self._has_told_pace = True
            self._print(self.say.told(message("command.counting", path=path, count=round(expected / 60) or 1)))
        if self._bar:
            if self._counting is None:
                self._counting = self._bar.add_task(f"{_cut(path)}, s")
            # What takes longer than expected stays in sight of its end.
            self._bar.update(self._counting, total=expected, completed=min(elapsed, 0.99 * expected))

    def outdated(self) -> bool:
        """A build that somebody has asked for is made of what it has read."""
        return False

    def finished(self, path: str) -> None:
        if self._bar:
            self._bar.update(self._bar.task_ids[0], advance=1)
        if self._verbose:
            self._print(self.say("command.made_one", path=path))

    def published(self, paths: tuple[str, ...]) -> None:
        pass

    def _print(self, line: str) -> None:
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


def closing_lines(result: BuildResult, output: Path, shown: str, say: Wording) -> None:
    """Print what stands in the output folder now: file, pages, size, what became of it; prints to replace; notes."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(say("command.column.document"), overflow="fold")
    table.add_column(say("command.column.pages"), justify="right")
    table.add_column(say("command.column.size"), justify="right")
    table.add_column("")
    # How large its type came out, which tells a poster that is too full to be read from two metres.
    table.add_column(say("command.column.type") if any(entry.remark for entry in result.documents) else "")
    for entry in result.documents:
        pages = "" if entry.pages is None else str(entry.pages)
        size = _size((output / entry.path).stat().st_size, say)
        table.add_row(entry.path, pages, size, say(f"command.{status_of(entry, result)}"), entry.remark)
    console.print(table)
    for line in (*_left_out(result), *first_notes(result.notes)):
        console.print(say.told(line), markup=False, soft_wrap=True)
    console.print(say.told(last_line(result, shown)), markup=False, soft_wrap=True)


def last_line(result: BuildResult, shown: str) -> Message:
    """Return the one line that sums a build up."""
    others = len(result.documents) - len(result.made)
    counts = [message("command.made_many", count=len(result.made))]
    counts += [message("command.kept", count=others)] if others else []
    matrix = result.views.matrix
    return message("command.built", output=shown, counts=counts, edition=matrix.edition, fingerprint=matrix.fingerprint)


def status_of(entry: ManifestEntry, result: BuildResult) -> str:
    return "made" if entry.path in result.made else "unchanged"


def _left_out(result: BuildResult) -> list[Message]:
    left_out = listed_paths(result.left_out)
    return [message("command.left_out", paths=left_out)] if left_out else []


def _cut(text: str) -> str:
    return text if len(text) <= MOST_IN_WORK else f"{text[: MOST_IN_WORK - 1]}…"


def _size(number: int, say: Wording) -> str:
    if number < 1024 * 1024:
        return say("command.kilobytes", size=f"{number / 1024:.0f}")
    whole, tenths = f"{number / 1024 / 1024:.1f}".split(".")
    return say("command.megabytes", whole=whole, tenths=tenths)
