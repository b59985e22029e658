"""Commands that are ended before any change: data file, editions and decisions are whole at each moment."""

import io
import os
import shutil
import signal
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.support.command import SMALL, files_in
from tests.support.ended import Warm, gone
from tests.support.foreign import table, write_sheet
from tests.support.matrices import matrix_of
from tests.support.returned import Book, changed
from tests.support.workbooks import render
from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.read import matrix_of as matrix_in
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells which processes belong to a run"),
    pytest.mark.slow,
]

UNCODED = SMALL.replace("{id: Y-1, text: Teemme työtä.}", "{id: Y-1, text: Teemme työtä.}, {text: Valvomme.}")
SHEET = "Tehtävä | Rehtori | Opettaja\nOstamme laitteet | A | C\nKuvaamme laitteet | R | A\nKorjaamme ne | I | R\n"
MANY = 200  # changes; no command makes so many
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
# What is there already is not written again, and an edition that has begun is not begun anew.
REPEATED = {"import": 1, "import --map": 1, "new": 1, "new --sheet": 1, "review --reply": 1, "release --next": 2}
STEPS = {"new --sheet": 7}  # which copies all templates
Commands = dict[str, tuple[str | Path, ...]]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    with Warm(tmp_path_factory.mktemp("scratch")) as warm:
        yield warm


@pytest.fixture
def begun(tmp_path: Path, design: Design) -> Path:
    """A folder with a data file, one with duties without codes, an old sheet, and a workbook that came back."""
    folder = tmp_path / "begun"
    folder.mkdir()
    (folder / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    (folder / "vajaat.yaml").write_text(UNCODED, encoding="utf-8")
    write_sheet(folder / "vastuut.xlsx", table(SHEET))

    def edit(book: Book) -> None:
        book["Kaikki tehtävät"].put("Y-1", "Tehtävä", "Teemme paljon työtä.")
        book["Kaikki tehtävät"].put("K-1", "Kommentti", "Miksi vain me?")

    (folder / "kirja.xlsx").write_bytes(changed(render(Views(matrix_of(SMALL)), design), edit))
    return folder


def commands(home: Path) -> Commands:
    data = ("--source", home / "tiedot.yaml")
    new = ("new", home / "talo", "--language", "fi", "--organisation", "E", "--title", "M")
    return {
        "check --fix": ("check", "--fix", home / "vajaat.yaml"),
        "import": ("import", home / "vastuut.xlsx", "-o", home / "uusi.yaml"),
        "import --map": ("import", home / "vastuut.xlsx", "-o", home / "uusi.yaml", "--map", home / "kartta.yaml"),
        "review": ("review", home / "kirja.xlsx", *data, "--accept", "1", "--reject", "2", "--reason", "Ei nyt."),
        "review --reply": ("review", home / "kirja.xlsx", *data, "--reply", home / "vastaus.xlsx"),
        "release": ("release", *data),
        "release --next": ("release", *data, "--next", "2"),
        "new": (*new, "--units", "A"),
        "new --sheet": (*new, "--sheet", home / "vastuut.xlsx", "--with-templates"),
        "verify": ("verify", home / "kirja.xlsx", *data),
        "schema": ("schema", "-o", home / "schema.json"),
    }


@pytest.mark.parametrize("name", commands(Path()))
def test_killed_before_each_change(name: str, warm: Warm, begun: Path, tmp_path: Path) -> None:
    """What stood is as it was or as it shall be, what is new is whole or not there, and the same again succeeds."""
    done, after = whole(name, warm, begun, tmp_path)
    before = files_in(begun)
    killed = 0
    for last in range(MANY):
        home = Path(shutil.copytree(begun, tmp_path / f"{last}"))
        status, _ = warm.run(*commands(home)[name], moment=last)
        assert status in (done, -signal.SIGKILL), warm.said
        found = {path: data for path, data in files_in(home).items() if ".staged" not in path}
        assert_whole(found, before, after, last)
        if status == done:
            break
        killed += 1
        assert gone(warm.scratch) is not None
        if found != before:  # else all is as it was when the command was given first
            assert_nothing_is_lost(name, home, warm, done, after)
        shutil.rmtree(home)
    assert killed >= (1 if name == "verify" else 3)
    assert found.keys() == after.keys()


@pytest.mark.parametrize("name", commands(Path()))
def test_ended_before_each_change(name: str, warm: Warm, begun: Path, tmp_path: Path) -> None:
    """So it is after Ctrl-C, SIGTERM and SIGHUP, which leave nothing besides that was begun."""
    done, after = whole(name, warm, begun, tmp_path)
    before = files_in(begun)
    ended = 0
    for last in range(0, MANY, STEPS.get(name, 1)):
        home, number = Path(shutil.copytree(begun, tmp_path / f"{last}")), SIGNALS[last % len(SIGNALS)]
        status, _ = warm.run(*commands(home)[name], number=number, moment=last)
        assert status in (done, 128 + number), (last, warm.said)
        assert "Traceback" not in warm.said
        found = files_in(home)
        assert_whole(found, before, after, last)
        assert os.listdir(warm.scratch) == [], last  # noqa: PTH208
        if status == done:
            break
        ended += 1
        if found not in (before, after):
            assert_nothing_is_lost(name, home, warm, done, after)
        shutil.rmtree(home)
    assert ended >= (0 if name == "verify" else 3)
    assert found.keys() == after.keys()


def whole(name: str, warm: Warm, begun: Path, tmp_path: Path) -> tuple[int, dict[str, bytes]]:
    """Return the status of a command that nothing ends, and what it leaves."""
    home = Path(shutil.copytree(begun, tmp_path / "whole"))
    # verify tells that a workbook with changes is not current.
    done = int(name == "verify")
    assert warm.run(*commands(home)[name])[0] == done, warm.said
    return done, files_in(home)


def assert_whole(found: dict[str, bytes], before: dict[str, bytes], after: dict[str, bytes], last: int) -> None:
    for path, data in found.items():
        assert data in (before.get(path), after.get(path)) or is_whole(path, data), (last, path)
    assert before.keys() <= found.keys(), last


def is_whole(path: str, data: bytes) -> bool:
    """Tell whether a file that is neither as before nor as after is whole nevertheless.

    An office document bears the hour at which it was written; a file of decisions stands before the data file says
    what was accepted.
    """
    if path.startswith("reviews/"):
        return bool(yaml.safe_load(data)["proposals"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.testzip() is None


def assert_nothing_is_lost(name: str, home: Path, warm: Warm, done: int, after: dict[str, bytes]) -> None:
    """The data file reads, and the same command finishes what was begun, or says that it is done."""
    matrix_in(load.read((home / "tiedot.yaml").read_bytes(), "tiedot.yaml"))
    status, _ = warm.run(*commands(home)[name])
    assert status in (done, REPEATED.get(name, done)), warm.said
    assert "Traceback" not in warm.said
    assert not [path for path in home.rglob("*") if ".staged" in path.name]
    assert files_in(home).keys() == after.keys(), name
    if name == "review":
        assert_decided(home)


def assert_decided(home: Path) -> None:
    """The data file and the record hold all that was decided."""
    assert "Teemme paljon työtä." in (home / "tiedot.yaml").read_text(encoding="utf-8")
    (record,) = home.glob("reviews/*.yaml")
    decided = {one["number"]: one for one in yaml.safe_load(record.read_bytes())["proposals"]}
    assert (decided[1]["state"], decided[2]["state"], decided[2]["reason"]) == ("accepted", "rejected", "Ei nyt.")
