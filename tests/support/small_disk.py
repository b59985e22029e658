"""A disk of a few megabytes for one process and what it starts, which a test can fill."""

import os
import subprocess
import tempfile
from pathlib import Path

# A disk of its own needs a right that not every machine gives.
MOUNT = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
DISK = 'mount -t tmpfs -o size={megabytes}m tmpfs "$0" && exec "$@"'


def on_small_disk(folder: Path, megabytes: int = 4) -> tuple[str, ...]:
    """Return what stands before a command that shall find such a disk in a folder; others look into it by ``seen``."""
    return (*MOUNT, DISK.format(megabytes=megabytes), str(folder))


def seen(folder: Path, process: int) -> Path:
    """Return the path at which everybody finds the folder that a process has its disk in."""
    return Path(f"/proc/{process}/root{folder}")


def mounts() -> bool:
    """Tell whether a disk of one's own can be had here."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            command = [*on_small_disk(Path(folder)), "true"]
            return subprocess.run(command, check=False, capture_output=True).returncode == 0
        except OSError:
            return False


def fill(disk: Path, room: int) -> None:
    """Leave so many bytes on a disk."""
    status = os.statvfs(disk)
    free = status.f_bavail * status.f_frsize - room
    with (disk / "filler").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free, 1))


def empty(disk: Path) -> None:
    """Give back what filled a disk."""
    (disk / "filler").unlink(missing_ok=True)
