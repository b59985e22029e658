"""Changes of the file as a whole, of its registries, roles and units -> a draft."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vastuumatriisi.datafile.edit.draft import Draft, reordered, say
from vastuumatriisi.datafile.edit.duties import Codes, listed
from vastuumatriisi.datafile.edit.legend import answer
from vastuumatriisi.datafile.edit.scalars import Bare
from vastuumatriisi.datafile.edit.wanted import Edited
from vastuumatriisi.datafile.written_introduction import introduction_text
from vastuumatriisi.matrix.changes import Change, Position
from vastuumatriisi.matrix.values import PastEdition

REGISTRIES = {"scope": "scopes", "theme": "themes", "level": "levels", "site-type": "site_types"}
LIST_OF = {"unit": "units", "role": "roles", "duty": "duties", **REGISTRIES}


def change_matrix(draft: Draft, change: Change) -> None:
    after: Any = change.after
    if change.about in REGISTRIES:
        _change_registry(draft, change)
    elif change.about == "unit":
        say(draft.own("units", change.where), change.part, after)
    elif change.part == "introduction":
        say(draft.root, "introduction", introduction_text(after or (), draft.root.get("introduction") or ""))
    elif change.part == "history":
        _change_history(draft.root, after)
    else:
        say(draft.root, change.part, _plain(after, change.part))


def _plain(value: Any, key: str) -> Any:
    if isinstance(value, bool):
        return Bare("true" if value else "false") if value or key == "performs" else None
    return Bare(value.isoformat()) if isinstance(value, datetime.date) else listed(value)


def _change_history(root: Edited, history: Iterable[PastEdition]) -> None:
    known = {entry["edition"]: entry for entry in root.get("history") or ()}
    entries = []
    for past in history:
        old = known.pop(past.edition, None)
        part = Edited(old) if old is not None else Edited(None, {"edition": past.edition})
        say(part, "date", Bare(past.date.isoformat()))
        say(part, "note", past.note)
        entries.append(old if part == old else part)
    say(root, "history", entries)


def _change_registry(draft: Draft, change: Change) -> None:
    key, after = REGISTRIES[change.about], change.after
    if after is None:
        draft.remove(key, change.where)
    elif change.before is None:
        position = change.position or Position("", "")
        draft.put_in(key, change.where, _entry(after, change.about), position)
    else:
        part = draft.own(key, change.where)
        for name, value in _values(after, change.about):
            _name_or_say(part, name, value)


def _values(after: Any, about: str) -> list[tuple[str, Any]]:
    names = {"level": ("name", "short"), "site-type": ("name", "units", "scopes")}.get(about, ("name",))
    return [(name, listed(getattr(after, name))) for name in names]


def _entry(after: Any, about: str) -> Edited:
    part = Edited(None, {"id": after.id})
    for name, value in _values(after, about):
        say(part, name, value)
    return part


def _name_or_say(part: Edited, key: str, value: Any) -> None:
    # A short name that was the name would be one of its own beside another name.
    if key == "name" and part.get("short") == part["name"]:
        part.pop("short")
    if isinstance(value, list) and {*value} == {*(part.get(key) or ())}:
        return
    say(part, key, value)


def _added(key: str, names: tuple[str, ...]) -> Callable[[Draft, Change], None]:
    def add(draft: Draft, change: Change) -> None:
        after: Any = change.after
        part = Edited(None, {"id": after.id})
        for name in names:
            say(part, name, _plain(getattr(after, name), name))
        say(part, "accept", dict(after.accept))
        draft.put_in(key, after.id, part, change.position or Position(change.unit, ""))

    return add


def _removed(key: str) -> Callable[[Draft, Change], None]:
    return lambda draft, change: draft.remove(key, change.was or change.where)


def _said(key: str, name: str) -> Callable[[Draft, Change], None]:
    return lambda draft, change: _name_or_say(draft.own(key, change.where), change.part or name, listed(change.after))


def _move_unit(draft: Draft, change: Change) -> None:
    after: Any = change.after
    draft.put_in("units", change.where, draft.take_out("units", change.where), after)


def _rule_of_unit(draft: Draft, change: Change) -> None:
    after: Any = change.after
    if change.about == "unit":
        say(draft.own("units", change.where), "performs", _plain(after, "performs"))


def _change_role(draft: Draft, change: Change) -> None:
    _name_or_say(draft.own("roles", change.where), change.part, _plain(change.after, change.part))


UNIT_KEYS = ("name", "short", "contact", "scopes", "leads", "supports", "performs")
ROLE_KEYS = ("name", "short", "unit", "scopes", "collective", "aliases")
CHANGES: Mapping[str, Callable[[Draft, Change], None]] = {
    "matrix-changed": change_matrix,
    "role-added": _added("roles", ROLE_KEYS),
    "role-removed": _removed("roles"),
    "role-renamed": _said("roles", "name"),
    "role-changed": _change_role,
    "unit-added": _added("units", UNIT_KEYS),
    "unit-removed": _removed("units"),
    "unit-renamed": _said("units", "name"),
    "unit-moved": _move_unit,
    "unit-leads": _said("units", "leads"),
    "unit-supports": _said("units", "supports"),
    "unit-scopes": _said("units", "scopes"),
    "rule-changed": _rule_of_unit,
}


def change_answer(draft: Draft, codes: Codes, change: Change) -> None:
    if change.about != "letter":
        identifier = codes.of(change) if change.about == "duty" else change.where
        answer(draft.own(LIST_OF[change.about], identifier), change)


def change_order(draft: Draft, codes: Codes, change: Change) -> None:
    """Put the parts of lists in order, and the names in lists of names."""
    after: Any = change.after
    for order in after:
        if order.key == "duties":
            draft.listed(order.where, "duties").order = tuple(codes.name(code) for code in order.ids)
        elif order.key == "letters":
            continue  # the legend has its order from the one that changes letters
        elif order.about == "matrix" or (order.key == "units" and order.about == "unit"):
            draft.listed(order.where, order.key).order = order.ids
        else:
            identifier = codes.name(order.where) if order.about == "duty" else order.where
            part = draft.own(LIST_OF[order.about], identifier)
            part[order.key] = reordered(list(part.get(order.key) or ()), order.ids)
