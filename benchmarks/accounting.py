"""Runs a command and writes down what it took, with all that it has started.

Usage: python -m benchmarks.accounting FILE COMMAND…

A process that its parent does not wait for, such as a fork server and its workers, is added up nowhere. On Linux this
one adopts and waits for them (prctl(2), PR_SET_CHILD_SUBREAPER), so that the kernel adds them to its children.
"""

import ctypes
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36


def main(words: Sequence[str]) -> int:
    """Write the number of the process, its seconds and the CPU seconds of all as JSON; return its exit status."""
    file, *command = words
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    begun = time.perf_counter()
    with subprocess.Popen(command) as process:  # noqa: S603 -- what the benchmarks measure
        Path(file).write_text(json.dumps({"first": process.pid}), encoding="utf-8")
        status = process.wait()
    seconds = time.perf_counter() - begun
    with suppress(ChildProcessError, AttributeError):
        while True:
            os.wait()
    times = os.times()
    told = {"first": process.pid, "seconds": seconds, "cpu": times.children_user + times.children_system}
    Path(file).write_text(json.dumps(told), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
