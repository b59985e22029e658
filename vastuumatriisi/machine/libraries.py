"""The system libraries that the posters need, which pip cannot install, and whether they load here."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Library:
    """A shared library, the names it is loaded by, and the package that holds it on each kind of system."""

    name: str
    load_names: tuple[str, ...]
    packages: dict[str, str]
    required: bool = True


# Pango brings GObject, HarfBuzz and Fontconfig along; loading PangoFT2 loads all of them.
LIBRARIES = (
    Library(
        "Pango",
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll", "pango-1.0"),
        {
            "debian": "libpango-1.0-0",
            "fedora": "pango",
            "macos": "pango",
            "windows": "mingw-w64-ucrt-x86_64-pango",
        },
    ),
    Library(
        "PangoFT2",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll", "pangoft2-1.0"),
        {
            "debian": "libpangoft2-1.0-0",
            "fedora": "pango",
            "macos": "pango",
            "windows": "mingw-w64-ucrt-x86_64-pango",
        },
    ),
    # Without it the posters look the same, but their bytes differ and the build takes three times as long.
    Library(
        "HarfBuzz-Subset",
        (
            "libharfbuzz-subset.so.0",
            "libharfbuzz-subset.0.dylib",
            "libharfbuzz-subset-0.dll",
            "harfbuzz-subset",
        ),
        {
            "debian": "libharfbuzz-subset0",
            "fedora": "harfbuzz",
            "macos": "harfbuzz",
            "windows": "mingw-w64-ucrt-x86_64-harfbuzz",
        },
        required=False,
    ),
)

# The folders where WeasyPrint itself looks on Windows.
WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def missing_libraries() -> tuple[Library, ...]:
    """Return the libraries that cannot be loaded."""
    _open_windows_folders()
    return tuple(library for library in LIBRARIES if not _loads(library))


def _loads(library: Library) -> bool:
    return any(map(_opens, library.load_names)) or _opens(ctypes.util.find_library(library.load_names[-1]))


def _opens(name: str | None) -> bool:
    # An empty name would open Python itself and so prove nothing.
    if not name:
        return False
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _open_windows_folders() -> None:
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with contextlib.suppress(OSError):
                os.add_dll_directory(folder)
