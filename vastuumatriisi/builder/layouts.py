"""LibreOffice as the layout engine: which one it is here, and its runs, which any thread may cut short."""

import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from vastuumatriisi.builder.page_layout import LayoutFailed
from vastuumatriisi.errors import reason
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.bounds import processor_time_of_others, ran_out_of_time
from vastuumatriisi.system.libreoffice import (
    conversion,
    end,
    find_program,
    office_identity,
    start,
    version_output,
)
from vastuumatriisi.system.raising import leave, raise_in
from vastuumatriisi.system.standing_office import StandingOffice
from vastuumatriisi.system.supervised import Supervised

TRIES, MOMENT = 50, 0.002  # s; work that may not be ended just now is tried so often, then goes on to its end


class Cancelled(BaseException):
    """What was under way was cancelled; no Exception, which libraries are free to pass over."""


class NoAnswer(LayoutFailed):
    """LibreOffice took longer than it was given."""


@dataclass(frozen=True, slots=True)
class Office:
    """The LibreOffice of this machine; another ``identity`` may lay pages out differently."""

    program: str
    identity: str


# What counts pages where nobody here shall: its documents are current as long as that is asked for.
WORD = Office("", "")


@cache
def find_office() -> Office | None:
    """Return the LibreOffice of this machine, None where there is none or where it cannot be identified."""
    program = find_program()
    identity = office_identity(program) if program else None
    return Office(program, identity) if program and identity else None


@cache
def version_of(office: Office) -> str:
    """Return its version number, or its identity where it tells none. Starts LibreOffice, which takes 0.1 s."""
    version = re.search(r"\d+(?:\.\d+)+", version_output(office.program) or "")
    return version[0] if version else office.identity


def expected_seconds(duties: int, layouts: int, took: Sequence[float]) -> float:
    """Return how long so many layouts of a handbook take in all; ``took`` is how long those took that are made.

    Before the first one it is what LibreOffice 7.4 took on two common cores, about 2 s for 105 duties and 296 s for
    10,500; it looks at all pages again and again, so that this grows faster than they do.
    """
    each = sum(took) / len(took) if took else 0.9 + duties / 100 + (duties / 760) ** 2
    return sum(took) + each * max(layouts - len(took), 0)


class LayoutRunner:
    """The layouts of one build; ``cancel`` ends what is under way, from whichever thread, and forbids what is later.

    ``standing`` is the LibreOffice that makes them, where there is one that stays; ``took`` are the seconds of each
    that is made.
    """

    def __init__(self, standing: StandingOffice | None = None) -> None:
        self.took: list[float] = []
        self._standing = standing
        self._lock = threading.Lock()
        self._process: Supervised | None = None
        self._endable: set[int] = set()
        self._told: set[int] = set()
        self._cancelled = False

    def cancel(self) -> None:
        with self._lock:
            self._cancelled = True
            under_way = self._process
            if under_way:
                end(under_way)
        self._end_threads()
        if under_way:
            self._give_up_standing()

    @contextmanager
    def endable(self) -> Iterator[None]:
        """Let the block, which shall hold nothing that has to be given back, end when this is cancelled.

        It would keep others from the one processor that Python has for all threads. Where it imports something for
        long just then, it goes on to its end. Raises Cancelled.
        """
        thread = threading.get_ident()
        with self._lock:
            if self._cancelled:
                raise Cancelled
            self._endable.add(thread)
        is_over = partial(self._is_over, thread)
        try:
            yield
            leave(Cancelled, is_over)
        finally:
            leave(Cancelled, is_over)  # once more, for what comes just as the first begins

    def begin(self, office: Office) -> None:
        """Start the LibreOffice that stays, if there shall be one, so that it gets ready meanwhile."""
        if self._standing and not self._cancelled:
            self._standing.begin(office.program)

    def convert(self, office: Office, source: Path, result: Path, kind: str, seconds: float) -> None:
        """Convert a file into another one in a folder, in so many seconds at most. Raises LayoutFailed, Cancelled.

        The one that stays has had other documents: what it fails at is tried again by one that has not.
        """
        begun = time.monotonic()
        known = self._standing.profile() if self._standing else None
        try:
            self._convert(office, known, source, result, kind, seconds)
        except LayoutFailed as failure:
            self._give_up_standing()
            if not known or isinstance(failure, NoAnswer):
                raise
            self._convert(office, None, source, result, kind, seconds)
        self.took.append(time.monotonic() - begun)

    def run(self, command: list[str], seconds: float, profile: Path | None = None) -> None:
        """Run a command for so many seconds at most. Raises LayoutFailed, Cancelled; nothing is left running.

        ``profile`` is that of a LibreOffice that has one of its own.
        """
        before = processor_time_of_others()
        with self._started(command, profile) as process:
            try:
                process.communicate(timeout=seconds)  # notices the end at once, which ``wait`` with a limit does not
            except subprocess.TimeoutExpired:
                raise NoAnswer(message("office.no_answer", seconds=seconds)) from None
            finally:
                with self._lock:
                    self._process = None
                end(process)
        if self._cancelled:
            raise Cancelled
        if process.returncode:
            ended = message("office.ended", status=process.returncode)
            raise LayoutFailed(message("office.no_time") if ran_out_of_time(before) else ended)

    def _convert(
        self, office: Office, standing: Path | None, source: Path, result: Path, kind: str, seconds: float
    ) -> None:
        """Convert a file, by the LibreOffice that stays if its profile is given, else by one of its own."""
        result.unlink(missing_ok=True)
        profile = standing or result.parent / "profile"
        command, before = conversion(office.program, profile, source, kind, result.parent), processor_time_of_others()
        self.run(command, seconds, None if standing else profile)
        if not result.is_file():
            raise LayoutFailed(message("office.no_time" if ran_out_of_time(before) else "office.no_pdf"))

    def _end_threads(self) -> None:
        for _ in range(TRIES):
            with self._lock:
                self._told |= {thread for thread in self._endable - self._told if raise_in(thread, Cancelled)}
                if self._told >= self._endable:
                    return
            time.sleep(MOMENT)

    def _is_over(self, thread: int) -> bool:
        """Let nothing more be sent to a thread, and tell whether anything was since this was last asked."""
        with self._lock:
            self._endable.discard(thread)
            told = thread in self._told
            self._told.discard(thread)
        return told

    def _give_up_standing(self) -> None:
        if self._standing:
            self._standing.give_up()

    def _started(self, command: list[str], profile: Path | None) -> Supervised:
        with self._lock:  # so that ``cancel`` comes either before and nothing is started, or finds the process
            if self._cancelled:
                raise Cancelled
            try:
                self._process = start(command, profile=profile)
            except OSError as error:
                raise LayoutFailed(message("office.not_started", reason=reason(error))) from None
            return self._process
