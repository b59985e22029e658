"""The system libraries that the posters need, which pip cannot install, and whether they load here."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


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
        if library := opened(name):
            return library
    import ctypes.util  # it loads what starts processes, and is needed where a library is missing

    return opened(ctypes.util.find_library(load_names[-1]))


def opened(name: str | None) -> ctypes.CDLL | None:
    """Return the library of that name, None where it does not load."""
    # An empty name would open Python itself and so prove nothing.
    if not name:
        return None
    try:
        return ctypes.CDLL(name)
    except OSError:
        return None


def _open_windows_folders() -> None:
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with contextlib.suppress(OSError):
                os.add_dll_directory(folder)


@contextmanager
def variables(wanted: Mapping[str, str]) -> Iterator[None]:
    """Have these environment variables in the block; afterwards they are as before."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
