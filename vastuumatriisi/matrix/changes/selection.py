"""Some changes of several, with those that they cannot be made without."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vastuumatriisi.matrix.changes.values import Change, Changes, Fact, Position, StatedDuty, StatedRole, StatedUnit
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.matrix.values import SiteType

# What a change names: "actor", "duty", "scope", "theme", "letter" or, for an id that only one may have, "id" or "code".
Name = tuple[str, str]

SPACES = {"role": "actor", "unit": "actor", "level": "actor", "duty": "duty", "scope": "scope", "theme": "theme"}
SPACES["letter"] = "letter"
LISTS = {
    "duty-scopes": "scope",
    "duty-partners": "actor",
    "duty-counterparts": "duty",
    "duty-theme": "theme",
    "unit-leads": "actor",
    "unit-supports": "actor",
    "unit-scopes": "scope",
}


def only(changes: Changes, chosen: Iterable[Change]) -> Changes:
    """Return the chosen changes in their order, and with them whatever they name that only another one brings.

    What is removed takes along the changes that part others from it. Which letters follow is known only when they are
    made, so there are none.
    """
    needed = _Needed(changes)
    taken, waiting = set[int](), [needed.number(change) for change in chosen]
    while waiting:
        number = waiting.pop()
        if number not in taken:
            taken.add(number)
            waiting.extend(needed.of(number))
    return replace(changes, changes=tuple(changes.changes[number] for number in sorted(taken)), letters=())


class _Needed:
    """Which changes need which other ones, by their numbers."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes.changes
        self._numbers = {id(change): number for number, change in enumerate(self._changes)}
        self._brings: dict[Name, int] = {}
        self._parts: dict[Name, list[int]] = {}
        for number, change in enumerate(self._changes):
            self._brings.update((name, number) for name in (*_comes(change), *_frees(change)))
            for name in {*_named(change, change.before)} - {*_named(change, change.after)}:
                self._parts.setdefault(name, []).append(number)

    def number(self, change: Change) -> int:
        number = self._numbers.get(id(change))
        return self._changes.index(change) if number is None else number

    def of(self, number: int) -> Iterator[int]:
        change = self._changes[number]
        for name in (*_named(change, change.after), *_takes(change)):
            if name in self._brings:
                yield self._brings[name]
        for name in _goes(change):
            yield from self._parts.get(name, ())


def _space(change: Change) -> str:
    return SPACES.get(change.about, "")


def _comes(change: Change) -> Iterator[Name]:
    if change.before is None and not change.was and _space(change):
        yield _space(change), change.where


def _goes(change: Change) -> Iterator[Name]:
    if change.after is None and change.position is not None and _space(change):
        yield _space(change), change.was


def _takes(change: Change) -> Iterator[Name]:
    """Yield the ids that a change gives to something, which nothing else may have then."""
    if change.kind in ("duty-added", "duty-recoded"):
        yield "code", change.where
    if change.kind in ("role-added", "unit-added") or (change.about == "level" and change.before is None):
        yield "id", change.where


def _frees(change: Change) -> Iterator[Name]:
    if change.kind in ("duty-removed", "duty-recoded"):
        yield "code", change.was
    if change.kind in ("role-removed", "unit-removed") or (change.about == "level" and change.after is None):
        yield "id", change.was


def _named(change: Change, fact: Fact) -> Iterator[Name]:
    """Yield what one side of a change names."""
    if change.kind in LISTS:
        yield from ((LISTS[change.kind], name) for name in _ids(fact))
    elif isinstance(fact, Position):
        yield "actor", fact.parent
    elif isinstance(fact, Cell):
        yield "actor", change.part
        yield from (("letter", letter) for letter in fact.letters)
    elif change.kind == "rule-changed" and isinstance(fact, str):
        yield "letter", fact
    elif change.kind == "role-changed" and change.part in ("unit", "scopes"):
        yield from (("scope" if change.part == "scopes" else "actor", name) for name in _ids(fact))
    elif isinstance(fact, StatedDuty | StatedUnit | StatedRole | SiteType):
        yield from _named_by(fact)
        if change.position:
            yield "actor", change.position.parent


def _ids(fact: Fact) -> tuple[str, ...]:
    return tuple(map(str, fact)) if isinstance(fact, tuple) else (fact,) if isinstance(fact, str) else ()


def _named_by(part: StatedDuty | StatedUnit | StatedRole | SiteType) -> Iterator[Name]:
    yield from (("scope", scope) for scope in part.scopes)
    if isinstance(part, StatedDuty):
        yield "theme", part.theme
        yield from (("duty", code) for code in part.counterparts)
        yield from (("actor", actor) for actor in part.cooperates)
        yield from (("actor", actor) for actor, _ in part.letters)
        yield from (("letter", letter) for _, cell in part.letters for letter in cell.letters)
    elif isinstance(part, StatedRole):
        yield "actor", part.unit
    else:
        yield from (("actor", actor) for actor in (part.units if isinstance(part, SiteType) else part.leads))
        yield from (("actor", actor) for actor in (part.supports if isinstance(part, StatedUnit) else ()))
