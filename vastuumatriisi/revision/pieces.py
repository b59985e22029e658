"""Two texts -> what of them is kept, new and gone, by words; and sentences in which that is marked."""

import difflib
import re
import string
from collections.abc import Iterable, Iterator
from itertools import groupby

from vastuumatriisi.revision.values import Piece, Pieces, State

MOST_STEPS = 40_000  # words times words that are compared one by one; beyond that a text stands as a block
LEAST_KEPT = 0.4  # of the letters of the longer text; where less is kept, old and new are read more easily apart
PUNCTUATION = ".,;:!?)]}”’\"'"


def compared(before: str, after: str) -> Pieces:
    """Return the pieces of two texts; where little is kept all of the old one, then all of the new one."""
    old, new = list(_words(before)), list(_words(after))
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle[0]) * len(middle[1]) > MOST_STEPS:
        return _blocks(before, after)
    pieces = _joined([("kept", old[:head]), *_between(*middle), ("kept", old[len(old) - tail :])])
    return pieces if _is_readable(pieces, max(len(before), len(after))) else _blocks(before, after)


def _is_readable(pieces: Pieces, longest: int) -> bool:
    changed = [piece for piece in pieces if piece.state != "kept"]
    kept = sum(len(piece.text.strip()) for piece in pieces if piece.state == "kept")
    return kept >= LEAST_KEPT * longest or (kept > 0 and len(changed) <= 1)


def _blocks(before: str, after: str) -> Pieces:
    return tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text)


def _words(text: str) -> Iterator[str]:
    """Yield the words, the spaces between them, and the signs at the end of words."""
    for part in re.split(r"(\s+)", text):
        word = part.rstrip(PUNCTUATION)
        yield from filter(None, (word, part[len(word) :]))


def _common(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (word, there) in enumerate(pairs) if word != there), min(len(one), len(other)))


def _between(old: list[str], new: list[str]) -> Iterator[tuple[State, list[str]]]:
    matcher = difflib.SequenceMatcher(str.isspace, old, new, autojunk=False)
    for step, first, last, start, end in matcher.get_opcodes():
        if step in ("equal", "replace", "delete"):
            yield "kept" if step == "equal" else "gone", old[first:last]
        if step in ("replace", "insert"):
            yield "new", new[start:end]


def _joined(runs: Iterable[tuple[State, list[str]]]) -> Pieces:
    """Return one piece for each run; a space or a sign alone between two changes is a part of both."""
    pieces: list[Piece] = []
    gone = new = between = ""
    for state, words in runs:
        text = "".join(words)
        if state == "kept" and (gone or new) and not any(map(str.isalnum, text)):
            between += text
        elif state == "kept":
            pieces += _run(gone, new, between + text)
            gone = new = between = ""
        else:
            gone += between + (text if state == "gone" else "")
            new += between + (text if state == "new" else "")
            between = ""
    return _merged((*pieces, *_run(gone, new, between)))


def _merged(pieces: Iterable[Piece]) -> Pieces:
    runs = ((state, "".join(piece.text for piece in run)) for state, run in groupby(filter(_holds, pieces), _state))
    return tuple(Piece(state, text) for state, text in runs)


def _holds(piece: Piece) -> bool:
    return bool(piece.text)


def _state(piece: Piece) -> State:
    return piece.state


def _run(gone: str, new: str, kept: str) -> tuple[Piece, Piece, Piece]:
    return Piece("gone", gone), Piece("new", new), Piece("kept", kept)


def phrase(template: str, **places: str | Piece | Pieces) -> Pieces:
    """Return a sentence of the wording with its ``{places}`` filled, by texts or by what is marked in them."""
    pieces: list[Piece] = []
    for words, place, _, _ in string.Formatter().parse(template):
        pieces.append(Piece("kept", words))
        if place:
            filled = places[place]
            if isinstance(filled, str):
                filled = Piece("kept", filled)
            pieces += [filled] if isinstance(filled, Piece) else filled
    return _merged(pieces)
