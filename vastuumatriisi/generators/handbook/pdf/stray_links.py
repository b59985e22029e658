"""Links that LibreOffice has not tagged, as in lines from right to left: each gets the words that it lies over.

The head of a table that goes on on another page is repeated there. LibreOffice tags it where it comes first, and places
the links of it where it comes last: they are moved to the words that are read.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from .elements import Element, annotation_of, content_of, elements, kids, kind
from .links import Links

Point = tuple[float, float]
Place = tuple[int, Point]  # the number of marked content, and where it begins
SLACK = 0.5  # pt; by which a word may begin before the rectangle that is drawn around it
NARROWEST = 1.0  # pt; LibreOffice misplaces some where the direction changes within a line
# Stand for the number of content that is an artifact, and of what needs none.
UNREAD, NONE = -1, -2
NOWHERE = (-1.0, -1.0)


def tag_stray_links(pdf: pikepdf.Pdf) -> None:
    """Give each link an element in the tree and words; one that lies over none, or is a mere line, is taken away."""
    if any("/StructParent" not in note for page in pdf.pages for note in page.get("/Annots", ())):
        _StrayLinks(pdf).tag()


class _StrayLinks:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        root = pdf.Root.StructTreeRoot
        self._pdf = pdf
        self._owners, self._links = pikepdf.NumberTree(root.ParentTree), Links(pdf)
        self._next = max(self._owners, default=-1) + 1
        self._order = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self._read: dict[Any, list[Place]] = {}
        self._dead = [link for link, found in elements(root) if found == "Link" and annotation_of(link) is None]

    def tag(self) -> None:
        for page in self._pdf.pages:
            notes = list(page.get("/Annots", ()))
            stray = [note for note in notes if "/StructParent" not in note]
            if stray:
                tagged = [note for note in notes if "/StructParent" in note]
                page.Annots = pikepdf.Array(tagged)
                # A field with a number of a page is a link by itself, also where it stands in one.
                for note in (one for one in stray if not any(_takes_in(other, one) for other in tagged)):
                    self._tag(note, page.obj)
        for link in (link for link in self._dead if annotation_of(link) is None):
            link.S = pikepdf.Name.Span

    def _tag(self, note: Any, page: Any) -> None:
        link = self._around_words(note, page) or self._in_first_head(note, page)
        if link is not None:
            link.K = pikepdf.Array([*kids(link), pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note)])
            note.StructParent, self._owners[self._next] = self._next, link
            self._next += 1
            link.Pg.Annots = pikepdf.Array([*link.Pg.get("/Annots", ()), note])

    def _places(self, page: Any) -> list[Place]:
        if page.objgen not in self._read:
            self._read[page.objgen] = list(places(page))
        return self._read[page.objgen]

    def _around_words(self, note: Any, page: Any) -> Element | None:
        """Put a link around the words below it, and around what stands between them; return it, None without words."""
        if float(note.Rect[2]) - float(note.Rect[0]) < NARROWEST:
            return None
        covered = [number for number, at in self._places(page) if number != UNREAD and _lies_over(note, at)]
        of_page = self._owners[int(page.StructParents)]
        owner = next((of_page[number] for number in covered if of_page[number] is not None), None)
        if owner is not None and kind(owner) == "Link":
            other = annotation_of(owner)
            return owner if other is None or _target(other) == _target(note) else None
        pieces = kids(owner) if owner is not None else []
        held = [place for place, piece in enumerate(pieces) if isinstance(piece, int) and piece in covered]
        return self._embraced(owner, pieces, slice(held[0], held[-1] + 1), page) if held else None

    def _embraced(self, owner: Element, pieces: list[Any], around: slice, page: Any) -> Element:
        link = self._pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Link, P=owner, Pg=page, K=pikepdf.Array())
        )
        link.K = pikepdf.Array(kid for piece in pieces[around] for kid in self._links.moved(piece, owner, link))
        pieces[around] = [link]
        owner.K = pikepdf.Array(pieces)
        return link

    def _in_first_head(self, note: Any, page: Any) -> Element | None:
        """Move a link in a repeated head to the words of the first one; return their element, None for another."""
        heights = [at[1] for number, at in self._places(page) if number == UNREAD and _lies_over(note, at)]
        for link in [link for link in self._dead[::-1] if annotation_of(link) is None] if heights else ():
            words = next((number for _, number in content_of(link)), NONE)
            x, y = dict(self._places(link.Pg)).get(words, NOWHERE)
            if self._order[link.Pg.objgen] < self._order[page.objgen] and abs(x - float(note.Rect[0])) <= SLACK:
                left, bottom, right, top = map(float, note.Rect)
                note.Rect = pikepdf.Array((left, bottom + y - heights[0], right, top + y - heights[0]))
                return link
        return None


def places(page: Any) -> Iterator[Place]:
    """Yield where each piece of marked content of a page begins to be written."""
    number, at = NONE, (0.0, 0.0)
    for instruction in pikepdf.parse_content_stream(page):
        name, said = str(instruction.operator), instruction.operands
        if name == "BDC" and isinstance(said[1], pikepdf.Dictionary) and "/MCID" in said[1]:
            number = int(said[1].MCID)
        elif name == "BMC" and said[0] == "/Artifact":
            number = UNREAD
        elif name == "BT":
            at = (0.0, 0.0)
        elif name in ("Td", "TD"):
            at = (at[0] + float(said[0]), at[1] + float(said[1]))
        elif name == "Tm":
            at = (float(said[4]), float(said[5]))
        elif name in ("Tj", "TJ") and number != NONE:
            yield number, at
            number = NONE


def _lies_over(note: Any, at: Point) -> bool:
    left, bottom, right, top = map(float, note.Rect)
    return left - SLACK <= at[0] < right and bottom <= at[1] < top


def _target(note: Any) -> list[str]:
    """Return where a link leads to: a page, or an address."""
    target = note.get("/Dest", note.get("/A"))
    return [str(target[0].objgen), *map(str, target[1:])] if isinstance(target, pikepdf.Array) else [str(target)]


def _takes_in(other: Any, note: Any) -> bool:
    inner, outer = list(map(float, note.Rect)), list(map(float, other.Rect))
    starts = all(a >= b - SLACK for a, b in zip(inner[:2], outer[:2], strict=True))
    return starts and all(a <= b + SLACK for a, b in zip(inner[2:], outer[2:], strict=True))
