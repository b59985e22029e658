"""The libraries that pip installs on Windows and macOS: all that WeasyPrint opens, and all that these need."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.locked import BUILD, pins
from tests.support.matrices import ROOT
from tests.support.wheels import (
    PACKAGES,
    closure,
    files_of_wheels,
    functions_of_dll,
    installed_libraries,
    is_signed,
    needed_by_dll,
    needed_by_dylib,
    oldest_system_of_dylib,
    processors_of_dylib,
)
from vastuumatriisi.system.library_place import FILES, FOLDERS, RUNTIME, SINCE_OLDEST, WHEEL

# What Windows itself has: its interfaces, and the C runtime since Windows 10.
OF_WINDOWS = {
    *("advapi32.dll", "dnsapi.dll", "gdi32.dll", "iphlpapi.dll", "kernel32.dll", "ole32.dll", "shell32.dll"),
    *("shlwapi.dll", "user32.dll", "ws2_32.dll"),
}
RUNTIME_OF_WINDOWS = "api-ms-win-crt-"
OF_MACOS = ("/usr/lib/", "/System/Library/Frameworks/")
OLDEST_MACOS = (14, 0)  # as in the README
LEAST_CALLED = {"pango-1.0": 50, "fontconfig": 10, "harfbuzz": 5}
# What WeasyPrint does without where it is missing.
OPTIONAL = {"harfbuzz-vector"}


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The DLLs of the locked wheels for Windows, by name in lower case."""
    site = installed_libraries("win32", tmp_path_factory.mktemp("windows"))
    folders = (site / WHEEL / FOLDERS["win32"], site / RUNTIME)
    return {file.name.lower(): file for folder in folders for file in folder.glob("*.dll")}


@pytest.fixture(scope="module")
def macos(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The dylibs of the locked wheel for macOS, by path without links."""
    site = installed_libraries("darwin", tmp_path_factory.mktemp("macos"))
    return {str(file.resolve()): file for file in (site / WHEEL / FOLDERS["darwin"]).glob("*.dylib")}


@pytest.mark.parametrize("system", FILES)
def test_nothing_runs_at_the_start_of_python(system: str) -> None:
    """No file of these packages is run whenever a Python starts, and their paths fit into Windows' folder of packages.

    That of Python from Microsoft's shop has 150 characters and the name of the user.
    """
    files = files_of_wheels(system)
    assert len(files) > 100
    assert [file for file in files if file.endswith(".pth") or "/" not in file] == []
    assert {file.partition("/")[0].partition("-")[0] for file in files} == {*PACKAGES[system]}
    assert [file for file in files if ".data/" in file] == []
    assert max(map(len, files)) <= 100


def test_all_that_the_engine_asks_for_is_known() -> None:
    """The table of the wheel's files has every library that WeasyPrint opens."""
    program = "from vastuumatriisi.generators.pdf import engine; print(*engine.searched)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)
    for files in FILES.values():
        assert {*done.stdout.split()} - OPTIONAL == set(files)


@pytest.mark.parametrize("stem", FILES["win32"])
def test_libraries_of_windows(stem: str, windows: dict[str, Path]) -> None:
    """Each DLL and all that it needs is in the wheels or in Windows."""
    found = closure(windows, needed_by_dll, windows[FILES["win32"][stem]])
    assert "vcruntime140.dll" in found
    strangers = {name for name, file in found.items() if file is None and not name.startswith(RUNTIME_OF_WINDOWS)}
    assert strangers <= OF_WINDOWS


@pytest.mark.parametrize("stem", FILES["win32"])
def test_functions_of_windows(stem: str, windows: dict[str, Path]) -> None:
    """Every function is exported by the very DLL on which WeasyPrint, or we, call it."""
    called = {name for library, name in calls() if library == stem}
    assert len(called) >= LEAST_CALLED.get(stem, 1)
    assert called - functions_of_dll(windows[FILES["win32"][stem]]) == set()


@pytest.mark.parametrize("system", FILES)
def test_what_tells_the_age_of_pango(system: str, windows: dict[str, Path], macos: dict[str, Path]) -> None:
    """The function by which a Pango is known to be new enough is there to be read in the file."""
    [macos_pango] = [file for file in macos.values() if file.name == FILES["darwin"]["pango-1.0"]]
    file = {"win32": windows[FILES["win32"]["pango-1.0"]], "darwin": macos_pango}[system]
    assert SINCE_OLDEST in file.read_bytes()


def calls() -> set[tuple[str, str]]:
    """Return which functions of which libraries are called in the sources of WeasyPrint and of ours."""
    import weasyprint
    from weasyprint.text import ffi

    # There they are called "pango", "harfbuzz_subset" and the like.
    stems = {re.sub(r"-\d\.0$", "", stem).replace("-", "_"): stem for stem in FILES["win32"]}
    assert all(hasattr(ffi, name) for name in stems)
    pattern = re.compile(rf"\b({'|'.join(stems)})\.((?:g|pango|hb)_\w+|Fc\w+)")
    folders = (Path(weasyprint.__file__).parent, ROOT / "vastuumatriisi")
    texts = [file.read_text(encoding="utf-8") for folder in folders for file in folder.rglob("*.py")]
    found = {(stems[name], function) for text in texts for name, function in pattern.findall(text)}
    functions = {key.split()[1] for key in ffi.ffi._parser._declarations if key.startswith("function ")}
    return {(stem, name) for stem, name in found if name in functions}


def test_a_library_that_is_missing_is_seen(windows: dict[str, Path]) -> None:
    """The tests above can fail: without GLib the closure of Pango has a name that nothing is found for."""
    less = {name: file for name, file in windows.items() if name != "glib-2.0-0.dll"}
    assert closure(less, needed_by_dll, windows["pango-1.0-0.dll"])["glib-2.0-0.dll"] is None


@pytest.mark.parametrize("stem", FILES["darwin"])
def test_libraries_of_macos(stem: str, macos: dict[str, Path]) -> None:
    """Each dylib and all that it needs is in the wheel or in macOS, for both kinds of processors and not too new.

    For processors of Apple's each is signed.
    """
    [start] = [file for file in macos.values() if file.name == FILES["darwin"][stem]]
    found = closure(macos, needed_by_dylib, start)
    for file in [start, *(file for file in found.values() if file)]:
        assert processors_of_dylib(file) == {"x86_64", "ARM64"}, file
        assert oldest_system_of_dylib(file) <= OLDEST_MACOS, file
        assert is_signed(file), file
    assert any(name.startswith("/usr/lib/libSystem") for name in found)
    assert [name for name, file in found.items() if file is None and not name.startswith(OF_MACOS)] == []


def test_licences_are_told(windows: dict[str, Path], macos: dict[str, Path]) -> None:
    """The list of licences has each library that is opened or needed on either system, and no other; versions too."""
    told = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    ours = {
        name
        for stem in FILES["win32"]
        for name in (FILES["win32"][stem], *closure(windows, needed_by_dll, windows[FILES["win32"][stem]]))
        if name in windows
    }
    for file in list(macos.values()):
        if file.name in FILES["darwin"].values():
            found = closure(macos, needed_by_dylib, file).values()
            ours |= {file.name, *(one.name for one in found if one)}
    assert len(ours) > 30
    assert {*re.findall(r"`([\w.-]+\.(?:dll|dylib))`", told)} == ours
    locked = {str(pin.version) for pin in pins(BUILD) if pin.name == "gstreamer-libs"}
    assert locked == {*re.findall(r"`(1\.\d+\.\d+)`", told)}
