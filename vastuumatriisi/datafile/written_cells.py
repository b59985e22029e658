"""Stated letters and their conditions -> a cell of the data file."""

from collections.abc import Iterator

from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix.changes.facts import meant
from vastuumatriisi.matrix.letters import Cell, LetterError, LetterSet
from vastuumatriisi.text.characters import on_one_line


def cell_text(cell: Cell, letters: LetterSet) -> str:
    """Return the shortest common way to write a cell that is read as it was meant. Raises UserError."""
    for text in _ways(cell):
        if reads_as(text, cell, letters):
            return text
    raise UserError(message("edit.cell", letters=cell.letters))


def reads_as(text: str, cell: Cell, letters: LetterSet) -> bool:
    try:
        return meant(letters.read(on_one_line(text))) == meant(cell)
    except LetterError:
        return False


def _ways(cell: Cell) -> Iterator[str]:
    if not cell.letters:
        yield "-"
        return
    conditions: dict[str, list[str]] = {}
    for symbol, condition in cell.conditions:
        conditions.setdefault(symbol, []).append(condition)
    parts = [
        part
        for symbol in cell.letters
        for part in ([f"{symbol} ({one})" for one in conditions[symbol]] if symbol in conditions else [symbol])
    ]
    separators = (", ", "; ", " / ", " + ", " & ") if conditions else ("/", ", ", "; ", " + ", "")
    for separator in separators:
        yield separator.join(parts)
        yield separator.join(reversed(parts))
