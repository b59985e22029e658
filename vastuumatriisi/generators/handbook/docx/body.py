"""The body of the document: title page, contents and chapters, each in sections of its own.

Each chapter is a section so that its name stands in the header of its pages in word processors that leave Word's field
STYLEREF as it is written, such as LibreOffice 7.4.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from itertools import count, islice, repeat

from vastuumatriisi.text.widths import office_widths

from ..document import Handbook, Heading, Paragraph, text
from .chart import drawing
from .headers_footers import FIRST_FOOTER, FIRST_HEADER, FOOTER, HEADER
from .letterhead.letterhead import Letterhead
from .letterhead.page import Page
from .markup import (
    RELATIONSHIPS,
    WORD,
    Element,
    blocks,
    field,
    field_end,
    field_start,
    fill_pages,
    number_bookmarks,
    paragraph,
    run,
    w,
)

GUTTER = 480  # between the columns of a page, in twentieths of a point
TOGETHER = 6  # so many entries of the contents, at least, stand on its last page
# Where the text of an entry of the contents begins, by its level; deeper ones begin where the last of these does.
ENTRY_TEXTS = (460, 1080, 1880, 2860)
ENTRY_STARTS = (0, 460, 1080, 1880)  # where its number does
BEHIND_NUMBER = 130  # at least so much stands between the two, in twentieths of a point

CHART = "rIdChart{}"  # the relationship id by which the body names a chart


def bodies(
    handbook: Handbook, letterhead: Letterhead, has_first_header: bool, cover_top: int, most: int
) -> Iterator[Element]:
    """Yield ``w:body`` in elements of so many blocks at ``most``, one after the other: as one tree it may be too large.

    Chapter 1, 2, … has the header of that number, the contents has header 0. ``cover_top`` is where the text of the
    title page begins at the earliest, in twentieths of a point.
    """
    page = replace(letterhead.page, top=max(letterhead.page.top, cover_top))
    first = FIRST_HEADER if has_first_header else ""
    charts = (drawing(c, letterhead.width, n, CHART.format(n)) for n, c in enumerate(handbook.charts, 1))
    ends = _ends(handbook, letterhead.page if handbook.contents else page, first)
    numbers = count()
    left, front = sum(1 for _ in handbook.blocks), list(_front(handbook, letterhead, page, first))
    waiting = iter(handbook.blocks)
    while batch := list(islice(waiting, most)):
        result = blocks(batch, charts)
        for element, section in zip(result, ends, strict=False):  # a batch has the next of all ends
            if section is not None:
                _end_section(element, section)
        left -= len(batch)
        if not left:
            # The properties of the last section stand at the end of the body, not in its last paragraph.
            result.append(result[-1][0][-1])
        result[:0], front = front, []
        fill_pages(result, handbook.pages)
        number_bookmarks(result, numbers)
        yield result


def _front(handbook: Handbook, letterhead: Letterhead, page: Page, header: str) -> Iterator[Element]:
    """Yield the title page and the contents, or what stands at the head of a booklet."""
    cover = [_on_cover(block, letterhead) for block in handbook.cover]
    yield from cover
    if handbook.contents:
        _close_section(cover[-1], page, header=header, footer=FIRST_FOOTER)
        contents = list(_contents(handbook, letterhead))
        _close_section(contents[-1], letterhead.page, header=HEADER.format(0), footer=FOOTER)
        yield from contents


def _begin_booklet(section: Element, header: str) -> None:
    """Give the first section of a booklet its headers and footers, those of the first page too."""
    references = [("header", "default", HEADER.format(0)), ("footer", "default", FOOTER)]
    references += [("header", "first", header)] if header else []
    references.append(("footer", "first", FIRST_FOOTER))
    for place, (kind, pages, identifier) in enumerate(references):
        reference = w(f"{kind}Reference", type=pages)
        reference.set(f"{{{RELATIONSHIPS}}}id", identifier)
        section.insert(place, reference)
    section.append(w("titlePg"))  # the columns come right before it


def _on_cover(block: Paragraph, letterhead: Letterhead) -> Element:
    element = paragraph(block)
    if block.style == "CoverLine":
        element[0].append(letterhead.tabs(block.style, ("right_underscore", letterhead.width)))
    return element


def _ends(handbook: Handbook, page: Page, first: str) -> Iterator[Element | None]:
    """Yield for each block the properties of the section that ends with it, None for one within."""
    booklet = not handbook.contents
    for number, chapter in enumerate(handbook.chapters, 1):
        for index, part in enumerate(chapter.parts):
            continued = chapter.continued or index > 0
            header = "" if continued else HEADER.format(number)
            section = _section(page, header=header, columns=part.columns, continued=continued)
            if booklet:
                _begin_booklet(section, first)
                booklet = False
            yield from repeat(None, len(part.blocks) - 1)
            yield section


def _close_section(last: Element, page: Page, *, header: str = "", footer: str = "") -> None:
    _end_section(last, _section(page, header=header, footer=footer))


def _end_section(last: Element, section: Element) -> None:
    """End a section with its last paragraph."""
    if last.tag != f"{{{WORD}}}p":
        raise ValueError("a section must end with a paragraph, which holds its properties")
    last[0].append(section)


def _section(
    page: Page,
    *,
    header: str = "",
    footer: str = "",
    columns: int = 1,
    continued: bool = False,
) -> Element:
    """Return the properties of a section; without a header it has that of the section before it."""
    section = w("sectPr")
    for kind, identifier in (("headerReference", header), ("footerReference", footer)):
        if identifier:
            reference = w(kind, type="default")
            reference.set(f"{{{RELATIONSHIPS}}}id", identifier)
            section.append(reference)
    section.append(w("type", val="continuous" if continued else "nextPage"))
    section.extend(page.elements())
    section.append(w("cols", num=columns, space=GUTTER))
    return section


def _contents(handbook: Handbook, letterhead: Letterhead) -> Iterator[Element]:
    """Yield the contents, filled, in the control by which Word offers to bring it up to date."""
    heading = paragraph(text(handbook.contents, "TOCHeading"))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", heading, *_entries(handbook, letterhead)))
    yield paragraph(text(handbook.summary, "Summary"))


def _entries(handbook: Handbook, letterhead: Letterhead) -> list[Element]:
    headings = handbook.headings
    deepest = max(heading.level for heading in headings)
    tabs = {level: _entry_tabs(letterhead, level, headings) for level in range(1, deepest + 1)}
    pages = handbook.pages
    entries = [_entry(h, pages.get(h.contents_bookmark, 0), tabs[h.level]) for h in headings]
    for entry in entries[-TOGETHER:]:
        entry[0].insert(1, w("keepNext"))
    entries[0][1:1] = field_start(f'TOC \\o "1-{deepest}" \\h \\z \\u')
    entries[-1].append(field_end())
    return entries


def _entry_tabs(letterhead: Letterhead, level: int, headings: Iterable[Heading]) -> Element:
    """Return the tabs that Word, too, writes into each entry: they depend on how wide the page and the numbers are."""
    place = min(level, len(ENTRY_TEXTS)) - 1
    size = letterhead.look.size(letterhead.styles[f"TOC{level}"])
    labels = (heading.label for heading in headings if heading.level == level)
    widest = max((office_widths(bold=level == 1).width(label, size) for label in labels), default=0)
    text_at = max(ENTRY_TEXTS[place], ENTRY_STARTS[place] + round(widest * 20) + BEHIND_NUMBER)
    return letterhead.tabs(f"TOC{level}", ("left", text_at), ("right_dot", letterhead.width))


def _entry(heading: Heading, page: int, tabs: Element) -> Element:
    """Return "2.1  Koulun johto …… 12" as a link, without the page where it is 0, or a number that nobody writes."""
    number = (run("\t"), *field(f"PAGEREF {heading.contents_bookmark} \\h", str(page))) if page else ()
    label = (run(heading.label), run("\t")) if heading.label else ()
    told = (*label, run(heading.text), *number)
    link = w("hyperlink", *told, anchor=heading.contents_bookmark, history=1)
    return w("p", w("pPr", w("pStyle", val=f"TOC{heading.level}"), deepcopy(tabs)), link)
