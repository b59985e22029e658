"""The fonts of the page: those characters of the posters' typeface that it shows, compressed for browsers."""

import base64
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from vastuumatriisi.design.fonts import Face, Family

# What people type into the search field, whatever the page itself shows.
TYPED = "".join(map(chr, range(0x20, 0x7F))) + "åäöÅÄÖéüõšž–’”…"

# What the text of the page needs of a font. Combining accents are rare, and stand well enough without.
FEATURES = (b"kern",)
# Forms of letters by language, which no typeface has of Latin ones for these languages.
LOCAL_FORMS, WITHOUT = b"locl", ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class WebFont:
    """A face for a style sheet; ``data`` is a WOFF2 file in base64."""

    weight: str
    style: str
    data: str


def web_fonts(family: Family, text: str, slanted: str, language: str) -> Iterator[WebFont]:
    """Yield the upright faces with the characters of ``text``, and the slanted bold one with those of letters."""
    plain = "".join(sorted({*text, *TYPED}))
    features = FEATURES if _is_plain(plain + slanted, language) else (*FEATURES, LOCAL_FORMS)
    for face in family.faces:
        if face.style == "normal":
            yield WebFont(face.weight, face.style, _subset(face, plain, features))
        elif face.weight == "700" and slanted:
            yield WebFont(face.weight, face.style, _subset(face, "".join(sorted({*slanted, "/"})), features))


def _is_plain(characters: str, language: str) -> bool:
    """Return whether the language has no forms of letters of its own, and all of the letters are Latin ones."""
    letters = (one for one in characters if one.isalpha())
    return language.partition("-")[0].lower() in WITHOUT and all(
        "LATIN" in unicodedata.name(one, "") for one in letters
    )


@lru_cache(maxsize=16)
def _subset(face: Face, characters: str, features: tuple[bytes, ...]) -> str:
    import uharfbuzz
    from fontTools.ttLib import TTFont

    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).set({ord(one) for one in characters})
    tags = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    tags.clear()
    tags.update({int.from_bytes(tag, "big") for tag in features})
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    smaller = uharfbuzz.subset(uharfbuzz.Face(face.content), wanted)
    font = TTFont(io.BytesIO(smaller.blob.data), recalcTimestamp=False)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written, reorderTables=False)
    return base64.b64encode(written.getvalue()).decode()
