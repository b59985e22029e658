"""A sheet as values, before it is written: what stands in each cell, what it looks like and how wide it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

MM = 72 / 25.4  # in pt

Kind = Literal[
    "cover",
    "title",
    "note",
    "heading",
    "label",
    "name",
    "paragraph",
    "link",
    "head",
    "turned",
    "band",
    "code",
    "text",
    "open",
    "letter",
    "blank",
]


class Look(NamedTuple):
    """What a cell looks like. ``level`` counts from 1, 0 is no level; ``counts_as`` is what its letter counts as.

    ``first`` is the first row of a unit, which has a rule above it.
    """

    kind: Kind
    level: int = 0
    tinted: bool = False
    first: bool = False
    counts_as: str = ""
    stated: bool = False
    conditional: bool = False


class Cell(NamedTuple):
    """A text and its look; ``link`` names the sheet that a click opens."""

    text: str
    look: Look
    link: str = ""


class Row(NamedTuple):
    """Cells from column A on, the height in pt, and the group that stays together on a printed page."""

    cells: tuple[Cell, ...]
    height: float
    group: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its width in pt; a turned header is read from below."""

    header: str
    width: float
    level: int = 0
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper and its margins in mm; ``code`` is ST_PaperSize of ECMA-376, part 1, 18.3.1.63."""

    code: int
    landscape: bool
    width: float
    height: float
    side: float
    top: float
    bottom: float

    @property
    def room(self) -> tuple[float, float]:
        """Width and height between the margins, in pt."""
        return (self.width - 2 * self.side) * MM, (self.height - self.top - self.bottom) * MM


A3_LANDSCAPE = Paper(8, True, 420, 297, 12, 16, 14)
A4_PORTRAIT = Paper(9, False, 210, 297, 16, 16, 14)


@dataclass(frozen=True)
class Sheet:
    """One sheet. Its rows are made only when it is written, so that a large matrix never stands in memory whole.

    ``summary`` is the line of the cover's contents; ``frozen`` counts the columns that stay in view and repeat in
    print; a sheet with a ``table`` (its name) has a header row, one without is free matter.
    """

    name: str
    title: str
    summary: str
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[Row]]
    frozen: int = 0
    table: str = ""
    level: int = 0
    paper: Paper = A3_LANDSCAPE

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)
