"""The letters that follow from changes: told once for the duties of a unit and the actors where they are the same."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from vastuumatriisi.matrix.changes import Changes, LetterChange
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.owners import passes
from vastuumatriisi.revision.pieces import phrase
from vastuumatriisi.revision.values import Following, Piece, Told
from vastuumatriisi.text.runs import runs

LEAST_RANGE = 3  # duties that are told as a range: "Y-1–Y-3"


Letters = tuple[str, str]  # before and after


def following(names: Names, changes: Changes, owners: Mapping[str, Told]) -> dict[str, list[Following]]:
    """Return by unit what follows for the duties that are in both editions, where nobody has stated it.

    What is told of ``owners`` is not told again.
    """
    codes: dict[tuple[str, str, Letters], list[str]] = {}
    for change in _following(names, changes, owners):
        letters = names.letters(change.before), names.letters(change.after)
        codes.setdefault((change.unit, change.actor, letters), []).append(change.duty)
    actors: dict[tuple[str, Letters, tuple[str, ...]], list[str]] = {}
    for (unit, actor, letters), duties in codes.items():
        actors.setdefault((unit, letters, tuple(duties)), []).append(actor)
    found: dict[str, list[Following]] = {}
    for (unit, letters, where), alike in actors.items():
        found.setdefault(unit, []).append(_told(names, unit, tuple(alike), letters, where))
    return found


def _following(names: Names, changes: Changes, owners: Mapping[str, Told]) -> Iterator[LetterChange]:
    decided = {(change.where, change.part) for change in changes if change.kind == "duty-letters"}
    for change in changes.letters:
        # A code may be that of a duty that is gone and, in the new edition, of another one.
        stays = changes.codes.get(change.was) == change.duty
        told = change.duty in owners and passes(names, change)
        if stays and not told and (change.duty, change.actor) not in decided:
            yield change


def _told(names: Names, unit: str, actors: tuple[str, ...], letters: Letters, codes: tuple[str, ...]) -> Following:
    before, after = letters
    where = _where(names, unit, codes)
    name = ", ".join(names.listed(actors))
    sentence = phrase(
        names.wording("revision.following"),
        actors=name,
        before=Piece("gone", before),
        after=Piece("new", after),
        codes=where,
    )
    return Following(unit, actors, codes, name, where, before, after, sentence)


def _where(names: Names, unit: str, codes: Sequence[str]) -> str:
    duties = names.new.unit(unit).duties
    if len(codes) == len(duties) >= LEAST_RANGE:
        return names.wording("revision.all_duties", n=len(duties))
    place = {code: number for number, code in enumerate(duties)}
    return ", ".join(_ranges(names, runs(codes, lambda one, other: place[other] == place[one] + 1)))


def _ranges(names: Names, runs: Iterable[list[str]]) -> Iterator[str]:
    for run in runs:
        if len(run) < LEAST_RANGE:
            yield from run
        else:
            yield names.wording("revision.range", first=run[0], last=run[-1])
