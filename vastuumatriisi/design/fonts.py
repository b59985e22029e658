"""The fonts that posters are set in: those of a package, and files under ``templates/fonts/``.

The theme names the first family, the data file further ones for the characters that it lacks; the rest of the package
comes after them.
"""

import io
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import Any

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.text.characters import is_invisible, named
from vastuumatriisi.text.widths import Advances, FontWidths

FOLDER = "fonts/"
ENDINGS = (".ttf", ".otf")
UNHEARD = logging.NullHandler()  # of what the reader of fonts says besides, which would go to the terminal


@dataclass(frozen=True, slots=True)
class Face:
    """One font: its CSS weight ("400") and style, and the name under which templates ask for it.

    ``data`` is the font file where it does not come from the package.
    """

    weight: str
    style: str
    name: str
    data: bytes = field(default=b"", repr=False)

    @property
    def content(self) -> bytes:
        return self.data or _packaged(self.name)

    @property
    def characters(self) -> frozenset[str]:
        return _characters(self)

    @property
    def widths(self) -> FontWidths:
        return _widths((self,))

    def with_fallbacks(self, others: Iterable["Face"]) -> FontWidths:
        """Return its widths, with those of others, the first first, for the characters that it lacks."""
        return _widths((self, *others))


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    faces: tuple[Face, ...]

    @property
    def characters(self) -> frozenset[str]:
        """The characters that every one of its faces has."""
        return _in_all(self.faces)

    def face(self, *, bold: bool) -> Face:
        """Return the upright face of a weight, the first where it has none."""
        weight = "700" if bold else "400"
        upright = (face for face in self.faces if face.weight == weight and face.style == "normal")
        return next(upright, self.faces[0])


def _four(name: str, regular: str, bold: str, italic: str, bold_italic: str) -> Family:
    cuts = (
        ("400", "normal", regular),
        ("700", "normal", bold),
        ("400", "italic", italic),
        ("700", "italic", bold_italic),
    )
    return Family(name, tuple(Face(*cut) for cut in cuts))


# What the package pymupdf-fonts has, in the order in which it is tried.
PACKAGED = (
    _four("FiraGO", "figo", "figbo", "figit", "figbi"),
    _four("Noto Sans", "notos", "notosbo", "notosit", "notosbi"),
    Family("Noto Sans Symbols2", (Face("400", "normal", "symbol2"),)),
    Family("Noto Sans Symbols", (Face("400", "normal", "symbol1"),)),
    Family("Noto Sans Math", (Face("400", "normal", "math"),)),
    Family("Noto Music", (Face("400", "normal", "music"),)),
)


def poster_faces() -> tuple[Face, ...]:
    return PACKAGED[0].faces


def face(*, bold: bool = False) -> Face:
    """Return an upright face of the package's first family."""
    return PACKAGED[0].face(bold=bold)


def families(
    first: str, further: Iterable[str], templates: Mapping[str, bytes], folder: str = "templates"
) -> tuple[Family, ...]:
    """Return the families that posters are set in: the theme's, those that the data name, the rest of the package.

    Raises UserError for a name that neither the package nor a file in the folder ``fonts`` of the templates has;
    ``folder`` is how it calls that of the templates.
    """
    known = {family.name.casefold(): family for family in (*PACKAGED, *_from_files(templates, folder))}
    chosen: dict[str, Family] = {}
    in_theme, in_data = "theme.toml: [fonts] poster", message("design.data_fonts")
    for place, name in ((in_theme, first), *((in_data, name) for name in further)):
        if name.casefold() not in known:
            names = [message("design.font_name", name=family.name) for family in known.values()]
            values = {"name": name, "folder": f"{folder}/{FOLDER}", "known": names}
            raise UserError(message("design.no_font", place=place, **values))
        family = known[name.casefold()]
        chosen[family.name] = family
    return tuple((chosen | {family.name: family for family in PACKAGED}).values())


def missing_characters(characters: Iterable[str], among: Iterable[Family]) -> frozenset[str]:
    """Return those of the characters that none of the families has."""
    wanting = frozenset(characters)
    for family in among:
        if not wanting:
            break
        wanting -= family.characters
    return wanting


