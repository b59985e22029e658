"""The bytes of a file that a user has named, whatever it is: a pipe, a device and a link are named as files are."""

import errno
import os
import stat
import sys
import time
from pathlib import Path

from vastuumatriisi.errors import NoWriter
from vastuumatriisi.system.patience import patiently

PATIENCE = 3.0  # s in which somebody begins to write into a pipe
PAUSE = 0.02  # s between two looks at it
PART = 1 << 16


def read_within(path: Path, most: int) -> bytes:
    """Return the bytes of a file, of one that has more than ``most`` one more than that.

    A pipe into which somebody writes is read to its end, however slowly that comes. Raises OSError; IsADirectoryError
    for a folder, NoWriter for a pipe into which nobody writes.
    """
    descriptor = patiently(lambda: _descriptor(path))
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(kind):
        os.close(descriptor)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 -- it is open already
        found = bytearray()
        # Windows opens nothing without blocking, and refuses to make a file that is no pipe wait.
        if stat.S_ISFIFO(kind) and hasattr(os, "O_NONBLOCK"):
            found += _first(descriptor, path)
            os.set_blocking(descriptor, True)
        while len(found) <= most and (part := file.read(min(PART, most + 1 - len(found)))):
            found += part
    return bytes(found[: most + 1])


def nobody_reads(error: OSError) -> bool:
    """Tell whether nothing more is taken because whoever read it has heard enough; Windows has no number for that."""
    return isinstance(error, BrokenPipeError) or (sys.platform == "win32" and error.errno == errno.EINVAL)


def _descriptor(path: Path) -> int:
    """Open a file for reading. Raises OSError; IsADirectoryError for a folder that the system does not open at all."""
    try:
        # A plain open would wait for ever for somebody to write into a pipe.
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except PermissionError:
        if path.is_dir():  # Windows tells the same of folders as of files that nobody may read
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path)) from None
        raise


def _first(descriptor: int, path: Path) -> bytes:
    """Return what stands in a pipe first, nothing where its writer takes its time. Raises NoWriter."""
    limit = time.monotonic() + PATIENCE
    while True:
        try:
            part = os.read(descriptor, PART)
        except BlockingIOError:  # there is somebody who has not written yet
            return b""
        if part or _is_done(path):
            return part
        if time.monotonic() > limit:
            raise NoWriter(errno.EPIPE, os.strerror(errno.EPIPE), str(path))
        time.sleep(PAUSE)


def _is_done(path: Path) -> bool:
    """Tell whether a pipe has no name, as one between two commands: nobody else can open it any more to write."""
    return "pipe:[" in os.path.realpath(path)
