"""Is responsibility shared evenly? For units and for roles a chart and a table of how many duties each has."""

from collections.abc import Iterator

from vastuumatriisi.design.design import VisualTheme
from vastuumatriisi.matrix.balance import KINDS, Load, loads
from vastuumatriisi.text.widths import office_widths

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
NUMBER_WIDTH = 1230  # twentieths of a point; the least width of a column of numbers
NUMBERS = 72  # per cent of the width that columns of numbers may take together
LEAST_NAME = 1400  # twips for the name beside the numbers, on a narrow page
PADDING = 300  # both sides of a cell, in twentieths of a point
LONGEST_LETTER = 2
NONE = "–"


def balance_chapters(pieces: Phrases, theme: VisualTheme, size: float, width: int) -> Iterator[Chapter]:
    """Yield the chapter if any letter is a share of the work.

    ``size`` is that of the tables in pt, ``width`` that of the text.
    """
    words, matrix = pieces.wording, pieces.matrix
    units = [load for load in loads(matrix, (unit.id for unit in matrix.units)) if load.letters]
    roles = loads(matrix, (role.id for role in matrix.roles))
    blocks: list[BodyElement] = []
    for kind, found in (("unit", units), ("role", roles)):
        if any(load.letters for load in found):
            blocks += _section(pieces, theme, kind, found, (size, width))
    if blocks:
        title = words("handbook.balance.title")
        opening = (Heading(1, title, "", ""), text(words("handbook.balance.about"), keep=True))
        ending = text(words("handbook.balance.note"), "Summary")
        yield Chapter(title, (ColumnSection((*opening, *blocks, ending)),))


def _section(
    pieces: Phrases, theme: VisualTheme, kind: str, loads: list[Load], room: tuple[float, int]
) -> Iterator[BodyElement]:
    words = pieces.wording
    title = words(f"handbook.balance.{kind}s")
    yield Heading(2, title, "", "")
    yield _chart(pieces, theme, title, loads[:LONGEST_CHART])
    if len(loads) > LONGEST_CHART:
        yield text(words("handbook.balance.longest", n=LONGEST_CHART))
    yield _table(pieces, title, words(f"handbook.balance.actor_{kind}"), loads, *room)


def _kinds(pieces: Phrases, loads: list[Load]) -> list[tuple[str, str]]:
    """Return (kind, heading) for each kind of letter that any of them has: ("accountable", "Vastaa (A)")."""
    had = [kind for kind in KINDS if any(load.codes(kind) for load in loads)]
    return [(kind, _heading(pieces, kind)) for kind in had]


def _heading(pieces: Phrases, kind: str) -> str:
    """Return the names of the letters that count as one kind, with the letters behind them where these are short."""
    letters, symbols = pieces.matrix.letters.letters, _symbols(pieces, kind)
    names = _names(pieces, kind)
    # Letters that are words would fill the heading of a narrow column.
    short = max(len(letter.symbol) for letter in letters) <= LONGEST_LETTER
    return f"{', '.join(names)} ({', '.join(symbols)})" if short and names != symbols else ", ".join(names)


def _symbols(pieces: Phrases, kind: str) -> list[str]:
    return [letter.symbol for letter in pieces.matrix.letters.letters if letter.counts_as == kind]


def _names(pieces: Phrases, kind: str) -> list[str]:
    return [letter.name for letter in pieces.matrix.letters.letters if letter.counts_as == kind]


def _total_heading(pieces: Phrases) -> str:
    """Return the heading of the figure that counts a duty with R/A once, "" where no duty can have both."""
    words = pieces.wording
    performs, owns = (", ".join(_names(pieces, kind)) for kind in ("responsible", "accountable"))
    if not (performs and owns):
        return ""
    if (performs, owns) == (words("letters.R.name"), words("letters.A.name")):
        return words("handbook.balance.total")
    return words("handbook.balance.either", first=performs, second=owns)


def _mark(pieces: Phrases, kind: str) -> str:
    """Return the letter that stands for a kind, where it has one and that is short."""
    symbols = _symbols(pieces, kind)
    return symbols[0] if len(symbols) == 1 and len(symbols[0]) <= LONGEST_LETTER else ""


def _chart(pieces: Phrases, theme: VisualTheme, title: str, loads: list[Load]) -> BarChart:
    words, matrix = pieces.wording, pieces.matrix
    most = words.listed(f"{matrix.actor(load.actor).short} {load.letters}" for load in loads[:FIRST])
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


def _table(pieces: Phrases, title: str, actor: str, loads: list[Load], size: float, width: int) -> Table:
    kinds, total = _kinds(pieces, loads), _total_heading(pieces)
    headings = [*(name for _, name in kinds), *([total] if total else ())]
    narrow = _number_width(headings, size, width)
    columns = (
        TableColumn(actor, width - narrow * len(headings)),
        *(TableColumn(name, narrow, numbers=True) for name in headings),
    )
    return table(pieces, columns, tuple(_row(pieces, load, kinds, with_total=bool(total)) for load in loads), title)


def _number_width(headings: list[str], size: float, width: int) -> int:
    """Return the width of a column of numbers in which no word of a heading is broken, as far as there is room."""
    widest = max(office_widths(bold=True).widest_word(heading, size) for heading in headings)
    wanted = max(NUMBER_WIDTH, min(round(widest * 20) + PADDING, width * NUMBERS // 100 // len(headings)))
    return min(wanted, (width - LEAST_NAME) // len(headings))


def _row(pieces: Phrases, load: Load, kinds: list[tuple[str, str]], *, with_total: bool) -> TableRow:
    numbers = [len(load.codes(kind)) for kind, _ in kinds] + [load.total] * with_total
    return (
        # A role in full, as the role index has it; a unit by the short name that leads to its section.
        (Paragraph((pieces.name(load.actor, short=load.actor in pieces.anchors.units),), "TableText"),),
        *((text(str(number or NONE), "TableNumber"),) for number in numbers),
    )
