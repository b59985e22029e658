"""How wide a text is and how many lines it takes, from a font's advance widths.

Kerning is left out: it makes a line about one per cent shorter than measured here, so a text is never cut.
"""

import json
import re
import unicodedata
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

WIDE_EAST_ASIAN = 1000  # thousandths of an em, for what the table lacks
OTHER = 600  # the same for all other characters
LONGEST_WORD = 40  # characters of a text whose width is remembered
MOST_WORDS = 50_000  # whose widths are remembered
LONGEST_PARAGRAPH, MOST_PARAGRAPHS = 400, 20_000  # of those whose pieces are remembered


class Advances(dict[int, int]):
    """Advance widths by code point; what the table lacks is judged by its kind, once."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
            self[code] = 0
        else:
            self[code] = WIDE_EAST_ASIAN if unicodedata.east_asian_width(character) in "WF" else OTHER
        return self[code]


class Words(dict[str, int]):
    """Widths in thousandths of an em of short texts: words come again and again."""

    def __init__(self, advances: Mapping[int, int]) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, text: str) -> int:
        wide = sum(map(self._advances.__getitem__, map(ord, text)))
        if len(text) <= LONGEST_WORD and len(self) < MOST_WORDS:
            self[text] = wide
        return wide


class Pieces(dict[str, "array[int]"]):
    """What a line may hold or break, by paragraph: the width of each word, and that of what follows it, in turns.

    The same texts are asked for again and again, for columns of different widths.
    """

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, text: str) -> "array[int]":
        widths, words = array("q"), self._words
        for piece in re.findall(r"[^ \-–/]*[\-–/]+|[^ \-–/]+ *| +", text):
            word = piece.rstrip(" ")
            widths.append(words[word])
            widths.append(words[piece[len(word) :]])
        if len(text) <= LONGEST_PARAGRAPH and len(self) < MOST_PARAGRAPHS:
            self[text] = widths
        return widths


@dataclass(frozen=True, slots=True)
class FontWidths:
    """Advance widths in thousandths of an em by code point."""

    widths: Mapping[int, int]
    _words: Words = field(init=False, repr=False, compare=False)
    _pieces: Pieces = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "widths", Advances({code: width for code, width in self.widths.items() if width}))
        object.__setattr__(self, "_words", Words(self.widths))
        object.__setattr__(self, "_pieces", Pieces(self._words))

    def width(self, text: str, size: float) -> float:
        """Return the width of one line of ``text`` in pt, set in ``size`` pt."""
        return self._words[text] * size / 1000

    def lines(self, text: str, size: float, available: float) -> int:
        """Return how many lines ``text`` takes in ``available`` pt; a word that is wider is broken."""
        return sum(self._paragraph_lines(part, size, available) for part in text.split("\n"))

    def _paragraph_lines(self, text: str, size: float, available: float) -> int:
        lines, used, widths = 1, 0.0, self._pieces[text]
        if sum(widths) * size / 1000 <= available:
            return lines
        for word, behind in zip(widths[::2], widths[1::2], strict=True):
            wide = word * size / 1000
            if used and used + wide > available:
                lines, used = lines + 1, 0.0
            if wide > available:
                broken = int(wide // available)
                lines, used = lines + broken, wide - broken * available
            else:
                used += wide + behind * size / 1000
        return lines

    def parts(self, text: str, size: float, available: float, most: int) -> Iterator[str]:
        """Yield the text in parts of at most ``most`` lines of ``available`` pt each, divided between words."""
        part: list[str] = []
        for line in self._broken(text, size, available):
            if len(part) == most:
                yield "".join(part).rstrip()
                part = []
            part.append(line)
        yield "".join(part)

    def _broken(self, text: str, size: float, available: float) -> Iterator[str]:
        """Yield the lines of a text, each with the space or the line end behind it."""
        *others, last = text.split("\n")
        for paragraph in (*(f"{other}\n" for other in others), last):
            line, used = "", 0.0
            for piece in re.findall(r"[^ \-–/]*[\-–/]+|[^ \-–/]+ *| +", paragraph):
                for bit in self.fitting(piece, size, available):
                    wide = self.width(bit.rstrip(" \n"), size)
                    if used and used + wide > available:
                        yield line
                        line, used = "", 0.0
                    line, used = line + bit, used + self.width(bit.rstrip("\n"), size)
            yield line

    def fitting(self, word: str, size: float, available: float) -> Iterator[str]:
        """Yield a word, in several bits if it is wider than ``available`` pt."""
        start, used = 0, 0.0
        if self.width(word.rstrip(" \n"), size) > available:
            for place, character in enumerate(word):
                wide = self.width(character, size)
                if used and used + wide > available:
                    yield word[start:place]
                    start, used = place, 0.0
                used += wide
        yield word[start:]

    def widest_word(self, text: str, size: float) -> float:
        """Return the width in pt of the widest part of ``text`` that a line end cannot divide."""
        words = re.findall(r"[^ \n\-–/]*[\-–/]+|[^ \n\-–/]+", text)
        return max((self.width(word, size) for word in words), default=0.0)


@cache
def office_widths(bold: bool = False) -> FontWidths:
    """Return the widths of the office font, Calibri, from the table in the package."""
    text = (resources.files("vastuumatriisi.text") / "calibri.json").read_text(encoding="utf-8")
    table = json.loads(text)
    widths = table["bold" if bold else "regular"]
    return FontWidths({int(code, 16): width for code, width in widths.items()})
