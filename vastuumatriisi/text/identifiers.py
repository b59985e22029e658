"""Names -> ids: such as can be typed, and such as nothing has yet."""

import re
import unicodedata
from collections.abc import Container

LONGEST_SLUG = 40  # characters of an id or a code that is proposed
NO_TEXT = ("null", "true", "false")  # what YAML reads as another value, unless it stands between quotes


def hyphenated(text: str, longest: int) -> str:
    """Return the letters and digits of a text that are ASCII without their accents, in small ones with hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")


def slug(name: str) -> str:
    """Return the name as an id: "Pedagoginen tuki" is "pedagoginen-tuki"."""
    found = hyphenated(name, LONGEST_SLUG) or "a"
    return f"{found}-1" if found in NO_TEXT else found


def free_identifier(stem: str, taken: Container[str]) -> str:
    """Return the stem, or where it is taken the stem with the first number from 2 on that is not."""
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
