"""What stands alone above a table: the title of all, or the name of each of several tables."""

import re

from vastuumatriisi.incoming.foreign.finding.headings import flat
from vastuumatriisi.incoming.foreign.finding.ledger import Ledger
from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading
from vastuumatriisi.incoming.foreign.finding.reach import Reached
from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import Place

# What people call a matrix: a version or a date may stand beside it.
CALLED = re.compile(r"vastuu|ansvar|matri|respons|ra(s?)ci\b|verantwort", re.IGNORECASE)


def _corner(table: Table) -> Place:
    heads = [Place(row, table.labels.duty) for row in table.block.headings]
    return next((place for place in reversed(heads) if table.grid.sheet.text(*place)), Place(0, 0))


def prefixes(one: Reached) -> list[tuple[str, Place]]:
    """Return the name of each table and its cell, where there are several and what stands above tells them apart."""
    corners = [flat(table.grid.sheet.text(*_corner(table))) if table.block.headings else "" for table in one.tables]
    telling = [corner for corner in corners if corner and not is_heading("duty", corner)]
    if len(one.tables) > 1 and len({*telling}) == len(one.tables):
        return [(flat(one.sheet.text(*place)), place) for place in map(_corner, one.tables)]
    titles = [_title_above(one, table) for table in one.tables]
    if len(one.tables) > 1 and all(titles):
        return [(flat(one.sheet.text(*place)), place) for place in titles if place]
    return [("", Place(0, 0))] * len(one.tables)


def _title_above(one: Reached, table: Table) -> Place | None:
    """Return the cell that stands alone in the row right above the headings of a table, None where there is none."""
    above = table.block.headings[0] - 1 if table.block.headings else -1
    filled = [Place(above, c) for c, text in enumerate(one.sheet.rows[above]) if text] if above >= 0 else []
    legend = {place for entry in one.legend for place in entry.cells}
    return filled[0] if len(filled) == 1 and filled[0] not in legend else None


def title_above(reached: list[Reached], ledger: Ledger) -> str:
    """Return the words above the first table that stand alone in their row, else those that name a matrix, else ""."""
    one = reached[0]
    first = one.tables[0].block
    legend = {place for entry in one.legend for place in entry.cells}
    beside: Place | None = None
    last = first.headings[-1] if first.headings else first.rows.start
    for row in range(last):
        filled = [Place(row, c) for c, text in enumerate(one.sheet.rows[row]) if text and (row, c) not in legend]
        alone = len(filled) == 1 or (row in first.headings and 0 < len(filled) <= 2)
        if row in first.headings and filled and ledger.is_used(one.number, one.back(filled[0])):
            continue
        if alone and len(one.sheet.text(*filled[0])) > 3 and not one.sheet.text(*filled[0]).isdecimal():
            ledger.use(one.number, map(one.back, filled[:1]))
            return flat(one.sheet.text(*filled[0]))
        if not beside and filled and row not in first.headings and CALLED.search(one.sheet.text(*filled[0])):
            beside = filled[0]
    ledger.use(one.number, [one.back(beside)] if beside else [])
    return flat(one.sheet.text(*beside)) if beside else ""
