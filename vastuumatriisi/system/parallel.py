"""How other processes of this program are started beside it, and how many there may be."""

import sys

# Windows has no fork. On macOS a library of the system may have threads by then, which a fork does not survive.
START_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
MOST_PROCESSES = 61 if sys.platform == "win32" else 1024  # Windows waits for 63 at once, and Python needs two of these
