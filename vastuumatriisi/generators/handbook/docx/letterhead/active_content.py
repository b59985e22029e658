"""What of a letterhead must not reach the handbook: programs, embedded files, and what is loaded from elsewhere.

A part reaches the handbook by its relationships alone, so those are kept that are known to be harmless.
"""

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from lxml import etree

from ..markup import RELATIONSHIPS, Element, local_name, qualified, take_out
from .measures import round_lengths
from .pictures import refuse_huge_pictures
from .stories import EMBEDDED, INSERTED, MACROS, OUTSIDE, clean_story

KEPT = (RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FONT_TABLE, RT.THEME, RT.HEADER, RT.FOOTER)
FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
# What the parts that are kept may bring along in turn.
BRINGING = {RT.NUMBERING: (RT.IMAGE,), RT.FONT_TABLE: (FONT,), RT.THEME: (RT.IMAGE,)}
# Of which kind a relationship is that is left out, by the end of its type; what is not here goes without a word.
REMOVED = {
    "vbaProject": MACROS,
    "wordVbaData": MACROS,
    "extensibility": MACROS,
    "oleObject": EMBEDDED,
    "package": EMBEDDED,
    "control": EMBEDDED,
    "chart": EMBEDDED,
    "diagramData": EMBEDDED,
    "aFChunk": INSERTED,
    "subDocument": INSERTED,
}
# Settings that would bar readers, ask them questions, speak of what is not there, or give away where it was made.
UNWANTED = [
    "updateFields",
    "attachedTemplate",
    "linkStyles",
    "documentProtection",
    "writeProtection",
    "trackRevisions",
    "mailMerge",
    "evenAndOddHeaders",
    "footnotePr",
    "endnotePr",
    "docVars",
    "rsids",
    "attachedSchema",
    "schemaLibrary",
    "saveThroughXslt",
]


def remove_active_content(document: Document, cover: Element | None) -> tuple[str, ...]:
    """Take out of an opened letterhead what must not reach the handbook; return the kinds of what it was.

    ``cover`` is what is kept of its text.
    """
    package, main = document.part.package, document.part
    found = {*_drop(package, lambda kind: kind == RT.OFFICE_DOCUMENT)}
    found |= _main(main, cover)
    _refuse_misnamed(main)
    for relationship in list(main.rels.values()):
        kind, part = relationship.reltype, relationship.target_part
        if kind == RT.IMAGE:
            continue
        if kind in (RT.HEADER, RT.FOOTER):
            refuse_huge_pictures(part)
            found |= _story(part) if isinstance(part, XmlPart) else set()
        else:
            found |= {*_drop(part, lambda other, kind=kind: other in BRINGING.get(kind, ()))}
            _without_dangling(part)
    _settings(document.settings.element)
    _drop_nameless_lists(document)
    for root in _measured(document):
        round_lengths(root)
    return tuple(sorted(found))


def _refuse_misnamed(main: Part) -> None:
    """Raise ValueError where a part is not of the kind that the document says, and so nothing that could be changed."""
    for relationship in main.rels.values():
        if relationship.reltype in (RT.STYLES, RT.NUMBERING, RT.SETTINGS) and not isinstance(
            relationship.target_part, XmlPart
        ):
            raise ValueError(relationship.reltype)


def _measured(document: Document) -> Iterator[Element]:
    yield from (document.element, document.styles.element, document.settings.element)
    yield from (r.target_part.element for r in document.part.rels.values() if isinstance(r.target_part, XmlPart))


def _drop(source: Any, is_kept: Any) -> Iterator[str]:
    """Forget the relationships of a part or package that are not kept; yield the kinds of what is worth telling."""
    for identifier, relationship in list(source.rels.items()):
        if is_kept(relationship.reltype) and not relationship.is_external:
            continue
        del source.rels[identifier]
        kind = relationship.reltype.rsplit("/", 1)[-1]
        if kind in REMOVED:
            yield REMOVED[kind]
        elif relationship.is_external and relationship.reltype != RT.HYPERLINK:
            yield OUTSIDE


