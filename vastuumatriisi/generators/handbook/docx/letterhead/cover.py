"""The cover page of a letterhead: Word's building block of that name, with the words of the handbook in its fields."""

import re
from collections.abc import Mapping

from docx.document import Document

from ..markup import Element, local_name, qualified, run, take_out, w

GALLERY = "Cover Pages"
MARK = "handbook-"
BEFORE_TAG = ("rPr", "alias", "lock", "showingPlcHdr", "temporary", "id")
# What a field of a cover is for, by its title, its tag or the property that it shows, in Word's languages here.
FIELDS = (
    ("subtitle", r"sub-?title|alaotsikko|underrubrik|subject|ämne"),
    ("title", r"title|otsikko|rubrik"),
    ("organisation", r"company|author|creator|organi[sz]a|yritys|tekijä|laatija|företag|författare"),
    ("date", r"date|päivä|datum|pvm"),
)


def cover_of(document: Document) -> Element | None:
    """Return the cover page among the text of a letterhead, its fields marked by what they are for."""
    for block in document.element.body.iterchildren(qualified("sdt")):
        galleries = block.iterfind(f"{qualified('sdtPr')}/{qualified('docPartObj')}/{qualified('docPartGallery')}")
        if any(gallery.get(qualified("val")) == GALLERY for gallery in galleries):
            _mark_fields(block)
            found: Element = block
            return found
    return None


def fill_cover(cover: Element, values: Mapping[str, str]) -> None:
    """Put values, by the names above, into the fields of a cover; a hint where something has to be typed goes."""
    for control in list(cover.iter(qualified("sdt"))):
        properties, content = control.find(qualified("sdtPr")), control.find(qualified("sdtContent"))
        if control is cover or properties is None or content is None:
            continue
        tag = properties.find(qualified("tag"))
        name = "" if tag is None else str(tag.get(qualified("val"), "")).removeprefix(MARK)
        hints = properties.findall(qualified("showingPlcHdr"))
        if name in values or hints:
            _write(content, values.get(name, ""))
        for hint in hints:
            take_out(hint)


def _mark_fields(cover: Element) -> None:
    for properties in list(cover.iter(qualified("sdtPr"))):
        told = " ".join(str(value) for e in properties.iter() for value in e.attrib.values() if _names_it(e))
        name = next((name for name, pattern in FIELDS if re.search(pattern, told, re.IGNORECASE)), "")
        for tag in properties.findall(qualified("tag")):
            properties.remove(tag)
        if name:
            place = sum(local_name(child) in BEFORE_TAG for child in properties)
            properties.insert(place, w("tag", val=f"{MARK}{name}"))


def _names_it(element: Element) -> bool:
    return local_name(element) in ("alias", "tag", "dataBinding")


def _write(content: Element, value: str) -> None:
    """Put a text in the place of another one, as that looks."""
    texts = list(content.iter(qualified("t")))
    for text in texts[1:]:
        text.text = ""
    if texts:
        texts[0].text = value
        return
    paragraph = next(content.iter(qualified("p")), content)
    paragraph.append(run(value))
