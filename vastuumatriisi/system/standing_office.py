"""A LibreOffice that stays, so that no conversion but the first waits for its start, and that one waits for less of it.

A LibreOffice that finds another one of the same profile running hands its work over to it and ends when that is done.
So nothing is needed but one that does not end by itself: it has an empty document open and accepts connections, here
of a kind that does not exist, so that there is no door by which anybody else could come in. It is ready when it has
locked the document; work that comes earlier is done before the document is there, and it ends after that.
"""

import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from vastuumatriisi.system.libreoffice import end, start, user_installation
from vastuumatriisi.system.process import delayed_interrupts
from vastuumatriisi.system.supervised import Supervised

STAYING = ("--headless", "--norestore", "--nolockcheck", "--accept=none")
DOCUMENT, LOCK = "empty.txt", ".~lock.empty.txt#"
SECONDS_TO_STAND = 10  # after which each conversion has its own
LOOK = 0.01  # s


class StandingOffice:
    """Starts when it is first asked to, and ends with the block. Where it does not stay, each conversion has its own.

    May be used by several threads; ``give_up`` by any of them.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Supervised | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._place = Path()
        self._cannot_stay = sys.platform == "win32"  # where nobody has seen it stay yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with delayed_interrupts(), self._lock:
            self._cannot_stay = True  # no thread that is late begins it again
            self._clear()

    def begin(self, program: str) -> None:
        """Start it, unless it stands already, and do not wait until it does."""
        with self._lock:
            if self._cannot_stay or self._is_running():
                return
            self._clear()
            with suppress(OSError):  # then it does not stand, and who makes the document tells why
                self._start(program)

    def profile(self) -> Path | None:
        """Wait until it is ready, and return the profile by which another finds it; None where it does not stay."""
        until = time.monotonic() + SECONDS_TO_STAND
        while time.monotonic() < until:
            with self._lock:  # between two looks another thread may give it up
                if not self._is_running():
                    return None
                if (self._place / LOCK).exists():
                    return self._profile
            time.sleep(LOOK)
        with self._lock:
            self._cannot_stay = True
            self._clear()
        return None

    def give_up(self) -> None:
        """End it and what it has in work; it may begin again."""
        with self._lock:
            self._clear()

    def _start(self, program: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="vastuumatriisi-", ignore_cleanup_errors=True)
        self._place = Path(self._folder.name).resolve()
        document = self._place / DOCUMENT
        document.touch()
        command = [program, user_installation(self._profile), *STAYING, str(document)]
        self._process = start(command, self._place, self._profile)

    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def _profile(self) -> Path:
        return self._place / "profile"

    def _clear(self) -> None:
        if self._process:
            end(self._process)
            with self._process:  # so that its output is closed and nothing waits to be buried
                self._process = None
        if self._folder:
            self._folder.cleanup()
            self._folder = None
