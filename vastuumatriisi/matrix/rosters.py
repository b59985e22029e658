"""The people of an organisation's houses: who holds which role where. No part of the matrix, nor of its fingerprint."""

from collections.abc import Container
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """A house: ``type`` is the id of a type of house, ``people`` are the names of those who hold each role, by its id.

    ``line`` is where it begins in the roster.
    """

    id: str
    name: str
    type: str
    contact: str
    people: tuple[tuple[str, tuple[str, ...]], ...]
    line: int

    def names(self, role: str) -> bool:
        """Tell whether a role is one of the house, though nobody may hold it yet."""
        return any(known == role for known, _ in self.people)

    def holders(self, role: str) -> tuple[str, ...]:
        """Return the names of those who hold a role, nobody where it is vacant."""
        return next((names for known, names in self.people if known == role), ())

    def lacks(self, role: str, needed: Container[str]) -> bool:
        """Tell whether nobody holds a role that is one of the house, or of those that its type needs."""
        return not self.holders(role) and (role in needed or self.names(role))


@dataclass(frozen=True, slots=True)
class Roster:
    """All houses with their people, in the order of the roster; ``date`` says as of when, "" where it does not."""

    sites: tuple[Site, ...]
    date: str = ""
