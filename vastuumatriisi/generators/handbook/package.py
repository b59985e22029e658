"""The package around the body: styles, lists, running matter, settings and what the file says of itself."""

import datetime
import io
from collections.abc import Iterable, Mapping

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from vastuumatriisi.archive import stable_zip
from vastuumatriisi.generators.handbook.body import FOOTER, HEADER, body
from vastuumatriisi.generators.handbook.flow import Handbook, Paragraph, Properties, text
from vastuumatriisi.generators.handbook.markup import (
    NAMESPACES,
    WORD,
    Element,
    field,
    paragraph,
    run,
    w,
)
from vastuumatriisi.generators.handbook.numbering import list_definitions
from vastuumatriisi.generators.handbook.styles import styles
from vastuumatriisi.theme import Theme

# Parts of python-docx's template that nobody needs, or that describe another document.
STALE = ("customXml", "stylesWithEffects", "thumbnail", "webSettings", "fontTable", "theme", "extended-properties")
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
VALUE_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # ECMA-376, 22.3.2.2: the one format id that custom ones have


def package(handbook: Handbook, theme: Theme) -> bytes:
    """Return the docx file."""
    document = docx.Document()
    _drop_stale_parts(document)
    scripts = dict(handbook.properties.scripts)
    _fill(document.styles.element, styles(theme, scripts))
    _fill(document.part.numbering_part.element, list_definitions(_numbered_lists(handbook)))
    _fill(document.settings.element, _settings(scripts))
    document.element.replace(document.element.body, body(handbook, theme))
    _add_running_matter(document, handbook)
    _describe(document, handbook.properties)
    buffer = io.BytesIO()
    document.save(buffer)
    return stable_zip(buffer.getvalue())


def _drop_stale_parts(document: Document) -> None:
    for relationships in (document.part.package.rels, document.part.rels):
        for identifier, relationship in list(relationships.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in STALE:
                del relationships[identifier]


def _fill(root: Element, children: Iterable[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)


def _numbered_lists(handbook: Handbook) -> int:
    blocks = (block for chapter in handbook.chapters for part in chapter.parts for block in part.blocks)
    return max((block.numbering for block in blocks if isinstance(block, Paragraph)), default=0)


def _settings(scripts: Mapping[str, str]) -> Iterable[Element]:
    settings = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    uri = "http://schemas.microsoft.com/office/word"
    yield w("zoom", percent=100)
    yield w("defaultTabStop", val=720)
    yield w("characterSpacingControl", val="doNotCompress")
    yield w("compat", *(w("compatSetting", name=name, uri=uri, val=value) for name, value in settings.items()))
    yield w("themeFontLang", **scripts)


def _add_running_matter(document: Document, handbook: Handbook) -> None:
    """Add the footer of all pages and a header for the contents and for each chapter, by the ids that the body uses."""
    _add_part(document, FOOTER, "footer1", RT.FOOTER, CT.WML_FOOTER, _root("ftr", _footer(handbook)))
    titles = (handbook.contents, *(chapter.title for chapter in handbook.chapters))
    for number, title in enumerate(titles):
        header = _root("hdr", paragraph(text(handbook.properties.title, "Header")), _chapter_line(number, title))
        _add_part(document, HEADER.format(number), f"header{number + 1}", RT.HEADER, CT.WML_HEADER, header)


def _root(tag: str, *children: Element) -> Element:
    root = etree.Element(f"{{{WORD}}}{tag}", nsmap=NAMESPACES)
    root.extend(children)
    return root


def _chapter_line(number: int, title: str) -> Element:
    # "STYLEREF 1" is the built-in style "heading 1" by its level: the style's name differs with Word's language.
    content = field("STYLEREF 1", title) if number else (run(title),)
    return w("p", w("pPr", w("pStyle", val="HeaderChapter")), *content)


def _footer(handbook: Handbook) -> Element:
    """Return "Painos … <tab> sivu 3 / 24", both numbers counted by the word processor."""
    before, rest = handbook.page.split("{page}")
    between, after = rest.split("{pages}")
    pages = (run(f"\t{before}"), *field("PAGE", "1"), run(between), *field("NUMPAGES", "1"))
    end = (run(after),) if after else ()
    return w("p", w("pPr", w("pStyle", val="Footer")), run(handbook.footer), *pages, *end)


def _add_part(document: Document, identifier: str, name: str, kind: str, content_type: str, root: Element) -> None:
    part = Part(PackURI(f"/word/{name}.xml"), content_type, _bytes(root), document.part.package)
    document.part.rels.add_relationship(kind, part, identifier)


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _describe(document: Document, properties: Properties) -> None:
    core = document.core_properties
    core.title, core.subject, core.keywords = properties.title, properties.subject, properties.keywords
    core.author = core.last_modified_by = properties.organisation
    core.language, core.version, core.comments = properties.language, properties.edition, ""
    core.created = core.modified = datetime.datetime.fromisoformat(properties.date)
    core.revision = 1
    package = document.part.package
    for name, kind, content_type, root in (
        ("app", RT.EXTENDED_PROPERTIES, CT.OFC_EXTENDED_PROPERTIES, _extended(properties)),
        ("custom", RT.CUSTOM_PROPERTIES, CT.OFC_CUSTOM_PROPERTIES, _custom(properties)),
    ):
        package.relate_to(Part(PackURI(f"/docProps/{name}.xml"), content_type, _bytes(root), package), kind)


def _extended(properties: Properties) -> Element:
    root = etree.Element(f"{{{EXTENDED}}}Properties", nsmap={None: EXTENDED})
    etree.SubElement(root, f"{{{EXTENDED}}}Company").text = properties.organisation
    return root


def _custom(properties: Properties) -> Element:
    """Return the properties that fields and document systems can read: edition, date and fingerprint."""
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap={None: CUSTOM, "vt": VALUE_TYPES})
    for number, (name, value) in enumerate(properties.custom, 2):
        entry = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=CUSTOM_FORMAT, pid=str(number), name=name)
        etree.SubElement(entry, f"{{{VALUE_TYPES}}}lpwstr").text = value
    return root
