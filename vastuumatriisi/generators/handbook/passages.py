"""What a handbook says of its matrix, passage by passage, told without making one: a file can be held against it.

Page numbers have no part in it, nor have changes: they depend on more than the matrix.
"""

from collections.abc import Iterator

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Views

from .content.anchors import anchors
from .content.changes import changes_chapter
from .content.decisions import decision_chapters
from .content.front import cover, opening
from .content.handbook import BOOKLET
from .content.indexes import glossary, index_chapters
from .content.sections import level_chapters
from .content.spans import Phrases
from .document import BodyElement, Chapter, Heading, Paragraph, Runs, Table, paragraphs_of

PAGED = "\0"  # on both sides of what a page number follows: where nobody counts pages, neither stands there
SIZE, WIDTH = 10.0, 9000  # whatever they are, the words are the same

Passage = tuple[str, str]  # what it is about, and its text


def of_duties(views: Views, wording: Wording) -> Iterator[Passage]:
    """Yield by code what stands beside the text of each duty: whom it concerns, and who has which letter."""
    for block in _blocks(level_chapters(_phrases(views, wording), SIZE, WIDTH)):
        if isinstance(block, Table):
            for code, told, *others in block.rows:
                beside = (*told[1:], *(line for cell in others for line in cell))
                yield _text(code[0].spans), "\n".join(_text(line.spans) for line in beside)


def of_units(views: Views, wording: Wording) -> Iterator[Passage]:
    """Yield by name what stands directly above the duties of each unit: its short name, and who owns most of them."""
    for name, block in _of_units(views, wording):
        if isinstance(block, Table):
            yield name, _text(block.head)


def of_actors(views: Views, wording: Wording) -> Iterator[Passage]:
    """Yield by name who is in charge of each unit and supports it, and the letters of each actor in the index.

    Short handbooks have none.
    """
    for name, block in _of_units(views, wording):
        if isinstance(block, Paragraph) and block.style.startswith("UnitFact"):
            yield name, _text(block.spans)
    if len(views.matrix.duties) > BOOKLET:
        yield from _index(_phrases(views, wording))


def of_all(views: Views, wording: Wording) -> Iterator[str]:
    """Yield every text of a handbook but those of its title page and its charts; with a base what has changed, too."""
    pieces = _phrases(views, wording)
    is_long = len(views.matrix.duties) > BOOKLET
    chapters = (
        *changes_chapter(pieces, SIZE, WIDTH),
        opening(pieces, WIDTH, has_index=is_long),
        *level_chapters(pieces, SIZE, WIDTH),
        *((*index_chapters(pieces), glossary(pieces)) if is_long else ()),
        *decision_chapters(pieces, WIDTH),
    )
    for block in _blocks(iter(chapters)):
        if isinstance(block, Heading):
            yield block.text
        for paragraph in paragraphs_of(block):
            yield _text(paragraph.spans).replace(PAGED, "")
        if isinstance(block, Table):
            yield from (block.title, _text(block.head).replace(PAGED, ""), *(column.title for column in block.columns))


def last_of_cover(views: Views, wording: Wording) -> str:
    """Return the text that ends the title page, or the lines at the head of a short handbook."""
    is_short = len(views.matrix.duties) <= BOOKLET
    *_, last = cover(_phrases(views, wording), compact=is_short)
    return _text(last.spans)


def _of_units(views: Views, wording: Wording) -> Iterator[tuple[str, BodyElement]]:
    """Yield the blocks of the sections of units, each with the name of its unit."""
    names = iter([unit.name for unit in views.matrix.duty_units])
    waiting: list[BodyElement] = []
    for block in _blocks(level_chapters(_phrases(views, wording), SIZE, WIDTH)):
        waiting.append(block)
        if isinstance(block, Table):
            name = next(names)
            yield from ((name, one) for one in waiting)
            waiting = []


def _index(pieces: Phrases) -> Iterator[Passage]:
    name = ""
    lines: list[str] = []
    for block in _blocks(index_chapters(pieces)):
        style = block.style if isinstance(block, Paragraph) else ""
        if lines and style != "IndexLine":
            yield name, "\n".join(lines)
            lines = []
        if isinstance(block, Paragraph) and style == "IndexEntry":
            name, lines = block.spans[0].text, [_text(block.spans)]
        elif isinstance(block, Paragraph) and style == "IndexLine":
            lines.append(_text(block.spans))


def _phrases(views: Views, wording: Wording) -> Phrases:
    return Phrases(views, wording, anchors(views.matrix))


def _blocks(chapters: Iterator[Chapter]) -> Iterator[BodyElement]:
    return (block for chapter in chapters for part in chapter.parts for block in part.blocks)


def _text(spans: Runs) -> str:
    return "".join(f"{PAGED}{span.text}{PAGED}" if span.page_of else span.text for span in spans)
