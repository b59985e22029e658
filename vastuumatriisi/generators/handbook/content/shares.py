"""Is responsibility shared evenly? For units a chart, for roles a table of how many duties each has."""

from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.design.design import VisualTheme
from vastuumatriisi.matrix.balance import KINDS, Load, loads
from vastuumatriisi.text.widths import office_widths

from ..document import (
    BarChart,
    BarSeries,
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
FEW_ROLES = 12  # so many need no second column
GUTTER = 480  # twips between the columns of a page
NUMBER_WIDTH = 480  # twips; the least width of a column of numbers
NUMBERS = 72  # per cent of the width that columns of numbers may take together
LEAST_NAME = 1400  # twips for the name beside the numbers, on a narrow page
PADDING = 220  # both sides of a cell, in twips
LONGEST_LETTER = 2  # characters that stand for a letter beside numbers; longer ones are words
NONE = "–"


def balance_chapters(pieces: Phrases, theme: VisualTheme, size: float, width: int) -> Iterator[Chapter]:
    """Yield the chapter if any letter is a share of the work.

    ``size`` is that of the tables in pt, ``width`` that of the text.
    """
    words, matrix = pieces.wording, pieces.matrix
    units = [load for load in loads(matrix, (unit.id for unit in matrix.units)) if load.letters]
    roles = loads(matrix, (role.id for role in matrix.roles))
    parts: list[ColumnSection] = []
    if any(load.letters for load in units):
        heading = words("handbook.balance.units")
        parts.append(
            ColumnSection((Heading(2, heading, "", ""), _chart(pieces, theme, heading, units[:LONGEST_CHART])))
        )
        if len(units) > LONGEST_CHART:
            parts.append(ColumnSection((text(words("handbook.balance.longest", n=LONGEST_CHART)),)))
    if any(load.letters for load in roles):
        parts += _roles(pieces, roles, size, width)
    if parts:
        title = words("handbook.balance.title")
        opening = (Heading(1, title, "", ""), text(words("handbook.balance.about"), keep=True))
        yield Chapter(title, (ColumnSection((*opening, *parts[0].blocks)), *parts[1:]))


def _roles(pieces: Phrases, loads: list[Load], size: float, width: int) -> Iterator[ColumnSection]:
    """Yield the table of roles; where its headings are letters it is set in two columns of the page."""
    words = pieces.wording
    title = words("handbook.balance.roles")
    letters = sum(load.letters for load in loads)
    total = text(words("handbook.balance.roles_total", roles=len(loads), letters=letters), "CompactText")
    yield ColumnSection((Heading(2, title, "", ""), text(words("handbook.balance.roles_about"), keep=True)))
    columns = 2 if _are_short(pieces) and len(loads) > FEW_ROLES else 1
    room = width if columns == 1 else (width - GUTTER) // 2
    yield ColumnSection(
        (_table(pieces, title, words("handbook.balance.actor_role"), loads, size, room), total), columns
    )
    # What follows columns on the same page makes them end at the same height.
    yield ColumnSection((text(words("handbook.balance.note"), "Summary"),))


def _kinds(pieces: Phrases, loads: list[Load]) -> list[tuple[str, str]]:
    """Return (kind, heading) for each kind of letter that any of them has: ("accountable", "Vastaa (A)")."""
    had = [kind for kind in KINDS if any(load.codes(kind) for load in loads)]
    return [(kind, _heading(pieces, kind)) for kind in had]


def _heading(pieces: Phrases, kind: str) -> str:
    """Return the names of the letters that count as one kind, with the letters behind them where these are short."""
    symbols = _symbols(pieces, kind)
    names = _names(pieces, kind)
    # Letters that are words would fill the heading of a narrow column.
    return f"{', '.join(names)} ({', '.join(symbols)})" if _are_short(pieces) and names != symbols else ", ".join(names)


def _symbols(pieces: Phrases, kind: str) -> list[str]:
    return [letter.symbol for letter in pieces.matrix.letters.letters if letter.counts_as == kind]


def _names(pieces: Phrases, kind: str) -> list[str]:
    return [letter.name for letter in pieces.matrix.letters.letters if letter.counts_as == kind]


def _are_short(pieces: Phrases) -> bool:
    return max(len(letter.symbol) for letter in pieces.matrix.letters.letters) <= LONGEST_LETTER


def _mark(pieces: Phrases, kind: str) -> str:
    """Return the letter that stands for a kind, where it has one and that is short."""
    symbols = _symbols(pieces, kind)
    return symbols[0] if len(symbols) == 1 and len(symbols[0]) <= LONGEST_LETTER else ""


def _chart(pieces: Phrases, theme: VisualTheme, title: str, loads: list[Load]) -> BarChart:
    words, matrix = pieces.wording, pieces.matrix
    kinds = _kinds(pieces, loads)
    series = (
        BarSeries(name, *_colours(theme, kind), tuple(len(load.codes(kind)) for load in loads), _mark(pieces, kind))
        for kind, name in kinds
    )
    told = (
        f"{matrix.actor(load.actor).short}: "
        + ", ".join(f"{name} {len(load.codes(kind))}" for kind, name in kinds if load.codes(kind))
        for load in loads
    )
    return BarChart(
        categories=tuple(matrix.actor(load.actor).short for load in loads),
        series=tuple(series),
        title=title,
        description=words("handbook.balance.alternative", numbers="; ".join(told)),
    )


def _colours(theme: VisualTheme, kind: str) -> tuple[str, str]:
    return theme.letters[kind].fill, theme.letters[kind].ink


def _table(pieces: Phrases, title: str, actor: str, loads: list[Load], size: float, width: int) -> Table:
    kinds = [kind for kind, _ in _kinds(pieces, loads)]
    letters = [", ".join(_symbols(pieces, kind) if _are_short(pieces) else _names(pieces, kind)) for kind in kinds]
    narrow = _number_width(letters, size, width)
    columns = (
        TableColumn(actor, width - narrow * len(letters)),
        *(TableColumn(name, narrow, numbers=True) for name in letters),
    )
    made = table(pieces, columns, tuple(_row(pieces, load, kinds) for load in loads), title)
    return replace(made, captioned=False, style="CompactTable")


def _number_width(headings: list[str], size: float, width: int) -> int:
    """Return the width of a column of numbers in which no word of a heading is broken, as far as there is room."""
    widest = max(office_widths(bold=True).widest_word(heading, size) for heading in headings)
    wanted = max(NUMBER_WIDTH, min(round(widest * 20) + PADDING, width * NUMBERS // 100 // len(headings)))
    return min(wanted, (width - LEAST_NAME) // len(headings))


def _row(pieces: Phrases, load: Load, kinds: list[str]) -> TableRow:
    numbers = [len(load.codes(kind)) for kind in kinds]
    return (
        (Paragraph((pieces.name(load.actor, short=True),), "CompactText"),),
        *((text(str(number or NONE), "CompactNumber"),) for number in numbers),
    )
