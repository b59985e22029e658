"""The libraries of the system, or of a wheel, that the posters need, and whether they load here."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from vastuumatriisi.system.library_place import libraries_in_one_place, opened

if TYPE_CHECKING:
    from collections.abc import Callable


class Library(NamedTuple):
    """A shared library, the names it is loaded by, and the package of it where pip brings none."""

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
        },
    ),
    Library(
        "PangoFT2",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll", "pangoft2-1.0"),
        {
            "debian": "libpangoft2-1.0-0",
            "fedora": "pango",
        },
    ),
)

# What else the bytes of the posters depend on; Pango and PangoFT2 bring both along.
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll", "harfbuzz")
FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll", "fontconfig")


def missing_libraries() -> tuple[Library, ...]:
    """Return the libraries that cannot be loaded."""
    return tuple(library for library in LIBRARIES if _loaded(library.load_names) is None)


def versions() -> dict[str, str]:
    """Return the versions of the libraries that the bytes of a poster depend on, "" for one that does not load."""
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
    if path := libraries_in_one_place().get(load_names[-1]):
        return opened(path)
    for name in load_names:
        if library := opened(name):
            return library
    import ctypes.util  # it loads what starts processes, and is needed where a library is missing

    return opened(ctypes.util.find_library(load_names[-1]))


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
