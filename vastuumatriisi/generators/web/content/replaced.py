"""Which prints of the base to replace: the posters first, each with a link to the one that takes its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vastuumatriisi.matrix import PrintedMark
from vastuumatriisi.text.capitals import with_capital

from .duties import Telling
from .files import file_of

POSTERS = ("poster", "site-poster")

Link = tuple[str, str]  # what it is called, and where it leads to, "" for nowhere


@dataclass(frozen=True, slots=True)
class ReplacedPrints:
    """One line of prints, and what is said of them."""

    links: tuple[Link, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The posters to replace, a sentence about those that hold, and what else is to be replaced, new or gone."""

    posters: tuple[ReplacedPrints, ...]
    kept: str
    others: tuple[ReplacedPrints, ...]


def replaced(telling: Telling) -> Replaced:
    """Return what to do with the prints of the base, by the marks of both editions."""
    base, wording = telling.views.base, telling.wording
    printed = [mark for mark in telling.views.printed if mark.kind != "site"]
    now = {_key(mark): mark for mark in printed if mark.current}
    issued = [mark for mark in printed if base and not mark.current and mark.edition == base.edition]
    before = {_key(mark): mark for mark in issued}
    changed = [old for key, old in before.items() if key in now and now[key].mark != old.mark]
    kept = sum(1 for key, old in before.items() if old.kind in POSTERS and key in now and now[key].mark == old.mark)
    posters = [*_each(telling, _of(changed, "poster")), *_together(telling, _of(changed, "site-poster"), "houses")]
    others = [*_together(telling, _of(changed, "role-sheet"), "sheets")]
    others += _each(telling, [mark for mark in changed if mark.kind not in (*POSTERS, "role-sheet")])
    others += _together(telling, [mark for key, mark in now.items() if key not in before], "new")
    others += _together(telling, [mark for key, mark in before.items() if key not in now], "gone")
    told = wording.count("web.changes.kept", kept) if posters and kept else wording("web.changes.hold") if kept else ""
    return Replaced(tuple(posters), told, tuple(others))


def _key(mark: PrintedMark) -> tuple[str, str, str]:
    return mark.kind, mark.id, mark.role


def _of(marks: Iterable[PrintedMark], kind: str) -> list[PrintedMark]:
    return [mark for mark in marks if mark.kind == kind]


def _each(telling: Telling, marks: Iterable[PrintedMark]) -> Iterator[ReplacedPrints]:
    for mark in marks:
        number = len(mark.codes) + mark.otherwise
        yield ReplacedPrints((_link(telling, mark),), telling.wording.count("web.changes.number", number))


def _together(telling: Telling, marks: list[PrintedMark], note: str) -> Iterator[ReplacedPrints]:
    if marks:
        yield ReplacedPrints(tuple(_link(telling, mark) for mark in marks), telling.wording(f"web.changes.{note}"))


def _link(telling: Telling, mark: PrintedMark) -> Link:
    """Return the document of this build, or where the page says the same."""
    name = with_capital(mark.name) if mark.name else telling.wording("web.prints.whole")
    file = file_of(telling, mark.kind, mark.id, name=name)
    address = telling.addresses.get(mark.id, "")
    return name, file[1] if file else f"#{address}" if address else ""
