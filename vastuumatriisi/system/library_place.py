"""Where the libraries of the layout engine lie: with the system, or on Windows and macOS in a wheel that pip installs.

All of them come from one folder, by their full paths. Two GObjects in a process know nothing of each other's types, and
what one makes the other takes for rubbish.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import AbstractContextManager, ExitStack, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

# The wheel (gstreamer-libs of PyPI): its folder of libraries, and how a library is called there by its name everywhere.
# PangoFT2 stands last: all others come with it.
WHEEL = "gstreamer_libs"
FOLDERS = {"win32": "bin", "darwin": "lib"}
FILES = {
    "win32": {
        "gobject-2.0": "gobject-2.0-0.dll",
        "pango-1.0": "pango-1.0-0.dll",
        "harfbuzz": "harfbuzz.dll",
        "harfbuzz-subset": "harfbuzz-subset.dll",
        "fontconfig": "fontconfig-1.dll",
        "pangoft2-1.0": "pangoft2-1.0-0.dll",
    },
    "darwin": {
        "gobject-2.0": "libgobject-2.0.0.dylib",
        "pango-1.0": "libpango-1.0.0.dylib",
        "harfbuzz": "libharfbuzz.0.dylib",
        "harfbuzz-subset": "libharfbuzz-subset.0.dylib",
        "fontconfig": "libfontconfig.1.dylib",
        "pangoft2-1.0": "libpangoft2-1.0.0.dylib",
    },
}
# Of the C runtime that those of Windows need; Python has it too, but not each Python in a folder that they look in.
RUNTIME = "gstreamer_ext_runtime/bin"
# The configuration of Fontconfig, which in the wheel knows that of the machine alone that has built it.
CONFIGURATION, CONFIGURATION_VARIABLE = "etc/fonts", "FONTCONFIG_PATH"

# A system's own: MSYS2 and GTK for Windows call them otherwise, Homebrew and MacPorts do not.
OF_SYSTEM = {
    "win32": {
        "gobject-2.0": "libgobject-2.0-0.dll",
        "pango-1.0": "libpango-1.0-0.dll",
        "harfbuzz": "libharfbuzz-0.dll",
        "harfbuzz-subset": "libharfbuzz-subset-0.dll",
        "fontconfig": "libfontconfig-1.dll",
        "pangoft2-1.0": "libpangoft2-1.0-0.dll",
    },
    "darwin": FILES["darwin"],
}
# A function that Pango has since 1.50, the oldest that the tests have run with. To ask a library for its version it
# would have to be loaded, with a GObject of its own.
SINCE_OLDEST = b"pango_layout_serialize"

# The folders where WeasyPrint itself looks on Windows; those of Homebrew and MacPorts.
WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
MACOS_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")


@cache
def libraries_in_one_place() -> Mapping[str, str]:
    """Return the path of each library by its name ("pango-1.0"), loaded from there; none where the system finds them.

    The system's own go first if all of them lie in one folder, load and are new enough, then those of the wheel.
    """
    if sys.platform not in FOLDERS:
        return {}
    for folder in _folders_of_system():
        paths = _paths(folder, OF_SYSTEM[sys.platform])
        if paths and SINCE_OLDEST in Path(paths["pango-1.0"]).read_bytes() and _are_loaded(paths, [folder]):
            return paths
    for place in map(Path, sys.path):
        folder = (place / WHEEL / FOLDERS[sys.platform]).absolute()
        paths = _paths(folder, FILES[sys.platform])
        if paths and _are_loaded(paths, [folder, place.absolute() / RUNTIME]):
            _configure_fonts(place.absolute() / WHEEL / CONFIGURATION)
            return paths
    for folder in _folders_of_system():
        _open(folder)  # for whoever looks for them by their names
    return {}


def opened(name: str | None) -> ctypes.CDLL | None:
    """Return the library of that name, None where it does not load."""
    # An empty name would open Python itself and so prove nothing.
    if not name:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def without_configuration(environment: Mapping[str, str]) -> dict[str, str]:
    """Return variables without what leads to the wheel's configuration of fonts, for programs that have their own."""
    ours = os.sep + WHEEL + os.sep
    return {name: value for name, value in environment.items() if name != CONFIGURATION_VARIABLE or ours not in value}


def _folders_of_system() -> Iterator[Path]:
    """Yield where the system may have them; on macOS a Python of Homebrew knows where that has put its own."""
    if sys.platform == "win32":
        named = os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";")
        yield from (Path(folder) for folder in named if folder)
        return
    from ctypes.util import find_library  # it loads what starts processes

    found = find_library("pango-1.0")
    yield from dict.fromkeys([*([Path(found).parent] if found else []), *map(Path, MACOS_FOLDERS)])


def _paths(folder: Path, files: Mapping[str, str]) -> dict[str, str]:
    """Return the paths of all files in a folder, none where one is missing."""
    paths = {stem: folder / file for stem, file in files.items()}
    return {stem: str(path) for stem, path in paths.items()} if all(map(Path.is_file, paths.values())) else {}


def _are_loaded(paths: Mapping[str, str], folders: Iterable[Path]) -> bool:
    """Load the libraries, which may look in folders meanwhile; whatever Python loads later looks where it would."""
    with ExitStack() as stack:
        for folder in folders:
            if handle := _open(folder):
                stack.enter_context(handle)
        return all(opened(path) for path in reversed([*paths.values()]))


def _open(folder: Path) -> AbstractContextManager[object] | None:
    """Let Windows load libraries from a folder, which it does not do by its PATH (Python 3.8 and later)."""
    if sys.platform == "win32":
        with suppress(OSError):
            return os.add_dll_directory(str(folder))
    return None


def _configure_fonts(folder: Path) -> None:
    if (folder / "fonts.conf").is_file():
        os.environ.setdefault(CONFIGURATION_VARIABLE, str(folder))
