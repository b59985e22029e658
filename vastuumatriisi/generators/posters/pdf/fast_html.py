"""The templates' HTML as the engine wants it.

The engine parses HTML in Python, and has dozens of rules for what HTML looks like, which it tries on every
element. HTML that is well-formed XML as well and has ordinary elements alone goes without both: expat reads it, and a
short sheet is enough. All other HTML takes the long way; the pages are the same.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree

import cssselect2  # type: ignore[import-untyped]
import weasyprint

WITHIN_LINES = frozenset(("b", "br", "em", "i", "img", "span", "strong"))
TEXT = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p"))
BOXES = frozenset(("article", "div", "footer", "header", "main", "section"))
SVG = "{http://www.w3.org/2000/svg}svg"
ANYTHING = WITHIN_LINES | TEXT | BOXES | {"a", "ul", SVG}
# What each element may have inside so that a parser of HTML moves nothing.
CONTENT: Mapping[str, frozenset[str]] = {
    "html": frozenset(("head", "body")),
    "head": frozenset(("meta", "title")),
    **dict.fromkeys(("a", "br", "img", "meta", "title"), frozenset()),
    **dict.fromkeys((*(WITHIN_LINES - {"br", "img"}), *TEXT), WITHIN_LINES | {"a", SVG}),
    **dict.fromkeys((*BOXES, "body", "li"), ANYTHING),
    "ul": frozenset(("li",)),
}
# Features that the short sheet leaves out: boxes in the margins of pages, notes, markers of other elements than <li>.
RARE = re.compile(r"@(?:top|right|bottom|left|footnote|note)-|footnote|\bnote|marker|list-item")
# HTML reads <div/> as <div>, and knows characters by numbers of its own; those here are the ones of quotation marks.
READ_OTHERWISE = re.compile(rf"<(?:{'|'.join(CONTENT.keys() - {'br', 'img', 'meta'})})\b[^<>]*/>|&#(?!3[49];)|<!ENTITY")


class Page(weasyprint.HTML):  # type: ignore[misc]
    """A document; ``usual`` tells that the style sheet that it is laid out with has no rare features."""

    def __init__(self, html: str, *, usual: bool, base_url: str, url_fetcher: Any) -> None:
        root = _ordinary(html) if usual else None
        self.is_ordinary = root is not None
        if root is None:
            super().__init__(string=html, base_url=base_url, url_fetcher=url_fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = base_url, url_fetcher, "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = root

    def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
        return [_ordinary_sheet()] if self.is_ordinary else list(super()._ua_stylesheets(forms))


def is_usual(style: str) -> bool:
    """Tell whether a style sheet has none of the features that call for the engine's whole sheet for HTML."""
    return not RARE.search(style)


@cache
def _ordinary_sheet() -> Any:
    file = resources.files("vastuumatriisi.generators.posters.pdf") / "ordinary.css"
    return weasyprint.CSS(string=file.read_text(encoding="utf-8"))


def _ordinary(html: str) -> ElementTree.Element | None:
    """Return the tree of a document, None where a parser of HTML might read it otherwise."""
    if READ_OTHERWISE.search(html):
        return None
    try:
        root = ElementTree.fromstring(html)  # noqa: S314 -- a template of ours, filled in with escaped text
    except ElementTree.ParseError:
        return None
    return root if root.tag == "html" and _holds_what_it_may(root) else None


def _holds_what_it_may(element: ElementTree.Element) -> bool:
    within = CONTENT[element.tag]
    return all(name.islower() for name in element.attrib) and all(
        child.tag in within and (child.tag == SVG or _holds_what_it_may(child)) for child in element
    )
