"""Which fonts a text needs: the theme's first, then those that the data name, the package's, at last the machine's."""

from collections.abc import Iterable
from dataclasses import dataclass

from vastuumatriisi.design.fonts import Family, lacking
from vastuumatriisi.text.characters import describe, is_invisible

REPLACEMENT = "\ufffd"  # shown for a character that no font has


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of one document, ``system`` where the machine's own are asked too, and what to tell about it."""

    families: tuple[Family, ...]
    system: bool
    notes: tuple[str, ...]


def fonts_for(text: str, families: tuple[Family, ...]) -> Fonts:
    """Return those of the families that show every character of ``text``, the first of them always."""
    first, *others = families
    chosen, notes = [first], []
    wanting = {character for character in set(text) if not is_invisible(character)} - first.characters
    for family in others:
        rest = lacking(wanting, (family,))
        found = wanting - rest
        if found:
            chosen.append(family)
            wanting = set(rest)
            if found - {REPLACEMENT}:
                notes.append(
                    f"{listed(found - {REPLACEMENT})} from {family.name}, because {first.name} has no such sign"
                )
    if wanting:
        notes.append(f"{listed(wanting)} from this computer's fonts, otherwise elsewhere; “check” tells the lines")
    return Fonts(tuple(chosen), bool(wanting), tuple(notes))


def listed(characters: Iterable[str]) -> str:
    """Return "✓ (U+2713 CHECK MARK), …"; of many only the first are named."""
    ordered = sorted(characters)
    named = ", ".join(f"{character} ({describe(character)})" for character in ordered[:3])
    return f"{named} and {len(ordered) - 3} more" if len(ordered) > 3 else named
