"""A standard output that is full, or that nobody reads: what a command was to do is done, and told by its cause."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.foreign import table, write_sheet
from tests.support.matrices import ROOT, matrix_of
from tests.support.returned import Book, changed
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")

LACKING = "Standard output does not take what there is to say (No space left on device)"
# The words, and the files that stand there afterwards.
COMMANDS = {
    "review": ("review {0}/kirja.xlsx --source {0}/tiedot.yaml", ()),
    "review --json": ("review {0}/kirja.xlsx --source {0}/tiedot.yaml --json", ()),
    "review --accept": (
        "review {0}/kirja.xlsx --source {0}/tiedot.yaml --accept 1 --reject 2 --reason Ei",
        ("tiedot.yaml.before", "reviews/2026-01-31-kirja.yaml"),
    ),
    "review --reply": ("review {0}/kirja.xlsx --source {0}/tiedot.yaml --reply {0}/v.xlsx", ("v.xlsx",)),
    "import": ("import {0}/vastuut.xlsx -o {0}/uusi.yaml", ("uusi.yaml", "uusi.map.yaml")),
    "import --dry-run": ("import {0}/vastuut.xlsx --dry-run", ()),
    "verify": ("verify {0}/matriisi.xlsx --source {0}/tiedot.yaml", ()),
    "release": ("release --source {0}/tiedot.yaml", ("editions/1.yaml",)),
    "release --next": ("release --source {0}/tiedot.yaml --next 2", ("editions/1.yaml", "tiedot.yaml.before")),
    "new": (
        "new {0}/talo --language fi --organisation E --title M --units A",
        ("talo/source/vastuumatriisi.yaml",),
    ),
    "diff": ("diff {0}/matriisi.xlsx {0}/tiedot.yaml", ()),
    "watch": ("watch --source {0}/tiedot.yaml --output {0}/build --only workbook --jobs 1", ()),
    "preview": ("watch --serve --source {0}/tiedot.yaml --output {0}/build --only workbook --jobs 1", ()),
}

# A watch that has said all it has to say hears of nobody who has gone.
ENDING = [name for name in COMMANDS if name not in ("watch", "preview")]


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    return render(Views(matrix_of(SMALL)), design)


@pytest.fixture
def home(workbook: bytes, tmp_path: Path) -> Path:
    def edit(book: Book) -> None:
        book["Kaikki tehtävät"].put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        book["Kaikki tehtävät"].put("K-1", "Kommentti", "Miksi vain me?")

    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "matriisi.xlsx").write_bytes(workbook)
    (tmp_path / "kirja.xlsx").write_bytes(changed(workbook, edit))
    write_sheet(tmp_path / "vastuut.xlsx", table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    return tmp_path


def shell(home: Path, name: str, around: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell, ``around`` it what the shell shall do, with the command in the place of {}."""
    words = COMMANDS[name][0].format(home)
    line = around.replace("{}", f"'{sys.executable}' '{ROOT / 'generate.py'}' {words}")
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COVERAGE")}
    command = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", timeout=120, env=environment)


@pytest.mark.parametrize("name", COMMANDS)
def test_full_output(name: str, home: Path) -> None:
    """It is told as such, once, with the status 1; what was decided, read or made stands there nevertheless."""
    done = shell(home, name, "{} > /dev/full")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert done.stderr.startswith(LACKING)
    assert {*COMMANDS[name][1]} <= files_in(home).keys()


@pytest.mark.parametrize("name", ENDING)
def test_a_reader_that_has_heard_enough(name: str, home: Path) -> None:
    """A pipe that is closed is what somebody wants; what was to be done is done."""
    done = shell(home, name, "{} | head -c 1")
    assert (done.returncode, done.stderr) == (0, "")
    assert {*COMMANDS[name][1]} <= files_in(home).keys()


@pytest.mark.parametrize("name", ENDING)
def test_an_output_that_never_was_open(name: str, home: Path) -> None:
    """So is one that is closed from the beginning; no file that is written later takes its place."""
    done = shell(home, name, "{} >&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert {*COMMANDS[name][1]} <= files_in(home).keys()
