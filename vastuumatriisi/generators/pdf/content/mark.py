"""The mark of a poster: a digest of what it says of the matrix.

It stays the same when another unit, the edition, the contact, the paper or the design changes, and when the program
words something else: then the poster on the wall still holds.
"""

from collections.abc import Iterable, Mapping

from vastuumatriisi.matrix import Assignment, Duty, Matrix, Role, SiteType, Unit, Views
from vastuumatriisi.matrix.matrix import mark_of

Facts = tuple[object, ...]

# Posters once told of open owners. In its place, what says the same as before keeps the mark that it had.
NOT_OPEN = False


def unit_mark(views: Views, unit: Unit) -> str:
    """Return the mark of the poster of a unit."""
    return mark_of((*unit_around(views, unit), list(unit_duties(views, unit).values())))


def site_mark(views: Views, site: SiteType) -> str:
    """Return the mark of the poster of a type of house."""
    matrix = views.matrix
    groups = [
        (
            matrix.level(group.unit.level).number,
            _unit(views, group.unit, group.leads, group.supports),
            [_of_site(views, matrix.duty(code), site) for code in group.duties],
        )
        for group in views.site_groups(site)
    ]
    return mark_of((*_matrix(matrix), site.name, matrix.scope_names(site.scopes), groups))


def role_mark(views: Views, role: Role) -> str:
    """Return the mark of the sheet of a role: what it has to do with which duty, and who else has."""
    return mark_of((*role_around(views, role), list(role_duties(views, role).values())))


def role_duties(views: Views, role: Role) -> Mapping[str, Facts]:
    """Return what the sheet of a role says of each of its duties, by code."""
    return {part.duty: _of_role(views.matrix, part) for part in views.matrix.assignments_to(role.id)}


def _of_role(matrix: Matrix, part: Assignment) -> Facts:
    duty = matrix.duty(part.duty)
    unit = matrix.unit(duty.unit)
    said = duty.id, duty.text, unit.name, matrix.scope_names(duty.scopes), duty.note
    others = [(matrix.actor(one.actor).name, one.letters, one.conditions) for one in matrix.assignments_of(duty.id)]
    share = part.letters, part.stated, part.conditions, matrix.ownership[duty.id].open, others
    return *said, _same(matrix, duty), *_links(duty), *share


def place_mark(views: Views, site: SiteType) -> str:
    """Return the mark of the page of a house: what its type is told there. No name of anybody has a part in it."""
    return mark_of(("page", site_mark(views, site)))


def role_place_mark(role: str, scopes: tuple[str, ...]) -> str:
    """Return the mark of the sheet of a role in a house of some scopes; ``role`` is the mark of the role's own one."""
    return mark_of(("place", scopes, role))


def unit_duties(views: Views, unit: Unit) -> Mapping[str, Facts]:
    """Return what the poster of a unit says of each of its duties, by code."""
    return {code: _of_unit(views, views.matrix.duty(code)) for code in unit.duties}


def site_duties(views: Views, site: SiteType) -> Mapping[str, Facts]:
    """Return what the poster of a type of house says of each of its duties, by code."""
    codes = [code for group in views.site_groups(site) for code in group.duties]
    return {code: _of_site(views, views.matrix.duty(code), site) for code in codes}


def unit_around(views: Views, unit: Unit) -> Facts:
    """Return what the poster of a unit says besides its duties: names, and people in charge."""
    matrix = views.matrix
    level = matrix.level(unit.level)
    head = level.number, level.name if matrix.shows_levels else "", matrix.names(unit.path)
    return (*_matrix(matrix), head, _unit(views, unit, unit.leads, unit.supports))


def site_around(views: Views, site: SiteType) -> Facts:
    """Return what the poster of a type of house says besides its duties: names, and people in charge."""
    groups = [_unit(views, group.unit, group.leads, group.supports) for group in views.site_groups(site)]
    return (*_matrix(views.matrix), site.name, views.matrix.scope_names(site.scopes), groups)


def role_around(views: Views, role: Role) -> Facts:
    """Return what the sheet of a role says besides its duties: its names, and those of the letters."""
    matrix = views.matrix
    names = [(letter.symbol, letter.name) for letter in matrix.letters.letters]
    return (*_matrix(matrix), role.name, matrix.unit(role.home).name if role.home else "", names)


def _of_unit(views: Views, duty: Duty) -> Facts:
    matrix = views.matrix
    return *_duty(views, duty, duty.cooperates), matrix.scope_names(duty.scopes), _same(matrix, duty), *_links(duty)


def _of_site(views: Views, duty: Duty, site: SiteType) -> Facts:
    said = _duty(views, duty, views.present(duty.cooperates, site), site.scopes)
    return *said, views.matrix.scope_names(duty.scopes)


def _matrix(matrix: Matrix) -> Facts:
    return matrix.language, matrix.organisation, matrix.title


def _unit(views: Views, unit: Unit, leads: tuple[str, ...], supports: tuple[str, ...]) -> Facts:
    return unit.name, views.matrix.names(leads), views.matrix.names(supports), NOT_OPEN


def _duty(views: Views, duty: Duty, partners: Iterable[str], scopes: tuple[str, ...] = ()) -> Facts:
    return duty.id, duty.text, partner_names(views.matrix, partners), _letters(views, duty, scopes)


def partner_names(matrix: Matrix, actors: Iterable[str]) -> tuple[str, ...]:
    """Return the names by which a duty calls its partners: units by their short ones."""
    return tuple(actor.short if isinstance(actor, Unit) else actor.name for actor in map(matrix.actor, actors))


def _letters(views: Views, duty: Duty, scopes: tuple[str, ...]) -> Facts:
    """Return who has which letter in some scopes, where the poster tells it: at a duty that states letters."""
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
        for part in views.assignments_in(duty.id, scopes)
        if part.letters and (part.stated or part.actor != duty.unit)
    ]
    return NOT_OPEN, letters


def _links(duty: Duty) -> Facts:
    """Return where it is told how a duty is done, nothing where it is not told: the mark is then what it was."""
    return ([(link.title, link.url) for link in duty.links],) if duty.links else ()


def _same(matrix: Matrix, duty: Duty) -> list[tuple[str, str]]:
    """Return the counterparts of a duty: the unit and the code of each."""
    return [(matrix.unit(matrix.duty(code).unit).short, code) for code in duty.counterparts]
