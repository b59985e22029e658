"""A program that cannot be started is told as such, whatever this process lacks for it."""

import subprocess
import sys

import pytest

from tests.support.matrices import ROOT

PROGRAM = """
import os, sys
sys.path.insert(0, {root!r})
import resource
from vastuumatriisi.system.supervised import Supervised
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
taken = []
try:
    while True:
        taken.append(os.open(os.devnull, os.O_RDONLY))
except OSError:
    pass
for free in range({free}):
    os.close(taken.pop())
try:
    Supervised(["true"], dict(os.environ))
except OSError as error:
    print(error.strerror)
free = taken.pop()
os.close(free)
assert os.open(os.devnull, os.O_RDONLY) <= free, "a descriptor was left open"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize("free", range(6))
def test_too_few_open_files(free: int) -> None:
    """The reason is the system's, and nothing stays open."""
    program = PROGRAM.format(root=str(ROOT), free=free)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "Too many open files\n")
