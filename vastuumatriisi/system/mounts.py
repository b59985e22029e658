"""Folders on which something is mounted, and which therefore cannot be renamed."""

import os
import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")  # proc(5), Linux only


def is_mounted(folder: Path) -> bool:
    """Return whether something is mounted on ``folder``."""
    if os.path.ismount(folder):
        return True
    # ismount does not see a mount of the same disk on itself, as containers like to have them.
    try:
        lines = MOUNTS.read_bytes().splitlines()
    except OSError:
        return False
    escaped = re.sub(rb"[\\ \t\n]", lambda found: b"\\%03o" % ord(found.group()), os.fsencode(folder))
    return any(line.split(b" ")[4] == escaped for line in lines)
