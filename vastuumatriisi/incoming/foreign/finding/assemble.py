"""A table -> its roles, groups and duties in the draft; every cell that is used is told to the ledger."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.draft import Draft, DutyDraft, UnitDraft
from vastuumatriisi.incoming.foreign.finding.found import Mark
from vastuumatriisi.incoming.foreign.finding.headings import flat
from vastuumatriisi.incoming.foreign.finding.ledger import Ledger
from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading
from vastuumatriisi.incoming.foreign.finding.notes import columns_with_notes, flat_note, notes_beside, without_place
from vastuumatriisi.incoming.foreign.finding.rows import Row, rows_of
from vastuumatriisi.incoming.foreign.finding.table import Statement, Table
from vastuumatriisi.incoming.foreign.reading.values import Place
from vastuumatriisi.text.characters import lines_of_list, on_one_line

IGNORED = {"heading": "repeated-heading", "below": "below", "filler": "filler", "total": "total", "empty": "no-duty"}
PLAIN_REMARKS = ("note", "comment", "remark", "huom", "anm", "bemerk", "kommen", "примеч", "observ")


@dataclass(slots=True)
class Assembly:
    """What a table is put together with: where its cells are told, and what they are called."""

    draft: Draft
    ledger: Ledger
    sheet: int
    sheet_name: str
    back: Callable[[Place], Place]
    fillers: frozenset[str]
    prefix: tuple[tuple[str, str], ...] = ()
    by_text: dict[tuple[tuple[str, ...], str], DutyDraft] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    marks: dict[Mark, Mark] = field(default_factory=dict)
    empty: dict[str, str] = field(default_factory=dict)  # groups that hold no duty so far, by their cells

    def role(self, actor: str) -> str:
        """Return the name of the role that an actor is."""
        if actor not in self.names:
            self.names[actor] = self.draft.role(actor)
        return self.names[actor]

    def involved(self, mark: Mark) -> Mark:
        """Return a mark without the symbols that stand for "not involved"."""
        if mark not in self.marks:
            symbols = tuple(symbol for symbol in mark.symbols if symbol not in self.fillers)
            conditions = tuple((symbol, words) for symbol, words in mark.conditions if symbol in symbols)
            self.marks[mark] = Mark(symbols, conditions, mark.odd)
        return self.marks[mark]

    def name(self, place: Place) -> str:
        return self.ledger.name(self.sheet, self.back(place))

    def use(self, places: Iterable[Place]) -> None:
        self.ledger.use(self.sheet, map(self.back, places))

    def ignore(self, places: Iterable[Place], why: str) -> None:
        self.ledger.ignore(self.sheet, map(self.back, places), why)


@dataclass(slots=True)
class _Position:
    """Where in the table the reading is: values of the columns of groups, the rows of groups above, the last duty.

    ``noted`` are the columns of the notes by rows.
    """

    noted: Mapping[int, list[int]]
    columns: dict[int, tuple[str, str]] = field(default_factory=dict)
    sections: list[tuple[int, tuple[str, str]]] = field(default_factory=list)
    duty: DutyDraft | None = None

    def path(self) -> tuple[tuple[str, str], ...]:
        return (*self.columns.values(), *(section for _, section in self.sections))

    def enter(self, depth: int, section: tuple[str, str]) -> None:
        self.sections = [one for one in self.sections if one[0] < depth] + [(depth, section)]


def assemble(table: Table, assembly: Assembly, stated: Mapping[int, str]) -> list[Row]:
    """Add a table to the draft and return its rows as they were taken; ``stated`` are kinds of rows by number."""
    position = _Position(columns_with_notes(table.grid.sheet))
    _add_headings(table, assembly)
    for heading in table.block.headings:
        _tell_notes(table, assembly, position, heading, "note-of-heading")
    rows = rows_of(table.grid, table.block, table.labels, table.lettered, stated)
    for row in rows:
        _add_row(table, assembly, position, row)
    _explain_columns(table, assembly)
    for cell, text in assembly.empty.items():
        assembly.draft.ask("empty-group", "likely", cell, text=text)
    for place in table.unread:
        assembly.ignore([place], "unread")
        text = table.grid.sheet.text(*place)
        assembly.draft.ask("unread", "doubtful", assembly.name(place), text=text[:60])
    return rows


def _add_headings(table: Table, assembly: Assembly) -> None:
    for heading in table.roles:
        cells = tuple(map(assembly.name, heading.cells))
        assembly.draft.role(heading.name, heading.group, cells, heading.aliases)
        assembly.use(heading.cells)
        if not heading.cells:
            assembly.draft.ask("unnamed-role", "doubtful", role=heading.name)
    assembly.use(table.heads)
    # The words above a column of words tell what it is; what stands above these is told elsewhere, or left out.
    heads = [(Place(row, c), text) for row in table.block.headings for c, text in table.labels.headings.items()]
    assembly.use(place for place, text in heads if " ".join(table.grid.sheet.text(*place).split()) == text)
    assembly.ignore((Place(row, c) for row in table.block.headings for c in range(table.grid.sheet.width)), "heading")


def _add_row(table: Table, assembly: Assembly, position: _Position, row: Row) -> None:
    cells = [Place(row.number, c) for c, text in enumerate(table.grid.sheet.rows[row.number]) if text]
    if row.kind in IGNORED:
        assembly.ignore(cells, IGNORED[row.kind])
        _tell_notes(table, assembly, position, row.number, "note-of-row")
        return
    _enter_columns(table, assembly, position, row)
    place = _words_at(table, row.number)
    text = table.grid.sheet.text(*place) if place else ""
    if row.kind in ("group", "both") and place:
        if place.column not in table.labels.groups or row.kind == "both":
            position.enter(row.depth, (_shown(text), assembly.name(place)))
            assembly.empty[assembly.name(place)] = _shown(text)
        assembly.use([place])
    if row.kind == "group" and not row.sure and place:
        assembly.draft.ask("taken-as-group", "likely", assembly.name(place))
    if row.kind in ("duty", "both"):
        _add_duty(table, assembly, position, row, place, text)
    elif row.kind == "more":
        _go_on(table, assembly, position, place, text)
    if position.duty and row.kind != "group":
        _add_statements(assembly, position.duty, table.statements.get(row.number, []), table)
        _add_remarks(table, assembly, position.duty, row.number)
        position.duty.notes.extend(notes_beside(table, row.number, position.noted.get(row.number, ())))
    elif row.kind == "group":
        _tell_notes(table, assembly, position, row.number, "note-of-group")
    if table.labels.code is not None:
        assembly.use([Place(row.number, table.labels.code)])


def _words_at(table: Table, number: int) -> Place | None:
    return next((Place(number, c) for c in table.labels.naming if table.grid.at(number, c)), None)


def _shown(text: str) -> str:
    return " ".join(text.split()).rstrip(":").strip()


def _enter_columns(table: Table, assembly: Assembly, position: _Position, row: Row) -> None:
    """Take the names of groups that stand in columns of their own; they hold until another one follows."""
    place = _words_at(table, row.number)
    for column in table.labels.groups:
        here = Place(row.number, column)
        if not table.grid.at(*here) or (here == place and row.kind != "group"):
            continue
        text = _shown(table.grid.sheet.text(*here))
        if position.columns.get(column, ("", ""))[0] != text:
            position.columns = {c: value for c, value in position.columns.items() if c < column}
            position.columns[column] = (text, assembly.name(here))
            assembly.empty[assembly.name(here)] = text
            position.sections = []
        assembly.use([here])


def _add_duty(table: Table, assembly: Assembly, position: _Position, row: Row, place: Place | None, text: str) -> None:
    if place is None:
        return
    path = (*assembly.prefix, *position.path())
    for _, cell in path:
        assembly.empty.pop(cell, None)
    key = (tuple(name for name, _ in path), text.casefold())
    unit: UnitDraft = assembly.draft.unit(assembly.sheet_name, path)
    duty = assembly.by_text.get(key) if table.merging else None
    if duty is None:
        code = table.grid.sheet.text(row.number, table.labels.code) if table.labels.code is not None else ""
        lines = text.replace("\r", "")
        # What is a mark of a list and nothing more is a text all the same: nobody knows what it stands for.
        said = lines_of_list(lines) or on_one_line(lines)
        duty = assembly.by_text[key] = DutyDraft(said, assembly.name(place), code)
        unit.duties.append(duty)
    _add_note(table, duty, place)
    if not row.sure:
        duty.doubts.append(("taken-as-duty", assembly.name(place)))
        assembly.draft.ask("taken-as-duty", "likely", assembly.name(place))
    position.duty = duty
    assembly.use([place])


def _go_on(table: Table, assembly: Assembly, position: _Position, place: Place | None, text: str) -> None:
    if position.duty is None:
        return
    if place is not None:
        position.duty.text = f"{position.duty.text} {_shown(text)}"
        position.duty.doubts.append(("goes-on", assembly.name(place)))
        assembly.use([place])
        assembly.draft.ask("goes-on", "likely", assembly.name(place))
        _add_note(table, position.duty, place)


def _add_statements(assembly: Assembly, duty: DutyDraft, said: list[Statement], table: Table) -> None:
    assembly.use(one.place for one in said)
    notes, draft = table.grid.sheet.notes, assembly.draft
    for one in said:
        mark = assembly.involved(one.mark)
        if not mark.symbols:
            draft.not_involved += 1
            continue
        for symbol in mark.symbols:
            draft.counts[symbol] += 1
        name = assembly.role(one.actor)
        if name in duty.assign:
            duty.add(name, mark)
        else:
            duty.assign[name] = mark
        if mark.odd or mark.conditions:
            _ask_about(assembly, duty, mark, one.place)
        if notes and (note := notes.get(one.place)):
            duty.notes.append(f"{name}: {flat_note(note)}")


def _ask_about(assembly: Assembly, duty: DutyDraft, mark: Mark, place: Place) -> None:
    cell = assembly.name(place)
    if mark.odd:
        assembly.draft.ask("look-alike", "certain", cell, taken=mark.symbols[0], letter=mark.odd)
        duty.doubts.append(("look-alike", cell))
    if mark.conditions:
        assembly.draft.ask("condition", "likely", cell, text=mark.conditions[0][1][:60])


def _add_remarks(table: Table, assembly: Assembly, duty: DutyDraft, row: int) -> None:
    for column in table.labels.remarks:
        text = " ".join(table.grid.sheet.text(row, column).split())
        if not text:
            continue
        heading = flat(table.labels.headings.get(column, ""))
        plain = not heading or heading.casefold().startswith(PLAIN_REMARKS)
        duty.notes.append(text if plain else f"{heading}: {text}")
        assembly.use([Place(row, column)])


def _tell_notes(table: Table, assembly: Assembly, position: _Position, row: int, key: str) -> None:
    for place, note in without_place(table.grid.sheet, row, position.noted.get(row, ())):
        assembly.draft.ask(key, "likely", assembly.name(place), text=note)


def _add_note(table: Table, duty: DutyDraft, place: Place) -> None:
    if note := table.grid.sheet.notes.get(place):
        duty.notes.append(flat_note(note))


def _explain_columns(table: Table, assembly: Assembly) -> None:
    for column in table.labels.attributes:
        heading = flat(table.labels.headings.get(column, ""))
        places = [Place(row, column) for row in table.block.rows if table.grid.at(row, column)]
        assembly.ignore(places, "total-column" if heading and is_heading("total", heading) else "attribute")
        if places:
            assembly.draft.ask("attribute", "likely", assembly.name(places[0]), heading=heading or places[0].name[:-1])
