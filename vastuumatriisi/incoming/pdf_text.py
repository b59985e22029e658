"""The text of PDFs, read in a process of its own: one that is made to harm may hold PDFium or fill the memory.

That process imports no more than this; it answers one PDF after the other, and ends with the one that has started it.
"""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from vastuumatriisi.errors import UserError, reason
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.system import limits
from vastuumatriisi.system.process import begin_as_worker, delayed_interrupts, import_path
from vastuumatriisi.system.starting import assert_room, cannot_start

MOST_TEXT = 20_000_000  # characters; a province's handbook has three millions
ADDRESSES = limits.MEMORY + (1 << 29)  # bytes that the process may have, with Python, PDFium and the file
FOR_READING = 256 << 20  # bytes of addresses that it takes as a rule
HEAD = 8  # bytes that tell how many follow
DAMAGED, MEMORY, LARGE = "damaged", "memory", "large"
SCRIPT = f"from {__name__} import answer; answer()"


class NoText(Exception):
    """A PDF whose text cannot be told; its argument is the message that says why."""


class PdfTexts:
    """Reads PDFs in the block, by a process that starts with the first one, and anew where it had to be ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._ahead: bytes | None = None  # what it has been given and has not answered yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def ask_ahead(self, content: bytes) -> None:
        """Let a PDF be read while something else is done. Raises what ``pages`` raises where none can be started."""
        if self._ahead is None:
            self._give(content)

    def pages(self, content: bytes) -> list[str]:
        """Return the text of each page. Raises NoText, and UserError where no process can be started."""
        self._started()
        begun = time.monotonic()
        timer = threading.Timer(limits.SECONDS, self._kill)
        timer.daemon = True
        timer.start()
        try:
            if self._ahead != content:
                self._give(content)
            told = _answer(self._started())
        finally:
            timer.cancel()
        self._ahead = None
        if isinstance(told, list):
            return told
        if told is None:
            self._end()
            told = MEMORY
            if time.monotonic() - begun >= limits.SECONDS:
                raise NoText(message("verify.pdf_over_time", seconds=round(limits.SECONDS)))
        raise NoText(_why(told))

    def _give(self, content: bytes) -> None:
        if self._ahead is not None or not _takes(self._started(), content):
            self._end()  # of what else it may be reading nobody wants to know any more
            _takes(self._started(), content)
        self._ahead = content

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None:
            assert_room(FOR_READING)
            pipe = subprocess.PIPE
            command = [sys.executable, "-c", SCRIPT]
            try:
                with delayed_interrupts():
                    self._process = subprocess.Popen(  # noqa: S603 -- ourselves
                        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={**os.environ, **import_path()}
                    )
            except OSError as error:
                if cannot_start(error):
                    raise
                raise UserError(message("verify.unreadable", reason=reason(error))) from None
        return self._process

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _end(self) -> None:
        process, self._process, self._ahead = self._process, None, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):  # what it has not taken
                    if stream:
                        stream.close()


def _takes(process: "subprocess.Popen[bytes]", content: bytes) -> bool:
    """Give the process a PDF, and return whether it is still there to take it."""
    assert process.stdin is not None  # noqa: S101
    try:
        process.stdin.write(len(content).to_bytes(HEAD) + content)
        process.stdin.flush()
    except OSError:
        return False
    return True


def _answer(process: "subprocess.Popen[bytes]") -> Any:
    """Return what the process answers, None where it has ended instead."""
    assert process.stdout is not None  # noqa: S101
    try:
        size = int.from_bytes(process.stdout.read(HEAD))
        said = process.stdout.read(size)
    except OSError:
        return None
    return json.loads(said) if size and len(said) == size else None


def _why(fault: str) -> Message:
    if fault == MEMORY:
        return message("verify.pdf_over_memory", size=round(limits.MEMORY / 1e6))
    return message("verify.unpacks" if fault == LARGE else "verify.damaged_pdf")


def answer() -> None:
    """Answer, in that process, until nobody asks any more."""
    begin_as_worker()
    limits.bound_addresses(ADDRESSES)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library says is no answer
    while head := sys.stdin.buffer.read(HEAD):
        told = json.dumps(_told(sys.stdin.buffer.read(int.from_bytes(head)))).encode()
        answers.write(len(told).to_bytes(HEAD) + told)
        answers.flush()


def _told(content: bytes) -> list[str] | str:
    """Return the texts, or what is the matter."""
    import pypdfium2

    found: list[str] = []
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            for page in pdf:
                text = page.get_textpage()
                found.append(str(text.get_text_bounded()))
                text.close()
                page.close()
                if sum(map(len, found)) > MOST_TEXT:
                    return LARGE
    except pypdfium2.PdfiumError:
        return DAMAGED
    except MemoryError:
        return MEMORY
    return found
