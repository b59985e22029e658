"""Documents of one kind in one file: each is laid out in its own time, and all are drawn together."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from vastuumatriisi.design.fonts import Fonts

from . import engine

Bounds = Callable[[list[float]], AbstractContextManager[None]]  # given how many seconds were spent before


class Attempt(Protocol):
    """A document that is laid out without the characters that are missing in all fonts."""

    fonts: Fonts

    def raise_on_warnings(self) -> None: ...


class Part(NamedTuple):
    """A document of the file: how laying it out is begun, and what bounds that."""

    begin: Callable[[frozenset[str], engine.EngineWarnings], Any]
    bounds: Bounds


def render(
    parts: Sequence[Part], lay_out: Callable[[Any], Any], title: str, drawing: Bounds, bleed: float = 0.0
) -> tuple[bytes, int, bool]:
    """Return one PDF of that title with a bookmark for each part, and the number of its pages; ``bleed`` in points.

    The third value tells whether it would be the same with other fonts on this machine. ``lay_out`` is given what each
    part has begun; ``drawing`` bounds what is drawn of all, which is done at once.
    """
    spent, missing = [list[float]() for _ in (*parts, "drawing")], frozenset[str]()
    while True:
        with engine.collected_warnings() as warnings:
            attempts: list[Attempt] = [part.begin(missing, warnings) for part in parts]
            laid_out = []
            for part, attempt, before in zip(parts, attempts, spent, strict=False):
                with part.bounds(before):
                    laid_out.append(lay_out(attempt))
            with drawing(spent[-1]):
                document = engine.merged(laid_out, title)
                data = engine.pdf_bytes(document, bleed)
            attempts[0].raise_on_warnings()
        if not warnings.missing - missing:
            break
        missing |= warnings.missing
    lasting = not missing and not any(attempt.fonts.system for attempt in attempts)
    return data, len(document.pages), lasting
