"""The sheet in points of A3, which other papers scale, its texts as they measure, and the space left between duties."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vastuumatriisi.design.fonts import PACKAGED, Family

from .line_breaking import MeasuredText, text

WIDTH, HEIGHT = 841.89, 1190.55  # A3 portrait, 297 × 420 mm (ISO 216)
SIDE = 48.0  # the margin at the left and at the right
ROOM = WIDTH - 2 * SIDE

# The length of one A3 point on each paper, in points. The sides of the papers are whole millimetres, so their ratios
# differ a little; these are the smaller ones.
POINT = {"A4": 210 / 297, "A3": 1.0, "A2": 420 / 297}

MM = 72 / 25.4  # in points

LEADING = 1.21  # of running text
TIGHT = 1.08  # of large names
STEPS = 2  # of sizes to the point
SMALLER = 0.97  # by what factor type that does not fit is made smaller, again and again
LEAST_GAP = 0.28  # below a duty
RULE_GAP = 0.3  # between the rule above a duty and its text


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures texts, ``caution`` times wider than the fonts say (an engine's lines are never exactly those of sums).

    ``replaced`` maps the code points that no font has to what stands for them; ``families`` are asked in their order.
    """

    caution: float = 1.0
    replaced: Mapping[int, str] = field(default_factory=dict)
    families: tuple[Family, ...] = PACKAGED
    # The same words are asked for again and again while sizes are tried.
    known: dict[tuple[str, bool], MeasuredText] = field(default_factory=dict, init=False, repr=False, compare=False)

    def regular(self, content: str) -> MeasuredText:
        return self._text(content, bold=False)

    def bold(self, content: str) -> MeasuredText:
        return self._text(content, bold=True)

    def _text(self, content: str, *, bold: bool) -> MeasuredText:
        if (content, bold) not in self.known:
            self.known[content, bold] = self._measured(content, bold=bold)
        return self.known[content, bold]

    def _measured(self, content: str, *, bold: bool) -> MeasuredText:
        shown = content.translate(self.replaced)
        first, *others = (family.face(bold=bold) for family in self.families)
        known = first.characters >= set(shown) - {"\n"}
        return text(shown, first.widths if known else first.with_fallbacks(others)).scaled(self.caution)


def largest(most: float, least: float, fits: Callable[[float], bool], steps: int = STEPS) -> float:
    """Return the largest size between two that fits, in ``steps`` to the point, ``least`` if none does."""
    low, high = 0, int((most - least) * steps)
    if fits(least + high / steps):
        return least + high / steps
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(least + middle / steps) else (low, middle)
    return least + low / steps


@dataclass(frozen=True, slots=True)
class PosterColumn:
    """A column of a sheet: its ``blocks`` as the template wants them, how many duties they hold, the spaces round each.

    A unit's poster has a block for each duty: the entry, and how its lines are set.
    """

    blocks: tuple[Any, ...]
    count: int
    width: float = 0.0  # where columns of a sheet differ
    above: float = 0.0
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class PosterLayout:
    """What a template needs beside the words. ``room`` is the height of the columns. Lengths in A3 points.

    ``body`` holds at least the ``size`` of the duties, ``most_gap`` the widest space between them in ems. Where they
    are ``few``, each is in the middle of its part of the column rather than that the end of that is left empty.
    """

    point: float
    palette: int
    head: Any
    foot: Any
    body: Any
    room: float
    most_gap: float
    few: bool
    sheets: tuple[tuple[PosterColumn, ...], ...]

    def spread(self, heights: Sequence[float]) -> "PosterLayout":
        """Return the setting with the height that is left in each column given to its gaps, within bounds.

        ``heights`` are those of all columns in order, with the least gaps.
        """
        remaining = iter(heights)
        sheets = tuple(tuple(self._spread(column, next(remaining)) for column in sheet) for sheet in self.sheets)
        return replace(self, sheets=sheets)

    def without_gaps(self, heights: Sequence[float]) -> tuple[float, ...]:
        """Return the heights of laid out columns less what their spaces have beyond the least."""
        least = (RULE_GAP + LEAST_GAP) * self.body.size
        columns = (column for sheet in self.sheets for column in sheet)
        return tuple(
            height - (column.above + column.gap - least) * column.count
            for column, height in zip(columns, heights, strict=True)
        )

    def gap_difference(self, other: "PosterLayout") -> float:
        """Return the largest difference between the gaps of two settings, in ems of the duties."""
        pairs = zip(self.sheets, other.sheets, strict=True)
        columns = (pair for one, two in pairs for pair in zip(one, two, strict=True))
        return float(max(abs(one.gap - two.gap) for one, two in columns) / self.body.size)

    def _spread(self, column: PosterColumn, height: float) -> PosterColumn:
        size, free = self.body.size, max(self.room - height, 0.0)
        least, most = LEAST_GAP * size, self.most_gap * size
        # The gap below the last duty counts half: the margin below the column is there too.
        gap = least + free / max(column.count - 0.5, 1)
        if self.few and gap > most:
            half = (RULE_GAP * size + least + free / column.count) / 2
            return replace(column, above=round(half, 2), gap=round(half, 2))
        return replace(column, above=round(RULE_GAP * size, 2), gap=round(min(gap, most), 2))
