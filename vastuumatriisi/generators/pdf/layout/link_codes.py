"""The QR codes of a duty's links, at the end of its lines: how large they are, and how they stand in rows.

Lengths are in A3 points.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.qr_and_logo import QrCode
from .line_breaking import MeasuredText
from .paper import LEADING, Measure

TITLE = 10.5  # its size
WIDTH = 1.3  # of a code with its title, as a multiple of its side
GAP = 12.0  # beside each
TITLE_GAP, BELOW = 2.0, 8.0  # above a title, and between two rows
MOST = 0.4  # of a column is the most that they may take


@dataclass(frozen=True, slots=True)
class LinkBox:
    """How the codes of one duty are set: the ``side`` of each, its width with its title and its height, and the size of
    all with the space beside them.
    """

    side: float = 0.0
    each: float = 0.0
    row: float = 0.0
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class LinkCodes:
    """The codes of one duty, measured; ``side`` is what the theme asks for."""

    titles: tuple[MeasuredText, ...]
    side: float

    def box(self, room: float) -> LinkBox:
        """Return how they are set beside a text where both have ``room`` points of width."""
        if not self.titles:
            return NO_BOX
        each = min(WIDTH * self.side, MOST * room - GAP)
        side = min(self.side, each)
        in_row = max(1, min(len(self.titles), int(MOST * room / (each + GAP))))
        row = side + TITLE_GAP + max(title.lines(each / TITLE) for title in self.titles) * TITLE * LEADING
        rows = -(-len(self.titles) // in_row)
        lengths = (side, each, row, in_row * (each + GAP) + 0.1, rows * (row + BELOW) - BELOW)
        return LinkBox(*(round(length, 2) for length in lengths))


NO_BOX = LinkBox()
NO_LINKS = LinkCodes((), 0.0)


def link_codes(links: Sequence[QrCode], measure: Measure, side: float) -> LinkCodes:
    return LinkCodes(tuple(measure.regular(link.label) for link in links), side)
