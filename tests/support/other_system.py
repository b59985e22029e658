"""The program where it finds no fork and none of the signals of POSIX, as on Windows."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.matrices import ROOT

# Run before anything of the program is loaded, in each process of it.
WITHOUT = """
import os, signal
for name in ("setitimer", "pthread_sigmask", "SIGALRM", "SIGHUP", "SIGXCPU"):
    delattr(signal, name)
os.fork = None
from vastuumatriisi.system import parallel
parallel.START_METHOD = "spawn"
"""
# What is started hears nothing of Ctrl-C if its parent does not at that moment, as with the consoles of Windows.
DEAF = """
from vastuumatriisi.system import process
usual = signal.getsignal(signal.SIGINT)
process._ignore_ctrl_c = lambda ignored: signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else usual)
import multiprocessing.popen_spawn_posix as spawning
launch = spawning.Popen._launch
def noted(self, process):
    launch(self, process)
    with open("started", "a") as file:
        file.write(f"{self.pid}\\n")
spawning.Popen._launch = noted
"""
# What makes documents takes its time: a build is under way for as long as a test needs.
SLOW = """
import time
from vastuumatriisi.builder import executor
make = executor.render
executor.render = lambda *given: (time.sleep(float(os.environ.get("SLOW", "0"))), make(*given))[1]
"""
PROGRAM = """
import sys
from vastuumatriisi.cli.main import main
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def write_program(folder: Path) -> Path:
    """Write the program as such a system runs it into a folder, and return its path."""
    path = folder / "vastuumatriisi_elsewhere.py"
    path.write_text(WITHOUT + DEAF + SLOW + PROGRAM, encoding="utf-8")
    return path


def processes_of(folder: Path) -> list[int]:
    """Return the numbers of the processes that the program has started beside it in a folder, so far."""
    noted = folder / "started"
    return [int(line) for line in noted.read_text(encoding="ascii").split()] if noted.exists() else []


def started(program: Path, *arguments: str | Path, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """Start the program in a folder."""
    return subprocess.Popen(
        [sys.executable, program, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        start_new_session=True,
    )
