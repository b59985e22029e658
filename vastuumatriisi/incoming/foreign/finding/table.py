"""A block of a sheet with what each of its rows says of whom: the same for all the forms in which people write it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.found import Mark
from vastuumatriisi.incoming.foreign.finding.headings import Heading, headings
from vastuumatriisi.incoming.foreign.finding.labels import Labels, labels_of
from vastuumatriisi.incoming.foreign.finding.layout import EMPTY, MARK, Block, Grid
from vastuumatriisi.incoming.foreign.finding.lexicon import NOT_INVOLVED
from vastuumatriisi.incoming.foreign.reading.values import Place

UNDECIDED = ("tbd", "tba", "?")  # in the place of a name
NAMES = re.compile(r"\s*[;\n/]\s*|\s*,\s+|\s+(?:&|and|ja|och|und|sekä|samt)\s+")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one cell says of one actor."""

    actor: str
    mark: Mark
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A block, what its columns with words tell, the roles of its headings, and what its rows say.

    ``unread`` are cells among the letters that say nothing; ``merging`` tells that rows of equal words are one duty;
    ``symbols`` are the letters that columns stand for, which are called as their ``heads`` are.
    """

    grid: Grid
    block: Block
    labels: Labels
    roles: tuple[Heading, ...]
    statements: Mapping[int, list[Statement]]
    unread: tuple[Place, ...] = ()
    merging: bool = False
    heads: tuple[Place, ...] = ()
    lettered: frozenset[int] = field(default_factory=frozenset)
    symbols: Mapping[int, str] = field(default_factory=dict)


def crossing(grid: Grid, block: Block, stated: Mapping[int, str]) -> Table | None:
    """Return the usual form: a row a duty, a column a role, letters where they cross; None without any words."""
    lettered = [row for row in block.rows if _has_letters(grid, block, row)]
    labels = labels_of(grid, block, lettered, stated)
    if labels is None:
        return None
    roles = headings(grid, block)
    unread: list[Place] = []
    statements = {row: list(_crossing_statements(grid, block, row, roles, unread)) for row in block.rows}
    found = {row: said for row, said in statements.items() if said}
    return Table(
        grid,
        block,
        labels,
        tuple(roles.values()),
        found,
        tuple(unread),
        lettered=frozenset(lettered) | frozenset(found),
    )


def _has_letters(grid: Grid, block: Block, row: int) -> bool:
    kinds = grid.kinds[row]
    return MARK in kinds and any(column < len(kinds) and kinds[column] == MARK for column in block.values)


def _crossing_statements(
    grid: Grid, block: Block, row: int, roles: Mapping[int, Heading], unread: list[Place]
) -> Iterator[Statement]:
    kinds, cells = grid.kinds[row], grid.sheet.rows[row]
    for column in block.values:
        if column >= len(kinds):
            break
        kind = kinds[column]
        if kind == EMPTY:
            continue
        mark = grid.reader.strict(cells[column]) if kind == MARK else grid.reader.free(cells[column])
        if mark is None:
            unread.append(Place(row, column))
        else:
            yield Statement(roles[column].name, mark, Place(row, column))


def named(grid: Grid, block: Block, symbols: Mapping[int, str], stated: Mapping[int, str]) -> Table | None:
    """Return the form in which names stand below letters; ``symbols`` are those of the columns."""
    rows = [row for row in block.rows if any(grid.at(row, column) for column in symbols)]
    labels = labels_of(grid, block, rows, stated)
    if labels is None:
        return None
    statements = {}
    for row in rows:
        said = [
            Statement(name, Mark((symbol,)), Place(row, column))
            for column, symbol in symbols.items()
            for name in names_in(grid.sheet.text(row, column))
        ]
        statements[row] = said
    roles: dict[str, Heading] = {}
    for said in statements.values():
        for one in said:
            known = roles.get(one.actor)
            roles[one.actor] = Heading(one.actor, "", (), (*(known.cells if known else ()), one.place)[:3])
    heads = tuple(Place(row, column) for row in block.headings for column in symbols)
    return Table(grid, block, labels, tuple(roles.values()), statements, (), False, heads, frozenset(rows), symbols)


def names_in(text: str) -> list[str]:
    """Return the names in a cell: "Eeva, Olli and Ari"."""
    if text.casefold() in NOT_INVOLVED or text.casefold() in UNDECIDED:
        return []
    names = (" ".join(name.split()).rstrip(".") for name in NAMES.split(text))
    return list(dict.fromkeys(name for name in names if name and name.casefold() not in NOT_INVOLVED))


def split(
    grid: Grid, block: Block, symbols: Mapping[int, str], roles: Mapping[int, Heading], stated: Mapping[int, str]
) -> Table | None:
    """Return the form in which each role has a column for each letter, and a mark in it."""
    rows = [row for row in block.rows if any(grid.at(row, column) for column in symbols)]
    labels = labels_of(grid, block, rows, stated)
    if labels is None:
        return None
    statements = {
        row: [
            Statement(roles[column].name, Mark((symbol,)), Place(row, column))
            for column, symbol in symbols.items()
            if grid.at(row, column) and grid.sheet.text(row, column).casefold() not in NOT_INVOLVED
        ]
        for row in rows
    }
    heads = tuple(Place(row, column) for row in block.headings for column in symbols)
    return Table(
        grid,
        block,
        labels,
        tuple(dict.fromkeys(roles.values())),
        statements,
        (),
        False,
        heads,
        frozenset(rows),
        symbols,
    )


def listed(grid: Grid, block: Block, role: int, symbols: Mapping[int, str], stated: Mapping[int, str]) -> Table | None:
    """Return the long form: a row for each duty and role; ``symbols`` of columns, "" for one that holds letters."""
    rows = [row for row in block.rows if grid.at(row, role) and any(grid.at(row, column) for column in symbols)]
    labels = labels_of(grid, block, rows, stated)
    if labels is None:
        return None
    statements: dict[int, list[Statement]] = {}
    current: dict[str, Heading] = {}
    for row in rows:
        actors = names_in(grid.sheet.text(row, role))
        for actor in actors:
            current.setdefault(actor, Heading(actor, "", (), (Place(row, role),)))
        statements[row] = [
            Statement(actor, mark, Place(row, column))
            for column, symbol in symbols.items()
            if (mark := _listed_mark(grid, row, column, symbol))
            for actor in actors
        ]
    heads = tuple(Place(row, column) for row in block.headings for column in (*symbols, role))
    return Table(grid, block, labels, tuple(current.values()), statements, (), True, heads, frozenset(rows), symbols)


def _listed_mark(grid: Grid, row: int, column: int, symbol: str) -> Mark | None:
    text = grid.sheet.text(row, column)
    if not text or text.casefold() in NOT_INVOLVED:
        return None
    return Mark((symbol,)) if symbol else grid.reader.free(text)
