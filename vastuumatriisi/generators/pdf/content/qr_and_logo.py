"""What is drawn on a poster: the QR code that leads to the current edition, and the organisation's logo."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.text.addresses import qr_code

REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: the address it holds, what is read out in its place, and the text of the link below it.

    ``label`` is "" where that link stands beside the code instead.
    """

    address: str
    alternative: str
    label: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The name of the template that holds the logo, and its width as a multiple of its height."""

    name: str
    ratio: float


@lru_cache(maxsize=256)
def drawn(text: str, title: str) -> str:
    """Return the QR code of a text as an SVG element with a title, all modules one path, with its quiet zone."""
    return str(qr_code(text).svg_inline(title=title, omitsize=True, dark="#000", light="#fff"))


def modules(code: QrCode) -> int:
    """Return how many modules a side of the QR code has with its quiet zone."""
    return int(qr_code(code.address).symbol_size()[0])


def logo(design: Design) -> Logo | None:
    """Return the logo among the templates, ``logo.svg`` before ``logo.png``. Raises UserError if it is no picture."""
    for name, ratio in (("logo.svg", _ratio_of_svg), ("logo.png", _ratio_of_png)):
        if name in design.templates:
            try:
                return Logo(name, round(ratio(design.templates[name]), 4))
            except ValueError as error:
                raise UserError(_in_file(f"{design.name}/{name}", error)) from None
    return None


def _in_file(path: str, error: ValueError) -> Message:
    from vastuumatriisi.design.pictures import fault_of

    return message("design.in_file", path=path, fault=fault_of(error))


@lru_cache(maxsize=4)
def _ratio_of_svg(content: bytes) -> float:
    from lxml import etree

    from vastuumatriisi.design import drawings

    root = drawings.read(content)
    orders = [node for node in root.itersiblings(preceding=True) if isinstance(node, etree._ProcessingInstruction)]
    if root.getroottree().docinfo.internalDTD is not None or orders:
        raise ValueError(message("pictures.document_type"))
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name in ("script", "foreignObject", "text", "image"):
            raise ValueError(message("pictures.has_element", line=element.sourceline, element=name))
        attributes = {str(key): str(value) for key, value in element.attrib.items()}
        if _refers_outside(attributes, element.text or ""):
            raise ValueError(message("pictures.logo_refers_outside", line=element.sourceline))
    return drawings.proportions(root)


def _refers_outside(attributes: Mapping[str, str], text: str) -> bool:
    """Tell whether a link, an attribute or a style sheet of an element asks for something from elsewhere."""
    if any(not attributes.get(key, "#").startswith("#") for key in REFERENCES):
        return True
    written = " ".join((*attributes.values(), text))
    return re.search(r"""@import|url\(\s*["']?\s*[^#"'\s]""", written, re.IGNORECASE) is not None


def _ratio_of_png(content: bytes) -> float:
    from vastuumatriisi.design import pictures

    return pictures.proportions(content, "PNG")