def _without_dangling(part: Part) -> None:
    """Take out the elements of a part that name a relationship which it no longer has."""
    root = part.element if isinstance(part, XmlPart) else _parsed(part.blob)
    if root is None or not _cut_dangling(root, part):
        return
    if not isinstance(part, XmlPart):
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parsed(blob: bytes) -> Element | None:
    try:
        return parse_xml(blob)
    except etree.XMLSyntaxError:
        return None


def _cut_dangling(root: Element, part: Part) -> bool:
    """Cut what shows a thing that is left out, up to the whole picture; return whether there was any."""
    changed = False
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        for name in [n for n in element.attrib if str(n).startswith(f"{{{RELATIONSHIPS}}}")]:
            if element.get(name) in part.rels:
                continue
            changed = True
            del element.attrib[name]
            if not any(str(other).startswith(f"{{{RELATIONSHIPS}}}") for other in element.attrib):
                _cut(element)
    return changed


def _cut(element: Element) -> None:
    """Take an element out; of a picture all of it, of a fill of a theme its picture only."""
    for around in element.iterancestors():
        parent = around.getparent()
        if local_name(around) in ("drawing", "pict", "object", "numPicBullet"):
            element = around
        elif local_name(around) == "blipFill" and parent is not None and local_name(parent).endswith("FillStyleLst"):
            parent.replace(around, _plain_fill(str(etree.QName(around).namespace)))
            return
    take_out(element)


def _plain_fill(namespace: str) -> Element:
    """Return the fill that takes the colour of what it fills."""
    fill = etree.Element(f"{{{namespace}}}solidFill")
    etree.SubElement(fill, f"{{{namespace}}}schemeClr", val="phClr")
    return fill


def _settings(root: Element) -> None:
    for child in list(root):
        names = child.attrib if isinstance(child.tag, str) else ()
        linked = any(str(name).startswith(f"{{{RELATIONSHIPS}}}") for name in names)
        if linked or local_name(child) in UNWANTED:
            root.remove(child)


def _drop_nameless_lists(document: Document) -> None:
    """Take out the lists whose number is none: LibreOffice numbers nothing behind the first of them."""
    for part in (r.target_part for r in document.part.rels.values() if r.reltype == RT.NUMBERING):
        if isinstance(part, XmlPart):
            for tag, name in (("num", "numId"), ("abstractNum", "abstractNumId")):
                for found in list(part.element.iterchildren(qualified(tag))):
                    if not re.fullmatch(r"\d{1,9}", str(found.get(qualified(name)))):
                        part.element.remove(found)


def _story(part: XmlPart) -> set[str]:
    """Make a header or footer harmless; return the kinds of what was taken out."""
    found = clean_story(part.element, part)
    found |= {*_drop(part, lambda kind: kind == RT.IMAGE)}
    found |= {*_drop_false_images(part)}
    _cut_dangling(part.element, part)
    return found


def _main(main: Part, cover: Element | None) -> set[str]:
    """Make the document's relationships harmless, and its cover page if it has one; return what was taken out."""
    if cover is None:
        return {*_drop(main, lambda kind: kind in KEPT)}
    found = clean_story(cover, main)
    names = ((str(name), value) for element in cover.iter() for name, value in element.attrib.items())
    shown = {value for name, value in names if name.startswith(f"{{{RELATIONSHIPS}}}")}
    for identifier, relationship in list(main.rels.items()):
        if relationship.reltype == RT.IMAGE and identifier not in shown:
            del main.rels[identifier]
    found |= {*_drop(main, lambda kind: kind in (*KEPT, RT.IMAGE))} | {*_drop_false_images(main)}
    _cut_dangling(cover, main)
    refuse_huge_pictures(main)
    return found


def _drop_false_images(part: Part) -> Iterator[str]:
    for identifier, relationship in list(part.rels.items()):
        if relationship.reltype == RT.IMAGE and not relationship.target_part.content_type.startswith("image/"):
            del part.rels[identifier]
            yield EMBEDDED
