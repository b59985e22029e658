"""A sheet -> its tables, read in the alphabet and in the direction in which it is written."""

from collections.abc import Callable
from dataclasses import dataclass

from vastuumatriisi.incoming.foreign.finding.alphabet import USUAL, alphabets
from vastuumatriisi.incoming.foreign.finding.decisions import Decisions, SheetDecisions
from vastuumatriisi.incoming.foreign.finding.direction import is_turned, turned, turned_place
from vastuumatriisi.incoming.foreign.finding.forms import tables
from vastuumatriisi.incoming.foreign.finding.layout import Grid, grid_of
from vastuumatriisi.incoming.foreign.finding.legends import Entry, legend_of
from vastuumatriisi.incoming.foreign.finding.marks import NOTHING, MarkReader
from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import Place, Reading, Sheet

SHORT = 24  # characters of a cell with letters


@dataclass(frozen=True, slots=True)
class Reached:
    """What a sheet gave: its tables, the way back to its cells, and its legend."""

    number: int
    sheet: Sheet
    tables: tuple[Table, ...]
    back: Callable[[Place], Place]
    legend: tuple[Entry, ...]
    turned: bool


def reach(reading: Reading, number: int, decisions: Decisions, of_lines: tuple[Entry, ...]) -> Reached | None:
    """Return what a sheet gives, None where it has no matrix; ``of_lines`` is the legend in the text around it."""
    sheet = reading.sheets[number]
    stated = decisions.sheets.get(sheet.name, SheetDecisions())
    if stated.take is False or (sheet.hidden and stated.take is None):
        return None
    legend = legend_of(sheet)
    found = _tables(sheet, legend or of_lines, stated)
    turn = stated.direction == "down" or (not stated.direction and bool(found) and is_turned(_largest(found)))
    if turn:
        around = turned(sheet)
        lying = tuple(Entry(e.symbol, e.name, e.meaning, tuple(map(turned_place, e.cells))) for e in legend)
        again = _tables(around, lying or of_lines, stated)
        if again:
            return Reached(number, around, again, turned_place, lying or of_lines, True)
    return Reached(number, sheet, found, lambda place: place, legend or of_lines, False) if found else None


def _largest(found: tuple[Table, ...]) -> Table:
    return max(found, key=lambda table: len(table.lettered))


def _tables(sheet: Sheet, legend: tuple[Entry, ...], stated: SheetDecisions) -> tuple[Table, ...]:
    taken = {place for entry in legend for place in entry.cells}
    for symbols in alphabets(sheet, legend):
        grid = grid_of(sheet, MarkReader(symbols), taken)
        found = tables(grid, _core(grid, symbols, legend), stated)
        if found and _is_matrix(found):
            return tuple(found)
    return ()


def _core(grid: Grid, symbols: tuple[str, ...], legend: tuple[Entry, ...]) -> frozenset[str]:
    """Return the symbols that are letters of the matrix beyond doubt: not those that stand in one column alone."""
    stated = {entry.symbol for entry in legend if entry.symbol in symbols}
    usual = stated | {symbol for symbol in symbols if symbol in USUAL}
    columns: dict[str, set[int]] = {}
    for column, text in {
        (column, text) for row in grid.sheet.rows for column, text in enumerate(row) if text and len(text) <= SHORT
    }:
        for symbol in (grid.reader.strict(text) or NOTHING).symbols:
            columns.setdefault(symbol, set()).add(column)
    common = {symbol for symbol, found in columns.items() if len(found) > 1}
    return frozenset(usual | common if len(usual) > 1 else symbols)


def _is_matrix(found: list[Table]) -> bool:
    """Tell whether there is enough of it not to be an accident: several letters in two rows or columns."""
    said = [one for table in found for ones in table.statements.values() for one in ones if one.mark.symbols]
    return len(said) > 2 and len({one.place.row for one in said}) + len({one.actor for one in said}) > 3
