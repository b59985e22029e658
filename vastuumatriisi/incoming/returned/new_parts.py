"""Parts that the matrix has not yet: themes, roles and duties that people have added, with ids and codes."""

import re

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned.facts import NewDuty, NewName, NewRole
from vastuumatriisi.incoming.returned.proposals import theme_named
from vastuumatriisi.incoming.returned.wanted import NextCode, Wanted
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix import Duty, Role, Theme
from vastuumatriisi.matrix.changes import Change, Position, StatedRole
from vastuumatriisi.text.characters import shown
from vastuumatriisi.text.identifiers import free_identifier, hyphenated


def theme_id(wanted: Wanted, new: NewName) -> str:
    """Return the id of a theme, which is added, once, where the matrix has not got it by now."""
    if there := theme_named(wanted.present, new.name):
        return there
    taken = {theme.id for theme in wanted.present.themes}
    known = next((one for one in wanted.themes.values() if one.name.casefold() == new.name.casefold()), None)
    if known is None:
        known = Theme(identifier(new.name, taken | {*wanted.themes}), new.name)
        last = wanted.present.themes[-1].id if wanted.present.themes else ""
        position = Position("", last)
        wanted.themes[known.id] = known
        wanted.changes.append(Change("matrix-changed", "theme", known.id, "", None, known, position=position))
    return known.id


def identifier(name: str, taken: set[str]) -> str:
    """Return an id for a name: its letters and digits in lower case with hyphens, and a number where it is taken."""
    return free_identifier(hyphenated(name, 60) or "uusi", taken)


def add_role(wanted: Wanted, new: NewRole) -> None:
    """Add a role with its letters."""
    taken = {one.id for one in (*wanted.present.actors, *wanted.present.levels, *wanted.roles.values())}
    made = StatedRole(identifier(new.name, taken), new.name, "", "", (), False, (), ())
    wanted.roles[made.id] = Role(made.id, new.name, new.name, "", "", (), False, (), {}, 0)
    last = wanted.present.roles[-1].id if wanted.present.roles else ""
    wanted.changes.append(Change("role-added", "role", made.id, "", None, made, position=Position("", last)))
    for code, cell in new.letters:
        if wanted.present.is_duty(code):
            wanted.want(code, made.id, cell)


def add_duty(wanted: Wanted, new: NewDuty) -> None:
    """Add a duty with its letters. Raises UserError for a code that cannot be used."""
    unit = wanted.present.unit(new.unit)
    code = new.code or next_code(wanted, new.unit)
    if not re.fullmatch(r"[\w.-]+", code) or wanted.present.is_duty(code) or code in wanted.added:
        raise UserError(message("returned.unusable_code", code=shown(code)))
    theme = theme_id(wanted, new.theme) if isinstance(new.theme, NewName) else new.theme
    own = () if not new.scopes or {*new.scopes} == {*unit.scopes} else new.scopes
    scopes = own or unit.scopes
    wanted.added[code] = Duty(code, new.text, unit.id, scopes, own, (), (), theme, new.note, (), {}, 0)
    wanted.letters[code] = dict(new.letters)
    last = unit.duties[-1] if unit.duties else ""
    after = new.after if new.after in unit.duties else last
    wanted.changes.append(Change("duty-added", "duty", code, unit.id, None, None, position=Position(unit.id, after)))


def next_code(wanted: Wanted, unit: str) -> str:
    """Return the next free code of a unit: the highest of those that its duties have, and one more."""
    if unit not in wanted.next_codes:
        codes = [match for code in wanted.present.unit(unit).duties if (match := re.fullmatch(r"(.*?)(\d+)", code))]
        stem = codes[-1][1] if codes else f"{unit.upper()[:3]}-"
        highest = max((int(match[2]) for match in codes if match[1] == stem), default=0)
        wanted.next_codes[unit] = NextCode(stem, len(codes[-1][2]) if codes else 2, highest + 1)
    stem, width, number = wanted.next_codes[unit]
    while (code := f"{stem}{number:0{width}d}") in wanted.added or wanted.present.is_duty(code):
        number += 1
    wanted.next_codes[unit] = NextCode(stem, width, number + 1)
    return code
