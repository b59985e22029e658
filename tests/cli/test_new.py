"""``new`` makes a folder in which the first build and the strictest check succeed, in each language."""

import contextlib
import errno
import os
import re
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.command import files_in, run
from tests.support.matrices import ROOT
from tests.support.publishing import failing
from vastuumatriisi.cli.new import Wanted, new
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.system import patience

DATA = Path("source") / "vastuumatriisi.yaml"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_folder_to_begin_with(language: str, tmp_path: Path) -> None:
    """Its data file is what was asked for and has no open question; the page that tells how to begin is there."""
    folder = tmp_path / "oma"
    units = "Hallinto: tukipalvelut, Hallinto, Opetus #1"
    given = ("--title", 'Meidän "vastuut"', "--organisation", "Esimerkkilä: kunta", "--units", units)
    done = run("new", folder, "--language", language, *given, LC_MESSAGES=language)
    assert (done.returncode, done.stderr) == (0, "")
    matrix = read_matrix(folder / DATA)
    assert (matrix.title, matrix.organisation, matrix.language) == ('Meidän "vastuut"', "Esimerkkilä: kunta", language)
    assert [unit.name for unit in matrix.units] == ["Hallinto: tukipalvelut", "Hallinto", "Opetus #1"]
    page = messages(language)("new.page_name")
    assert {".gitignore", page, "source/schema.json", "source/sites.example.yaml"} <= {*files_in(folder)}
    assert page in done.stdout
    checked = run("check", folder / DATA, "--strict", LC_MESSAGES=language)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(str(folder / DATA))


def test_units_whose_names_yaml_takes_for_something_else(tmp_path: Path) -> None:
    """Each gets an id that reads as one, whatever it is called."""
    done = run("new", tmp_path / "oma", "--units", "Null, true, False, no, 1, 12:30, ~", "--title", "null")
    assert (done.returncode, done.stderr) == (0, "")
    ids = [unit.id for unit in read_matrix(tmp_path / "oma" / DATA).units]
    assert ids == ["null-1", "true-1", "false-1", "no", "1", "12-30", "a"]


def test_it_speaks_the_language_of_the_matrix_where_nothing_else_is_asked_for(tmp_path: Path) -> None:
    """Nobody has said a language but for the data file that there will be; the environment and --messages go first."""
    asked = ("--language", "sv")
    nothing = {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "", "LANG": ""}
    assert "är klar" in run("new", tmp_path / "en", *asked, **nothing).stdout
    assert "on valmis" in run("new", tmp_path / "två", *asked, "--messages", "fi", **nothing).stdout
    assert "on valmis" in run("new", tmp_path / "tre", *asked, **nothing | {"LC_ALL": "fi_FI.UTF-8"}).stdout


