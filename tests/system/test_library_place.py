"""Libraries in one folder on Windows and macOS, by made-up folders: which are taken, and how they are found."""

import ctypes.util
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.system import libraries, library_place, library_search, libreoffice
from vastuumatriisi.system.library_place import (
    CONFIGURATION,
    CONFIGURATION_VARIABLE,
    FILES,
    FOLDERS,
    OF_SYSTEM,
    RUNTIME,
    SINCE_OLDEST,
    WHEEL,
    libraries_in_one_place,
    without_configuration,
)

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
import os, sys
from types import SimpleNamespace
from vastuumatriisi.system import library_place, library_search
library_place.sys = library_search.sys = SimpleNamespace(platform="darwin", path=[sys.argv[1]])
library_place.MACOS_FOLDERS = ()
from vastuumatriisi.generators.pdf import engine
from vastuumatriisi.system import libraries
print(*(f"{stem}={found}" for stem, found in engine.searched.items()))
print(libraries.missing_libraries(), *libraries.versions().values())
print(len(engine.weasyprint.HTML(string="<p>Vastuumatriisi").write_pdf()))
print(os.environ["FONTCONFIG_PATH"])
"""


class Loader:
    """The loader of a system: which libraries it has been asked for, and in which folders it looked then."""

    def __init__(self) -> None:
        self.broken: set[str] = set()  # parts of paths from which nothing loads
        self.asked: list[str] = []
        self.folders: list[str] = []
        self.looking: list[str] = []

    def opened(self, name: str | None) -> object | None:
        self.asked.append(str(name))
        self.folders = list(self.looking)
        return None if not name or any(part in name for part in self.broken) else self

    def add(self, folder: str) -> ExitStack:
        if not Path(folder).is_dir():
            raise FileNotFoundError(folder)
        self.looking.append(folder)
        handle = ExitStack()
        handle.callback(self.looking.remove, folder)
        return handle


@pytest.fixture
def loader(monkeypatch: pytest.MonkeyPatch) -> Loader:
    """Libraries that are files load, whatever they hold; Windows looks in the folders that it is told."""
    made = Loader()
    monkeypatch.setattr(library_place, "opened", made.opened)
    monkeypatch.setattr(os, "add_dll_directory", made.add, raising=False)
    return made


@pytest.fixture(params=["win32", "darwin"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Another system, on which the package is installed in the last of the folders of packages."""
    other = SimpleNamespace(platform=request.param, path=["", str(tmp_path / "puuttuu"), str(tmp_path / "site")])
    for module in (library_place, library_search):
        monkeypatch.setattr(module, "sys", other)
    lay(tmp_path / "site" / WHEEL / FOLDERS[request.param], FILES[request.param])
    (tmp_path / "site" / RUNTIME).mkdir(parents=True)
    monkeypatch.setattr(library_place, "MACOS_FOLDERS", (str(tmp_path / "homebrew"),))
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", f"{tmp_path / 'puuttuu'};{tmp_path / 'homebrew'}")
    monkeypatch.setenv(CONFIGURATION_VARIABLE, "")  # so that it is as before behind the test, whatever this sets it to
    monkeypatch.delenv(CONFIGURATION_VARIABLE)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)
    libraries_in_one_place.cache_clear()
    yield request.param
    libraries_in_one_place.cache_clear()


def lay(folder: Path, files: dict[str, str], lacking: str = "") -> Path:
    """Lay files into a folder that pass for libraries, all but one, Pango one that is new enough."""
    folder.mkdir(parents=True)
    for stem, file in files.items():
        if stem != lacking:
            (folder / file).write_bytes(b"\0" + SINCE_OLDEST + b"\0")
    return folder


def paths(folder: Path, files: dict[str, str]) -> dict[str, str]:
    return {stem: str(folder / file) for stem, file in files.items()}


