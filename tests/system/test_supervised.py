"""A program that cannot be started is told as such, whatever this process lacks for it."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system import supervised
from vastuumatriisi.system.supervised import Supervised

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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
@pytest.mark.parametrize("then", ["time.sleep(60)", "sys.exit(1)", "pass"])
def test_what_it_leaves_behind_goes_with_its_end(tmp_path: Path, then: str) -> None:
    """Ended, failed or done, a socket that it has left is gone when its end has been asked for, and so is itself."""
    place = tmp_path / "socket"
    binds = f"import os, socket, sys, time; socket.socket(socket.AF_UNIX).bind({str(place)!r}); {then}"
    with Supervised([sys.executable, "-c", binds], os.environ, (place,)) as process:
        if then == "time.sleep(60)":
            until = time.monotonic() + 20
            while not place.exists() and time.monotonic() < until:
                time.sleep(0.01)
        else:
            process.communicate(timeout=20)
        process.end()
        assert not place.exists()
        with socket.socket(socket.AF_UNIX) as another:  # nothing is there that would make it anew
            another.bind(str(place))


def test_on_windows_there_is_no_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is started as it is, and what it says is heard."""
    monkeypatch.setattr(supervised, "sys", SimpleNamespace(platform="win32"))
    with Supervised([sys.executable, "-c", "print('valmis'); raise SystemExit(3)"], os.environ) as process:
        assert process.communicate(timeout=20)[0].split() == [b"valmis"]
        assert process.returncode == 3
        process.end()  # there is nothing left to end


def test_on_windows_all_that_it_has_started_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's own command ends the whole tree."""
    monkeypatch.setattr(supervised, "sys", SimpleNamespace(platform="win32"))
    commands: list[list[str]] = []
    with Supervised([sys.executable, "-c", "import time; time.sleep(60)"], os.environ) as process:
        monkeypatch.setattr(subprocess, "run", lambda command, **_: (commands.append(command), process.kill()))
        process.end()
        assert process.wait(20) != 0
    assert commands == [["taskkill", "/T", "/F", "/PID", str(process.pid)]]
