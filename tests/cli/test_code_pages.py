"""Consoles of few characters, as Windows has them, and files with its line ends: the same is told and made."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import SMALL, files_in
from tests.support.matrices import ROOT

CODE_PAGES = ("cp850", "cp1252", "ascii")  # of a console of Western Europe, of what is redirected there, and the least
PROGRAMS = {
    "check": ("generate.py", "check", "viallinen.yaml"),
    "doctor": ("generate.py", "doctor", "-v"),
    "help": ("generate.py", "build", "--help"),
    "set-up": ("tools/setup_environment.py", "--help"),
}
TEXTS = (".j2", ".js", ".toml")


def run(words: tuple[str, ...], folder: Path, encoding: str, language: str) -> tuple[int, str, str]:
    """Return the exit status of a program and what it has told, both streams in an encoding."""
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "LC_MESSAGES": language, "COLUMNS": "100"}
    command = [sys.executable, ROOT / words[0], *words[1:]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a matrix, and one with a mistake in a name that no code page of these has."""
    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "viallinen.yaml").write_text(SMALL.replace("[eeva]", "[eevа]"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("encoding", CODE_PAGES)
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_is_told(program: str, encoding: str, language: str, folder: Path) -> None:
    """Status and text are those of a console that has all characters; what it lacks stands there as an escape."""
    whole = run(PROGRAMS[program], folder, "utf-8", language)
    told = run(PROGRAMS[program], folder, encoding, language)
    assert any(not text.isascii() for text in whole[1:])
    expected = [text.encode(encoding, "backslashreplace").decode(encoding) for text in whole[1:]]
    assert told == (whole[0], *expected)


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_a_build(encoding: str, folder: Path) -> None:
    """A build, its table and the names of its documents are no reason to fail."""
    words = ("generate.py", "--source", "esimerkki.yaml", "--output", "build", "--only", "posters,roles", "-v")
    status, told, complaints = run(words, folder, encoding, "fi")
    assert status == 0, complaints
    assert len(complaints.splitlines()) == 5
    assert "julisteet/kaksi.pdf" in complaints
    assert "build" in told
    assert len(files_in(folder / "build")) == 5


def test_line_ends_of_windows(folder: Path) -> None:
    """A data file and templates with \\r\\n give the documents that they give with \\n, to the byte."""
    made = {}
    for name, end in (("lf", b"\n"), ("crlf", b"\r\n")):
        shutil.copytree(ROOT / "templates", folder / name / "templates")
        (folder / name / "esimerkki.yaml").write_bytes(SMALL.encode().replace(b"\n", end))
        for file in (folder / name / "templates").rglob("*"):
            if file.suffix in TEXTS:
                file.write_bytes(file.read_bytes().replace(b"\n", end))
        words = (
            "generate.py",
            "--source",
            "esimerkki.yaml",
            "--templates",
            "templates",
            "--no-page-numbers",
            "--jobs",
            "1",
        )
        assert run((*words, "--output", "build"), folder / name, "utf-8", "fi")[0] == 0
        made[name] = {path: data for path, data in files_in(folder / name / "build").items() if path != "manifest.json"}
    assert len(made["lf"]) >= 7
    assert made["crlf"] == made["lf"]
