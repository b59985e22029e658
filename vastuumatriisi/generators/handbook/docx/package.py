"""The package: a letterhead with the handbook in it, its lists, running matter, settings and charts."""

import io
from collections.abc import Mapping

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from vastuumatriisi.design.design import Design, VisualTheme
from vastuumatriisi.generators.reproducible_zip import stable_zip

from ..document import Handbook, Paragraph
from .body import CHART, body
from .chart import chart_part
from .headers_footers import add_running_matter
from .letterhead import Letterhead, open_letterhead
from .markup import NAMESPACES, WORD, Element, w
from .numbering import add_lists, make_room
from .properties import describe, serialised

# Settings of a letterhead that would bar readers, ask them questions, or give away where it was made.
UNWANTED = (
    "updateFields",
    "attachedTemplate",
    "linkStyles",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "mailMerge",
    "evenAndOddHeaders",
)


def package(handbook: Handbook, design: Design) -> bytes:
    """Return the docx file."""
    letterhead = open_letterhead(design)
    document = letterhead.document
    _set_language(document, dict(handbook.properties.scripts))
    _drop_unwanted(document)
    first_list = _add_lists(letterhead, handbook)
    running = add_running_matter(letterhead, handbook)
    content = letterhead.adopted(body(handbook, letterhead, running), first_list)
    document.element.replace(document.element.body, content)
    _add_charts(letterhead, handbook, design.theme)
    describe(document, handbook)
    buffer = io.BytesIO()
    document.save(buffer)
    return stable_zip(buffer.getvalue())


def _set_language(document: Document, scripts: Mapping[str, str]) -> None:
    """Mark the text as written in the language of the handbook, whatever that of the letterhead is."""
    styles = document.styles.element
    properties = styles.find(f"{{{WORD}}}docDefaults/{{{WORD}}}rPrDefault/{{{WORD}}}rPr")
    marks = list(styles.iter(f"{{{WORD}}}lang"))
    for mark in marks:
        mark.getparent().remove(mark)
    if properties is not None:
        properties.append(w("lang", **scripts))
    for mark in document.settings.element.iter(f"{{{WORD}}}themeFontLang"):
        mark.attrib.clear()
        mark.attrib.update(w("themeFontLang", **scripts).attrib)


def _drop_unwanted(document: Document) -> None:
    settings = document.settings.element
    for child in list(settings):
        if etree.QName(child).localname in UNWANTED:
            settings.remove(child)
    for relationships in (document.part.rels, document.part.part_related_by(RT.SETTINGS).rels):
        for identifier, relationship in list(relationships.items()):
            if relationship.is_external or relationship.reltype == RT.IMAGE:
                del relationships[identifier]


def _add_lists(letterhead: Letterhead, handbook: Handbook) -> int:
    """Add the numbered lists, and what numbering the letterhead lacks; return the id of the first list."""
    lists = max((block.numbering for block in handbook.blocks if isinstance(block, Paragraph)), default=0)
    document, numbers = letterhead.document, [(heading.level, heading.number) for heading in handbook.headings]
    try:
        root, is_new = document.part.numbering_part.element, False
    except (KeyError, NotImplementedError):  # python-docx cannot make the part that is missing
        root, is_new = etree.Element(f"{{{WORD}}}numbering", nsmap=NAMESPACES), True
    first = add_lists(root, letterhead.own_styles, lists)
    make_room(root, letterhead.own_styles, numbers)
    if is_new:
        _add_part(document, "rIdNumbering", "numbering", RT.NUMBERING, CT.WML_NUMBERING, root)
    return first


def _add_charts(letterhead: Letterhead, handbook: Handbook, theme: VisualTheme) -> None:
    look = (letterhead.font, theme.handbook["detail"], theme.colours["ink"])
    for number, chart in enumerate(handbook.charts, 1):
        root = chart_part(chart, handbook.properties.language, *look)
        _add_part(letterhead.document, CHART.format(number), f"charts/chart{number}", RT.CHART, CT.DML_CHART, root)


def _add_part(document: Document, identifier: str, name: str, kind: str, content_type: str, root: Element) -> None:
    part = Part(PackURI(f"/word/{name}.xml"), content_type, serialised(root), document.part.package)
    document.part.rels.add_relationship(kind, part, identifier)
