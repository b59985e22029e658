"""The cells of letters -> what they say that the base does not."""

from collections.abc import Iterator

from vastuumatriisi.incoming.anchors import ACTOR
from vastuumatriisi.incoming.returned.facts import Fact, NoLetter, Seen, Sighting, alike, letters_in, remarked
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.rows import DutyRow, code_in
from vastuumatriisi.incoming.returned.sheets import NOTHING
from vastuumatriisi.incoming.returned.tables import Table
from vastuumatriisi.incoming.returned.values import same
from vastuumatriisi.matrix import Assignment
from vastuumatriisi.matrix.letters import LetterError

NOT_INVOLVED = "–"


def letters_seen(reading: Reading, table: Table, row: DutyRow) -> Iterator[Seen]:
    """Yield the letters of actors where they are not those of the base."""
    shown = {one.actor: _shown(one) for one in reading.base.assignments_of(row.code)}
    for column, number in table.columns.items():
        actor = column.removeprefix(ACTOR)
        entry = row.row.get(number, NOTHING)
        if actor == column or (not entry.formula and entry.text == shown.get(actor, "")):
            continue
        text, cell = reading.said(table, row.number, row.row, column), reading.place(table, row.number, column)
        if text is None:
            yield remarked("no_value", cell=cell)
        elif not text and table.sheet.is_covered(row.number, number):
            continue
        elif not same(text, shown.get(actor, "")):
            yield from _said(reading, table, Fact("duty-letters", row.code, actor), text, cell)


def _shown(assignment: Assignment) -> str:
    return "/".join(assignment.letters) or NOT_INVOLVED


def _said(reading: Reading, table: Table, fact: Fact, text: str, cell: str) -> Iterator[Seen]:
    """Yield what a text says of the letters of an actor, or the text where that is no letter of anybody."""
    base = letters_in(reading.base, fact.duty, fact.part)
    header = table.header(f"{ACTOR}{fact.part}") or fact.part
    try:
        value = reading.names.letters(text, base)
    except LetterError:
        told = text if fact.part in reading.actors else f"{header}: {text}"  # the actor is named beside it
        yield Sighting(Fact("comment", fact.duty, fact.part), NoLetter(told), cell, reading.by)
        return
    if fact.part not in reading.actors:
        yield Sighting(Fact("comment", fact.duty), f"{header}: {text}", cell, reading.by)
    elif not alike(value, base):
        yield Sighting(fact, value, cell, reading.by)


def overview_letters_seen(reading: Reading, table: Table, row: DutyRow) -> Iterator[Seen]:
    """Yield what stands in the place of formulas: a unit's column shows those who are at home there together."""
    for column, number in table.columns.items():
        entry = row.row.get(number, NOTHING)
        if not column.startswith(ACTOR) or entry.formula or not entry.text:
            continue
        found = reading.grid.cell(row.code, column.removeprefix(ACTOR))
        if found and same(entry.text, found.text or NOT_INVOLVED):
            continue
        parts = found.assignments if found else ()
        cell = reading.place(table, row.number, column)
        if len(parts) > 1:
            yield Sighting(Fact("comment", row.code), f"{table.header(column)}: {entry.text}", cell, reading.by)
        else:
            actor = parts[0].actor if parts else column.removeprefix(ACTOR)
            yield from _said(reading, table, Fact("duty-letters", row.code, actor), entry.text, cell)


def flat_seen(reading: Reading, table: Table) -> Iterator[Seen]:
    """Yield what stands in the list of letters in the place of formulas, by its columns of codes and of actors."""
    for number, row in table.rows():
        entry, code, actor = table.entry(row, "letter"), code_in(table, row), table.entry(row, "actor_id").text
        if entry.formula or not reading.base.is_duty(code) or actor not in reading.actors:
            continue
        shown = {one.actor: _shown(one) for one in reading.base.assignments_of(code)}
        covered = not entry.text and table.sheet.is_covered(number, table.columns["letter"])
        if not covered and not same(entry.text, shown.get(actor, "")):
            cell = reading.place(table, number, "letter")
            yield from _said(reading, table, Fact("duty-letters", code, actor), entry.text, cell)
