"""How long a text is in UTF-16, in which office programs count, and texts cut to such a length."""

import unicodedata
from collections.abc import Callable

ZERO_WIDTH_JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)


def units(text: str) -> int:
    """Return the number of UTF-16 units: most emoji take two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, longest: float, length: Callable[[str], float] = units) -> str:
    """Return the text if its ``length`` is ``longest`` at most, else its beginning and an ellipsis.

    It ends with a whole word where one ends near, and in no case within a character or between one and its accents.
    """
    if length(text) <= longest:
        return text
    end, beyond = 0, len(text)
    while beyond - end > 1:
        middle = (end + beyond) // 2
        end, beyond = (middle, beyond) if length(f"{text[:middle]}…") <= longest else (end, middle)
    while end and (_belongs_to_the_last(text[end]) or text[end - 1] == ZERO_WIDTH_JOINER):
        end -= 1
    word = text.rfind(" ", end * 2 // 3, end + 1)
    return f"{text[: word if word > 0 else end].removesuffix(' &').rstrip(' –-,;:(')}…"


def _belongs_to_the_last(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc", "Cf") or ord(character) in SKIN_TONES
