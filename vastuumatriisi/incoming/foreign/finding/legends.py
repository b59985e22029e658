"""The legend of a sheet, wherever it stands: symbols with their names and meanings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vastuumatriisi.incoming.foreign.finding.lexicon import MARKED, counted
from vastuumatriisi.incoming.foreign.reading.values import Place, Sheet

# A letter and what it is, divided by a sign; then a short word and its meaning; then the name before the letter.
ITEM = re.compile(
    r"[(\[]?\s*([^\W\d_]{1,3}|\d|[✓✔●•■√*])\s*[)\]]?\s*(?:[=:–—]|-(?=\s)|\s-|(?<=[)\]]))\s*(\S.*)", re.DOTALL
)
WORDED = re.compile(r"([^\W_][\w ./-]{1,24}?)\s*=\s*(\S.*)", re.DOTALL)
REVERSED = re.compile(
    r"([^\W\d_][^()=:]{2,60}?)\s*(?:[(\[]\s*([^\W\d_]{1,3})\s*[)\]]|=\s*([A-Z]))\s*[.:]?\s*(.*)", re.DOTALL
)
SPLIT = re.compile(r"\n|;|\s\|\s|,\s*(?=[^\W_]{1,3}\s*[=:–-])|\s{2,}|\s+(?=[A-Z]\s*=)")
INTRODUCED = re.compile(r"^[^\W\d_]{4,12}\s*:\s+(?=[^\W\d_]{1,2}\s*[=:–-])")
FEWEST = 2  # entries of a legend
MOST_IN_ROW = 12  # symbols; a row with more is one of the matrix
REACH = 4  # columns between a symbol and its name
NAME_ENDS = re.compile(r"\s*[:–—;]\s+|\s+-\s+|\.\s+|\s*\n+\s*|\s*\((?=.{12})")
LONGEST_NAME = 40  # characters of the name of a letter; what is longer is its meaning


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a legend; ``cells`` are all that it takes."""

    symbol: str
    name: str
    meaning: str
    cells: tuple[Place, ...]

    @property
    def plain(self) -> bool:
        """Tell whether the words are those of a letter, or begin with it."""
        words = f"{self.name} {self.meaning}"
        return bool(counted(words)) or words.casefold().startswith(self.symbol.casefold())


def legend_of(sheet: Sheet) -> tuple[Entry, ...]:
    """Return the entries of a sheet's legend in their order, none where there is none."""
    groups = [*_in_cells(sheet), *_beside(sheet), *_names_alone(sheet)]
    found: dict[str, Entry] = {}
    for group in groups:
        if len({entry.symbol for entry in group}) >= FEWEST and sum(entry.plain for entry in group) * 2 >= len(group):
            for entry in group:
                known = found.get(entry.symbol)
                if known is None:
                    found[entry.symbol] = entry
                elif not {*known.cells} & {*entry.cells}:
                    cells = (*known.cells, *entry.cells)
                    found[entry.symbol] = Entry(known.symbol, known.name, known.meaning or entry.meaning, cells)
    return tuple(found.values())


def entry_of(symbol: str, words: str, cells: tuple[Place, ...], meaning: str = "") -> Entry:
    """Return the entry that words behind a symbol make: a name, and a meaning where they go on."""
    flat = words.strip(" .;,:–—-\n")
    parts = NAME_ENDS.split(flat, maxsplit=1)
    name, rest = (parts[0], parts[1].rstrip(")")) if len(parts) > 1 and len(parts[0]) <= LONGEST_NAME else (flat, "")
    if len(name) > LONGEST_NAME and not meaning:
        name, rest = "", flat
    joined = " ".join(part for part in (rest, meaning) if part)
    shown = symbol.upper() if len(symbol) == 1 and symbol not in MARKED else symbol
    return Entry("X" if symbol.casefold() in MARKED else shown, " ".join(name.split()), " ".join(joined.split()), cells)


def _in_cells(sheet: Sheet) -> Iterator[list[Entry]]:
    """Yield groups of entries that stand in a cell each, or several in one, in neighbouring cells."""
    group: list[Entry] = []
    last = Place(-9, -9)
    for place in _worded(sheet, 4):
        text = sheet.text(*place)
        entries = [entry for part in SPLIT.split(INTRODUCED.sub("", text)) if (entry := _written(part.strip(), place))]
        if not entries:
            continue
        if group and not (
            place.row - last.row <= 2 and (place.row == last.row or abs(place.column - last.column) <= 1)
        ):
            yield group
            group = []
        group += entries
        last = place
    yield group


def _worded(sheet: Sheet, shortest: int) -> Iterator[Place]:
    for number, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            if len(text) >= shortest:
                yield Place(number, column)


def _written(part: str, place: Place) -> Entry | None:
    if match := ITEM.fullmatch(part):
        return entry_of(match[1], match[2], (place,))
    if (match := REVERSED.fullmatch(part)) and counted(match[1]):
        return entry_of(match[2] or match[3], match[1], (place,), match[4])
    if (match := WORDED.fullmatch(part)) and counted(match[2]):
        return entry_of(match[1], match[2], (place,))
    return None


