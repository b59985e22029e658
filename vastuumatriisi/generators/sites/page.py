"""What stands on the page of a house: what its type has to do, and the people who own it, by name."""

from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.pdf.content.house import Group, Holder, House, house
from vastuumatriisi.generators.pdf.content.mark import place_mark
from vastuumatriisi.generators.pdf.content.people import People, with_whole_numbers
from vastuumatriisi.generators.pdf.content.poster import PosterSheet, qr_code
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix, SiteGroup, SiteType, Views
from vastuumatriisi.matrix.balance import DOING
from vastuumatriisi.matrix.rosters import Site
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.characters import undivided

LEAST = 10.0  # pt as printed


def house_page(views: Views, kind: SiteType, design: Design, sheet: PosterSheet) -> House:
    """Return the page of any house of a type, without its name and its people."""
    matrix, wording = views.matrix, design.wording
    mark = place_mark(views, kind)
    bare = house(views, kind, design, sheet)
    groups = tuple(_bare(group) for group in bare.groups)
    return replace(
        bare,
        title=wording("site.about"),
        count=f"{kind.name}, {bare.count}",
        groups=groups,
        code=qr_code(matrix, wording, site=kind.id, mark=mark),
        mark=mark,
        least=LEAST,
    )


def _bare(group: Group) -> Group:
    """Return a group without roles in charge, whose places people take, nor partners of single duties."""
    kept = (replace(entry, remarks=tuple(one for one in entry.remarks if one.counts_as)) for entry in group.entries)
    return replace(group, leads=None, supports=None, entries=tuple(kept))


def with_people(page: House, site: Site, kind: SiteType, views: Views, wording: Wording) -> House:
    """Return the page of a house by its name, with its people."""
    matrix = views.matrix
    needed = views.needed_roles(kind)
    pairs = zip(page.groups, views.site_groups(kind), strict=True)
    groups = tuple(_peopled(group, known, site, needed, views, wording) for group, known in pairs)
    contact = site.contact or matrix.contact
    said = f"{wording('matrix.contact')} {with_whole_numbers(contact)}" if contact else ""
    dated = wording("site.names", date=views.roster.date) if views.roster and views.roster.date else ""
    return replace(
        page,
        id=site.id,
        name=site.name,
        document_title=undivided(wording("site.title", site=site.name, title=matrix.title)),
        groups=groups,
        origin=tuple(part for part in (matrix.organisation, matrix.title, said, dated) if part),
    )


def _peopled(
    group: Group, known: SiteGroup, site: Site, needed: tuple[str, ...], views: Views, wording: Wording
) -> Group:
    matrix = views.matrix
    named = [role for role in known.leads if site.holders(role)]
    vacant = [role for role in known.leads if site.lacks(role, needed)]
    others = [role for role in known.leads if role not in named and role not in vacant]
    acting = [role for role in _acting(known, views) if site.names(role)]
    held = [role for role in acting if site.holders(role)]
    lacking = [role for role in acting if role not in held]
    holders = (
        *(Holder(wording.listed(site.holders(role)), _role(matrix, role)) for role in (*named, *held)),
        *(_vacant(role, known, site, matrix, wording) for role in (*vacant, *lacking)),
        *_supporters(known, site, matrix, wording),
    )
    label = wording.count("matrix.leads", len(others)) if named or vacant else wording("site.everyone")
    return replace(group, holders=holders, leads=People(label, matrix.names(tuple(others))) if others else None)


def _acting(known: SiteGroup, views: Views) -> Iterator[str]:
    """Yield the roles that do or own a duty of a unit without leading or supporting it: their letters are stated.

    Nothing tells which of them a house needs, so only those have a place that its roster knows.
    """
    told = {*known.leads, *known.supports}
    acts = {
        assignment.actor
        for code in known.duties
        for assignment in views.matrix.assignments_of(code)
        if any(views.matrix.letters.counts(symbol, *DOING) for symbol in assignment.letters)
    }
    yield from (role.id for role in views.matrix.roles if role.id in acts - told)


def _vacant(role: str, known: SiteGroup, site: Site, matrix: Matrix, wording: Wording) -> Holder:
    contact = with_whole_numbers(site.contact or known.unit.contact or matrix.contact)
    name = _role(matrix, role)
    name = wording("site.support", role=name) if role in known.supports else name
    told = wording("site.ask", role=name, contact=contact) if contact else name
    return Holder(wording("site.vacant"), told, vacant=True)


def _supporters(known: SiteGroup, site: Site, matrix: Matrix, wording: Wording) -> Iterator[Holder]:
    for role in known.supports:
        if names := site.holders(role):
            yield Holder(wording.listed(names), wording("site.support", role=_role(matrix, role)))
        elif site.names(role):
            yield _vacant(role, known, site, matrix, wording)


def _role(matrix: Matrix, role: str) -> str:
    name = matrix.actor(role).name
    return with_capital(name)
