"""Is responsibility shared evenly? For units and for roles a chart and a table of how many duties each has."""

from collections.abc import Iterator

from vastuumatriisi.design.design import VisualTheme
from vastuumatriisi.matrix import Role, Unit
from vastuumatriisi.matrix.balance import KINDS, Load, loads

from ..document import (
    BarChart,
    BarSeries,
    BodyElement,
    Chapter,
    ColumnSection,
    Heading,
    Paragraph,
    Table,
    TableColumn,
    TableRow,
    text,
)
from .front import table
from .spans import Phrases

LONGEST_CHART = 30  # bars; about half a page
FIRST = 3  # so many are named in the words that stand for the chart
NUMBER_WIDTH = 1230  # twentieths of a point
LEAST_NAME = 1400  # twips for the name beside the numbers, on a narrow page
LONGEST_LETTER = 2
NONE = "–"


def balance_chapters(pieces: Phrases, theme: VisualTheme, width: int) -> Iterator[Chapter]:
    """Yield the chapter if any letter is given; ``width`` is that of the text."""
    words, matrix = pieces.wording, pieces.matrix
    if not pieces.views.acting:
        return
    title = words("handbook.balance.title")
    blocks: list[BodyElement] = [Heading(1, title, "", ""), text(words("handbook.balance.about"), keep=True)]
    acting = set(pieces.views.acting)
    units = [unit for unit in matrix.units if unit.id in acting]
    for kind, actors in (("unit", units), ("role", list(matrix.roles))):
        if actors:
            blocks += _section(pieces, theme, width, kind, actors)
    yield Chapter(title, (ColumnSection((*blocks, text(words("handbook.balance.note"), "Summary"))),))


def _section(
    pieces: Phrases, theme: VisualTheme, width: int, kind: str, actors: list[Unit] | list[Role]
) -> Iterator[BodyElement]:
    words = pieces.wording
    title = words(f"handbook.balance.{kind}s")
    found = loads(pieces.matrix, (actor.id for actor in actors))
    yield Heading(2, title, "", "")
    yield _chart(pieces, theme, title, found[:LONGEST_CHART])
    if len(found) > LONGEST_CHART:
        yield text(words("handbook.balance.longest", n=LONGEST_CHART))
    yield _table(pieces, title, words(f"handbook.balance.actor_{kind}"), found, width)


def _kinds(pieces: Phrases, loads: list[Load]) -> list[tuple[str, str]]:
    """Return (kind, heading) for each kind of letter that any of them has: ("accountable", "Vastaa (A)")."""
    letters = pieces.matrix.letters.letters
    found = {kind: _symbols(pieces, kind) for kind in KINDS}
    had = [kind for kind in KINDS if any(load.codes(kind) for load in loads)]
    # Letters that are words would fill the heading of a narrow column.
    short = max(len(letter.symbol) for letter in letters) <= LONGEST_LETTER
    told = {kind: f" ({', '.join(found[kind])})" if short else "" for kind in had}
    return [(kind, pieces.wording(f"handbook.balance.{kind}") + told[kind]) for kind in had]


def _symbols(pieces: Phrases, kind: str) -> list[str]:
    return [letter.symbol for letter in pieces.matrix.letters.letters if letter.counts_as == kind]


def _mark(pieces: Phrases, kind: str) -> str:
    """Return the letter that stands for a kind, where it has one and that is short."""
    symbols = _symbols(pieces, kind)
    return symbols[0] if len(symbols) == 1 and len(symbols[0]) <= LONGEST_LETTER else ""


def _chart(pieces: Phrases, theme: VisualTheme, title: str, loads: list[Load]) -> BarChart:
    words, matrix = pieces.wording, pieces.matrix
    most = words.listed(f"{matrix.actor(load.actor).short} {load.total}" for load in loads[:FIRST])
    series = (
        BarSeries(name, *_colours(theme, kind), tuple(len(load.codes(kind)) for load in loads), _mark(pieces, kind))
        for kind, name in _kinds(pieces, loads)
    )
    return BarChart(
        categories=tuple(matrix.actor(load.actor).short for load in loads),
        series=tuple(series),
        title=title,
        description=words("handbook.balance.alternative", most=most),
    )


def _colours(theme: VisualTheme, kind: str) -> tuple[str, str]:
    return theme.letters[kind].fill, theme.letters[kind].ink


def _table(pieces: Phrases, title: str, actor: str, loads: list[Load], width: int) -> Table:
    kinds = _kinds(pieces, loads)
    number = min(NUMBER_WIDTH, (width - LEAST_NAME) // (len(kinds) + 1))
    columns = (
        TableColumn(actor, width - number * (len(kinds) + 1)),
        *(TableColumn(name, number, numbers=True) for _, name in kinds),
        TableColumn(pieces.wording("handbook.balance.total"), number, numbers=True),
    )
    return table(pieces, columns, tuple(_row(pieces, load, kinds) for load in loads), title)


def _row(pieces: Phrases, load: Load, kinds: list[tuple[str, str]]) -> TableRow:
    numbers = [len(load.codes(kind)) for kind, _ in kinds]
    return (
        # A role in full, as the role index has it; a unit by the short name that leads to its section.
        (Paragraph((pieces.name(load.actor, short=load.actor in pieces.anchors.units),), "TableText"),),
        *((text(str(number or NONE), "TableNumber"),) for number in (*numbers, load.total)),
    )
