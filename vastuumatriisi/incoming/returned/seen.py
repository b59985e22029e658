"""All that a returned workbook says: its tables one after the other, then what was remarked at its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from vastuumatriisi.incoming.anchors import ACTOR, text_digest
from vastuumatriisi.incoming.returned.added import columns_seen, rows_seen, with_known_columns
from vastuumatriisi.incoming.returned.base import Base, is_base
from vastuumatriisi.incoming.returned.decisions import decisions_seen
from vastuumatriisi.incoming.returned.duties import duty_seen
from vastuumatriisi.incoming.returned.elsewhere import written_elsewhere
from vastuumatriisi.incoming.returned.facts import Fact, Remarked, Seen, Sighting, remarked
from vastuumatriisi.incoming.returned.letters import flat_seen
from vastuumatriisi.incoming.returned.merged import merged_in
from vastuumatriisi.incoming.returned.names import names_of
from vastuumatriisi.incoming.returned.opening import stored_values
from vastuumatriisi.incoming.returned.painted import painted
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.rows import DutyRow, duty_rows, is_shifted
from vastuumatriisi.incoming.returned.sheets import NOTHING, Remark, ReturnedBook, ReturnedSheet, Row, place
from vastuumatriisi.incoming.returned.tables import AGENDA, AREA, FLAT, OVERVIEW, QUESTIONS, Table, renamed, tables_of
from vastuumatriisi.locales.message import Text

MOST_CELLS = 8  # that a remark names


@dataclass(frozen=True, slots=True)
class Everything:
    """What was seen in a workbook, and which duties its tables have; ``tables`` is how many of it could be read."""

    sightings: tuple[Sighting, ...]
    remarks: tuple[Remarked, ...]
    codes: frozenset[str]
    asked: frozenset[str]  # the codes of duties whose own sheet is there
    tables: int


def seen_in(book: ReturnedBook, base: Base, name: Text) -> Everything:
    """Return all that a workbook says otherwise than its base; ``name`` is how messages call it."""
    by = "" if book.by == base.matrix.organisation else book.by
    values = partial(_values, book, name)
    reading = Reading(base.matrix, base.layout, names_of(base.matrix, base.layout), by, values)
    seen: list[Seen] = []
    rows: dict[str, tuple[Table, Mapping[int, str]]] = {}
    codes: set[str] = set()
    keys: list[str] = []
    for found in tables_of(tuple(sheet for sheet in book.sheets if not is_base(sheet)), base.layout):
        if isinstance(found, ReturnedSheet):
            seen.append(remarked("untold_columns", sheet=found.name))
            continue
        keys.append(found.key)
        table, own = _table_seen(reading, found, seen)
        rows[found.sheet.name] = table, {row.number: row.code or row.copied for row in own}
        codes |= {row.code for row in own if row.code and found.key.startswith(AREA)}
    seen += _sheets_seen(book, base, keys, {*rows})
    seen += written_elsewhere(book, base, by, {name: table for name, (table, _) in rows.items()})
    sheets = {*base.layout.names.values()}
    coloured = {} if base.layout.colours is None else painted(book, sheets, base.layout.colours, MOST_CELLS + 1)
    for sheet in book.sheets:
        seen += _remarks_seen(base, sheet, rows.get(sheet.name))
        if sheet.struck:
            seen.append(remarked("struck_out", cell=_several([place(sheet.name, *one) for one in sheet.struck])))
        if cells := coloured.get(sheet.name):
            seen.append(remarked("painted", cell=_several([f"{sheet.name}!{one}" for one in cells])))
    return _everything(seen, codes, _asked(base, keys, codes), len(keys))


def _values(book: ReturnedBook, name: Text, sheet: str) -> Mapping[int, Row]:
    return stored_values(book, sheet, name)


def _everything(seen: list[Seen], codes: set[str], asked: frozenset[str], tables: int) -> Everything:
    sightings = tuple(one for one in seen if isinstance(one, Sighting))
    remarks = tuple(dict.fromkeys(one for one in seen if isinstance(one, Remarked)))
    return Everything(sightings, tuple(_together(remarks)), frozenset(codes), asked, tables)


def _together(remarks: Sequence[Remarked]) -> Iterator[Remarked]:
    """Yield the remarks, one for all cells whose formulas tell nothing."""
    cells = [dict(one.values)["cell"] for one in remarks if one.word == "no_value"]
    yield from (one for one in remarks if one.word != "no_value")
    if cells:
        yield remarked("no_value", cell=_several(cells))


def _several(cells: Sequence[str]) -> str:
    return ", ".join(cells[:MOST_CELLS]) + (" …" if len(cells) > MOST_CELLS else "")


def _table_seen(reading: Reading, table: Table, seen: list[Seen]) -> tuple[Table, list[DutyRow]]:
    """Put what a table says to what was seen before, and return it with its rows of duties."""
    if table.missing:
        seen.append(remarked("columns_gone", sheet=table.sheet.name, headers=", ".join(table.missing)))
    for number, before, after in renamed(table, reading.layout):
        seen.append(
            remarked("renamed_column", cell=place(table.sheet.name, table.head, number), before=before, after=after)
        )
    if areas := [place(table.sheet.name, area.top, area.left) for area in merged_in(table)]:
        seen.append(remarked("merged_cells", cell=_several(areas)))
    if table.key in (AGENDA, QUESTIONS):
        seen += decisions_seen(reading, table)
        return table, []
    if table.key == FLAT:
        seen += flat_seen(reading, table)
        return table, []
    table = with_known_columns(reading, table)
    rows = duty_rows(reading, table)
    table, of_columns = columns_seen(reading, table, rows)
    seen += of_columns
    for row in rows:
        if is_shifted(table, row.row, row.code):
            seen.append(remarked("shifted_row", cell=reading.place(table, row.number, "duty"), code=row.code))
        elif row.code:
            seen += duty_seen(reading, table, row)
    if table.key != OVERVIEW:
        seen += rows_seen(reading, table, rows)
    return table, rows


def _sheets_seen(book: ReturnedBook, base: Base, keys: list[str], read: set[str]) -> Iterator[Seen]:
    ours = {*base.layout.names.values()}
    for sheet in book.sheets:
        if ours and sheet.rows and sheet.name not in read and sheet.name not in ours and not is_base(sheet):
            yield remarked("foreign_sheet", sheet=sheet.name)
    there = {sheet.name for sheet in book.sheets}
    for key, name in base.layout.names.items():
        if key not in keys and (key.startswith(AREA) and key in base.layout.headers):
            yield remarked("sheet_gone", sheet=name)
        elif key not in keys and name not in there:
            yield remarked("other_sheet_gone", sheet=name)


def _asked(base: Base, keys: list[str], codes: set[str]) -> frozenset[str]:
    """Return the duties that no table has though that of a duty beside them is there."""
    missing = [duty for duty in base.matrix.duties if duty.id not in codes]
    units = {base.matrix.duty(code).unit for code in codes}
    areas = [key for key in base.layout.headers if key.startswith(AREA)]
    whole = all(key in keys for key in areas)
    return frozenset(duty.id for duty in missing if whole or duty.unit in units)


def _remarks_seen(base: Base, sheet: ReturnedSheet, found: tuple[Table, Mapping[int, str]] | None) -> Iterator[Seen]:
    """Yield the notes, comments and links at the cells of a sheet that are not our own."""
    actors = {actor.id for actor in base.matrix.actors}
    for remark in sheet.remarks:
        if text_digest(remark.text) in base.layout.notes:
            continue
        if remark.is_link and _shows(sheet, remark):
            continue
        if not remark.is_link and not base.layout.notes and remark.by == base.matrix.organisation:
            continue
        code, actor = "", ""
        if found:
            table, codes = found
            code = codes.get(remark.row, "")
            column = next((key for key, number in table.columns.items() if number == remark.column), "")
            actor = column.removeprefix(ACTOR) if column.removeprefix(ACTOR) in actors else ""
        cell = place(sheet.name, remark.row, remark.column)
        yield Sighting(Fact("comment", code, actor), remark.text, cell, remark.by)


def _shows(sheet: ReturnedSheet, remark: Remark) -> bool:
    """Tell whether a cell shows where its link leads: office programs make links of addresses that people type."""
    shown = sheet.rows.get(remark.row, {}).get(remark.column, NOTHING).text.casefold()
    return remark.text.casefold().removeprefix("mailto:").rstrip("/") in shown
