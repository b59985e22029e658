"""WordprocessingML elements, made whole: nothing is looked up, moved or changed afterwards.

The text of the handbook is written as markup and parsed in one piece, which takes a third of the time of making its
elements one by one. Elements that were parsed elsewhere must not be moved into it in great number: that takes a time
that grows with the square.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from lxml import etree

from vastuumatriisi.text.characters import undivided

from ..document import BarChart, BodyElement, Caption, Heading, Paragraph, Run, Table, TableColumn

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": WORD, "r": RELATIONSHIPS}

Element = etree._Element

# A tab, a line end, a place where a word may be divided, or a hyphen that begins a word ("tietoturvasta ja -suojasta"):
# a line must not break behind it.
SPECIAL = re.compile(r"\t|\n|\u00ad|(?<![^\s(/])-(?=\w)")
# In a list of codes no line may end with "KOP-". Where a code is at home its hyphen is an ordinary one, so that
# whoever searches the document for a code, or copies it from there, succeeds.
WHOLE = re.compile("[-\u00ad]")
# A number and its unit stay on one line (SFS 4175:2006).
UNITS = "%|‰|€|°C|kpl|kk|vk|pv|min|mm|cm|km|kg|mg|ml|dl|Mt|Gt|Mbit/s|[ghlmstv]"
MEASURE = re.compile(rf"(?<=\d) (?=(?:{UNITS})(?![\w]))")
SPECIAL_TAGS = {"\t": "<w:tab/>", "\n": "<w:br/>", "-": "<w:noBreakHyphen/>", "\u00ad": "<w:softHyphen/>"}
FRAME = f'<w:body xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}">{{}}</w:body>'
ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
PLAIN_LINK = "PlainLink"
CHART = "<w:drawing/>"  # stands in the markup where a chart does
PARSER = etree.XMLParser(resolve_entities=False, huge_tree=True)


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return an element of the ``w:`` namespace; so are its attributes. Its root gives it the prefix."""
    element = etree.Element(qualified(tag))
    for name, value in attributes.items():
        element.set(qualified(name), str(value))
    if children:
        element.extend(children)
    return element


@cache
def qualified(name: str) -> str:
    """Return the name of an element or attribute of WordprocessingML as lxml has it."""
    return f"{{{WORD}}}{name}"


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def take_out(element: Element) -> None:
    """Remove an element from where it stands; one that stands nowhere any more is left alone."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def blocks(found: Iterable[BodyElement], charts: Iterator[Element]) -> Element:
    """Return ``w:body`` with an element for each of the blocks; ``charts`` yields one for each chart among them."""
    body = _parsed("".join(map(_block, found)))
    for place in list(body.iterchildren(f"{{{WORD}}}drawing")):
        body.replace(place, next(charts))
    return body


def paragraph(block: Paragraph) -> Element:
    return _parsed(_paragraph(block))[0]


def run(text: str, style: str = "") -> Element:
    return _parsed(_run(text, style))[0]


def _parsed(markup: str) -> Element:
    return etree.fromstring(FRAME.format(markup), PARSER)


def _block(block: BodyElement) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Caption):
        return _caption(block)
    return CHART if isinstance(block, BarChart) else _table(block)


def _paragraph(block: Paragraph, *, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep or block.keep else ""
    # The number of the list in this document; a template may have lists before it.
    listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{block.numbering}"/></w:numPr>' if block.numbering else ""
    spans = "".join(map(_span, block.spans))
    return f'<w:p><w:pPr><w:pStyle w:val="{block.style}"/>{kept}{listed}</w:pPr>{spans}</w:p>'


def _heading(block: Heading) -> str:
    properties = f'<w:pPr><w:pStyle w:val="Heading{block.level}"/></w:pPr>'
    name = _bookmarked(_span(Run(block.text, bookmark=block.bookmark)), block.contents_bookmark)
    return f"<w:p>{properties}{name}</w:p>"


def _caption(block: Caption) -> str:
    # The name of the sequence is the word before the number, as Word's own command “Insert Caption” has it.
    code = f'<w:instrText xml:space="preserve"> SEQ {block.before.strip().translate(ESCAPES)} \\* ARABIC </w:instrText>'
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    number = f"{begin}<w:r>{code}</w:r>{separate}{_run(str(block.number))}{end}"
    properties = '<w:pPr><w:pStyle w:val="Caption"/></w:pPr>'
    return f"<w:p>{properties}{_run(block.before)}{number}{_run(block.after)}</w:p>"


def _span(span: Run) -> str:
    # LibreOffice makes no link in a PDF of one whose text has no style of its own.
    style = span.style or (PLAIN_LINK if span.anchor or span.page_of or span.url else "")
    if span.page_of:
        return _with_page(span.text, span.page_of, style)
    made = _run(span.text, style, whole=span.whole)
    if span.anchor:
        return f'<w:hyperlink w:anchor="{span.anchor}" w:history="1">{made}</w:hyperlink>'
    if span.url:
        return f'<w:hyperlink r:id="{relationship_of(span.url)}" w:history="1">{made}</w:hyperlink>'
    return _bookmarked(made, span.bookmark) if span.bookmark else made


def relationship_of(url: str) -> str:
    """Return the relationship id by which the body names an address."""
    return f"rIdLink{hashlib.sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def _with_page(text: str, bookmark: str, style: str) -> str:
    """Return a text and the page of a bookmark behind it, as a link; see fill_pages."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    instruction = f'<w:instrText xml:space="preserve"> PAGEREF {bookmark} \\h </w:instrText>'
    code = f"<w:r>{look}{instruction}</w:r>"
    told = f"{_run(text, style)}{begin}{code}{separate}{_run('0', style)}{end}"
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{told}</w:hyperlink>'


