"""Commands that are killed before any change: data file, editions and decisions are whole at each moment."""

import io
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
Commands = dict[str, tuple[str | Path, ...]]


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warm]:
    warm = Warm(tmp_path_factory.mktemp("scratch"))
    yield warm
    warm.close()


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
    return {
        "check --fix": ("check", "--fix", home / "vajaat.yaml"),
        "import": ("import", home / "vastuut.xlsx", "-o", home / "uusi.yaml"),
        "review": ("review", home / "kirja.xlsx", *data, "--accept", "1", "--reject", "2", "--reason", "Ei nyt."),
        "review --reply": ("review", home / "kirja.xlsx", *data, "--reply", home / "vastaus.xlsx"),
        "release": ("release", *data),
        "release --next": ("release", *data, "--next", "2"),
        "new": ("new", home / "talo", "--language", "fi", "--organisation", "E", "--title", "M", "--units", "A"),
        "verify": ("verify", home / "kirja.xlsx", *data),
        "schema": ("schema", "-o", home / "schema.json"),
    }


@pytest.mark.parametrize("name", commands(Path()))
def test_killed_before_each_change(name: str, warm: Warm, begun: Path, tmp_path: Path) -> None:
    """What stood is as it was or as it shall be, what is new is whole or not there, and the same again succeeds."""
    whole = Path(shutil.copytree(begun, tmp_path / "whole"))
    # verify tells that a workbook with changes is not current.
    done = int(name == "verify")
    assert warm.run(*commands(whole)[name])[0] == done, warm.said
    before, after = files_in(begun), files_in(whole)
    killed = 0
    for last in range(MANY):
        home = Path(shutil.copytree(begun, tmp_path / f"{last}"))
        status, _ = warm.run(*commands(home)[name], moment=last)
        assert status in (done, -signal.SIGKILL), warm.said
        found = {path: data for path, data in files_in(home).items() if ".staged" not in path}
        for path, data in found.items():
            assert data in (before.get(path), after.get(path)) or is_whole_archive(data), (last, path)
        assert before.keys() <= found.keys(), last
        if status == done:
            break
        killed += 1
        assert gone(warm.scratch) is not None
        assert_nothing_is_lost(name, home, warm, done, after)
        shutil.rmtree(home)
    assert killed >= (1 if name == "verify" else 3)
    assert found.keys() == after.keys()


def is_whole_archive(data: bytes) -> bool:
    """Tell whether a file is an office document without a fault, which may bear the hour at which it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.testzip() is None


def assert_nothing_is_lost(name: str, home: Path, warm: Warm, done: int, after: dict[str, bytes]) -> None:
    """The data file reads, decisions do too, and the same command finishes what was begun, or says that it is done."""
    matrix_in(load.read((home / "tiedot.yaml").read_bytes(), "tiedot.yaml"))
    for record in home.glob("reviews/*.yaml"):
        assert yaml.safe_load(record.read_bytes())["proposals"]
    status, _ = warm.run(*commands(home)[name])
    repeated = {"import": 1, "new": 1, "review --reply": 1, "review": 2, "release --next": 2}
    assert status in (done, repeated.get(name, done)), warm.said
    assert "Traceback" not in warm.said
    assert not [path for path in home.rglob("*") if ".staged" in path.name]
    if status == done:
        assert files_in(home).keys() == after.keys(), name
