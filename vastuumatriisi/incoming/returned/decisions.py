"""What was entered on the sheets of open decisions and of questions."""

from collections.abc import Iterator

from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.incoming.anchors import ID
from vastuumatriisi.incoming.returned.facts import Decision, Fact, Seen, Sighting, remarked
from vastuumatriisi.incoming.returned.owners import ownership
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.sheets import Row
from vastuumatriisi.incoming.returned.tables import AGENDA, Table
from vastuumatriisi.incoming.returned.values import folded
from vastuumatriisi.text.characters import on_one_line

OWNERS = ("no-owner", "owner-undecided")
TOO_MANY = "two-accountable"


def decisions_seen(reading: Reading, table: Table) -> Iterator[Seen]:
    """Yield what was decided, row by row, by the hidden id of each: of whom or what, and which finding."""
    for number, row in table.rows():
        text, by, on = (_text(reading, table, number, row, column) for column in ("decision", "decider", "decided_on"))
        if not (text or by or on):
            continue
        where, _, finding = table.entry(row, ID).text.rpartition(" ")
        cell = reading.place(table, number, "decision")
        if not text or finding not in FINDINGS:
            yield remarked("decision_unread", cell=cell, text="; ".join(filter(None, (text, by, on))))
            continue
        owner = _owner(reading, text)
        if finding == TOO_MANY and owner and reading.base.is_duty(where):
            # Whoever names one of them decides; taken as an answer, it would leave all of them accountable.
            fact, value, along = ownership(reading.base, where, owner)
            yield Sighting(fact, value, cell, ", ".join(filter(None, (by or reading.by, on))), along)
            yield from _dated(reading, table, number, on)
            continue
        owner = owner if table.key == AGENDA and finding in OWNERS else ""
        yield from _dated(reading, table, number, on if owner else "")
        yield Sighting(Fact("decision", where, finding), Decision(text, by, on, owner), cell, by or reading.by)


def _dated(reading: Reading, table: Table, number: int, on: str) -> Iterator[Seen]:
    """Yield the day on which an owner was decided: the data file has no place for it, the file of decisions has."""
    if on:
        yield remarked("decision_dated", cell=reading.place(table, number, "decided_on"), date=on)


def _text(reading: Reading, table: Table, number: int, row: Row, column: str) -> str:
    if column not in table.columns:
        return ""
    return on_one_line(reading.said(table, number, row, column) or "")


def _owner(reading: Reading, text: str) -> str:
    """Return the actor that a decision names and nothing else: "Rehtori", also with a full stop behind it."""
    return reading.names.actors.get(folded(text), "") or reading.names.actors.get(folded(text.removesuffix(".")), "")
