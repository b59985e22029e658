"""WordprocessingML elements, made whole: nothing is looked up, moved or changed afterwards."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree

from vastuumatriisi.generators.handbook.flow import Block, Caption, Chart, Column, Heading, Paragraph, Span, Table

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
# A number and its unit stay on one line (SFS 4175:2006).
UNITS = "%|‰|€|°C|kpl|kk|vk|pv|min|mm|cm|km|kg|mg|ml|dl|Mt|Gt|Mbit/s|[ghlmstv]"
MEASURE = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w]))")
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


def blocks(found: Iterable[Block], charts: Iterator[Element]) -> Iterator[Element]:
    """Yield the blocks as elements; ``charts`` yields one for each chart among them."""
    for block in found:
        if isinstance(block, Paragraph):
            yield paragraph(block)
        elif isinstance(block, Heading):
            yield heading(block)
        elif isinstance(block, Caption):
            yield caption(block)
        elif isinstance(block, Chart):
            yield next(charts)
        else:
            yield table(block)


def paragraph(block: Paragraph, *, keep: bool = False) -> Element:
    properties = w("pPr", w("pStyle", val=block.style))
    if keep or block.keep:
        properties.append(w("keepNext"))
    if block.numbering:
        # The number of the list in this document; a template may have lists before it.
        properties.append(w("numPr", w("ilvl", val=0), w("numId", val=block.numbering)))
    return w("p", properties, *spans(block.spans))


def heading(block: Heading) -> Element:
    properties = w("pPr", w("pStyle", val=f"Heading{block.level}"))
    listed = w("bookmarkStart", id=0, name=contents_bookmark(block)), w("bookmarkEnd", id=0)
    return w("p", properties, listed[0], *spans((Span(block.text, bookmark=block.bookmark),)), listed[1])


def contents_bookmark(block: Heading) -> str:
    """Return the hidden bookmark by which the contents finds a heading; word processors know such a name."""
    return f"_Toc{block.number.replace('.', '_')}"


def caption(block: Caption) -> Element:
    # The name of the sequence is the word before the number, as Word's own command “Insert Caption” has it.
    number = field(f"SEQ {block.before.strip()} \\* ARABIC", str(block.number))
    return w("p", w("pPr", w("pStyle", val="Caption")), run(block.before), *number, run(block.after))


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
    """Give each bookmark its id; of two that begin at the same place either may end first."""
    ends = body.iter(f"{{{WORD}}}bookmarkEnd")
    for number, (start, end) in enumerate(zip(body.iter(f"{{{WORD}}}bookmarkStart"), ends, strict=True)):
        start.set(f"{{{WORD}}}id", str(number))
        end.set(f"{{{WORD}}}id", str(number))


def run(text: str, style: str = "", *, whole: bool = False) -> Element:
    text = MEASURE.sub("\u00a0", text)
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
            w("tblStyle", val=block.style),
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
    cells = (_cell(column.width, (_column_title(column),), keep=True) for column in columns)
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _column_title(column: Column) -> Paragraph:
    return Paragraph((Span(column.title),), "TableNumberHeader" if column.numbers else "TableHeader")


def _rows(block: Table) -> Iterator[Element]:
    last = len(block.rows) - 1
    for index, row in enumerate(block.rows):
        # The last row takes the one above it along, so that it never stands alone on a page.
        keep = index == last - 1 or (block.keep and index == last)
        cells = (_cell(column.width, cell, keep=keep) for column, cell in zip(block.columns, row, strict=True))
        height = (w("trHeight", val=block.row_height, hRule="atLeast"),) if block.row_height else ()
        yield w("tr", w("trPr", w("cantSplit"), *height), *cells)


def _cell(width: int, paragraphs: tuple[Paragraph, ...], *, keep: bool) -> Element:
    filled = paragraphs or (Paragraph((), "TableText"),)
    content = (paragraph(found, keep=keep) for found in filled)
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
