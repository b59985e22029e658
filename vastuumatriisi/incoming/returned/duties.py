"""The rows of duties -> what they say that the base does not."""

from collections.abc import Callable, Iterator, Mapping

from vastuumatriisi.incoming.anchors import ID
from vastuumatriisi.incoming.returned.facts import Decision, Fact, Seen, Sighting, Value, alike, remarked, value_in
from vastuumatriisi.incoming.returned.letters import letters_seen, overview_letters_seen
from vastuumatriisi.incoming.returned.names import links_in
from vastuumatriisi.incoming.returned.owners import owner_said
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.rows import DutyRow, code_in
from vastuumatriisi.incoming.returned.sheets import place
from vastuumatriisi.incoming.returned.tables import OVERVIEW, Table
from vastuumatriisi.incoming.returned.values import folded, same
from vastuumatriisi.text.characters import lines_of_list

UNREAD = Decision("")  # for a text that is no value of its column: it goes to the reviewer as it stands
CONTINUED = ("duty", "note", "links", "condition")  # columns whose texts go on in further rows


def duty_seen(reading: Reading, table: Table, row: DutyRow) -> Iterator[Seen]:
    """Yield what the row of a duty says otherwise than the base, cell by cell."""
    yield from _code(reading, table, row)
    for column in READERS:
        if column in table.columns:
            yield from _said(reading, table, row, column)
    if table.key == OVERVIEW:
        yield from overview_letters_seen(reading, table, row)
    else:
        yield from owner_said(reading, table, row)
        yield from letters_seen(reading, table, row)
    for number, header in table.extra.items():
        if number in row.row and row.row[number].text:
            text = f"{header}: {row.row[number].text}" if header else row.row[number].text
            yield Sighting(Fact("comment", row.code), text, place(table.sheet.name, row.number, number), reading.by)


def _code(reading: Reading, table: Table, row: DutyRow) -> Iterator[Seen]:
    code = code_in(table, row.row)
    if code and code != row.code and not table.entry(row.row, "code").formula and ID in table.columns:
        cell = reading.place(table, row.number, "code")
        yield Sighting(Fact("duty-recoded", row.code), code, cell, reading.by)


def _said(reading: Reading, table: Table, row: DutyRow, column: str) -> Iterator[Seen]:
    if table.key == OVERVIEW and table.entry(row.row, column).formula:
        return
    text = text_in(reading, table, row, column)
    cell = reading.place(table, row.number, column)
    if text is None:
        yield remarked("no_value", cell=cell)
        return
    if not text and table.sheet.is_covered(row.number, table.columns[column]):
        return
    fact, value = READERS[column](reading, row.code, text)
    if value == UNREAD:
        told = text if column == "comment" else f"{table.header(column)}: {text}"
        yield Sighting(Fact("comment", row.code), told, cell, reading.by)
    elif fact and not alike(value, value_in(reading.base, fact)):
        yield Sighting(fact, value, cell, reading.by)


def text_in(reading: Reading, table: Table, row: DutyRow, column: str) -> str | None:
    """Return the text of a column with what further rows hold of it; None for a formula that tells nothing."""
    first = reading.said(table, row.number, row.row, column)
    if first is None or not row.rest or column not in CONTINUED:
        return first
    rest = [table.entry(one, column).text for one in row.rest]
    # A text that is short enough to stand in one row whole is repeated in the others.
    return first if all(one == first for one in rest) else " ".join(filter(None, (first, *rest)))


Read = tuple[Fact | None, Value]


def _duty(reading: Reading, code: str, text: str) -> Read:
    base = reading.base.duty(code).text
    if not text:
        return Fact("duty-removed", code), ""
    return Fact("duty-reworded", code), base if same(text, base) else lines_of_list(text)


def _unit(reading: Reading, code: str, text: str) -> Read:
    if not text:
        return None, None
    found = reading.names.units.get(folded(text), "")
    return (Fact("duty-moved", code), found) if found else (None, UNREAD)


def _scope(reading: Reading, code: str, text: str) -> Read:
    found = reading.names.scopes_in(text)
    return (Fact("duty-scopes", code), found) if found is not None else (None, UNREAD)


def _theme(reading: Reading, code: str, text: str) -> Read:
    return Fact("duty-theme", code), reading.names.theme(text)


def _note(_: Reading, code: str, text: str) -> Read:
    return Fact("duty-note", code, "note"), lines_of_list(text)


def _links(_: Reading, code: str, text: str) -> Read:
    found = links_in(text)
    return (Fact("duty-note", code, "links"), found) if found is not None else (None, UNREAD)


def _condition(reading: Reading, code: str, text: str) -> Read:
    base = "; ".join(
        f"{reading.base.actor(one.actor).short} {letter}: {condition}"
        for one in reading.base.assignments_of(code)
        for letter, condition in one.conditions
    )
    return (None, None) if same(text, base) else (None, UNREAD)


def _comment(_: Reading, __: str, text: str) -> Read:
    return None, UNREAD if text else None


READERS: Mapping[str, Callable[[Reading, str, str], Read]] = {
    "duty": _duty,
    "unit": _unit,
    "scope": _scope,
    "theme": _theme,
    "note": _note,
    "links": _links,
    "condition": _condition,
    "comment": _comment,
}
