"""Who is named on a poster: those in charge, those who support, and whom to ask."""

import re
from dataclasses import dataclass

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix, Unit
from vastuumatriisi.text.addresses import host, typed
from vastuumatriisi.text.capitals import with_capital


@dataclass(frozen=True, slots=True)
class People:
    """A label and names in the foot band."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """What the foot band of a unit's poster names."""

    leads: People | None
    supports: People | None
    contact: People | None

    @property
    def empty(self) -> bool:
        return not (self.leads or self.supports or self.contact)


def band_of(matrix: Matrix, unit: Unit, wording: Wording) -> Band:
    contact = contact_of(unit.contact or matrix.contact, wording)
    return Band(people_in_charge(matrix, unit.leads, wording), supporters(matrix, unit.supports, wording), contact)


def people_in_charge(matrix: Matrix, leads: tuple[str, ...], wording: Wording) -> People | None:
    """Return those in charge, where somebody is: a wall tells what holds, and what is open is for other documents."""
    return People(wording.count("matrix.leads", len(leads)), capitalised(matrix, leads)) if leads else None


def supporters(matrix: Matrix, supports: tuple[str, ...], wording: Wording) -> People | None:
    return People(wording("matrix.supports"), capitalised(matrix, supports)) if supports else None


def capitalised(matrix: Matrix, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of actors with a capital at the beginning of the line."""
    first, *others = matrix.names(actors)
    return (with_capital(first), *others)


def contact_of(contact: str, wording: Wording) -> People | None:
    return People(wording("matrix.contact"), (with_whole_numbers(contact),)) if contact else None


def with_whole_numbers(contact: str) -> str:
    """Return a contact whose number, such as 017 000 000, no line end divides."""
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", contact)


def newest_edition(matrix: Matrix, wording: Wording) -> People:
    """Return where the QR code leads, for a band that names nobody: beside the code it would look forgotten."""
    address = matrix.publication_url
    return People(wording("poster.newest"), (typed(address) or host(address),))
