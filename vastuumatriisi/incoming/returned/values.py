"""The value of a cell -> the text that stands there to a reader, and texts made alike where only their look differs."""

import datetime
import re
import unicodedata

from vastuumatriisi.text.characters import FORBIDDEN, is_blank


def text_of(value: object) -> str:
    """Return a value as text; a whole number has no decimals, and a day no time."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return clean(unescaped(str(value)))


def unescaped(text: str) -> str:
    """Return a text without the escapes of Office files that programs write (ECMA-376, part 1, 22.9.2.19).

    openpyxl takes the underscore's away from shared texts and leaves it in others, so that "_x0041_" is no escape any
    more; the line end of Excel is the one other that is met.
    """
    if "_x" not in text:
        return text
    return text.replace("_x005F_", "_").replace("_x005f_", "_") if "_x005" in text else text.replace("_x000D_", "")


def clean(text: str) -> str:
    """Return a text with its lines and accents as ours have them, and without what no text may hold; "" for a blank."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = FORBIDDEN.sub("", text)
    return "" if is_blank(text) else text.strip()


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same: line ends and runs of spaces apart."""
    return tight(one) == tight(other)


def tight(text: str) -> str:
    """Return what a text says: all but its spaces and line ends."""
    return "".join(text.split())


def folded(text: str) -> str:
    """Return what tells a name from others: neither its case nor its spaces, nor dashes and primes of another kind."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub("[‐-―−]", "-", plain).replace("’", "'").split())
