"""Findings about owners. A letter set without an accountable letter has none of them."""

from collections.abc import Iterator

from vastuumatriisi.findings.facts import Fact
from vastuumatriisi.matrix import Duty, Matrix, Unit


def no_owner(matrix: Matrix) -> Iterator[Fact]:
    """Nobody is accountable: at the unit where its empty ``leads`` is the cause, else at the duty."""
    for unit in matrix.duty_units:
        open_duties = _open(matrix, unit, "no-owner")
        if unit.performs and not unit.leads:
            if open_duties:
                yield Fact("no-owner", (unit,), unit.line, open_duties, variant="unit")
        else:
            for code in open_duties:
                duty = matrix.duty(code)
                yield Fact("no-owner", (duty,), duty.line, (code,), variant="duty")


def owner_undecided(matrix: Matrix) -> Iterator[Fact]:
    """Several are in charge, or a role that several people hold, and none of them is the owner."""
    for unit in matrix.duty_units:
        codes = _open(matrix, unit, "owner-undecided")
        if codes:
            variant = "several" if len(unit.leads) > 1 else "collective"
            yield Fact("owner-undecided", (unit,), unit.line, codes, unit.leads, variant)


def _open(matrix: Matrix, unit: Unit, reason: str) -> tuple[str, ...]:
    return tuple(code for code in unit.duties if matrix.ownership[code].open == reason)


def two_accountable(matrix: Matrix) -> Iterator[Fact]:
    """More than one actor is accountable for a duty."""
    for duty in matrix.duties:
        owners = matrix.ownership[duty.id].owners
        if len(owners) > 1:
            yield Fact("two-accountable", (duty,), duty.line, (duty.id,), owners)


def two_owners(matrix: Matrix) -> Iterator[Fact]:
    """One undertaking that several units write has owners who differ."""
    for duties in _undertakings(matrix):
        owners = tuple(dict.fromkeys(owner for duty in duties for owner in matrix.ownership[duty.id].owners))
        own = [set(matrix.ownership[duty.id].owners) for duty in duties if matrix.ownership[duty.id].owners]
        if any(one != own[0] for one in own):
            codes = tuple(duty.id for duty in duties)
            yield Fact("two-owners", tuple(duties), duties[0].line, codes, owners)


def _undertakings(matrix: Matrix) -> Iterator[list[Duty]]:
    """Yield the duties that counterparts join, each undertaking once, in the order of the matrix."""
    order = {duty.id: index for index, duty in enumerate(matrix.duties)}
    seen: set[str] = set()
    for duty in matrix.duties:
        if duty.id in seen or not duty.counterparts:
            continue
        joined, waiting = {duty.id}, [duty.id]
        while waiting:
            fresh = set(matrix.duty(waiting.pop()).counterparts) - joined
            joined |= fresh
            waiting.extend(fresh)
        seen |= joined
        yield [matrix.duty(code) for code in sorted(joined, key=order.__getitem__)]
