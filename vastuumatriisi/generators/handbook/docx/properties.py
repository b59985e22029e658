"""What the file says of itself: title, language, edition and fingerprint, and how long it is."""

import datetime
from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from vastuumatriisi.text.characters import undivided

from ..document import Handbook
from .markup import Element

CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
VALUE_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # ECMA-376, 22.3.2.2: the one format id that custom ones have
MARK = "Built-in template"  # the property of a template that nobody has changed; see built_in_template.py
# What python-docx takes for the core properties, and Word for the text of a custom one.
LONGEST = 255
REPLACED = ("extended-properties", "custom-properties", "thumbnail")


def describe(document: Document, handbook: Handbook) -> None:
    """Replace what the file says of itself."""
    properties = handbook.properties
    core = document.core_properties
    core.title, core.subject, core.keywords = map(_short, (properties.title, properties.subject, properties.keywords))
    core.author = core.last_modified_by = _short(properties.organisation)
    core.language, core.version, core.comments = properties.language, _short(properties.edition), ""
    core.created = core.modified = datetime.datetime.fromisoformat(properties.date)
    core.category, core.revision = "", 1
    package = document.part.package
    for identifier, relationship in list(package.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] in REPLACED:
            del package.rels[identifier]
    for name, kind, content_type, root in (
        ("app", RT.EXTENDED_PROPERTIES, CT.OFC_EXTENDED_PROPERTIES, _extended(handbook)),
        ("custom", RT.CUSTOM_PROPERTIES, CT.OFC_CUSTOM_PROPERTIES, custom_properties(properties.custom)),
    ):
        package.relate_to(Part(PackURI(f"/docProps/{name}.xml"), content_type, serialised(root), package), kind)


def _short(value: str) -> str:
    """Return a text as a property can hold it, with an ellipsis where it is too long; only the property is cut."""
    plain = undivided(value)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1].rstrip()}…"


def _extended(handbook: Handbook) -> Element:
    root = etree.Element(f"{{{EXTENDED}}}Properties", nsmap={None: EXTENDED})
    if handbook.page_count:
        etree.SubElement(root, f"{{{EXTENDED}}}Pages").text = str(handbook.page_count)
    etree.SubElement(root, f"{{{EXTENDED}}}Company").text = _short(handbook.properties.organisation)
    return root


def custom_properties(named: Iterable[tuple[str, str]]) -> Element:
    """Return properties that fields and document systems can read, such as edition and fingerprint."""
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={None: CUSTOM, "vt": VALUE_TYPES})
    for number, (name, value) in enumerate(named, 2):
        entry = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=CUSTOM_FORMAT, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{VALUE_TYPES}}}lpwstr").text = _short(value)
    return root


def serialised(root: Element) -> bytes:
    """Return the bytes of a part of the package."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
