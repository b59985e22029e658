"""A program that is started with all that it starts itself, and ends with it, also where this process is killed.

A shell of the system (POSIX, "sh") leads a group of its own. In it one process waits at a pipe whose other end this
process holds, and kills the group when that is closed, by whatever end. What the program itself leaves running ends
when the program has ended.
"""

import errno
import os
import selectors
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from vastuumatriisi.system.scratch import forget, note

SHELL = "/bin/sh"
# 512 bytes each (POSIX, "ulimit"): no file that it writes may fill the disk.
MOST_BLOCKS = 1 << 20
MOST_SAID = 1 << 16  # bytes of what it says that are kept
SECONDS_TO_DIE = 1.0  # that what is killed has, to be no more
SCRIPT = f"""
exec 3<&0 </dev/null
(read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 &
exec 3<&-
ulimit -f {MOST_BLOCKS} 2>/dev/null
"$@" 2>/dev/null
echo $? >&2
"""


class Supervised(subprocess.Popen[bytes]):
    """A started program; ``communicate`` returns when it has ended, whatever it has left running by then.

    ``behind`` is where it leaves something behind that goes with its end.
    """

    def __init__(self, command: list[str], environment: Mapping[str, str], behind: Sequence[Path] = ()) -> None:
        self._behind = behind
        self._guard = threading.Lock()
        self._lifeline = -1
        if sys.platform == "win32":  # there is no such shell; ``end`` ends the whole tree
            super().__init__(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
            )
            return
        if shutil.which(command[0]) is None:  # the shell would tell that by a status alone
            number = errno.EACCES if Path(command[0]).exists() else errno.ENOENT
            raise OSError(number, os.strerror(number), command[0])
        reader, self._lifeline = os.pipe()
        pipe = subprocess.PIPE
        for place in behind:
            note(place)
        try:
            super().__init__(
                [SHELL, "-c", SCRIPT, SHELL, *command],
                stdin=reader,
                stdout=pipe,
                stderr=pipe,
                start_new_session=True,
                env=environment,
            )
            for heard in (self.stdout, self.stderr):  # whoever ends it may read from them too
                os.set_blocking(heard.fileno(), False)  # type: ignore[union-attr]
        except BaseException:
            self.end()
            raise
        finally:
            os.close(reader)

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:  # noqa: A002
        """Return what the program has said; ``returncode`` is its exit status then. Raises TimeoutExpired."""
        if sys.platform == "win32":
            return super().communicate(input, timeout)
        said, status = self._heard(timeout)
        self.end()
        self.wait()
        if status.strip().isdigit():
            self.returncode = int(status)
        return said, b""

    def end(self) -> None:
        """End the program and all that it has started, from whichever thread."""
        if sys.platform == "win32":
            command = ["taskkill", "/T", "/F", "/PID", str(self.pid)]
            if self.poll() is None:
                subprocess.run(command, capture_output=True, check=False)
            return
        with self._guard:
            if self._lifeline < 0:
                return
            # The process at the pipe keeps the number of the group from being given to another one.
            if getattr(self, "pid", None) is not None:  # else it could not be started
                with suppress(OSError):
                    os.killpg(self.pid, signal.SIGKILL)
                self._await_end()
            for place in self._behind:
                with suppress(OSError):
                    place.unlink()
                forget(place)
            os.close(self._lifeline)
            self._lifeline = -1

    def _await_end(self) -> None:
        """Wait until all that was killed is no more: each process of it holds the pipe of what the program says."""
        if self.stdout is None or self.stdout.closed:
            return
        limit = time.monotonic() + SECONDS_TO_DIE
        with selectors.DefaultSelector() as ready:
            ready.register(self.stdout, selectors.EVENT_READ)
            while (left := limit - time.monotonic()) > 0 and ready.select(left):
                with suppress(BlockingIOError):
                    if not os.read(self.stdout.fileno(), MOST_SAID):
                        return

    def _heard(self, timeout: float | None) -> tuple[bytes, bytes]:
        """Return what the program has said, and its status in digits, empty where all was ended from outside."""
        assert self.stdout is not None  # noqa: S101
        assert self.stderr is not None  # noqa: S101
        limit = None if timeout is None else time.monotonic() + timeout
        heard = {self.stdout.fileno(): b"", self.stderr.fileno(): b""}
        with selectors.DefaultSelector() as ready:
            for number in heard:
                ready.register(number, selectors.EVENT_READ)
            while self.stderr.fileno() in ready.get_map():
                left = None if limit is None else limit - time.monotonic()
                events = ready.select(left) if left is None or left > 0 else []
                if not events:
                    raise subprocess.TimeoutExpired(self.args, timeout or 0)
                for key, _ in events:
                    try:
                        part = os.read(key.fd, MOST_SAID)
                    except BlockingIOError:
                        continue
                    heard[key.fd] = (heard[key.fd] + part)[:MOST_SAID]
                    if not part or (key.fd == self.stderr.fileno() and part.endswith(b"\n")):
                        ready.unregister(key.fd)
        return heard[self.stdout.fileno()], heard[self.stderr.fileno()]
