"""Charts as Excel's own, with the numbers stored so that previews show them, and a text for those who cannot see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lxml import etree
from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumRef, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series as Bars
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.title import title_maker
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname

from ..context import Context
from ..sheet import CHART_GAP, ChartSeries, StackedChart, WorkbookSheet
from .print_setup import is_several_wide
from .row_heights import HIGHEST_ROW
from .rows import escaped

PER_PT = 12_700  # EMU
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PART = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
BETWEEN_BARS = 45  # per cent of the thickness of a bar


def placed(sheet: WorkbookSheet, context: Context) -> WorkbookSheet:
    """Return the sheet with its charts below the table if it prints several pages wide with them beside it.

    There they are no higher than one row can be, which no page divides, and side by side if a page is wide enough.
    """
    if not sheet.charts or not is_several_wide(sheet, context):
        return sheet
    highest = HIGHEST_ROW - 2 * CHART_GAP
    lower = tuple(replace(chart, height=min(chart.height, highest)) for chart in sheet.charts)
    below = [replace(sheet, charts=lower, abreast=number) for number in (len(lower), 1)]
    return next((way for way in below if not is_several_wide(way, context)), below[-1])


class Corner(NamedTuple):
    """Where a chart begins: below so many rows of the table, and ``right`` pt behind so many columns of it."""

    columns: int
    rows: int
    right: float = CHART_GAP


def corners(sheet: WorkbookSheet, context: Context, feet: Sequence[float]) -> Iterator[tuple[StackedChart, Corner]]:
    """Yield the charts and where they stand; ``feet`` is how far below the first row's head each row ends, in pt."""
    if not sheet.abreast:
        for chart in sheet.charts:
            yield chart, Corner(len(sheet.columns), sum(foot < chart.top for foot in feet) + (chart.top > 0))
        return
    # Nothing lies upon the columns that a page to the right repeats.
    first = sheet.frozen if is_several_wide(sheet, context) else 0
    for row, charts in enumerate(rows_of(sheet)):
        column, left = first, CHART_GAP
        for chart in charts:
            yield chart, Corner(column, len(feet) + row, left)
            left += chart.width + CHART_GAP
            while column < len(sheet.columns) and left > sheet.columns[column].seen:
                left -= sheet.columns[column].seen
                column += 1


def rows_of(sheet: WorkbookSheet) -> Iterator[tuple[StackedChart, ...]]:
    """Yield the charts below the table that stand side by side."""
    for first in range(0, len(sheet.charts) if sheet.abreast else 0, sheet.abreast or 1):
        yield sheet.charts[first : first + sheet.abreast]


def row_height(charts: Iterable[StackedChart]) -> float:
    """Return the height of the row in which they stand, in pt."""
    return max(chart.height for chart in charts) + 2 * CHART_GAP


def add(page: Any, context: Context, sheet: WorkbookSheet, chart: StackedChart, head: int, corner: Corner) -> None:
    """Add the chart of the table whose header is row ``head``."""
    bars: Any = BarChart(barDir="bar", grouping="stacked", overlap=100, gapWidth=BETWEEN_BARS)
    title: Any = title_maker(chart.title)
    title.overlay = False
    for paragraph in title.tx.rich.p:
        paragraph.pPr = ParagraphProperties(defRPr=_letters(context, bold=True))
    bars.title = title
    for order, series in enumerate(chart.series):
        bars.series.append(_bars(context, sheet, chart, series, head, order))
    bars.legend = Legend(legendPos="b", txPr=_text(context))
    _set_axes(bars, context)
    # At a cell and not at a distance: programs do not agree on how wide columns are.
    # Below the header, which is repeated on each printed page with whatever lies upon it.
    below = _emu(CHART_GAP) if sheet.abreast else 0
    start = AnchorMarker(col=corner.columns, colOff=_emu(corner.right), row=head + corner.rows, rowOff=below)
    bars.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(_emu(chart.width), _emu(chart.height)))
    page.add_chart(bars)


