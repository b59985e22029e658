"""A unit with its duties, people and the table of letters; and the overview of all of them by level."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from vastuumatriisi.matrix import Duty, Level, Matrix, Unit
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.runs import runs

from .codes import numbers, prefix
from .duties import Entry, Person, Telling, WebDuty, web_duty
from .files import File, file_of

WIDEST_TABLE = 12  # columns of letters; more leave no room for the text, and the lists tell the same
LEAST_RANGE = 3  # duties that are told as a range
MOST_NUMBERS = 40  # duties of a unit that the overview shows one by one


@dataclass(frozen=True, slots=True)
class Column:
    """A column of letters: an actor, and whether it owns some of the duties."""

    actor: Person
    owns: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The letters of an actor for duties of others, or of a role for all: the codes, and what the letters mean.

    ``ranges`` are the codes without those between the first and the last of several that follow each other.
    """

    letters: str
    counts_as: str
    name: str
    stated: bool
    codes: tuple[str, ...]
    ranges: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A duty in the overview: its code, the number that it is called by there, and whether its owner is open."""

    code: str
    number: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class WebUnit:
    """A unit with duties; ``palette`` is the number of its level, ``file`` its poster.

    ``common`` are the letters that are the same for all of its duties, told once and not at each of them.
    """

    address: str
    palette: int
    level: str
    above: tuple[str, ...]
    name: str
    short: str
    count: str
    file: File | None
    open_count: int
    sum: str
    leads_label: str
    leads: tuple[Person, ...]
    supports: tuple[Person, ...]
    contact: str
    common: tuple[Entry, ...]
    columns: tuple[Column, ...]
    duties: tuple[WebDuty, ...]
    elsewhere: tuple[Elsewhere, ...]
    prefix: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class WebGroup:
    """Units of a level that follow each other in the overview; ``name`` is that of their group, "" for none."""

    name: str
    units: tuple[WebUnit, ...]


@dataclass(frozen=True, slots=True)
class WebLevel:
    """A level in the overview, with the fragments of its units."""

    number: int
    label: str
    name: str
    units: tuple[WebUnit, ...]
    groups: tuple[WebGroup, ...]


def web_levels(telling: Telling) -> Iterator[WebLevel]:
    """Yield the levels that have units with duties, in order."""
    matrix = telling.views.matrix
    for level in matrix.levels:
        units = tuple(_unit(telling, level, matrix.unit(one)) for one in level.units if matrix.unit(one).duties)
        if units:
            name = level.name if matrix.shows_levels else ""
            yield WebLevel(level.number, _label(telling, level), name, units, tuple(_groups(level, units)))


def _label(telling: Telling, level: Level) -> str:
    """Return "Taso 1"."""
    return telling.wording("poster.level", number=level.number) if telling.views.matrix.shows_levels else ""


def _groups(level: Level, units: tuple[WebUnit, ...]) -> Iterator[WebGroup]:
    for above, members in groupby(units, lambda unit: unit.above):
        yield WebGroup(" / ".join(above[1:] if above[:1] == (level.name,) else above), tuple(members))


def _unit(telling: Telling, level: Level, unit: Unit) -> WebUnit:
    matrix, wording = telling.views.matrix, telling.wording
    columns = tuple(_columns(telling, unit))
    shown = columns if len(columns) <= WIDEST_TABLE else ()
    duties = tuple(web_duty(telling, duty, shown) for duty in map(matrix.duty, unit.duties))
    common = _common(duties)
    owners = {owner for code in unit.duties for owner in matrix.ownership[code].owners}
    opened = {duty.code for duty in duties if duty.is_open}
    shares = tuple(Share(code, number, code in opened) for code, number in numbers(unit.duties))
    return WebUnit(
        address=telling.addresses[unit.id],
        palette=level.number,
        level=_label(telling, level),
        above=_above(matrix, level, unit),
        name=unit.name,
        short=unit.short,
        count=wording.count("count.duties", len(unit.duties)),
        file=file_of(telling, "poster", unit.id),
        open_count=len(opened),
        sum=_sum(telling, len(duties), len(opened)),
        leads_label=wording.count("matrix.leads", len(unit.leads)),
        leads=tuple(map(telling.person, unit.leads)),
        supports=tuple(map(telling.person, unit.supports)),
        contact=unit.contact,
        common=common,
        columns=tuple(Column(telling.person(actor), actor in owners) for actor in shown),
        duties=tuple(replace(duty, entries=tuple(e for e in duty.entries if e not in common)) for duty in duties),
        elsewhere=tuple(elsewhere(telling, unit.id, frozenset(unit.duties))),
        prefix=prefix(unit.duties),
        shares=shares if len(shares) <= MOST_NUMBERS else (),
    )


def _above(matrix: Matrix, level: Level, unit: Unit) -> tuple[str, ...]:
    names = (*((level.name,) if matrix.shows_levels else ()), *matrix.names(unit.path))
    return tuple(name for name in names if name != unit.name)


def _sum(telling: Telling, duties: int, opened: int) -> str:
    """Return "9 tehtävää, 9 avointa", "14 tehtävää, kaikilla on vastaava"."""
    wording, count = telling.wording, telling.wording.count("count.duties", duties)
    if not telling.views.matrix.letters.has_accountable:
        return count
    return f"{count}, {wording.count('web.open.number', opened) if opened else wording.count('web.owned', duties)}"


def _common(duties: tuple[WebDuty, ...]) -> tuple[Entry, ...]:
    first, *others = duties
    return tuple(entry for entry in first.entries if all(entry in one.entries for one in others)) if others else ()


def _columns(telling: Telling, unit: Unit) -> list[str]:
    """Return the actors that have letters in a unit: owners first, the unit, then by how many duties they have."""
    matrix = telling.views.matrix
    counts: dict[str, int] = {}
    owners: dict[str, None] = {}
    for code in unit.duties:
        owners |= dict.fromkeys(matrix.ownership[code].owners)
        for part in matrix.assignments_of(code):
            counts[part.actor] = counts.get(part.actor, 0) + 1
    first = [owner for owner in owners if owner in counts] + ([unit.id] if unit.id in counts else [])
    rest = [actor for actor in counts if actor not in first]
    return [*dict.fromkeys(first), *sorted(rest, key=lambda actor: -counts[actor])]


def elsewhere(telling: Telling, actor: str, own: frozenset[str] = frozenset()) -> Iterator[Elsewhere]:
    """Yield the letters of an actor for duties that are not its own."""
    letters = telling.views.matrix.letters
    for cell in telling.views.entries_of(actor):
        codes = tuple(part.duty for part in cell.assignments if part.duty not in own)
        if codes:
            kind = next((s for s in cell.letters if letters.counts(s, "accountable")), next(iter(cell.letters), ""))
            name = "/".join(letters[one].name for one in cell.letters) or telling.wording("matrix.not_involved")
            counts_as = letters[kind].counts_as if kind else "none"
            ranges = tuple(_ranges(telling, codes))
            yield Elsewhere("/".join(cell.letters), counts_as, with_capital(name), cell.stated, codes, ranges)


def _ranges(telling: Telling, codes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    following = dict(pairwise(code for unit in telling.views.matrix.duty_units for code in unit.duties))
    homes = telling.views.matrix.duty
    for run in runs(codes, lambda one, other: following.get(one) == other and homes(one).unit == homes(other).unit):
        yield from [(run[0], run[-1])] if len(run) >= LEAST_RANGE else ((code,) for code in run)


def open_duties(telling: Telling) -> list[Duty]:
    """Return the duties whose owner is open, in order."""
    matrix = telling.views.matrix
    return [duty for duty in matrix.duties if matrix.ownership[duty.id].open]
