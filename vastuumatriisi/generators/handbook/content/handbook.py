"""The whole handbook, put together and numbered."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix, Views

from ..document import (
    BodyElement,
    Caption,
    Chapter,
    ColumnSection,
    Handbook,
    Heading,
    Paragraph,
    Properties,
    Table,
)
from ..frame import NumberedLevel, PageFrame, label
from .anchors import anchors
from .changes import changes_chapter
from .decisions import decision_chapters
from .front import cover, opening
from .indexes import glossary, index_chapters
from .sections import level_chapters
from .shares import balance_chapters
from .spans import Phrases

# Spelling checkers know a language by its country; a tag that names one is taken as it is.
OTHER_SCRIPTS = dict.fromkeys(("ja", "zh", "ko"), "eastAsia") | dict.fromkeys(("ar", "fa", "he", "ur"), "bidi")
BOOKLET = 40  # so many duties at most are found without contents and index, on two to four pages
FEW_ACTORS = 16  # their shares take less than half a page
TOGETHER = 9  # so many blocks, at most, are kept together at the end of a chapter
COUNTRIES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}


def handbook(views: Views, design: Design, frame: PageFrame) -> Handbook:
    """Return what stands in the handbook of a matrix that is written into this frame."""
    words, matrix, size, width = design.wording, views.matrix, frame.size, frame.width
    pieces = Phrases(views, words, anchors(matrix))
    is_booklet = len(matrix.duties) <= BOOKLET
    references = () if is_booklet else tuple(_references(pieces, design, size, width))
    chapters = (
        *changes_chapter(pieces, size, width),
        opening(pieces, width, has_index=len(references) > 1),
        *level_chapters(pieces, size, width),
        *references,
        *decision_chapters(pieces, width),
    )
    if is_booklet:
        chapters = tuple(replace(chapter, continued=True) for chapter in chapters)
    return Handbook(
        properties=_properties(matrix, words),
        cover=tuple(cover(pieces, frame.first_page, has_cover=frame.has_cover, compact=is_booklet)),
        contents="" if is_booklet else words("handbook.contents"),
        summary=words(
            "handbook.total",
            units=words.count("count.units", len(matrix.duty_units)),
            duties=words.count("count.duties", len(matrix.duties)),
        ),
        chapters=tuple(_numbered(_with_titles(chapters), words, frame.heading_levels)),
        footer=_footer(matrix, words),
        page=words("handbook.page"),
        date=words.date(matrix.date),
    )


def _with_titles(chapters: Iterable[Chapter]) -> list[Chapter]:
    """Return the chapters, each with the titles of those that go on on its pages behind its own."""
    found: list[Chapter] = []
    for chapter in chapters:
        if chapter.continued and found:
            first = max(place for place, one in enumerate(found) if place == 0 or not one.continued)
            found[first] = replace(found[first], title=f"{found[first].title} – {chapter.title}")
        found.append(chapter)
    return found


def _references(pieces: Phrases, design: Design, size: float, width: int) -> Iterator[Chapter]:
    """Yield what one looks things up in: the shares, the index and, on what is left of its last page, the glossary."""
    shares = tuple(balance_chapters(pieces, design.theme, size, width))
    yield from shares
    are_short = bool(shares) and len(pieces.matrix.actors) <= FEW_ACTORS
    yield from (replace(chapter, continued=are_short) for chapter in index_chapters(pieces))
    yield glossary(pieces)


def _properties(matrix: Matrix, words: Wording) -> Properties:
    return Properties(
        title=matrix.title,
        subject=words("handbook.name"),
        organisation=matrix.organisation,
        keywords=", ".join(filter(None, (words("handbook.keywords"), matrix.letters.acronym))),
        language=_tag(matrix.language),
        scripts=tuple(_scripts(matrix.language, words.language)),
        date=matrix.date.isoformat(),
        edition=matrix.edition,
        custom=(
            (words("matrix.edition"), matrix.edition),
            (words("matrix.date"), matrix.date.isoformat()),
            (words("matrix.fingerprint"), matrix.fingerprint),
        ),
    )


def _tag(language: str) -> str:
    return COUNTRIES.get(language.casefold(), language)


def _scripts(language: str, own_words: str) -> Iterator[tuple[str, str]]:
    """Yield each kind of script with its language; Latin letters beside another script are the document's own words."""
    kind = OTHER_SCRIPTS.get(language.casefold().split("-")[0])
    yield "val", _tag(own_words if kind else language)
    if kind:
        yield kind, language


def _footer(matrix: Matrix, words: Wording) -> str:
    told = (
        words("handbook.edition_line", edition=matrix.edition),
        words.date(matrix.date),
        words("handbook.fingerprint_line", fingerprint=matrix.fingerprint),
    )
    return " · ".join(told)


def _numbered(chapters: Iterable[Chapter], words: Wording, levels: tuple[NumberedLevel, ...]) -> Iterator[Chapter]:
    """Yield the chapters with headings numbered as Word numbers them and bookmarked, and a caption for each table."""
    counts: list[int] = []
    numbers = itertools.count(1)
    for chapter in chapters:
        parts = []
        for part in chapter.parts:
            blocks = [_counted(block, counts, levels) if isinstance(block, Heading) else block for block in part.blocks]
            parts.append(
                ColumnSection(
                    tuple(_captioned(_together_at_end(blocks) if part.columns == 1 else blocks, words, numbers)),
                    part.columns,
                )
            )
        yield replace(chapter, parts=tuple(parts))


def _captioned(blocks: Iterable[BodyElement], words: Wording, numbers: Iterator[int]) -> Iterator[BodyElement]:
    """Yield the blocks, each table that does not say itself what it is with a caption above it."""
    for block in blocks:
        if isinstance(block, Table) and block.captioned:
            before, after = words("handbook.captions.table").split("{number}", 1)
            yield Caption(before, next(numbers), after.replace("{title}", block.title))
        yield block


def _together_at_end(blocks: list[BodyElement]) -> tuple[BodyElement, ...]:
    """Return the blocks with the last paragraphs kept together, so that none of them has a page to itself."""
    result = list(blocks)
    for index in range(len(blocks) - 2, max(len(blocks) - TOGETHER, 0), -1):
        block = result[index]
        if isinstance(block, Paragraph):
            result[index] = replace(block, keep=True)
        elif isinstance(block, Table):
            result[index] = replace(block, keep=True)
            break
    return tuple(result)


def _counted(heading: Heading, counts: list[int], levels: tuple[NumberedLevel, ...]) -> Heading:
    """Return the heading with its number; ``counts`` holds the numbers of the levels above and is moved on."""
    del counts[heading.level :]
    counts.extend([0] * (heading.level - len(counts)))
    counts[-1] += 1
    number = ".".join(map(str, counts))
    bookmark = heading.bookmark or f"c_{number.replace('.', '_')}"
    return replace(heading, number=number, label=label(counts, levels), bookmark=bookmark)
