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
    "term",
    "link",
    "head",
    "turned",
    "band",
    "code",
    "text",
    "unit",
    "open",
    "number",
    "count",
    "missing",
    "date",
    "letter",
    "blank",
]

NUMBERS = ("number", "count", "missing")  # the kinds whose cells hold numbers


class CellFormat(NamedTuple):
    """What a cell looks like. ``level`` counts from 1, 0 is no level; ``counts_as`` is what its letter counts as.

    ``first`` is the first row of a unit, which has a rule above it; ``framed`` sets a stated letter apart from derived
    ones, where there are any. A cell that shows a part of its text only has it at the ``top``.
    """

    kind: Kind
    level: int = 0
    first: bool = False
    counts_as: str = ""
    stated: bool = False
    conditional: bool = False
    framed: bool = False
    top: bool = False


class SheetCell(NamedTuple):
    """A text or a number and its look; ``link`` is the sheet, or the duty by its code, that a click opens.

    ``text`` is the value of a ``formula``, in which {row} stands for the number of the cell's own row. ``note`` opens
    when the pointer rests on the cell.
    """

    text: str
    look: CellFormat
    link: str = ""
    formula: str = ""
    note: str = ""


class SheetRow(NamedTuple):
    """Cells from column A on, the height in pt, and the group that stays together on a printed page.

    ``duty`` is the code whose links lead here; a row that ``continues`` the one above it holds the rest of its texts.
    """

    cells: tuple[SheetCell, ...] = ()
    height: float = 0.0
    group: str = ""
    duty: str = ""
    continues: bool = False


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with its width in pt; a turned header is read from below."""

    header: str
    width: float
    level: int = 0
    turned: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class LetterArea:
    """Where readers may edit letters: columns ``first`` to ``last``, counted from 1; ``actors`` are whose they are.

    ``owner`` is the column that names a duty's owner, ``owners`` the one that counts the accountable letters beside
    it; 0 where there is none.
    """

    first: int
    last: int
    actors: tuple[str, ...] = ()
    owner: int = 0
    owners: int = 0


class ChartSeries(NamedTuple):
    """The numbers of one column, with what its letters count as."""

    column: int
    name: str
    counts_as: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedChart:
    """Stacked bars, one for each of the first rows of the table; ``description`` is read out instead of the picture.

    ``width`` and ``height`` are in pt.
    """

    title: str
    description: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PrintPaper:
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


CHART_GAP = 18.0  # pt between the table and a chart
A3_LANDSCAPE = PrintPaper(8, True, 420, 297, 12, 16, 14)
A4_PORTRAIT = PrintPaper(9, False, 210, 297, 16, 16, 14)


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet. Its rows are made only when it is written, so that a large matrix never stands in memory whole.

    ``summary`` is the line of the cover's contents; ``frozen`` counts the columns that stay in view and repeat in
    print; a sheet with a ``table`` (its name) has a header row, one without is free matter.
    """

    name: str
    title: str
    summary: str
    notes: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: Callable[[], Iterator[SheetRow]]
    frozen: int = 0
    table: str = ""
    level: int = 0
    paper: PrintPaper = A3_LANDSCAPE
    letters: LetterArea | None = None
    charts: tuple[StackedChart, ...] = ()
    is_target: bool = False  # links of duties lead to its rows

    @property
    def width(self) -> float:
        """The width in pt of what is seen of the table, and of the charts beside it."""
        beside = max((chart.width + CHART_GAP for chart in self.charts), default=0.0)
        return sum(column.width for column in self.columns if not column.hidden) + beside
