"""The Word file that the handbook is made with: the built-in template, or an organisation's own letterhead.

A letterhead gives fonts, colours, margins, the pictures in its header and footer, and every named style that it has;
what it lacks is made in its look. Styles are known by their names, since each language of Word gives its built-in ones
other ids.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from vastuumatriisi.design.design import Design, VisualTheme
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import message

from ...frame import PLAIN, NumberedLevel
from ..built_in_check import FILE, is_built_in
from ..built_in_template import built_in_document
from ..markup import Element, qualified, w
from ..style_elements import tab
from .active_content import remove_active_content
from .cover import cover_of
from .look import Look
from .measures import twips
from .missing_styles import HEADINGS, OwnStyles, add_missing_styles, our_styles, set_outline_level, take_from_outline
from .numbering import heading_levels
from .page import Page, page_of
from .word_package import MOST_STYLES, UnfitLetterhead, word_parts, zipped

# What python-docx and lxml raise for a package whose parts are not what they say they are.
DAMAGED = (OpcError, KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError)
LISTS = ("ListBullet", "ListNumber")
WIDER = 1.2  # so much wider than the office font are most others that an organisation might choose


@dataclass(frozen=True)
class Letterhead:
    """An opened template; ``document`` is changed into the handbook by whoever has opened it.

    ``styles`` are those of the template by our ids. ``removed`` are the kinds of what was taken out of it, ``added``
    has the names of the styles that it lacked. ``cover`` is its own cover page.
    """

    document: Document
    styles: Mapping[str, Element]
    look: Look
    page: Page
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    cover: Element | None = None

    @property
    def section(self) -> Element:
        """The properties of the first section, whose header, footer and page the handbook takes over."""
        return self.document.sections[0]._sectPr

    @property
    def width(self) -> int:
        """The width of the text in twentieths of a point."""
        return self.page.text_width

    @cached_property
    def identifiers(self) -> Mapping[str, str]:
        """The template's id of each style of ours that it has, by our id."""
        return {ours: str(style.get(qualified("styleId"))) for ours, style in self.styles.items()}

    def style_name(self, ours: str) -> str:
        """Return the name that the template has for a style of ours."""
        return next(str(name.get(qualified("val"))) for name in self.styles[ours].iterchildren(qualified("name")))

    @property
    def font(self) -> str:
        """The typeface of the text, "" where nothing names it."""
        return self.look.font(self.styles.get("Normal"))

    @cached_property
    def heading_levels(self) -> tuple[NumberedLevel, ...]:
        """How headings are numbered; where those of the template are not, as the handbook does it."""
        return self._own_levels if self.numbers_headings else PLAIN

    @property
    def numbers_headings(self) -> bool:
        """Whether the template numbers its headings itself."""
        return bool(self._own_levels[0].text)

    @cached_property
    def _own_levels(self) -> tuple[NumberedLevel, ...]:
        try:
            root = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # python-docx cannot make the part that is missing
            root = None
        return heading_levels(root, self.styles, self.look)

    def measured_size(self, theme: VisualTheme) -> float:
        """Return the size in pt at which the office font is at least as wide as the text of the template's tables."""
        size = self.look.size(self.styles["TableText"])
        return size if self.font == theme.fonts["office"] else size * WIDER

    def adopted(self, root: Element, first_list: int = 1) -> Element:
        """Return the elements with styles and lists named by the ids that the template has for them."""
        for tag in ("pStyle", "rStyle", "tblStyle"):
            for element in root.iter(qualified(tag)):
                element.set(qualified("val"), self.identifiers[str(element.get(qualified("val")))])
        for element in root.iter(qualified("numId")):
            element.set(qualified("val"), str(first_list - 1 + int(str(element.get(qualified("val"))))))
        return root

    def settle_outline(self) -> None:
        """Give every heading its place in the outline, and take it and the number from what is only based on one.

        Google Docs leaves it to the name of the style, LibreOffice does not know it from that. Word's "TOC Heading" is
        based on "heading 1", so that a numbered heading would make the contents chapter 1.
        """
        for level, ours in enumerate(HEADINGS):
            if ours in self.styles and self.look.first(self.styles[ours], "outlineLvl", "pPr") is None:
                set_outline_level(self.styles[ours], level)
        for ours, style in self.styles.items():
            if style.get(qualified("type")) == "paragraph" and ours not in (*HEADINGS, *LISTS):
                take_from_outline(style, self.look)

    def tabs(self, style: str, *wanted: tuple[str, int]) -> Element:
        """Return tabs for a paragraph in place of those that its style has."""
        own = self.styles[style].iter(qualified("tab"))
        places = {twips(found.get(qualified("pos"))) or 0 for found in own} - {place for _, place in wanted}
        cleared = [("clear", place) for place in places]
        return w("tabs", *(tab(kind, place) for kind, place in sorted((*cleared, *wanted), key=lambda one: one[1])))


def open_letterhead(design: Design, wanted: Iterable[str] = ()) -> Letterhead:
    """Return the organisation's template, or the built-in one where it has none; with the ``wanted`` styles, our ids.

    Raises UserError.
    """
    theme = design.theme
    if is_built_in(design):
        document = built_in_document(theme)
        own = OwnStyles(document.styles.element, our_styles(theme))
        return Letterhead(document, own.ours, Look(document, own.by_identifier), page_of(document))
    try:
        return _opened(_package(design.templates[FILE]), theme, wanted)
    except UnfitLetterhead as unfit:
        values = {"name": design.letterhead, "what": unfit.what, "remedy": unfit.remedy}
        raise UserError(message("letterhead.unfit", **values)) from None


@lru_cache(maxsize=2)
def _package(data: bytes) -> bytes:
    return zipped(word_parts(data))


def _opened(package: bytes, theme: VisualTheme, wanted: Iterable[str]) -> Letterhead:
    """Return the letterhead in a package whose parts are none too large. Raises UnfitLetterhead."""
    try:
        document = docx.Document(io.BytesIO(package))
        root = document.styles.element
        page, cover = page_of(document), cover_of(document)
        removed = remove_active_content(document, cover)
    except DAMAGED:
        raise UnfitLetterhead(message("letterhead.damaged"), message("letterhead.save_anew")) from None
    styles = sum(1 for _ in root.iterchildren(qualified("style")))
    if styles > MOST_STYLES:
        many = message("letterhead.styles", number=styles, most=MOST_STYLES)
        raise UnfitLetterhead(many, message("letterhead.fewer_styles"))
    own = OwnStyles(root, our_styles(theme))
    look = Look(document, own.by_identifier)
    added = add_missing_styles(root, own, look, theme, wanted)
    return Letterhead(document, own.ours, look, page, removed, tuple(added), cover)
