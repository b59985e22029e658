"""Who else has to do with a duty, where else it is written, and what about it is open."""

from collections.abc import Iterator

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Assignment, Duty, Role, Unit, Views

from ..content.poster import Remark
from .place import Place

OPEN = "open"  # in place of what a letter counts as


def others(views: Views, duty: Duty, role: Role, place: Place | None) -> Iterator[Remark]:
    """Yield who else has a letter for a duty, strongest first; its own unit is named above it and does not count."""
    letters = views.matrix.letters
    for symbols, assignments in views.actors_of(duty.id).items():
        names = tuple(
            _named(views, assignment, place)
            for assignment in assignments
            if assignment.actor != role.id
            and (assignment.stated or assignment.actor != duty.unit)
            and (place is None or place.has(views.matrix.actor(assignment.actor).scopes))
        )
        if names:
            yield Remark("/".join(letters[symbol].name for symbol in symbols), names)


def _named(views: Views, assignment: Assignment, place: Place | None) -> str:
    actor = views.matrix.actor(assignment.actor)
    name = actor.short if isinstance(actor, Unit) else actor.name
    name = place.named(actor.id, name) if place else name
    conditions = dict.fromkeys(condition for _, condition in assignment.conditions)
    return f"{name} ({'; '.join(conditions)})" if conditions else name


def open_remark(views: Views, duty: Duty, wording: Wording) -> Iterator[Remark]:
    """Yield why nobody owns a duty, where nobody does."""
    why = views.matrix.ownership[duty.id].open
    if why:
        yield Remark(wording("role.open"), (wording(f"role.why.{why}"),), OPEN)


def counterparts(views: Views, duty: Duty, role: Role, wording: Wording) -> Iterator[Remark]:
    """Yield where else the same duty is written; in other words only where the role has to do with it there too."""
    matrix = views.matrix
    own = {assignment.duty: assignment.letters for assignment in matrix.assignments_to(role.id)}
    items = []
    for code in views.same_as(duty.id):
        other = matrix.duty(code)
        if code not in own and code not in duty.counterparts:
            continue
        place = f"{matrix.unit(other.unit).short} {code}"
        if code in own and own[code] != own[duty.id]:
            place += f" ({wording.listed(matrix.letters[symbol].name for symbol in own[code])})"
        items.append(f"{place}: {other.text}" if code in own and other.text != duty.text else place)
    if items:
        yield Remark(wording("matrix.counterparts"), tuple(items))
