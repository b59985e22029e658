"""What is told of a unit and of a role."""

from collections.abc import Iterator, Mapping
from typing import cast

from vastuumatriisi.matrix.changes import Change, Kind, Position, StatedRole, StatedUnit
from vastuumatriisi.revision.duties import Tell, ids_of, scopes
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.sentences import Details, Subject, listed, named, thing
from vastuumatriisi.revision.values import Told


def _unit(names: Names, change: Change) -> Iterator[Told]:
    stated = cast("StatedUnit", change.after or change.before)
    details: Details = (
        (names.aspect("leads"), ", ".join(names.listed(stated.leads))),
        (names.aspect("supports"), ", ".join(names.listed(stated.supports))),
        (names.aspect("scopes"), ", ".join(names.scopes.get(one, one) for one in stated.scopes)),
        (names.aspect("contact"), stated.contact),
    )
    subject = Subject(change, names.label("unit", stated.name), "")
    yield thing(names, subject, details=_said(details))


def _said(details: Details) -> Details:
    return tuple((aspect, value) for aspect, value in details if value)


def _unit_renamed(names: Names, change: Change) -> Iterator[Told]:
    yield named(names, Subject(change, "", names.aspect(change.part)), str(change.before), str(change.after))


def _unit_moved(names: Names, change: Change) -> Iterator[Told]:
    before, after = (names.parent(cast("Position", fact)) for fact in (change.before, change.after))
    yield named(names, Subject(change, "", names.aspect("moved")), before, after)


def _actors(names: Names, change: Change) -> Iterator[Told]:
    before, after = (names.listed(ids_of(fact)) for fact in (change.before, change.after))
    one = max(len(before), len(after)) == 1
    key = "supports" if change.kind == "unit-supports" else "lead" if one else "leads"
    subject = Subject(change, "", names.aspect(key))
    if one and before and after:
        yield named(names, subject, before[0], after[0])
    else:
        yield listed(names, subject, before, after)


def _unit_scopes(names: Names, change: Change) -> Iterator[Told]:
    yield scopes(names, change, "")


def _role(names: Names, change: Change) -> Iterator[Told]:
    stated = cast("StatedRole", change.after or change.before)
    details: Details = (
        (names.aspect("home"), names.places.get(stated.unit, stated.unit)),
        (names.aspect("scopes"), ", ".join(names.scopes.get(one, one) for one in stated.scopes)),
        (names.aspect("collective"), names.answer(True) if stated.collective else ""),
        (names.aspect("aliases"), ", ".join(stated.aliases)),
    )
    subject = Subject(change, names.label("role", stated.name), "")
    yield thing(names, subject, details=_said(details))


def _role_label(names: Names, change: Change) -> str:
    return names.label("role", names.places[change.where])


def _role_renamed(names: Names, change: Change) -> Iterator[Told]:
    subject = Subject(change, _role_label(names, change), names.aspect("name"))
    yield named(names, subject, str(change.before), str(change.after))


def _role_changed(names: Names, change: Change) -> Iterator[Told]:
    label, before, after = _role_label(names, change), change.before, change.after
    if change.part == "scopes":
        yield scopes(names, change, label)
    elif change.part == "aliases":
        yield listed(names, Subject(change, label, names.aspect("aliases")), ids_of(before), ids_of(after))
    elif change.part == "collective":
        yield named(names, Subject(change, label, names.aspect("collective")), *map(names.answer, (before, after)))
    else:
        aspect = names.aspect("home" if change.part == "unit" else "short")
        was, now = (
            names.places.get(str(one), str(one)) if change.part == "unit" else str(one) for one in (before, after)
        )
        yield named(names, Subject(change, label, aspect), was, now)


OF_UNITS: Mapping[Kind, Tell] = {
    "unit-added": _unit,
    "unit-removed": _unit,
    "unit-renamed": _unit_renamed,
    "unit-moved": _unit_moved,
    "unit-leads": _actors,
    "unit-supports": _actors,
    "unit-scopes": _unit_scopes,
    "role-added": _role,
    "role-removed": _role,
    "role-renamed": _role_renamed,
    "role-changed": _role_changed,
}
