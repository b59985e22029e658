"""A file that was read -> the matrix in it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.finding.alphabet import USUAL, fillers, letter_of
from vastuumatriisi.incoming.foreign.finding.around import Around, tell_edges, texts_around
from vastuumatriisi.incoming.foreign.finding.assemble import Assembly, assemble
from vastuumatriisi.incoming.foreign.finding.codes import unfit_code
from vastuumatriisi.incoming.foreign.finding.decisions import Decisions, SheetDecisions
from vastuumatriisi.incoming.foreign.finding.draft import Draft
from vastuumatriisi.incoming.foreign.finding.found import Found, FoundLetter, FoundLevel, FoundUnit, SheetTaken
from vastuumatriisi.incoming.foreign.finding.headings import flat
from vastuumatriisi.incoming.foreign.finding.languages import language_of
from vastuumatriisi.incoming.foreign.finding.ledger import Ledger
from vastuumatriisi.incoming.foreign.finding.legends import Entry, legend_of
from vastuumatriisi.incoming.foreign.finding.lexicon import counted
from vastuumatriisi.incoming.foreign.finding.notes import flat_note
from vastuumatriisi.incoming.foreign.finding.reach import Reached, reach
from vastuumatriisi.incoming.foreign.finding.rows import Row
from vastuumatriisi.incoming.foreign.finding.taken import taken_as
from vastuumatriisi.incoming.foreign.finding.titles import prefixes
from vastuumatriisi.incoming.foreign.finding.unexplained import usual_kind
from vastuumatriisi.incoming.foreign.reading.values import Place, Reading, Sheet, sheet_name
from vastuumatriisi.locales.message import message
from vastuumatriisi.locales.wording import Wording, messages, spoken

SHOWN_TITLE = 120  # characters
FEWEST, MOST_WORDS = 3, 4_000  # letters of a word, and texts that are looked at to tell their language


def find_in_sheets(reading: Reading, decisions: Decisions, only: str = "") -> Found | None:
    """Return the matrix in the sheets of a file, None where there is none.

    ``only`` names the one sheet that is meant. Raises UserError where there is no such sheet.
    """
    ledger = Ledger(reading.sheets, reading.lines)
    of_lines = _legend_of_lines(reading)
    tried = (reach(reading, number, decisions, of_lines) for number in _chosen(reading, only))
    reached = [one for one in tried if one]
    if not reached:
        return None
    draft = Draft(decisions.roles)
    language = decisions.language or language_of(_words_of(reached))[0]
    letters = _letters(reached, decisions, language)
    taken = [_add(one, draft, ledger, letters, decisions) for one in reached]
    if not any(unit.holds_duties() for unit in draft.units.values()):
        return None
    _explain_others(reading, reached, ledger, draft, only)
    tell_edges(reading, draft)
    found = _found(reading, reached, draft, ledger, letters, decisions)
    return replace(found, sheets=tuple(taken), all_letters=letters, organisation=decisions.organisation)


def _chosen(reading: Reading, only: str) -> list[int]:
    names = [sheet.name for sheet in reading.sheets]
    if not only:
        return list(range(len(names)))
    found = [number for number, name in enumerate(names) if only.casefold() in _called(name)]
    if not found:
        key = "import.no_sheet" if names else "import.no_sheets"
        raise UserError(message(key, file=reading.file, sheet=only, names=[sheet_name(name) for name in names]))
    return found


def _called(name: str) -> set[str]:
    """Return the names of a sheet in small letters: what it is called, and what people are told that it is called."""
    told = {messages(language).told(sheet_name(name)) for language in spoken()}
    return {one.casefold() for one in (name, *told)}


def _legend_of_lines(reading: Reading) -> tuple[Entry, ...]:
    lines = Sheet("", tuple((line.text,) for line in reading.lines))
    return tuple(Entry(one.symbol, one.name, one.meaning, ()) for one in legend_of(lines))


def _words_of(reached: list[Reached]) -> Iterator[str]:
    """Yield the words of the sheets with a matrix, as many as tell their language."""
    for one in reached:
        words = (text for row in one.sheet.rows for text in row if len(text) > FEWEST)
        yield from islice(words, MOST_WORDS // len(reached))


def _letters(reached: list[Reached], decisions: Decisions, language: str) -> tuple[FoundLetter, ...]:
    """Return the letters in the order of the legend; those without one in the usual order."""
    counts: Counter[str] = Counter()
    entries: dict[str, Entry] = {}
    heads: dict[str, str] = {}
    for one in reached:
        for entry in one.legend:
            entries.setdefault(entry.symbol, entry)
        for table in one.tables:
            for said in table.statements.values():
                counts.update(symbol for statement in said for symbol in statement.mark.symbols)
            for place in table.heads:
                text, symbol = flat(table.grid.sheet.text(*place)), table.symbols.get(place.column, "")
                heads.setdefault(symbol, text) if symbol and len(text) > 1 else None
    known = [*entries, *sorted((s for s in counts if s not in entries), key=lambda s: (USUAL + s).index(s))]
    usual = {symbol: usual_kind(symbol, known, language) for symbol in known}
    out = {symbol for symbol in fillers(counts, tuple(entries.values())) if usual[symbol] in ("none", "")}
    letters = []
    for symbol in known:
        letter = letter_of(symbol, entries.get(symbol), usual[symbol])
        kind = decisions.letters.get(symbol) or ("none" if symbol in out else letter.counts_as)
        name = letter.name or heads.get(symbol, "")
        letters.append(FoundLetter(symbol, name, letter.meaning, kind, letter.stated or symbol in decisions.letters))
    return tuple(letters)


def _add(
    one: Reached, draft: Draft, ledger: Ledger, letters: tuple[FoundLetter, ...], decisions: Decisions
) -> SheetTaken:
    fillers_here = frozenset(letter.symbol for letter in letters if letter.counts_as == "none")
    stated = decisions.sheets.get(one.sheet.name, SheetDecisions()).rows
    rows: list[Row] = []
    for table, (prefix, place) in zip(one.tables, prefixes(one), strict=True):
        named = ((prefix, ledger.name(one.number, one.back(place))),) if prefix else ()
        assembly = Assembly(draft, ledger, one.number, one.sheet.name, one.back, fillers_here, named)
        rows += assemble(table, assembly, stated)
        assembly.use([place] if prefix else [])
    ledger.use(one.number, (place for entry in one.legend for place in map(one.back, entry.cells)))
    if one.turned:
        draft.ask("turned", "likely", sheet=sheet_name(one.sheet.name))
    _tell_hidden(one, draft, ledger)
    _tell_struck(one, draft, ledger)
    known = {row.number for row in rows} | {row for table in one.tables for row in table.block.headings}
    for place, note in sorted(one.sheet.notes.items()):
        if place.row not in known:
            draft.ask("note-elsewhere", "likely", ledger.name(one.number, one.back(place)), text=flat_note(note))
    return taken_as(one.sheet.name, one.tables, rows, turned=one.turned)


def _tell_hidden(one: Reached, draft: Draft, ledger: Ledger) -> None:
    for table in one.tables:
        for row in sorted(one.sheet.hidden_rows & table.lettered):
            draft.ask("hidden-rows", "likely", ledger.name(one.number, one.back(Place(row, table.labels.duty))))
        columns = one.sheet.hidden_columns & {*table.block.values, *table.block.labels}
        for column in sorted(columns):
            head = Place(table.block.headings[-1] if table.block.headings else 0, column)
            draft.ask("hidden-columns", "likely", ledger.name(one.number, one.back(head)))


def _tell_struck(one: Reached, draft: Draft, ledger: Ledger) -> None:
    """Ask row by row whether what is struck through still holds: it was read like all else."""
    rows: dict[int, list[Place]] = {}
    for place in sorted(map(one.back, one.sheet.struck)):
        rows.setdefault(place.row, []).append(place)
    for places in rows.values():
        texts = (flat(one.sheet.text(*one.back(place))) for place in places)
        draft.ask("struck", "doubtful", ledger.name(one.number, places[0]), text=" | ".join(texts))


def _explain_others(reading: Reading, reached: list[Reached], ledger: Ledger, draft: Draft, only: str) -> None:
    taken = {one.number for one in reached}
    for number, sheet in enumerate(reading.sheets):
        if number in taken:
            continue
        why = "other-sheet" if only else "hidden-sheet" if sheet.hidden else "no-matrix"
        ledger.ignore_rest(number, why)
        for place, note in sorted(sheet.notes.items()) if not only else ():
            draft.ask("note-elsewhere", "likely", ledger.name(number, place), text=flat_note(note))
        if sheet.hidden and not only and any(map(any, sheet.rows)):
            draft.ask("hidden-sheet", "likely", sheet=sheet.name)
    if len(reached) > 1:
        draft.ask("several-sheets", "likely", sheets=tuple(sheet_name(one.sheet.name) for one in reached))


def _found(
    reading: Reading,
    reached: list[Reached],
    draft: Draft,
    ledger: Ledger,
    letters: tuple[FoundLetter, ...],
    decisions: Decisions,
) -> Found:
    around = texts_around(reading, reached, ledger, draft)
    title = decisions.title or around.title or Path(reading.file).stem
    duties = [duty for unit in draft.units.values() for duty in unit.all_duties()]
    words = [duty.text for duty in duties]
    unfit = unfit_code([duty.code for duty in duties])
    if unfit is not None and any(duty.code for duty in duties):
        cells = (duty.cell for duty in duties if duty.code.casefold() == unfit.casefold())
        for cell in cells:
            draft.ask("codes" if unfit else "no-code", "likely", cell, **({"code": unfit} if unfit else {}))
    language, sure = language_of([*words, *(role.name for role in draft.roles.values())])
    if not sure:  # what stands around the table may tell it
        language, sure = language_of(_words_of(reached))
    if not sure and not decisions.language:
        draft.ask("language", "doubtful", taken=language)
    kept = tuple(one for one in letters if one.counts_as != "none" and (one.stated or draft.counts[one.symbol]))
    for letter in letters:
        if letter.counts_as == "none":
            draft.ask("not-involved", "likely" if not letter.stated else "certain", letter=letter.symbol)
        elif not letter.stated and draft.counts[letter.symbol] and not _says_itself(letter.symbol):
            draft.ask("letter", "doubtful", letter=letter.symbol, taken=letter.counts_as)
    for note in reading.notes:
        draft.ask("read-as", "likely", what=note)
    say = messages(decisions.language or language)
    titles = {one.sheet.name: _level_name(one.sheet, around, say) for one in reached}
    units = {name: unit.finished() for name, unit in draft.units.items() if unit.holds_duties()}
    levels = tuple(_level(titles[name], unit) for name, unit in units.items())
    read, used = ledger.counts()
    ignored = tuple(ledger.ignored())
    return Found(
        title=title[:SHOWN_TITLE],
        language=decisions.language or language,
        modified=reading.modified,
        letters=kept,
        roles=tuple(draft.roles.values()),
        levels=levels,
        introduction="\n\n".join(around.introduction),
        questions=draft.asked(),
        read=read,
        used=used,
        ignored=ignored,
        not_involved=draft.not_involved,
    )


def _says_itself(symbol: str) -> bool:
    return symbol in USUAL or bool(counted(symbol))


def _level_name(sheet: Sheet, around: Around, say: Wording) -> str:
    """Return what the level of a sheet is called, "" for the only one, which the title names."""
    if around.alone:
        return sheet.title if sheet.title != around.title else ""
    name = say.told(sheet_name(sheet.name))
    return sheet.title or (name if name == sheet.name else name.capitalize())


def _level(name: str, unit: FoundUnit) -> FoundLevel:
    units = unit.units
    if unit.duties:
        units = (FoundUnit("", "", unit.duties), *units)
    return FoundLevel(name, units)
