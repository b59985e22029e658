"""What stands on a role sheet: a value of plain words, complete before anything is laid out."""

from collections.abc import Iterable
from dataclasses import dataclass

from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import Wording, direction
from vastuumatriisi.matrix import Matrix, Role, Views
from vastuumatriisi.text.capitals import with_capital, within_a_sentence
from vastuumatriisi.text.characters import undivided

from ..content.mark import role_mark, role_place_mark
from ..content.people import with_whole_numbers
from ..content.poster import currency, qr_code
from ..content.qr_and_logo import Logo, QrCode, logo
from .place import Place
from .shares import NAMED, Share, shares


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """One role sheet; ``level`` is that of the role's home and counts from 1, 0 where it has none.

    ``people`` are the names of those who hold the role at ``place``, where the sheet is that of a site.
    """

    id: str
    language: str
    fonts: tuple[str, ...]
    direction: str
    level: int
    home: str
    name: str
    document_title: str
    summary: str
    shares: tuple[Share, ...]
    ask: str
    explanations: tuple[str, ...]
    code: QrCode | None
    logo: Logo | None
    organisation: str
    origin: tuple[str, ...]
    current: tuple[str, ...]
    mark: str
    date: str
    place: str = ""
    people: tuple[str, ...] = ()


def role_sheet(views: Views, role: Role, design: Design, place: Place | None = None) -> RoleSheet:
    """Return the sheet of a role that has a letter; with a ``place`` that of those who hold it in that house."""
    matrix, wording = views.matrix, design.wording
    home = matrix.unit(role.home) if role.home else None
    own = shares(views, role, wording, place)
    mark = role_mark(views, role)
    if place:
        mark = role_place_mark(mark, place.scopes)
    return RoleSheet(
        id=role.id,
        language=matrix.language,
        fonts=matrix.fonts,
        direction=direction(matrix.language),
        level=matrix.level(home.level).number if home else 0,
        home=home.name if home else "",
        name=with_capital(role.name),
        document_title=undivided(wording("role.title", role=role.name, title=matrix.title)),
        summary=_summary(own, wording, matrix.language),
        shares=own,
        ask=with_whole_numbers((place and place.site.contact) or matrix.contact),
        explanations=tuple(_explanations(matrix, own, wording)),
        code=qr_code(matrix, wording, role=role.id, mark=mark),
        logo=logo(design),
        organisation=undivided(matrix.organisation),
        origin=(matrix.organisation, matrix.title),
        current=tuple(currency(matrix, wording)),
        mark=mark,
        date=matrix.date.isoformat(),
        place=place.site.name if place else "",
        people=_people(place, role, wording),
    )


def _people(place: Place | None, role: Role, wording: Wording) -> tuple[str, ...]:
    return (place.site.holders(role.id) or (wording("role.vacant"),)) if place else ()


def _summary(own: Iterable[Share], wording: Wording, language: str) -> str:
    """Return "Vastaan itse 12, olen mukana 2": nothing is inflected, so it holds for every number and letter.

    Our own words may be in another language than the names of the data.
    """
    parts = [
        (f"{share.name} {share.count}", language if share.kind == NAMED else wording.language)
        for share in own
        if share.kind != "not_involved"
    ]
    (first, _), *others = parts or [("", "")]
    return wording.listed((first, *(within_a_sentence(part, written) for part, written in others)))


def _explanations(matrix: Matrix, own: tuple[Share, ...], wording: Wording) -> Iterable[str]:
    """Yield which letters have no entry, what that means, and how letters look that nobody has stated."""
    held = {symbol for share in own for symbol in share.symbols}
    without = [letter.name for letter in matrix.letters.letters if letter.symbol not in held]
    if without:
        yield wording("role.unstated", letters=wording.listed(without))
        yield wording("role.blank")
    if any(not entry.stated for share in own for block in share.blocks for entry in block.entries):
        yield wording("role.derived")
