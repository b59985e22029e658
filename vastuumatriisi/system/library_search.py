"""A search for libraries by their names, in place of that of ``ctypes``, while WeasyPrint is imported.

WeasyPrint asks ``ctypes.util.find_library`` for up to six names of each library. On Linux that starts compilers and
linkers for every one that is not known: 0.17 s of each start, in processes of their own (measured on Debian 12). If it
tried sonames first, it would not ask at all: ``docs/upstream.md`` has that change, ``doctor`` tells when it has come.
On Windows and macOS it leads to libraries that all lie in one folder.
"""

import contextlib
import ctypes.util
import re
import sys
from collections.abc import Iterator, Mapping

from vastuumatriisi.system.library_place import libraries_in_one_place, opened

# What WeasyPrint loads, as Linux has it, by the part of its many names that is the same everywhere.
SONAMES = {
    "gobject-2.0": "libgobject-2.0.so.0",
    "pango-1.0": "libpango-1.0.so.0",
    "harfbuzz": "libharfbuzz.so.0",
    "harfbuzz-subset": "libharfbuzz-subset.so.0",
    "harfbuzz-vector": "libharfbuzz-vector.so.0",
    "fontconfig": "libfontconfig.so.1",
    "pangoft2-1.0": "libpangoft2-1.0.so.0",
}


@contextlib.contextmanager
def found_by_stem() -> Iterator[Mapping[str, str | None]]:
    """Let the loader of WeasyPrint find libraries by the part of their names that is the same everywhere.

    On Linux that is the soname, without asking compilers and linkers, which takes long; on Windows and macOS the full
    path where all of them are taken from one folder. What is not found so is looked for as ever, but once only and not
    under each of its names. Yields what has been looked for, with what it was found by or None: as long as some is
    found, this is needed.
    """
    original = ctypes.util.find_library
    found: dict[str, str | None] = {}
    here = libraries_in_one_place()
    known = _soname if sys.platform == "linux" else here.get

    def find_library(name: str) -> str | None:
        stem = _stem(name)
        if stem not in found:
            # What is not there is not taken from anywhere else: it would bring its own of what is there.
            found[stem] = known(stem) or (None if stem in SONAMES and here else original(stem))
        return found[stem]

    if sys.platform == "linux" or here:
        ctypes.util.find_library = find_library
    try:
        yield found
    finally:
        ctypes.util.find_library = original


def is_needed(searched: Mapping[str, str | None]) -> bool:
    """Tell whether a search has found anything; off Linux it leads to libraries that nothing else would find."""
    return sys.platform != "linux" or any(searched.values())


def _soname(stem: str) -> str | None:
    return SONAMES.get(stem) if opened(SONAMES.get(stem)) else None


def _stem(name: str) -> str:
    """Return "harfbuzz" of "libharfbuzz-0", "harfbuzz-0.0", "libharfbuzz.so.0" and the like."""
    without = re.sub(r"(?:-\d)?(?:\.so\.\d|\.\d\.dylib|\.dylib|\.dll)$", "", name.removeprefix("lib"))
    return next((stem for stem in SONAMES if re.fullmatch(rf"{re.escape(stem)}(?:-\d(?:\.\d)?)?", without)), name)
