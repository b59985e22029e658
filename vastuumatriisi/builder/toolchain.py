"""Which versions make the documents; another toolchain may give other bytes. Standard library only.

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
from vastuumatriisi.system import libraries

# What makes the bytes of each group of documents, besides Python and zlib.
PACKAGES: Mapping[str, tuple[str, ...]] = {
    "workbook": ("openpyxl", "lxml", "fonttools", "pymupdf-fonts", "rapidfuzz"),
    "handbook": ("python-docx", "lxml", "fonttools", "pymupdf-fonts", "rapidfuzz"),
    "posters": (
        "weasyprint",
        "pydyf",
        "tinycss2",
        "tinyhtml5",
        "cssselect2",
        "fonttools",
        "uharfbuzz",
        "jinja2",
        "pymupdf-fonts",
        "pillow",
        "pypdfium2",
        "segno",
    ),
}
WORDING = re.compile(r"locales/.*\.toml")
TEMPLATES = f"{PACKAGED}/"
METADATA = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


@cache
def toolchain() -> Mapping[str, str]:
    """Return name -> version of all that the bytes of the documents depend on, fixed while the program runs."""
    return {
        "vastuumatriisi": __version__,
        "code": code(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version(name) for name in sorted({name for names in PACKAGES.values() for name in names})},
        **libraries.versions(),
    }


def tools_of(group: str) -> dict[str, str]:
    """Return what the documents of one group depend on: our own code of other groups is none of it."""
    common = ("vastuumatriisi", "python", "zlib")
    drawing = tuple(libraries.versions()) if group == "posters" else ()
    return {name: toolchain()[name] for name in (*common, *PACKAGES[group], *drawing)} | {"code": code(group)}


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
def code(group: str = "") -> str:
    """Return the digest of this program's own files; of a group's where it is named.

    Left out are then those that other groups use alone, and the wording: of that the documents name what they need.
    Templates are no code, wherever they lie, so that the program is the same in a checkout and installed.
    """
    others = tuple(f"generators/{other}/" for other in PACKAGES if other != group) if group else ()
    left_out = (TEMPLATES, *others)
    digest = hashlib.sha256()
    for path, content in _own_files():
        if not path.startswith(left_out) and not (group and WORDING.fullmatch(path)):
            digest.update(path.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()[:16]


@cache
def _own_files() -> tuple[tuple[str, bytes], ...]:
    """Return path -> content of the files of this program, without what Python has compiled of them."""
    folder = Path(__file__).absolute().parents[1]
    paths = (
        Path(place, name)
        for place, _, names in os.walk(folder)
        if not place.endswith("__pycache__")
        for name in names
        if not name.startswith(".")
    )
    return tuple(sorted((path.relative_to(folder).as_posix(), path.read_bytes()) for path in paths))


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
