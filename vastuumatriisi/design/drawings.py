"""SVG drawings among the templates: whether one can be drawn, in little time and little memory."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from vastuumatriisi.locales.library_words import in_words
from vastuumatriisi.locales.message import message

SVG = "{http://www.w3.org/2000/svg}"
HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
URL = re.compile(r"""url\(\s*["']?#([^"')]+)""", re.IGNORECASE)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)

MOST_BYTES = 4_000_000  # of the file
MOST_DRAWN = 12_000  # elements, counted as often as they are drawn; the engine takes some seconds for so many
OUTLINE = 50  # characters of a path that count as one element more
MOST_DEEP = 200  # elements inside of one another, by references or otherwise
MOST_LOOKED_UP = 4_000_000  # elements; the engine looks through all of them for each that is referred to
MOST_RATIO = 200.0  # of width and height

Root = etree._Element


def is_drawing(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or content[:2] in (b"\xff\xfe", b"\xfe\xff")


@lru_cache(maxsize=64)
def read(content: bytes) -> Root:
    """Return the root of an SVG drawing. Raises ValueError if it is none or takes too much to draw."""
    if len(content) > MOST_BYTES:
        raise ValueError(message("pictures.megabytes", size=round(len(content) / 1e6)))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(message("pictures.broken_svg", reason=in_words(error))) from None
    if root.tag != f"{SVG}svg":
        raise ValueError(message("pictures.no_svg"))
    document_type = root.getroottree().docinfo.internalDTD
    if document_type is not None and [*document_type.entities(), *document_type.elements()]:
        raise ValueError(message("pictures.entities"))
    elements = list(root.iter(etree.Element))
    if len(elements) > MOST_DRAWN:
        raise ValueError(message("pictures.elements", number=len(elements)))
    _check_sizes(root)
    _check_links(elements)
    _Weights(elements).check()
    return root


def proportions(root: Root) -> float:
    """Return the width of a drawing as a multiple of its height. Raises ValueError if it does not say so."""
    try:
        _, _, width, height = map(float, root.get("viewBox", "").replace(",", " ").split())
    except ValueError:
        raise ValueError(message("pictures.no_view_box")) from None
    return width / height


def _check_sizes(root: Root) -> None:
    """Raise ValueError where the drawing says that it has no extent, or one that nothing can be drawn in."""
    written = root.get("viewBox", "").replace(",", " ").split()
    try:
        numbers = [float(number) for number in written]
    except ValueError:
        raise ValueError(message("pictures.view_box")) from None
    if written and (len(numbers) != 4 or not all(abs(number) < 1e7 for number in numbers)):
        raise ValueError(message("pictures.view_box_size"))
    if written and (min(numbers[2:]) <= 0 or not 1 / MOST_RATIO <= numbers[2] / numbers[3] <= MOST_RATIO):
        raise ValueError(message("pictures.view_box_empty"))
    for side in ("width", "height"):
        number = re.match(r"\s*([-+]?[\d.]+(?:e[-+]?\d+)?)", root.get(side, "1"), re.IGNORECASE)
        if number and not 0 < _number(number[1]) < 1e7:
            raise ValueError(message(f"pictures.side.{side}", written=root.get(side, "")))


def _check_links(elements: list[Root]) -> None:
    """Raise ValueError where something is to be drawn that is not in the drawing."""
    for element in elements:
        links = [value for key in HREFS if (value := element.get(key)) and _name(element) != "a"]
        imported = _name(element) == "style" and "@import" in (element.text or "").lower()
        if imported or any(OUTSIDE.match(link.strip()) for link in links):
            raise ValueError(message("pictures.refers_outside", line=element.sourceline))


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return math.nan


class _Weights:
    """How many elements are drawn for each one, those counted that it refers to."""

    def __init__(self, elements: list[Root]) -> None:
        self.elements = elements
        self.named: dict[str, Root] = {}
        for element in self.elements:
            self.named.setdefault(element.get("id", ""), element)
        self.rules = _rules(self.elements)
        self.known: dict[Root, tuple[int, int]] = {}  # what is drawn for it, and how deep references go

    def check(self) -> None:
        referred = {target for element in self.elements for target, _ in self.references(element)}
        if len(self.elements) * len(referred) > MOST_LOOKED_UP:
            raise ValueError(message("pictures.references", number=len(self.elements), referred=len(referred)))
        self._weigh(self.elements[0])

    def references(self, element: Root) -> Iterator[tuple[Root, int]]:
        """Yield what an element refers to, with how often it is drawn for it at most."""
        attributes: Mapping[str, str] = {str(key): str(value) for key, value in element.attrib.items()}
        written = [*attributes.items(), *self._styles(element, attributes)]
        for key, value in written:
            names = URL.findall(value)
            if key in HREFS and value.startswith("#") and _name(element) != "a":
                names.append(value[1:])
            often = _corners(attributes) if names and "marker" in f"{key} {value}" else 1
            yield from ((self.named[name], often) for name in names if name in self.named)

    def _styles(self, element: Root, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        classes = attributes.get("class", "").split()
        own = (_name(element), f"#{attributes.get('id', '')}", *(f".{name}" for name in classes), "*")
        return (("style", value) for selector in own for value in self.rules.get(selector, ()))

    def _weigh(self, root: Root) -> None:
        # A stack of its own: drawings nest deeper than Python does.
        stack: list[tuple[Root, Iterator[Any]]] = [(root, iter(self._parts(root)))]
        begun = {root}
        while stack:
            element, parts = stack[-1]
            for part, _ in parts:
                if part in begun and part not in self.known:
                    raise ValueError(message("pictures.refers_to_itself", line=part.sourceline))
                if part not in begun:
                    begun.add(part)
                    stack.append((part, iter(self._parts(part))))
                    break
            else:
                self._add(element)
                stack.pop()

    def _parts(self, element: Root) -> list[tuple[Root, int]]:
        return [*((child, 1) for child in element.iterchildren(etree.Element)), *self.references(element)]

    def _add(self, element: Root) -> None:
        parts = self._parts(element)
        own = 1 + len(element.get("d", "") + element.get("points", "")) // OUTLINE
        drawn = own + sum(self.known[part][0] * often for part, often in parts)
        deep = max((self.known[part][1] for part, _ in parts), default=0) + 1
        if drawn > MOST_DRAWN or deep > MOST_DEEP:
            key = "pictures.draws_too_much" if drawn > MOST_DRAWN else "pictures.too_deep"
            raise ValueError(message(key, line=element.sourceline))
        self.known[element] = drawn, deep


def _name(element: Root) -> str:
    return etree.QName(element).localname


def _corners(attributes: Mapping[str, str]) -> int:
    """Return how many points a line may have, each with a marker."""
    return len(NUMBER.findall(attributes.get("d", "") + attributes.get("points", ""))) + 4


def _rules(elements: list[Root]) -> Mapping[str, list[str]]:
    """Return what style sheets say that refers to something, by a class, an id or a name, "*" for other selectors."""
    rules: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        for selectors, declarations in RULE.findall(element.text or "") if _name(element) == "style" else ():
            for selector in selectors.split(",") if URL.search(declarations) else ():
                simple = re.fullmatch(r"\s*([.#]?[\w-]+)\s*", selector)
                rules[simple[1] if simple else "*"].append(declarations)
    return rules
