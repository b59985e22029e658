"""Links that are read in one piece: LibreOffice tags each stretch of a link apart, and the hyphen of a code not at all.

All stretches of a link name the same annotation; they and what stands between them become one element.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

from .elements import Element, annotation_of, kids, kind


class Links:
    """The links of a document, and which element each piece of content belongs to (ISO 32000-1, 14.7.4.4)."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        self._joined: set[Any] = set()

    def join_beside(self, link: Element) -> None:
        """Make one element of the stretches of each link that stands in the same element as this one."""
        parent = link.P
        if parent.objgen not in self._joined:
            self._joined.add(parent.objgen)
            self._join_in(parent)

    def _join_in(self, parent: Element) -> None:
        pieces = kids(parent)
        spans = [(first, last) for first, last in _spans(pieces) if last > first]
        for first, last in reversed(spans):
            link, *others = pieces[first : last + 1]
            link.K = pikepdf.Array([*kids(link), *(kid for one in others for kid in self.moved(one, parent, link))])
            pieces[first : last + 1] = [link]
        if spans:
            parent.K = pikepdf.Array(pieces)

    def moved(self, piece: Any, parent: Element, link: Element) -> Iterator[Any]:
        """Yield what a link takes in of a piece that stood in ``parent``."""
        if isinstance(piece, int):
            yield self._content(piece, parent.Pg, link)
        elif kind(piece) == "Link":
            for kid in kids(piece):
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    self._owners[int(kid.Obj.StructParent)] = link
                else:
                    yield from self.moved(kid, piece, link)
        elif "/MCID" in piece:
            yield self._content(int(piece.MCID), piece.get("/Pg", parent.Pg), link)
        else:
            piece.P = link
            yield piece

    def _content(self, number: int, page: Any, link: Element) -> Any:
        """Give marked content to a link; return how the link names it."""
        self._owners[int(page.StructParents)][number] = link
        if page.objgen == link.Pg.objgen:
            return number
        return pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=number)


def _spans(pieces: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the places of the first and the last stretch of each link."""
    places: dict[Any, list[int]] = {}
    for place, piece in enumerate(pieces):
        if kind(piece) == "Link":
            note = annotation_of(piece)
            places.setdefault(place if note is None else note.objgen, []).append(place)
    for found in places.values():
        yield found[0], found[-1]
