"""The sizes of a whole poster, and how the height that is left over becomes space between its duties."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from vastuumatriisi.generators.posters.layout.duty_columns import LEAST_GAP


@dataclass(frozen=True, slots=True)
class PosterColumn:
    """A column of a sheet: its ``blocks`` as the template wants them, how many duties they hold, the space below each.

    A unit's poster has a block for each duty: the entry, and how its lines are set.
    """

    blocks: tuple[Any, ...]
    count: int
    width: float = 0.0  # where columns of a sheet differ
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class PosterLayout:
    """What a template needs beside the words. ``room`` is the height of the columns. Lengths in A3 points.

    ``body`` holds at least the ``size`` of the duties, ``most_gap`` the widest space between them in ems.
    """

    point: float
    palette: int
    head: Any
    foot: Any
    body: Any
    room: float
    most_gap: float
    sheets: tuple[tuple[PosterColumn, ...], ...]

    def spread(self, heights: Sequence[float]) -> "PosterLayout":
        """Return the setting with the height that is left in each column given to its gaps, within bounds.

        ``heights`` are those of all columns in order, with the least gaps.
        """
        remaining = iter(heights)
        sheets = tuple(tuple(self._spread(column, next(remaining)) for column in sheet) for sheet in self.sheets)
        return replace(self, sheets=sheets)

    def without_gaps(self, heights: Sequence[float]) -> tuple[float, ...]:
        """Return the heights of laid out columns less what their gaps have beyond the least."""
        least = LEAST_GAP * self.body.size
        columns = (column for sheet in self.sheets for column in sheet)
        return tuple(
            height - (column.gap - least) * column.count for column, height in zip(columns, heights, strict=True)
        )

    def gap_difference(self, other: "PosterLayout") -> float:
        """Return the largest difference between the gaps of two settings, in ems of the duties."""
        pairs = zip(self.sheets, other.sheets, strict=True)
        columns = (pair for one, two in pairs for pair in zip(one, two, strict=True))
        return float(max(abs(one.gap - two.gap) for one, two in columns) / self.body.size)

    def _spread(self, column: PosterColumn, height: float) -> PosterColumn:
        least = LEAST_GAP * self.body.size
        # The gap below the last duty counts half: the margin below the column is there too.
        more = max(self.room - height, 0.0) / max(column.count - 0.5, 1)
        return replace(column, gap=round(min(least + more, self.most_gap * self.body.size), 2))
