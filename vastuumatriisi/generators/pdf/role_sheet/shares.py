"""The duties of a role by what it has to do with them, strongest first, and in each share by unit.

What holds for all duties of a unit in a share is said once, at the unit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Assignment, Duty, Role, Views
from vastuumatriisi.matrix.letters import STRENGTH

from ..content.poster import Remark, link_remarks, scope_mark
from .others import counterparts, open_remark, others
from .place import Place
from .shared_remarks import shared, without_shared

NOT_INVOLVED = "not_involved"
NAMED = "none"  # the kind of letters that count as nothing: they have no name but their own


@dataclass(frozen=True, slots=True)
class Entry:
    """A duty as the role has it; ``symbols`` are its letters, ``derived`` says from what they follow, "" if stated.

    ``also`` are the codes of the same duty elsewhere that the role has, which have no entry of their own.
    """

    code: str
    text: str
    scope: str
    symbols: tuple[str, ...]
    counts_as: str
    stated: bool
    derived: str
    remarks: tuple[Remark, ...]
    note: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitShare:
    """The entries of one unit; ``derived`` and ``remarks`` hold for each of them, ``contact`` is the unit's own."""

    unit: str
    level: int
    contact: str
    derived: str
    remarks: tuple[Remark, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What the role has one thing to do with: ``kind`` is what its letters count as, or "not_involved".

    ``symbols`` are all letters in it, ``stated`` tells whether each of them is.
    """

    kind: str
    name: str
    symbols: tuple[str, ...]
    stated: bool
    blocks: tuple[UnitShare, ...]

    @property
    def count(self) -> int:
        return sum(len(block.entries) for block in self.blocks)


def shares(views: Views, role: Role, wording: Wording, place: Place | None = None) -> tuple[Share, ...]:
    """Return what a role has to do, strongest first; with a ``place`` only what concerns that house."""
    kinds: dict[str, list[Assignment]] = {}
    for assignment in _each_once(views, role, place):
        kinds.setdefault(_kind(views, assignment), []).append(assignment)
    order = [kind for kind in (*STRENGTH, NOT_INVOLVED) if kind in kinds]
    return tuple(_share(views, role, kind, kinds[kind], wording, place) for kind in order)


def _kind(views: Views, assignment: Assignment) -> str:
    letters = views.matrix.letters
    found = {letters[symbol].counts_as for symbol in assignment.letters}
    return next((kind for kind in STRENGTH if kind in found), NOT_INVOLVED)


def _each_once(views: Views, role: Role, place: Place | None) -> Iterator[Assignment]:
    """Yield the role's assignments without those whose duty is the same as one in which it does no less."""
    assignments = [
        part
        for part in views.matrix.assignments_to(role.id)
        if place is None or place.has(views.matrix.duty(part.duty).scopes)
    ]
    ranked = sorted(assignments, key=lambda assignment: _rank(views, assignment))
    told: set[str] = set()
    kept = []
    for assignment in ranked:
        if assignment.duty not in told:
            kept.append(assignment.duty)
            told |= {assignment.duty, *views.same_as(assignment.duty)}
    yield from (assignment for assignment in assignments if assignment.duty in kept)


def _rank(views: Views, assignment: Assignment) -> int:
    return (*STRENGTH, NOT_INVOLVED).index(_kind(views, assignment))


def _share(
    views: Views, role: Role, kind: str, assignments: list[Assignment], wording: Wording, place: Place | None
) -> Share:
    units: dict[str, list[Entry]] = {}
    for assignment in assignments:
        duty = views.matrix.duty(assignment.duty)
        units.setdefault(duty.unit, []).append(_entry(views, role, duty, assignment, wording, place))
    found = {symbol for assignment in assignments for symbol in assignment.letters}
    symbols = views.matrix.letters.in_order(found)
    return Share(
        kind=kind,
        name=_name(views, kind, symbols, wording),
        symbols=symbols,
        stated=all(assignment.stated for assignment in assignments),
        blocks=tuple(_block(views, unit, tuple(entries), wording) for unit, entries in units.items()),
    )


def _name(views: Views, kind: str, symbols: tuple[str, ...], wording: Wording) -> str:
    """Return "Vastaan itse"; a letter that counts as nothing has no name but its own."""
    if kind == NAMED:
        return wording.listed(views.matrix.letters[symbol].name for symbol in symbols)
    return wording(f"role.kinds.{kind}")


def _entry(
    views: Views, role: Role, duty: Duty, assignment: Assignment, wording: Wording, place: Place | None
) -> Entry:
    matrix = views.matrix
    own = {part.duty for part in matrix.assignments_to(role.id)}
    strongest = assignment.letters[0] if assignment.letters else ""
    remarks = (
        *open_remark(views, duty, wording),
        *others(views, duty, role, place),
        *counterparts(views, duty, role, wording),
        *link_remarks(duty.links),
    )
    conditions = tuple(dict.fromkeys(condition for _, condition in assignment.conditions))
    return Entry(
        code=duty.id,
        text=duty.text,
        scope=""
        if place and place.scopes and {*place.scopes} <= {*duty.scopes}
        else scope_mark(matrix, duty.scopes, wording),
        symbols=assignment.letters,
        counts_as=matrix.letters[strongest].counts_as if strongest else "none",
        stated=assignment.stated,
        derived="" if assignment.stated else _derived(views, assignment, wording),
        remarks=(*((Remark("", conditions),) if conditions else ()), *remarks),
        note=duty.note,
        also=tuple(code for code in views.same_as(duty.id) if code in own),
    )


def _derived(views: Views, assignment: Assignment, wording: Wording) -> str:
    rules = dict.fromkeys(
        views.rule_of(evidence) for evidence in assignment.evidence if {*evidence.letters} & {*assignment.letters}
    )
    return wording("role.follows", why=wording.listed(wording(f"role.rules.{rule}") for rule in rules))


def _block(views: Views, unit_id: str, entries: tuple[Entry, ...], wording: Wording) -> UnitShare:
    """Return the entries of a unit with what they have in common taken out of each."""
    unit = views.matrix.unit(unit_id)
    duties = [(entry.code, entry.remarks) for entry in entries]
    derived = {entry.derived for entry in entries}
    alike = derived.pop() if len(derived) == 1 else ""
    without = (
        replace(entry, remarks=without_shared(entry.remarks, duties), derived="" if alike else entry.derived)
        for entry in entries
    )
    level = views.matrix.level(unit.level).number
    return UnitShare(unit.name, level, unit.contact, alike, shared(duties, wording), tuple(without))
