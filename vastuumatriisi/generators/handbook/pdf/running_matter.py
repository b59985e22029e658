"""Pictures and boxes that float in headers and footers: LibreOffice tags them on each page, as if they were text."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from .elements import Element, content_of, elements, kids, kind

Dropped = dict[Any, set[int]]  # by its page, the marked content that nobody reads
# What the text of the handbook is made of; its charts stand inside of paragraphs.
GROUPS = ("Document", "Sect")
TEXT = re.compile(r"P|H[1-6]?|L|Table|TOC")


def take_out(pdf: pikepdf.Pdf) -> Dropped:
    """Take out of the tree what is no text of the handbook; return its marked content."""
    root: Any = pdf.Root.StructTreeRoot
    owners, roles = pikepdf.NumberTree(root.ParentTree), root.get("/RoleMap", {})
    dropped: Dropped = {}
    for group in list(_groups(root)):
        held = kids(group)
        stay = [kid for kid in held if _is_text(kid, roles)]
        floating = [kid for kid in held if not _is_text(kid, roles)]
        if floating:
            group.K = pikepdf.Array(stay)
        for element in floating:
            for page, number in _content(element):
                dropped.setdefault(page.objgen, set()).add(number)
                owners[int(page.StructParents)][number] = None
    return dropped


def _groups(above: Any) -> Iterator[Element]:
    yield above
    for kid in kids(above):
        if kind(kid) in GROUPS:
            yield from _groups(kid)


def _is_text(kid: Any, roles: Any) -> bool:
    if not kind(kid) or kind(kid) in GROUPS:
        return True
    is_picture = kind(kid) == "Figure" and "/BBox" in kid.get("/A", {})
    return not is_picture and TEXT.fullmatch(str(roles.get(str(kid.S), kid.S))[1:]) is not None


def _content(element: Element) -> Iterator[tuple[Any, int]]:
    yield from content_of(element)
    for below, _ in elements(element):
        yield from content_of(below)
