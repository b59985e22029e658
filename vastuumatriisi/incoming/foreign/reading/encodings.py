"""Bytes of a text -> the text, in the encoding that its letters make most likely."""

import codecs
import unicodedata
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of one byte a letter, in the order in which equals are preferred.
SINGLE = (
    "cp1252",
    "cp1251",
    "cp1250",
    "iso8859-15",
    "mac-roman",
    "cp850",
    "koi8-r",
    "cp866",
    "cp1253",
    "cp1257",
    "cp1254",
)
MOST_JUDGED = 50_000  # bytes that are no ASCII; more of them tell no more
NORDIC = frozenset("äöåÄÖÅ")
RARE = frozenset("ѕљњћђџѓќєї")  # what other tables make of common letters
COMMON = frozenset("äöåÄÖÅéüßèêëáíóúñçÉÜàøæØÆ’‘”“–—…•·€§°«»¿¡ãõôâîõšžŠŽ\u00a0")


class Decoded(NamedTuple):
    """A text and how it was encoded; ``certain`` where nothing had to be guessed."""

    text: str
    encoding: str
    certain: bool


def decoded(content: bytes) -> Decoded:
    """Return the text that bytes hold, whatever they hold."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return Decoded(content.decode(encoding, "replace"), encoding.removesuffix("-sig"), True)
    if wide := _without_mark(content):
        return Decoded(content.decode(wide, "replace"), wide, False)
    try:
        return Decoded(content.decode("utf-8"), "utf-8", True)
    except UnicodeDecodeError:
        encoding = max(SINGLE, key=lambda name: _likelihood(content, name))
        return Decoded(content.decode(encoding, "replace"), encoding, False)


def _without_mark(content: bytes) -> str:
    """Return the kind of UTF-16 that a text without a mark is in, "" where it is in none."""
    head = content[: 2000 - 2000 % 2]
    controls = sum(byte < 9 for byte in head)
    if len(head) < 4 or controls * 2 < len(head) * 0.4:
        return ""
    odd = sum(byte < 9 for byte in head[1::2])
    return "utf-16-le" if odd * 2 > controls else "utf-16-be"


def _likelihood(content: bytes, encoding: str) -> float:
    """Return how likely the letters are next to one another, as a sum over those that are no ASCII."""
    text = f"  {content[: 20 * MOST_JUDGED].decode(encoding, 'replace')} "
    score, judged = 0.0, 0
    for two, before, character, after in zip(text, text[1:], text[2:], text[3:], strict=False):
        if character > "\x7f":
            score += _fit(two, before, character, after)
            judged += 1
            if judged >= MOST_JUDGED:
                break
    return score


def _fit(two: str, before: str, character: str, after: str) -> float:
    if not character.isalpha():
        inside = before.isalpha() and after.isalpha() and character not in "’·"
        return (1.0 if character in COMMON else -2.0) - 1.5 * inside
    script = _script(character)
    usual = 0.3 if character in RARE else 0.9
    bonus = 1.2 if character in NORDIC else 1.0 if character in COMMON else usual
    others = {_script(one) for one in (before, after) if one.isalpha()}
    # Two scripts in a word, a small letter before a capital one, and Latin words without a letter of ASCII are what a
    # wrong table gives.
    bonus -= 1.5 * bool(others - {script})
    bonus -= 1.0 * ((before.islower() and character.isupper()) or (character.islower() and after.isupper()))
    bonus -= 1.5 * (script == "LATIN" and min(two, before) > "\x7f" and two.isalpha() and before.isalpha())
    return bonus - 0.7 * (character.isupper() and after.islower() and before.isalpha())


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]
