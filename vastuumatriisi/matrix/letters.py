"""The letters of a matrix: what each counts as, and how a cell such as "R, A (large changes)" is read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.text.characters import describe, shown
from vastuumatriisi.text.confusables import skeleton

STRENGTH = ("accountable", "responsible", "support", "consulted", "informed", "none")
WRITTEN = ("responsible", "accountable", "support", "consulted", "informed", "none")
NOT_INVOLVED = frozenset("-–—−")


@dataclass(frozen=True, slots=True)
class Letter:
    symbol: str
    name: str
    meaning: str
    counts_as: str
    # What findings need; it is no part of what the letter means.
    accept: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    line: int = field(default=0, compare=False, repr=False)

    @property
    def id(self) -> str:
        return self.symbol


@dataclass(frozen=True, slots=True)
class Cell:
    """A stated cell: the letters in the order of the letter set, and the condition of each that has one.

    No letter at all says "not involved" outright.
    """

    letters: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...] = ()


class LetterError(ValueError):
    """A cell that the letter set cannot explain: ``args`` are what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class LetterSet:
    """The letters that a matrix knows, in the order of its legend."""

    letters: tuple[Letter, ...]

    def __contains__(self, symbol: object) -> bool:
        return any(letter.symbol == symbol for letter in self.letters)

    def __getitem__(self, symbol: str) -> Letter:
        for letter in self.letters:
            if letter.symbol == symbol:
                return letter
        raise KeyError(symbol)

    @property
    def symbols(self) -> tuple[str, ...]:
        return tuple(letter.symbol for letter in self.letters)

    @property
    def acronym(self) -> str:
        """What people call such a set: "RASCI", "DACI"; "" for one letter, or where letters are words or signs."""
        symbols = self.symbols
        return "".join(symbols) if len(symbols) > 1 and all(len(s) == 1 and s.isupper() for s in symbols) else ""

    @property
    def has_accountable(self) -> bool:
        return any(letter.counts_as == "accountable" for letter in self.letters)

    def counts(self, symbol: str, *kinds: str) -> bool:
        """Tell whether the letter counts as one of ``kinds`` (accountable, responsible, …)."""
        return self[symbol].counts_as in kinds

    def strongest(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Return the derived letters of one actor: R and A combine, else the strongest."""
        ranked = sorted(set(symbols), key=lambda symbol: STRENGTH.index(self[symbol].counts_as))
        doing = [symbol for symbol in ranked if self.counts(symbol, "accountable", "responsible")]
        return self.in_order(doing) if doing else tuple(ranked[:1])

    def in_order(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Return the symbols as they are written side by side: R before A, then S, C, I; each once."""
        place = {letter.symbol: index for index, letter in enumerate(self.letters)}
        return tuple(sorted(set(symbols), key=lambda s: (WRITTEN.index(self[s].counts_as), place[s])))

    def read(self, cell: str) -> Cell:
        """Return what a stated cell says. Raises LetterError."""
        if cell.strip() in NOT_INVOLVED:
            return Cell(())
        letters: list[str] = []
        conditions: list[tuple[str, str]] = []
        for symbols, condition in self._parts(cell):
            letters.extend(symbols)
            conditions.extend((symbol, condition) for symbol in symbols if condition)
        return Cell(self.in_order(letters), tuple(conditions))

    def _parts(self, cell: str) -> Iterator[tuple[tuple[str, ...], str]]:
        if cell.strip() in self:
            yield (cell.strip(),), ""
            return
        parts = list(_split(cell))
        if not parts:
            raise LetterError(message("source.no_letter", cell=shown(cell)), self._known())
        for symbol, condition in parts:
            yield self._symbols(symbol), condition

    def _symbols(self, written: str) -> tuple[str, ...]:
        if not written:
            raise LetterError(message("source.condition_alone"), self._known())
        if written in self:
            return (written,)
        if len(written) > 1 and all(character in self for character in written):
            return tuple(written)
        raise self._unknown(written)

    def _unknown(self, written: str) -> LetterError:
        # A cell with a letter of another script looks right and means nothing.
        meant = self._looking_like(written)
        strange = next((character for character in written if meant and character not in meant), "")
        if strange:
            what = message("source.only_looks", written=shown(written), meant=meant, character=describe(strange))
            return LetterError(what, message("source.write", wanted=meant))
        import difflib  # only a mistake needs it

        folded = {symbol.casefold(): symbol for symbol in self.symbols}
        what = message("source.unexplained", letter=shown(written))
        near = difflib.get_close_matches(written.casefold(), folded, 1, 0.75)
        symbol = folded[near[0]] if near else self._named(written)
        if symbol:
            return LetterError(what, message("source.meant_letter", letter=symbol, name=self[symbol].name))
        return LetterError(what, self._known())

    def _named(self, written: str) -> str:
        """Return the only letter whose name begins as a reader has written it: A for "V", since A is "Vastaa"."""
        named = [one.symbol for one in self.letters if one.name.casefold().startswith(written.casefold())]
        return named[0] if len(named) == 1 else ""

    def _looking_like(self, written: str) -> str:
        """Return the letters of the set that a reader sees in a cell, "" where there is something else."""
        known = {skeleton(symbol): symbol for symbol in reversed(self.symbols)}
        whole = skeleton(written)
        if whole in known:
            return known[whole]
        return "".join(known[shape] for shape in whole) if all(shape in known for shape in whole) else ""

    def _known(self) -> Message:
        return message("source.known_letters", letters=self.symbols)


def _split(cell: str) -> Iterator[tuple[str, str]]:
    """Yield (letter, condition) for each part of a cell; separators inside brackets divide nothing."""
    for match in re.finditer(r"((?:[^/,;+&()]|\([^()]*\)|[()])+)", cell):
        part = match[1].rstrip()
        # No pattern: it would read the rest of a cell of nothing but brackets for each of them.
        begin = part.find("(", part.rfind("\n") + 1) if part.endswith(")") else -1
        symbol = (part if begin < 0 else part[:begin]).strip()
        if symbol or begin >= 0:
            yield symbol, part[begin + 1 : -1].strip() if begin >= 0 else ""


def letter_set(letters: Mapping[str, tuple[str, str, str]]) -> LetterSet:
    """Return the set for ``{symbol: (name, meaning, counts_as)}``."""
    return LetterSet(tuple(Letter(symbol, *rest) for symbol, rest in letters.items()))


def usual_letters(wording: Wording) -> LetterSet:
    """Return the RASCI set of a language, for a data file that defines no letters."""
    symbols = {"R": "responsible", "A": "accountable", "S": "support", "C": "consulted", "I": "informed"}
    return letter_set(
        {s: (wording(f"letters.{s}.name"), wording(f"letters.{s}.meaning"), kind) for s, kind in symbols.items()}
    )
