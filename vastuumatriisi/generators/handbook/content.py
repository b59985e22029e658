"""The whole handbook, put together and numbered."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.handbook.anchors import anchors
from vastuumatriisi.generators.handbook.flow import (
    Block,
    Chapter,
    Handbook,
    Heading,
    Paragraph,
    Part,
    Properties,
    Table,
)
from vastuumatriisi.generators.handbook.front import cover, opening
from vastuumatriisi.generators.handbook.indexes import index_chapters
from vastuumatriisi.generators.handbook.parties import Pieces
from vastuumatriisi.generators.handbook.sections import level_chapters
from vastuumatriisi.generators.handbook.styles import text_width
from vastuumatriisi.model import Matrix
from vastuumatriisi.views import Views
from vastuumatriisi.wording import Wording

# Spelling checkers know a language by its country; a tag that names one is taken as it is.
OTHER_SCRIPTS = dict.fromkeys(("ja", "zh", "ko"), "eastAsia") | dict.fromkeys(("ar", "fa", "he", "ur"), "bidi")
COUNTRIES = {"fi": "fi-FI", "sv": "sv-SE", "en": "en-GB"}


def handbook(views: Views, dress: Dress) -> Handbook:
    """Return what stands in the handbook of a matrix."""
    words, matrix = dress.wording, views.matrix
    pieces = Pieces(views, words, anchors(matrix))
    width = text_width(dress.theme)
    chapters = (
        opening(pieces, width),
        *level_chapters(pieces, dress.theme, width),
        *index_chapters(pieces),
    )
    return Handbook(
        properties=_properties(matrix, words),
        cover=tuple(cover(pieces)),
        contents=words("handbook.contents"),
        summary=words(
            "handbook.total",
            units=words.count("count.units", len(matrix.duty_units)),
            duties=words.count("count.duties", len(matrix.duties)),
        ),
        chapters=tuple(_numbered(chapters)),
        footer=_footer(matrix, words),
        page=words("handbook.page"),
    )


def _properties(matrix: Matrix, words: Wording) -> Properties:
    return Properties(
        title=matrix.title,
        subject=words("handbook.name"),
        organisation=matrix.organisation,
        keywords=words("handbook.keywords"),
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


def _numbered(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    """Yield the chapters with their headings numbered as Word numbers them, and each heading with a bookmark."""
    counts: list[int] = []
    for chapter in chapters:
        parts = []
        for part in chapter.parts:
            blocks = [_counted(block, counts) if isinstance(block, Heading) else block for block in part.blocks]
            parts.append(Part(_together_at_end(blocks), part.columns))
        yield Chapter(chapter.title, tuple(parts))


def _together_at_end(blocks: list[Block]) -> tuple[Block, ...]:
    """Return the blocks with the last paragraphs kept together, so that none of them has a page to itself."""
    result = list(blocks)
    for index in range(len(blocks) - 2, max(len(blocks) - 5, 0), -1):
        block = result[index]
        if isinstance(block, Paragraph):
            result[index] = replace(block, keep=True)
        elif isinstance(block, Table):
            result[index] = replace(block, keep=True)
            break
    return tuple(result)


def _counted(heading: Heading, counts: list[int]) -> Heading:
    """Return the heading with its number; ``counts`` holds the numbers of the levels above and is moved on."""
    del counts[heading.level :]
    counts.extend([0] * (heading.level - len(counts)))
    counts[-1] += 1
    number = ".".join(map(str, counts))
    return replace(heading, number=number, bookmark=heading.bookmark or f"c_{number.replace('.', '_')}")
