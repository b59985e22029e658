"""The question that a roster should be asked: who holds a role that a house needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.rosters import Roster, Site

VACANT_ROLE = "vacant-role"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that nobody holds at a site; ``line`` is that of the site, ``answered`` the reason that the role gives."""

    site: str
    role: str
    line: int
    message: str
    question: str
    answered: str


def vacancies(roster: Roster, views: Views, wording: Wording) -> Iterator[Vacancy]:
    """Yield the roles that nobody holds at a site though its type needs them, or its roster has a place for them."""
    types = {kind.id: kind for kind in views.matrix.site_types}
    for site in roster.sites:
        needed = views.needed_roles(types[site.type])
        for role in dict.fromkeys((*needed, *(role for role, _ in site.people))):
            if site.lacks(role, needed):
                yield _vacancy(site, role, views, wording)


def _vacancy(site: Site, role: str, views: Views, wording: Wording) -> Vacancy:
    known = views.matrix.role(role)
    key = f"findings.{VACANT_ROLE}"
    message = wording(f"{key}.message", site=site.name, role=known.name)
    answered = known.accept.get(VACANT_ROLE, "")
    return Vacancy(site.id, role, site.line, message, wording(f"{key}.question"), answered)
