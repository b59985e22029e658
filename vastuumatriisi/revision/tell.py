"""Changes -> what is told of them, by unit."""

from collections.abc import Iterator, Mapping

from vastuumatriisi.matrix import Matrix
from vastuumatriisi.matrix.changes import Changes, Kind
from vastuumatriisi.revision.duties import OF_DUTIES, Tell
from vastuumatriisi.revision.following import following
from vastuumatriisi.revision.names import Names, names_of
from vastuumatriisi.revision.owners import owner_changes
from vastuumatriisi.revision.registries import OF_REGISTRIES
from vastuumatriisi.revision.units import OF_UNITS
from vastuumatriisi.revision.values import Group, Revision, Told

# Each kind of change has what tells of it.
TELLERS: Mapping[Kind, Tell] = {**OF_DUTIES, **OF_UNITS, **OF_REGISTRIES}


def tell(old: Matrix, new: Matrix, changes: Changes) -> Revision:
    """Return what is told of the changes from one edition to another, in the language of the new one."""
    names = names_of(old, new, changes.codes)
    owners = owner_changes(names, changes)
    by_unit: dict[str, list[Told]] = {}
    for told in _told(names, changes, owners):
        by_unit.setdefault(told.unit, []).append(told)
    follows = following(names, changes, owners)
    order = ("", *(unit.id for unit in new.units), *(unit.id for unit in old.units if not new.is_unit(unit.id)))
    groups = tuple(
        Group(unit, _heading(names, unit), tuple(by_unit.get(unit, ())), tuple(follows.get(unit, ())))
        for unit in order
        if unit in by_unit or unit in follows
    )
    return Revision(changes.old, changes.new, names.wording.language, groups)


def _told(names: Names, changes: Changes, owners: Mapping[str, Told]) -> Iterator[Told]:
    for change in changes:
        owner = owners.get(change.where) if change.kind == "duty-letters" else None
        if owner is None or change not in owner.changes:
            yield from TELLERS[change.kind](names, change)
        elif change is owner.changes[0]:
            yield owner


def _heading(names: Names, unit: str) -> str:
    return names.places[unit] if unit else names.wording("revision.whole")
