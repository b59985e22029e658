"""What stands on the poster of a whole house: all its groups side by side, each with the duties that it has there."""

from dataclasses import dataclass

from vastuumatriisi.design.design import Design
from vastuumatriisi.locales.wording import Wording, direction
from vastuumatriisi.matrix import Matrix, SiteGroup, SiteType, Views
from vastuumatriisi.text.characters import undivided

from .mark import site_mark
from .people import People, people_in_charge, supporters, with_whole_numbers
from .poster import (
    PosterDuty,
    PosterSheet,
    Remark,
    currency,
    legend,
    letter_remarks,
    partners,
    qr_code,
    scope_mark,
)
from .qr_and_logo import Logo, QrCode, logo


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a role at a site; of a ``vacant`` place ``names`` says so, and ``role`` whom to ask."""

    names: str
    role: str
    vacant: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One unit on the poster of a house; ``level`` counts from 1, ``holders`` are people by name."""

    name: str
    continued: str
    level: int
    leads: People | None
    supports: People | None
    entries: tuple[PosterDuty, ...]
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """The poster of one type of house; its fields mean what those of ``Poster`` do.

    ``least`` is the smallest type of its duties in points on the paper, 0 for that of the theme.
    """

    id: str
    sheet: PosterSheet
    language: str
    fonts: tuple[str, ...]
    direction: str
    name: str
    document_title: str
    title: str
    count: str
    groups: tuple[Group, ...]
    legend: tuple[Remark, ...]
    code: QrCode | None
    logo: Logo | None
    organisation: str
    origin: tuple[str, ...]
    current: tuple[str, ...]
    mark: str
    date: str
    changes: str = ""
    least: float = 0.0


def house(views: Views, site: SiteType, design: Design, sheet: PosterSheet) -> House:
    """Return the poster of a type of house that has duties."""
    matrix, wording = views.matrix, design.wording
    groups = views.site_groups(site)
    codes = [code for group in groups for code in group.duties]
    mark = site_mark(views, site)
    return House(
        id=site.id,
        sheet=sheet,
        language=matrix.language,
        fonts=matrix.fonts,
        direction=direction(matrix.language),
        name=site.name,
        document_title=undivided(wording("poster.title", unit=site.name, title=matrix.title)),
        title=matrix.title,
        count=wording.listed(
            (wording.count("count.units", len(groups)), wording.count("count.duties", len(codes))),
        ),
        groups=tuple(_group(views, group, site, wording) for group in groups),
        legend=tuple(legend(views, codes, wording, site.scopes)),
        code=qr_code(matrix, wording, site=site.id, mark=mark),
        logo=logo(design),
        organisation=undivided(matrix.organisation),
        origin=(matrix.organisation, matrix.title, *_contact(matrix, wording)),
        current=tuple(currency(matrix, wording)),
        mark=mark,
        date=matrix.date.isoformat(),
    )


def _contact(matrix: Matrix, wording: Wording) -> tuple[str, ...]:
    return (f"{wording('matrix.contact')} {with_whole_numbers(matrix.contact)}",) if matrix.contact else ()


def _group(views: Views, group: SiteGroup, site: SiteType, wording: Wording) -> Group:
    matrix, unit = views.matrix, group.unit
    return Group(
        name=unit.name,
        continued=wording("poster.continued", unit=unit.name),
        level=matrix.level(unit.level).number,
        leads=people_in_charge(matrix, group.leads, wording),
        supports=supporters(matrix, group.supports, wording),
        entries=tuple(_entry(views, code, site, wording) for code in group.duties),
    )


def _entry(views: Views, code: str, site: SiteType, wording: Wording) -> PosterDuty:
    """Return a duty without what the house knows of itself: its own scope, and actors that it does not have."""
    matrix, duty = views.matrix, views.matrix.duty(code)
    own = site.scopes and {*site.scopes} <= {*duty.scopes}
    mark = "" if own else scope_mark(matrix, duty.scopes, wording)
    present = views.present(duty.cooperates, site)
    letters = letter_remarks(views, duty, site.scopes)
    return PosterDuty(duty.id, duty.text, mark, (*letters, *partners(matrix, present, wording)))
