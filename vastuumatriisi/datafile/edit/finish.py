"""A draft -> plain data: its lists put together again, every untouched part the one that was read."""

from collections.abc import Mapping
from typing import Any

from vastuumatriisi.datafile.edit.draft import Draft, Listed, in_order
from vastuumatriisi.datafile.edit.wanted import Edited, edited
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import message

NEEDED = frozenset({"roles", "levels", "units"})  # of a level; a unit may have none


def finished(draft: Draft) -> Edited:
    """Return the data that a draft has come to. Raises UserError for parts that nothing has any longer."""
    _refuse_orphans(draft)
    for key in ("scopes", "themes", "roles", "site_types"):
        _set(draft.root, key, _items(draft, "", key), needed=key == "roles")
    levels = []
    for identifier in in_order(draft.listed("", "levels")):
        level = draft.part("levels", identifier)
        units = [_unit(draft, unit) for unit in in_order(draft.listed(identifier, "units"))]
        levels.append(_with(level, {"units": units}, needed=True))
    _set(draft.root, "levels", levels, needed=True)
    _refuse_circles(draft, draft.root["levels"])
    return draft.root


def _items(draft: Draft, where: str, key: str) -> list[Any]:
    return [draft.parts[key, identifier] for identifier in in_order(draft.lists.get((where, key)) or Listed())]


def _unit(draft: Draft, identifier: str) -> Any:
    units = [_unit(draft, below) for below in in_order(draft.lists.get((identifier, "units")) or Listed())]
    return _with(
        draft.parts["units", identifier], {"duties": _items(draft, identifier, "duties"), "units": units}, needed=False
    )


def _with(part: Any, lists: Mapping[str, list[Any]], *, needed: bool) -> Any:
    """Return a part with its lists; the part itself where they are what it has."""
    if all(_is_same(part.get(key), items) for key, items in lists.items()) and not needed:
        return part
    if needed and all(_is_same(part.get(key), items) and key in part for key, items in lists.items()):
        return part
    copy = edited(part)
    for key, items in lists.items():
        _set(copy, key, items, needed=needed)
    return copy


def _set(part: Edited, key: str, items: list[Any], *, needed: bool) -> None:
    if _is_same(part.get(key), items) and (key in part or not needed):
        return
    if items or needed:
        part[key] = items
    else:
        part.pop(key, None)


def _is_same(old: Any, items: list[Any]) -> bool:
    return len(old or ()) == len(items) and all(a is b for a, b in zip(old or (), items, strict=True))


def _refuse_orphans(draft: Draft) -> None:
    for key, above in (("duties", ("units",)), ("units", ("units", "levels"))):
        for identifier, _ in draft.of(key):
            where = draft.homes[key, identifier]
            if not any((one, where) in draft.parts for one in above):
                raise UserError(message("edit.orphan", above=where, part=identifier.lstrip("+")))


def _refuse_circles(draft: Draft, levels: list[Any]) -> None:
    """Units that were put into each other stand nowhere any longer."""
    waiting = [unit for level in levels for unit in level.get("units") or ()]
    reached = set()
    while waiting:
        unit = waiting.pop()
        reached.add(unit["id"])
        waiting.extend(unit.get("units") or ())
    lost = next((identifier for identifier, _ in draft.of("units") if identifier not in reached), None)
    if lost is not None:
        raise UserError(message("edit.circle", unit=lost))
