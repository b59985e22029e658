"""The data of a file with some changes made: its lists of parts by what has them, and its duties by their old codes."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.datafile.edit.wanted import Edited, edited
from vastuumatriisi.datafile.parse import LocatedDict
from vastuumatriisi.errors import UserError
from vastuumatriisi.locales.message import message
from vastuumatriisi.matrix.changes import Position
from vastuumatriisi.text.characters import shown

NEW = "+"  # before the code of a duty that the file does not have: an old one may have the same code


@dataclass(slots=True)
class Listed:
    """A list that is being changed: what stays, and what comes behind which part ("" for the beginning)."""

    items: dict[str, None] = field(default_factory=dict)
    coming: dict[str, list[str]] = field(default_factory=dict)
    order: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """Data that are being changed. Parts are copied before they are: what was read stays as it was.

    Lists are named by the id of what has them, "" for the file, and their key; duties by their old codes.
    """

    root: Edited
    lists: dict[tuple[str, str], Listed] = field(default_factory=dict)
    parts: dict[tuple[str, str], Any] = field(default_factory=dict)  # key of the list and id -> the part
    homes: dict[tuple[str, str], str] = field(default_factory=dict)  # the same -> what has it

    def part(self, key: str, identifier: str) -> Any:
        """Return a part as it is now. Raises UserError where there is none."""
        if (key, identifier) not in self.parts:
            raise UserError(message("edit.not_there", id=shown(identifier.removeprefix(NEW))))
        return self.parts[key, identifier]

    def own(self, key: str, identifier: str) -> Edited:
        """Return a part as a copy that may be changed."""
        part = edited(self.part(key, identifier))
        self.parts[key, identifier] = part
        return part

    def listed(self, where: str, key: str) -> Listed:
        return self.lists.setdefault((where, key), Listed())

    def take_out(self, key: str, identifier: str) -> Any:
        part = self.part(key, identifier)
        self.listed(self.homes.pop((key, identifier)), key).items.pop(identifier, None)
        return part

    def put_in(self, key: str, identifier: str, part: Any, position: Position) -> None:
        self.parts[key, identifier] = part
        self.homes[key, identifier] = position.parent
        self.listed(position.parent, key).coming.setdefault(position.after, []).append(identifier)

    def remove(self, key: str, identifier: str) -> None:
        self.take_out(key, identifier)
        del self.parts[key, identifier]

    def of(self, key: str) -> Iterator[tuple[str, Any]]:
        """Yield the parts of all lists at a key, by their ids."""
        yield from ((identifier, part) for (at, identifier), part in self.parts.items() if at == key)


def draft_of(root: LocatedDict) -> Draft:
    draft = Draft(Edited(root))
    for key in ("scopes", "themes", "roles", "levels", "site_types"):
        _collect(draft, "", key, root)
    for level in root["levels"]:
        _collect(draft, level["id"], "units", level)
    return draft


def _collect(draft: Draft, where: str, key: str, above: Mapping[str, Any]) -> None:
    items = above.get(key) or []
    draft.lists[where, key] = Listed(dict.fromkeys(part["id"] for part in items))
    for part in items:
        draft.parts[key, part["id"]] = part
        draft.homes[key, part["id"]] = where
        if key == "units":
            _collect(draft, part["id"], "duties", part)
            _collect(draft, part["id"], "units", part)


def in_order(listed: Listed) -> list[str]:
    """Return the ids of a list: what stays, each with what comes behind it, in the order that is wanted."""
    result = list(listed.coming.get("", ()))
    for identifier in listed.items:
        result.append(identifier)
        result.extend(listed.coming.get(identifier, ()))
    known = {"", *listed.items}
    result.extend(one for after, coming in listed.coming.items() if after not in known for one in coming)
    return reordered(result, listed.order) if listed.order else result


def reordered(ids: list[str], order: tuple[str, ...]) -> list[str]:
    """Return ids in an order; those that it does not name stay behind what they stand behind."""
    places = {identifier: place for place, identifier in enumerate(order)}
    keys, last = {}, -1
    for identifier in ids:
        last = places.get(identifier, last)
        keys[identifier] = last
    return sorted(ids, key=lambda identifier: (keys[identifier], identifier not in places))


def say(part: Edited, key: str, value: Any) -> None:
    """Set a key, or leave it out where the value is empty; what differs in its layout alone stays as it is."""
    if value in ("", None) or value == [] or value == {}:
        part.pop(key, None)
        return
    old = part.get(key)
    if isinstance(value, str):
        fit = unicodedata.normalize("NFC", value)
        # A block ends with a line end, which has no meaning here.
        ended = isinstance(old, str) and old.endswith("\n") and not old.endswith("\n\n")
        value = type(value)(f"{fit}\n" if ended else fit)
    if value != old or not isinstance(value, str | list):
        part[key] = value
