"""What the system allows this process, and no more than this of what others give it."""

import sys
from pathlib import Path

FEWEST_FILES = 64  # that a build has open at once, with its processes and libraries
ENOUGH_FILES = 256
SPARE = 1  # s of processor time, to end in good order


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


def make_room() -> bool:
    """Take what the limits of this process allow; return whether that is enough files for a build.

    Where there is an end to its processor time it shall hear of it a second before, or it could tell nobody.
    """
    if sys.platform == "win32":
        return True
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or soft > hard - SPARE):
        resource.setrlimit(resource.RLIMIT_CPU, (max(hard - SPARE, 1), hard))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= FEWEST_FILES:
        return True
    most = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most >= FEWEST_FILES


def _limit(name: str) -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(getattr(resource, name))
    return None if soft == resource.RLIM_INFINITY else soft
