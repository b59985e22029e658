"""A sheet as values, before it is written: what stands in each cell, what it looks like and how wide it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .places import Places

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
    "fact",
    "told",
    "fact_link",
    "alert",
    "band_row",
    "entry",
    "entry_above",
    "head",
    "number_head",
    "turned",
    "numeral",
    "code",
    "text",
    "small",
    "unit",
    "open",
    "number",
    "share",
    "total",
    "sum",
    "count",
    "missing",
    "date",
    "letter",
    "blank",
    "id",
]

NUMBERS = ("number", "share", "total", "sum", "numeral", "count", "missing")  # the kinds whose cells hold numbers
ROW, HEAD = "\x01", "\x02"  # in formulas: the number of the cell's own row, and that of the header's


class CellFormat(NamedTuple):
    """What a cell looks like. ``level`` counts from 1, 0 is no level; ``counts_as`` is what its letter counts as.

    ``derived`` sets a derived letter apart from stated ones, where there are both. A cell that shows a part of its
    text only has it at the ``top``.
    """

    kind: Kind
    level: int = 0
    counts_as: str = ""
    derived: bool = False
    conditional: bool = False
    top: bool = False


class SheetCell(NamedTuple):
    """A text or a number and its look; ``link`` is the key of the sheet that a click opens.

    ``text`` is the value of a ``formula``. ``note`` opens when the pointer rests on the cell.
    """

    text: str
    look: CellFormat
    link: str = ""
    formula: str = ""
    note: str = ""


class SheetRow(NamedTuple):
    """Cells from column A on, and the height in pt, which a program finds anew unless it is ``fixed``.

    ``duty`` is the code of a duty's first row; a row that ``continues`` the one above it holds the rest of its texts.
    A ``hidden`` row has no height.
    """

    cells: tuple[SheetCell, ...] = ()
    height: float = 0.0
    fixed: bool = False
    duty: str = ""
    continues: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column with its width in pt; a turned header is read from below."""

    header: str
    width: float
    level: int = 0
    turned: bool = False
    hidden: bool = False

    @property
    def seen(self) -> float:
        """The width in pt that it takes on a screen or a page."""
        return 0.0 if self.hidden else self.width


@dataclass(frozen=True, slots=True)
class LetterArea:
    """Where letters stand: columns ``first`` to ``last``, counted from 1; ``actors`` are whose they are.

    Readers may edit them where the area is ``edited``; elsewhere they follow.
    """

    first: int
    last: int
    actors: tuple[str, ...] = ()
    edited: bool = True


@dataclass(frozen=True, slots=True)
class Marks:
    """The columns, counted from 1, of what is marked by conditions; 0 where there is none.

    ``unit`` has a line above each row whose unit is another than that of the row above; ``owner`` is amber where it
    is open. Rows of a sheet without a table, from ``first`` to ``last``, are amber from column ``left`` to ``right``
    where ``counted`` is above nought, and the numbers of the columns ``bars`` have bars.
    """

    unit: int = 0
    owner: int = 0
    first: int = 0
    last: int = 0
    left: int = 0
    right: int = 0
    counted: int = 0
    bars: tuple[int, ...] = ()


class ChartSeries(NamedTuple):
    """The numbers of one column, with what its letters count as."""

    column: int
    name: str
    counts_as: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedChart:
    """Stacked bars, one for each of the rows of the table from number ``first``, counted from 0, on.

    ``description`` is read out instead of the picture; ``width`` and ``height`` are in pt, and ``top`` is how far it
    stands below the first row.
    """

    title: str
    description: str
    names: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    width: float
    height: float
    first: int = 0
    top: float = 0.0


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
A3_PORTRAIT = PrintPaper(8, False, 297, 420, 12, 16, 14)
A4_LANDSCAPE = PrintPaper(9, True, 297, 210, 12, 15, 13)
A4_PORTRAIT = PrintPaper(9, False, 210, 297, 16, 16, 14)
LAPTOP = 975.0  # pt that a screen of 1366 px has for columns, beside the numbers of the rows and the scroll bar


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet. Its rows are made only when it is written, so that a large matrix never stands in memory whole.

    ``key`` is what other sheets call it. ``summary`` is the line of the cover's contents; ``frozen`` counts the columns
    that stay in view and repeat in print; a sheet with a ``table`` (its name) has a header row, one without is free
    matter. ``edited`` are the columns, by what they hold, of a sheet where duties are edited; ``anchors`` is what each
    column holds, where a copy that comes back is read. Charts stand beside the table or below it, ``abreast``
    of them side by side. Without ``paper`` a sheet prints on the one that it fits best.
    """

    key: str
    name: str
    title: str
    summary: str
    notes: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: Callable[[Places], Iterator[SheetRow]]
    frozen: int = 0
    table: str = ""
    level: int = 0
    paper: PrintPaper | None = None
    letters: LetterArea | None = None
    marks: Marks = Marks()
    charts: tuple[StackedChart, ...] = ()
    abreast: int = 0
    edited: Mapping[str, int] | None = None
    printed: bool = True
    anchors: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """The width in pt of what is seen of the table, and of the charts beside or below it."""
        table = sum(column.seen for column in self.columns)
        chart = max((chart.width + CHART_GAP for chart in self.charts), default=0.0)
        return max(table, self.abreast * chart) if self.abreast else table + chart

    @property
    def repeated(self) -> float:
        """The width in pt of the columns that stand on each printed page."""
        return sum(column.seen for column in self.columns[: self.frozen])
