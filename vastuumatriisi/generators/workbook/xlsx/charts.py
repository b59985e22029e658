"""Charts as Excel's own, with the numbers stored so that previews show them, and a text for those who cannot see."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

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
from .rows import escaped

PER_PT = 12_700  # EMU
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PART = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
BETWEEN_BARS = 45  # per cent of the thickness of a bar


def add(page: Any, context: Context, sheet: WorkbookSheet, chart: StackedChart, head: int, row: int) -> None:
    """Add the chart beside the table whose header is row ``head``, below the row with the number ``row``."""
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
    corner = AnchorMarker(col=len(sheet.columns), colOff=_emu(CHART_GAP), row=row)
    bars.anchor = OneCellAnchor(_from=corner, ext=XDRPositiveSize2D(_emu(chart.width), _emu(chart.height)))
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
