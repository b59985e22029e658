"""The next edition begins: the present one goes into the history of the data file, the new label into its place."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from vastuumatriisi.datafile.edit import EditedText, apply
from vastuumatriisi.datafile.editions import file_name, folded, frozen_editions, same_label
from vastuumatriisi.errors import UsageError
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.matrix import Matrix, PastEdition
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.text.characters import FORBIDDEN, describe, is_blank, on_one_line, shown


def next_label(written: str, matrix: Matrix, source: Path, name: str) -> str:
    """Return the label that somebody has written for the next edition.

    Raises UsageError for one that is none or is taken, UserError for one that is too long.
    """
    if strange := FORBIDDEN.search(written):
        raise UsageError(message("editions.label_character", character=describe(strange[0])))
    label = unicodedata.normalize("NFC", on_one_line(written))
    if is_blank(label):
        raise UsageError(message("editions.label_empty"))
    file_name(label)
    _refuse_taken(label, ((matrix.edition, message("editions.the_present")),))
    _refuse_taken(label, ((past.edition, message("editions.of_history", file=name)) for past in matrix.history))
    frozen = frozen_editions(source, name).values()
    _refuse_taken(label, ((one.label, message("editions.a_frozen", file=one.name)) for one in frozen))
    return label


def _refuse_taken(label: str, editions: Iterable[tuple[str, Message]]) -> None:
    for other, what in editions:
        if same_label(label, other):
            raise UsageError(message("editions.label_taken", label=shown(label), what=what))
        if folded(label) == folded(other):
            raise UsageError(message("editions.label_alike", label=shown(label), other=shown(other), what=what))


def begun(matrix: Matrix, label: str) -> Matrix:
    """Return the matrix as the next edition: the present one is the newest of its history."""
    past = PastEdition(matrix.edition, matrix.date, "")
    known = any(same_label(one.edition, matrix.edition) for one in matrix.history)
    return replace(matrix, edition=label, history=matrix.history if known else (past, *matrix.history))


def edited(content: bytes, matrix: Matrix, intended: Matrix, name: str) -> EditedText:
    """Return the text of the data file that says it is the next edition. Raises UserError where none can be made."""
    return apply(compare(matrix, intended), content, name)
