"""WordprocessingML elements, made whole: nothing is looked up, moved or changed afterwards."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree

from vastuumatriisi.generators.handbook.flow import Block, Column, Heading, Paragraph, Span, Table

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": WORD, "r": RELATIONSHIPS}

Element = etree._Element

# A tab, a line end, or a hyphen that begins a word ("tietoturvasta ja -suojasta"): a line must not break behind it.
SPECIAL = re.compile(r"\t|\n|(?<![^\s(/])-(?=\w)")
# In a list of codes no line may end with "KOP-". Where a code is at home its hyphen is an ordinary one, so that
# whoever searches the document for a code, or copies it from there, succeeds.
WHOLE = re.compile("-")
SPECIAL_TAGS = {"\t": "tab", "\n": "br", "-": "noBreakHyphen"}


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return an element of the ``w:`` namespace; so are its attributes. Its root gives it the prefix."""
    element = etree.Element(_qualified(tag))
    for name, value in attributes.items():
        element.set(_qualified(name), str(value))
    if children:
        element.extend(children)
    return element


@cache
def _qualified(name: str) -> str:
    return f"{{{WORD}}}{name}"


def blocks(found: Iterable[Block]) -> Iterator[Element]:
    for block in found:
        if isinstance(block, Paragraph):
            yield paragraph(block)
        elif isinstance(block, Heading):
            yield heading(block)
        else:
            yield table(block)


def paragraph(block: Paragraph, *, keep: bool = False) -> Element:
    properties = w("pPr", w("pStyle", val=block.style))
    if keep or block.keep:
        properties.append(w("keepNext"))
    if block.numbering:
        properties.append(w("numPr", w("ilvl", val=0), w("numId", val=numbered_list(block.numbering))))
    return w("p", properties, *spans(block.spans))


def numbered_list(number: int) -> int:
    """Return the w:numId of the numbered list ``number``; 1 is that of the headings, 2 that of plain lists."""
    return number + 2


def heading(block: Heading) -> Element:
    properties = w("pPr", w("pStyle", val=f"Heading{block.level}"))
    return w("p", properties, *spans((Span(block.text, bookmark=block.bookmark),)))


def spans(found: Iterable[Span]) -> Iterator[Element]:
    for span in found:
        element = run(span.text, span.style, whole=span.whole)
        if span.anchor:
            yield w("hyperlink", element, anchor=span.anchor, history=1)
        elif span.bookmark:
            # The w:id is given when the whole body stands; see number_bookmarks.
            yield from (w("bookmarkStart", id=0, name=span.bookmark), element, w("bookmarkEnd", id=0))
        else:
            yield element


def number_bookmarks(body: Element) -> None:
    """Give each bookmark its id; none lies inside another one."""
    ends = body.iter(f"{{{WORD}}}bookmarkEnd")
    for number, (start, end) in enumerate(zip(body.iter(f"{{{WORD}}}bookmarkStart"), ends, strict=True)):
        start.set(f"{{{WORD}}}id", str(number))
        end.set(f"{{{WORD}}}id", str(number))


def run(text: str, style: str = "", *, whole: bool = False) -> Element:
    element = w("r", w("rPr", w("rStyle", val=style))) if style else w("r")
    place = 0
    for match in (WHOLE if whole else SPECIAL).finditer(text):
        element.extend(_text(text[place : match.start()]))
        element.append(w(SPECIAL_TAGS[match[0]]))
        place = match.end()
    element.extend(_text(text[place:]))
    return element


def _text(words: str) -> Iterator[Element]:
    if words:
        element = w("t")
        element.text = words
        if words != words.strip():
            element.set(XML_SPACE, "preserve")
        yield element


def field(instruction: str, result: str) -> tuple[Element, ...]:
    """Return the runs of a field with the result that stands until a word processor works it out."""
    return (*field_start(instruction), run(result), field_end())


def field_start(instruction: str) -> tuple[Element, ...]:
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(XML_SPACE, "preserve")
    begin, separate = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate"))
    return begin, w("r", code), separate


def field_end() -> Element:
    return w("r", w("fldChar", fldCharType="end"))


def table(block: Table) -> Element:
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val="MatrixTable"),
            w("tblW", w=sum(column.width for column in block.columns), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
            w("tblCaption", val=block.title),
            w("tblDescription", val=block.description),
        ),
        w("tblGrid", *(w("gridCol", w=column.width) for column in block.columns)),
        _header_row(block.columns),
        *_rows(block),
    )


def _header_row(columns: tuple[Column, ...]) -> Element:
    cells = (_cell(column.width, (Paragraph((Span(column.title),), "TableHeader"),), keep=True) for column in columns)
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _rows(block: Table) -> Iterator[Element]:
    last = len(block.rows) - 1
    for index, row in enumerate(block.rows):
        # The last row takes the one above it along, so that it never stands alone on a page.
        keep = index == last - 1 or (block.keep and index == last)
        cells = (_cell(column.width, cell, keep=keep) for column, cell in zip(block.columns, row, strict=True))
        yield w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(width: int, paragraphs: tuple[Paragraph, ...], *, keep: bool) -> Element:
    filled = paragraphs or (Paragraph((), "TableText"),)
    content = (paragraph(found, keep=keep) for found in filled)
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
