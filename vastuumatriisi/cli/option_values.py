"""What stands behind an option -> its value."""

import re
from pathlib import Path

from vastuumatriisi.errors import UsageError
from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.locales.message import message
from vastuumatriisi.system.names import impossible_name

FORMATS = tuple(known.name for known in GENERATORS)


def formats(text: str) -> tuple[str, ...]:
    """Return the names of formats in "posters,web". Raises UsageError, as all of these do."""
    named = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not named or not {*named} <= {*FORMATS}:
        raise UsageError(message("usage.kinds", text=text, kinds=FORMATS))
    return named


def count(text: str) -> int:
    """Return a number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise UsageError(message("usage.processes", text=text))
    return int(text)


def new_path(text: str) -> Path:
    """Return the path of what may be written."""
    if (name := impossible_name(text)) is not None:
        raise UsageError(message("usage.impossible_name", text=text, name=name))
    return Path(text)


def port(text: str) -> int:
    """Return a port of TCP."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise UsageError(message("usage.port", text=text))
    return int(text)


def millimetres(text: str) -> float:
    """Return the length that "3mm" or "3" stands for. No print shop asks for more than 20 mm."""
    written = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?) ?(?:mm)?", text.strip())
    length = float(written[1].replace(",", ".")) if written else -1.0
    if not 0 <= length <= 20:
        raise UsageError(message("usage.length", text=text))
    return length
