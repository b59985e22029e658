"""Pieces of text that take the place of others."""

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """``text`` in the place of what stands from ``start`` up to ``end``."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice], start: int = 0, end: int | None = None) -> str:
    """Return a part of the text with the splices done. What is put in stands before what is taken out behind it."""
    parts: list[str] = []
    at = start
    for splice in sorted(splices, key=lambda one: (one.start, one.end)):
        parts.extend((text[at : splice.start], splice.text))
        at = max(at, splice.end)
    return "".join((*parts, text[at:end]))
