"""A disk that gets full at whatever byte: one sentence, nothing lost, and nothing left that was begun."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.ended import Warm, gone
from tests.support.foreign import table, write_sheet
from tests.support.matrices import matrix_of
from tests.support.returned import Book, changed
from tests.support.rosters import MATRIX, ROSTER
from tests.support.small_disk import empty, fill, mounts, on_small_disk, seen
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="other systems have other small disks"),
    pytest.mark.slow,
]

# A disk of its own needs a right that not every machine gives; a limit on the size of files is one anywhere.
KINDS = ("limit", "disk")
ROOMS = {"limit": (500, 1_000, 2_000, 4_000, 8_000, 20_000), "disk": (0, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072)}
TOLD = ("room left on the disk", "No space left on device", "ulimit -f", "File too large", "No folder takes scratch")
UNCODED = SMALL.replace("{id: Y-1, text: Teemme työtä.}", "{id: Y-1, text: Teemme työtä.}, {text: Valvomme.}")
REMARKS = "# Huomautus, jota kukaan ei lue.\n" * 200
BEFORE = frozenset({"vajaat.yaml.before", "tiedot.yaml.before"})  # the same text as it was before, written first
COMMANDS = {
    "build": "--source {0}/tiedot.yaml --output {0}/build --only workbook,posters --jobs 1 --force",
    "check --fix": "check --fix {0}/vajaat.yaml",
    "import": "import {0}/vastuut.xlsx -o {0}/uusi.yaml",
    "workers": "--source {0}/tiedot.yaml --output {0}/build --only posters --jobs 2 --force",
    "sites": "--source {0}/talot/tiedot.yaml --output {0}/build --only sites --jobs 1 --force",
    "pages": "--source {0}/tiedot.yaml --output {0}/build --only handbook --jobs 1 --force",
    "review": "review {0}/kirja.xlsx --source {0}/tiedot.yaml --accept 1",
    "review --reject": "review {0}/kirja.xlsx --source {0}/tiedot.yaml --accept 1 --reject 2 --reason Ei",
    "review --reply": "review {0}/kirja.xlsx --source {0}/tiedot.yaml --reply {0}/vastaus.xlsx",
    "release": "release --source {0}/tiedot.yaml --next 2",
    "new": "new {0}/talo --language fi --organisation E --title M --units A",
    "new --sheet": "new {0}/talo --language fi --sheet {0}/vastuut.xlsx --with-templates",
    "schema": "schema -o {0}/schema.json",
}
LONG = frozenset({"workers", "sites", "pages", "new --sheet"})  # that take seconds: they meet fewer sizes


@pytest.fixture(scope="module", params=KINDS)
def warm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Warm, Path, str]]:
    """A warm process, the path of its disk for us and what fills that."""
    disk = tmp_path_factory.mktemp("disk")
    kind = str(request.param)
    if kind == "disk" and not mounts():
        pytest.skip("no disk of one's own can be mounted here")
    with Warm(disk / "scratch", on_small_disk(disk) if kind == "disk" else ()) as warm:
        place = seen(disk, warm.pid) if kind == "disk" else disk
        (place / "scratch").mkdir()
        yield warm, place, kind


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, design: Design) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    (folder / "tiedot.yaml").write_text(SMALL + REMARKS, encoding="utf-8")
    (folder / "vajaat.yaml").write_text(UNCODED + REMARKS, encoding="utf-8")
    write_sheet(folder / "vastuut.xlsx", table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    workbook = render(Views(matrix_of(SMALL)), design)

    def edit(book: Book) -> None:
        book["Kaikki tehtävät"].put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        book["Kaikki tehtävät"].put("K-1", "Kommentti", "Miksi vain me?")

    edited = changed(workbook, edit)
    (folder / "kirja.xlsx").write_bytes(edited)
    (folder / "matriisi.xlsx").write_bytes(workbook)
    (folder / "talot").mkdir()
    (folder / "talot" / "tiedot.yaml").write_text(MATRIX, encoding="utf-8")
    (folder / "talot" / "sites.yaml").write_text(ROSTER, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_a_disk_that_gets_full(name: str, warm: tuple[Warm, Path, str], begun: Path) -> None:
    """What stood stands, what was begun is gone, and the sentence tells that there is no room, or no more allowed."""
    process, disk, kind = warm
    home = disk / "home"
    words = COMMANDS[name].format(process.scratch.parent / "home").split()
    failed = 0
    for room in ROOMS[kind][:: 3 if name in LONG else 1]:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(begun, home)
        if kind == "disk":
            fill(disk, room)
        status, _ = process.run(*words, largest=room if kind == "limit" else None)
        empty(disk)
        assert status in (0, 1), (room, process.said)
        assert "Traceback" not in process.said, room
        if status:
            failed += 1
            assert any(told in process.said for told in TOLD), (room, process.said)
            assert process.said.count("\n") == 1, (room, process.said)
            after = files_in(home)
            assert {path: data for path, data in after.items() if path not in BEFORE} == files_in(begun), room
            assert all(len(after[path]) for path in BEFORE & after.keys()), room
        assert gone(process.scratch) is not None, room  # of what has no room its server hears later than we
        assert os.listdir(disk / "scratch") == [], room  # noqa: PTH208
    assert failed


def test_verify_needs_no_room(warm: tuple[Warm, Path, str], begun: Path) -> None:
    """What only reads answers as ever."""
    process, disk, kind = warm
    home = disk / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(begun, home)
    if kind == "disk":
        fill(disk, 0)
    inside = process.scratch.parent / "home"
    words = ("verify", inside / "matriisi.xlsx", "--source", inside / "tiedot.yaml")
    status, _ = process.run(*words, largest=0 if kind == "limit" else None)
    empty(disk)
    assert (status, process.said) == (0, "")
    assert files_in(home) == files_in(begun)
