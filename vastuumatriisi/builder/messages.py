"""What is told at the end of a build. Standard library only: a build that has nothing to do tells it too."""

from collections.abc import Mapping, Sequence
from typing import Any

MOST_NAMED = 6  # of documents that were left out, and of notes; a province has hundreds of posters


def few(notes: Sequence[str]) -> list[str]:
    """Return the first notes, and how many there are besides."""
    more = len(notes) - MOST_NAMED
    return [*notes[:MOST_NAMED], *([f"and {more} more notes of this kind"] if more > 0 else [])]


def named(paths: Sequence[str]) -> str:
    """Return the first paths with commas, and how many there are besides."""
    more = len(paths) - MOST_NAMED
    return ", ".join(paths[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def nothing_to_do(manifest: Mapping[str, Any], output: str) -> list[str]:
    """Return the lines about a build that is what it would be if it were made anew."""
    notes = [*manifest["notes"], *(note for document in manifest["documents"] for note in document.get("notes", ()))]
    count = len(manifest["documents"])
    current = f"{output}: nothing to do, {count} document{'s are' if count != 1 else ' is'} current"
    return [*few(notes), f"{current}; edition {manifest['edition']}, {manifest['fingerprint']}."]
