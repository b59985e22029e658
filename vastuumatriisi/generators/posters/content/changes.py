"""What is marked on a poster: what it says otherwise than the same poster of the base did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Matrix, Views

from .house import House
from .poster import Poster, PosterDuty

Status = Literal["new", "changed", "moved"]
Statuses = Mapping[str, Status]
Sheet = TypeVar("Sheet", Poster, House)

LEAST_RANGE = 3  # duties that stand as a range: "Y-1–Y-3"
MOST = 12  # codes and ranges that are named before the others are counted


@dataclass(frozen=True, slots=True)
class Since:
    """What posters are compared with; ``was`` leads from the code of each duty that is no new one to its old code."""

    matrix: Matrix
    base: Views
    was: Mapping[str, str]
    wording: Wording

    @property
    def edition(self) -> dict[str, str]:
        return {"edition": self.base.matrix.edition, "date": self.wording.date(self.base.matrix.date)}


def since(views: Views, wording: Wording) -> Since | None:
    if views.base is None or views.changes is None:
        return None
    was = {new: old for old, new in views.changes.codes.items()}
    return Since(views.matrix, Views(views.base), was, wording)


def marked(poster: Sheet, before: Sheet | None, since: Since) -> Sheet:
    """Return a poster with what is marked on it, ``before`` being that of the base, if any.

    Without one all of it is new, and a word at each code would be noise.
    """
    if before is None:
        return replace(poster, changed=(since.wording("poster.changed.poster", **since.edition),))
    if before.mark == poster.mark:
        return poster
    statuses = dict(_statuses(poster, before, since))
    return replace(_with_words(poster, statuses, since.wording), changed=tuple(_line(poster, before, statuses, since)))


def _statuses(poster: Poster | House, before: Poster | House, since: Since) -> Iterator[tuple[str, Status]]:
    stood = {entry.code: _said(entry) for entry in before.entries}
    for entry in poster.entries:
        old = since.was.get(entry.code)
        if old and since.base.matrix.duty(old).unit != since.matrix.duty(entry.code).unit:
            yield entry.code, "moved"
        elif old not in stood:
            yield entry.code, "new"
        elif stood[old] != _said(entry):
            yield entry.code, "changed"


def _said(entry: PosterDuty) -> PosterDuty:
    """Return what is said of a duty, without what is but the colour of its letters."""
    return replace(entry, remarks=tuple(replace(remark, counts_as="") for remark in entry.remarks))


def _with_words(poster: Sheet, statuses: Statuses, wording: Wording) -> Sheet:
    def worded(entries: Iterable[PosterDuty]) -> tuple[PosterDuty, ...]:
        return tuple(
            replace(entry, change=wording(f"poster.change.{statuses[entry.code]}")) if entry.code in statuses else entry
            for entry in entries
        )

    if isinstance(poster, Poster):
        return replace(poster, entries=worded(poster.entries))
    return replace(poster, groups=tuple(replace(group, entries=worded(group.entries)) for group in poster.groups))


def _line(poster: Poster | House, before: Poster | House, statuses: Statuses, since: Since) -> Iterator[str]:
    """Yield the line at the foot in parts that no line end divides."""
    words = since.wording
    history = since.matrix.history
    last = history and since.base.matrix.edition == max(history, key=lambda past: past.date).edition
    codes = {entry.code: _recoded(entry.code, since) for entry in poster.entries}
    told: dict[str, list[str]] = {
        status: _listed([code for code, one in statuses.items() if one == status], codes, words)
        for status in ("new", "moved", "changed")
    }
    told["changed"] += _others(poster, before, statuses, since)
    stay = {since.was.get(entry.code) for entry in poster.entries}
    stood = {entry.code: entry.code for entry in before.entries}
    told["gone"] = _listed([code for code in stood if code not in stay], stood, words)
    yield words("poster.changed.last" if last else "poster.changed.since", **since.edition)
    for status, parts in told.items():
        if parts:
            first, *others = parts
            *most, end = (f"{words(f'poster.changed.{status}')}\u00a0{first}", *others)
            yield from (f"{part}," for part in most)
            yield f"{end}."


def _recoded(code: str, since: Since) -> str:
    old = since.was.get(code, code)
    return code if old == code else since.wording("poster.changed.code", code=code, before=old)


def _listed(codes: Sequence[str], names: Mapping[str, str], wording: Wording) -> list[str]:
    """Return some of the codes of a poster, those side by side on it as a range, and how many are not named."""
    runs: list[list[str]] = []
    place = {code: number for number, code in enumerate(names)}
    for code in codes:
        if runs and place[code] == place[runs[-1][-1]] + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    parts = [part for run in runs for part in _parts(run, names, wording)]
    left = sum(count for _, count in parts[MOST:])
    named = [name for name, _ in (parts[:MOST] if left > 1 else parts)]
    return [*named, wording("poster.changed.others", n=left)] if left > 1 else named


def _parts(run: list[str], names: Mapping[str, str], wording: Wording) -> list[tuple[str, int]]:
    """Return each code of a run, or its range, with the number of duties that it stands for."""
    if len(run) < LEAST_RANGE:
        return [(names[code], 1) for code in run]
    return [(wording("poster.changed.range", first=run[0], last=run[-1]), len(run))]


def _others(poster: Poster | House, before: Poster | House, statuses: Statuses, since: Since) -> Iterator[str]:
    """Yield what else is said otherwise: people, what stands in the head, the meaning of a letter, the order."""
    words = since.wording
    now, stood = _people(poster), _people(before)
    for number, key in enumerate(("leads", "supports")):
        names = [name for name, people in now.items() if name in stood and people[number] != stood[name][number]]
        if names:
            told = words(f"poster.changed.{key}")
            yield words("poster.changed.of", what=told, units=", ".join(names)) if any(names) else told
    if _head(poster) != _head(before):
        yield words("poster.changed.head")
    meanings = {one.label: one.items for one in before.legend}
    if any(meanings.get(one.label, one.items) != one.items for one in poster.legend if one.label):
        yield words("poster.changed.letters")
    stayed = [since.was[entry.code] for entry in poster.entries if statuses.get(entry.code, "changed") == "changed"]
    if stayed != [entry.code for entry in before.entries if entry.code in {*stayed}]:
        yield words("poster.changed.order")


def _people(poster: Poster | House) -> dict[str, tuple[object, object]]:
    """Return who is in charge and who supports, on the poster of a house by the names of its groups."""
    if isinstance(poster, Poster):
        return {"": (poster.leads, poster.supports)}
    return {group.name: (group.leads, group.supports) for group in poster.groups}


def _head(poster: Poster | House) -> tuple[object, ...]:
    names = (poster.organisation, poster.title, poster.name)
    if isinstance(poster, Poster):
        return (*names, poster.name_end, poster.level, poster.level_name, poster.groups)
    return (*names, {group.name for group in poster.groups})
