"""``import``: a data file from what people have, an account that closes, and never a file overwritten."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.command import SMALL, files_in, run
from tests.support.foreign import table, write_sheet
from tests.support.matrices import ROOT
from vastuumatriisi.datafile import load
from vastuumatriisi.datafile.read import matrix_of, read_matrix
from vastuumatriisi.incoming.anchors import Layout, rows
from vastuumatriisi.matrix.changes import compare

SHEET = """
Koulun vastuut | | | |
R = Toteuttaa, A = Vastaa, C = Konsultoidaan, I = Saa tiedon | | | |
Tehtävä | Tila | Rehtori | Opettaja | Huomautus
Hankinnat | | | |
Ostamme laitteet | valmis | A | С | Sovittu keväällä
Kuvaamme laitteet | kesken | R | A (suuret) |
Ylläpito | | | |
Korjaamme laitteet | kesken | I | R |
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return write_sheet(tmp_path / "vastuut.xlsx", table(SHEET), merged=("A1:E1",), bold=("A4", "A7"))


def answer(*arguments: str | Path) -> Any:
    done = run("import", *arguments, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_data_file(sheet: Path, tmp_path: Path) -> None:
    """The data file is one that a person might have written, and has no problem."""
    done = run("import", sheet, "-o", tmp_path / "tiedot.yaml", LANG="C")
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "tiedot.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schema.json\n# Tuotu tiedostosta vastuut.xlsx.")
    assert (
        text.split("\nletters:\n")[1]
        == """\
  R: {name: Toteuttaa, counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable}
  C: {name: Konsultoidaan, counts_as: consulted}
  I: {name: Saa tiedon, counts_as: informed}

roles:
  - {id: rehtori, name: Rehtori}
  - {id: opettaja, name: Opettaja}

levels:
  - id: tehtavat
    name: Tehtävät
    units:
      - id: hankinnat
        name: Hankinnat
        duties:
          # D5: kirjain on toista kirjaimistoa ja vain näyttää tältä.
          - id: HAN-01
            text: Ostamme laitteet
            assign: {rehtori: A, opettaja: C}
            note: Sovittu keväällä
          - id: HAN-02
            text: Kuvaamme laitteet
            assign: {rehtori: R, opettaja: A (suuret)}

      - id: yllapito
        name: Ylläpito
        duties:
          - id: YLL-01
            text: Korjaamme laitteet
            assign: {rehtori: I, opettaja: R}
"""
    )
    assert run("check", tmp_path / "tiedot.yaml").returncode == 0


def test_account(sheet: Path, tmp_path: Path) -> None:
    """The account counts letters and cells, and each cell is used or left out with a reason."""
    told = answer(sheet, "--dry-run")
    assert (told["duties"], told["roles"], told["groups"]) == (3, 2, 2)
    assert told["letters"] == {"R": 2, "A": 2, "C": 1, "I": 1}
    assert told["cells"]["read"] == told["cells"]["used"] + len(told["cells"]["ignored"]) == 22
    assert [(one["cell"], one["why"]) for one in told["cells"]["ignored"]] == [
        ("B5", "attribute"),
        ("B6", "attribute"),
        ("B8", "attribute"),
    ]
    assert {one["about"] for one in told["questions"]} == {"attribute", "condition", "look-alike"}
    assert [path.name for path in tmp_path.iterdir()] == ["vastuut.xlsx"]


def test_account_in_the_language_of_the_reader(sheet: Path) -> None:
    """The account is in the language that the reader's machine asks for, else in that of the matrix."""
    languages = ("C", "sv_FI.UTF-8", "en")
    told = {one: run("import", sheet, "--dry-run", LC_ALL=one, LC_MESSAGES="", LANG="").stdout for one in languages}
    assert "[luultavasti] B5: Sarake ”Tila” ei ole rooli eikä huomautus; se jätettiin pois." in told["C"]
    assert "Kontrollera detta:" in told["sv_FI.UTF-8"]
    assert "Left out:\n  a column that is neither a role nor a remark: B5 “valmis”" in told["en"]


