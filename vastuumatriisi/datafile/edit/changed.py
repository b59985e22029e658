"""Changes and the data of a file -> the data that the file shall have."""

from vastuumatriisi.datafile.edit.draft import draft_of
from vastuumatriisi.datafile.edit.duties import DUTY_CHANGES, Codes, add_duties, change_counterparts
from vastuumatriisi.datafile.edit.finish import finished
from vastuumatriisi.datafile.edit.head import CHANGES, change_answer, change_order
from vastuumatriisi.datafile.edit.legend import (
    change_cells,
    change_letters,
    change_rules,
    change_thresholds,
    letters_of,
    rules_of,
)
from vastuumatriisi.datafile.edit.wanted import Edited
from vastuumatriisi.datafile.parse import LocatedDict
from vastuumatriisi.matrix.changes import Change, Changes


def changed(root: LocatedDict, changes: Changes) -> Edited:
    """Return the data with the changes made. Raises UserError where one of them has nothing to be made on."""
    draft, codes, made = draft_of(root), Codes(changes.codes), changes.changes
    letters = letters_of(root)
    rules = rules_of(root, letters)
    # What goes comes last of its kind, and the order when all are in their place.
    for change in made:
        if change.kind in CHANGES and not _goes(change):
            CHANGES[change.kind](draft, change)
    change_letters(draft, letters, made)
    change_rules(draft, rules, made)
    change_thresholds(draft, made)
    add_duties(draft, codes, made)
    for change in made:
        if change.kind == "duty-removed":
            draft.remove("duties", change.was)
        elif change.kind in DUTY_CHANGES:
            DUTY_CHANGES[change.kind](draft, codes, change)
        elif change.kind == "answer-changed":
            change_answer(draft, codes, change)
    change_cells(draft, codes, letters, made)
    change_counterparts(draft, codes, made)
    for change in made:
        if change.kind in CHANGES and _goes(change):
            CHANGES[change.kind](draft, change)
        elif change.kind == "order-changed":
            change_order(draft, codes, change)
    return finished(draft)


def _goes(change: Change) -> bool:
    return change.after is None and change.before is not None
