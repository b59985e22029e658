"""Facts before and after -> what is told of them, in the three forms that facts have: names, lists and texts."""

from collections import Counter
from dataclasses import dataclass

from vastuumatriisi.matrix.changes import Change
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.pieces import compared, phrase
from vastuumatriisi.revision.values import Action, Piece, Pieces, State, Told
from vastuumatriisi.text.capitals import with_capital

Details = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is told of: the change, the ``label`` of the duty, role …, and what of it."""

    change: Change
    label: str
    aspect: str

    def told(self, before: str, after: str, sentence: Pieces, pieces: Pieces = ()) -> Told:
        return self._told("changed", before, after, sentence, pieces)

    def thing(self, action: Action, text: str, sentence: Pieces, details: Details) -> Told:
        """Return what is told of a whole thing that came or went."""
        gone = action == "removed"
        return self._told(action, text if gone else "", "" if gone else text, sentence, details=details)

    def _told(
        self, action: Action, before: str, after: str, sentence: Pieces, pieces: Pieces = (), details: Details = ()
    ) -> Told:
        change = self.change
        facts = change.kind, action, change.unit, change.where, self.label, self.aspect, before, after
        return Told(*facts, sentence, pieces, details, (change,))


def _what(names: Names, subject: Subject) -> str:
    if not subject.label:
        return with_capital(subject.aspect)
    return names.wording("revision.about", label=subject.label, aspect=subject.aspect)


def named(names: Names, subject: Subject, before: str, after: str) -> Told:
    """Tell of one name in the place of another one, or of none: "JOH-08: owner head teacher → technician"."""
    if not before or not after:
        return listed(names, subject, (before,) if before else (), (after,) if after else ())
    form = names.wording("revision.changed" if subject.label else "revision.plain")
    places = {"what": _what(names, subject), "label": subject.label, "aspect": subject.aspect}
    sentence = phrase(form, **places, before=Piece("gone", before), after=Piece("new", after))
    return subject.told(before, after, sentence)


def listed(names: Names, subject: Subject, before: tuple[str, ...], after: tuple[str, ...]) -> Told:
    """Tell what a list has gained and lost; the whole of it where it has only another order."""
    gained, lost = _apart(after, before), _apart(before, after)
    form = "both" if gained and lost else "gained" if gained else "lost" if lost else "plain"
    sentence = phrase(
        names.wording(f"revision.{form}"),
        what=_what(names, subject),
        after=Piece("new", gained or ", ".join(after)),
        before=Piece("gone", lost or ", ".join(before)),
    )
    return subject.told(", ".join(before), ", ".join(after), sentence)


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> str:
    return ", ".join((Counter(one) - Counter(other)).elements())


def reworded(names: Names, subject: Subject, before: str, after: str) -> Told:
    """Tell of a text what is kept, new and gone; where most of it is new, how it was and how it is."""
    pieces = compared(before, after)
    what = _what(names, subject)
    if not before or not after:
        word = "piece_new" if after else "piece_gone"
        sentence = phrase(names.wording("revision.text"), what=what, text=_marked(names, word, pieces[0]))
    elif all(piece.state != "kept" for piece in pieces):
        sides = {"before": Piece("gone", _flat(before)), "after": Piece("new", _flat(after))}
        sentence = phrase(names.wording("revision.blocks"), what=what, **sides)
    else:
        words = {"new": "piece_new", "gone": "piece_gone", "kept": ""}
        marked: list[Piece] = []
        for piece in pieces:
            apart = marked and marked[-1].text.endswith("]") and words[piece.state]
            marked += [*([Piece("kept", " ")] if apart else []), *_marked(names, words[piece.state], piece)]
        sentence = phrase(names.wording("revision.text"), what=what, text=tuple(marked))
    return subject.told(before, after, sentence, pieces)


def _marked(names: Names, word: str, piece: Piece) -> Pieces:
    """Return a piece with the word that says what became of it, and the spaces round it outside of that."""
    text = _flat(piece.text)
    if not word:
        return (Piece("kept", text),)
    inner = text.strip(" ")
    ahead, behind = text[: len(text) - len(text.lstrip(" "))], " " * (text.endswith(" ") and bool(inner))
    marked = phrase(names.wording(f"revision.{word}"), text=Piece(piece.state, inner))
    return tuple(part for part in (Piece("kept", ahead), *marked, Piece("kept", behind)) if part.text)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def thing(names: Names, subject: Subject, text: str = "", details: Details = ()) -> Told:
    """Tell of a duty, a unit, a role … that came or went, with its text and what else is stated of it."""
    came = subject.change.before is None
    action: Action = "added" if came else "removed"
    state: State = "new" if came else "gone"
    sentence = phrase(names.wording(f"revision.{action}"), label=Piece(state, subject.label))
    if text:
        told = Piece(state, _flat(text))
        sentence = phrase(names.wording("revision.text"), what=sentence, text=told)
    if details:
        parts = (names.wording("revision.detail", aspect=aspect, value=_flat(value)) for aspect, value in details)
        sentence = phrase(names.wording("revision.details"), sentence=sentence, details="; ".join(parts))
    return subject.thing(action, text, sentence, details)
