"""The value of a cell -> the text that stands there to a reader, and texts made alike where only their look differs."""

import datetime
import re
import unicodedata

from vastuumatriisi.text.characters import FORBIDDEN, is_blank, lines_of_list, on_one_line

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
    """Return a text without the escapes of Office files, "_x0041_" (ECMA-376, part 1, 22.9.2.19)."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def clean(text: str) -> str:
    """Return a text with its lines and accents as ours have them, and without what no text may hold; "" for a blank."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = FORBIDDEN.sub("", text)
    return "" if is_blank(text) else text.strip()


def lines(text: str) -> str:
    """Return a text as the data file has it: on one line, or the items of a list each on its own."""
    return lines_of_list(text) if "\n" in text else on_one_line(text)


def same(one: str, other: str) -> bool:
    """Tell whether two texts say the same: breaks of lines and runs of spaces apart."""
    return "".join(one.split()) == "".join(other.split())


def folded(text: str) -> str:
    """Return what tells a name from others: neither its case nor its spaces, nor dashes and primes of another kind."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub("[‐-―−]", "-", plain).replace("’", "'").split())
