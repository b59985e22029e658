"""One duty as the page tells it: its text, who has which letter and why, and what else is stated of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Assignment, Duty, Link, Unit, Views
from vastuumatriisi.revision import Marks
from vastuumatriisi.text.capitals import with_capital, within_a_sentence


@dataclass(frozen=True, slots=True)
class Person:
    """A unit or a role: its fragment, its name, and the condition in brackets behind it, "" for none."""

    address: str
    name: str
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Those who have the same letters for a duty for the same reason; ``letters`` is "" for "not involved"."""

    letters: str
    counts_as: str
    name: str
    stated: bool
    people: tuple[Person, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What else is stated of a duty: a label, and names with the fragments that they lead to, "" for nowhere."""

    label: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WebDuty:
    """One duty; ``entries`` are those that not all duties of its unit have, or all of them.

    ``scopes`` are the ids of those that it is restricted to. ``cells`` are the letters of the columns of its unit: what
    they count as, their text, whether stated.
    """

    code: str
    lines: tuple[str, ...]
    scope: str
    scopes: str
    status: str
    theme: str
    is_open: bool
    entries: tuple[Entry, ...]
    cells: tuple[tuple[str, str, bool] | None, ...]
    remarks: tuple[Remark, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """What every part of the page is told from."""

    views: Views
    wording: Wording
    addresses: Mapping[str, str]
    marks: Marks | None

    def person(self, actor: str, assignment: Assignment | None = None) -> Person:
        conditions = dict.fromkeys(text for _, text in assignment.conditions) if assignment else {}
        known = self.views.matrix.actor(actor)
        name = known.short if isinstance(known, Unit) else with_capital(known.name)
        return Person(self.addresses[actor], name, "; ".join(conditions))


def web_duty(telling: Telling, duty: Duty, columns: tuple[str, ...]) -> WebDuty:
    """Return a duty with its letters for the columns of its unit's table."""
    matrix = telling.views.matrix
    letters = {part.actor: part for part in matrix.assignments_of(duty.id)}
    return WebDuty(
        code=duty.id,
        lines=tuple(duty.text.split("\n")),
        scope=scope_of(telling, duty),
        scopes=" ".join(duty.scopes),
        status=status_of(telling, duty.id),
        theme=duty.theme,
        is_open=bool(matrix.ownership[duty.id].open),
        entries=tuple(entries(telling, duty)),
        cells=tuple(_cell(telling, letters.get(column)) for column in columns),
        remarks=tuple(_remarks(telling, duty)),
        links=duty.links,
    )


def scope_of(telling: Telling, duty: Duty) -> str:
    """Return "vain lukio", "" for a duty of every scope."""
    names = [within_a_sentence(name, telling.views.matrix.language) for name in _scopes(telling, duty)]
    return telling.wording("matrix.only", scopes=telling.wording.listed(names)) if names else ""


def _scopes(telling: Telling, duty: Duty) -> tuple[str, ...]:
    return telling.views.matrix.scope_names(duty.scopes)


def status_of(telling: Telling, code: str) -> str:
    """Return what a duty is since the base: "muuttunut"; "" where it is as it was."""
    status = telling.marks.status(code) if telling.marks else None
    return telling.wording(f"poster.changes.{status}") if status else ""


def _cell(telling: Telling, part: Assignment | None) -> tuple[str, str, bool] | None:
    if part is None:
        return None
    if not part.letters:
        return "none", "–", part.stated
    return telling.views.matrix.letters[strongest(telling, part.letters)].counts_as, "/".join(part.letters), part.stated


def strongest(telling: Telling, letters: tuple[str, ...]) -> str:
    """Return the letter that gives written ones their colour: A before R."""
    counts = telling.views.matrix.letters
    return next((symbol for symbol in letters if counts.counts(symbol, "accountable")), letters[0])


def entries(telling: Telling, duty: Duty) -> Iterator[Entry]:
    """Yield who has which letter for a duty: the owner first, then the others in the order of the letters."""
    letters = telling.views.matrix.letters
    found: list[Entry] = []
    for cell in telling.views.entries_on(duty.id):
        by_reason: dict[str, list[Assignment]] = {}
        for part in cell.assignments:
            by_reason.setdefault(reason(telling, part), []).append(part)
        symbol = strongest(telling, cell.letters) if cell.letters else ""
        name = "/".join(letters[one].name for one in cell.letters) or telling.wording("matrix.not_involved")
        for why, parts in by_reason.items():
            people = tuple(telling.person(part.actor, part) for part in parts)
            counts_as = letters[symbol].counts_as if symbol else "none"
            found.append(Entry("/".join(cell.letters), counts_as, name, cell.stated, people, why))
    yield from sorted(found, key=lambda entry: entry.counts_as != "accountable")


def reason(telling: Telling, part: Assignment) -> str:
    """Return why an actor has its letters: the first of the relations that give them."""
    if not part.evidence:
        return ""
    evidence = part.evidence[0]
    return telling.wording(f"web.why.{telling.views.rule_of(evidence)}", place=evidence.place)


def _remarks(telling: Telling, duty: Duty) -> Iterator[Remark]:
    matrix, wording = telling.views.matrix, telling.wording
    if duty.theme:
        yield Remark(wording("matrix.theme"), ((matrix.theme_name(duty.theme), ""),))
    same = tuple((f"{matrix.unit(matrix.duty(code).unit).short} {code}", code) for code in duty.counterparts)
    if same:
        yield Remark(wording("matrix.counterparts"), same)
    if duty.note:
        yield Remark(wording("matrix.note"), ((duty.note, ""),))
