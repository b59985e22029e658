"""What a poster tells of changes: a word beside each duty that reads differently now, and a line at its foot.

Both posters are made of words before they are held against each other, so that nothing is told that nobody can see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vastuumatriisi.generators.pdf.content.house import House
from vastuumatriisi.generators.pdf.content.people import People
from vastuumatriisi.generators.pdf.content.poster import Poster, PosterDuty, Remark
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.changes import Changes
from vastuumatriisi.text.runs import runs

LEAST_RANGE = 3  # duties that are told as a range: "JOH-01–JOH-03"
MOST = 12  # items that are told of one kind


@dataclass(frozen=True, slots=True)
class Since:
    """What posters are held against: the views of the base and of the present matrix, and what lies between them."""

    before: Views
    now: Views
    changes: Changes
    wording: Wording


def since(views: Views, wording: Wording) -> Since | None:
    """Return what posters are held against, None where there is no base."""
    if views.base is None or views.changes is None:
        return None
    return Since(Views(views.base), views, views.changes, wording)


def with_changes(new: Poster, old: Poster, since: Since) -> Poster:
    """Return the poster of a unit with what differs from that of the base, made in the same words and design."""
    found = _words(new.entries, old.entries, since)
    other = (*_people(new.leads, old.leads, new.supports, old.supports), *_others(_head(new), _head(old), new, old))
    line = _line(since, (new.entries, old.entries), found, other)
    return replace(new, entries=_marked(new.entries, found), changes=line) if line else new


def house_with_changes(new: House, old: House, since: Since) -> House:
    """Return the poster of a house in the same way."""
    entries, before = ([entry for group in house.groups for entry in group.entries] for house in (new, old))
    found = _words(entries, before, since)
    named = {group.name: group for group in old.groups}
    people = [
        key
        for group in new.groups
        if (was := named.get(group.name))
        for key in _people(group.leads, was.leads, group.supports, was.supports)
    ]
    line = _line(since, (entries, before), found, (*people, *_others(_house_head(new), _house_head(old), new, old)))
    groups = tuple(replace(group, entries=_marked(group.entries, found)) for group in new.groups)
    return replace(new, groups=groups, changes=line) if line else new


def _words(new: Iterable[PosterDuty], old: Iterable[PosterDuty], since: Since) -> dict[str, str]:
    """Return for each duty that reads differently its word."""
    was = {code: before for before, code in since.changes.codes.items()}
    before = {entry.code: entry for entry in old}
    found = {}
    for entry in new:
        code = was.get(entry.code)
        if code is None:
            found[entry.code] = "new"
        elif since.before.matrix.duty(code).unit != since.now.matrix.duty(entry.code).unit:
            found[entry.code] = "moved"
        elif code not in before:
            found[entry.code] = "new"
        elif entry != before[code]:
            found[entry.code] = "changed"
    return {code: since.wording(f"poster.changes.{key}") for code, key in found.items()}


def _marked(entries: Iterable[PosterDuty], found: Mapping[str, str]) -> tuple[PosterDuty, ...]:
    return tuple(replace(entry, change=found.get(entry.code, "")) for entry in entries)


def _people(leads: People | None, led: People | None, supports: People | None, supported: People | None) -> list[str]:
    pairs = (("leads", leads, led), ("supports", supports, supported))
    return [key for key, now, before in pairs if _names(now) != _names(before)]


def _names(people: People | None) -> tuple[str, ...]:
    return people.names if people else ()


Head = tuple[object, object]


def _head(poster: Poster) -> Head:
    """Return the name of the unit, and what else stands above the duties or tells whose the poster is."""
    return (poster.name, poster.name_end), (poster.level, poster.level_name, poster.groups, *_origin(poster))


def _house_head(house: House) -> Head:
    groups = tuple((group.name, group.level) for group in house.groups)
    return (house.name, groups), _origin(house)


def _origin(poster: Poster | House) -> tuple[str, ...]:
    return poster.language, poster.title, poster.organisation


def _others(head: Head, was: Head, new: Poster | House, old: Poster | House) -> Iterator[str]:
    for key, now, before in zip(("name", "head"), head, was, strict=True):
        if now != before:
            yield key
    before_by_letter = {remark.label: remark for remark in old.legend}
    renamed = any(_differs(remark, before_by_letter.get(remark.label)) for remark in new.legend)
    if renamed or (new.legend and not old.legend):  # one that is gone went with its duties, which are told
        yield "letters"


def _differs(remark: Remark, before: Remark | None) -> bool:
    """Tell whether a letter that was there before means something else; one that comes to it stands at its duty."""
    return before is not None and remark != before


def _line(
    since: Since,
    entries: tuple[Sequence[PosterDuty], Sequence[PosterDuty]],
    found: Mapping[str, str],
    other: Sequence[str],
) -> str:
    """Return the line at the foot, "" where the poster says the same as before."""
    codes, words = since.changes.codes, since.wording
    new, old = ([entry.code for entry in some] for some in entries)
    shown = {*new}
    # What was moved from one group of a house to another one leaves the order of all others as it is.
    moved = {code for code, word in found.items() if word == words("poster.changes.moved")}
    stayed = [codes[code] for code in old if codes.get(code) in shown - moved]
    ordered = [code for code in new if code in {*stayed}]
    keys = dict.fromkeys((*other, *(["order"] if stayed != ordered else [])))
    left = {code for code in old if codes.get(code) not in shown}
    away = _gone_elsewhere((code for code in old if code in left), since)
    what = [
        *_listed(new, {*found}, words),
        *(words(f"poster.changes.{key}") for key in keys),
        *(_now_of(unit, _listed(old, some, words), since) for unit, some in away.items()),
    ]
    gone = _listed(old, left.difference(*away.values()), words)
    base = since.before.matrix
    edition = {"edition": base.edition, "date": words.date(base.date)}
    if what:
        first = words("poster.changes.since", what=", ".join(what), **edition)
        return f"{first} {words('poster.changes.gone', what=', '.join(gone))}" if gone else first
    return words("poster.changes.gone_since", what=", ".join(gone), **edition) if gone else ""


def _gone_elsewhere(left: Iterable[str], since: Since) -> dict[str, set[str]]:
    """Return the duties that have gone to other units, by the codes that they had, with the id of that unit."""
    before, now, codes = since.before.matrix, since.now.matrix, since.changes.codes
    units: dict[str, set[str]] = {}
    for code in left:
        unit = now.duty(codes[code]).unit if code in codes else ""
        if unit and unit != before.duty(code).unit:
            units.setdefault(unit, set()).add(code)
    return units


def _now_of(unit: str, codes: Sequence[str], since: Since) -> str:
    return since.wording("poster.changes.away", codes=", ".join(codes), unit=since.now.matrix.unit(unit).short)


def _listed(codes: Sequence[str], chosen: set[str], wording: Wording) -> list[str]:
    """Return the chosen ones of the codes of a poster, those that follow each other as ranges, and not too many."""
    if len(codes) == len(chosen) >= LEAST_RANGE:
        return [wording("poster.changes.all", n=len(codes))]
    items: list[list[str]] = []
    place = {code: number for number, code in enumerate(codes)}
    for run in runs((code for code in codes if code in chosen), lambda one, other: place[other] == place[one] + 1):
        items += [run] if len(run) >= LEAST_RANGE else [[code] for code in run]
    shown, rest = items[:MOST], items[MOST:]
    listed = [f"{item[0]}–{item[-1]}" if len(item) > 1 else item[0] for item in shown]
    return [*listed, wording("poster.changes.more", n=sum(map(len, rest)))] if rest else listed
