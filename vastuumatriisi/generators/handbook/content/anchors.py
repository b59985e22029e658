"""Bookmark names: letters, digits and underscores, at most 40 characters, unique whatever the case.

Word drops a bookmark whose name is longer or holds anything else.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vastuumatriisi.matrix import Matrix

LONGEST = 40  # characters of the name of a bookmark; Word takes no more
SPARE = 8  # for a number that tells two names apart


@dataclass(frozen=True, slots=True)
class Anchors:
    """The bookmark of each duty and of each unit with a section, by id."""

    duties: Mapping[str, str]
    units: Mapping[str, str]


def anchors(matrix: Matrix) -> Anchors:
    sections = {unit for duty in matrix.duty_units for unit in (duty.id, *duty.path)}
    units = [unit.id for unit in matrix.units if unit.id in sections]
    return Anchors(bookmarks("d", (duty.id for duty in matrix.duties)), bookmarks("u", units))


def bookmarks(prefix: str, identifiers: Iterable[str]) -> dict[str, str]:
    """Return a valid name for each identifier; where two would be alike, the later one gets a number."""
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for identifier in identifiers:
        stem = f"{prefix}_{re.sub(r'[^A-Za-z0-9]', '_', identifier)}"[: LONGEST - SPARE]
        # A doubled underscore never ends a plain name, so a numbered name cannot meet one.
        stem = re.sub(r"_{2,}", "_", stem).rstrip("_")
        count = taken[stem.lower()] = taken.get(stem.lower(), 0) + 1
        names[identifier] = stem if count == 1 else f"{stem}__{count}"
    return names
