"""Which letters, words or numbers a sheet uses to say who does what."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from vastuumatriisi.incoming.foreign.finding.found import FoundLetter
from vastuumatriisi.incoming.foreign.finding.legends import Entry
from vastuumatriisi.incoming.foreign.finding.lexicon import LETTERS, MARKED, NEUTRAL, NOT_INVOLVED, counted, is_heading
from vastuumatriisi.incoming.foreign.finding.marks import LONGEST_STRICT, TICK, letters_in
from vastuumatriisi.incoming.foreign.finding.unexplained import MEANT_SOMEWHERE
from vastuumatriisi.incoming.foreign.reading.values import Place, Sheet
from vastuumatriisi.text.confusables import skeleton

USUAL = "RASCI"
FEWEST = 2  # cells that a letter has to fill, unless it is one of the usual ones
MOST_WORDS = 12  # of an alphabet
MOST_IN_WORD = 5  # words of a name that stands for a letter
NAMES = {
    "responsible": "R",
    "accountable": "A",
    "support": "S",
    "consulted": "C",
    "informed": "I",
    "none": "N",
}


def alphabets(sheet: Sheet, legend: tuple[Entry, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the alphabets that a sheet may be written in, the likeliest first."""
    taken = {place for entry in legend for place in entry.cells}
    texts, columns = _texts(sheet, taken)
    stated = [entry.symbol for entry in legend if _occurs(entry.symbol, texts)]
    letters = _letters(texts, stated)
    if letters:
        yield tuple(dict.fromkeys([*stated, *letters]))
    words = _words(texts, columns)
    if words:
        yield tuple(dict.fromkeys([*stated, *words]))
    digits = sorted(text for text, often in texts.items() if len(text) == 1 and text.isdecimal() and often >= FEWEST)
    if FEWEST <= len(digits) <= MOST_WORDS and sum(len(columns[digit]) > 1 for digit in digits) >= FEWEST:
        yield tuple(digits)
    if not letters and stated:
        yield tuple(stated)


def _texts(sheet: Sheet, taken: set[Place]) -> tuple[Counter[str], Mapping[str, Counter[int]]]:
    """Return how often each short text is found, and in which columns."""
    texts: Counter[str] = Counter()
    columns: dict[str, Counter[int]] = defaultdict(Counter)
    for number, row in enumerate(sheet.rows):
        for column, text in enumerate(row):
            if text and len(text) <= LONGEST_STRICT and not (taken and (number, column) in taken):
                texts[text] += 1
                columns[text][column] += 1
    return texts, columns


def _occurs(symbol: str, texts: Counter[str]) -> bool:
    if symbol == TICK:
        return any(text.casefold() in MARKED for text in texts)
    folded = symbol.casefold()
    return any(folded in text.casefold() for text in texts)


def _letters(texts: Counter[str], stated: list[str]) -> list[str]:
    """Return the letters, the usual ones in their order and then the others by how often they are found."""
    counts = letters_in(texts.items())
    ticks = sum(often for text, often in texts.items() if text.casefold() in MARKED and not text.isalpha())
    counts[TICK] = counts.get(TICK, 0) + ticks
    for letter in [letter for letter in counts if not letter.isascii() and letter not in stated]:
        twin = skeleton(letter)
        if (twin in counts and counts[twin] >= counts[letter]) or twin in stated or _mostly_ascii(counts, twin):
            counts[twin] = counts.get(twin, 0) + counts.pop(letter)
    known = [letter for letter in USUAL if counts.get(letter)]
    enough = sum(counts[letter] for letter in known) >= FEWEST
    # A letter that fills one cell alone is one where others are as usual.
    meant = LETTERS.keys() | MEANT_SOMEWHERE
    certain = enough or sum(counts.get(letter, 0) >= FEWEST for letter in meant) >= FEWEST
    others = [
        one for one, often in counts.items() if one not in USUAL and (often >= FEWEST or (certain and one in meant))
    ]
    return [*(known if enough else []), *sorted(others, key=lambda one: -counts[one])]


def _mostly_ascii(counts: Mapping[str, int], twin: str) -> bool:
    latin = sum(often for letter, often in counts.items() if letter.isascii())
    return twin in USUAL and latin * 2 > sum(counts.values())


def _words(texts: Counter[str], columns: Mapping[str, Counter[int]]) -> list[str]:
    """Return short texts that are repeated in several columns, or beside such ones, as words that stand for letters."""
    likely = {text for text, often in texts.items() if (often > FEWEST or counted(text)) and _is_word(text)}
    often = {text: {column for column, number in columns[text].items() if number >= FEWEST} for text in likely}
    sure = {text for text in likely if len(often[text]) > 1 or counted(text)}
    beside = {column for text in sure if len(often[text]) > 1 for column in often[text]}
    sure |= {text for text in likely if often[text] and often[text] <= beside}
    known = {text.casefold() for text in sure}
    sure = {text for text in sure if not {part.casefold() for part in _several(text)} <= known}
    folded: dict[str, str] = {}
    for text in sorted(sure, key=lambda one: (-texts[one], one)):
        folded.setdefault(text.casefold(), text)
    return list(folded.values()) if len(folded) <= MOST_WORDS else []


def _several(text: str) -> list[str]:
    """Return the words in a cell that may hold several, the text alone where it holds one that nobody else has."""
    parts = [part.strip() for part in re.split(r"[,;/&+\n]", text) if part.strip()]
    return parts if len(parts) > 1 else [f"{text} alone"]


def _is_word(text: str) -> bool:
    short = 1 < len(text) <= LONGEST_STRICT and len(text.split()) <= MOST_IN_WORD
    return short and not text[0].isdecimal() and text.casefold() not in NOT_INVOLVED and not is_heading("role", text)


def letter_of(symbol: str, entry: Entry | None, usual: str) -> FoundLetter:
    """Return a letter as its legend has it, or as it is ``usual``; its name is "" where nothing tells it."""
    if entry is None:
        return FoundLetter(
            symbol, symbol if len(symbol) > FEWEST else "", "", usual or counted(symbol) or "responsible"
        )
    by_name = "" if entry.name.casefold().strip() in NEUTRAL else counted(entry.name)
    kind = by_name or counted(entry.meaning) or counted(entry.name) or usual or "responsible"
    return FoundLetter(symbol, entry.name, entry.meaning, kind, stated=True)


def fillers(counts: Mapping[str, int], legend: tuple[Entry, ...]) -> frozenset[str]:
    """Return the letters that stand for "not involved": by their legend, or since no other is as frequent."""
    stated = {entry.symbol: letter_of(entry.symbol, entry, LETTERS.get(entry.symbol, "")).counts_as for entry in legend}
    total = sum(counts.values())
    often = {s for s in ("N", "O", "0") if s not in stated and counts.get(s, 0) * 10 > total * 3}
    return frozenset({symbol for symbol, kind in stated.items() if kind == "none"} | often)
