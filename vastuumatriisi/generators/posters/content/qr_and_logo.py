"""What is drawn on a poster: the QR code that leads to the current edition, and the organisation's logo."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.text.addresses import qr_code

SVG = "{http://www.w3.org/2000/svg}"
REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")
MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: the address it holds, what is read out in its place, and the text of the link below it."""

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
                raise UserError(f"{design.name}/{name}: {error}") from None
    return None


def _ratio_of_svg(content: bytes) -> float:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"it is not an SVG picture ({error}); save it as plain SVG.") from None
    if root.tag != f"{SVG}svg":
        raise ValueError("it is not an SVG picture; save it as plain SVG.")
    orders = [node for node in root.itersiblings(preceding=True) if isinstance(node, etree._ProcessingInstruction)]
    if root.getroottree().docinfo.internalDTD is not None or orders:
        raise ValueError("it begins with a document type or a style sheet of its own; save it as plain SVG.")
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in ("script", "foreignObject", "text", "image"):
            raise ValueError(
                f"line {element.sourceline} has <{etree.QName(element).localname}>; save the logo as paths alone."
            )
        if _refers_outside(element):
            raise ValueError(f"line {element.sourceline} refers to another file; save the logo as paths alone.")
    try:
        _, _, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        raise ValueError("it has no viewBox; save it with one, so that its proportions are known.") from None
    if width <= 0 or height <= 0:
        raise ValueError("its viewBox is empty; save it with the size of the drawing.")
    return width / height


def _refers_outside(element: etree._Element) -> bool:
    """Tell whether a link, an attribute or a style sheet of the element asks for something from elsewhere."""
    if any(not element.get(key, "#").startswith("#") for key in REFERENCES):
        return True
    written = " ".join(str(value) for value in (*element.attrib.values(), element.text or ""))
    return re.search(r"""@import|url\(\s*["']?\s*[^#"'\s]""", written, re.IGNORECASE) is not None


def _ratio_of_png(content: bytes) -> float:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise ValueError(f"it has {width} × {height} pixels; 1200 in width are enough.")
            picture.verify()  # not load(): the layout engine makes that take broken files
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError(f"it is not a PNG picture ({error}); save it as PNG.") from None
    return width / height
