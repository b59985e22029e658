"""The mark of a poster: a digest of what it says of the matrix.

It stays the same when another unit, the edition, the contact, the paper or the design changes, and when the program
words something else: then the poster on the wall still holds.
"""

from collections.abc import Iterable

from vastuumatriisi.matrix import Duty, Matrix, Role, SiteType, Unit, Views
from vastuumatriisi.matrix.matrix import mark_of

Facts = tuple[object, ...]

# Posters once told of open owners. In its place, what says the same as before keeps the mark that it had.
NOT_OPEN = False


def unit_mark(views: Views, unit: Unit) -> str:
    """Return the mark of the poster of a unit."""
    matrix = views.matrix
    level = matrix.level(unit.level)
    duties = [
        (*_duty(views, duty, duty.cooperates), matrix.scope_names(duty.scopes), _same(matrix, duty), *_links(duty))
        for duty in map(matrix.duty, unit.duties)
    ]
    head = (level.number, level.name, matrix.names(unit.path))
    return mark_of((*_matrix(matrix), head, _unit(views, unit, unit.leads, unit.supports), duties))


def site_mark(views: Views, site: SiteType) -> str:
    """Return the mark of the poster of a type of house."""
    matrix = views.matrix
    groups = [
        (
            matrix.level(group.unit.level).number,
            _unit(views, group.unit, group.leads, group.supports),
            [
                (*_duty(views, duty, views.present(duty.cooperates, site)), matrix.scope_names(duty.scopes))
                for duty in map(matrix.duty, group.duties)
            ],
        )
        for group in views.site_groups(site)
    ]
    return mark_of((*_matrix(matrix), site.name, matrix.scope_names(site.scopes), groups))


def role_mark(views: Views, role: Role) -> str:
    """Return the mark of the sheet of a role: what it has to do with which duty, and who else has."""
    matrix = views.matrix
    duties = [
        (
            *_duty_facts(matrix, part.duty),
            part.letters,
            part.stated,
            part.conditions,
            matrix.ownership[part.duty].open,
            [(matrix.actor(one.actor).name, one.letters, one.conditions) for one in matrix.assignments_of(part.duty)],
        )
        for part in matrix.assignments_to(role.id)
    ]
    names = [(letter.symbol, letter.name) for letter in matrix.letters.letters]
    home = matrix.unit(role.home).name if role.home else ""
    return mark_of((*_matrix(matrix), role.name, home, names, duties))


def _duty_facts(matrix: Matrix, code: str) -> Facts:
    duty = matrix.duty(code)
    unit = matrix.unit(duty.unit)
    said = duty.id, duty.text, unit.name, matrix.scope_names(duty.scopes), duty.note
    return (*said, _same(matrix, duty), *_links(duty))


def place_mark(views: Views, site: SiteType) -> str:
    """Return the mark of the page of a house: what its type is told there. No name of anybody has a part in it."""
    return mark_of(("page", site_mark(views, site)))


def _matrix(matrix: Matrix) -> Facts:
    return matrix.language, matrix.organisation, matrix.title


def _unit(views: Views, unit: Unit, leads: tuple[str, ...], supports: tuple[str, ...]) -> Facts:
    return unit.name, views.matrix.names(leads), views.matrix.names(supports), NOT_OPEN


def _duty(views: Views, duty: Duty, partners: Iterable[str]) -> Facts:
    return duty.id, duty.text, partner_names(views.matrix, partners), _letters(views, duty)


def partner_names(matrix: Matrix, actors: Iterable[str]) -> tuple[str, ...]:
    """Return the names by which a duty calls its partners: units by their short ones."""
    return tuple(actor.short if isinstance(actor, Unit) else actor.name for actor in map(matrix.actor, actors))


def _letters(views: Views, duty: Duty) -> Facts:
    """Return who has which letter, where the poster tells it: at a duty that states letters."""
    if not views.states_letters(duty.id):
        return ()
    matrix = views.matrix
    letters = [
        (
            matrix.actor(part.actor).name,
            [(symbol, matrix.letters[symbol].name) for symbol in part.letters],
            part.stated,
            part.conditions,
        )
        for part in matrix.assignments_of(duty.id)
        if part.letters and (part.stated or part.actor != duty.unit)
    ]
    return NOT_OPEN, letters


def _links(duty: Duty) -> Facts:
    """Return where it is told how a duty is done, nothing where it is not told: the mark is then what it was."""
    return ([(link.title, link.url) for link in duty.links],) if duty.links else ()


def _same(matrix: Matrix, duty: Duty) -> list[tuple[str, str]]:
    """Return the counterparts of a duty: the unit and the code of each."""
    return [(matrix.unit(matrix.duty(code).unit).short, code) for code in duty.counterparts]
