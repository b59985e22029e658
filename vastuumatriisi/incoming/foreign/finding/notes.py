"""The notes of cells: each goes to the duty of its row, or is told where there is no place for it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import Place, Sheet

SHOWN = 60  # characters


def columns_with_notes(sheet: Sheet) -> Mapping[int, list[int]]:
    """Return the columns in which notes stand, by rows, in order; also where nothing is in the cell itself."""
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for place in sorted(sheet.notes):
        columns[place.row].append(place.column)
    return columns


def notes_beside(table: Table, row: int, columns: Sequence[int]) -> Iterator[str]:
    """Yield the notes of a row of a duty, in columns that have some, but for those at its text and at its letters."""
    if not columns:
        return
    notes = table.grid.sheet.notes
    told = {one.place for one in table.statements.get(row, []) if one.mark.symbols}
    roles = {place.column: heading.name for heading in table.roles for place in heading.cells}
    words = next((column for column in table.labels.naming if table.grid.at(row, column)), None)
    for column in columns:
        if column != words and (place := Place(row, column)) not in told:
            note = notes[place]
            yield f"{roles[column]}: {flat_note(note)}" if column in roles else flat_note(note)


def without_place(sheet: Sheet, row: int, columns: Sequence[int]) -> Iterator[tuple[Place, str]]:
    """Yield the notes of a row for which a data file has no place, with their cells."""
    for column in columns:
        yield Place(row, column), flat_note(sheet.notes[Place(row, column)])[:SHOWN]


def flat_note(note: str) -> str:
    return " ".join(note.split())
