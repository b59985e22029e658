"""Cells that hold letters: "R", "A/R", "R A", "R (large changes)", "x", a word of the legend."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.found import Mark
from vastuumatriisi.incoming.foreign.finding.lexicon import MARKED, NOT_INVOLVED
from vastuumatriisi.text.confusables import skeleton

LONGEST_STRICT = 24  # characters of a cell that is told to hold letters whatever column it stands in
LONGEST = 300  # characters of a cell in which letters are looked for at all
LONGEST_RUN = 3  # letters without anything between them; "RACI" names the matrix
TICK = "X"
SEPARATORS = re.compile(r"\s*[/,;+&|\\\n·]\s*|\s+(?:and|ja|och|und|y|et|e|и)\s+|\s+|(?<=\w)[-.](?=\w)|\.$")
FOOTNOTE = re.compile(r"(?<=\w)\s*([*†‡¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,2}\)?)$")
BRACKETS = re.compile(r"\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*")
BEFORE_WORDS = re.compile(r"([A-Z])(?:\s*[:–—-]\s*|\s+)[^\W\d_A-Z]\w+.*", re.DOTALL)
NOTHING = Mark(())


@dataclass(slots=True)
class _Draft:
    """A cell that is being read."""

    symbols: list[str] = field(default_factory=list)
    conditions: dict[str, str] = field(default_factory=dict)
    odd: str = ""

    def condition(self, words: str, symbols: list[str]) -> None:
        for symbol in symbols:
            self.conditions[symbol] = ", ".join(filter(None, (self.conditions.get(symbol, ""), words)))

    def mark(self) -> Mark:
        return Mark(tuple(dict.fromkeys(self.symbols)), tuple(self.conditions.items()), self.odd)


@dataclass(slots=True)
class MarkReader:
    """Reads cells by the symbols of a sheet; each text is read once."""

    symbols: tuple[str, ...]
    _strict: dict[str, Mark | None] = field(default_factory=dict)
    _free: dict[str, Mark | None] = field(default_factory=dict)
    _folded: dict[str, str] = field(default_factory=dict)
    _shapes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._folded = {symbol.casefold(): symbol for symbol in self.symbols}
        self._shapes = {skeleton(symbol.upper()): symbol for symbol in self.symbols}

    def strict(self, text: str) -> Mark | None:
        """Return what a cell says that holds nothing but letters and perhaps a short condition; else None."""
        if text not in self._strict:
            short = len(text) <= LONGEST_STRICT or text.casefold() in self._folded
            self._strict[text] = self._read(text, free=False) if short else None
        return self._strict[text]

    def free(self, text: str) -> Mark | None:
        """Return what a cell of a column of letters says; behind a letter there may be words, a condition."""
        if text not in self._free:
            self._free[text] = self.strict(text) or (self._read(text, free=True) if len(text) <= LONGEST else None)
        return self._free[text]

    def _read(self, text: str, *, free: bool) -> Mark | None:
        flat = unicodedata.normalize("NFKC", text).strip()
        if flat.casefold() in NOT_INVOLVED and flat.casefold() not in self._folded:
            return NOTHING
        if whole := self._symbol(flat):
            return Mark((whole[0],), (), whole[1])
        footnote = None if flat.isdecimal() else FOOTNOTE.search(text)
        flat = unicodedata.normalize("NFKC", text[: footnote.start()]).strip() if footnote else flat
        draft = _Draft()
        for number, part in enumerate(BRACKETS.split(flat)):
            if part.strip() and not self._add(draft, part.strip(), inside=number % 2 == 1, free=free):
                return None
        if footnote and draft.symbols:
            draft.condition(footnote[1], draft.symbols[-1:])
        return draft.mark() if draft.symbols else None

    def _add(self, draft: "_Draft", part: str, *, inside: bool, free: bool) -> bool:
        """Add what stands outside or inside of brackets; tell whether it could be read."""
        symbols, odd = self._all(part)
        if not symbols and inside:
            draft.condition(part, draft.symbols[-1:])
            return True
        words = ""
        if not symbols and free and not draft.symbols:
            symbols, words, odd = self._beginning(part)
        draft.symbols += symbols
        draft.odd = draft.odd or odd
        if words:
            draft.condition(words, symbols)
        elif not symbols and free and draft.symbols:
            draft.condition(part, draft.symbols[-1:])
            return True
        return bool(symbols)

    def _all(self, text: str) -> tuple[list[str], str]:
        """Return the symbols of a text that holds nothing else, none where it does; and what was odd."""
        if whole := self._symbol(text):
            return [whole[0]], whole[1]
        symbols, odd = [], ""
        for part in filter(None, SEPARATORS.split(text)):
            found = self._part(part)
            if not found:
                return [], ""
            symbols += [symbol for symbol, _ in found]
            odd = odd or next((strange for _, strange in found if strange), "")
        return symbols, odd

    def _part(self, part: str) -> list[tuple[str, str]]:
        if whole := self._symbol(part):
            return [whole]
        if len(part) > LONGEST_RUN or not (part.isupper() or len(part) < 3):
            return []
        letters = [self._symbol(character) for character in part]
        return [letter for letter in letters if letter] if all(letters) and len({*part}) == len(part) else []

    def _symbol(self, text: str) -> tuple[str, str] | None:
        """Return the symbol that a text is, and the text itself where it only looks like it."""
        folded = text.casefold()
        if folded in self._folded:
            return self._folded[folded], ""
        if folded in MARKED and TICK in self.symbols:
            return TICK, ""
        shape = skeleton(text.upper()) if 0 < len(text) <= 2 and not text.isascii() else ""
        return (self._shapes[shape], text) if shape in self._shapes else None

    def _beginning(self, text: str) -> tuple[list[str], str, str]:
        """Return the symbols that a text begins with, the words behind them, and what was odd."""
        match = re.match(r"([^\s:–—-]{1,5})(?:\s*[:–—-]\s*|\s+)(\S.*)\Z", text, re.DOTALL)
        if not match:
            return [], "", ""
        symbols, odd = self._all(match[1])
        return symbols, " ".join(match[2].split()), odd


def letters_in(texts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how often each single letter fills a cell or stands with others in it, in capitals."""
    counts: dict[str, int] = {}
    for text, often in texts:
        if len(text) > LONGEST_STRICT:
            continue
        flat = BEFORE_WORDS.sub(r"\1", unicodedata.normalize("NFKC", FOOTNOTE.sub("", text)).strip())
        without = BRACKETS.sub(lambda match: f" {match[1]} " if len(match[1]) == 1 else " ", flat)
        parts = [part for part in SEPARATORS.split(without.strip()) if part]
        if parts and all(len(part) == 1 and part.isalpha() for part in parts):
            for part in parts:
                counts[part.upper()] = counts.get(part.upper(), 0) + often
    return counts
