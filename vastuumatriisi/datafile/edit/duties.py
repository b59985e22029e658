"""Changes of duties -> a draft."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from vastuumatriisi.datafile.edit.draft import NEW, Draft, say
from vastuumatriisi.datafile.edit.wanted import Edited
from vastuumatriisi.matrix.changes import Change, Position, StatedDuty
from vastuumatriisi.matrix.values import Link


class Codes:
    """The names of duties in a draft: those that the file has by their old codes, new ones by the new with a mark."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._back = {code: was for was, code in codes.items()}
        self.recoded: dict[str, str] = {}  # by old code, of the changes that are made

    def name(self, code: str) -> str:
        return self._back.get(code, NEW + code)

    def of(self, change: Change) -> str:
        return change.was or NEW + change.where

    def position(self, position: Position) -> Position:
        return Position(position.parent, self.name(position.after) if position.after else "")

    def final(self, name: str) -> str:
        return name.removeprefix(NEW) if name.startswith(NEW) else self.recoded.get(name, name)


def add_duties(draft: Draft, codes: Codes, changes: Iterable[Change]) -> None:
    """Put in what is new, where it has to stand; its letters and counterparts follow once all are there."""
    for change in changes:
        if change.kind == "duty-added":
            stated: Any = change.after
            position = change.position or Position(change.unit, "")
            draft.put_in("duties", codes.of(change), _new(stated), codes.position(position))
        elif change.kind == "duty-moved":
            after: Any = change.after
            _leave_unit(draft, change.was)
            part = draft.take_out("duties", change.was)
            draft.put_in("duties", change.was, part, codes.position(after))


def _leave_unit(draft: Draft, code: str) -> None:
    """Forget that the unit was named as its own partner, which says something only once the duty is elsewhere."""
    unit = draft.homes["duties", code]
    partners = draft.part("duties", code).get("cooperates") or ()
    if unit in partners:
        say(draft.own("duties", code), "cooperates", [actor for actor in partners if actor != unit])


def _new(stated: StatedDuty) -> Edited:
    part = Edited(None, {"id": stated.id})
    say(part, "text", stated.text)
    for key in ("scopes", "cooperates", "theme", "note"):
        say(part, key, listed(getattr(stated, key)))
    say(part, "links", links(stated.links))
    say(part, "accept", dict(stated.accept))
    return part


def listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def links(values: Iterable[Link]) -> list[Edited]:
    return [Edited(None, {"title": link.title, "url": link.url}) for link in values]


def _said(key: str) -> Callable[[Draft, Codes, Change], None]:
    def change_it(draft: Draft, codes: Codes, change: Change) -> None:
        say(draft.own("duties", codes.of(change)), key, listed(change.after))

    return change_it


def _recode(draft: Draft, codes: Codes, change: Change) -> None:
    codes.recoded[change.was] = str(change.after)
    draft.own("duties", change.was)["id"] = str(change.after)


def _note(draft: Draft, codes: Codes, change: Change) -> None:
    after: Any = change.after
    part = draft.own("duties", codes.of(change))
    if change.part == "links":
        known = {(link["title"], link["url"]): link for link in part.get("links") or ()}
        say(part, "links", [known.get((link["title"], link["url"]), link) for link in links(after)])
    else:
        say(part, "note", after)


DUTY_CHANGES: Mapping[str, Callable[[Draft, Codes, Change], None]] = {
    "duty-reworded": _said("text"),
    "duty-theme": _said("theme"),
    "duty-scopes": _said("scopes"),
    "duty-partners": _said("cooperates"),
    "duty-note": _note,
    "duty-recoded": _recode,
}


def change_counterparts(draft: Draft, codes: Codes, changes: Iterable[Change]) -> None:
    """Let each duty have the counterparts that a change gives it, on whichever side they are written."""
    wanted = {
        codes.of(change): [codes.name(code) for code in _counterparts(change)]
        for change in changes
        if change.kind == "duty-counterparts" or (change.kind == "duty-added" and _counterparts(change))
    }
    if not wanted and not codes.recoded and not any(change.kind == "duty-removed" for change in changes):
        return
    written = {name: list(part.get("counterparts") or ()) for name, part in draft.of("duties")}
    named_by: dict[str, set[str]] = {}
    for name, others in written.items():
        for other in others:
            named_by.setdefault(other, set()).add(name)
    for name, others in wanted.items():
        draft.part("duties", name)
        _pair(written, named_by, name, others)
    for name, part in draft.of("duties"):
        final = list(dict.fromkeys(codes.final(other) for other in written[name]))
        if final != list(part.get("counterparts") or ()):
            say(draft.own("duties", name), "counterparts", final)


def _counterparts(change: Change) -> tuple[str, ...]:
    after: Any = change.after
    return after.counterparts if isinstance(after, StatedDuty) else after


def _pair(written: dict[str, list[str]], named_by: dict[str, set[str]], name: str, others: list[str]) -> None:
    current = {*written.get(name, ())} | named_by.get(name, set())
    for other in current - {*others}:
        for one, two in ((name, other), (other, name)):
            if two in written.get(one, ()):
                written[one].remove(two)
            named_by.get(two, set()).discard(one)
    for other in others:
        if other not in current:
            written[name].append(other)
            named_by.setdefault(other, set()).add(name)
