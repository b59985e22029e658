"""Two matrices -> what differs, in as many steps as they have parts."""

from collections.abc import Iterator

from vastuumatriisi.matrix.changes.consequences import letter_changes
from vastuumatriisi.matrix.changes.duties import duty_changes
from vastuumatriisi.matrix.changes.identity import codes_of
from vastuumatriisi.matrix.changes.order import Lists, lists_of, order_changes
from vastuumatriisi.matrix.changes.registries import (
    letter_set_changes,
    matrix_changes,
    registry_changes,
    role_changes,
    rule_changes,
)
from vastuumatriisi.matrix.changes.units import removed_units, unit_changes
from vastuumatriisi.matrix.changes.values import Change, Changes, ComparedEdition
from vastuumatriisi.matrix.matrix import Matrix


def compare(old: Matrix, new: Matrix) -> Changes:
    """Return all that differs between two matrices, and the letters that follow from it."""
    codes = codes_of(old, new)
    lists = lists_of(old, new, codes)
    changes = tuple(_changes(old, new, codes, lists))
    return Changes(_edition(old), _edition(new), changes, tuple(letter_changes(old, new, codes)), codes)


def _edition(matrix: Matrix) -> ComparedEdition:
    return ComparedEdition(matrix.edition, matrix.date, matrix.fingerprint)


def _changes(old: Matrix, new: Matrix, codes: dict[str, str], lists: Lists) -> Iterator[Change]:
    yield from matrix_changes(old, new)
    yield from letter_set_changes(old, new, lists)
    yield from rule_changes(old, new)
    yield from registry_changes(old, new, lists)
    yield from role_changes(old, new, lists)
    of_duties = duty_changes(old, new, codes, lists)
    for unit in new.units:
        yield from unit_changes(old, unit, lists)
        yield from of_duties.get(unit.id, ())
    for removed in removed_units(old, new, lists):
        yield from of_duties.get(removed.where, ())
        yield removed
    yield from order_changes(lists)
