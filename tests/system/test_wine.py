"""The libraries of the wheels for Windows, loaded by Wine the way that WeasyPrint loads them on Windows."""

import os
import re
import shutil
import subprocess
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.wheels import installed_libraries
from vastuumatriisi.design.fonts import poster_faces
from vastuumatriisi.system import library_place
from vastuumatriisi.system.library_place import CONFIGURATION_VARIABLE, FILES, RUNTIME, libraries_in_one_place

COMPILER = "x86_64-w64-mingw32-gcc"
WINE = shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")  # Debian has it off the PATH
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>
"""

pytestmark = pytest.mark.skipif(
    not (WINE and shutil.which(COMPILER)), reason="Wine (wine64) or MinGW (gcc-mingw-w64-x86-64) is not installed"
)


def in_wine(path: Path | str) -> str:
    """Return a path as Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the program finds of the wheels where it takes the system for Windows: folders, then the six libraries."""
    site = installed_libraries("win32", tmp_path / "site")
    folders: list[str] = []
    monkeypatch.setattr(library_place, "sys", SimpleNamespace(platform="win32", path=[str(site)]))
    monkeypatch.setattr(library_place, "opened", lambda name: name)
    monkeypatch.setattr(os, "add_dll_directory", lambda one: nullcontext(folders.append(one)), raising=False)
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "")
    monkeypatch.delenv(CONFIGURATION_VARIABLE, raising=False)
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
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
        "WINEPREFIX": str(tmp_path / "wine"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "FONTCONFIG_FILE": in_wine(tmp_path / "fonts.conf"),
        "XDG_RUNTIME_DIR": str(tmp_path),
    }
    command = [str(WINE), str(program), *paths]
    done = subprocess.run(command, env=environment, capture_output=True, check=False, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stdout
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert re.fullmatch(r"1\.(5[6-9]|[6-9]\d)\.\d+", told["pango"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", told["harfbuzz"])
    narrow, wide = map(int, told["widths"].split())
    assert 0 < narrow < wide
    assert int(told["fonts"]) >= 1
