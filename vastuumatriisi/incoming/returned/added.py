"""Rows and columns that people have added -> new duties, new actors, and letters of actors that had no column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vastuumatriisi.incoming.anchors import ACTOR
from vastuumatriisi.incoming.returned.facts import Fact, NewDuty, NewName, NewRole, NoLetter, Seen, Sighting, remarked
from vastuumatriisi.incoming.returned.owners import with_owner
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.rows import DutyRow, code_in
from vastuumatriisi.incoming.returned.sheets import place
from vastuumatriisi.incoming.returned.tables import Table
from vastuumatriisi.incoming.returned.values import folded, same, tight
from vastuumatriisi.matrix.letters import Cell, LetterError
from vastuumatriisi.text.characters import lines_of_list, on_one_line

NUMBERED = re.compile(r" \(\d+\)$")
WRITTEN = ("duty", "unit", "scope", "theme", "note", "comment")  # columns in which people write


def with_known_columns(reading: Reading, table: Table) -> Table:
    """Return the table with the columns that people have added for actors whom the matrix knows."""
    columns, extra = dict(table.columns), dict(table.extra)
    for number, header in table.extra.items():
        actor = reading.names.actors.get(folded(header), "")
        if actor and f"{ACTOR}{actor}" not in columns:
            columns[f"{ACTOR}{actor}"] = number
            del extra[number]
    return replace(table, columns=columns, extra=extra)


def columns_seen(reading: Reading, table: Table, rows: Sequence[DutyRow]) -> tuple[Table, list[Seen]]:
    """Return the table without the columns of new actors and those that stand there twice, and what these say."""
    seen: list[Seen] = []
    extra = dict(table.extra)
    known = {folded(table.header(column)) for column in table.columns}
    for number, header in table.extra.items():
        cell = place(table.sheet.name, table.head, number)
        if folded(header) in known and header:
            seen.append(remarked("doubled_column", cell=cell, header=header))
            del extra[number]
        elif _is_of_namesakes(reading, header):
            seen.append(remarked("unclear_column", cell=cell, header=header))
            del extra[number]
        elif header and (letters := _letters(reading, rows, number)):
            name = on_one_line(header)
            seen.append(Sighting(Fact("role-added", "", folded(name)), NewRole(name, letters), cell, reading.by))
            del extra[number]
        elif header and not any(number in row.row for row in rows):
            seen.append(Sighting(Fact("comment", ""), header, cell, reading.by))
    return replace(table, extra=extra), seen


def _is_of_namesakes(reading: Reading, header: str) -> bool:
    """Tell whether a header is the name of several actors, as sheets tell them apart: "Olli Esimerkki (2)"."""
    stem = folded(NUMBERED.sub("", header))
    return any(stem in (folded(actor.name), folded(actor.short)) for actor in reading.base.actors)


def _letters(reading: Reading, rows: Sequence[DutyRow], number: int) -> tuple[tuple[str, Cell], ...]:
    """Return the letters of a column by duty; none where anything else stands in it."""
    found: list[tuple[str, Cell]] = []
    for row in rows:
        text = row.row[number].text if number in row.row else ""
        if text and row.code:
            try:
                cell = reading.names.letters(text, None)
            except LetterError:
                return ()
            if cell:
                found.append((row.code, cell))
    return tuple(found)


def rows_seen(reading: Reading, table: Table, rows: Sequence[DutyRow]) -> Iterator[Seen]:
    """Yield the duties of rows that ours has not."""
    above = ""
    for row in rows:
        if row.code:
            above = row.code
        else:
            yield from _row(reading, table, row, above)


def _row(reading: Reading, table: Table, row: DutyRow, above: str) -> Iterator[Seen]:
    texts = {column: table.entry(row.row, column).text for column in WRITTEN}
    letters, unread = _own_letters(reading, table, row)
    first = min((number for number, entry in row.row.items() if entry.text), default=1)
    cell = place(table.sheet.name, row.number, first)
    if not texts["duty"]:
        told = "; ".join(entry.text for entry in row.row.values() if entry.text)
        if told:
            yield Sighting(Fact("comment", ""), told, cell, reading.by)
        return
    if _is_mere_copy(reading, table, row):
        yield remarked("copied_row", cell=cell, code=row.copied)
        return
    owned = with_owner(reading, table, row, letters)
    yield from unread
    yield from _besides(reading, table, row, owner_known=owned is not None)
    duty = _duty(reading, texts, code_in(table, row.row), above, letters if owned is None else owned)
    yield Sighting(_fact(texts["duty"]), duty, cell, reading.by)


def _is_mere_copy(reading: Reading, table: Table, row: DutyRow) -> bool:
    if not row.copied or code_in(table, row.row) not in ("", row.copied):
        return False
    return same(table.entry(row.row, "duty").text, reading.base.duty(row.copied).text)


def _fact(text: str) -> Fact:
    return Fact("duty-added", "", tight(text))


def _besides(reading: Reading, table: Table, row: DutyRow, *, owner_known: bool) -> Iterator[Seen]:
    """Yield what else stands in a new row: comments, and what is no value of its column."""
    names = reading.names
    for column in ("comment", "condition", "links", "scope", "unit", "owner"):
        text = table.entry(row.row, column).text
        known = {
            "scope": names.scopes_in(text) is not None,
            "unit": folded(text) in names.units,
            "owner": owner_known,
        }
        if text and not known.get(column, False):
            told = text if column == "comment" else f"{table.header(column)}: {text}"
            yield Sighting(Fact("comment", ""), told, reading.place(table, row.number, column), reading.by)
    for number, header in table.extra.items():
        if number in row.row and row.row[number].text:
            told = f"{header}: {row.row[number].text}" if header else row.row[number].text
            cell = place(table.sheet.name, row.number, number)
            yield Sighting(Fact("comment", ""), told, cell, reading.by)


def _duty(
    reading: Reading, texts: dict[str, str], code: str, above: str, letters: tuple[tuple[str, Cell], ...]
) -> NewDuty:
    unit = reading.names.units.get(folded(texts["unit"]), "")
    # Behind the last row of another unit a new one stands at the beginning of its own.
    over = reading.base.duty(above).unit if above else reading.base.duty_units[0].id
    theme = reading.names.theme(texts["theme"])
    return NewDuty(
        unit=unit or over,
        text=lines_of_list(texts["duty"]),
        code="" if reading.base.is_duty(code) else code,
        guessed=not unit,
        after=above if above and (unit or over) == over else "",
        theme=theme if isinstance(theme, NewName) or theme else "",
        scopes=reading.names.scopes_in(texts["scope"]) or (),
        note=lines_of_list(texts["note"]),
        letters=letters,
    )


def _own_letters(reading: Reading, table: Table, row: DutyRow) -> tuple[tuple[tuple[str, Cell], ...], list[Seen]]:
    """Return the letters of a new row, and what stands in the cells of letters and is none."""
    found: list[tuple[str, Cell]] = []
    unread: list[Seen] = []
    for column, number in table.columns.items():
        text = row.row[number].text if number in row.row else ""
        actor = column.removeprefix(ACTOR)
        if not text or actor == column or actor not in reading.actors:
            continue
        try:
            cell = reading.names.letters(text, None)
        except LetterError:
            told = NoLetter(f"{table.header(column)}: {text}")
            place_of = reading.place(table, row.number, column)
            unread.append(Sighting(Fact("comment", "", actor), told, place_of, reading.by))
            continue
        if cell:
            found.append((actor, cell))
    return tuple(found), unread
