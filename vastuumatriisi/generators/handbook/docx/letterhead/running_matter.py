"""The headers and footers of a letterhead: what stands in them, which need not be said again, and where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart

from ..markup import RELATIONSHIPS, WORD, Element, local_name, qualified
from .fields import codes, keyword
from .floating_objects import Box, floating_objects, flow_height
from .letterhead import Letterhead

KINDS = {"header": RT.HEADER, "footer": RT.FOOTER}
PLACES = ("first", "default")
GAP = 120  # twips between what floats and the text of the handbook
MOST = 0.5  # of the height of the page: what hangs down further leaves no room below it


@dataclass(frozen=True)
class RunningMatter:
    """The parts by ("header" or "footer", "first" or "default"), None where nothing stands there."""

    letterhead: Letterhead
    parts: Mapping[tuple[str, str], XmlPart | None]

    def stories(self, place: str) -> Iterator[Element]:
        found = (self.parts[kind, place] for kind in KINDS)
        yield from (part.element for part in found if part is not None)

    @property
    def first_page(self) -> str:
        """The words on the first page, those of its pictures too."""
        return " ".join(_words(story) for story in self.stories("first"))

    def words(self) -> str:
        """Return the words on all other pages."""
        return " ".join(_words(story) for story in self.stories("default"))

    def has_field(self, *names: str) -> bool:
        """Tell whether one of these fields is on the pages behind the first."""
        return any(keyword(code) in names for story in self.stories("default") for code in codes(story))

    def clear_top(self, place: str) -> int:
        """Return how far from the edge text begins below all that floats at the top, in twips; 0 for nothing."""
        page = self.letterhead.page
        reaching = (box.bottom + GAP for box in self._floating(place) if box.top + box.bottom < page.height)
        return max((reach for reach in reaching if reach <= page.height * MOST), default=0)

    def clear_bottom(self, place: str) -> int:
        """Return how far from the edge text ends above all that floats at the foot, in twips; 0 for nothing."""
        page = self.letterhead.page
        reaching = (page.height - box.top + GAP for box in self._floating(place) if box.top + box.bottom >= page.height)
        return max((reach for reach in reaching if reach <= page.height * MOST), default=0)

    def _floating(self, place: str) -> Iterator[Box]:
        page = self.letterhead.page
        for kind in KINDS:
            part = self.parts[kind, place]
            if part is not None:
                start = page.header if kind == "header" else page.height - page.footer - flow_height(part.element)
                yield from floating_objects(part.element, page, start)

    def flow_height(self, kind: str, place: str) -> int:
        """Return how high a header or footer is without what floats, at least, in twips."""
        part = self.parts[kind, place]
        return 0 if part is None else flow_height(part.element)

    def crowded(self) -> Iterator[int]:
        """Yield the height in mm of what floats over so much of a page that no room is left above or below it."""
        height = self.letterhead.page.height
        for box in {box for place in PLACES for box in self._floating(place)}:
            if min(box.bottom, height - box.top) + GAP > height * MOST:
                yield round((box.bottom - box.top) / 1440 * 25.4)


def running_matter(letterhead: Letterhead) -> RunningMatter:
    """Return the headers and footers of the first section."""
    return RunningMatter(
        letterhead, {(kind, place): _own(letterhead, kind, place) for kind in KINDS for place in PLACES}
    )


def _own(letterhead: Letterhead, kind: str, place: str) -> XmlPart | None:
    """Return the letterhead's part for the first page or for all others, None where nothing stands in it."""
    section = letterhead.section
    title_page = section.find(qualified("titlePg"))
    if place == "first" and (title_page is None or title_page.get(qualified("val")) in ("0", "false", "off")):
        place = "default"
    for reference in section.iterchildren(f"{{{WORD}}}{kind}Reference"):
        if reference.get(qualified("type"), "default") == place:
            relationship = letterhead.document.part.rels.get(str(reference.get(f"{{{RELATIONSHIPS}}}id")))
            part = None if relationship is None else relationship.target_part
            return part if isinstance(part, XmlPart) and _holds_something(part.element) else None
    return None


def _holds_something(root: Element) -> bool:
    shown = (qualified(tag) for tag in ("t", "drawing", "pict", "object", "tbl", "fldSimple", "instrText"))
    return next(root.iter(*shown), None) is not None


def _words(root: Element) -> str:
    """Return the text of a header or footer and of its pictures, on one line."""
    told = []
    for element in root.iter():
        name = local_name(element)
        if name == "t":
            told.append(element.text or "")
        elif name == "docPr":
            told.append(f" {element.get('descr', '')} {element.get('title', '')} ")
        elif name in ("p", "tab", "br"):
            told.append(" ")
    return re.sub(r"\s+", " ", "".join(told)).strip()
