"""The mark of every poster of a matrix, told without planning one."""

from collections.abc import Iterator

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.generators.pdf.content.mark import site_mark, unit_mark
from vastuumatriisi.matrix import Views


def marks(views: Views) -> Iterator[Marked]:
    """Yield every poster of a matrix with its mark."""
    for unit in views.matrix.duty_units:
        yield Marked("poster", unit_mark(views, unit), unit=unit.id)
    for site in views.matrix.site_types:
        if views.site_groups(site):
            yield Marked("site-poster", site_mark(views, site), site_type=site.id)