def _from_files(templates: Mapping[str, bytes], folder: str) -> tuple[Family, ...]:
    found: dict[str, list[Face]] = {}
    for path, content in sorted(templates.items()):
        if path.startswith(FOLDER) and PurePosixPath(path).suffix.lower() in ENDINGS:
            name, face = _read(path, content, folder)
            found.setdefault(name, []).append(face)
    return tuple(Family(name, tuple(sorted(faces, key=_order))) for name, faces in found.items())


def _order(face: Face) -> tuple[bool, str, str]:
    return face.style != "normal", face.weight, face.name


@lru_cache(maxsize=32)
def _read(path: str, content: bytes, folder: str) -> tuple[str, Face]:
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").addHandler(UNHEARD)
    try:
        font = TTFont(io.BytesIO(content), lazy=True)
        name = _family_name(font)
        style = "italic" if font["OS/2"].fsSelection & 1 else "normal"
        weight = "700" if font["OS/2"].usWeightClass >= 600 else "400"
    except Exception as error:  # noqa: BLE001 -- what the reader of fonts makes of a broken file is anything
        raise UserError(message("design.not_a_font", path=f"{folder}/{path}", reason=in_words(error))) from None
    return name, Face(weight, style, path, content)


def _family_name(font: Any) -> str:
    """Return the name of the family that a font belongs to. Raises KeyError where it has none."""
    name = font["name"].getBestFamilyName()
    if not name:
        raise KeyError("name")
    return str(name)


@cache
def _packaged(name: str) -> bytes:
    import pymupdf_fonts

    return bytes(pymupdf_fonts.myfont(name))


@lru_cache(maxsize=64)
def _font(face: Face) -> Any:
    """Return the font for HarfBuzz, which reads its tables several times as fast as fontTools."""
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(face.content))


@lru_cache(maxsize=64)
def _table(face: Face) -> Mapping[str, int]:
    """Return the advance width of each character that a font has, in thousandths of an em."""
    font = _font(face)
    em, advance, number = font.face.upem, font.get_glyph_h_advance, font.get_nominal_glyph
    return {chr(code): round(advance(number(code)) * 1000 / em) for code in font.face.unicodes}


@lru_cache(maxsize=32)
def _in_all(faces: tuple[Face, ...]) -> frozenset[str]:
    return frozenset.intersection(*(face.characters for face in faces))


@lru_cache(maxsize=64)
def _characters(face: Face) -> frozenset[str]:
    return frozenset(_table(face))


@lru_cache(maxsize=32)
def _widths(faces: tuple[Face, ...]) -> FontWidths:
    """Return the widths of the first font, and of the further ones for what it lacks."""
    widths: dict[int, int] = {}
    for face in reversed(faces):
        widths |= {ord(character): width for character, width in _table(face).items()}
    return FontWidths(Advances(widths))


REPLACEMENT = "\ufffd"  # shown for a character that no font has


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of one document, ``system`` where the machine's own are asked too, and what to tell about it."""

    families: tuple[Family, ...]
    system: bool
    notes: tuple[Text, ...]


def fonts_for(text: str, families: tuple[Family, ...]) -> Fonts:
    """Return those of the families that show every character of ``text``, the first of them always."""
    first, *others = families
    chosen = [first]
    notes: list[Text] = []
    wanting = {character for character in set(text) if not is_invisible(character)} - first.characters
    for family in others:
        rest = missing_characters(wanting, (family,))
        found = wanting - rest
        if found:
            chosen.append(family)
            wanting = set(rest)
            if found - {REPLACEMENT}:
                signs = listed(found - {REPLACEMENT})
                notes.append(message("layout.other_font", characters=signs, font=family.name, first=first.name))
    if wanting:
        notes.append(message("layout.font_of_the_machine", characters=listed(wanting)))
    return Fonts(tuple(chosen), bool(wanting), tuple(notes))


def listed(characters: Iterable[str]) -> Text:
    """Return "✓ (U+2713 CHECK MARK), …"; of many only the first are named."""
    first, more = named(sorted(characters))
    return message("command.and_more", first=first, count=more) if more else message("source.glyphs", listed=first)
