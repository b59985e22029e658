"""Names -> ids that can be typed, and short codes that can be said aloud."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from vastuumatriisi.text.identifiers import free_identifier

LONGEST = 60  # characters of an id
CODE_LENGTH = 3
STEM = 5  # letters by which two words are told to be forms of one
# Letters that no decomposition makes Latin ones, as they are written in Latin letters (ISO 9 without its signs).
LATIN = {
    "ß": "ss",
    "æ": "ae",
    "ø": "o",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ł": "l",
    "ı": "i",
    **dict(zip("абвгдезиклмнопрстуфхцыэіў", "abvgdeziklmnoprstufhcyeiu", strict=True)),
    "ё": "e",
    "ж": "zh",
    "й": "i",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "ї": "i",
    "є": "ye",
    "ґ": "g",
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
# Words that say nothing of a unit, in the languages of the wording and some neighbours.
SMALL = frozenset(
    {
        *("ja", "sekä", "tai", "och", "samt", "eller", "and", "or", "the", "of", "for", "to", "in", "a", "an"),
        *("und", "der", "die", "das", "von", "y", "de", "la", "el", "los", "las", "del", "et", "des"),
    }
)
VOWELS = "AEIOUY"


def plain(text: str) -> str:
    """Return a text in small letters of ASCII, other signs as blanks."""
    folded = "".join(LATIN.get(character, character) for character in text.casefold())
    decomposed = unicodedata.normalize("NFKD", folded)
    letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    letters = "".join(LATIN.get(character, character) for character in letters)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters).split())


class Identifiers:
    """Gives ids, each once: those of roles, units and levels are of one space."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, name: str, otherwise: str) -> str:
        """Return an id for a name, ``otherwise`` and a number where it has no letter that could be typed."""
        words = plain(re.sub(r"\([^)]*\)", " ", name)) or plain(name) or otherwise
        while len(words) > LONGEST and " " in words:
            words = words.rpartition(" ")[0]
        found = free_identifier(words[:LONGEST].replace(" ", "-"), self._taken)
        self._taken.add(found)
        return found


class Codes:
    """Gives each unit letters for the codes of its duties, each once, from the word that tells it from the others."""

    def __init__(self, names: Iterable[str]) -> None:
        self._taken: set[str] = set()
        self._often = Counter(stem for name in names for stem in {word[:STEM] for word in _words(name)})

    def give(self, name: str) -> str:
        """Return some capital letters that begin the codes of a unit's duties."""
        words = sorted(_words(name), key=lambda word: (word.isdecimal(), self._often[word[:STEM]]))
        found = next(code for code in _candidates(words or ["T"]) if code not in self._taken)
        self._taken.add(found)
        return found


def _words(name: str) -> list[str]:
    words = plain(re.sub(r"\([^)]*\)", " ", name)) or plain(name)
    return [word.upper() for word in words.split() if word not in SMALL]


def _candidates(words: list[str]) -> Iterator[str]:
    first, rest = words[0], words[1:]
    numbers = [word for word in rest if word.isdecimal()]
    yield from (first[: CODE_LENGTH - 1] + number for number in numbers[:1])
    yield first[:CODE_LENGTH]
    for word in rest:
        yield first[: CODE_LENGTH - 1] + word[0]
    for word in rest:
        yield word[:CODE_LENGTH]
    yield "".join(word[0] for word in words)[:4] if len(words) > 2 else first[:4]
    # Consonants can be said one by one.
    yield (first[0] + "".join(letter for letter in first[1:] if letter not in VOWELS))[:CODE_LENGTH]
    number = 2
    while True:
        yield f"{first[:CODE_LENGTH]}{number}"
        number += 1


def code(letters: str, number: int, of: int) -> str:
    """Return the code of a duty: "TEK-07", with as many digits as the number of all needs, two at least."""
    return f"{letters}-{number:0{max(2, len(str(of)))}d}"
