"""What differs in the units themselves."""

from collections.abc import Iterator

from vastuumatriisi.matrix.changes.facts import parent_of, stated_short, stated_unit
from vastuumatriisi.matrix.changes.order import Lists
from vastuumatriisi.matrix.changes.registries import answer_changes, same_in_other_order
from vastuumatriisi.matrix.changes.values import Change, Kind
from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Unit


def unit_changes(old: Matrix, unit: Unit, lists: Lists) -> Iterator[Change]:
    """Yield what differs in one unit of the new matrix."""
    if not old.is_unit(unit.id):
        position = lists.positions["units", unit.id]
        yield Change("unit-added", "unit", unit.id, unit.id, None, stated_unit(unit), position=position)
        return
    before = old.unit(unit.id)
    for part, was, now in (("name", before.name, unit.name), ("short", stated_short(before), stated_short(unit))):
        if was != now:
            yield Change("unit-renamed", "unit", unit.id, unit.id, was, now, part, unit.id)
    if parent_of(before) != parent_of(unit):
        places = lists.former["units", unit.id], lists.positions["units", unit.id]
        yield Change("unit-moved", "unit", unit.id, unit.id, *places, was=unit.id)
    yield from _lists(before, unit)
    if before.stated_performs != unit.stated_performs:
        both = before.stated_performs, unit.stated_performs
        yield Change("rule-changed", "unit", unit.id, unit.id, *both, "performs", unit.id)
    if before.contact != unit.contact:
        yield Change("matrix-changed", "unit", unit.id, unit.id, before.contact, unit.contact, "contact", unit.id)
    yield from answer_changes("unit", unit.id, unit.id, unit.id, before.accept, unit.accept)


def _lists(before: Unit, after: Unit) -> Iterator[Change]:
    named: tuple[tuple[Kind, tuple[str, ...], tuple[str, ...]], ...] = (
        ("unit-leads", before.leads, after.leads),
        ("unit-supports", before.supports, after.supports),
        ("unit-scopes", before.stated_scopes, after.stated_scopes),
    )
    for kind, was, now in named:
        if was != now and not same_in_other_order(was, now):
            yield Change(kind, "unit", after.id, after.id, was, now, was=after.id)


def removed_units(old: Matrix, new: Matrix, lists: Lists) -> Iterator[Change]:
    for unit in old.units:
        if not new.is_unit(unit.id):
            place = lists.former["units", unit.id]
            yield Change("unit-removed", "unit", unit.id, unit.id, stated_unit(unit), None, was=unit.id, position=place)
