"""The notes of cells: each goes to the duty of its row, or is told where there is no place for it."""

from collections.abc import Iterator

from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import Place

SHOWN = 60  # characters


def notes_beside(table: Table, row: int) -> Iterator[str]:
    """Yield the notes of a row of a duty that stand neither at its text nor at a letter that somebody has."""
    notes, sheet = table.grid.sheet.notes, table.grid.sheet
    if not notes:
        return
    told = {one.place for one in table.statements.get(row, []) if one.mark.symbols}
    roles = {place.column: heading.name for heading in table.roles for place in heading.cells}
    words = next((column for column in table.labels.naming if table.grid.at(row, column)), None)
    for column in range(sheet.width):
        note = notes.get(Place(row, column))
        if note and column != words and Place(row, column) not in told:
            yield f"{roles[column]}: {flat_note(note)}" if column in roles else flat_note(note)


def notes_of_headings(table: Table) -> Iterator[tuple[Place, str]]:
    """Yield the notes of headings with their cells: a role has none in a data file."""
    notes = table.grid.sheet.notes
    for row in table.block.headings if notes else ():
        for column in range(table.grid.sheet.width):
            if note := notes.get(Place(row, column)):
                yield Place(row, column), flat_note(note)[:SHOWN]


def flat_note(note: str) -> str:
    return " ".join(note.split())
