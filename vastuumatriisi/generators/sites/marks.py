"""The marks of pages of houses: told by the type of a house alone, for only a roster names the houses.

A matrix has no such documents, so none of them is new, gone or to be replaced; but a print of one asks whether it is
current, as any other does.
"""

from collections.abc import Iterator, Mapping

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.generators.pdf.content.mark import (
    Facts,
    place_mark,
    role_around,
    role_duties,
    role_mark,
    role_place_mark,
    site_around,
    site_duties,
)
from vastuumatriisi.matrix import SiteType, Views, meets


def marks(_views: Views) -> Iterator[Marked]:
    """Yield nothing."""
    yield from ()


def prints(views: Views) -> Iterator[Marked]:
    """Yield what a page may be that names people: of each type of house, and of each role there."""
    kinds = [kind for kind in views.matrix.site_types if views.site_groups(kind)]
    for kind in kinds:
        yield Marked("site", place_mark(views, kind), site_type=kind.id)
    for role in views.acting_roles:
        own = role_mark(views, role)
        having = [views.matrix.duty(part.duty) for part in views.matrix.assignments_to(role.id)]
        for kind in kinds:
            if any(meets(duty.scopes, kind.scopes) for duty in having):
                yield Marked("site", role_place_mark(own, kind.scopes), role=role.id, site_type=kind.id)


def duties(views: Views, document: Marked) -> Mapping[str, Facts]:
    """Return what such a page says of each of its duties, by code."""
    kind = _kind(views, document)
    if not document.role:
        return site_duties(views, kind)
    found = role_duties(views, views.matrix.role(document.role))
    return {code: facts for code, facts in found.items() if meets(views.matrix.duty(code).scopes, kind.scopes)}


def around(views: Views, document: Marked) -> Facts:
    """Return what such a page says besides its duties, without anybody's name."""
    if document.role:
        return role_around(views, views.matrix.role(document.role))
    return site_around(views, _kind(views, document))


def _kind(views: Views, document: Marked) -> SiteType:
    return views.matrix.site_type(str(document.site_type))
