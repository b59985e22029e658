"""Headers and footers: the letterhead's own, with its pictures, and in each the lines of the handbook.

What the letterhead says already, such as the page number, is not said again.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from vastuumatriisi.locales.wording import direction
from vastuumatriisi.text.characters import says

from ..document import Handbook, text
from .chart import INLINE
from .letterhead.letterhead import Letterhead
from .letterhead.running_matter import RunningMatter
from .markup import NAMESPACES, WORD, Element, field, paragraph, run, w
from .properties import serialised
from .text_direction import set_from_the_right

# The relationship ids by which sections name the parts with their running matter.
FIRST_HEADER, FIRST_FOOTER, FOOTER = "rIdFirstHeader", "rIdFirstFooter", "rIdFooter"
HEADER = "rIdHeader{}"
KINDS = {"header": ("hdr", RT.HEADER, CT.WML_HEADER), "footer": ("ftr", RT.FOOTER, CT.WML_FOOTER)}


@dataclass(frozen=True)
class RunningParts:
    """The parts that are added; ``drawings`` gives each picture the id that no other one in the document has."""

    letterhead: Letterhead
    direction: str
    drawings: Iterator[int]

    def add(self, identifier: str, name: str, own: XmlPart | None, *lines: Element, above: bool = False) -> None:
        """Add a part with what the letterhead has in it, and below or above that our lines; each has its own copies."""
        tag, kind, content_type = KINDS[name.rstrip("0123456789")]
        root = etree.Element(f"{{{WORD}}}{tag}", nsmap=NAMESPACES) if own is None else deepcopy(own.element)
        place = 0 if above else len(root)
        root[place:place] = [self._adopted(line) for line in lines]
        for picture in root.iter(f"{{{INLINE}}}docPr"):
            picture.set("id", str(next(self.drawings)))
        package = self.letterhead.document.part.package
        part = Part(PackURI(f"/word/{name}.xml"), content_type, serialised(root), package)
        for relationship in own.rels.values() if own is not None else ():
            part.rels.add_relationship(relationship.reltype, relationship.target_part, relationship.rId)
        self.letterhead.document.part.rels.add_relationship(kind, part, identifier)

    def _adopted(self, line: Element) -> Element:
        copy = self.letterhead.adopted(deepcopy(line))
        if self.direction == "rtl":
            set_from_the_right(copy)
        return copy


def add_running_matter(letterhead: Letterhead, own: RunningMatter, handbook: Handbook, drawings: Iterator[int]) -> bool:
    """Add headers and footers by the ids above; return whether the title page has a header, the letterhead's own.

    ``drawings`` yields the ids of pictures.
    """
    _forget_own(letterhead)
    parts = RunningParts(letterhead, direction(handbook.properties.language), drawings)
    first = own.parts["header", "first"]
    if first is not None:
        parts.add(FIRST_HEADER, "header0", first)
    for identifier, name, place in ((FIRST_FOOTER, "footer0", "first"), (FOOTER, "footer1", "default")):
        line = _footer(letterhead, handbook, numbered=not own.has_field("PAGE"))
        # What floats at the foot of the page stays where it is; our line comes above all that stands there.
        lifted = own.clear_bottom(place) - letterhead.page.footer - own.flow_height("footer", place)
        parts.add(identifier, name, own.parts["footer", place], line, above=_spaced(line, "after", lifted))
    titles = ((handbook.contents, ""), *((chapter.title, chapter.units) for chapter in handbook.chapters))
    for number, (title, units) in enumerate(titles if handbook.contents else ((handbook.properties.subject, ""),)):
        lines = list(_header(own, handbook, number, title, units))
        if lines:
            above = letterhead.page.header + own.flow_height("header", "default")
            _spaced(lines[0], "before", own.clear_top("default") - above)
        parts.add(HEADER.format(number), f"header{number + 1}", own.parts["header", "default"], *lines)
    return first is not None


def _header(own: RunningMatter, handbook: Handbook, number: int, title: str, units: str) -> Iterator[Element]:
    """Yield the lines "Title" and "Chapter: Unit", without what the letterhead says; number 0 is the contents."""
    if not says(own.words(), handbook.properties.title) and not own.has_field("TITLE"):
        yield paragraph(text(handbook.properties.title, "Header"))
    if not own.has_field("STYLEREF"):
        # "STYLEREF 1" is the built-in style "heading 1" by its level: the style's name differs with Word's language.
        chapter = field("STYLEREF 1", title) if number else (run(title),)
        style = own.letterhead.style_name("UnitName")
        unit = (run(": "), *field(f'STYLEREF "{style}"', units)) if units else ()
        yield w("p", w("pPr", w("pStyle", val="HeaderChapter")), *chapter, *unit)


def _spaced(line: Element, side: str, distance: int) -> bool:
    """Keep a paragraph so far from what stands before or after it; return whether there is any need to."""
    if distance <= 0:
        return False
    properties = line[0]
    behind = [f"{{{WORD}}}{tag}" for tag in ("pStyle", "keepNext", "numPr", "tabs")]
    properties.insert(sum(child.tag in behind for child in properties), w("spacing", **{side: distance}))
    return True


def _forget_own(letterhead: Letterhead) -> None:
    relationships = letterhead.document.part.rels
    for identifier, relationship in list(relationships.items()):
        if relationship.reltype in (RT.HEADER, RT.FOOTER):
            del relationships[identifier]


def _footer(letterhead: Letterhead, handbook: Handbook, *, numbered: bool) -> Element:
    """Return "Painos … <tab> sivu 3 / 24", both numbers counted by the word processor."""
    properties = w("pPr", w("pStyle", val="Footer"), letterhead.tabs("Footer", ("right", letterhead.width)))
    return w("p", properties, run(handbook.footer), *(_page_of_pages(handbook) if numbered else ()))


def _page_of_pages(handbook: Handbook) -> Iterator[Element]:
    before, rest = handbook.page.split("{page}")
    between, after = rest.split("{pages}")
    yield from (run(f"\t{before}"), *field("PAGE", "1"), run(between))
    yield from field("NUMPAGES", str(handbook.page_count or 1))
    if after:
        yield run(after)
