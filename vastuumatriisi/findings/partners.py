"""A partner that does not name one back."""

from collections.abc import Iterator

from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.matrix import Matrix, Role, Unit


def one_sided_partner(matrix: Matrix) -> Iterator[Fact]:
    """A unit names another as partner, or a role at home there, and no duty of that unit names it: once for a pair."""
    named: dict[tuple[str, str], dict[str, None]] = {}
    for duty in matrix.duties:
        for actor in duty.cooperates:
            home = _home(matrix, actor)
            if home and home.duties and home.id != duty.unit:
                named.setdefault((duty.unit, home.id), {})[duty.id] = None
    joined = {(d.unit, matrix.duty(other).unit) for d in matrix.duties for other in d.counterparts}
    for (unit, partner), duties in named.items():
        codes = tuple(duties)
        if (partner, unit) not in named and (partner, unit) not in joined:
            places = tuple(map(matrix.duty, codes))
            values = {"unit": matrix.unit(unit).name, "partner": matrix.unit(partner).name}
            yield Fact("one-sided-partner", places, places[0].line, codes, (partner,), values=values)


def _home(matrix: Matrix, actor: str) -> Unit | None:
    found = matrix.actor(actor)
    if not isinstance(found, Role):
        return found
    return matrix.unit(found.home) if found.home else None
