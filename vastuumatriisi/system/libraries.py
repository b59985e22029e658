"""The system libraries that the posters need, which pip cannot install, and whether they load here."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Library(NamedTuple):
    """A shared library, the names it is loaded by, and the package that holds it on each kind of system."""

    name: str
    load_names: tuple[str, ...]
    packages: dict[str, str]


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
)

# What else the bytes of the posters depend on; Pango and PangoFT2 bring both along.
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz")
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")

# What WeasyPrint loads on Linux, by the part of its many names that is the same everywhere.
SONAMES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "harfbuzz-vector": "libharfbuzz-vector.so.0",
    "fontconfig": "libfontconfig.so.1",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
}

# The folders where WeasyPrint itself looks on Windows.
WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"


def missing_libraries() -> tuple[Library, ...]:
    """Return the libraries that cannot be loaded."""
    _open_windows_folders()
    return tuple(library for library in LIBRARIES if _loaded(library.load_names) is None)


def versions() -> dict[str, str]:
    """Return the versions of the libraries that the bytes of a poster depend on, "" for one that does not load."""
    _open_windows_folders()
    return {
        "pango": _version(LIBRARIES[0].load_names, _of_pango),
        "harfbuzz": _version(HARFBUZZ, _of_harfbuzz),
        "fontconfig": _version(FONTCONFIG, lambda library: str(library.FcGetVersion())),
    }


def _version(load_names: tuple[str, ...], asked: Callable[[ctypes.CDLL], str]) -> str:
    library = _loaded(load_names)
    return "" if library is None else asked(library)


def _of_pango(library: ctypes.CDLL) -> str:
    number = library.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _of_harfbuzz(library: ctypes.CDLL) -> str:
    library.hb_version_string.restype = ctypes.c_char_p
    return str(library.hb_version_string().decode())


def _loaded(load_names: tuple[str, ...]) -> ctypes.CDLL | None:
    """Return the library by the first of its names that loads; to look for the last one takes long."""
    for name in load_names:
        if library := _opened(name):
            return library
    import ctypes.util  # it loads what starts processes, and is needed where a library is missing

    return _opened(ctypes.util.find_library(load_names[-1]))


def _opened(name: str | None) -> ctypes.CDLL | None:
    # An empty name would open Python itself and so prove nothing.
    if not name:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


@contextlib.contextmanager
def found_by_soname() -> Iterator[None]:
    """Let the loader of WeasyPrint find libraries on Linux without asking compilers and linkers, which takes long.

    What does not load by its soname is looked for as ever, but once only and not under each of its names.
    """
    import ctypes.util

    plainly = ctypes.util.find_library
    found: dict[str, str | None] = {}

    def find_library(name: str) -> str | None:
        stem = _stem(name)
        if stem not in found:
            found[stem] = SONAMES.get(stem) if _opened(SONAMES.get(stem)) else plainly(stem)
        return found[stem]

    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    try:
        yield
    finally:
        ctypes.util.find_library = plainly


def _stem(name: str) -> str:
    """Return "harfbuzz" of "libharfbuzz-0", "harfbuzz-0.0", "libharfbuzz.so.0" and the like."""
    without = re.sub(r"(?:-\d)?(?:\.so\.\d|\.\d\.dylib|\.dylib|\.dll)$", "", name.removeprefix("lib"))
    return next((stem for stem in SONAMES if re.fullmatch(rf"{re.escape(stem)}(?:-\d(?:\.\d)?)?", without)), name)


def _open_windows_folders() -> None:
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with contextlib.suppress(OSError):
                os.add_dll_directory(folder)