def _beside(sheet: Sheet) -> Iterator[list[Entry]]:
    """Yield groups of symbols that stand below one another, or in a row, each with its words beside it."""
    columns: dict[int, list[Entry]] = {}
    for number, row in enumerate(sheet.rows):
        in_row: list[Entry] = []
        symbols = [column for column, text in enumerate(row) if text and len(text) < 3 and _is_symbol(text)]
        for column in symbols if len(symbols) <= MOST_IN_ROW else ():
            entry = _with_words(sheet, Place(number, column))
            if entry:
                in_row.append(entry)
                columns.setdefault(column, []).append(entry)
        if len(in_row) >= FEWEST and all(entry.plain for entry in in_row):
            yield in_row
    for entries in columns.values():
        for run in _runs(entries):
            if not _is_table(sheet, run):
                yield run


def _is_table(sheet: Sheet, run: list[Entry]) -> bool:
    """Tell whether symbols with words are codes of duties: letters stand behind them, or they are digits.

    Nor are letters a legend that stand behind a duty and who does it.
    """
    if run and run[0].symbol.isdecimal():
        return any(len(entry.name) > LONGEST_NAME // 2 or not counted(entry.name) for entry in run)
    begun = [(min(place.column for place in entry.cells), entry.cells[0]) for entry in run]
    if sum(first < at.column and any(sheet.rows[at.row][:first]) for first, at in begun) * 2 > len(run):
        return True  # a duty, who does it, and its letter
    ends = [(max(place.column for place in entry.cells), sheet.rows[entry.cells[0].row]) for entry in run]
    followed = sum(any(_is_symbol(text) for text in row[end + 1 :]) for end, row in ends)
    return followed * 2 > len(run)


def _is_symbol(text: str) -> bool:
    return 0 < len(text) <= 2 and (text.isalpha() or text.isdecimal() or text.casefold() in MARKED)


def _runs(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield entries that follow one another, each symbol once."""
    run: list[Entry] = []
    for entry in entries:
        near = run and entry.cells[0].row - run[-1].cells[0].row <= 2
        if not near or entry.symbol in {one.symbol for one in run}:
            yield run
            run = []
        run.append(entry)
    yield run


def _with_words(sheet: Sheet, place: Place) -> Entry | None:
    """Return the entry of a symbol with the words right of it, or left of it where nothing stands to the right."""
    row = sheet.rows[place.row]
    right = [column for column in range(place.column + 1, min(len(row), place.column + 1 + REACH)) if row[column]]
    if right and not _is_symbol(row[right[0]]):
        return _entry_right(sheet, place, right)
    if right and row[right[0]] in "=:–-" and len(right) > 1:
        entry = _entry_right(sheet, place, right[1:])
        return (
            Entry(entry.symbol, entry.name, entry.meaning, (*entry.cells, Place(place.row, right[0])))
            if entry
            else None
        )
    left = [column for column in range(place.column - 1, max(-1, place.column - 3), -1) if row[column]]
    if not right and left and len(row[left[0]]) > 3 and counted(row[left[0]]) and len(row[left[0]]) <= LONGEST_NAME:
        return entry_of(row[place.column], row[left[0]], (place, Place(place.row, left[0])))
    return None


def _entry_right(sheet: Sheet, place: Place, right: list[int]) -> Entry | None:
    row = sheet.rows[place.row]
    words = row[right[0]]
    if len(words) < 3:
        return None
    beyond = next((column for column in right[1:] if len(row[column]) > 3), -1)
    further = next((c for c in range(right[0] + 1, min(len(row), right[0] + 1 + REACH)) if len(row[c]) > 3), beyond)
    is_meaning = further >= 0 and not _is_symbol(row[further - 1])
    meaning = row[further] if is_meaning else ""
    cells = (place, Place(place.row, right[0]), *([Place(place.row, further)] if is_meaning else []))
    return entry_of(row[place.column], words, cells, meaning)


def _names_alone(sheet: Sheet) -> Iterator[list[Entry]]:
    """Yield groups of names of letters without the letters, below one another: "Responsible", "Accountable", …"""
    columns: dict[int, list[Entry]] = {}
    for place in _worded(sheet, 5):
        text = sheet.text(*place)
        if 4 < len(text) <= 24 and text[0].isalpha() and " " not in text and counted(text):
            columns.setdefault(place.column, []).append(Entry(text[0].upper(), text, "", (place,)))
    for entries in columns.values():
        for run in _runs(entries):
            kinds = {counted(entry.name) for entry in run}
            places = [entry.cells[0] for entry in run]
            behind = sum(any(sheet.rows[row][:column]) for row, column in places)
            if behind * 2 > len(run):  # words that say of the duties left of them who does what
                continue
            if len(run) > FEWEST and len(kinds) > FEWEST:
                yield run
