"""The body of the document: title page, contents and chapters, each in sections of its own.

Each chapter is a section so that its name stands in the header of its pages in word processors that leave Word's field
STYLEREF as it is written, such as LibreOffice 7.4.
"""

from collections.abc import Iterator

from lxml import etree

from vastuumatriisi.generators.handbook.flow import Chapter, Handbook, Heading, text
from vastuumatriisi.generators.handbook.markup import (
    NAMESPACES,
    RELATIONSHIPS,
    WORD,
    Element,
    blocks,
    field_end,
    field_start,
    number_bookmarks,
    paragraph,
    run,
    w,
)
from vastuumatriisi.generators.handbook.styles import PAGE
from vastuumatriisi.theme import Theme

TOP, BOTTOM, RUNNING = 1500, 1140, 600  # margins, and header and footer from the edge, in twentieths of a point
GUTTER = 480

# The relationship ids by which sections name the parts with their running matter.
FOOTER = "rIdFooter"
HEADER = "rIdHeader{}"


def body(handbook: Handbook, theme: Theme) -> Element:
    """Return ``w:body``; chapter 1, 2, … has the header of that number, the contents has header 0."""
    margin = round(theme.handbook["margin"] * 20)
    result = etree.Element(f"{{{WORD}}}body", nsmap=NAMESPACES)
    result.extend(map(paragraph, handbook.cover))
    _close_section(result, margin, footer=FOOTER)
    result.extend(_contents(handbook))
    _close_section(result, margin, header=HEADER.format(0))
    for number, chapter in enumerate(handbook.chapters, 1):
        _add_chapter(result, margin, chapter, HEADER.format(number))
    # The properties of the last section stand at the end of the body, not in its last paragraph.
    result.append(result[-1][0][-1])
    number_bookmarks(result)
    return result


def _add_chapter(result: Element, margin: int, chapter: Chapter, header: str) -> None:
    for index, part in enumerate(chapter.parts):
        result.extend(blocks(part.blocks))
        _close_section(result, margin, header="" if index else header, columns=part.columns, continued=index > 0)


def _close_section(
    result: Element, margin: int, *, header: str = "", footer: str = "", columns: int = 1, continued: bool = False
) -> None:
    """End a section with the last paragraph of ``result``; without a header it has that of the section before it."""
    last = result[-1]
    if last.tag != f"{{{WORD}}}p":
        raise ValueError("a section must end with a paragraph, which holds its properties")
    section = w("sectPr")
    for kind, identifier in (("headerReference", header), ("footerReference", footer)):
        if identifier:
            reference = w(kind, type="default")
            reference.set(f"{{{RELATIONSHIPS}}}id", identifier)
            section.append(reference)
    section.append(w("type", val="continuous" if continued else "nextPage"))
    section.append(w("pgSz", w=PAGE[0], h=PAGE[1]))
    edges = {"top": TOP, "right": margin, "bottom": BOTTOM, "left": margin}
    section.append(w("pgMar", **edges, header=RUNNING, footer=RUNNING, gutter=0))
    section.append(w("cols", num=columns, space=GUTTER))
    last[0].append(section)


def _contents(handbook: Handbook) -> Iterator[Element]:
    """Yield the contents, filled, in the control by which Word offers to bring it up to date."""
    heading = paragraph(text(handbook.contents, "TOCHeading"))
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", heading, *_entries(handbook.headings)))
    yield paragraph(text(handbook.summary, "Summary"))


def _entries(headings: tuple[Heading, ...]) -> list[Element]:
    deepest = max(heading.level for heading in headings)
    entries = [_entry(heading) for heading in headings]
    entries[0][1:1] = field_start(f'TOC \\o "1-{deepest}" \\h \\z \\u')
    entries[-1].append(field_end())
    return entries


def _entry(heading: Heading) -> Element:
    """Return "2.1  Koulun johto" as a link; its page number is a stage of its own."""
    link = w("hyperlink", run(heading.number), run("\t"), run(heading.text), anchor=heading.bookmark, history=1)
    return w("p", w("pPr", w("pStyle", val=f"TOC{heading.level}")), link)
