"""What somebody may have meant who wrote a word that is not known."""

from collections.abc import Collection

from vastuumatriisi.locales.message import Message, message

LONGEST = 200  # characters of a word that is compared; nobody mistypes a longer one
LIKE = 0.65  # of 1: "jothaja" for "johtaja", not "tuki" for "laki"


def nearest(word: str, known: Collection[str]) -> str | None:
    """Return the known word that is most like ``word``, None where none is."""
    if len(word) > LONGEST:
        return None
    # Few files have a slip, so few runs load the library.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    # Slips of the keyboard: a letter left out, added, mistaken or swapped with its neighbour.
    found = process.extractOne(word, list(known), scorer=OSA.normalized_similarity, score_cutoff=LIKE)
    return found[0] if found else None


def similar(word: str, known: Collection[str]) -> Message:
    """Return the question whether the nearest known word was meant; without one, all of them."""
    near = nearest(word, known)
    return message("source.meant", near=near) if near else message("source.known", known=tuple(known))
