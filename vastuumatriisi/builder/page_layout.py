"""LibreOffice's PDF of a document, read: on which page each bookmark stands, how many there are, and in which fonts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from vastuumatriisi.locales.message import message

if TYPE_CHECKING:
    import pikepdf

MOST_UNPACKED = 1 << 30  # bytes; pictures that are larger no LibreOffice has in memory
HEAD = 1024  # bytes at its beginning and its end in which a PDF says what it is (ISO 32000-1, Annex H.3)


class LayoutFailed(Exception):
    """LibreOffice did not lay the document out; the message says why."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """The page of each bookmark, how many pages there are, the names of the fonts on them, without spaces; the PDF."""

    pages: Mapping[str, int]
    count: int
    fonts: frozenset[str]
    pdf: bytes = field(repr=False)


def read_layout(pdf: bytes, places: tuple[str, ...]) -> PageLayout:
    """Return the layout that a PDF shows. Raises LayoutFailed."""
    import pikepdf  # a build that keeps its handbook has no PDF to read

    from vastuumatriisi.generators.pdf_reading import opened, unpacks_within

    # The reader would look for the pages of what is no PDF in every byte of it.
    if b"%PDF-" not in pdf[:HEAD] or b"%%EOF" not in pdf[-HEAD:]:
        raise LayoutFailed(message("office.cut_off"))
    if not unpacks_within(pdf, MOST_UNPACKED):
        raise LayoutFailed(message("office.too_large"))
    try:
        with opened(pdf) as document:
            numbers = {page.objgen: number for number, page in enumerate(document.pages, 1)}
            named: Any = document.Root.get("/Dests", {})
            targets = {name: numbers.get(target[0].objgen) for name, target in named.items()}
            return PageLayout(_pages(places, targets), len(numbers), frozenset(_fonts(document)), pdf)
    except pikepdf.PdfError as error:
        raise LayoutFailed(message("office.unreadable_pdf", reason=str(error))) from None
    except (LookupError, TypeError, AttributeError, ValueError):  # a PDF, but none of a document's pages
        raise LayoutFailed(message("office.cut_off")) from None


def _fonts(document: "pikepdf.Pdf") -> Iterator[str]:
    """Yield the names of the fonts on the title page, such as "Carlito-Bold"."""
    fonts: Any = document.pages[0].resources.get("/Font", {})
    for font in fonts.values():
        yield str(font.get("/BaseFont", "")).lstrip("/").partition("+")[2]


def _pages(places: tuple[str, ...], targets: Mapping[str, int | None]) -> Mapping[str, int]:
    """Return the page of each bookmark. Raises LayoutFailed for one that LibreOffice does not show."""
    found = {}
    for place in places:
        # LibreOffice writes what is no letter and no digit in hexadecimal.
        page = targets.get("/" + re.sub(r"[^A-Za-z0-9]", lambda sign: f"{ord(sign[0]):02X}", place))
        if page is None:
            raise LayoutFailed(message("office.empty_bookmark", place=place))
        found[place] = page
    return found
