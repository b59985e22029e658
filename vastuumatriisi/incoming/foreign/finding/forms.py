"""In which form a sheet is written: letters that cross, names or marks below letters, or a long list."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from vastuumatriisi.incoming.foreign.finding.alphabet import NAMES
from vastuumatriisi.incoming.foreign.finding.decisions import SheetDecisions
from vastuumatriisi.incoming.foreign.finding.headings import Heading, flat
from vastuumatriisi.incoming.foreign.finding.layout import MARK, Block, Grid, blocks, value_columns
from vastuumatriisi.incoming.foreign.finding.lexicon import MARKED, NOT_INVOLVED, counted, is_heading, names_role
from vastuumatriisi.incoming.foreign.finding.table import UNDECIDED, Table, crossing, listed, named, split
from vastuumatriisi.incoming.foreign.reading.values import Place

FEWEST = 2  # columns
LONGEST_HEAD = 40  # characters
HEADED = re.compile(r"([A-Z])\s*(?:[(:=–-].*)?|.*\(([A-Z])\)", re.DOTALL)
FEW, MOST = 0.1, 0.8  # parts of the cells that are looked at
TICKS = MARKED | {"1", "yes", "kyllä", "ja", "sí", "oui", "да"}
ENOUGH = 8  # other letters, below which a row cannot name letters; in most sheets each row begins such a search
LARGEST_GAP = 2  # empty rows within a table


def tables(grid: Grid, core: frozenset[str], decided: SheetDecisions) -> list[Table]:
    """Return the tables of a sheet in the form in which it is written, none where it holds no matrix."""
    stated = decided.columns
    headed = [table for row in _head_rows(grid) if (table := _below_letters(grid, row, stated))]
    if headed:
        return headed
    values = [c for c in value_columns(grid, core) if stated.get(c, "role") in ("role", "letter")]
    values = sorted({*values, *(column for column, kind in stated.items() if kind == "role")})
    if len(values) == 1 or "letter" in stated.values():
        return [table for table in [_long(grid, values, decided)] if table]
    if not values:
        return []
    found = (crossing(grid, block, stated) for block in blocks(grid, values, decided.headings))
    return [table for table in found if table and table.statements]


@lru_cache(4096)
def _head_symbol(text: str) -> str:
    """Return the letter that a heading stands for, "" where it stands for none."""
    if len(text) > LONGEST_HEAD:
        return ""
    found = HEADED.fullmatch(text.strip())
    letter = (found[1] or found[2]) if found else ""
    if letter and (len(text.strip()) == 1 or letter in NAMES.values()):
        return letter
    kind = counted(text)
    return NAMES[kind] if kind and len(text.split()) <= FEWEST and not names_role(re.sub("(?i)owner", "", text)) else ""


def _head_rows(grid: Grid) -> Iterator[int]:
    """Yield the rows whose cells name letters, each in a column below which no other letter stands."""
    last = -1
    for row, cells in enumerate(grid.sheet.rows):
        if row <= last:
            continue
        heads = {column: symbol for column, text in enumerate(cells) if text and (symbol := _head_symbol(text))}
        if len({*heads.values()}) < FEWEST or (MARK in grid.kinds[row] and not _single(grid, row, heads)):
            continue
        ticks, names, others, end = _contents(grid, row, heads)
        if ticks + names >= FEWEST and others <= FEW * (ticks + names):
            last = end
            yield row


def _single(grid: Grid, row: int, heads: Mapping[int, str]) -> bool:
    """Tell whether all letters of a row are among the heads."""
    return all(kind != MARK or column in heads for column, kind in enumerate(grid.kinds[row]))


def _contents(grid: Grid, row: int, heads: Mapping[int, str]) -> tuple[int, int, int, int]:
    """Return how many ticks, names and other letters stand below the heads, and the last row of the table."""
    ticks = names = others = 0
    headed = _is_headed(grid, row, heads)
    last, empty = row, 0
    for number in range(row + 1, len(grid.kinds)):
        empty = 0 if any(grid.kinds[number]) else empty + 1
        if empty > LARGEST_GAP:
            break
        for column, symbol in heads.items():
            text = grid.sheet.text(number, column)
            if not text or text.casefold() in (*NOT_INVOLVED, *UNDECIDED) or not grid.at(number, column):
                continue
            last = number
            if text.casefold() in TICKS or (headed and text.upper() == symbol):
                ticks += 1
            elif len(text) == 1 or grid.at(number, column) == MARK:
                others += 1
            else:
                names += 1
        if others > ENOUGH and others * 2 > ticks + names:
            break
    return ticks, names, others, last


def _is_headed(grid: Grid, row: int, heads: Mapping[int, str]) -> bool:
    """Tell whether the other cells of a row are headings, or empty; a duty with letters may stand above its like."""
    others = [text for column, text in enumerate(grid.sheet.rows[row]) if text and column not in heads]
    return not others or any(is_heading(kind, text) for text in others for kind in ("duty", "role", "group", "code"))


def _below_letters(grid: Grid, row: int, stated: Mapping[int, str]) -> Table | None:
    heads = {c: symbol for c, text in enumerate(grid.sheet.rows[row]) if text and (symbol := _head_symbol(text))}
    ticks, names, _, last = _contents(grid, row, heads)
    symbols = dict(heads)
    labels = [
        c for c in range(grid.sheet.width) if c not in symbols and any(grid.at(r, c) for r in range(row, last + 1))
    ]
    rows = range(row + 1, last + 1)
    if names > ticks:
        return named(grid, Block((row,), rows, tuple(symbols), tuple(labels)), symbols, stated)
    roles = _roles_above(grid, row, symbols)
    if roles:
        headings = tuple(sorted({place.row for one in roles.values() for place in one.cells} | {row}))
        return split(grid, Block(headings, rows, tuple(symbols), tuple(labels)), symbols, roles, stated)
    role = _role_column(grid, row, labels, rows)
    if role is None or Counter(symbols.values()).most_common(1)[0][1] > 1:
        return None
    block = Block((row,), rows, tuple(symbols), tuple(c for c in labels if c != role))
    return listed(grid, block, role, symbols, stated)


def _roles_above(grid: Grid, row: int, symbols: Mapping[int, str]) -> dict[int, Heading]:
    """Return the role of each column, by the nearest row above that has words there; none where there is none."""
    above = next((r for r in range(row - 1, max(-1, row - 4), -1) if any(grid.heading(r, c) for c in symbols)), None)
    if above is None:
        return {}
    found: dict[int, Heading] = {}
    current: Heading | None = None
    used: set[str] = set()
    for column, symbol in symbols.items():
        own = grid.sheet.text(above, column)
        merged = grid.spread.get(above, {}).get(column, "")
        if own and (not current or flat(own) != current.name or symbol in used):
            current, used = Heading(flat(own), "", (), (Place(above, column),)), set()
        elif current is None and merged:
            current = Heading(flat(merged), "", (), ())
        if current is None:
            return {}
        used.add(symbol)
        found[column] = current
    texts = {heading.name for heading in found.values()}
    repeated = Counter(symbols.values()).most_common(1)[0][1] > 1
    return found if repeated or (len(texts) == 1 and bool(grid.spread.get(above))) else {}


def _role_column(grid: Grid, row: int, labels: list[int], rows: range) -> int | None:
    """Return the column that names roles in a long list: by its heading, else by what its words repeat."""
    filled = [c for c in labels if sum(bool(grid.at(r, c)) for r in rows) >= MOST * len(rows) / FEWEST]
    headed = [
        c
        for c in filled
        if is_heading("role", grid.sheet.text(row, c)) and not is_heading("duty", grid.sheet.text(row, c))
    ]
    if headed:
        return headed[0]
    if len(filled) < FEWEST:
        return None
    texts = {c: [grid.sheet.text(r, c) for r in rows if grid.at(r, c)] for c in filled}
    working = {c: sum(map(names_role, found)) / max(len(found), 1) for c, found in texts.items()}
    best = max(filled, key=lambda c: (working[c], -len({*texts[c]}) / max(len(texts[c]), 1)))
    return best if working[best] > FEW or len({*texts[best]}) < MOST * len(texts[best]) else None


def _long(grid: Grid, values: list[int], decided: SheetDecisions) -> Table | None:
    """Return a long list with one column of letters, or else a matrix of one role."""
    stated = decided.columns
    values = [c for c, kind in stated.items() if kind == "letter"] or values
    found = list(blocks(grid, values, decided.headings))
    block = max(found, key=lambda one: sum(MARK in grid.kinds[row] for row in one.rows), default=None)
    if block is None:
        return None
    head = block.headings[-1] if block.headings else max(block.rows.start - 1, 0)
    named_role = next((c for c, kind in stated.items() if kind == "role" and c in block.labels), None)
    role = named_role if named_role is not None else _role_column(grid, head, list(block.labels), block.rows)
    decided_as_role = any(stated.get(column) == "role" for column in values)
    if role is None or len(block.labels) < FEWEST or decided_as_role:
        return crossing(grid, block, stated) if block.headings else None
    labels = tuple(column for column in block.labels if column != role)
    return listed(
        grid, Block(block.headings, block.rows, block.values, labels), role, dict.fromkeys(values, ""), stated
    )
