"""Standard output and standard error: closed, full, cut off by whoever reads them, or of few characters."""

import io
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Result = TypeVar("Result")


def open_streams() -> None:
    """Let nobody hear what goes to a stream that is closed; what is opened later must not take its place.

    What the terminal's encoding lacks is shown as an escape: a file name is no reason to fail. Nor is a standard error
    that takes nothing: it is for whoever listens.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # it gets the lowest number that is free
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 -- for as long as we live
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if type(sys.stdout) is io.TextIOWrapper:
        sys.stdout = Stream(sys.stdout)
    if type(sys.stderr) is io.TextIOWrapper:
        sys.stderr = Stream(sys.stderr, lenient=True)


class Stream(io.TextIOWrapper):
    """A stream that remembers why it has taken no more: ``refused``.

    What a ``lenient`` one does not take is lost, on a full disk or after the terminal was closed.
    """

    def __init__(self, stream: io.TextIOWrapper, *, lenient: bool = False) -> None:
        at_once = lenient or stream.line_buffering
        through = stream.write_through
        super().__init__(stream.buffer, stream.encoding, stream.errors, line_buffering=at_once, write_through=through)
        self.refused: OSError | None = None
        self._lenient = lenient
        self._stream = stream  # which would close what both write to

    def write(self, text: str, /) -> int:
        return self._tried(lambda: super(Stream, self).write(text), len(text))

    def flush(self) -> None:
        self._tried(super().flush, None)

    def _tried(self, work: Callable[[], Result], otherwise: Result) -> Result:
        try:
            return work()
        except OSError as error:
            self.refused = error
            if not self._lenient:
                raise
            return otherwise


def refusal() -> OSError | None:
    """Return why standard output has taken no more, None where it has; what is still on its way then goes nowhere."""
    try:
        sys.stdout.flush()
    except OSError as error:
        refused: OSError | None = error
    except ValueError:  # somebody has closed it
        return None
    else:
        refused = sys.stdout.refused if isinstance(sys.stdout, Stream) else None
    if refused:
        with suppress(OSError, ValueError):  # what stands for it in this process may be no file
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, sys.stdout.fileno())
            os.close(nowhere)
    return refused
