"""The mark of every role sheet of a matrix, told without planning one."""

from collections.abc import Iterator

from vastuumatriisi.generators.job import Marked
from vastuumatriisi.generators.pdf.content.mark import role_mark
from vastuumatriisi.matrix import Views


def marks(views: Views) -> Iterator[Marked]:
    """Yield every role sheet of a matrix with its mark."""
    for role in views.acting_roles:
        yield Marked("role-sheet", role_mark(views, role), role=role.id)
