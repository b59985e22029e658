"""Which versions made the documents; another toolchain may give other bytes."""

import hashlib
import platform
import zlib
from functools import cache
from importlib import metadata
from pathlib import Path

from vastuumatriisi import __version__
from vastuumatriisi.generators.posters import engine

LIBRARIES = (
    "openpyxl",
    "python-docx",
    "lxml",
    "weasyprint",
    "pydyf",
    "tinycss2",
    "fonttools",
    "Jinja2",
    "pymupdf-fonts",
    "pillow",
    "pypdfium2",
    "segno",
)


def toolchain() -> dict[str, str]:
    """Return name -> version of all that the bytes of the documents depend on, fixed while the program runs."""
    versions = {name.lower(): metadata.version(name) for name in LIBRARIES}
    return {
        "vastuumatriisi": __version__,
        "code": _code()[:16],
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **versions,
        **engine.toolchain(),
    }


@cache
def _code() -> str:
    """Return the digest of this program's own files."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".toml", ".json"):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
