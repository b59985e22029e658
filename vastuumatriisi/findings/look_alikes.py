"""Letters that nobody can tell apart."""

from collections.abc import Iterator
from itertools import zip_longest

from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.locales.message import Text
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.text.characters import describe, shown
from vastuumatriisi.text.confusables import skeleton


def look_alike_letters(matrix: Matrix) -> Iterator[Fact]:
    """A letter looks like another one that the file defines above it."""
    seen: dict[str, str] = {}
    for letter in matrix.letters.letters:
        first = seen.setdefault(skeleton(letter.symbol), letter.symbol)
        if first != letter.symbol:
            pairs = zip_longest(letter.symbol, first, fillvalue="")
            # Of a Latin letter and one of another script the latter is what surprises.
            differing = next(max(pair) for pair in pairs if pair[0] != pair[1])
            values: dict[str, Text] = {
                "place": shown(letter.symbol),
                "other": shown(first),
                "character": describe(differing),
            }
            yield Fact("look-alike-letters", (letter,), letter.line, values=values)
