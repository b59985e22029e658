"""The built-in style template: every named style of the handbook, made from the theme, in a Word file to look at.

``templates/handbook.docx`` is this file. As long as nobody has changed it, the theme says what the handbook looks like;
once an organisation has made it its own, that file does.
"""

import datetime
from collections.abc import Iterable, Iterator

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from vastuumatriisi.design.design import VisualTheme
from vastuumatriisi.generators.reproducible_zip import ArchiveBuffer, stable_zip

from .built_in_check import CUSTOM_PART, PAGE, digest, side_margin
from .markup import NAMESPACES, WORD, Element, run, w
from .numbering import list_definitions
from .properties import MARK, custom_properties, serialised
from .styles import BOTTOM, RUNNING, TOP, styles

# Parts of python-docx's template that nobody needs, or that describe another document.
STALE = ("customXml", "stylesWithEffects", "thumbnail", "webSettings", "fontTable", "theme", "extended-properties")
LANGUAGE = {"val": "en-GB"}  # that of the names of the styles; a handbook has its own


def built_in(theme: VisualTheme) -> bytes:
    """Return the style template of a theme: a docx file with a paragraph in each of its styles."""
    document = built_in_document(theme)
    data = _saved(document)
    package = document.part.package
    mark = custom_properties(((MARK, digest(data)),))
    package.relate_to(
        Part(PackURI(f"/{CUSTOM_PART}"), CT.OFC_CUSTOM_PROPERTIES, serialised(mark), package), RT.CUSTOM_PROPERTIES
    )
    return _saved(document)


def built_in_document(theme: VisualTheme) -> Document:
    """Return the style template of a theme, opened, without the mark that nobody has changed it."""
    document = docx.Document()
    for relationships in (document.part.package.rels, document.part.rels):
        for identifier, relationship in list(relationships.items()):
            if relationship.reltype.rsplit("/", 1)[-1] in STALE:
                del relationships[identifier]
    _fill(document.styles.element, styles(theme, LANGUAGE))
    _fill(document.part.numbering_part.element, list_definitions())
    _fill(document.settings.element, _settings())
    document.element.replace(document.element.body, _samples(document, theme))
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = "Handbook", "", "", ""
    core.created = core.modified = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 -- Word writes no zone
    return document


def _saved(document: Document) -> bytes:
    buffer = ArchiveBuffer()
    document.save(buffer)
    return stable_zip(buffer.getvalue())


def _fill(root: Element, children: Iterable[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)


def _settings() -> Iterator[Element]:
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
    yield w("themeFontLang", **LANGUAGE)


def _samples(document: Document, theme: VisualTheme) -> Element:
    """Return ``w:body`` with the name of each style of paragraphs and characters, set in that style."""
    body = etree.Element(f"{{{WORD}}}body", nsmap=NAMESPACES)
    for style in document.styles.element.iterchildren(f"{{{WORD}}}style"):
        kind, identifier = style.get(f"{{{WORD}}}type"), style.get(f"{{{WORD}}}styleId")
        name = style.find(f"{{{WORD}}}name").get(f"{{{WORD}}}val")
        if kind == "paragraph":
            body.append(w("p", w("pPr", w("pStyle", val=identifier)), run(name)))
        elif kind == "character":
            body.append(w("p", run(name, identifier)))
    margin = side_margin(theme)
    edges = {"top": TOP, "right": margin, "bottom": BOTTOM, "left": margin}
    page = w("pgSz", w=PAGE[0], h=PAGE[1])
    body.append(w("sectPr", page, w("pgMar", **edges, header=RUNNING, footer=RUNNING, gutter=0)))
    return body
