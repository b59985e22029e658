"""Chromium: started for each file, or kept running and told over a pipe what to print (DevTools protocol)."""

import base64
import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import FileIO
from pathlib import Path
from typing import Any

from benchmarks.measuring import Failed, NotHere, run, started, version_of

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Nothing but printing: no picture on a screen, no word to anybody.
QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pings",
)
READ, WRITE = 3, 4  # the numbers at which the browser expects its pipes
END = b"\0"  # of a message


@cache
def version() -> str | None:
    """Return name and version, None where there is no such browser."""
    return version_of(find())


@cache
def find() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def _command(profile: Path) -> list[str]:
    program = find() if sys.platform != "win32" else None
    if program is None:
        raise NotHere("Chromium")
    # Its sandbox refuses to be used by root.
    as_root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return [program, *QUIET, *as_root, f"--user-data-dir={profile}"]


def print_each(pages: Iterable[Path], output: Path, profile: Path, environment: Mapping[str, str]) -> float:
    """Start the browser once for each page and return the seconds of all. Raises NotHere and Failed."""
    seconds = 0.0
    for page in pages:
        target = output / f"{page.stem}.pdf"
        words = ("--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())
        seconds += run([*_command(profile), *words], environment)
        if not target.is_file():
            raise Failed("Chromium printed nothing")
    return seconds


class Browser:
    """A browser that runs and waits for pages to print."""

    def __init__(self, read: int, write: FileIO) -> None:
        self._read, self._write = read, write
        self._waiting = b""
        self._number = 0
        self._events: set[str] = set()
        self._session: str | None = None
        target = self._call("Target.createTarget", {"url": "about:blank"})["targetId"]
        attached = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})
        self._session = attached["sessionId"]
        self._call("Page.enable")

    def print(self, page: Path, target: Path) -> None:
        """Print a page as a PDF file. Raises Failed."""
        self._events.clear()
        told = self._call("Page.navigate", {"url": page.as_uri()})
        if "errorText" in told:
            raise Failed(f"Chromium cannot open {page.name}: {told['errorText']}")
        self._wait_for("Page.loadEventFired")
        self._call("Runtime.evaluate", {"expression": "document.fonts.ready", "awaitPromise": True})
        printed = self._call("Page.printToPDF", {"printBackground": True, "preferCSSPageSize": True})
        target.write_bytes(base64.b64decode(printed["data"]))

    def print_all(self, pages: Iterable[Path], output: Path) -> float:
        """Print pages one after the other and return the seconds of all. Raises Failed."""
        begun = time.perf_counter()
        for page in pages:
            self.print(page, output / f"{page.stem}.pdf")
        return time.perf_counter() - begun

    def _call(self, method: str, values: Mapping[str, Any] | None = None) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": dict(values or {})}
        if self._session:
            message["sessionId"] = self._session
        self._write.write(json.dumps(message).encode() + END)
        answer = next(told for told in self._messages() if told.get("id") == self._number)
        if "error" in answer:
            raise Failed(f"Chromium refuses {method}: {answer['error'].get('message')}")
        return answer["result"]

    def _wait_for(self, event: str) -> None:
        while event not in self._events:
            next(self._messages())

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            while END not in self._waiting:
                more = os.read(self._read, 1 << 20)
                if not more:
                    raise Failed("Chromium has ended")
                self._waiting += more
            message, _, self._waiting = self._waiting.partition(END)
            told = json.loads(message)
            self._events.add(told.get("method", ""))
            yield told


@contextlib.contextmanager
def running(profile: Path, environment: Mapping[str, str]) -> Iterator[Browser]:
    """Give a browser that is ready to print. Raises NotHere and Failed."""
    import fcntl  # Windows has none, and no pipes of such numbers

    command = [*_command(profile), "--remote-debugging-pipe"]
    its_read, our_write = os.pipe()
    our_read, its_write = os.pipe()

    def connect() -> None:
        # Copies first: one of the two may have the other's new number.
        read, write = fcntl.fcntl(its_read, fcntl.F_DUPFD, WRITE + 1), fcntl.fcntl(its_write, fcntl.F_DUPFD, WRITE + 1)
        os.dup2(read, READ)
        os.dup2(write, WRITE)

    with started(command, environment, preexec_fn=connect, pass_fds=(READ, WRITE)) as process:
        os.close(its_read)
        os.close(its_write)
        try:
            with FileIO(our_write, "w") as write:
                yield Browser(our_read, write)
        finally:
            process.terminate()
            os.close(our_read)
