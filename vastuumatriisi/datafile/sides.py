"""What somebody names to have it compared -> the matrix that it holds."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.datafile.editions import base_label, frozen_editions, read_edition, same_label, shown_folder
from vastuumatriisi.datafile.load import content_of, read
from vastuumatriisi.datafile.other_formats import other_format
from vastuumatriisi.datafile.read import matrix_of, read_matrix
from vastuumatriisi.errors import UsageError, UserError, listed_paths
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.system.looking import is_file, is_missing
from vastuumatriisi.system.process import gc_paused
from vastuumatriisi.text.characters import LONGEST_SHOWN, shown
from vastuumatriisi.text.did_you_mean import nearest

NO_BASE = "none"  # what says that nothing is to be compared with


@dataclass(frozen=True, slots=True)
class Named:
    """What stands for a side: the word, and the data file whose editions are meant; ``name`` is that of messages."""

    word: str
    source: Path
    name: str


def _frozen(named: Named) -> Matrix | None:
    frozen = frozen_editions(named.source, named.name)
    label = next((label for label in frozen if same_label(label, named.word)), None)
    return None if label is None else read_edition(frozen[label])


def _file(named: Named) -> Matrix | None:
    return _read(named.word) if is_file(Path(named.word)) else None


def _present(named: Named) -> Matrix | None:
    if not is_file(named.source):
        return None
    matrix = read_matrix(named.source, named.name)
    return matrix if same_label(matrix.edition, named.word) else None


def _anything_else(named: Named) -> Matrix | None:
    """Read what is no plain file: the output of another command; what cannot be read says itself why."""
    is_nothing = not os.path.lexists(named.word) and (not named.word or is_missing(Path(named.word)))
    return None if is_nothing else _read(named.word)


# Each way in which a side can be named; the first that knows the word has it. A further one is one entry.
KINDS: tuple[Callable[[Named], Matrix | None], ...] = (_frozen, _file, _present, _anything_else)


def side(word: str, source: Path, name: str) -> Matrix:
    """Return the matrix that a word names: an edition of the data file ``source``, or another file.

    Raises UserError, UsageError where there is no such thing.
    """
    named = Named(word, source, name)
    matrix = next(filter(None, (kind(named) for kind in KINDS)), None)
    if matrix is None:
        raise UsageError(_unknown(named))
    return matrix


def base(matrix: Matrix, source: Path, name: str, since: str = "") -> Matrix | None:
    """Return what documents mark changes against: the newest frozen edition of the history, None where there is none.

    ``since`` names another side, or none at all. Raises UserError.
    """
    if since:
        return None if since == NO_BASE else side(since, source, name)
    frozen = frozen_editions(source, name)
    label = base_label(matrix, frozen)
    return None if label is None else read_edition(frozen[label])


def why_no_base(matrix: Matrix, source: Path, name: str) -> Message:
    """Return the sentence that says why there is no base, and what to do."""
    labels = [label for label in frozen_editions(source, name) if not same_label(label, matrix.edition)]
    if labels:
        return message("editions.no_base_in_history", file=name, labels=_some(labels))
    return message("editions.no_earlier", folder=shown_folder(source, name))


def _read(word: str) -> Matrix:
    with gc_paused():
        content = content_of(Path(word))
        if words := other_format(content):
            raise UserError(message("editions.other_format", file=word, what=words[0]))
        return matrix_of(read(content, word))


def _word(word: str) -> str:
    """Return it as a message repeats it; of a path that is long the name of the file is told, not the folders."""
    name = Path(word).name
    return shown(word if len(word) <= LONGEST_SHOWN or not name else f"…{os.sep}{name}") or "“”"


def _unknown(named: Named) -> Message:
    labels = [*frozen_editions(named.source, named.name)]
    word = _word(named.word)
    if near := nearest(named.word, labels):
        return message("editions.unknown_meant", word=word, near=near)
    if not labels:
        return message("editions.unknown_none_frozen", word=word)
    return message("editions.unknown", word=word, labels=_some(labels))


def _some(labels: list[str]) -> Text:
    return listed_paths([shown(label) for label in labels])
