"""A watch whose disk gets full while it runs: it tells so, keeps what stands, and goes on once there is room again."""

import hashlib
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import files_in, manifest
from tests.support.ended import MARK, gone
from tests.support.small_disk import empty, fill, mounts, on_small_disk, seen
from tests.support.watching import PATIENCE, Watching

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="other systems have other small disks"),
    pytest.mark.slow,
]

ONE = "julisteet/yksi.pdf"
ROOMS = (0, 4_096, 16_384, 65_536)
KINDS = {"posters": "posters", "workbook": "workbook,web", "pages": "handbook", "served": "posters,web --serve"}


@pytest.fixture(params=KINDS)
def watch(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Watching, Path]]:
    """A watch that has made its documents on a small disk, where its scratch files are too, and that disk."""
    if not mounts():
        pytest.skip("no disk of one's own can be mounted here")
    disk = tmp_path / "levy"
    disk.mkdir()
    options = ("--output", disk / "build", "--only", *KINDS[request.param].split(), "--jobs", "2")
    environment = {"TMPDIR": str(disk), MARK: str(disk)}
    watching = Watching(tmp_path, *options, before=on_small_disk(disk, 32), environment=environment)
    watching.waiting()
    yield watching, seen(disk, watching.process.pid)
    watching.end()


def digests(disk: Path) -> dict[str, str]:
    """Return the digests of the documents on a disk, as their manifest has them."""
    entries = manifest(disk / "build")["documents"]
    assert isinstance(entries, list)
    return {entry["path"]: entry["sha256"] for entry in entries}


def test_a_disk_that_gets_full_later(watch: tuple[Watching, Path]) -> None:
    """Of a save for which there is no room one sentence is told, and what stood stands; of the next one all is made."""
    watching, disk = watch
    failed, word = 0, "työtä."
    for room in ROOMS:
        before = files_in(disk / "build")
        fill(disk, room)
        watching.save(word, f"{room} {word}")
        told = watching.waiting()
        assert not [line for line in told if "Traceback" in line], told
        if problems := [line for line in told if "room left on the disk" in line]:
            failed += 1
            assert len(problems) == 1, told
            stands = files_in(disk / "build")
            assert stands.keys() == before.keys(), room
            # Posters may have become new before there was no room for the others.
            assert {path: hashlib.sha256(stands[path]).hexdigest() for path in digests(disk)} == digests(disk), room
        empty(disk)
        watching.save(word, f"taas {word}")
        told = watching.waiting()
        assert not [line for line in told if "room" in line or "Traceback" in line], told
        assert files_in(disk / "build") != before
    assert failed
    os.killpg(watching.process.pid, signal.SIGINT)
    assert watching.process.wait(PATIENCE) == 130
    assert gone(disk) is not None
