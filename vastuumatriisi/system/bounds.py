"""What the system allows this process, and no more than this of what others give it."""

import os
import sys
from pathlib import Path

FEWEST_FILES = 64  # that a build has open at once, with its processes and libraries
ENOUGH_FILES = 256  # that a build asks the system for, where fewer are allowed
FILES_OF_A_WORKER = 4  # that are open at once for each process that makes documents
MAX_PATH = 260  # of Windows, with the zero at the end: what Explorer and office programs open, whatever Python may
SHORT_NAME = 12  # characters of the names of MS-DOS, 8.3
SPARE = 1  # s of processor time, to end in good order
# Of the processor time that is allowed: a busy system ends a process by its count of ticks, and tells afterwards how
# much less it has really had.
NEARLY = 0.5


class TooLarge(Exception):
    """A file is larger than anybody would have made it."""


def content_within(path: Path, most: int) -> bytes:
    """Return the bytes of a file that another program has made. Raises TooLarge, OSError."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLarge(path)
    return content


def files_allowed() -> int | None:
    """Return how many files this process may have open, None where there is no such limit."""
    return _limit("RLIMIT_NOFILE")


def largest_file() -> int | None:
    """Return how many bytes a file may have that this process writes, None where there is no such limit."""
    return _limit("RLIMIT_FSIZE")


def processor_time_allowed() -> int | None:
    """Return how many seconds of a processor a process may have, None where there is no such limit."""
    return _limit("RLIMIT_CPU")


def processor_time_of_others() -> float:
    """Return how many seconds of a processor those processes have had that this one has started and that have ended."""
    told = os.times()
    return told.children_user + told.children_system


def ran_out_of_time(before: float) -> bool:
    """Tell whether what has been started and has ended since ``before`` has had all the processor time that it may."""
    allowed = processor_time_allowed()
    return allowed is not None and processor_time_of_others() - before >= NEARLY * allowed


def longest_path(*, folder: bool = False) -> int | None:
    """Return how many characters a path may have that any program shall open, None where there is no such limit.

    That of a folder may have fewer: a short name has to find room in it.
    """
    return MAX_PATH - 1 - (SHORT_NAME if folder else 0) if sys.platform == "win32" else None


def make_room(workers: int = 0) -> bool:
    """Take what the limits of this process allow; return whether that is enough files for a build.

    More files are allowed for that many ``workers``, as far as the system lets this process allow it to itself.

    Where there is an end to its processor time it shall hear of it a second before, or it could tell nobody.
    """
    if sys.platform == "win32":
        return True
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or soft > hard - SPARE):
        resource.setrlimit(resource.RLIMIT_CPU, (max(hard - SPARE, 1), hard))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = ENOUGH_FILES + FILES_OF_A_WORKER * workers
    if soft == resource.RLIM_INFINITY or soft >= enough:
        return True
    most = enough if hard == resource.RLIM_INFINITY else min(hard, enough)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most >= FEWEST_FILES


def _limit(name: str) -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(getattr(resource, name))
    return None if soft == resource.RLIM_INFINITY else soft
