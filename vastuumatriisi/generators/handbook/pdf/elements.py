"""Structure elements of a tagged PDF (ISO 32000-1, 14.7): what they hold, and whose each piece of content is."""

from collections.abc import Iterator
from typing import Any

import pikepdf

Element = Any  # pikepdf has one type for all objects


def kids(element: Element) -> list[Any]:
    """Return what an element holds: elements, numbers of marked content, references to annotations."""
    held = element.get("/K", pikepdf.Array())
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def kind(element: Any) -> str:
    """Return the structure type of an element, "" for what is none."""
    return str(element.S)[1:] if isinstance(element, pikepdf.Dictionary) and "/S" in element else ""


def elements(root: Any) -> Iterator[tuple[Element, str]]:
    """Yield the elements below ``root`` with their types in reading order, each before those that it holds."""
    waiting = kids(root)[::-1]
    while waiting:
        found = waiting.pop()
        named = "" if isinstance(found, int) else kind(found)
        if named:
            yield found, named
            waiting.extend(kids(found)[::-1])


def content_of(element: Element) -> Iterator[tuple[Any, int]]:
    """Yield the page and the number of each piece of marked content that an element holds itself."""
    for kid in kids(element):
        if isinstance(kid, int):
            yield element.Pg, kid
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield kid.get("/Pg", element.get("/Pg")), int(kid.MCID)


def annotation_of(element: Element) -> Any:
    """Return the annotation of a link, None where it has none."""
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
            return kid.Obj
    return None
