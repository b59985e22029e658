"""Where LibreOffice is looked for, with made-up folders of macOS and Windows."""

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from vastuumatriisi.system import libreoffice

# Of each system: the variable that names a folder, and where the program lies in that.
PLACES = {
    "Windows": ("win32", "ProgramFiles", "LibreOffice/program/soffice.com"),
    "a Python of 32 bits": ("win32", "ProgramW6432", "LibreOffice/program/soffice.com"),
    "of 32 bits itself": ("win32", "ProgramFiles(x86)", "LibreOffice/program/soffice.com"),
    "without rights": ("win32", "LOCALAPPDATA", "Programs/LibreOffice/program/soffice.com"),
    "macOS, without rights": ("darwin", "HOME", "Applications/LibreOffice.app/Contents/MacOS/soffice"),
}


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What Windows has written down of programs, by the root of its registry; nothing is on the PATH."""
    told: dict[str, str] = {}

    def query(root: str, key: str) -> str:
        assert key.endswith(r"\App Paths\soffice.exe")
        if root not in told:
            raise FileNotFoundError(key)
        return told[root]

    roots = {name: name for name in ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE")}
    monkeypatch.setitem(sys.modules, "winreg", SimpleNamespace(QueryValue=query, **roots))
    monkeypatch.setattr(shutil, "which", lambda _: None)
    for variable in libreoffice.OF_WINDOWS:
        monkeypatch.delenv(variable, raising=False)
    return told


@pytest.mark.parametrize("place", PLACES)
def test_places(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found where the installer puts it, for all or for one person, and not before it is there."""
    system, variable, file = PLACES[place]
    monkeypatch.setattr(libreoffice, "sys", SimpleNamespace(platform=system))
    monkeypatch.setattr(libreoffice, "OF_MACOS", [folder for folder in libreoffice.OF_MACOS if "~" in folder])
    monkeypatch.setenv(variable, str(tmp_path))
    assert libreoffice.find_program() is None
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).touch()
    assert libreoffice.find_program() == str(tmp_path / file)


@pytest.mark.parametrize("root", ["HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"])
@pytest.mark.parametrize("written", ["{}", '"{}"'])
def test_another_place(
    root: str, written: str, registered: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where somebody has put it elsewhere, Windows knows; what is no longer there is not taken."""
    monkeypatch.setattr(libreoffice, "sys", SimpleNamespace(platform="win32"))
    registered[root] = written.format(tmp_path / "program" / "soffice.exe")
    assert libreoffice.find_program() is None
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "soffice.com").touch()
    assert libreoffice.find_program() == str(tmp_path / "program" / "soffice.com")


def test_the_path_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the user has put on the PATH is taken, whatever else is installed."""
    monkeypatch.setattr(libreoffice, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(shutil, "which", {"libreoffice": "/opt/libreoffice"}.get)
    assert libreoffice.find_program() == "/opt/libreoffice"


def test_on_linux_only_the_path_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder of another system is looked into."""
    monkeypatch.setattr(libreoffice, "sys", SimpleNamespace(platform="linux"))
    monkeypatch.setattr(Path, "is_file", lambda path: pytest.fail(f"{path} was looked for"))
    assert libreoffice.find_program() is None
