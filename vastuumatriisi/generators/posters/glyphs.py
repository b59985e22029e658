"""Which fonts a text needs: the theme's first, then others of the same package, then those of the machine."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from vastuumatriisi.characters import describe
from vastuumatriisi.fonts import Face, face, poster_faces
from vastuumatriisi.measure import FontWidths

REPLACEMENT = "\ufffd"  # shown for a character that no font has

# What the package pymupdf-fonts has beside FiraGO, in the order in which it is tried.
FALLBACKS: tuple[tuple[str, tuple[Face, ...]], ...] = (
    (
        "Noto Sans",
        (
            Face("400", "normal", "notos"),
            Face("700", "normal", "notosbo"),
            Face("400", "italic", "notosit"),
            Face("700", "italic", "notosbi"),
        ),
    ),
    ("Noto Sans Symbols2", (Face("400", "normal", "symbol2"),)),
    ("Noto Sans Symbols", (Face("400", "normal", "symbol1"),)),
    ("Noto Sans Math", (Face("400", "normal", "math"),)),
    ("Noto Music", (Face("400", "normal", "music"),)),
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families of one document, ``system`` where the machine's own are asked too, and what to tell about it."""

    families: tuple[tuple[str, tuple[Face, ...]], ...]
    system: bool
    notes: tuple[str, ...]


def fonts_for(text: str, family: str) -> Fonts:
    """Return the fonts that show every character of ``text``; ``family`` is the theme's name for the first."""
    families = [(family, poster_faces())]
    notes = []
    wanting = {character for character in set(text) if not _is_invisible(character)}
    wanting -= _held(families[0][1])
    for name, faces in FALLBACKS:
        found = wanting & _held(faces)
        if found:
            families.append((name, faces))
            wanting -= found
            if found - {REPLACEMENT}:
                notes.append(f"{listed(found - {REPLACEMENT})} from {name}, because {family} has no such sign")
    if wanting:
        notes.append(f"{listed(wanting)} from the fonts of this computer; elsewhere the poster may look otherwise")
    return Fonts(tuple(families), bool(wanting), tuple(notes))


@cache
def with_fallbacks(*, bold: bool) -> FontWidths:
    """Return the widths of the theme's face and, for what it lacks, of the faces that stand in for it."""
    own = face(bold=bold).widths
    widths: dict[int, int] = {}
    for _, faces in reversed(FALLBACKS):
        stand_in = next((face for face in faces if bold and face.weight == "700"), faces[0])
        widths |= stand_in.widths.widths
    return FontWidths(widths | dict(own.widths), own.line_height)


def listed(characters: Iterable[str]) -> str:
    """Return "✓ (U+2713 CHECK MARK), …"; of many only the first are named."""
    ordered = sorted(characters)
    named = ", ".join(f"{character} ({describe(character)})" for character in ordered[:3])
    return f"{named} and {len(ordered) - 3} more" if len(ordered) > 3 else named


def _held(faces: tuple[Face, ...]) -> frozenset[str]:
    """Return the characters that every one of the faces has."""
    return frozenset.intersection(*(_characters(face) for face in faces))


@cache
def _characters(face: Face) -> frozenset[str]:
    return frozenset(map(chr, face.widths.widths))


def _is_invisible(character: str) -> bool:
    """Tell whether a character needs no glyph: line ends, joiners, variation selectors (default ignorable)."""
    return (
        character in "\n\t\r"
        or unicodedata.category(character) == "Cf"
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
