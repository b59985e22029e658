"""Which texts a spreadsheet program takes for something else when they are typed: "2/1" for a day, "007" for 7."""

import re
from collections.abc import Iterable
from functools import lru_cache

FORMULA = ("=", "+", "-", "@")
FIGURE = re.compile(r"(?=.*\d)[\d\s.,:/%()+\-–E€$£]+(?:[ap]m?)?", re.IGNORECASE)
MONTHS = (
    "jan|feb|mar|apr|may|maj|jun|jul|aug|sep|oct|okt|nov|dec"
    "|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu"
)
DAY = re.compile(rf"(?=.*\d)\d*[\s./-]*(?:{MONTHS})[a-zåäö]*[\s./-]*\d*", re.IGNORECASE)
TRUTH = {"true", "false", "tosi", "epätosi", "sant", "falskt"}


@lru_cache(maxsize=4096)
def is_taken_for_a_figure(text: str) -> bool:
    """Tell whether a text would become a number, a day or a truth value."""
    return bool(FIGURE.fullmatch(text) or DAY.fullmatch(text)) or text.casefold() in TRUTH


def are_words(letters: Iterable[str]) -> bool:
    """Tell whether letters can be typed in any cell, alone or side by side: none has more than letters of a script."""
    return all(letter.replace(" ", "").isalpha() and letter.casefold() not in TRUTH for letter in letters)
