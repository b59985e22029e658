"""What a letterhead looks like: the typeface, size and colour of its text and of its headings.

A style says it itself, the style that it is based on does, the defaults of the document do, or the theme of Word, which
names typefaces and colours for a whole document (ECMA-376, 20.1.6).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from vastuumatriisi.design.design import LEAST_CONTRAST, LevelColours, VisualTheme, contrast

from ..markup import Element, qualified

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PAPER = "#FFFFFF"
BODY = (8.0, 14.0)  # sizes in pt between which the text of a handbook can be
# The colours of a theme as styles name them, and as the theme does.
THEME_COLOURS = {"text1": "dk1", "dark1": "dk1", "text2": "dk2", "dark2": "dk2", "background1": "lt1", "light1": "lt1"}
DEEPEST = 20  # styles based on each other; Word takes eleven, a circle has no end


@dataclass(frozen=True)
class Look:
    """The styles of a letterhead by their ids, and what they come to."""

    document: Document
    by_identifier: Mapping[str, Element]

    def properties(self, style: Element | None, kind: str = "rPr") -> Iterator[Element]:
        """Yield the properties of a style and of those that it is based on, the nearest first, then the defaults."""
        for _ in range(DEEPEST):
            if style is None:
                break
            yield from style.iterchildren(qualified(kind))
            based = style.find(qualified("basedOn"))
            style = None if based is None else self.by_identifier.get(str(based.get(qualified("val"))))
        defaults = self.document.styles.element.find(qualified("docDefaults"))
        yield from () if defaults is None else defaults.iterfind(f"{qualified(f'{kind}Default')}/{qualified(kind)}")

    def first(self, style: Element | None, tag: str, kind: str = "rPr") -> Element | None:
        """Return the first element of that kind that says what a style looks like."""
        return next(
            (found for p in self.properties(style, kind) if (found := p.find(qualified(tag))) is not None), None
        )

    def font(self, style: Element | None) -> str:
        """Return the typeface of a style, "" where nothing names it."""
        for properties in self.properties(style):
            fonts = properties.find(qualified("rFonts"))
            if fonts is None:
                continue
            named = str(fonts.get(qualified("asciiTheme"), ""))
            font = self._theme_fonts.get("major" if named.startswith("major") else "minor", "") if named else ""
            if font or fonts.get(qualified("ascii")):
                return font or str(fonts.get(qualified("ascii")))
        return ""

    def size(self, style: Element | None) -> float:
        """Return the size of a style in pt; 10 pt is what Word takes where nothing says it."""
        size = self.first(style, "sz")
        return 10.0 if size is None else int(str(size.get(qualified("val")))) / 2

    def colour(self, style: Element | None) -> str:
        """Return the colour of a style as "#RRGGBB", "" where it is that of Word itself."""
        colour = self.first(style, "color")
        written = "" if colour is None else str(colour.get(qualified("val"), ""))
        if re.fullmatch(r"[0-9A-Fa-f]{6}", written):
            return f"#{written.upper()}"
        named = "" if colour is None else str(colour.get(qualified("themeColor"), ""))
        return self._theme_colours.get(THEME_COLOURS.get(named, named), "")

    @cached_property
    def _theme(self) -> Element | None:
        found = (r.target_part.blob for r in self.document.part.rels.values() if r.reltype == RT.THEME)
        try:
            return next((etree.fromstring(blob, etree.XMLParser(resolve_entities=False)) for blob in found), None)
        except etree.XMLSyntaxError:
            return None

    @cached_property
    def _theme_fonts(self) -> Mapping[str, str]:
        root = self._theme if self._theme is not None else etree.Element("none")
        faces = {kind: root.find(f".//{{{DRAWING}}}{kind}Font/{{{DRAWING}}}latin") for kind in ("major", "minor")}
        return {kind: str(face.get("typeface", "")) for kind, face in faces.items() if face is not None}

    @cached_property
    def _theme_colours(self) -> Mapping[str, str]:
        root = self._theme if self._theme is not None else etree.Element("none")
        scheme = root.find(f".//{{{DRAWING}}}clrScheme")
        named = (
            [(etree.QName(entry).localname, entry[0]) for entry in scheme if len(entry)] if scheme is not None else []
        )
        values = {name: str(value.get("lastClr") or value.get("val", "")) for name, value in named}
        return {name: f"#{value.upper()}" for name, value in values.items() if re.fullmatch("[0-9A-Fa-f]{6}", value)}


def own_theme(theme: VisualTheme, look: Look, text: Element | None, heading: Element | None) -> VisualTheme:
    """Return the theme in the fonts and colours of a letterhead: those of its text and of its first heading.

    A colour that is too pale for text gives way to that of the text (WCAG 2.1, 1.4.3).
    """
    ink = _readable(look.colour(text), theme.colours["ink"])
    accent = _readable(look.colour(heading), ink)
    tint = _tint(accent)
    body = min(max(look.size(text), BODY[0]), BODY[1])
    sizes = {name: round(size * body / theme.handbook["body"] * 2) / 2 for name, size in theme.handbook.items()}
    return replace(
        theme,
        colours={**theme.colours, "ink": ink},
        levels=(LevelColours(accent, tint), *theme.levels[1:]),
        fonts={**theme.fonts, "office": look.font(text) or theme.fonts["office"]},
        handbook={**sizes, "margin": theme.handbook["margin"]},
    )


def _readable(colour: str, otherwise: str) -> str:
    return colour if colour and contrast(colour, PAPER) >= LEAST_CONTRAST else otherwise


def _tint(colour: str) -> str:
    """Return a pale tone of a colour to set it on, or white where it could not be read on that."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    tint = "#" + "".join(f"{round(255 - (255 - part) * 0.1):02X}" for part in parts)
    return tint if contrast(colour, tint) >= LEAST_CONTRAST else PAPER
