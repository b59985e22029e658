"""Characters that no document may hold, the ones that look like others, and texts made fit for a message."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

# C0 and C1 controls apart from tab, line feed and carriage return; the line ends that most editors do not show as such
# and that would make their line numbers differ from ours; surrogates; non-characters; and the bidirectional
# embeddings, overrides and isolates, which let a text read otherwise than it is stored (Unicode TR 36, 3.2).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
LONGEST_SHOWN = 60  # characters of a text that a message repeats


def describe(character: str) -> str:
    """Return the code point and the Unicode name: ``U+0410 CYRILLIC CAPITAL LETTER A``."""
    name = unicodedata.name(character, "") or {"Cc": "control character", "Cs": "surrogate"}.get(
        unicodedata.category(character), "not a character"
    )
    return f"U+{ord(character):04X} {name}"


def shown(text: str) -> str:
    """Return a text of the data file as a message repeats it: on one line, and no longer than a message bears."""
    flat = " ".join(text[: 4 * LONGEST_SHOWN].split())
    return flat if len(flat) <= LONGEST_SHOWN else f"{flat[: LONGEST_SHOWN - 1]}…"


def is_invisible(character: str) -> bool:
    """Tell whether a character needs no glyph: line ends, joiners, variation selectors (default ignorable)."""
    return (
        character in "\n\t\r"
        or unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )


def undivided(text: str) -> str:
    """Return the text without soft hyphens, for where nothing is divided: properties, names, charts."""
    return text.replace("\u00ad", "")


def says(text: str, words: str) -> bool:
    """Tell whether a text holds these words, whole ones, in whatever case."""
    return re.search(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold()) is not None


def on_one_line(text: str) -> str:
    """Return the text with runs of spaces and line ends made one space; no-break spaces stay."""
    return re.sub(r"[ \t\n]+", " ", text).strip(" ")


def paragraphs(text: str) -> Iterator[tuple[Literal["paragraph", "numbered", "item"], str]]:
    """Yield paragraphs and list items; a line that begins with "1." or "-" is an item, other lines are joined."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        for part in re.split(r"\n(?=[ \t]*(?:\d+[.)]|[-–•·*])[ \t])", paragraph.strip()):
            line = on_one_line(part)
            marker = re.match(r"(\d+[.)]|[-–•·*]) ", line)
            if marker:
                yield "numbered" if marker[1][0].isdigit() else "item", line[marker.end() :]
            elif line:
                yield "paragraph", line
