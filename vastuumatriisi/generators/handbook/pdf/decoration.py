"""What decorates pages and is not read aloud: LibreOffice tags what floats in a header as if it were text.

A picture on the cover page of a letterhead is decoration too: what it says stands beside it in words.
"""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .elements import Element, content_of, elements, kids, kind

Dropped = dict[Any, set[int]]  # by its page, the marked content that nobody reads
# What the text of the handbook is made of; its charts stand inside of paragraphs.
GROUPS = ("Document", "Sect")
TEXT = re.compile(r"P|H[1-6]?|L|Table|TOC")


class Decoration:
    """What was taken out of the tree, as the marked ``content`` of pages."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.content: Dropped = {}
        self._owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)

    def take_out(self, element: Element) -> None:
        """Take an element out of the tree."""
        above = element.P
        above.K = pikepdf.Array(kid for kid in kids(above) if isinstance(kid, int) or kid.objgen != element.objgen)
        for page, number in _content(element):
            self.content.setdefault(page.objgen, set()).add(number)
            self._owners[int(page.StructParents)][number] = None


def floating(pdf: pikepdf.Pdf) -> list[Element]:
    """Return what stands in the tree beside the text of the handbook."""
    root: Any = pdf.Root.StructTreeRoot
    roles = root.get("/RoleMap", {})
    return [kid for group in _groups(root) for kid in kids(group) if not _is_text(kid, roles)]


def is_picture(element: Element, found: str) -> bool:
    """Return whether an element of the type ``found`` is a picture, not a paragraph of a style that is so called."""
    return found == "Figure" and "/BBox" in element.get("/A", {})


def _groups(above: Any) -> Iterator[Element]:
    yield above
    for kid in kids(above):
        if kind(kid) in GROUPS:
            yield from _groups(kid)


def _is_text(kid: Any, roles: Any) -> bool:
    found = kind(kid)
    if not found or found in GROUPS:
        return True
    return not is_picture(kid, found) and TEXT.fullmatch(str(roles.get(str(kid.S), kid.S))[1:]) is not None


def _content(element: Element) -> Iterator[tuple[Any, int]]:
    yield from content_of(element)
    for below, _ in elements(element):
        yield from content_of(below)
