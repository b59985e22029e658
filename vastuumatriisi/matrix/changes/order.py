"""The lists of two matrices: what stands behind what, and which of them have the same parts in another order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vastuumatriisi.matrix.changes.facts import parent_of
from vastuumatriisi.matrix.changes.values import About, Change, Order, Position
from vastuumatriisi.matrix.matrix import Matrix

# A list by what it is about, the id of what has it, and its key in the data file.
ListName = tuple[About, str, str]
ListsOf = Mapping[ListName, tuple[str, ...]]
Positions = Mapping[tuple[str, str], Position]  # by the key of the list and the id of the part


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of both matrices and the positions in them; ``codes`` leads from old codes of duties to new ones."""

    old: ListsOf
    new: ListsOf
    codes: Mapping[str, str]
    former: Positions
    positions: Positions


def lists_of(old: Matrix, new: Matrix, codes: Mapping[str, str]) -> Lists:
    was, now = dict(_holding_lists(old)), dict(_holding_lists(new))
    back = {code: former for former, code in codes.items()}
    former, positions = _positions(was, now, codes), _positions(now, was, back)
    return Lists({**was, **dict(_naming_lists(old))}, {**now, **dict(_naming_lists(new))}, codes, former, positions)


def _holding_lists(matrix: Matrix) -> Iterator[tuple[ListName, tuple[str, ...]]]:
    """Yield the lists that the parts of a matrix stand in; those of units by the id of the level or the group."""
    for key in ("scopes", "themes", "roles", "levels", "site_types"):
        yield ("matrix", "", key), tuple(part.id for part in getattr(matrix, key))
    yield ("matrix", "", "letters"), matrix.letters.symbols
    below: dict[str, list[str]] = {}
    for unit in matrix.units:
        below.setdefault(parent_of(unit), []).append(unit.id)
        yield ("unit", unit.id, "duties"), unit.duties
    for parent, units in below.items():
        yield ("unit", parent, "units"), tuple(units)


def _naming_lists(matrix: Matrix) -> Iterator[tuple[ListName, tuple[str, ...]]]:
    """Yield the lists that name parts which stand elsewhere."""
    for unit in matrix.units:
        for key, ids in (("leads", unit.leads), ("supports", unit.supports), ("scopes", unit.stated_scopes)):
            yield ("unit", unit.id, key), ids
    for role in matrix.roles:
        yield ("role", role.id, "scopes"), role.scopes
        yield ("role", role.id, "aliases"), role.aliases
    for duty in matrix.duties:
        yield ("duty", duty.id, "scopes"), duty.stated_scopes
        yield ("duty", duty.id, "cooperates"), duty.cooperates
    for site in matrix.site_types:
        yield ("site-type", site.id, "units"), site.units
        yield ("site-type", site.id, "scopes"), site.scopes


def _positions(lists: ListsOf, others: ListsOf, codes: Mapping[str, str]) -> dict[tuple[str, str], Position]:
    """Return the position of each part; ``codes`` leads from codes to those of the other matrix."""
    found: dict[tuple[str, str], Position] = {}
    for name, ids in lists.items():
        _, where, key = name
        kept, after = {*others.get(name, ())}, ""
        for identifier in ids:
            found[key, identifier] = Position(where, after)
            there = codes.get(identifier) if key == "duties" else identifier
            after = identifier if there in kept else after
    return found


def order_changes(lists: Lists) -> Iterator[Change]:
    """Yield one change for all lists whose parts stayed and changed places."""
    before, after = [], []
    back = {code: former for former, code in lists.codes.items()}
    for name, now in lists.new.items():
        about, where, key = name
        was = lists.old.get((about, back.get(where, ""), key) if about == "duty" else name)
        holds = about == "matrix" or (about == "unit" and key in ("duties", "units"))
        if was and _other_order(was, now, lists.codes if key == "duties" else None, holds=holds):
            before.append(Order(about, where, key, was))
            after.append(Order(about, where, key, now))
    if after:
        yield Change("order-changed", "matrix", "", "", tuple(before), tuple(after))


def _other_order(was: tuple[str, ...], now: tuple[str, ...], codes: Mapping[str, str] | None, *, holds: bool) -> bool:
    renamed = was if codes is None else tuple(codes.get(code, "") for code in was)
    if renamed == now:
        return False
    both = {*renamed} & {*now}
    # Where a list that names others has gained or lost some, that change tells the whole of it.
    if not holds and not (len(both) == len(was) == len(now)):
        return False
    return [one for one in renamed if one in both] != [one for one in now if one in both]