def test_map_decides(sheet: Path, tmp_path: Path) -> None:
    """The map that is written beside the result says what was guessed; changed and given again it decides."""
    assert run("import", sheet, "-o", tmp_path / "a.yaml").returncode == 0
    text = (tmp_path / "a.map.yaml").read_text(encoding="utf-8")
    assert "columns: {A: duty, B: attribute, C: role, D: role, E: remark}" in text
    again = run("import", sheet, "-o", tmp_path / "b.yaml", "--map", tmp_path / "a.map.yaml")
    assert again.returncode == 0
    assert not compare(read_matrix(tmp_path / "a.yaml"), read_matrix(tmp_path / "b.yaml"))
    text = text.replace("B: attribute", "B: remark").replace("D: role", "D: ignore").replace('"7": group', '"7": duty')
    text = text.replace("C: consulted", "C: informed").replace("Koulun vastuut", "Muut vastuut")
    (tmp_path / "c.map.yaml").write_text(text, encoding="utf-8")
    assert run("import", sheet, "-o", tmp_path / "c.yaml", "--map", tmp_path / "c.map.yaml").returncode == 0
    matrix = read_matrix(tmp_path / "c.yaml")
    assert [role.name for role in matrix.roles] == ["Rehtori"]
    assert matrix.title == "Muut vastuut"
    assert [duty.text for duty in matrix.duties][2:] == ["Ylläpito", "Korjaamme laitteet"]
    assert matrix.duties[0].note == "Tila: valmis\nSovittu keväällä".replace("\n", " ")


def test_a_map_that_nobody_changed_changes_nothing(tmp_path: Path) -> None:
    """Letters that no legend explains keep the meaning that they have in a data file that defines none."""
    (tmp_path / "vastuut.csv").write_text(
        "Tehtävä;rehtori;opettaja\nHankimme laitteet.;A;R\nHuollamme laitteet.;R;C\n", encoding="utf-8"
    )
    assert run("import", tmp_path / "vastuut.csv", "-o", tmp_path / "a.yaml").returncode == 0
    again = run("import", tmp_path / "vastuut.csv", "-o", tmp_path / "b.yaml", "--map", tmp_path / "a.map.yaml")
    assert again.returncode == 0
    assert (tmp_path / "b.yaml").read_bytes() == (tmp_path / "a.yaml").read_bytes()
    text = (tmp_path / "a.map.yaml").read_text(encoding="utf-8").replace("C: consulted", "C: informed")
    (tmp_path / "c.map.yaml").write_text(text, encoding="utf-8")
    assert (
        run("import", tmp_path / "vastuut.csv", "-o", tmp_path / "c.yaml", "--map", tmp_path / "c.map.yaml").returncode
        == 0
    )
    assert read_matrix(tmp_path / "c.yaml").letters.counts("C", "informed")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("sheets: {Sheet: {columns: {A: dty}}}", "a.yaml:1:31: “dty” is not known here; did you mean “duty”?"),
        ("sheets: {Sheet: {rows: {A: duty}}}", "a.yaml:1:25: “A” is no row; write its number: 7"),
        ("letters: {R: vastaa}", "a.yaml:1:14: “vastaa” is not known here; known are accountable, "),
        ("letter: {R: none}", "a.yaml:1:1: the key “letter” is not known here; did you mean “letters”?"),
        ("title: [a]", "a.yaml:1:8: “title” is one text; write it behind the colon"),
    ],
)
def test_what_is_wrong_in_a_map(sheet: Path, tmp_path: Path, written: str, told: str) -> None:
    """A slip in a map is told with its line and what to do, and nothing is written."""
    (tmp_path / "a.yaml").write_text(written + "\n", encoding="utf-8")
    done = run("import", sheet, "-o", tmp_path / "b.yaml", "--map", tmp_path / "a.yaml")
    assert done.returncode == 1
    assert told in done.stderr
    assert not (tmp_path / "b.yaml").exists()


