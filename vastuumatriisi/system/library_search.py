"""A quicker search for libraries by their names, in place of that of ``ctypes``, while WeasyPrint is imported on Linux.

WeasyPrint asks ``ctypes.util.find_library`` for up to six names of each library, and for every one that is not known it
starts compilers and linkers: 0.17 s of each start, in processes of their own (measured on Debian 12). If it tried
sonames first, it would not ask at all: ``docs/upstream.md`` has that change, ``doctor`` tells when it has come.
"""

import contextlib
import ctypes.util
import re
import sys
from collections.abc import Iterator, Mapping

from vastuumatriisi.system.libraries import opened

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


@contextlib.contextmanager
def found_by_soname() -> Iterator[Mapping[str, str | None]]:
    """Let the loader of WeasyPrint find libraries on Linux without asking compilers and linkers, which takes long.

    What does not load by its soname is looked for as ever, but once only and not under each of its names. Yields what
    has been looked for, with the name that it was found by or None: as long as some is found, this is needed.
    """
    original = ctypes.util.find_library
    found: dict[str, str | None] = {}

    def find_library(name: str) -> str | None:
        stem = _stem(name)
        if stem not in found:
            found[stem] = SONAMES.get(stem) if opened(SONAMES.get(stem)) else original(stem)
        return found[stem]

    if sys.platform == "linux":
        ctypes.util.find_library = find_library
    try:
        yield found
    finally:
        ctypes.util.find_library = original


def _stem(name: str) -> str:
    """Return "harfbuzz" of "libharfbuzz-0", "harfbuzz-0.0", "libharfbuzz.so.0" and the like."""
    without = re.sub(r"(?:-\d)?(?:\.so\.\d|\.\d\.dylib|\.dylib|\.dll)$", "", name.removeprefix("lib"))
    return next((stem for stem in SONAMES if re.fullmatch(rf"{re.escape(stem)}(?:-\d(?:\.\d)?)?", without)), name)
