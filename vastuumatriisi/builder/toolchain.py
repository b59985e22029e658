"""Which versions make the documents; another toolchain may give other bytes.

A build that has nothing to do asks for all of it too, and that one must take no time: versions are read from the names
of the folders in which packages keep their metadata (PyPA, "Recording installed projects").
"""

import hashlib
import os
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from vastuumatriisi import __version__
from vastuumatriisi.design.templates import PACKAGED
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.generators.job import Format
from vastuumatriisi.system import libraries

WORDING = re.compile(r"locales/.*\.toml")
TEMPLATES = f"{PACKAGED}/"
DRAWING = "generators/pdf/"
METADATA = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


@cache
def toolchain() -> Mapping[str, str]:
    """Return name -> version of all that the bytes of the documents depend on, fixed while the program runs."""
    return {
        "vastuumatriisi": __version__,
        "code": code(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in sorted({name for known in GENERATORS for name in known.packages})},
        **libraries.versions(),
    }


def tools_of(known: Format) -> dict[str, str]:
    """Return what the documents of one format depend on: our own code of other formats is none of it."""
    drawing = tuple(libraries.versions()) if known.drawn else ()
    names = ("vastuumatriisi", "python", "zlib", *known.packages, *drawing)
    return {name: toolchain()[name] for name in names} | {"code": code(known.name, drawn=known.drawn)}


def version(name: str) -> str:
    """Return the version of an installed package, "" where it is not installed."""
    found = _installed().get(name)
    if found is not None:
        return found
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


@cache
def code(known: str = "", *, drawn: bool = True) -> str:
    """Return the digest of this program's own files; of those of a format where it is named.

    Left out are then those that other formats use alone, that of the layout engine where the format is not ``drawn``
    by it, and the wording: of that the documents name what they need.
    Templates are no code, wherever they lie, so that the program is the same in a checkout and installed.
    """
    others = tuple(f"generators/{other.name}/" for other in GENERATORS if other.name != known) if known else ()
    left_out = (TEMPLATES, *others, *(() if drawn else (DRAWING,)))
    digest = hashlib.sha256()
    for path, content in _own_files():
        if not path.startswith(left_out) and not (known and WORDING.fullmatch(path)):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:16]


@cache
def _own_files() -> tuple[tuple[str, bytes], ...]:
    """Return path -> content of the files of this program, without what Python has compiled of them."""
    top = str(Path(__file__).absolute().parents[1])
    found = []
    for place, folders, names in os.walk(top):
        folders[:] = [folder for folder in folders if folder != "__pycache__"]
        above = place[len(top) + 1 :].replace(os.sep, "/")
        for name in names:
            if not name.startswith("."):
                with open(f"{place}{os.sep}{name}", "rb") as file:  # noqa: PTH123 -- Path takes its time
                    found.append((f"{above}/{name}" if above else name, file.read()))
    return tuple(sorted(found))


@cache
def _installed() -> Mapping[str, str]:
    """Return name -> version of the packages; of two the one that Python imports."""
    versions: dict[str, str] = {}
    for name, number in _metadata_folders():
        versions.setdefault(re.sub(r"[-_.]+", "-", name).lower(), number)
    return versions


def _metadata_folders() -> Iterator[tuple[str, str]]:
    for place in sys.path:
        try:
            names = os.listdir(place)  # noqa: PTH208 -- "" is the current folder, but names are all that is wanted
        except OSError:
            continue
        for found in filter(None, map(METADATA.fullmatch, names)):
            yield found["name"], found["version"]
