"""Characters that the posters' fonts lack."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import chain

from vastuumatriisi.design.fonts import PACKAGED, Family, missing_characters
from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.matrix import Duty, Matrix, Place
from vastuumatriisi.text.characters import is_invisible, named

# Latin and Cyrillic letters, digits and punctuation: every font of the package's first family has them, so that texts
# in most languages of Europe are judged without opening a font, which takes longer than all other findings.
COMMON = ((0x20, 0x7F), (0xA0, 0x250), (0x400, 0x460), (0x2010, 0x2016), (0x2018, 0x201B), (0x201C, 0x201F))
IN_PACKAGE = frozenset(map(chr, chain(*(range(*limits) for limits in COMMON), (0x2022, 0x2026, 0x2030, 0x20AC))))


def missing_glyph(matrix: Matrix, families: Sequence[Family]) -> Iterator[Fact]:
    """Characters that no font of theme, data or package has, once for each script, at the first place that has one."""
    texts = list(_texts(matrix))
    common = IN_PACKAGE if PACKAGED[0] in families else frozenset[str]()
    used = set[str]().union(*(text for _, text in texts)) - common
    missing = missing_characters({character for character in used if not is_invisible(character)}, families)
    scripts: dict[str, list[Place]] = {}
    found: dict[str, dict[str, None]] = {}
    for place, text in texts:
        for character in sorted(missing.intersection(text), key=text.index):
            script = _script(character)
            places = scripts.setdefault(script, [])
            if not places or places[-1] is not place:
                places.append(place)
            found.setdefault(script, {})[character] = None
    for script, places in scripts.items():
        codes = tuple(place.id for place in places if isinstance(place, Duty))
        values: dict[str, Text] = {"characters": _listed(list(found[script])), "n": str(len(places))}
        yield Fact("missing-glyph", tuple(places), places[0].line, codes, values=values)


def _texts(matrix: Matrix) -> Iterator[tuple[Place, str]]:
    """Yield (place, text) of what stands on posters and belongs to a place that can answer, in order."""
    shown: list[tuple[Place, str]] = [(actor, actor.name + actor.short) for actor in matrix.actors]
    shown += [(duty, duty.id + duty.text) for duty in matrix.duties]
    yield from sorted(shown, key=lambda text: text[0].line)


def _script(character: str) -> str:
    """Return "CJK", "THAI" for letters; signs and pictures are one kind."""
    if not unicodedata.category(character).startswith(("L", "M")):
        return "signs"
    return unicodedata.name(character, "unnamed").split("-")[0].split(" ")[0]


def _listed(characters: list[str]) -> Message:
    first, more = named(characters)
    if more:
        return message("source.glyphs_and_more", listed=first, more=more)
    return message("source.glyphs", listed=first)