def test_libraries_of_the_wheel(system: str, loader: Loader, tmp_path: Path) -> None:
    """Where the system has none, each is found by its full path, under whatever name it is asked for."""
    folder = tmp_path / "site" / WHEEL / FOLDERS[system]
    before = ctypes.util.find_library
    with library_search.found_by_stem() as found:
        for stem, names in TRIED.items():
            assert {ctypes.util.find_library(name) for name in names} == {str(folder / FILES[system][stem])}
        assert ctypes.util.find_library("libharfbuzz-vector-0") is None
    assert set(found) == {*TRIED, "harfbuzz-vector"}
    assert ctypes.util.find_library is before
    assert {*loader.asked} == {*paths(folder, FILES[system]).values()}


def test_folders_are_looked_in_for_a_moment(system: str, loader: Loader, tmp_path: Path) -> None:
    """Windows looks into the wheel while its libraries load, and no longer: others in it are in other packages too."""
    assert libraries_in_one_place()
    wheel = [str(tmp_path / "site" / WHEEL / FOLDERS[system]), str(tmp_path / "site" / RUNTIME)]
    assert loader.folders == (wheel if system == "win32" else [])
    assert loader.looking == []


def test_others_are_searched_for_as_ever(system: str, loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no library of the engine is searched for; what the wheel lacks of these is never taken from elsewhere."""
    searched: list[str] = []
    assert libraries_in_one_place()
    monkeypatch.setattr(ctypes.util, "find_library", searched.append)
    with library_search.found_by_stem():
        ctypes.util.find_library("c")
        ctypes.util.find_library("harfbuzz-vector")
    assert searched == ["c"]


def test_the_systems_own_goes_first(system: str, loader: Loader, tmp_path: Path) -> None:
    """All that the system has in one folder is taken, by full paths, and nothing of the wheel is opened."""
    folder = lay(tmp_path / "homebrew", OF_SYSTEM[system])
    assert libraries_in_one_place() == paths(folder, OF_SYSTEM[system])
    with library_search.found_by_stem():
        assert ctypes.util.find_library("gobject-2.0-0") == str(folder / OF_SYSTEM[system]["gobject-2.0"])
    assert not any(WHEEL in name for name in loader.asked)
    assert CONFIGURATION_VARIABLE not in os.environ


@pytest.mark.parametrize("system", ["darwin"], indirect=True)
def test_where_the_python_of_homebrew_looks(
    system: str, loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What that Python finds itself lies in the folder of all, wherever Homebrew is."""
    folder = lay(tmp_path / "muualla", OF_SYSTEM[system])
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: str(folder / f"lib{name}.dylib"))
    assert libraries_in_one_place() == paths(folder, OF_SYSTEM[system])


@pytest.mark.parametrize("fault", ["an old Pango", "no PangoFT2", "no GObject", "another processor"])
def test_what_the_system_has_is_not_enough(fault: str, system: str, loader: Loader, tmp_path: Path) -> None:
    """Where it is too old, not whole or does not load, it gives way to the wheel; what is old is not even opened."""
    lacking = {"no PangoFT2": "pangoft2-1.0", "no GObject": "gobject-2.0"}.get(fault, "")
    folder = lay(tmp_path / "homebrew", OF_SYSTEM[system], lacking)
    if fault == "an old Pango":
        (folder / OF_SYSTEM[system]["pango-1.0"]).write_bytes(b"\0pango_version\0")
    if fault == "another processor":
        loader.broken.add("homebrew")
    wheel = tmp_path / "site" / WHEEL / FOLDERS[system]
    assert libraries_in_one_place() == paths(wheel, FILES[system])
    opened = [name for name in loader.asked if "homebrew" in name]
    # The first that does not load says it of all.
    assert opened == ([str(folder / OF_SYSTEM[system]["pangoft2-1.0"])] if fault == "another processor" else [])


