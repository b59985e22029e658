"""The mark of every poster of a matrix, and what it says of each duty, told without planning one."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.generators.pdf.content.mark import (
    Facts,
    site_around,
    site_duties,
    site_mark,
    unit_around,
    unit_duties,
    unit_mark,
)
from vastuumatriisi.matrix import SiteType, Views


def marks(views: Views) -> Iterator[Marked]:
    """Yield every poster of a matrix with its mark."""
    for unit in views.matrix.duty_units:
        yield Marked("poster", unit_mark(views, unit), unit=unit.id)
    for site in views.matrix.site_types:
        if views.site_groups(site):
            yield Marked("site-poster", site_mark(views, site), site_type=site.id)


def duties(views: Views, document: Marked) -> Mapping[str, Facts]:
    """Return what a poster of a matrix says of each of its duties, by code."""
    if document.unit:
        return unit_duties(views, views.matrix.unit(document.unit))
    return site_duties(views, _site(views, document))


def around(views: Views, document: Marked) -> Facts:
    """Return what a poster of a matrix says besides its duties: names, and people in charge."""
    if document.unit:
        return unit_around(views, views.matrix.unit(document.unit))
    return site_around(views, _site(views, document))


def _site(views: Views, document: Marked) -> SiteType:
    return views.matrix.site_type(str(document.site_type))
