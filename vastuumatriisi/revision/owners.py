"""An owner in the place of another one: what a reader takes for one change, however many letters say so."""

from collections.abc import Mapping
from dataclasses import replace

from vastuumatriisi.matrix import Assignment, Matrix
from vastuumatriisi.matrix.changes import Change, Changes, LetterChange
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.sentences import Subject, named
from vastuumatriisi.revision.values import Told


def owner_changes(names: Names, changes: Changes) -> Mapping[str, Told]:
    """Return by code what is told of duties that have passed to another owner by a letter stated or taken back.

    Its changes are those that say nothing besides.
    """
    stated: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind == "duty-letters":
            stated.setdefault(change.where, []).append(change)
    passed = {code: _passed(names, of_duty) for code, of_duty in stated.items()}
    return {code: told for code, told in passed.items() if told}


def _passed(names: Names, changes: list[Change]) -> Told | None:
    where, was = changes[0].where, changes[0].was
    before, after = names.old.ownership[was].owners, names.new.ownership[where].owners
    if len(before) != 1 or len(after) != 1 or before == after:
        return None
    saying = tuple(
        change
        for change in changes
        if (change.part == before[0] and change.after is None and owns(names.old, change.before))
        or (change.part == after[0] and change.before is None and owns(names.new, change.after))
    )
    if not saying:
        return None
    told = named(names, Subject(saying[0], where, names.aspect("owner")), *names.listed((*before, *after)))
    return replace(told, changes=saying)


def passes(names: Names, change: LetterChange) -> bool:
    """Tell whether letters are no more than those that an owner gets or leaves."""
    return (change.after is None and owns(names.old, change.before)) or (
        change.before is None and owns(names.new, change.after)
    )


def owns(matrix: Matrix, cell: object) -> bool:
    """Tell whether letters say accountable and nothing else."""
    if not isinstance(cell, Cell | Assignment) or cell.conditions or len(cell.letters) != 1:
        return False
    return matrix.letters.counts(cell.letters[0], "accountable")