def _bars(
    context: Context, sheet: WorkbookSheet, chart: StackedChart, series: ChartSeries, head: int, order: int
) -> Bars:
    rows = head + 1 + chart.first, head + chart.first + len(chart.names)
    numbers = NumData(formatCode="0", ptCount=len(series.values), pt=_points(NumVal, series.values))
    names = StrData(ptCount=len(chart.names), pt=_points(StrVal, map(escaped, chart.names)))
    colours = context.theme.letters[series.counts_as]
    shape = GraphicalProperties(solidFill=_rgb(colours.fill), ln=LineProperties(solidFill=_rgb(colours.ink), w=6350))
    labels = DataLabelList(showVal=True, numFmt="0;;", txPr=_text(context, colours.ink))
    for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent", "showBubbleSize"):
        setattr(labels, shown, False)
    label = StrRef(
        f=_range(sheet, series.column, head, head),
        strCache=StrData(ptCount=1, pt=_points(StrVal, [escaped(series.name)])),
    )
    return Bars(
        idx=order,
        order=order,
        tx=SeriesLabel(strRef=label),
        spPr=shape,
        invertIfNegative=False,
        dLbls=labels,
        cat=AxDataSource(strRef=StrRef(f=_range(sheet, 1, *rows), strCache=names)),
        val=NumDataSource(numRef=NumRef(f=_range(sheet, series.column, *rows), numCache=numbers)),
    )


def _points(kind: Any, values: Iterable[object]) -> list[Any]:
    return [kind(idx=index, v=str(value)) for index, value in enumerate(values)]


def _range(sheet: WorkbookSheet, column: int, top: int, bottom: int) -> str:
    letter = get_column_letter(column)
    return f"{quote_sheetname(sheet.name)}!${letter}${top}" + (f":${letter}${bottom}" if bottom > top else "")


def _set_axes(bars: Any, context: Context) -> None:
    """Set the first name at the top, as in the table, and light lines behind the bars."""
    line = LineProperties(solidFill=_rgb(context.theme.colours["rule"]), w=6350)
    for axis in (bars.x_axis, bars.y_axis):
        axis.delete = False  # or Excel shows none
        axis.txPr = _text(context)
        axis.spPr = GraphicalProperties(ln=line)
    bars.x_axis.tickLblSkip = 1
    bars.x_axis.scaling.orientation = "maxMin"
    bars.y_axis.majorGridlines.spPr = GraphicalProperties(ln=line)
    bars.y_axis.number_format, bars.y_axis.majorUnit = "0", None
    bars.y_axis.crosses = "max"  # at the bottom, since the names run downwards


def _text(context: Context, colour: str = "") -> RichText:
    letters = _letters(context, colour=colour)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=letters)])


def _letters(context: Context, colour: str = "", *, bold: bool = False) -> CharacterProperties:
    font = Font(typeface=context.theme.fonts["office"])
    ink = _rgb(colour or context.theme.colours["ink"])
    return CharacterProperties(sz=round(context.size * 100), b=bold, solidFill=ink, latin=font)


def _rgb(colour: str) -> str:
    return colour.removeprefix("#")


def _emu(points: float) -> int:
    return round(points * PER_PT)


def unlinked(part: bytes) -> Iterator[bytes]:
    """Yield a chart whose labels keep their own number format, which leaves out the zeros."""
    root = etree.fromstring(part)
    for form in root.iter(f"{CHART}numFmt"):
        form.set("sourceLinked", "0")
    yield etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def described(charts: Sequence[StackedChart], part: bytes) -> Iterator[bytes]:
    """Yield a drawing with the description of each of its charts, for which openpyxl has no place."""
    root = etree.fromstring(part)
    for frame, chart in zip(root.iter(f"{PART}cNvPr"), charts, strict=True):
        frame.set("name", chart.title)
        frame.set("descr", chart.description)
    yield etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
