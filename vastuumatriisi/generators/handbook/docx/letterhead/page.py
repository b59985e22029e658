"""The page of a letterhead: its size and margins, as a handbook can be set on it."""

from dataclasses import dataclass

from docx.document import Document

from vastuumatriisi.locales.message import message

from ..markup import Element, qualified, w
from .measures import LONGEST, twips
from .word_package import UnfitLetterhead

LEAST = 4500  # twips, 79 mm: in less no table of the handbook can be read
EDGE = 708  # twips from the edge to header and footer where nothing says it, as in Word
SET_PAGE = message("letterhead.set_page")


@dataclass(frozen=True, slots=True)
class Page:
    """Lengths in twips, twentieths of a point; ``header`` and ``footer`` are distances from the edge of the paper."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    header: int
    footer: int
    gutter: int = 0
    landscape: bool = False

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom

    def elements(self) -> tuple[Element, Element]:
        """Return ``w:pgSz`` and ``w:pgMar``."""
        turned = {"orient": "landscape"} if self.landscape else {}
        edges = {name: getattr(self, name) for name in ("top", "right", "bottom", "left", "header", "footer", "gutter")}
        return w("pgSz", w=self.width, h=self.height, **turned), w("pgMar", **edges)


def page_of(document: Document) -> Page:
    """Return the page of the first section. Raises UnfitLetterhead where no text fits on it."""
    section = next(document.element.iter(qualified("sectPr")), None)
    if section is None:
        raise UnfitLetterhead(message("letterhead.no_section"), SET_PAGE)
    size, margins = (section.find(qualified(tag)) for tag in ("pgSz", "pgMar"))
    if size is None or margins is None:
        raise UnfitLetterhead(message("letterhead.no_page"), SET_PAGE)
    lengths = {"width": _length(size, "w", "width", 1), "height": _length(size, "h", "height", 1)}
    for side in ("left", "right", "top", "bottom", "gutter"):
        # A top margin below zero is Word's sign for one that no header moves.
        lengths[side] = abs(_length(margins, side, side, needed=side != "gutter"))
    for side in ("header", "footer"):
        distance = twips(margins.get(qualified(side)))
        lengths[side] = EDGE if distance is None else min(abs(distance), lengths["height"] // 4)
    page = Page(**lengths, landscape=lengths["width"] > lengths["height"])
    if page.text_width < LEAST or page.text_height < LEAST:
        sizes = {"width": _mm(page.width), "height": _mm(page.height)}
        of_text = {"text_width": _mm(page.text_width), "text_height": _mm(page.text_height)}
        raise UnfitLetterhead(message("letterhead.no_room", **sizes, **of_text), SET_PAGE)
    return page


def _length(element: Element, name: str, which: str, least: int = -LONGEST, *, needed: bool = True) -> int:
    written = element.get(qualified(name))
    length = twips(written)
    if (length is None and (needed or written is not None)) or (length is not None and length < least):
        told = message(f"letterhead.length.{which}")
        raise UnfitLetterhead(message("letterhead.no_length", length=told, written=written or ""), SET_PAGE)
    return length or 0


def _mm(length: int) -> int:
    return round(length / 1440 * 25.4)
