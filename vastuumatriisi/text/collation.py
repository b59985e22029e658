"""The alphabetical order of a language, for the indexes of the documents.

Finnish and Swedish end their alphabet with å, ä, ö (SFS-EN 13710; CLDR's collations ``fi`` and ``sv``): æ files as ä, ø
and õ as ö, ü as y. In other languages an accent decides only between words that are otherwise alike. A space and a
hyphen come before digits and these before letters; capitals do not count. The machine's own locale is never asked, so
the order is the same everywhere.
"""

import unicodedata

NORDIC = {"å": "å", "ä": "ä", "æ": "ä", "ö": "ö", "ø": "ö", "õ": "ö", "œ": "ö", "ő": "ö", "ü": "y", "ű": "y"}
LAST = {"å": 1, "ä": 2, "ö": 3}
PLAIN = {"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ŧ": "t", "ł": "l", "ŋ": "n", "þ": "th", "ı": "i"}

Weight = tuple[int, str, int]
Key = tuple[tuple[Weight, ...], str]


def alphabetical(text: str, language: str) -> Key:
    """Return the sort key of ``text`` in a language, given by its BCP 47 tag."""
    nordic = language.casefold().split("-")[0] in ("fi", "sv")
    folded = unicodedata.normalize("NFC", text.casefold())
    return tuple(weight for character in folded for weight in _weights(character, nordic)), text


def _weights(character: str, nordic: bool) -> list[Weight]:
    if nordic and character in NORDIC:
        letter = NORDIC[character]
        return [_nordic_weight(letter)]
    plain = unicodedata.normalize("NFD", PLAIN.get(character, character))
    return [_weight(part) for part in plain if not unicodedata.combining(part)]


def _nordic_weight(letter: str) -> Weight:
    # Behind z and before the letters of any other script.
    return (2, "z", LAST[letter]) if letter in LAST else (2, letter, 0)


def _weight(character: str) -> Weight:
    if character.isalpha():
        return 2, character, 0
    return (1 if character.isdigit() else 0), character, 0
