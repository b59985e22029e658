"""The mark of every role sheet of a matrix, and what it says of each duty, told without planning one."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.generators.pdf.content.mark import Facts, role_around, role_duties, role_mark
from vastuumatriisi.matrix import Views


def marks(views: Views) -> Iterator[Marked]:
    """Yield every role sheet of a matrix with its mark."""
    for role in views.acting_roles:
        yield Marked("role-sheet", role_mark(views, role), role=role.id)


def duties(views: Views, document: Marked) -> Mapping[str, Facts]:
    """Return what the sheet of a role says of each of its duties, by code."""
    return role_duties(views, views.matrix.role(document.role or ""))


def around(views: Views, document: Marked) -> Facts:
    """Return what the sheet of a role says besides its duties: its names, and those of the letters."""
    return role_around(views, views.matrix.role(document.role or ""))
