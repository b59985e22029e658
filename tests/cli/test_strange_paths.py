"""Paths with characters that a terminal obeys or turns around: a message about one stays one line, and shows them."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.command import SMALL
from tests.support.foreign import table, write_sheet
from tests.support.matrices import matrix_of
from tests.support.preview import ADDRESS
from tests.support.returned import changed
from tests.support.watching import Watching
from tests.support.workbooks import render
from vastuumatriisi.cli.main import main
from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.legible import legible
from vastuumatriisi.matrix import Views

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")

NAMES = {
    "line feed": ("a\nb", "a\\nb"),
    "carriage return": ("a\rb", "a\\rb"),
    "tab": ("a\tb", "a\\tb"),
    "escape": ("a\x1b[2Jb", "a\\x1b[2Jb"),
    "C1 control": ("a\x9b2Jb", "a\\x9b2Jb"),
    "bidirectional override": ("a\u202eb", "a\\u202eb"),
    "bidirectional isolate": ("a\u2066b", "a\\u2066b"),
    "line separator": ("a\u2028b", "a\\u2028b"),
    "no UTF-8": ("a\udce4b", "a\\udce4b"),
}
COMMANDS = {
    "check": "check {0}.yaml",
    "a problem": "check {0}/vajaa.yaml",
    "--source": "--source {0}.yaml --output build --jobs 1",
    "--output": "--source tiedot.yaml --output {0}/vajaa.yaml --only workbook",
    "--templates": "--source tiedot.yaml --output build --jobs 1 --templates {0}/puuttuu",
    "--template": "--source tiedot.yaml --output build --jobs 1 --template {0}.docx",
    "--sites": "--source tiedot.yaml --output build --jobs 1 --sites {0}.yaml",
    "import": "import {0}.xlsx -o uusi.yaml",
    "import -o": "import {0}/vajaa.yaml -o {0}/vajaa.yaml",
    "review": "review {0}.xlsx --source tiedot.yaml",
    "release": "release --source {0}.yaml",
    "verify": "verify {0}.pdf --source tiedot.yaml",
    "diff": "diff {0}.yaml tiedot.yaml",
    "new": "new {0} --language fi --organisation E --title M --units A",
    "schema": "schema -o {0}/puuttuu/schema.json",
    "no command": "{0}",
    "no option": "check tiedot.yaml --{0}",
    "no number": "--source tiedot.yaml --jobs {0}",
}
# All go well, one after the other, in a folder of this name with files that bear it too.
SUCCEEDING = {
    "check --fix": "check --fix {0}/{0}vajaat.yaml",
    "build": "--source {0}/{0}.yaml --output {0}/build --only workbook --jobs 1",
    "nothing to do": "--source {0}/{0}.yaml --output {0}/build --only workbook --jobs 1",
    "import --dry-run": "import {0}/{0}.xlsx --dry-run",
    "import": "import {0}/{0}.xlsx -o {0}/{0}uusi.yaml",
    "import --map": "import {0}/{0}.xlsx -o {0}/{0}toinen.yaml --map {0}/{0}kartta.yaml",
    "import of ours": "import {0}/{0}kirja.xlsx -o {0}/{0}oma.yaml",
    "review": "review {0}/{0}kirja.xlsx --source {0}/{0}.yaml",
    "review --accept": "review {0}/{0}kirja.xlsx --source {0}/{0}.yaml --accept 1",
    "review --reply": "review {0}/{0}kirja.xlsx --source {0}/{0}.yaml --reply {0}/{0}vastaus.xlsx",
    "diff": "diff {0}/{0}.yaml.before {0}/{0}.yaml",
    "diff of a workbook": "diff {0}/{0}kirja.xlsx {0}/{0}.yaml",
    "release": "release --source {0}/{0}.yaml",
    "release --next": "release --source {0}/{0}.yaml --next 2",
    "verify": "verify {0}/{0}kirja.xlsx --source {0}/{0}.yaml",
    "new": "new {0}/{0}talo --language fi --organisation E --title M --units A",
    "new --sheet": "new {0}/{0}koti --language fi --organisation E --title M --sheet {0}/{0}.xlsx",
    "schema": "schema -o {0}/{0}.json",
    "check": "check {0}/{0}.yaml",
}
UNNAMED = ("import --dry-run", "review --reply", "diff", "diff of a workbook")  # may say nothing of a path
UNCODED = SMALL.replace("{id: Y-1, text: Teemme työtä.}", "{id: Y-1, text: Teemme työtä.}, {text: Valvomme.}")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiedot.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", NAMES)
def test_a_line_stays_one_line(kind: str, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the command and wherever the path stands, each line that is printed is one that the command means."""
    name, told = NAMES[kind]
    for folder in (name, "a_b"):
        (home / folder).mkdir()
        (home / folder / "vajaa.yaml").write_text("format: 2", encoding="utf-8")
    for words in COMMANDS.values():
        status = main([word.format(name) for word in words.split()])
        strange = "".join(capsys.readouterr())
        assert status in (1, 2), words
        if not words.startswith("diff"):  # which may be the label of an edition, and those stand with spaces
            assert told in strange.replace("\\\\", "\\"), (words, strange)
        assert not [character for character in strange.replace("\n", "") if legible(character) != character], words
        assert main([word.format("a_b") for word in words.split()]) == status
        usual = "".join(capsys.readouterr())
        assert strange.count("\n") == usual.count("\n"), (words, strange)


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    made = render(Views(matrix_of(SMALL)), design)
    return changed(made, lambda book: book["Kaikki tehtävät"].put("Y-1", "Tehtävä", "Teemme paljon työtä."))


