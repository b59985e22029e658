"""What the handbook is written into: how wide its text is, in which font, how headings are numbered, what stands there.

The built-in template follows from the theme; only an organisation's letterhead has to be opened to know.
"""

from collections.abc import Iterable, Iterator

from vastuumatriisi.design.design import Design

from ..document import BodyElement, Handbook, Paragraph, Table, paragraphs_of
from ..frame import PageFrame
from .built_in_check import PAGE, is_built_in, side_margin

RUNNING = ("Header", "HeaderChapter", "Footer")
TEXTS = ("Summary", "Caption", "Figure", "PlainLink")
STRUCTURE = ("Normal", "UnitName", "TOCHeading", "TOC1", *RUNNING, *TEXTS)
TABLES = ("TableHeader", "TableNumberHeader", "TableText", "TableNumber")


def read_page_frame(design: Design) -> PageFrame:
    """Return the frame that the template gives. Raises UserError where it cannot be read."""
    theme = design.theme
    if is_built_in(design):
        return PageFrame(theme.handbook["table"], PAGE[0] - 2 * side_margin(theme), theme.fonts["office"])
    from .letterhead.letterhead import open_letterhead
    from .letterhead.running_matter import running_matter

    letterhead = open_letterhead(design, ("Normal", "TableText"))
    has_cover = letterhead.cover is not None
    size, shown = letterhead.measured_size(theme), running_matter(letterhead)
    return PageFrame(size, letterhead.width, letterhead.font, letterhead.heading_levels, shown.first_page, has_cover)


def used_styles(handbook: Handbook) -> Iterator[str]:
    """Yield the id of each style that the handbook uses, many of them often."""
    yield from STRUCTURE
    yield from (paragraph.style for paragraph in handbook.cover)
    for heading in handbook.headings:
        yield from (f"Heading{heading.level}", f"TOC{heading.level}")
    for block in handbook.blocks:
        yield from _used_in(block)


def _used_in(block: BodyElement) -> Iterable[str]:
    if isinstance(block, Paragraph):
        return (block.style, *(span.style for span in block.spans if span.style))
    if isinstance(block, Table):
        used = (style for paragraph in paragraphs_of(block) for style in _used_in(paragraph))
        return (block.style, *TABLES, *(span.style for span in block.head if span.style), *used)
    return ()
