"""The fingerprint on a poster: laid out as a placeholder, and written over it in the finished file.

So a poster is laid out anew only where its own words have changed. The placeholder is set in a face whose signs are
all equally wide, it has a stream of its own in the file, uncompressed and with the glyphs of every sign at its head,
and nothing else in the file depends on what it says, except the second half of the file's identifier.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from vastuumatriisi.design.fonts import Face, Family, equally_wide

FAMILY = "Vastuumatriisi Stamp"  # a name that no font has, or a theme set in Fira Mono would be all stamps
SIGNS = "0123456789abcdef-"
LENGTH = 9
WIDTH = 0.6  # ems, of each sign
USUAL_X_HEIGHT = 0.53

_STYLE = """
@font-face {{ font-family: "{family}"; font-weight: 700; src: url("font:{face}") }}
.stamp {{
  font-family: "{family}" !important; font-size: {size}em; font-weight: 700; font-style: normal; line-height: 1;
  font-variant: none; letter-spacing: 0 !important; text-transform: none; white-space: nowrap !important;
}}
"""

# What stands in the stream, and how it is known again: the glyphs of all signs as a comment, then the text's own.
_GLYPHS = len(SIGNS) * 4
_STAMP = re.compile(rb"(%% signs ([0-9a-f]{%d}) stamp\n<)[0-9a-f]{%d}(> Tj)" % (_GLYPHS, LENGTH * 4))
_IDENTIFIER = re.compile(rb"/ID \[\(([0-9a-f]{32})\) \([0-9a-f]{32}\)\]")
_FINGERPRINT = re.compile(rf"[{SIGNS}]{{{LENGTH}}}")


def stamped(data: bytes, fingerprint: str) -> bytes:
    """Return a finished PDF with that fingerprint on every sheet, as long as before; as it is where it has no stamp.

    Raises ValueError for anything but nine digits, letters from a to f, and hyphens.
    """
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise ValueError(f"“{fingerprint}” is not a fingerprint")

    def overwritten(found: re.Match[bytes]) -> bytes:
        glyphs = dict(zip(SIGNS, fours(found[2]), strict=True))
        return found[1] + b"".join(glyphs[sign] for sign in fingerprint) + found[3]

    changed, stamps = _STAMP.subn(overwritten, data)
    return _identified(changed, fingerprint) if stamps else data


def fours(digits: bytes) -> list[bytes]:
    """Return a string's glyphs, of four hexadecimal digits each."""
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


def _identified(data: bytes, fingerprint: str) -> bytes:
    """Return the file with the second half of its identifier made of the first and the fingerprint.

    The first one tells which document it is, the second which version of it (ISO 32000-1, 14.4).
    """
    *_, last = _IDENTIFIER.finditer(data)
    digest = hashlib.md5(last[1] + fingerprint.encode(), usedforsecurity=False).hexdigest().encode()
    return data[: last.start()] + b"/ID [(" + last[1] + b") (" + digest + b")]" + data[last.end() :]


def operators(glyphs: Sequence[int], numbers: Mapping[str, int]) -> bytes:
    """Return what shows a stamp of these glyphs, ``numbers`` by their signs; b"" where they are no stamp."""
    if len(glyphs) != LENGTH or not {*glyphs} <= {*numbers.values()}:
        return b""
    signs, shown = (b"".join(b"%04x" % glyph for glyph in row) for row in (map(numbers.__getitem__, SIGNS), glyphs))
    return b"%% signs %b stamp\n<%b> Tj" % (signs, shown)


def face() -> Face:
    """Return the face that the stamp is set in."""
    return equally_wide(SIGNS)


def style(families: Sequence[Family]) -> str:
    """Return the style sheet of the stamp beside bold text of the first family."""
    return _STYLE.format(family=FAMILY, face=face().name, size=_size(families))


def width(families: Sequence[Family]) -> float:
    """Return how wide the stamp is, in ems of the bold text beside it."""
    return LENGTH * WIDTH * _size(families)


def _size(families: Sequence[Family]) -> float:
    """Return the type size in ems that makes its small letters as high as those beside it."""
    beside = families[0].face(bold=True).x_height or USUAL_X_HEIGHT
    return round(min(max(beside / face().x_height, 0.7), 1.3), 4)
