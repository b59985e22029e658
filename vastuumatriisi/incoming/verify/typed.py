"""What somebody types off a print: its mark, the line at its foot, or the address in its QR code."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

HALF = r"[0-9a-f]{4}"
ALONE = re.compile(rf"({HALF})\s*[-‐‑–−]?\s*({HALF})")
FOOT = re.compile(rf".*·\s*({HALF})[-‐‑–−]({HALF})(?:[\s·]+\d+/\d+)?", re.DOTALL)
AROUND = " \t\n.,;:()[]\"'”“’"  # what a sentence puts around a mark
MISREAD = str.maketrans("oli", "011")  # no mark has these letters, so each stands for the digit that it looks like


@dataclass(frozen=True, slots=True)
class TypedMark:
    """A mark, and the edition that was told with it, None where none was."""

    mark: str
    edition: str | None = None


def typed_mark(words: str) -> TypedMark | None:
    """Return the mark in what somebody has typed, None where it holds none; words without any digit are words."""
    plain = words.strip()
    if "mark=" in plain:
        return _of_address(plain)
    folded = plain.casefold().strip(AROUND)
    found = _alone(folded) or FOOT.fullmatch(folded)
    return TypedMark(f"{found[1]}-{found[2]}") if found else None


def _of_address(address: str) -> TypedMark | None:
    asked = parse_qs(address.partition("?")[2].partition("#")[0])
    found = _alone(asked.get("mark", [""])[0].strip().casefold())
    return TypedMark(f"{found[1]}-{found[2]}", asked.get("edition", [None])[0]) if found else None


def _alone(folded: str) -> re.Match[str] | None:
    is_mark = any(sign.isdecimal() for sign in folded) or "-" in folded
    return ALONE.fullmatch(folded.translate(MISREAD)) if is_mark else None
