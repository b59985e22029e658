"""What the handbook is written into: the width and the typeface of its text, and how its headings are numbered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
ROMAN_BELOW = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
MOST_ROMAN = 3999


@dataclass(frozen=True, slots=True)
class NumberedLevel:
    """How one level is numbered: ``text`` is "%1.%2", ``kind`` that of its own number, ``start`` the first of them."""

    text: str
    kind: str = "decimal"
    start: int = 1
    decimal_above: bool = False


PLAIN = tuple(NumberedLevel(".".join(f"%{n}" for n in range(1, level + 1))) for level in range(1, 10))


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The size of tables in pt, as wide as the office font of that size, and the width of the text in twips.

    ``font`` is "" where nothing names it. ``first_page`` is the text that stands on the title page before the handbook
    is written into it, that of pictures too. With ``has_cover`` a page before that says title and organisation.
    """

    size: float
    width: int
    font: str
    heading_levels: tuple[NumberedLevel, ...] = PLAIN
    first_page: str = ""
    has_cover: bool = False


def label(counts: Iterable[int], levels: tuple[NumberedLevel, ...]) -> str:
    """Return the number of a heading as it is written; ``counts`` are those of the levels down to its own, from 1."""
    numbers = list(counts)
    own = levels[len(numbers) - 1]

    def written(match: re.Match[str]) -> str:
        place = int(match[1])
        if place > len(numbers):
            return ""
        level = levels[place - 1]
        kind = "decimal" if own.decimal_above and place < len(numbers) else level.kind
        return _written(numbers[place - 1] + level.start - 1, kind)

    return re.sub(r"%([1-9])", written, own.text)


def _written(number: int, kind: str) -> str:
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in ("upperRoman", "lowerRoman") and 0 < number <= MOST_ROMAN:
        return _roman(number) if kind == "upperRoman" else _roman(number).lower()
    if kind in ("upperLetter", "lowerLetter") and number > 0:
        # Behind Z comes AA, behind that BB (ECMA-376, 17.18.59).
        letters = chr(ord("A") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters if kind == "upperLetter" else letters.lower()
    return str(number)


def _roman(number: int) -> str:
    written = ""
    for value, sign in (*ROMAN, *ROMAN_BELOW):
        written += sign * (number // value)
        number %= value
    return written
