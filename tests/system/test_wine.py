"""The libraries of the wheels for Windows, loaded by Wine the way that WeasyPrint loads them on Windows."""

import io
import os
import re
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pypdf
import pytest

from tests.support.command import SMALL, files_in, run
from tests.support.wheels import installed_libraries
from tests.support.windows_python import COMPILER, NO_WINE, WINE, environment, in_wine, windows_python
from vastuumatriisi.design.fonts import poster_faces
from vastuumatriisi.system import library_place
from vastuumatriisi.system.library_place import CONFIGURATION_VARIABLE, FILES, RUNTIME, libraries_in_one_place

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""

pytestmark = pytest.mark.skipif(not (WINE and shutil.which(COMPILER)), reason=NO_WINE)


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the program finds of the wheels where it takes the system for Windows: folders, then the six libraries."""
    site = installed_libraries("win32", tmp_path / "site")
    folders: list[str] = []
    monkeypatch.setattr(library_place, "sys", SimpleNamespace(platform="win32", path=[str(site)]))
    monkeypatch.setattr(library_place, "opened", lambda name: name)
    monkeypatch.setattr(os, "add_dll_directory", lambda one: nullcontext(folders.append(one)), raising=False)
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "")
    monkeypatch.setenv(CONFIGURATION_VARIABLE, "")  # so that it is as before behind the test, whatever this sets it to
    monkeypatch.delenv(CONFIGURATION_VARIABLE)
    libraries_in_one_place.cache_clear()
    found = libraries_in_one_place()
    libraries_in_one_place.cache_clear()
    assert folders[-1] == str(site / RUNTIME)
    return [";".join(map(in_wine, folders)), *(in_wine(found[stem]) for stem in FILES["win32"])]


def test_a_text_is_laid_out(paths: list[str], tmp_path: Path) -> None:
    """All six libraries open by the paths that the program finds, and Pango lays a text out with one of our fonts."""
    program, fonts = tmp_path / "lay_out.exe", tmp_path / "fonts"
    source = Path(__file__).with_name("lay_out.c")
    subprocess.run([COMPILER, "-Wall", "-Werror", "-O1", "-o", program, source], check=True, timeout=60)
    fonts.mkdir()
    (fonts / "esimerkki.ttf").write_bytes(poster_faces()[0].content)
    (tmp_path / "fonts.conf").write_text(FONTS.format(folder=in_wine(fonts)), encoding="utf-8")
    variables = {**environment(tmp_path), "FONTCONFIG_FILE": in_wine(tmp_path / "fonts.conf")}
    command = [str(WINE), str(program), *paths]
    done = subprocess.run(command, env=variables, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert re.fullmatch(r"1\.(5[6-9]|[6-9]\d)\.\d+", told["pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["harfbuzz"])
    narrow, wide = map(int, told["widths"].split())
    assert 0 < narrow < wide
    assert int(told["fonts"]) >= 1


def test_the_whole_way(tmp_path: Path) -> None:
    """A Python for Windows with the wheels of the lock makes a folder to begin with, and the documents of a matrix.

    They say what they say here, on as many pages; what Pango has no part in is the same to the byte.
    """
    python = windows_python(tmp_path / "windows")
    seen = python.run("doctor", "-v", "--messages", "en", folder=tmp_path)
    assert (seen.returncode, seen.stderr) == (0, "")
    assert "layout engine with fontconfig" in seen.stdout
    begun = python.run("new", "Vastuut", "--messages", "fi", folder=tmp_path)
    assert (begun.returncode, begun.stderr) == (0, "")
    assert begun.stdout.startswith("Vastuut on valmis.")
    asked = ("--messages", "fi", "--no-page-numbers", "--jobs", "2")
    first = python.run(*asked, folder=tmp_path / "Vastuut")
    assert (first.returncode, first.stderr) == (0, ""), first.stdout
    assert {"vastuumatriisi.xlsx", "julisteet/hallinto.pdf", "manifest.json"} <= {*files_in(tmp_path / "Vastuut/build")}

    (tmp_path / "esimerkki.yaml").write_text(SMALL, encoding="utf-8")
    there = python.run(*asked, "--source", "esimerkki.yaml", "--output", "there", folder=tmp_path)
    assert (there.returncode, there.stderr) == (0, ""), there.stdout
    assert run(*asked, "--source", tmp_path / "esimerkki.yaml", "--output", tmp_path / "here").returncode == 0
    made, ours = files_in(tmp_path / "there"), files_in(tmp_path / "here")
    assert made.keys() == ours.keys()
    for path in ours.keys() - {"manifest.json"}:
        if path.endswith(".pdf"):
            assert letters_of(made[path]) == letters_of(ours[path]), path
        else:
            assert made[path] == ours[path], path
    again = python.run(*asked, "--source", "esimerkki.yaml", "--output", "there", folder=tmp_path)
    assert "ei tehtävää" in again.stdout + again.stderr, again.stdout


def letters_of(data: bytes) -> list[str]:
    """Return the letters of each page of a PDF."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
