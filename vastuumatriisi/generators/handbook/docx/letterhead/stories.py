"""What stands in headers and footers and on a cover page: its pictures and texts stay, what would act goes."""

from collections.abc import Iterator

from docx.opc.part import Part
from lxml import etree

from ..markup import RELATIONSHIPS, Element, field_end, field_start, local_name, qualified, take_out
from . import fields

# The kinds of what is taken out; messages have an entry for each.
EMBEDDED, INSERTED, LOADING, OUTSIDE, MACROS = "embedded", "inserted", "fields", "links", "macros"
# Elements of a header or footer that show nothing without what is left out, or must stand but once in a document.
DROPPED = [
    "altChunk",
    "subDoc",
    "control",
    "OLEObject",
    "objectEmbed",
    "objectLink",
    "movie",
    "dataBinding",
    "bookmarkStart",
    "bookmarkEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "commentReference",
    "footnoteReference",
    "endnoteReference",
    "contentPart",
    "webVideoPr",
    "placeholder",
    "hlinkClick",
    "hlinkHover",
    "hlinkMouseOver",
]
SAFE = ("http://", "https://", "mailto:", "tel:")
OFFICE = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")


def clean_story(root: Element, part: Part) -> set[str]:
    """Make what stands below ``root`` harmless; return the kinds of what was taken out."""
    found = {LOADING} if fields.unlink(root) else set()
    for link in list(root.iter(qualified("hyperlink"))):
        _as_field(link, part)
    found |= {kind for e in root.iter() if (kind := _dropped_kind(e))}
    for element in [e for e in root.iter() if local_name(e) in DROPPED]:
        take_out(element)
    for element in root.iter(qualified("object")):
        element.tag = qualified("pict")  # the picture of an embedded object is a picture
    found |= set(_foreign_sources(root))
    _forget_identities(root)
    return found


def _dropped_kind(element: Element) -> str:
    name = local_name(element)
    if name in ("altChunk", "subDoc"):
        return INSERTED
    return EMBEDDED if name in ("control", "OLEObject", "objectEmbed", "objectLink", "movie") else ""


def _as_field(link: Element, part: Part) -> None:
    """Make a link to the web a field, which needs no relationship to the outside; other links become their text."""
    relationship = part.rels.get(str(link.get(f"{{{RELATIONSHIPS}}}id", "")))
    address = relationship.target_ref if relationship is not None and relationship.is_external else ""
    if str(address).startswith(SAFE) and '"' not in address:
        link[:0] = field_start(f'HYPERLINK "{address}"')
        link.append(field_end())
    fields.unwrap(link)


def _foreign_sources(root: Element) -> Iterator[str]:
    """Take addresses out of drawings of the old kind (VML), which load pictures without a relationship."""
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).namespace in OFFICE:
            for name in [n for n in element.attrib if etree.QName(n).localname in ("src", "href", "althref")]:
                if not str(name).startswith(f"{{{RELATIONSHIPS}}}"):
                    del element.attrib[name]
                    yield OUTSIDE


def _forget_identities(root: Element) -> None:
    """Take out what may stand but once in a document: each chapter has a copy of the header."""
    for element in root.iter():
        for name in [n for n in element.attrib if etree.QName(n).localname in ("paraId", "textId")]:
            del element.attrib[name]
    for properties in root.iter(qualified("sdtPr")):
        for identifier in properties.findall(qualified("id")):
            properties.remove(identifier)
