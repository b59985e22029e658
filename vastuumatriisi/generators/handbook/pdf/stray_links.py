"""Links that LibreOffice has not tagged, as in lines from right to left: each gets the words that it lies over."""

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from .elements import Element, kids
from .links import Links

Point = tuple[float, float]
SLACK = 0.5  # pt; by which a word may begin before the rectangle that is drawn around it
NARROWEST = 1.0  # pt; LibreOffice misplaces some where the direction changes within a line


def tag_stray_links(pdf: pikepdf.Pdf) -> None:
    """Give each link an element in the tree and words; one that lies over none, or is a mere line, is taken away."""
    owners, links = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree), Links(pdf)
    number = max(owners, default=-1) + 1
    for page in pdf.pages:
        notes = list(page.get("/Annots", ()))
        stray = [note for note in notes if "/StructParent" not in note]
        places = dict(_places(page)) if stray else {}
        for note in stray:
            link = _embraced(pdf, links, _words(note, places, owners, page), page.obj)
            if link is None:
                notes.remove(note)
                continue
            link.K.append(pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note))
            note.StructParent, owners[number] = number, link
            number += 1
        if stray:
            page.Annots = pikepdf.Array(notes)


def _places(page: Any) -> Iterator[tuple[int, Point]]:
    """Yield where each piece of marked content of a page begins to be written."""
    number, at = -1, (0.0, 0.0)
    for instruction in pikepdf.parse_content_stream(page):
        name, said = str(instruction.operator), instruction.operands
        if name == "BDC" and isinstance(said[1], pikepdf.Dictionary) and "/MCID" in said[1]:
            number = int(said[1].MCID)
        elif name == "BT":
            at = (0.0, 0.0)
        elif name in ("Td", "TD"):
            at = (at[0] + float(said[0]), at[1] + float(said[1]))
        elif name == "Tm":
            at = (float(said[4]), float(said[5]))
        elif name in ("Tj", "TJ") and number >= 0:
            yield number, at
            number = -1


def _words(note: Any, places: Mapping[int, Point], owners: Any, page: Any) -> tuple[Element, list[int]] | None:
    """Return the element that holds the words below a link, and their numbers; None where there are none."""
    left, bottom, right, top = map(float, note.Rect)
    if right - left < NARROWEST:
        return None
    covered = [n for n, (x, y) in places.items() if left - SLACK <= x < right and bottom <= y < top]
    of_page = owners[int(page.StructParents)]
    owner = next((of_page[number] for number in covered if of_page[number] is not None), None)
    if owner is None:
        return None
    return owner, [number for number in covered if of_page[number].objgen == owner.objgen]


def _embraced(pdf: pikepdf.Pdf, links: Links, words: tuple[Element, list[int]] | None, page: Any) -> Element | None:
    """Put a link into an element around these words, and around what stands between them; return it."""
    if words is None:
        return None
    owner, numbers = words
    pieces = kids(owner)
    held = [place for place, piece in enumerate(pieces) if isinstance(piece, int) and piece in numbers]
    if not held:
        return None
    link = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Link, P=owner, Pg=page, K=pikepdf.Array())
    )
    around = slice(held[0], held[-1] + 1)
    link.K = pikepdf.Array(kid for piece in pieces[around] for kid in links.moved(piece, owner, link))
    pieces[around] = [link]
    owner.K = pikepdf.Array(pieces)
    return link
