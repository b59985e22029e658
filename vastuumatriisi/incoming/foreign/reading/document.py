"""A Word document -> its tables as sheets, and its paragraphs as lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vastuumatriisi.incoming.foreign.reading.packages import Package, damaged
from vastuumatriisi.incoming.foreign.reading.plain_text import ITEM
from vastuumatriisi.incoming.foreign.reading.values import Area, Line, Place, Sheet, cleaned, numbered

STYLED = re.compile(r"(?:heading|otsikko|rubrik|überschrift|título|titre|заголовок)\s*(\d)", re.IGNORECASE)
LISTED = re.compile(r"list|luettelo|lista|bullet|punkt|aufz", re.IGNORECASE)
TITLES = ("title", "otsikko", "rubrik")
MARGIN = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
WRAPPED = ("{*}sdt", "{*}sdtContent", "{*}customXml", "{*}ins", "{*}smartTag")
# Signs of the fonts Wingdings and Symbol, which have no letters: ticks, crosses, boxes, bullets.
SYMBOLS = {
    "F0FC": "✓",
    "F0FB": "✗",
    "F0FE": "☒",
    "F0FD": "☒",
    "F052": "☑",
    "F053": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0A7": "▪",
    "F06E": "■",
    "F06C": "●",
    "F0B7": "•",
}
MOST_COLUMNS = 1_000  # that a cell may span; Word itself has 63


def content_of(package: Package) -> tuple[tuple[Sheet, ...], tuple[Line, ...]]:
    """Return the tables and the lines of a document. Raises UserError."""
    root = package.tree("word/document.xml")
    body = root.find("{*}body") if root is not None else None
    if body is None:
        raise damaged(package.file)
    names = _style_names(package)
    blocks = [*_blocks(body)]
    lines = tuple(_lines([one for one in blocks if _local(one) == "p"], names))
    return tuple(_sheets(blocks, lines)), lines


def margins_of(package: Package) -> Iterator[str]:
    """Yield the paragraphs of headers, footers, footnotes and comments, each once."""
    parts = [name for name in sorted(package.names) if MARGIN.fullmatch(name)]
    roots = [root for name in parts if (root := package.tree(name)) is not None]
    texts = (cleaned(_paragraph_text(one)) for root in roots for one in root.iter("{*}p"))
    yield from dict.fromkeys(" ".join(text.split()) for text in texts if len(text) > 1)


def _blocks(element: Any) -> Iterator[Any]:
    """Yield the paragraphs and tables of a text or a cell, those in content controls and the like too."""
    for one in element.iterchildren("{*}p", "{*}tbl", *WRAPPED):
        if _local(one) in ("p", "tbl"):
            yield one
        else:
            yield from _blocks(one)


def _sheets(blocks: list[Any], lines: tuple[Line, ...]) -> Iterator[Sheet]:
    number = above = 0
    for block in blocks:
        if _local(block) == "p":
            above += 1
            continue
        for table in block.iter("{*}tbl"):
            number += 1
            yield _sheet(table, number, _title(lines, above), above)


def _title(lines: tuple[Line, ...], above: int) -> str:
    """Return the nearest heading above a table, "" where there is none."""
    headings = (line.text for line in reversed(lines) if line.number <= above and line.kind == "heading")
    return next(headings, "")


def _style_names(package: Package) -> dict[str, str]:
    root = package.tree("word/styles.xml")
    styles = root.iterfind("{*}style") if root is not None else ()
    named = ((style, style.find("{*}name")) for style in styles)
    return {_value(style, "styleId"): _value(name, "val") for style, name in named if name is not None}


def _value(element: Any, name: str) -> str:
    """Return an attribute, whatever its namespace; "" where there is none."""
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _sheet(table: Any, number: int, title: str, above: int) -> Sheet:
    rows, merged, struck = [], [], set()
    open_above: dict[int, tuple[int, int]] = {}  # column -> row and width of the cell that goes on downwards
    for row_number, row in enumerate(_rows(table)):
        cells: list[str] = [""] * _skipped(row)
        for cell in row.iter("{*}tc"):
            if cell.getparent() is not row and cell.getparent().getparent().getparent() is not row:
                continue  # of a table inside a cell
            column, width = len(cells), min(_span(cell), MOST_COLUMNS)
            goes_on = _goes_on(cell)
            if not goes_on and _is_struck(cell):
                struck.add(Place(row_number, column))
            cells.extend([_text(cell) if not goes_on else "", *([""] * (width - 1))])
            if goes_on and column in open_above:
                merged.append(Area(open_above[column][0], column, row_number, column + width - 1))
                continue
            open_above[column] = (row_number, width)
            if width > 1:
                merged.append(Area(row_number, column, row_number, column + width - 1))
        rows.append(tuple(cells))
    return Sheet(numbered(number), tuple(rows), _widest(merged), title=title, above=above, struck=frozenset(struck))


def _rows(element: Any) -> Iterator[Any]:
    for one in element.iterchildren("{*}tr", *WRAPPED):
        if _local(one) == "tr":
            yield one
        else:
            yield from _rows(one)


def _widest(merged: list[Area]) -> tuple[Area, ...]:
    """Return each area once: one that goes on downwards was told at each of its rows."""
    ends: dict[tuple[int, int], Area] = {}
    for area in merged:
        ends[area.top, area.left] = area
    return tuple(ends.values())


def _skipped(row: Any) -> int:
    return min(_number(row.find("{*}trPr/{*}gridBefore"), 0), MOST_COLUMNS)


def _span(cell: Any) -> int:
    return max(_number(cell.find("{*}tcPr/{*}gridSpan"), 1), 1)


def _number(element: Any, otherwise: int) -> int:
    value = _value(element, "val") if element is not None else ""
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise


def _goes_on(cell: Any) -> bool:
    found = cell.find("{*}tcPr/{*}vMerge")
    return found is not None and _value(found, "val") != "restart"


def _text(element: Any) -> str:
    paragraphs = (_paragraph_text(one) for one in _blocks(element) if _local(one) == "p")
    return cleaned("\n".join(text for text in paragraphs if text).strip())


def _paragraph_text(paragraph: Any) -> str:
    """Return what a paragraph says as it stands: without what was deleted while changes were followed."""
    parts = []
    for one in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}noBreakHyphen", "{*}sym"):
        if _local(one) == "t":
            parts.append(one.text or "")
        elif _local(one) == "sym":
            parts.append(SYMBOLS.get(_value(one, "char").upper(), ""))
        elif _local(one.getparent()) == "r":
            parts.append({"tab": "\t", "br": "\n"}.get(_local(one), "-"))
    return "".join(parts).strip()


def _lines(paragraphs: list[Any], names: dict[str, str]) -> Iterator[Line]:
    for number, paragraph in enumerate(paragraphs, 1):
        text = re.sub(r"[ \t\n]+", " ", cleaned(_paragraph_text(paragraph))).strip()
        if text:
            yield replace(_line(number, text, paragraph, names), struck=_is_struck(paragraph))


def _line(number: int, text: str, paragraph: Any, names: dict[str, str]) -> Line:
    style = paragraph.find("{*}pPr/{*}pStyle")
    name = names.get(_value(style, "val"), "") if style is not None else ""
    if heading := STYLED.search(name):
        return Line(number, text, "heading", int(heading[1]))
    if name.casefold() in TITLES:
        return Line(number, text, "heading", 1)
    numbering = paragraph.find("{*}pPr/{*}numPr")
    if numbering is not None or LISTED.search(name):
        depth = _number(numbering.find("{*}ilvl"), 0) if numbering is not None else 0
        return Line(number, text[item.end() :].strip() if (item := ITEM.match(text)) else text, "item", depth)
    if item := ITEM.match(text):
        return Line(number, text[item.end() :].strip(), "item")
    return Line(number, text, "text", bold=_is_bold(paragraph))


def _is_struck(element: Any) -> bool:
    """Tell whether any words of a paragraph or a cell are struck through, once or twice."""
    return any(
        _value(mark, "val") not in ("0", "false", "off")
        for run in element.iter("{*}r")
        if any((one.text or "").strip() for one in run.iterfind("{*}t"))
        for mark in run.iterfind("{*}rPr/*")
        if _local(mark) in ("strike", "dstrike")
    )


def _is_bold(paragraph: Any) -> bool:
    """Tell whether each run with words is set bold by hand."""
    runs = [run for run in paragraph.iter("{*}r") if "".join(one.text or "" for one in run.iter("{*}t")).strip()]
    marks = [run.find("{*}rPr/{*}b") for run in runs]
    return bool(marks) and all(one is not None and _value(one, "val") not in ("0", "false", "off") for one in marks)
