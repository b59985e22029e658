"""What the handbook is written into: how wide its text is, in which font, and which styles there are.

The built-in template follows from the theme; only an organisation's letterhead has to be opened to know.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError

from ..document import BodyElement, Handbook, Paragraph, Table
from .built_in_check import FILE, PAGE, is_built_in, side_margin

STRUCTURE = ("Normal", "TOCHeading", "TOC1", "Header", "HeaderChapter", "Footer", "Summary", "Caption", "Figure")
TABLES = ("TableHeader", "TableNumberHeader", "TableText", "TableNumber")


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The size of tables in pt, as wide as the office font of that size, and the width of the text in twentieths.

    ``font`` is "" where a theme of Word names it; ``lacking`` has the names of our styles that a letterhead has not.
    """

    size: float
    width: int
    font: str
    lacking: Mapping[str, str]


def read_page_frame(design: Design) -> PageFrame:
    """Return the frame that the template gives. Raises UserError where it cannot be read."""
    theme = design.theme
    if is_built_in(design):
        return PageFrame(theme.handbook["table"], PAGE[0] - 2 * side_margin(theme), theme.fonts["office"], {})
    from .letterhead import open_letterhead

    letterhead = open_letterhead(design)
    lacking = {ours: name for ours, name in letterhead.names.items() if ours not in letterhead.identifiers}
    return PageFrame(letterhead.measured_size(theme), letterhead.width, letterhead.font, lacking)


def require_styles(around: PageFrame, handbook: Handbook, folder: str) -> None:
    """Raise UserError with the names of the styles that the handbook needs and the template lacks."""
    if not around.lacking:
        return
    lacking = sorted({around.lacking[style] for style in _used(handbook) if style in around.lacking})
    if lacking:
        raise UserError(
            f"The Word template ({folder}/{FILE}, or what --template names) lacks the styles "
            f"{', '.join(f'“{name}”' for name in lacking)}; copy them from the template that comes with the program "
            "(in Word: Manage Styles, Import/Export)."
        )


def _used(handbook: Handbook) -> Iterator[str]:
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
        paragraphs = (paragraph for row in block.rows for cell in row for paragraph in cell)
        return (block.style, *TABLES, *(style for paragraph in paragraphs for style in _used_in(paragraph)))
    return ()