def test_its_first_build_succeeds(tmp_path: Path) -> None:
    """The documents can be made at once, with templates of its own too."""
    assert run("new", tmp_path / "oma", "--with-templates").returncode == 0
    own = ("--source", tmp_path / "oma" / DATA, "--templates", tmp_path / "oma" / "templates")
    done = run("build", *own, "--output", tmp_path / "build", "--only", "workbook,posters", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")


def test_with_a_sheet_that_there_is(tmp_path: Path) -> None:
    """A matrix in a table becomes the data file, with the map of what was taken as what."""
    sheet = tmp_path / "vanha.csv"
    sheet.write_text("Tehtävä;Rehtori;Opettaja\nLaadimme suunnitelman;A;R\nTilaamme laitteet;A;C\n", encoding="utf-8")
    done = run("new", tmp_path / "oma", "--sheet", sheet)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(read_matrix(tmp_path / "oma" / DATA).duties) == 2
    assert (tmp_path / "oma" / "source" / "vastuumatriisi.map.yaml").is_file()


def test_a_sheet_with_names(tmp_path: Path) -> None:
    """What an old sheet does not say is what was given; all else is as it was imported."""
    sheet = tmp_path / "vanha.csv"
    sheet.write_text("Tehtävä;Rehtori;Opettaja\nLaadimme suunnitelman;A;R\nTilaamme laitteet;A;C\n", encoding="utf-8")
    given = ("--title", "Vastuut: uusi", "--organisation", "Esimerkkilä")
    assert run("new", tmp_path / "oma", "--sheet", sheet, *given).returncode == 0
    matrix = read_matrix(tmp_path / "oma" / DATA)
    assert (matrix.title, matrix.organisation, len(matrix.duties)) == ("Vastuut: uusi", "Esimerkkilä", 2)
    # Nobody is asked to write what stands there already.
    assert "# Tuonti ei tiedä" not in (tmp_path / "oma" / DATA).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("begun", [False, True], ids=["by itself", "with a sheet"])
def test_the_roster_that_is_an_example_can_be_taken(begun: bool, language: str, tmp_path: Path) -> None:
    """With what it says of the data file done, it is checked without a complaint, whatever that file holds."""
    sheet, folder = tmp_path / "vanha.csv", tmp_path / "oma"
    sheet.write_text("Tehtävä;Rehtori;Opettaja\nLaadimme suunnitelman;A;R\nTilaamme laitteet;A;C\n", encoding="utf-8")
    assert run("new", folder, "--language", language, *(("--sheet", sheet) if begun else ())).returncode == 0
    example = (folder / "source" / "sites.example.yaml").read_text(encoding="utf-8")
    (folder / "source" / "sites.yaml").write_text(example, encoding="utf-8")
    asked = re.findall(r"(?m)^# (site_types:|  - .*)$", example)
    with (folder / DATA).open("a", encoding="utf-8") as data:
        data.write("\n" + "\n".join(asked) + "\n")
    done = run("check", folder / DATA)
    assert (done.returncode, done.stderr, len(asked)) == (0, "", 2)


@pytest.mark.usefixtures("finnish")
def test_a_sheet_is_accounted_for(tmp_path: Path) -> None:
    """What was guessed and what was left out is told as ``import`` tells it, before the folder is praised."""
    sheet = tmp_path / "vanha.csv"
    sheet.write_text("Tehtävä;Rehtori;Opettaja\nLaadimme;A;R\nTilaamme;A;?\nKorjaamme;R;Q\nAutamme;R;Q\n", "utf-8")
    done = run("new", tmp_path / "oma", "--sheet", sheet)
    account, _, end = done.stdout.partition("\n\n" + str(tmp_path / "oma"))
    assert account.splitlines() == run("import", sheet, "--dry-run").stdout.splitlines()[:-2]
    assert "Tarkista nämä:" in account
    assert "vastuumatriisi.map.yaml kertoo" in end


@pytest.mark.skipif(os.name != "posix", reason="a terminal is made by the system")
@pytest.mark.parametrize("begun", [("", "Tuki, Opetus"), ("vanha.csv",)], ids=["units", "a sheet"])
def test_on_a_terminal_it_asks(begun: tuple[str, ...], tmp_path: Path) -> None:
    """Five things are asked, each that is not given as an option, in words of the person; Enter takes what is usual."""
    (tmp_path / "vanha.csv").write_text("Tehtävä;Rehtori;Opettaja\nLaadimme;A;R\nTilaamme;A;C\n", encoding="utf-8")
    answers = ("fr", "sv", "Exempelstad", "", *begun)
    shown = at_terminal(("new", tmp_path / "oma", "--messages", "fi"), answers, tmp_path)
    asked = [messages("fi")(f"new.ask.{key}") for key in ("language", "language", "organisation", "title", "sheet")]
    asked += [messages("fi")("new.ask.units")] * (len(begun) > 1)
    found = [shown.find(question) for question in asked]
    assert -1 not in found
    assert found == sorted(found)
    matrix = read_matrix(tmp_path / "oma" / DATA)
    assert (matrix.language, matrix.organisation, matrix.title) == (
        "sv",
        "Exempelstad",
        messages("sv")("new.usual_title"),
    )
    assert len(matrix.duties) == (1 if len(begun) > 1 else 2)


def at_terminal(words: tuple[str | Path, ...], answers: tuple[str, ...], folder: Path) -> str:
    """Run the command on a terminal where these lines are typed; return what stands on it."""
    ours, theirs = os.openpty()
    command = [sys.executable, ROOT / "generate.py", *words]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        shown = b""
        with contextlib.suppress(OSError):  # that of a terminal which nobody has open any more
            while part := os.read(ours, 4096):
                shown += part
    os.close(ours)
    assert process.returncode == 0, shown
    return shown.decode()


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    """What is in use, or cannot be made, is refused in a sentence, and nothing is left behind."""
    (tmp_path / "oma").mkdir()
    (tmp_path / "oma" / "muistio.txt").write_text("x", encoding="utf-8")
    before = files_in(tmp_path)
    done = run("new", tmp_path / "oma")
    assert (done.returncode, done.stdout) == (1, "")
    assert "is there already and is not empty; name a new folder." in done.stderr
    for words in (("--title", "\u202eotsikko"), ("--sheet", tmp_path / "puuttuu.xlsx")):
        done = run("new", tmp_path / "toinen", *words)
        assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert files_in(tmp_path) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """A folder that is there and empty is as good as none."""
    (tmp_path / "oma").mkdir()
    assert run("new", tmp_path / "oma").returncode == 0
    assert (tmp_path / "oma" / DATA).is_file()


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions there")
def test_the_folder_is_for_whom_other_folders_are_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made as other folders are, not as scratch folders: in one of a group all may work in it, on Windows too."""
    monkeypatch.setattr(tempfile, "mkdtemp", lambda *_: pytest.fail("a folder for one person alone"))
    before = os.umask(0o002)
    try:
        new(Wanted(tmp_path / "oma", "oma", "fi", "a", "b", ("c",)), messages("fi"))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "oma").stat().st_mode) == 0o775


@pytest.mark.parametrize("name", [".", "oma"])
def test_the_folder_that_one_works_in(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty one is filled without being replaced, which Windows would refuse while somebody is in it."""
    (tmp_path / "oma").mkdir()
    monkeypatch.chdir(tmp_path / "oma" if name == "." else tmp_path)
    there = (tmp_path / "oma").stat().st_ino
    wanted = Wanted(Path(name), name, "fi", "a", "b", ("c",))
    new(wanted, messages("fi"))
    assert (tmp_path / "oma" / DATA).is_file()
    assert (tmp_path / "oma").stat().st_ino == there
    assert [path.name for path in tmp_path.iterdir()] == ["oma"]
    assert not [path for path in (tmp_path / "oma").iterdir() if path.name.endswith(".staged")]


def test_a_folder_is_filled_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one of the files cannot be put there, those before it go."""
    (tmp_path / "oma").mkdir()
    failing(monkeypatch, "rename", errno.EACCES, lambda path: path.endswith("source"))
    monkeypatch.setattr(patience, "PAUSES", ())
    with pytest.raises(UserError):
        new(Wanted(tmp_path / "oma", "oma", "fi", "a", "b", ("c",)), messages("fi"))
    assert list((tmp_path / "oma").iterdir()) == []
