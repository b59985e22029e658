"""The roles: what each of them does, as a page of its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from vastuumatriisi.matrix import Matrix, Role, Unit
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.collation import alphabetical

from .duties import Person, Telling
from .files import File, file_of
from .units import Elsewhere, elsewhere

# The theme whose duties are to help others has one of these ids, in any of the languages; source/README.md says so.
HELPING = ("tuki", "stod", "support")


@dataclass(frozen=True, slots=True)
class WebRole:
    """A role; ``home`` is the name of the unit where it is at home, "" for none, ``sum`` says how much it does.

    ``file`` is its sheet. ``support`` are those who help where its own unit names nobody.
    """

    address: str
    palette: int
    name: str
    home: str
    home_address: str
    aliases: tuple[str, ...]
    scopes: str
    scope_ids: str
    sum: str
    support: tuple[Person, ...]
    file: File | None
    entries: tuple[Elsewhere, ...]


def web_roles(telling: Telling) -> tuple[WebRole, ...]:
    """Return the roles, and the units without duties of their own that have letters, in alphabetical order."""
    matrix = telling.views.matrix
    acting = {*telling.views.acting}
    others = (unit for unit in matrix.units if not unit.duties and unit.id in acting)
    actors: list[Role | Unit] = [*matrix.roles, *others]
    return tuple(_roles(telling, sorted(actors, key=lambda one: alphabetical(one.name, matrix.language))))


def _roles(telling: Telling, actors: list[Role | Unit]) -> Iterator[WebRole]:
    matrix, wording = telling.views.matrix, telling.wording
    for actor in actors:
        home = matrix.unit(actor.home) if isinstance(actor, Role) and actor.home else None
        place = home or (actor if isinstance(actor, Unit) else None)
        entries = tuple(elsewhere(telling, actor.id))
        owned = {code for code in _codes(entries) if actor.id in matrix.ownership[code].owners}
        further = len({*_codes(entries)} - owned)
        yield WebRole(
            address=telling.addresses[actor.id],
            palette=matrix.level(place.level).number if place else 0,
            name=with_capital(actor.name),
            home=home.name if home else "",
            home_address=telling.addresses[home.id] if home else "",
            aliases=actor.aliases if isinstance(actor, Role) else (),
            scopes=wording.listed(matrix.scope_names(actor.scopes)),
            scope_ids=" ".join(actor.scopes),
            sum=_sum(telling, len(owned), further),
            support=tuple(map(telling.person, _support(matrix, home))) if home else (),
            file=file_of(telling, "role-sheet", actor.id),
            entries=entries,
        )


def _support(matrix: Matrix, home: Unit) -> dict[str, None]:
    """Return who is in charge of the duties to help, in the other units of the group that a unit belongs to."""
    if home.supports or not home.path:
        return {}
    others = (unit for unit in matrix.duty_units if unit.path[-1:] == home.path[-1:] and unit.id != home.id)
    helping = (unit for unit in others if any(matrix.duty(code).theme in HELPING for code in unit.duties))
    return dict.fromkeys(lead for unit in helping for lead in unit.leads)


def _sum(telling: Telling, owned: int, further: int) -> str:
    """Return "Vastaa 12 tehtävästä ja on mukana 2 tehtävässä", "" for a role without a letter."""
    numbers = (("web.role.owns", owned), ("web.role.takes_part", further))
    return with_capital(telling.wording.listed(telling.wording.count(key, number) for key, number in numbers if number))


def _codes(entries: tuple[Elsewhere, ...]) -> Iterator[str]:
    return (code for entry in entries if entry.letters for code in entry.codes)
