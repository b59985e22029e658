"""Where the libraries of the layout engine lie: with the system, or on Windows and macOS in a wheel that pip installs.

All of them come from one place. Two GObjects in a process know nothing of each other's types, and what one makes the
other takes for rubbish.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from functools import cache
from pathlib import Path

# The wheel (gstreamer-libs of PyPI): its folder of libraries, and how a library is called there by its name everywhere.
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

# A system's own, by the names that its loader finds (MSYS2, GTK for Windows; Homebrew), and the oldest that is taken:
# what the tests have run with, as ``pango_version`` tells it.
SYSTEM = {
    "win32": (("libpango-1.0-0.dll",), "libpangoft2-1.0-0.dll"),
    "darwin": (("libpango-1.0.dylib", "libpango-1.0.0.dylib"), "libpangoft2-1.0.0.dylib"),
}
OLDEST_PANGO = 15000

# The folders where WeasyPrint itself looks on Windows.
WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def path_in_wheel(stem: str) -> str | None:
    """Return the path of a library of the wheel by its name ("pango-1.0"), None where the system's own are taken."""
    folder = wheel_folder()
    file = FILES.get(sys.platform, {}).get(stem)
    return None if folder is None or file is None else str(folder / file)


@cache
def wheel_folder() -> Path | None:
    """Return the folder of the libraries where they are to be taken from the wheel, and let the loader look there.

    That is so where the wheel is installed and the system has no Pango of its own, or one that is too old.
    """
    _open_folders(os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"))
    place = _site_with_wheel()
    if place is None or _system_is_new_enough():
        return None
    folder = place / WHEEL / FOLDERS[sys.platform]
    _open_folders([str(folder), str(place / RUNTIME)])
    return folder


def opened(name: str | None) -> ctypes.CDLL | None:
    """Return the library of that name, None where it does not load."""
    # An empty name would open Python itself and so prove nothing.
    if not name:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _site_with_wheel() -> Path | None:
    """Return the folder of packages in which the wheel is installed; the package itself is never imported."""
    if sys.platform not in FOLDERS:
        return None
    for place in map(Path, sys.path):
        folder = (place / WHEEL / FOLDERS[sys.platform]).absolute()
        if all((folder / file).is_file() for file in FILES[sys.platform].values()):
            return place.absolute()
    return None


def _system_is_new_enough() -> bool:
    names, with_fonts = SYSTEM[sys.platform]
    pango = next(filter(None, map(opened, names)), None)
    return pango is not None and pango.pango_version() >= OLDEST_PANGO and opened(with_fonts) is not None


def _open_folders(folders: list[str]) -> None:
    """Let Windows load libraries from these folders, which it does not do by its PATH (Python 3.8 and later)."""
    if sys.platform == "win32":
        for folder in folders:
            with contextlib.suppress(OSError):
                os.add_dll_directory(folder)
