"""Headers and footers: the letterhead's own, with its pictures, and in each the lines of the handbook."""

import re
from collections.abc import Iterator
from copy import deepcopy

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from vastuumatriisi.errors import UserError

from ..document import Handbook, text
from .letterhead import Letterhead
from .markup import NAMESPACES, RELATIONSHIPS, WORD, Element, field, paragraph, run, w
from .properties import serialised

# The relationship ids by which sections name the parts with their running matter.
FIRST_HEADER, FIRST_FOOTER, FOOTER = "rIdFirstHeader", "rIdFirstFooter", "rIdFooter"
HEADER = "rIdHeader{}"
KINDS = {"header": ("hdr", RT.HEADER, CT.WML_HEADER), "footer": ("ftr", RT.FOOTER, CT.WML_FOOTER)}


def add_running_matter(letterhead: Letterhead, handbook: Handbook) -> bool:
    """Add headers and footers by the ids above; return whether the title page has a header, the letterhead's own."""
    own = {(kind, place): _own(letterhead, kind, place) for kind in KINDS for place in ("first", "default")}
    _forget_own(letterhead)
    footer = _footer(letterhead, handbook)
    if own["header", "first"] is not None:
        _add(letterhead, FIRST_HEADER, "header0", own["header", "first"])
    _add(letterhead, FIRST_FOOTER, "footer0", own["footer", "first"], footer)
    _add(letterhead, FOOTER, "footer1", own["footer", "default"], footer)
    titles = (handbook.contents, *(chapter.title for chapter in handbook.chapters))
    for number, title in enumerate(titles):
        lines = (paragraph(text(handbook.properties.title, "Header")), _chapter_line(number, title))
        _add(letterhead, HEADER.format(number), f"header{number + 1}", own["header", "default"], *lines)
    return own["header", "first"] is not None


def _own(letterhead: Letterhead, kind: str, place: str) -> XmlPart | None:
    """Return the letterhead's part for the first page or for all others, None where nothing stands in it."""
    section = letterhead.section
    if place == "first" and section.find(f"{{{WORD}}}titlePg") is None:
        place = "default"
    for reference in section.iterchildren(f"{{{WORD}}}{kind}Reference"):
        if reference.get(f"{{{WORD}}}type") == place:
            part = letterhead.document.part.related_parts[reference.get(f"{{{RELATIONSHIPS}}}id")]
            if not isinstance(part, XmlPart) or not _holds_something(part.element):
                return None
            _refuse_outside(part)
            return part
    return None


def _refuse_outside(part: XmlPart) -> None:
    """Raise UserError where a header or footer loads something from elsewhere when it is shown."""
    linked = [r.target_ref for r in part.rels.values() if r.is_external and r.reltype != RT.HYPERLINK]
    fields = "".join(element.text or "" for element in part.element.iter(f"{{{WORD}}}instrText"))
    simple = [element.get(f"{{{WORD}}}instr", "") for element in part.element.iter(f"{{{WORD}}}fldSimple")]
    linked += re.findall(r"\b(?:INCLUDE(?:PICTURE|TEXT)|DDE(?:AUTO)?|LINK|IMPORT)\b.*", " ".join((fields, *simple)))
    if linked:
        raise UserError(
            f"The header or footer of the Word template loads “{linked[0].strip()}” from elsewhere; "
            "put the picture or the text itself into it."
        )


def _holds_something(root: Element) -> bool:
    shown = (f"{{{WORD}}}{tag}" for tag in ("t", "drawing", "pict", "object", "tbl"))
    return next(root.iter(*shown), None) is not None


def _forget_own(letterhead: Letterhead) -> None:
    relationships = letterhead.document.part.rels
    for identifier, relationship in list(relationships.items()):
        if relationship.reltype in (RT.HEADER, RT.FOOTER):
            del relationships[identifier]


def _add(letterhead: Letterhead, identifier: str, name: str, own: XmlPart | None, *lines: Element) -> None:
    """Add a part with what the letterhead has in it, and below that our lines; each part has copies of its own."""
    tag, kind, content_type = KINDS[name.rstrip("0123456789")]
    root = etree.Element(f"{{{WORD}}}{tag}", nsmap=NAMESPACES) if own is None else deepcopy(own.element)
    root.extend(letterhead.adopted(deepcopy(line)) for line in lines)
    package = letterhead.document.part.package
    part = Part(PackURI(f"/word/{name}.xml"), content_type, serialised(root), package)
    for relationship in own.rels.values() if own is not None else ():
        target = relationship.target_ref if relationship.is_external else relationship.target_part
        part.rels.add_relationship(relationship.reltype, target, relationship.rId, relationship.is_external)
    letterhead.document.part.rels.add_relationship(kind, part, identifier)


def _chapter_line(number: int, title: str) -> Element:
    # "STYLEREF 1" is the built-in style "heading 1" by its level: the style's name differs with Word's language.
    content = field("STYLEREF 1", title) if number else (run(title),)
    return w("p", w("pPr", w("pStyle", val="HeaderChapter")), *content)


def _footer(letterhead: Letterhead, handbook: Handbook) -> Element:
    """Return "Painos … <tab> sivu 3 / 24", both numbers counted by the word processor."""
    properties = w("pPr", w("pStyle", val="Footer"), letterhead.tabs("Footer", ("right", letterhead.width)))
    return w("p", properties, run(handbook.footer), *_page_of_pages(handbook))


def _page_of_pages(handbook: Handbook) -> Iterator[Element]:
    before, rest = handbook.page.split("{page}")
    between, after = rest.split("{pages}")
    yield from (run(f"\t{before}"), *field("PAGE", "1"), run(between))
    yield from field("NUMPAGES", str(handbook.page_count or 1))
    if after:
        yield run(after)
