"""The owner of a duty, where somebody has written a name in the place of the formula that counts it."""

from collections.abc import Iterator

from vastuumatriisi.incoming.anchors import ACTOR
from vastuumatriisi.incoming.returned.facts import Fact, Seen, Sighting, Value, letters_in
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.rows import DutyRow
from vastuumatriisi.incoming.returned.tables import Table
from vastuumatriisi.incoming.returned.values import folded, same
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.balance import DOING
from vastuumatriisi.matrix.letters import Cell, LetterSet


def owner_said(reading: Reading, table: Table, row: DutyRow) -> Iterator[Seen]:
    """Yield the owner that a row names, if that is neither who owned the duty nor who has the letter on this row."""
    entry = table.entry(row.row, "owner")
    if "owner" not in table.columns or entry.formula or not entry.text or same(entry.text, reading.layout.open):
        return
    base = reading.base
    named = [reading.names.actors.get(folded(part), "") for part in entry.text.split(",")]
    before = base.ownership[row.code].owners
    # "Rehtori + 2" stands for three of them.
    shortened = reading.names.actors.get(folded(entry.text.rpartition(" + ")[0]), "") in before and before
    if {*named} == {*before} or shortened or {*named} == {*_lettered(reading, table, row)}:
        return
    cell = reading.place(table, row.number, "owner")
    if len(named) > 1 or not named[0]:
        header = table.sheet.rows[table.head][table.columns["owner"]].text
        yield Sighting(Fact("comment", row.code), f"{header}: {entry.text}", cell, reading.by)
        return
    fact, value, along = ownership(base, row.code, named[0])
    yield Sighting(fact, value, cell, reading.by, along)


def _lettered(reading: Reading, table: Table, row: DutyRow) -> Iterator[str]:
    """Yield the actors that have the letter of an owner in the cells of the row."""
    letters = reading.base.letters
    for column, number in table.columns.items():
        text = row.row[number].text if number in row.row else ""
        if column.startswith(ACTOR) and any(
            part in letters and letters.counts(part, "accountable") for part in map(str.strip, text.split("/"))
        ):
            yield column.removeprefix(ACTOR)


def with_owner(
    reading: Reading, table: Table, row: DutyRow, letters: tuple[tuple[str, Cell], ...]
) -> tuple[tuple[str, Cell], ...] | None:
    """Return the letters of a new row with that of the owner whom it names.

    None where what it names is not one actor, or where it gives the letter of an owner to somebody else.
    """
    owner = reading.names.actors.get(folded(table.entry(row.row, "owner").text), "")
    known = reading.base.letters
    if owner not in reading.actors or not known.has_accountable:
        return None
    own = dict(letters)
    owning = [
        actor for actor, cell in own.items() if any(known.counts(letter, "accountable") for letter in cell.letters)
    ]
    if owning:
        return letters if owning == [owner] else None
    return tuple({**own, owner: _owning(known, own.get(owner) or Cell(()))}.items())


def ownership(matrix: Matrix, code: str, owner: str) -> tuple[Fact, Value, tuple[tuple[Fact, Value], ...]]:
    """Return that an actor gets the letter of an owner for a duty, and that those lose it for whom it is stated."""
    value = _owning(matrix.letters, letters_in(matrix, code, owner) or Cell(()))
    along: list[tuple[Fact, Value]] = []
    for one in matrix.assignments_of(code):
        kept = tuple(letter for letter in one.letters if not matrix.letters.counts(letter, "accountable"))
        if one.actor != owner and one.stated and kept != one.letters:
            conditions = tuple(condition for condition in one.conditions if condition[0] in kept)
            along.append((Fact("duty-letters", code, one.actor), Cell(kept, conditions) if kept else None))
    return Fact("duty-letters", code, owner), value, tuple(along)


def _owning(known: LetterSet, before: Cell) -> Cell:
    """Return the letters of an actor with that of an owner, beside which only that of performing says anything."""
    symbol = next(one.symbol for one in known.letters if one.counts_as == "accountable")
    own = [letter for letter in before.letters if known.counts(letter, *DOING)]
    conditions = tuple(condition for condition in before.conditions if condition[0] in own)
    return Cell(known.in_order((*own, symbol)), conditions)
