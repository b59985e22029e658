"""Characters that no document may hold, and the ones that look like others."""

import re
import unicodedata

# C0 and C1 controls apart from tab, line feed and carriage return; surrogates; non-characters; and the bidirectional
# embeddings, overrides and isolates, which let a text read otherwise than it is stored (Unicode TR 36, 3.2).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)


def describe(character: str) -> str:
    """Return the code point and the Unicode name: ``U+0410 CYRILLIC CAPITAL LETTER A``."""
    name = unicodedata.name(character, "") or {"Cc": "control character", "Cs": "surrogate"}.get(
        unicodedata.category(character), "not a character"
    )
    return f"U+{ord(character):04X} {name}"
