"""How evenly responsibility is shared: a bar and a number for each actor and each kind of letter, on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vastuumatriisi.matrix.balance import Load, loads
from vastuumatriisi.matrix.letters import STRENGTH

from .duties import Person, Telling

ROOM = 460.0  # CSS px for all bars of a row


@dataclass(frozen=True, slots=True)
class Bar:
    """A number and the length of its bar in CSS px; ``counts_as`` is the kind of letter that it counts."""

    counts_as: str
    number: int
    length: float


@dataclass(frozen=True, slots=True)
class Kind:
    """A column: what its letters count as, the letters, their names, and the room of its bars in CSS px."""

    counts_as: str
    letters: str
    name: str
    room: float


@dataclass(frozen=True, slots=True)
class Balance:
    """A table of bars: of units or of roles."""

    title: str
    kinds: tuple[Kind, ...]
    rows: tuple[tuple[Person, tuple[Bar, ...]], ...]


def balances(telling: Telling) -> Iterator[Balance]:
    """Yield the table of the roles and that of the units, where any of them has a letter."""
    matrix = telling.views.matrix
    for key, actors in (("roles", matrix.roles), ("units", matrix.units)):
        found = [load for load in loads(matrix, (actor.id for actor in actors)) if load.letters]
        if found:
            yield _balance(telling, telling.wording(f"web.balance.{key}"), found)


def _balance(telling: Telling, title: str, found: Sequence[Load]) -> Balance:
    most = {kind: max(len(load.codes(kind)) for load in found) for kind in STRENGTH}
    scale = ROOM / sum(most.values())
    kinds = tuple(_kind(telling, kind, most[kind] * scale) for kind in STRENGTH if most[kind])
    rows = tuple((telling.person(load.actor), tuple(_bars(load, kinds, scale))) for load in found)
    return Balance(title, kinds, rows)


def _bars(load: Load, kinds: Sequence[Kind], scale: float) -> Iterator[Bar]:
    for kind in kinds:
        number = len(load.codes(kind.counts_as))
        yield Bar(kind.counts_as, number, round(number * scale, 1))


def _kind(telling: Telling, kind: str, room: float) -> Kind:
    letters = [letter for letter in telling.views.matrix.letters.letters if letter.counts_as == kind]
    symbols = "/".join(letter.symbol for letter in letters)
    return Kind(kind, symbols, "/".join(letter.name for letter in letters), round(room, 1))
