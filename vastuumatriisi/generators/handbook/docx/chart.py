"""A native chart of Word: horizontal bars, one for each category, in pieces of a colour for each series."""

from lxml import etree

from vastuumatriisi.text.characters import undivided

from ..document import BarChart
from .markup import RELATIONSHIPS, WORD, Element, w

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
EMU = 12700  # English metric units in a point, 635 in a twentieth of one
BAR, LEGEND = 15, 30  # heights in pt
PIECES = 14  # so many numbers with a mark stand side by side in the longest bar
CATEGORIES, VALUES = 1, 2  # the ids of the axes


def drawing(chart: BarChart, width: int, number: int, relationship: str) -> Element:
    """Return the paragraph that shows a chart, ``width`` twentieths of a point wide."""
    inline = _element(INLINE, "inline", distT=0, distB=0, distL=0, distR=0)
    height = LEGEND + BAR * len(chart.categories)
    inline.append(_element(INLINE, "extent", cx=width * EMU // 20, cy=height * EMU))
    inline.append(_element(INLINE, "docPr", id=number, name=undivided(chart.title), descr=undivided(chart.description)))
    inline.append(_element(INLINE, "cNvGraphicFramePr"))
    shown = _element(CHART, "chart")
    shown.set(f"{{{RELATIONSHIPS}}}id", relationship)
    inline.append(_a("graphic", _a("graphicData", shown, uri=CHART)))
    return w("p", w("pPr", w("pStyle", val="Figure")), w("r", w("drawing", inline)))


def chart_part(chart: BarChart, language: str, font: str, size: float, ink: str) -> Element:
    """Return ``c:chartSpace``; the text is ``size`` pt in ``font`` and the colour ``ink``."""
    root = etree.Element(f"{{{CHART}}}chartSpace", nsmap={"c": CHART, "a": DRAWING, "r": RELATIONSHIPS})
    plot = _c("plotArea", _c("layout"), _bars(chart, size), *_axes(ink))
    legend = _c("legend", _c("legendPos", val="b"), _c("overlay", val=0))
    shown = _c(
        "chart", _c("autoTitleDeleted", val=1), plot, legend, _c("plotVisOnly", val=1), _c("dispBlanksAs", val="gap")
    )
    root.extend((_c("date1904", val=0), _c("lang", val=language), _c("roundedCorners", val=0), shown))
    root.append(_c("spPr", _a("noFill"), _a("ln", _a("noFill"))))
    root.append(_text(size, ink, font))
    return root


def _bars(chart: BarChart, size: float) -> Element:
    series = (_series(chart, index, size) for index in range(len(chart.series)))
    return _c(
        "barChart",
        _c("barDir", val="bar"),
        _c("grouping", val="stacked"),
        _c("varyColors", val=0),
        *series,
        _c("gapWidth", val=40),
        _c("overlap", val=100),
        _c("axId", val=CATEGORIES),
        _c("axId", val=VALUES),
    )


def _series(chart: BarChart, index: int, size: float) -> Element:
    one = chart.series[index]
    labels = _c(
        "dLbls",
        _c("numFmt", formatCode=_shown(one.mark, _least_marked(chart)), sourceLinked=0),
        _c("spPr", _a("noFill"), _a("ln", _a("noFill"))),
        _text(size, one.ink),
        _c("dLblPos", val="ctr"),
        *(_c(f"show{what}", val=int(what == "Val")) for what in ("LegendKey", "Val", "CatName", "SerName", "Percent")),
        _c("showBubbleSize", val=0),
    )
    points = [_point(number, value) for number, value in enumerate(one.values)]
    names = [_point(number, undivided(name)) for number, name in enumerate(chart.categories)]
    count = len(chart.categories)
    return _c(
        "ser",
        _c("idx", val=index),
        _c("order", val=index),
        _c("tx", _c("v", text=undivided(one.name))),
        # The outline makes pieces of pale colours stand out from the paper.
        _c("spPr", _fill(one.fill), _a("ln", _fill(one.ink), w=EMU // 2)),
        _c("invertIfNegative", val=0),
        labels,
        _c("cat", _c("strLit", _c("ptCount", val=count), *names)),
        _c("val", _c("numLit", _c("formatCode", text="General"), _c("ptCount", val=count), *points)),
    )


def _least_marked(chart: BarChart) -> int:
    """Return the least value whose piece of a bar has room for a mark behind the number."""
    longest: int = max(sum(values) for values in zip(*(one.values for one in chart.series), strict=True))
    return -(-longest // PIECES)


def _shown(mark: str, least: int) -> str:
    """Return how numbers are written: "35 S", small ones without the mark, and nothing where there is nothing."""
    behind = "".join(f"\\{sign}" for sign in f" {mark}")
    return f"[>={least}]0{behind};[>0]0;" if mark else "0;;;"


def _axes(ink: str) -> tuple[Element, Element]:
    """Return the axis of the names, the first one on top, and that of the numbers, which is not shown."""
    line = _c("spPr", _a("ln", _fill(ink), w=EMU // 2))
    names = _c(
        "catAx",
        _c("axId", val=CATEGORIES),
        _c("scaling", _c("orientation", val="maxMin")),
        _c("delete", val=0),
        _c("axPos", val="l"),
        *(_c(kind, val="none") for kind in ("majorTickMark", "minorTickMark")),
        _c("tickLblPos", val="nextTo"),
        line,
        _c("crossAx", val=VALUES),
        _c("crosses", val="autoZero"),
        # Each bar has its name, however many there are.
        _c("tickLblSkip", val=1),
    )
    numbers = _c(
        "valAx",
        _c("axId", val=VALUES),
        _c("scaling", _c("orientation", val="minMax"), _c("min", val=0)),
        _c("delete", val=1),
        _c("axPos", val="b"),
        _c("crossAx", val=CATEGORIES),
        _c("crosses", val="max"),
    )
    return names, numbers


def _point(number: int, value: str | int) -> Element:
    return _c("pt", _c("v", text=str(value)), idx=number)


def _text(size: float, ink: str, font: str = "") -> Element:
    faces = (_a("latin", typeface=font), _a("cs", typeface=font)) if font else ()
    look = _a("defRPr", _fill(ink), *faces, sz=round(size * 100))
    return _c("txPr", _a("bodyPr"), _a("p", _a("pPr", look), _a("endParaRPr")))


def _fill(colour: str) -> Element:
    return _a("solidFill", _a("srgbClr", val=colour[1:]))


def _a(tag: str, *children: Element, **attributes: str | int) -> Element:
    return _element(DRAWING, tag, *children, **attributes)


def _c(tag: str, *children: Element, text: str = "", **attributes: str | int) -> Element:
    element = _element(CHART, tag, *children, **attributes)
    element.text = text or None
    return element


def _element(namespace: str, tag: str, *children: Element, **attributes: str | int) -> Element:
    element = etree.Element(f"{{{namespace}}}{tag}", nsmap={"a": DRAWING, "c": CHART, "wp": INLINE, "w": WORD})
    for name, value in attributes.items():
        element.set(name, str(value))
    element.extend(children)
    return element