def test_nothing_is_overwritten(sheet: Path, tmp_path: Path) -> None:
    """A data file that is there stays as it is, and so does a map."""
    for name in ("a.yaml", "a.map.yaml"):
        (tmp_path / name).write_text("minun", encoding="utf-8")
        done = run("import", sheet, "-o", tmp_path / "a.yaml")
        assert (done.returncode, (tmp_path / name).read_text(encoding="utf-8")) == (1, "minun")
        assert "is there already, and import overwrites nothing" in done.stderr
        (tmp_path / name).unlink()


def test_usage(sheet: Path, tmp_path: Path) -> None:
    """Without a data file to write nothing happens; a sheet that is not there is told with those that are."""
    assert run("import", sheet).returncode == 2
    done = run("import", sheet, "--dry-run", "--sheet", "Muu")
    assert (done.returncode, "has no sheet “Muu”; it has Sheet." in done.stderr) == (1, True)
    done = run("import", sheet, "-o", sheet / "a.yaml")
    assert (done.returncode, "cannot be written" in done.stderr) == (1, True)


def test_the_folder_of_the_data_file_is_made(sheet: Path, tmp_path: Path) -> None:
    """Who begins with import has no folder ``source`` yet, which the guides name; a dry run makes none."""
    assert run("import", sheet, "--dry-run").returncode == 0
    assert not (tmp_path / "source").exists()
    done = run("import", sheet, "-o", tmp_path / "source" / "oma.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert {*files_in(tmp_path / "source")} == {"oma.yaml", "oma.map.yaml"}


@pytest.mark.parametrize("content", ["Pelkkää tekstiä ilman mitään.\n", "a;b;c\n1;2;3\n", "\n"])
def test_no_matrix(tmp_path: Path, content: str) -> None:
    """A file without a matrix is refused in a sentence."""
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    done = run("import", tmp_path / "a.csv", "-o", tmp_path / "a.yaml")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


def test_workbook_of_ours(tmp_path: Path) -> None:
    """A workbook of ours gives the matrix that it was made from, and ``review`` is named for what was changed in it."""
    (tmp_path / "small.yaml").write_text(SMALL, encoding="utf-8")
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Pohja")
    hidden.sheet_state = "veryHidden"
    for row in rows(SMALL, Layout({}, {}, {}, "")):
        hidden.append(row)
    book.save(tmp_path / "vastuumatriisi.xlsx")
    done = run("import", tmp_path / "vastuumatriisi.xlsx", "-o", tmp_path / "a.yaml")
    assert (done.returncode, "review" in done.stdout) == (0, True)
    matrix = matrix_of(load.read(SMALL.encode(), "small"))
    assert not compare(matrix, read_matrix(tmp_path / "a.yaml"))
    told = answer(tmp_path / "vastuumatriisi.xlsx", "--dry-run")
    assert (told["duties"], told["roles"], told["groups"], told["questions"]) == (2, 2, 2, [])
    assert told["cells"] == {"read": 0, "used": 0, "ignored": []}


@pytest.mark.parametrize(
    ("language", "kinds"),
    [("en", "duty attribute role"), ("fi", "tehtävä muu tieto rooli"), ("sv", "uppgift annan uppgift roll")],
)
def test_picture_on_a_terminal(language: str, kinds: str, sheet: Path) -> None:
    """On a terminal the head of the sheet is shown, in the colours of what cells were taken as, and which those are."""
    main, other = pty.openpty()
    command = [sys.executable, ROOT / "generate.py", "import", sheet, "--dry-run"]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LC_MESSAGES": language}
    subprocess.run(command, stdout=other, check=True, timeout=120, env=environment)
    os.close(other)
    shown = os.read(main, 100_000).decode()
    os.close(main)
    assert "\x1b[1;33mHankinnat" in shown
    plain = re.sub(r"\x1b\[[\d;]*m", "", shown)
    assert "Ostamme laitteet" in plain
    assert kinds in plain
