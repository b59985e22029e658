"""Files that other programs hold: on Windows nobody may then move, replace or remove them, nor the folder around them.

A virus scanner, OneDrive or an index holds new files for a moment; Excel, Word and Acrobat as long as they show them.
"""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable
from errno import EBADF, EINVAL, ENOTSUP
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

OTHERS_HOLD = sys.platform == "win32"  # elsewhere an open file is no obstacle
PAUSES = (0.1, 0.4, 1.5) if OTHERS_HOLD else ()  # s; whoever holds a file for a moment has let go of it after these
# What OneDrive refuses for a while is told by numbers of its own (winerror.h, ERROR_CLOUD_FILE_*): it does not run or
# has just ended, has no room or no network, was cut off, or has the file in hands; 303 is a file that is going away.
OF_A_CLOUD = frozenset({303, 362, 387, 388, 389, 391, 393, 395, 397, 404, 426})
FOLDERS_ARE_FILES = sys.platform != "win32"  # there a folder cannot be opened, and a rename needs no help to last


def patiently(work: Callable[[], Result]) -> Result:
    """Return what ``work`` returns; where another program holds a file it is tried again for 2 s. Raises OSError."""
    for pause in PAUSES:
        try:
            return work()
        except OSError as error:
            if not is_held_back(error):
                raise
            time.sleep(pause)
    return work()


def is_held_back(error: OSError) -> bool:
    """Tell whether the system refuses what it may allow when another program has let go of a file."""
    told = getattr(error, "winerror", None)
    # What opens a file is not told such a number, but that of a wrong argument (C runtime, "errno").
    unknown = OTHERS_HOLD and told is None and error.errno == EINVAL
    return isinstance(error, PermissionError) or told in OF_A_CLOUD or unknown


def others_hold() -> bool:
    """Tell whether a file that another program has open is an obstacle here."""
    return OTHERS_HOLD


def held(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return which of the files another program has open, none where that is no obstacle."""
    return tuple(file for file in files if _is_held(file)) if OTHERS_HOLD else ()


def remove(file: Path) -> None:
    """Remove a file, on Windows one that nobody may write to, too. Raises OSError."""
    try:
        file.unlink()
    except PermissionError:
        if not OTHERS_HOLD:
            raise
        file.chmod(stat.S_IREAD | stat.S_IWRITE)
        patiently(file.unlink)


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
    """Tell whether a file cannot be opened for writing, which is what a program that shows it refuses to others.

    One that nobody may write to, by its attribute, says nothing of that.
    """
    try:
        if file.stat().st_mode & stat.S_IWRITE:
            with file.open("r+b"):
                pass
    except OSError as error:
        return is_held_back(error)
    return False
