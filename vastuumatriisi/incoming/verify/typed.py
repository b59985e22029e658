"""What somebody types off a print: its mark, the line at its foot, or the address in its QR code."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

HALF = r"[0-9a-f]{4}"
ALONE = re.compile(rf"({HALF})\s*[-‐‑–−]?\s*({HALF})")
FOOT = re.compile(rf".*[\s·]({HALF})[-‐‑–−]({HALF})(?:[\s·]+\d+/\d+)?", re.DOTALL)
MISREAD = str.maketrans("oli", "011")  # no mark has these letters, so each stands for the digit that it looks like


@dataclass(frozen=True, slots=True)
class TypedMark:
    """A mark, and the edition that was told with it, None where none was."""

    mark: str
    edition: str | None = None


def typed_mark(words: str) -> TypedMark | None:
    """Return the mark in what somebody has typed, None where it holds none."""
    plain = words.strip()
    if "://" in plain:
        return _of_address(plain)
    folded = plain.casefold()
    found = ALONE.fullmatch(folded.translate(MISREAD)) or FOOT.fullmatch(folded)
    return TypedMark(f"{found[1]}-{found[2]}") if found else None


def _of_address(address: str) -> TypedMark | None:
    try:
        asked = parse_qs(urlsplit(address).query)
    except ValueError:
        return None
    found = ALONE.fullmatch(asked.get("mark", [""])[0].strip().casefold())
    return TypedMark(f"{found[1]}-{found[2]}", asked.get("edition", [None])[0]) if found else None
