"""Files that other programs hold: on Windows nobody may then move, replace or remove them, nor the folder around them.

A virus scanner, OneDrive or an index holds new files for a moment; Excel, Word and Acrobat as long as they show them.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from errno import EBADF, EINVAL, ENOTSUP
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

OTHERS_HOLD = sys.platform == "win32"  # elsewhere an open file is no obstacle
PAUSES = (0.1, 0.4, 1.5) if OTHERS_HOLD else ()  # s; whoever holds a file for a moment has let go of it after these
FOLDERS_ARE_FILES = sys.platform != "win32"  # there a folder cannot be opened, and a rename needs no help to last


def patiently(work: Callable[[], Result]) -> Result:
    """Return what ``work`` returns; where another program holds a file it is tried again for 2 s. Raises OSError."""
    for pause in PAUSES:
        try:
            return work()
        except PermissionError:
            time.sleep(pause)
    return work()


def held(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return which of the files another program has open, none where that is no obstacle."""
    return tuple(file for file in files if _is_held(file)) if OTHERS_HOLD else ()


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, so that a rename outlasts a power cut. Raises OSError."""
    if not FOLDERS_ARE_FILES:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems know no such call for a folder; a full or a broken disk must be heard.
        if error.errno not in (EINVAL, ENOTSUP, EBADF):
            raise
    finally:
        os.close(descriptor)


def _is_held(file: Path) -> bool:
    """Tell whether a file cannot be opened for writing, which is what a program that shows it refuses to others."""
    try:
        with file.open("r+b"):
            return False
    except PermissionError:
        return True
    except OSError:
        return False
