"""What stands behind an option -> its value."""

import argparse
import re

from vastuumatriisi.generators import GENERATORS

FORMATS = tuple(known.name for known in GENERATORS)


def formats(text: str) -> tuple[str, ...]:
    """Return the names of formats in "posters,web". Raises ArgumentTypeError, as all of these do."""
    named = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not named or not {*named} <= {*FORMATS}:
        raise argparse.ArgumentTypeError(f"{text!r}: name one or more of {', '.join(FORMATS)}, with commas")
    return named


def count(text: str) -> int:
    """Return a number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 on")
    return int(text)


def port(text: str) -> int:
    """Return a port of TCP."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port, a number from 1 to 65535")
    return int(text)


def millimetres(text: str) -> float:
    """Return the length that "3mm" or "3" stands for. No print shop asks for more than 20 mm."""
    written = re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?) ?(?:mm)?", text.strip())
    length = float(written[1].replace(",", ".")) if written else -1.0
    if not 0 <= length <= 20:
        raise argparse.ArgumentTypeError(f"{text!r} is not a length from 0mm to 20mm; 3mm is usual")
    return length
