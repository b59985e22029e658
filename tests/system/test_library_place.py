"""Libraries of a wheel on Windows and macOS, by made-up folders: which are taken, and how they are found."""

import ctypes.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system import libraries, library_place, library_search
from vastuumatriisi.system.library_place import FILES, FOLDERS, RUNTIME, WHEEL

# The names that WeasyPrint tries of a library on whatever system.
TRIED = {
    "gobject-2.0": (
        "libgobject-2.0-0",
        "gobject-2.0-0",
        "gobject-2.0",
        "libgobject-2.0.0.dylib",
        "libgobject-2.0-0.dll",
    ),
    "harfbuzz": ("libharfbuzz-0", "harfbuzz", "harfbuzz-0.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "fontconfig": ("libfontconfig-1", "fontconfig-1", "fontconfig", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
}
# Runs the layout engine with libraries of this system under the names that those of the wheel for macOS have.
ENGINE_OF_WHEEL = """
import sys
from types import SimpleNamespace
from vastuumatriisi.system import library_place, library_search
library_place.sys = library_search.sys = SimpleNamespace(platform="darwin", path=[sys.argv[1]])
from vastuumatriisi.generators.pdf import engine
from vastuumatriisi.system import libraries
print(*(f"{stem}={found}" for stem, found in engine.searched.items()))
print(libraries.missing_libraries(), *libraries.versions().values())
print(len(engine.weasyprint.HTML(string="<p>Vastuumatriisi").write_pdf()))
"""


@pytest.fixture(params=["win32", "darwin"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Another system, on which the package is installed in the last of the folders of packages."""
    other = SimpleNamespace(platform=request.param, path=["", str(tmp_path / "puuttuu"), str(tmp_path / "site")])
    for module in (library_place, library_search):
        monkeypatch.setattr(module, "sys", other)
    folder = tmp_path / "site" / WHEEL / FOLDERS[request.param]
    folder.mkdir(parents=True)
    for file in FILES[request.param].values():
        (folder / file).touch()
    library_place.wheel_folder.cache_clear()
    yield request.param
    library_place.wheel_folder.cache_clear()


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that Windows is told to load libraries from, in this order."""
    told: list[str] = []
    monkeypatch.setattr(os, "add_dll_directory", told.append, raising=False)
    return told


def system_pango(monkeypatch: pytest.MonkeyPatch, version: int, *, with_fonts: bool = True) -> None:
    """Let the system have a Pango of its own, as ``pango_version`` tells its version."""
    library = SimpleNamespace(pango_version=lambda: version)
    lacking = () if with_fonts else {names[1] for names in library_place.SYSTEM.values()}
    of_system = {name for first, second in library_place.SYSTEM.values() for name in (*first, second)}
    monkeypatch.setattr(library_place, "opened", lambda name: library if name in of_system - {*lacking} else None)


def test_libraries_of_the_wheel(system: str, folders: list[str], tmp_path: Path) -> None:
    """Where the system has none, each is found by its full path, under whatever name it is asked for."""
    folder = tmp_path / "site" / WHEEL / FOLDERS[system]
    before = ctypes.util.find_library
    with library_search.found_by_stem() as found:
        for stem, names in TRIED.items():
            assert {ctypes.util.find_library(name) for name in names} == {str(folder / FILES[system][stem])}
        assert ctypes.util.find_library("libharfbuzz-vector-0") is None
    assert set(found) == {*TRIED, "harfbuzz-vector"}
    assert ctypes.util.find_library is before
    if system == "win32":
        assert folders[-2:] == [str(folder), str(tmp_path / "site" / RUNTIME)]
    else:
        assert folders == []


def test_others_are_searched_for_as_ever(system: str, folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no library of the engine is searched for; what the wheel lacks of these is never taken from elsewhere."""
    searched: list[str] = []
    monkeypatch.setattr(ctypes.util, "find_library", searched.append)
    with library_search.found_by_stem():
        ctypes.util.find_library("c")
        ctypes.util.find_library("harfbuzz-vector")
    assert searched == ["c"]


@pytest.mark.parametrize("version", [library_place.OLDEST_PANGO, 15700])
def test_the_systems_own_goes_first(
    version: int, system: str, folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Pango of the system that is new enough is taken with all that belongs to it, and nothing of the wheel."""
    system_pango(monkeypatch, version)
    before = ctypes.util.find_library
    assert library_place.path_in_wheel("pango-1.0") is None
    with library_search.found_by_stem():
        assert ctypes.util.find_library is before
    assert not any(WHEEL in folder for folder in folders)


@pytest.mark.parametrize(("version", "with_fonts"), [(library_place.OLDEST_PANGO - 1, True), (15700, False)])
def test_what_the_system_has_is_not_enough(
    version: int, with_fonts: bool, system: str, folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Pango that is too old, or without PangoFT2, gives way to the wheel."""
    system_pango(monkeypatch, version, with_fonts=with_fonts)
    assert str(library_place.path_in_wheel("pango-1.0")).endswith(FILES[system]["pango-1.0"])


def test_a_wheel_that_is_not_whole(system: str, folders: list[str], tmp_path: Path) -> None:
    """Where a library is missing none is taken from there, and missing ones are told as ever."""
    (tmp_path / "site" / WHEEL / FOLDERS[system] / FILES[system]["fontconfig"]).unlink()
    assert library_place.path_in_wheel("pango-1.0") is None


@pytest.mark.parametrize("system", ["win32"], indirect=True)
def test_folders_that_the_user_names(system: str, folders: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The folders that WeasyPrint's variable names are looked in first; one that is not there is passed over."""

    def add(folder: str) -> None:
        folders.append(folder)
        if folder == "puuttuu":
            raise FileNotFoundError(folder)

    monkeypatch.setattr(os, "add_dll_directory", add)
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "puuttuu;oma")
    assert library_place.path_in_wheel("pango-1.0")
    assert folders[:2] == ["puuttuu", "oma"]


def test_missing_libraries_are_looked_for_in_the_wheel(
    system: str, folders: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the doctor asks about is what the engine will load: the files of the wheel, not others so called."""
    asked: list[str | None] = []
    opens: Callable[[str | None], None] = asked.append
    monkeypatch.setattr(libraries, "opened", opens)
    assert libraries.missing_libraries() == libraries.LIBRARIES
    assert asked == [library_place.path_in_wheel("pango-1.0"), library_place.path_in_wheel("pangoft2-1.0")]


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux stand in for those of the wheel")
def test_the_engine_runs_with_a_wheel(tmp_path: Path) -> None:
    """WeasyPrint loads all of its libraries by the paths of the wheel, and makes a document with them."""
    folder = tmp_path / WHEEL / FOLDERS["darwin"]
    folder.mkdir(parents=True)
    for stem, file in FILES["darwin"].items():
        (folder / file).symlink_to(where_loaded(library_search.SONAMES[stem]))
    command = [sys.executable, "-c", ENGINE_OF_WHEEL, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=60)
    searched, told, size = done.stdout.splitlines()
    expected = {stem: str(folder / file) for stem, file in FILES["darwin"].items()}
    assert dict(one.split("=") for one in searched.split()) == {**expected, "harfbuzz-vector": "None"}
    assert told == " ".join(["()", *libraries.versions().values()])
    assert int(size) > 1000


def where_loaded(soname: str) -> Path:
    """Return the file that Linux loads by a soname (proc(5), "maps")."""
    ctypes.CDLL(soname)
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    name = soname.partition(".so")[0]
    return next(Path(line.split()[-1]) for line in lines if Path(line.split()[-1]).name.startswith(f"{name}.so"))