def begin(home: Path, name: str, workbook: bytes) -> None:
    """Make a folder of this name with a data file, one without codes, an old sheet and a workbook that came back."""
    folder = home / name
    folder.mkdir()
    (folder / f"{name}.yaml").write_text(SMALL, encoding="utf-8")
    (folder / f"{name}vajaat.yaml").write_text(UNCODED, encoding="utf-8")
    (folder / f"{name}kirja.xlsx").write_bytes(workbook)
    write_sheet(home / "vastuut.xlsx", table("Tehtävä | Rehtori | Opettaja\nOstamme | A | C\nKuvaamme | R | A\n"))
    shutil.move(home / "vastuut.xlsx", folder / f"{name}.xlsx")


@pytest.mark.parametrize("kind", NAMES)
def test_so_it_does_where_all_goes_well(
    kind: str, home: Path, workbook: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """What succeeds says where it has put things as well: no more lines than for a usual name, and none obeyed."""
    name, told = NAMES[kind]
    for folder in (name, "a_b"):
        begin(home, folder, workbook)
    for which, words in SUCCEEDING.items():
        status = main([word.format(name) for word in words.split()])
        strange = "".join(capsys.readouterr())
        assert status == int(which == "verify"), (which, strange)  # it bears a change that nobody has frozen
        assert not [character for character in strange.replace("\n", "") if legible(character) != character], which
        assert which in UNNAMED or told in strange.replace("\\\\", "\\"), (which, strange)
        assert main([word.format("a_b") for word in words.split()]) == status
        usual = "".join(capsys.readouterr())
        assert strange.count("\n") == usual.count("\n"), (which, strange, usual)


@pytest.mark.parametrize("options", [(), ("--serve",)])
def test_so_do_watch_and_the_preview(options: tuple[str, ...], tmp_path: Path) -> None:
    """Every line that a watch prints is one that it means."""
    folder = tmp_path / "".join(name for name, _ in NAMES.values())
    folder.mkdir()
    watch = Watching(folder, "--only", "workbook", "--jobs", "1", *options)
    try:
        told = watch.waiting()
        watch.save("[eeva]", "[eva]")
        told += watch.waiting()
    finally:
        watch.end()
    assert [line for line in told if legible(line) != line] == []
    assert [line for line in told if line.startswith("waiting")] == told[-1:] * 2
    assert any(ADDRESS.fullmatch(line) for line in told) == bool(options)


@pytest.mark.parametrize(("text", "told"), NAMES.values())
def test_legible(text: str, told: str) -> None:
    """What is fit already stays as it is, spaces of typography and letters of all scripts too."""
    assert legible(text) == told
    assert legible(told) == told
    assert legible("Äiti\u00a0ja\u202f”lapsi” \u00ad \u05d0\u0628") == "Äiti\u00a0ja\u202f”lapsi” \u00ad \u05d0\u0628"
