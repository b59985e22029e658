"""What a matrix states outright, in the form in which it is compared and written."""

from collections.abc import Mapping

from vastuumatriisi.matrix.changes.values import Answers, StatedDuty, StatedLevel, StatedRole, StatedUnit
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Assignment, Duty, Level, Role, Unit


def stated_duty(matrix: Matrix, duty: Duty) -> StatedDuty:
    return StatedDuty(
        id=duty.id,
        text=duty.text,
        scopes=duty.stated_scopes,
        cooperates=duty.cooperates,
        counterparts=duty.counterparts,
        theme=duty.theme,
        letters=tuple(stated_letters(matrix, duty.id).items()),
        note=duty.note,
        links=duty.links,
        accept=answers(duty.accept),
    )


def stated_letters(matrix: Matrix, code: str) -> dict[str, Cell]:
    """Return what the data file states for each actor of a duty."""
    stated = (assignment for assignment in matrix.assignments_of(code) if assignment.stated)
    return {assignment.actor: Cell(assignment.letters, assignment.conditions) for assignment in stated}


def stated_unit(unit: Unit) -> StatedUnit:
    return StatedUnit(
        id=unit.id,
        name=unit.name,
        short=stated_short(unit),
        contact=unit.contact,
        scopes=unit.stated_scopes,
        leads=unit.leads,
        supports=unit.supports,
        performs=unit.stated_performs,
        accept=answers(unit.accept),
    )


def stated_role(role: Role) -> StatedRole:
    return StatedRole(
        id=role.id,
        name=role.name,
        short=stated_short(role),
        unit=role.stated_home,
        scopes=role.scopes,
        collective=role.collective,
        aliases=role.aliases,
        accept=answers(role.accept),
    )


def stated_level(level: Level) -> StatedLevel:
    return StatedLevel(level.id, level.name, stated_short(level))


def stated_short(named: Role | Unit | Level) -> str:
    """Return the short name, "" where it is the name itself."""
    return "" if named.short == named.name else named.short


def answers(accept: Mapping[str, str]) -> Answers:
    return tuple(sorted(accept.items()))


def parent_of(unit: Unit) -> str:
    """Return the id of the group or the level that has the unit in its list."""
    return unit.path[-1] if unit.path else unit.level


def meant(cell: Cell | Assignment | None) -> object:
    """Return what letters mean with their conditions, in whatever order the letter set has them; None for nothing."""
    if cell is None:
        return None
    return frozenset(cell.letters), tuple(sorted(cell.conditions, key=lambda condition: condition[0]))