def test_a_wheel_that_is_not_whole(system: str, loader: Loader, tmp_path: Path) -> None:
    """Where a library is missing none is taken from there, and all are looked for as ever."""
    (tmp_path / "site" / WHEEL / FOLDERS[system] / FILES[system]["fontconfig"]).unlink()
    assert libraries_in_one_place() == {}
    before = ctypes.util.find_library
    with library_search.found_by_stem():
        assert ctypes.util.find_library is before


def test_a_wheel_that_does_not_load(system: str, loader: Loader, tmp_path: Path) -> None:
    """What somebody has installed for want of it is found as ever, in the folders where the engine looks."""
    lay(tmp_path / "homebrew", OF_SYSTEM[system], "harfbuzz-subset")
    loader.broken.add(WHEEL)
    assert libraries_in_one_place() == {}
    assert loader.looking == ([str(tmp_path / "homebrew")] if system == "win32" else [])


@pytest.mark.parametrize("own", [False, True])
def test_fonts_are_configured_by_the_wheel(
    own: bool, system: str, loader: Loader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fontconfig of the wheel is told where its configuration lies, unless somebody else has; LibreOffice is not."""
    ours = tmp_path / "site" / WHEEL / CONFIGURATION
    ours.mkdir(parents=True)
    (ours / "fonts.conf").touch()
    monkeypatch.setenv(CONFIGURATION_VARIABLE, "oma")
    if not own:
        monkeypatch.delenv(CONFIGURATION_VARIABLE)
    assert libraries_in_one_place()
    assert os.environ[CONFIGURATION_VARIABLE] == ("oma" if own else str(ours))
    assert without_configuration({**os.environ, "A": "1"}).get(CONFIGURATION_VARIABLE) == ("oma" if own else None)
    with libreoffice.start(["sh", "-c", f"echo ${CONFIGURATION_VARIABLE}"]) as process:
        told, _ = process.communicate(timeout=20)
    assert told.decode().strip() == ("oma" if own else "")


def test_missing_libraries_are_looked_for_in_the_wheel(
    system: str, loader: Loader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the doctor asks about is what the engine will load: the files of the wheel, not others so called."""
    found = libraries_in_one_place()
    asked: list[str | None] = []
    monkeypatch.setattr(libraries, "opened", asked.append)
    assert libraries.missing_libraries() == libraries.LIBRARIES
    assert asked == [found["pango-1.0"], found["pangoft2-1.0"]]


@pytest.mark.skipif(sys.platform != "linux", reason="the libraries of Linux stand in for those of the wheel")
def test_the_engine_runs_with_a_wheel(tmp_path: Path) -> None:
    """WeasyPrint loads all of its libraries by the paths of the wheel, and makes a document with them."""
    folder = tmp_path / WHEEL / FOLDERS["darwin"]
    folder.mkdir(parents=True)
    for stem, file in FILES["darwin"].items():
        (folder / file).symlink_to(where_loaded(library_search.SONAMES[stem]))
    configuration = tmp_path / WHEEL / CONFIGURATION
    configuration.mkdir(parents=True)
    usual = "<fontconfig><include>/etc/fonts/fonts.conf</include></fontconfig>"
    (configuration / "fonts.conf").write_text(usual, encoding="utf-8")
    command = [sys.executable, "-c", ENGINE_OF_WHEEL, str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG_")}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8", timeout=60
    )
    searched, told, size, configured = done.stdout.splitlines()
    assert dict(one.split("=") for one in searched.split()) == {
        **paths(folder, FILES["darwin"]),
        "harfbuzz-vector": "None",
    }
    assert told == " ".join(["()", *libraries.versions().values()])
    assert int(size) > 1000
    assert configured == str(configuration)
    assert done.stderr == ""


def where_loaded(soname: str) -> Path:
    """Return the file that Linux loads by a soname (proc(5), "maps")."""
    ctypes.CDLL(soname)
    lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    name = soname.partition(".so")[0]
    return next(Path(line.split()[-1]) for line in lines if Path(line.split()[-1]).name.startswith(f"{name}.so"))
