"""Texts that need a higher row than Excel has: they go on in further rows, or stand whole in a cell that shows its top.

A further row of a table repeats what the row is found and filtered by, and holds no letter and no number, so that
nothing is counted twice.
"""

from collections.abc import Iterator, Sequence, Set

from vastuumatriisi.text.utf16 import shortened
from vastuumatriisi.text.widths import office_widths

from ..sheet import CellFormat, Kind, SheetCell, SheetRow
from .row_heights import AIR, HIGHEST_ROW, LINE, PADDING, SLACK, inner_width, is_bold, row_height

LONGEST_TEXT = 32_767  # UTF-16 units in a cell
CERTAINLY_SHORT = LONGEST_TEXT // 2  # characters
REPEATED: Set[Kind] = frozenset({"name", "unit", "text", "small", "open", "id"})


def sheet_rows(
    cells: tuple[SheetCell, ...],
    widths: Sequence[float],
    size: float,
    row: SheetRow,
    repeated: Set[Kind] = REPEATED,
    air: float = AIR,
) -> Iterator[SheetRow]:
    """Yield ``row`` with the cells, and the rows that they go on in; cells of the ``repeated`` kinds stand in each."""
    high = row_height(cells, widths, size, air)
    if _is_enough(cells, high):
        yield row._replace(cells=cells, height=high)
        return
    parts = [_parts(cell, wide, size) for cell, wide in zip(cells, widths, strict=True)]
    for number in range(max(map(len, parts))):
        made = tuple(_part(cell, own, number, repeated) for cell, own in zip(cells, parts, strict=True))
        high = row_height(made, widths, size, air)
        yield row._replace(cells=made, height=high, continues=number > 0, duty="" if number else row.duty)


def whole_row(cells: tuple[SheetCell, ...], widths: Sequence[float], size: float, row: SheetRow) -> SheetRow:
    """Return one row in any case; what is too long for it begins at its top and can be read in its cell."""
    high = row_height(cells, widths, size)
    if not _is_enough(cells, high):
        cells = tuple(
            cell._replace(text=shortened(cell.text, LONGEST_TEXT), look=cell.look._replace(top=True)) for cell in cells
        )
    return row._replace(cells=cells, height=high)


def _is_enough(cells: Sequence[SheetCell], high: float) -> bool:
    return high < HIGHEST_ROW and max([len(cell.text) for cell in cells], default=0) <= CERTAINLY_SHORT


def _parts(cell: SheetCell, width: float, size: float) -> list[str]:
    """Return a cell's text in parts that a row has room for."""
    most = int((HIGHEST_ROW - AIR) / (size * LINE))
    available = (inner_width(cell.look, width) - PADDING) * SLACK
    parts = office_widths(is_bold(cell.look)).parts(cell.text, size, available, most)
    return [part[at : at + CERTAINLY_SHORT] for part in parts for at in range(0, len(part), CERTAINLY_SHORT)] or [""]


def _part(cell: SheetCell, parts: Sequence[str], number: int, repeated: Set[Kind]) -> SheetCell:
    if not number:
        return cell._replace(text=parts[0], look=cell.look._replace(top=True))
    look = cell.look._replace(top=True)
    if len(parts) > 1:
        return SheetCell(parts[number] if number < len(parts) else "", look)
    if cell.look.kind in repeated:
        return SheetCell(cell.text, look)
    return SheetCell("", _empty(look))


def _empty(look: CellFormat) -> CellFormat:
    kinds: dict[Kind, Kind] = {
        "letter": "blank",
        "count": "text",
        "missing": "text",
        "number": "text",
        "sum": "text",
        "share": "text",
    }
    return CellFormat(kinds.get(look.kind, look.kind), look.level, top=True)
