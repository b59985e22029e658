"""How evenly responsibility is shared: a bar and a number for each actor and each kind of letter, on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vastuumatriisi.matrix.balance import Load, loads
from vastuumatriisi.matrix.letters import STRENGTH

from .duties import Person, Telling

ROOM = 54.0  # em of 10 px for all bars of the widest row
WIDEST = 2.0  # em of the bar of one duty; where all have few, long bars would say that they have much
MOST = 3  # roles that the headline counts
LEAST_ROLES = 2 * MOST  # fewer are all seen at once


Share = tuple[str, str]  # a headline, and what it is about


@dataclass(frozen=True, slots=True)
class Bar:
    """A number and the length of its bar in em; ``counts_as`` is the kind of letter that it counts."""

    counts_as: str
    number: int
    length: float


@dataclass(frozen=True, slots=True)
class Kind:
    """A column: what its letters count as, the letters, and their names."""

    counts_as: str
    letters: str
    name: str


@dataclass(frozen=True, slots=True)
class Balance:
    """A table of bars: of units or of roles."""

    title: str
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Person, tuple[Bar, ...]], ...]


def balances(telling: Telling) -> Iterator[Balance]:
    """Yield the table of the roles and that of the units, where any of them has a letter."""
    matrix = telling.views.matrix
    tables = {
        key: [load for load in loads(matrix, (actor.id for actor in actors)) if load.letters]
        for key, actors in (("roles", matrix.roles), ("units", matrix.units))
    }
    widest = max(sum(_most(found).values()) for found in tables.values())
    scale = min(WIDEST, ROOM / max(widest, 1))
    for key, found in tables.items():
        if found:
            found.sort(key=lambda load: -load.total)  # who owns or does most, then those who only help
            yield _balance(telling, telling.wording(f"web.balance.{key}"), found, scale)


def _most(found: Sequence[Load]) -> dict[str, int]:
    """Return the greatest number of duties that anybody has, by what the letters count as."""
    return {kind: max((len(load.codes(kind)) for load in found), default=0) for kind in STRENGTH}


def share(telling: Telling) -> Share:
    """Return how many of all duties few roles have, and which roles these are; "" where all roles are few."""
    matrix, wording = telling.views.matrix, telling.wording
    found = [load for load in loads(matrix, (role.id for role in matrix.roles)) if load.total]
    if len(found) < LEAST_ROLES:
        return "", ""
    most = sorted(found, key=lambda load: -load.total)[:MOST]
    codes = {code for load in most for code in (*load.owns, *load.performs)}
    names = wording.listed(f"{telling.person(load.actor).name} {load.total}" for load in most)
    title = wording("web.balance.fact", all=len(matrix.duties), n=len(codes), roles=len(most))
    return title, f"{names}."


def _balance(telling: Telling, title: str, found: Sequence[Load], scale: float) -> Balance:
    most = _most(found)
    kinds = tuple(_kind(telling, kind) for kind in STRENGTH if most[kind])
    rows = tuple((telling.person(load.actor), tuple(_bars(load, kinds, scale))) for load in found)
    return Balance(title, kinds, rows)


def _bars(load: Load, kinds: Sequence[Kind], scale: float) -> Iterator[Bar]:
    for kind in kinds:
        number = len(load.codes(kind.counts_as))
        yield Bar(kind.counts_as, number, round(number * scale, 2))


def _kind(telling: Telling, kind: str) -> Kind:
    letters = [letter for letter in telling.views.matrix.letters.letters if letter.counts_as == kind]
    symbols = "/".join(letter.symbol for letter in letters)
    return Kind(kind, symbols, "/".join(letter.name for letter in letters))
