"""Whether the style template is the built-in one, of whatever theme, that nobody has changed; and its page."""

import hashlib
import io
import zipfile
from functools import lru_cache

from vastuumatriisi.design.design import Design, VisualTheme
from vastuumatriisi.system.archives import DAMAGED

FILE = "handbook.docx"
CUSTOM_PART = "docProps/custom.xml"
PAGE = (11906, 16838)  # A4 in twentieths of a point


def side_margin(theme: VisualTheme) -> int:
    """Return the left and the right margin in twentieths of a point."""
    return round(theme.handbook["margin"] * 20)


def is_built_in(design: Design) -> bool:
    """Tell whether the theme says what the handbook looks like, and not a letterhead."""
    data = design.templates.get(FILE)
    return data is None or is_untouched(data)


@lru_cache(maxsize=4)
def is_untouched(data: bytes) -> bool:
    """Tell whether a file is a built-in template, of whatever theme, that nobody has changed since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return CUSTOM_PART in archive.namelist() and digest(data).encode() in archive.read(CUSTOM_PART)
    except DAMAGED:
        return False


def digest(data: bytes) -> str:
    """Return the digest of what the template looks like: its styles, lists and page, not of what it says of itself."""
    found = hashlib.sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("word/"):
                found.update(name.encode() + b"\0" + archive.read(name) + b"\0")
    return found.hexdigest()
