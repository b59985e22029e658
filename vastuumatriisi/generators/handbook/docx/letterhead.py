"""The Word file that the handbook is made with: the built-in template, or an organisation's own letterhead.

A letterhead gives fonts, colours, margins, the pictures in its header and footer, and every named style. Styles are
known by their names, since each language of Word gives its built-in ones other ids.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from vastuumatriisi.design.design import Design, VisualTheme
from vastuumatriisi.errors import UserError

from .built_in_check import FILE, is_built_in
from .built_in_template import built_in_document
from .markup import WORD, Element, w
from .style_elements import tab
from .styles import names_of, style_names

TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"  # of a .dotx, which python-docx does not open
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
UNREADABLE = (OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, IndexError, etree.XMLSyntaxError)
WIDER = 1.2  # so much wider than the office font are most others that an organisation might choose


@dataclass(frozen=True)
class Letterhead:
    """An opened template; ``document`` is changed into the handbook by whoever has opened it."""

    document: Document
    names: Mapping[str, str]  # of the styles, by our ids

    @property
    def section(self) -> Element:
        """The properties of the first section, whose header, footer and page the handbook takes over."""
        return self.document.sections[0]._sectPr

    @property
    def page(self) -> tuple[Element, Element]:
        """The size of the page and its margins."""
        size, margins = (self.section.find(_w(tag)) for tag in ("pgSz", "pgMar"))
        if size is None or margins is None:
            raise ValueError("its first section has no page size or no margins")
        return size, margins

    @property
    def width(self) -> int:
        """The width of the text in twentieths of a point."""
        size, margins = self.page
        return _number(size, "w") - sum(_number(margins, side) for side in ("left", "right", "gutter"))

    @cached_property
    def styles(self) -> Mapping[str, Element]:
        """The styles of the template by their names in small letters."""
        styles = self.document.styles.element.iterchildren(_w("style"))
        return {str(style.find(_w("name")).get(_w("val"))).casefold(): style for style in styles}

    @cached_property
    def own_styles(self) -> Mapping[str, Element]:
        """The template's style for each of ours that it has, by our id."""
        found = ((ours, self.styles.get(name.casefold())) for ours, name in self.names.items())
        return {ours: style for ours, style in found if style is not None}

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        """The template's id of each style of ours that it has, by our id."""
        return {ours: str(style.get(_w("styleId"))) for ours, style in self.own_styles.items()}

    @property
    def font(self) -> str:
        """The typeface of the text, "" where a theme of Word names it."""
        looks = f"{_w('rPr')}/{_w('rFonts')}"
        defaults = f"{_w('docDefaults')}/{_w('rPrDefault')}/{looks}"
        found = (self.styles["normal"].find(looks), self.document.styles.element.find(defaults))
        named = (fonts.get(_w("ascii")) for fonts in found if fonts is not None)
        return next((str(name) for name in named if name), "")

    def measured_size(self, theme: VisualTheme) -> float:
        """Return the size in pt at which the office font is at least as wide as the text of the template's tables."""
        style = self.own_styles.get("TableText")
        written = None if style is None else style.find(f"{_w('rPr')}/{_w('sz')}")
        size = theme.handbook["table"] if written is None else _number(written, "val") / 2
        return size if self.font == theme.fonts["office"] else size * WIDER

    def adopted(self, root: Element, first_list: int = 1) -> Element:
        """Return the elements with styles and lists named by the ids that the template has for them."""
        for tag in ("pStyle", "rStyle", "tblStyle"):
            for element in root.iter(_w(tag)):
                element.set(_w("val"), self.identifiers[str(element.get(_w("val")))])
        for element in root.iter(_w("numId")):
            element.set(_w("val"), str(first_list - 1 + _number(element, "val")))
        return root

    def tabs(self, style: str, *wanted: tuple[str, int]) -> Element:
        """Return tabs for a paragraph in place of those that its style has."""
        own = self.own_styles[style].iter(_w("tab"))
        places = {_number(found, "pos") for found in own} - {place for _, place in wanted}
        cleared = [("clear", place) for place in places]
        return w("tabs", *(tab(kind, place) for kind, place in sorted((*cleared, *wanted), key=lambda one: one[1])))


def open_letterhead(design: Design) -> Letterhead:
    """Return the organisation's template, or the built-in one where it has none. Raises UserError."""
    if is_built_in(design):
        document = built_in_document(design.theme)
        return Letterhead(document, names_of(document.styles.element))
    try:
        document = docx.Document(io.BytesIO(_as_document(design.templates[FILE])))
        letterhead = Letterhead(document, style_names(design.theme))
        letterhead.page  # noqa: B018 -- a template without one is as good as none
    except UNREADABLE as error:
        raise UserError(
            f"The Word template ({design.name}/{FILE}, or what --template names) cannot be read ({error}); save it in "
            "Word as a document or template without macros (.docx, .dotx)."
        ) from None
    return letterhead


def _as_document(data: bytes) -> bytes:
    """Return the bytes of a .dotx as those of a .docx: they differ in the name of one type alone."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, part.replace(TEMPLATE_TYPE, DOCUMENT_TYPE) if name == "[Content_Types].xml" else part)
    return result.getvalue()


def _number(element: Element, name: str) -> int:
    return int(str(element.get(_w(name), 0)))


def _w(name: str) -> str:
    return f"{{{WORD}}}{name}"
