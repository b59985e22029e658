"""The handbook as a value: what stands in it, in reading order, and by which named style it is set.

Widths are in twentieths of a point, the unit of a Word table grid.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; ``style`` is a character style, ``anchor`` the bookmark it leads to, ``bookmark`` its own.

    ``whole``: no line ends behind a hyphen in it. ``page_of`` is a bookmark whose page follows the text. ``url`` is an
    address outside of the document that it leads to.
    """

    text: str
    style: str = ""
    anchor: str = ""
    bookmark: str = ""
    whole: bool = False
    page_of: str = ""
    url: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``numbering`` is its numbered list (each counts anew), ``keep`` keeps it with the next."""

    spans: Runs
    style: str
    numbering: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading of level 1 to 9; ``number`` is "2.1", ``label`` is how the styles write that: "2.1."."""

    level: int
    text: str
    bookmark: str
    number: str
    label: str = ""

    @property
    def contents_bookmark(self) -> str:
        """The hidden bookmark by which the contents finds the heading; word processors know such a name."""
        return f"_Toc{self.number.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table; ``numbers`` stand on the right of theirs."""

    title: str
    width: int
    numbers: bool = False


TableRow = tuple[tuple[Paragraph, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; a row has a tuple of paragraphs for each cell.

    Its title is that of its caption; the description is for screen readers. ``keep`` keeps the last row with what
    follows, ``row_height`` is the least height of its rows. ``head`` stands in the header row, across all columns, in
    place of their titles. One that is not ``captioned`` says itself what it is.
    """

    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
    title: str
    description: str
    keep: bool = False
    row_height: int = 0
    style: str = "MatrixTable"
    head: Runs = ()
    captioned: bool = True


@dataclass(frozen=True, slots=True)
class Caption:
    """The line that numbers a table or a figure: "Taulukko 3. Tehtävät", in three pieces."""

    before: str
    number: int
    after: str


@dataclass(frozen=True, slots=True)
class BarSeries:
    """One kind of value in a chart, one value for each category; colours are "#RRGGBB".

    ``mark`` stands behind each number, so that the kinds can be told apart on paper without colours.
    """

    name: str
    fill: str
    ink: str
    values: tuple[int, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, a category each; the description stands for the picture where it cannot be seen."""

    categories: tuple[str, ...]
    series: tuple[BarSeries, ...]
    title: str
    description: str


BodyElement = Paragraph | Heading | Table | Caption | BarChart


@dataclass(frozen=True, slots=True)
class ColumnSection:
    """A stretch of a chapter that is set in so many columns."""

    blocks: tuple[BodyElement, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """What begins on a new page; its title runs in the header of its pages.

    ``units`` stand there too, from the first to the last; a word processor that can, names the one of the page.
    One that is ``continued`` follows on the same page, below the header of the one before.
    """

    title: str
    parts: tuple[ColumnSection, ...]
    units: str = ""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; ``language`` is a BCP 47 tag, ``date`` is "2026-11-23".

    ``scripts`` are pairs of Word's kinds of script (val, eastAsia, bidi) and the language written in them.
    """

    title: str
    subject: str
    organisation: str
    keywords: str
    language: str
    scripts: tuple[tuple[str, str], ...]
    date: str
    edition: str
    custom: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """``contents`` heads the contents and ``summary`` ends it; a booklet has none, and no title page.

    ``footer`` stands left of "sivu {page} / {pages}"; ``date`` is for a cover that a letterhead has.

    ``pages`` has the page of each bookmark that is asked for and ``page_count`` that of the last page, counted from 1;
    {} and 0 where no layout engine has told them.
    """

    properties: Properties
    cover: tuple[Paragraph, ...]
    contents: str
    summary: str
    chapters: tuple[Chapter, ...]
    footer: str
    page: str
    date: str = ""
    pages: Mapping[str, int] = field(default_factory=dict, hash=False)
    page_count: int = 0

    @property
    def blocks(self) -> Iterator[BodyElement]:
        return (block for chapter in self.chapters for part in chapter.parts for block in part.blocks)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @property
    def places(self) -> tuple[str, ...]:
        """The bookmarks whose pages are shown."""
        told = (span.page_of for span in self._spans)
        listed = (heading.contents_bookmark for heading in self.headings) if self.contents else ()
        return tuple(dict.fromkeys((*listed, *filter(None, told))))

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses that something leads to, each once."""
        return tuple(dict.fromkeys(span.url for span in self._spans if span.url))

    @property
    def _spans(self) -> Iterator[Run]:
        return (span for block in self.blocks for paragraph in paragraphs_of(block) for span in paragraph.spans)

    @property
    def charts(self) -> tuple[BarChart, ...]:
        return tuple(block for block in self.blocks if isinstance(block, BarChart))


@dataclass(frozen=True, slots=True)
class Redline:
    """Two handbooks, the new one to be told by what has changed since the old one."""

    old: Handbook
    new: Handbook


def paragraphs_of(block: BodyElement) -> Iterator[Paragraph]:
    """Yield a paragraph itself, or those in the rows of a table."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, Table):
        yield from (paragraph for row in block.rows for cell in row for paragraph in cell)


def text(words: str, style: str = "Normal", *, keep: bool = False) -> Paragraph:
    """Return a paragraph of one piece."""
    return Paragraph((Run(words),), style, keep=keep)


def joined(parts: tuple[Runs, ...], separator: str = ", ") -> Runs:
    """Return the parts one behind the other with a separator between them."""
    result: list[Run] = []
    for index, part in enumerate(parts):
        result.extend((Run(separator), *part) if index else part)
    return tuple(result)