def fill_pages(body: Element, pages: Mapping[str, int]) -> None:
    """Write the pages behind the pieces that name them; take out those whose page nobody knows."""
    for code in list(body.iter(qualified("instrText"))):
        words = (code.text or "").split()
        link = next(code.iterancestors(qualified("hyperlink")), None)
        if words[0] != "PAGEREF" or link is None or link.get(qualified("anchor"), "").startswith("_Toc"):
            continue
        page = pages.get(words[1], 0)
        if page:
            list(link.iter(qualified("t")))[-1].text = str(page)
        else:
            take_out(link)


def _bookmarked(made: str, name: str) -> str:
    # The w:id is given when the whole body stands; see number_bookmarks.
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{made}<w:bookmarkEnd w:id="0"/>'


def number_bookmarks(body: Element, numbers: Iterator[int]) -> None:
    """Give each bookmark the next number as its id; of two that begin at the same place either may end first."""
    ends = body.iter(f"{{{WORD}}}bookmarkEnd")
    for start, end in zip(body.iter(f"{{{WORD}}}bookmarkStart"), ends, strict=True):
        number = str(next(numbers))
        start.set(f"{{{WORD}}}id", number)
        end.set(f"{{{WORD}}}id", number)


def _run(text: str, style: str = "", *, whole: bool = False) -> str:
    text = MEASURE.sub("\u00a0", text)
    made, place = [f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else "<w:r>"], 0
    for match in (WHOLE if whole else SPECIAL).finditer(text):
        made += (_text(text[place : match.start()]), SPECIAL_TAGS[match[0]])
        place = match.end()
    return "".join((*made, _text(text[place:]), "</w:r>"))


def _text(words: str) -> str:
    if not words:
        return ""
    space = "" if words == words.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{words.translate(ESCAPES)}</w:t>"


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


def _table(block: Table) -> str:
    width = sum(column.width for column in block.columns)
    grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in block.columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{block.style}"/><w:tblW w:w="{width}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{undivided(block.title).translate(ESCAPES)}"/>'
        f'<w:tblDescription w:val="{undivided(block.description).translate(ESCAPES)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_header_row(block)}{''.join(_rows(block))}</w:tbl>"
    )


def _header_row(block: Table) -> str:
    if block.head:
        width, head = sum(column.width for column in block.columns), Paragraph(block.head, "TableHeader")
        cells = _cell(width, (head,), keep=True, columns=len(block.columns))
    else:
        cells = "".join(_cell(column.width, (_column_title(column),), keep=True) for column in block.columns)
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _column_title(column: TableColumn) -> Paragraph:
    return Paragraph((Run(column.title),), "TableNumberHeader" if column.numbers else "TableHeader")


def _rows(block: Table) -> Iterator[str]:
    last = len(block.rows) - 1
    height = f'<w:trHeight w:val="{block.row_height}" w:hRule="atLeast"/>' if block.row_height else ""
    for index, row in enumerate(block.rows):
        # The last row takes the one above it along, so that it never stands alone on a page.
        keep = index == last - 1 or (block.keep and index == last)
        cells = (_cell(column.width, cell, keep=keep) for column, cell in zip(block.columns, row, strict=True))
        yield f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, paragraphs: tuple[Paragraph, ...], *, keep: bool, columns: int = 1) -> str:
    filled = paragraphs or (Paragraph((), "TableText"),)
    content = "".join(_paragraph(found, keep=keep) for found in filled)
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{content}</w:tc>'
