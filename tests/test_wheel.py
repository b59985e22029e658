"""The program as a package: it needs no checkout, works in any folder, and makes the same documents."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.built import built_wheel
from tests.support.command import SMALL, files_in
from tests.support.matrices import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    return built_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program installed from its wheel; the packages that it needs are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    command = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--target", folder, wheel]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder


class Place:
    """An empty folder that somebody works in, with the installed program."""

    def __init__(self, folder: Path, installed: Path) -> None:
        self.folder = folder
        self.installed = installed
        self._command = [sys.executable, "-m", "vastuumatriisi"]

    def with_data(self) -> "Place":
        (self.folder / "source").mkdir()
        (self.folder / "source" / "vastuumatriisi.yaml").write_text(SMALL, encoding="utf-8")
        return self

    def run(self, *words: str | Path, command: list[str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*(command or self._command), *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.installed), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )


@pytest.fixture
def place(installed: Path, tmp_path: Path) -> Place:
    return Place(tmp_path, installed)


def test_the_wheel_holds_the_program_and_its_templates(wheel: Path) -> None:
    """Every module, wording and template is in it once, and no test, data file or document."""
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    own = [name for name in names if ".dist-info/" not in name]
    files = (path for part in ("vastuumatriisi", "templates") for path in (ROOT / part).rglob("*") if path.is_file())
    ours = {path.relative_to(ROOT).as_posix() for path in files if path.parent.name != "__pycache__"}
    assert {name.replace("vastuumatriisi/packaged_templates/", "templates/") for name in own} == ours


def test_same_documents_as_generate_py(place: Place, tmp_path: Path) -> None:
    """In a folder with a data file alone the whole build is to the byte what generate.py makes, manifest included."""
    done = place.with_data().run()
    assert (done.returncode, done.stderr) == (0, "")
    command = [sys.executable, str(ROOT / "generate.py")]
    source = tmp_path / "source" / "vastuumatriisi.yaml"
    assert place.run("--source", source, "--output", "toinen", command=command).returncode == 0
    assert files_in(tmp_path / "build") == files_in(tmp_path / "toinen")
    assert "nothing to do" in place.run().stdout


def test_the_console_command(place: Place, installed: Path) -> None:
    """``vastuumatriisi`` is the same command, and calls itself so."""
    name = "vastuumatriisi.exe" if os.name == "nt" else "vastuumatriisi"
    [script] = installed.glob(f"*/{name}")
    place.with_data()
    checked = place.run("check", command=[str(script)])
    assert (checked.returncode, checked.stderr) == (0, "")
    told = place.run("--help", "--messages", "en", command=[str(script)]).stdout
    assert told.startswith("usage: vastuumatriisi ")
    assert "generate.py" not in told


def test_without_a_data_file(place: Place) -> None:
    """An empty folder is told what is missing in it, by name."""
    done = place.run()
    assert done.returncode == 1
    assert done.stderr.startswith(f"{Path('source', 'vastuumatriisi.yaml')}: there is no such file")
    assert "Traceback" not in done.stderr


def test_templates_of_ones_own(place: Place, tmp_path: Path) -> None:
    """A folder ``templates`` in the working folder is used, unless an option names another; messages name it."""
    place.with_data()
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(ROOT / "templates", tmp_path / "omat")
    own, named = (tmp_path / name / "poster.html.j2" for name in ("templates", "omat"))
    own.write_text("{{ oma }}", encoding="utf-8")
    done = place.run("--only", "posters")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{own.relative_to(tmp_path)}:1: the template has a mistake")
    assert place.run("--only", "posters", "--templates", "omat").returncode == 0
    named.write_text("{{ oma }}", encoding="utf-8")
    done = place.run("--only", "posters", "--templates", "omat")
    assert done.stderr.startswith(f"{named.relative_to(tmp_path)}:1: the template has a mistake")
    done = place.run("check", "--templates", "puuttuu")
    assert done.returncode == 1
    assert done.stderr.startswith("puuttuu: the folder with the templates is missing; ")


def test_the_doctor_of_an_installed_program(place: Place) -> None:
    """It finds its packages without a checkout, and sends nobody to a Makefile that is not there."""
    done = place.run("doctor", "-v", "--messages", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert any(line.split()[:2] == ["ok", "weasyprint"] for line in done.stdout.splitlines())
    bare = place.run("doctor", "-v", "--messages", "en", command=[sys.executable, "-S", "-m", "vastuumatriisi"])
    assert bare.returncode == 1
    missing = [line for line in bare.stdout.splitlines() if line.startswith("missing")]
    assert len(missing) > 10
    assert not [line for line in missing if "make" in line.split("mended by")[1].split()]


FIRST_DAY = {
    "fi": (
        "ei kysymyksiä, ei virheitä",
        "tehtävällä ei ole tunnusta",
        "1 virhe; mitään ei muutettu.",
        "1 virhe korjattu",
    ),
    "sv": ("inga frågor, inga fel", "uppgiften har inget id", "1 fel; ingenting ändrades.", "1 fel rättat"),
}


@pytest.mark.parametrize("language", FIRST_DAY)
def test_the_first_day(language: str, place: Place, tmp_path: Path) -> None:
    """A folder, its first documents, a mistake that is told and mended, and the documents anew: in her language."""
    fine, wrong, told, mended = FIRST_DAY[language]
    speaking = ("--messages", language)
    assert place.run("new", "Vastuut", "--language", language, *speaking).returncode == 0
    own = Place(tmp_path / "Vastuut", place.installed)
    assert own.run("--jobs", "1", *speaking).returncode == 0
    before = files_in(own.folder / "build")
    checked = own.run("check", "--strict", *speaking)
    assert (checked.returncode, checked.stdout.count(fine)) == (0, 1)
    data = own.folder / "source" / "vastuumatriisi.yaml"
    with data.open("a", encoding="utf-8") as file:
        file.write("          - text: Uusi tehtävä.\n")
    failed = own.run(*speaking)
    assert (failed.returncode, files_in(own.folder / "build")) == (1, before)
    problem, counted = failed.stderr.splitlines()
    assert (wrong in problem, counted) == (True, told)
    fixed = own.run("check", "--fix", *speaking)
    assert (fixed.returncode, mended in fixed.stdout) == (0, True)
    assert own.run("--jobs", "1", *speaking).returncode == 0
    assert files_in(own.folder / "build") != before
