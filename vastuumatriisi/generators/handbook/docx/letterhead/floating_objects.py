"""Where pictures and texts float on the page that stand in a header or a footer.

They move no text out of their way, so that of the handbook has to begin below them. Lengths are twips, twentieths of a
point, counted from the upper left corner of the page.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ..markup import WORD, Element, local_name, qualified
from .measures import twips
from .page import Page

EMU = 635  # English metric units in a twip
LINE = 240  # a line of text, at least, with what stands between it and the next
INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
UNITS = {"": 20, "pt": 20, "in": 1440, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "px": 15}
HANGING = 40  # so near to each other two things touch


class Box(NamedTuple):
    """What a floating object covers of the page."""

    left: int
    top: int
    right: int
    bottom: int


def flow_height(story: Element) -> int:
    """Return how high the text and the pictures in the lines of a header or footer are, at least."""
    return sum(map(_height, story))


def floating_objects(story: Element, page: Page, start: int) -> Iterator[Box]:
    """Yield what floats over the text of a page; ``start`` is where the text of the header or footer begins.

    What stands beside the text, in the margins alone, covers none of it.
    """
    place = start
    for block in story:
        for box in _of_block(block, page, place):
            if (
                box.right > page.left + HANGING
                and box.left < page.width - page.right - HANGING
                and box.bottom > box.top
            ):
                yield box
        place += _height(block)


def _of_block(block: Element, page: Page, place: int) -> Iterator[Box]:
    for element in _shown(block):
        name = etree.QName(element).localname
        if name == "anchor" and etree.QName(element).namespace == INLINE:
            yield _anchored(element, page, place)
        elif "style" in element.attrib and "absolute" in str(element.get("style")):
            yield from _old_drawing(element, page, place)
        elif name in ("framePr", "tblpPr"):
            yield _framed(element, block, page, place)


def _shown(block: Element) -> Iterator[Element]:
    """Yield the elements of a block without the second form of what stands there in two, nor what is in text boxes."""
    for element in block.iter():
        if isinstance(element.tag, str) and not any(
            etree.QName(around).localname in ("Fallback", "txbxContent") for around in element.iterancestors()
        ):
            yield element


def _anchored(anchor: Element, page: Page, place: int) -> Box:
    extent = anchor.find(f"{{{INLINE}}}extent")
    width, height = _emu(extent, "cx"), _emu(extent, "cy")
    if anchor.get("simplePos") in ("1", "true"):
        point = anchor.find(f"{{{INLINE}}}simplePos")
        left, top = _emu(point, "x"), _emu(point, "y")
        return Box(left, top, left + width, top + height)
    across, down = (anchor.find(f"{{{INLINE}}}position{axis}") for axis in "HV")
    left = _position(across, width, _across(page))
    top = _position(down, height, _down(page, place))
    return Box(left, top, left + width, top + height)


def _emu(element: Element | None, name: str) -> int:
    """Return a length that DrawingML gives, in twips; 0 for what is no length."""
    written = "" if element is None else str(element.get(name, ""))
    return int(written) // EMU if re.fullmatch(r"-?\d{1,12}", written) else 0


def _across(page: Page) -> dict[str, tuple[int, int]]:
    """Return from where to where the places go that a position across the page can be counted from."""
    text = (page.left, page.width - page.right)
    sides = {"page": (0, page.width), "leftMargin": (0, page.left), "rightMargin": (text[1], page.width)}
    return sides | {"insideMargin": (0, page.left), "outsideMargin": (text[1], page.width), "": text}


def _down(page: Page, place: int) -> dict[str, tuple[int, int]]:
    text = (page.top, page.height - page.bottom)
    lines = dict.fromkeys(("paragraph", "line"), (place, place + LINE))
    edges = {"page": (0, page.height), "topMargin": (0, page.top), "bottomMargin": (text[1], page.height)}
    return edges | lines | {"insideMargin": (0, page.top), "outsideMargin": (text[1], page.height), "": text}


def _position(position: Element | None, size: int, places: dict[str, tuple[int, int]]) -> int:
    if position is None:
        return places[""][0]
    begin, end = places.get(str(position.get("relativeFrom")), places[""])
    told = {etree.QName(e).localname: (e.text or "").strip() for e in position.iter() if isinstance(e.tag, str)}
    if re.fullmatch(r"-?\d{1,12}", told.get("posOffset", "")):
        return begin + int(told["posOffset"]) // EMU
    share = next((text for name, text in told.items() if name.startswith("pctPos")), "")
    if re.fullmatch(r"-?\d{1,9}", share):
        return begin + (end - begin) * int(share) // 100_000
    return _aligned(told.get("align", ""), size, begin, end)


def _aligned(word: str, size: int, begin: int, end: int) -> int:
    if word == "center":
        return begin + (end - begin - size) // 2
    return end - size if word in ("right", "bottom", "outside") else begin


def _old_drawing(shape: Element, page: Page, place: int) -> Iterator[Box]:
    """Yield the box of a drawing in VML, which Word wrote up to 2007; a watermark is no obstacle to any text."""
    style = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", str(shape.get("style"))))
    around = shape.getparent()
    if "WaterMark" in str(shape.get("id", "")) or (around is not None and local_name(around) == "group"):
        return
    width, height = (_css(style.get(name)) for name in ("width", "height"))
    left, top = (_css(style.get(f"margin-{side}", style.get(side))) for side in ("left", "top"))
    across = {"page": "page", "margin": ""}.get(style.get("mso-position-horizontal-relative", "").strip(), "")
    relative = style.get("mso-position-vertical-relative", "text").strip()
    down = {"page": "page", "margin": "", "text": "paragraph", "line": "paragraph"}.get(relative, relative)
    begin, end = _across(page)[across]
    aligned = style.get("mso-position-horizontal", "").strip()
    left = _aligned(aligned, width, begin, end) if aligned in ("left", "center", "right") else begin + left
    begin, end = _down(page, place).get(down, (page.top, page.height - page.bottom))
    aligned = style.get("mso-position-vertical", "").strip()
    top = _aligned(aligned, height, begin, end) if aligned in ("top", "center", "bottom") else begin + top
    yield Box(left, top, left + width, top + height)


def _css(length: str | None) -> int:
    match = re.fullmatch(r"\s*(-?\d{0,6}(?:\.\d*)?)(pt|in|mm|cm|px)?\s*", length or "")
    return round(float(match[1]) * UNITS[match[2] or ""]) if match and re.search(r"\d", match[1]) else 0


def _framed(properties: Element, block: Element, page: Page, place: int) -> Box:
    """Return the box of a paragraph in a frame, or of a table that floats."""
    table = etree.QName(properties).localname == "tblpPr"
    names = ("tblpX", "tblpY", "vertAnchor", "horzAnchor") if table else ("x", "y", "vAnchor", "hAnchor")
    left, top = (twips(properties.get(qualified(name))) or 0 for name in names[:2])
    down = {"page": 0, "margin": page.top}.get(str(properties.get(f"{{{WORD}}}{names[2]}", "text")), place)
    across = 0 if properties.get(f"{{{WORD}}}{names[3]}") == "page" else page.left
    height = max(twips(properties.get(qualified("h"))) or 0, _lines(block))
    width = twips(properties.get(qualified("w"))) or page.width - page.left - page.right
    return Box(across + left, down + top, across + left + width, down + top + height)


def _height(block: Element) -> int:
    """Return how high a block is in the flow of the text, at least: 0 for one that floats."""
    floats = next(block.iter(qualified("framePr"), qualified("tblpPr")), None) is not None
    return 0 if floats or not isinstance(block.tag, str) else _lines(block)


def _lines(block: Element) -> int:
    rows = list(block.iter(qualified("tr")))
    pictures = (e.find(f"{{{INLINE}}}extent") for e in block.iter(f"{{{INLINE}}}inline"))
    highest = max((_emu(extent, "cy") for extent in pictures), default=0)
    if rows:
        heights = (twips(h.get(qualified("val"))) or 0 for h in block.iter(qualified("trHeight")))
        return max(len(rows) * LINE, sum(heights), highest)
    return max(LINE, highest) if block.tag in (qualified("p"), qualified("sdt")) else 0
