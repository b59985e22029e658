"""The fonts that posters are set in: files from a package, and what they hold."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import pymupdf_fonts
from fontTools.ttLib import TTFont

from vastuumatriisi.measure import FontWidths

# FiraGO's names in the package pymupdf-fonts, by CSS weight and style.
FIRAGO = {("400", "normal"): "figo", ("700", "normal"): "figbo", ("400", "italic"): "figit", ("700", "italic"): "figbi"}


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its CSS weight ("400") and style, and the name under which templates ask for it."""

    weight: str
    style: str
    name: str

    @property
    def content(self) -> bytes:
        return _content(self.name)

    @property
    def widths(self) -> FontWidths:
        return _widths(self.name)


def poster_faces() -> tuple[Face, ...]:
    return tuple(Face(weight, style, name) for (weight, style), name in FIRAGO.items())


def face(*, bold: bool = False, italic: bool = False) -> Face:
    key = ("700" if bold else "400", "italic" if italic else "normal")
    return Face(*key, FIRAGO[key])


@cache
def _content(name: str) -> bytes:
    return bytes(pymupdf_fonts.myfont(name))


@cache
def _widths(name: str) -> FontWidths:
    font = TTFont(io.BytesIO(_content(name)), lazy=True)
    em = font["head"].unitsPerEm
    advances: Mapping[str, tuple[int, int]] = font["hmtx"].metrics
    widths = {code: round(advances[glyph][0] * 1000 / em) for code, glyph in font.getBestCmap().items()}
    return FontWidths(widths, round((font["hhea"].ascent - font["hhea"].descent) * 1000 / em))
