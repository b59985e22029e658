"""What differs in the duties, for each unit."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.matrix.changes.facts import meant, stated_duty, stated_letters
from vastuumatriisi.matrix.changes.order import Lists
from vastuumatriisi.matrix.changes.registries import answer_changes, same_in_other_order
from vastuumatriisi.matrix.changes.values import Change, Fact, Kind
from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Duty


def duty_changes(old: Matrix, new: Matrix, codes: Mapping[str, str], lists: Lists) -> dict[str, list[Change]]:
    """Return the changes of each unit's duties, of those it has in its order, then of those that are gone."""
    changes: dict[str, list[Change]] = {}
    former = {code: was for was, code in codes.items()}
    for duty in new.duties:
        changes.setdefault(duty.unit, []).extend(_changes(old, new, former, duty, lists))
    for duty in old.duties:
        if duty.id not in codes:
            changes.setdefault(duty.unit, []).append(_removed(old, duty, lists))
    return changes


def _removed(old: Matrix, duty: Duty, lists: Lists) -> Change:
    position = lists.former["duties", duty.id]
    stated = stated_duty(old, duty)
    return Change("duty-removed", "duty", duty.id, duty.unit, stated, None, was=duty.id, position=position)


def _changes(old: Matrix, new: Matrix, former: Mapping[str, str], duty: Duty, lists: Lists) -> Iterator[Change]:
    if duty.id not in former:
        position = lists.positions["duties", duty.id]
        yield Change("duty-added", "duty", duty.id, duty.unit, None, stated_duty(new, duty), position=position)
        return
    before = old.duty(former[duty.id])
    places = lists.former["duties", before.id], lists.positions["duties", duty.id]
    facts: tuple[tuple[Kind, str, Fact, Fact], ...] = (
        ("duty-moved", "", *(places if before.unit != duty.unit else (None, None))),
        ("duty-recoded", "", before.id, duty.id),
        ("duty-reworded", "", before.text, duty.text),
        ("duty-theme", "", before.theme, duty.theme),
        ("duty-scopes", "", before.stated_scopes, duty.stated_scopes),
        ("duty-partners", "", before.cooperates, duty.cooperates),
        ("duty-note", "note", before.note, duty.note),
        ("duty-note", "links", before.links, duty.links),
    )
    for kind, part, was, now in facts:
        if was != now and not (kind in ("duty-scopes", "duty-partners") and same_in_other_order(was, now)):
            yield Change(kind, "duty", duty.id, duty.unit, was, now, part, before.id)
    if {lists.codes.get(code) for code in before.counterparts} != {*duty.counterparts}:
        both = before.counterparts, duty.counterparts
        yield Change("duty-counterparts", "duty", duty.id, duty.unit, *both, was=before.id)
    yield from _letters(old, new, before, duty)
    yield from answer_changes("duty", duty.id, before.id, duty.unit, before.accept, duty.accept)


def _letters(old: Matrix, new: Matrix, before: Duty, after: Duty) -> Iterator[Change]:
    was, now = stated_letters(old, before.id), stated_letters(new, after.id)
    for actor in dict.fromkeys((*now, *was)):
        if meant(was.get(actor)) != meant(now.get(actor)):
            both = was.get(actor), now.get(actor)
            yield Change("duty-letters", "duty", after.id, after.unit, *both, actor, before.id)
