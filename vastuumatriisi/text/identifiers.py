"""Names -> ids: such as can be typed, and such as nothing has yet."""

import re
import unicodedata
from collections.abc import Container


def hyphenated(text: str, longest: int) -> str:
    """Return the letters and digits of a text that are ASCII without their accents, in small ones with hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:longest].strip("-")


def free_identifier(stem: str, taken: Container[str]) -> str:
    """Return the stem, or where it is taken the stem with the first number from 2 on that is not."""
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
