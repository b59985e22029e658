"""What is told of a duty."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from vastuumatriisi.matrix.changes import Change, Kind, Position, StatedDuty
from vastuumatriisi.matrix.letters import Cell
from vastuumatriisi.matrix.values import Link
from vastuumatriisi.revision.names import Names
from vastuumatriisi.revision.pieces import phrase
from vastuumatriisi.revision.sentences import Details, Subject, listed, named, reworded, thing
from vastuumatriisi.revision.values import Piece, Told

Tell = Callable[[Names, Change], Iterable[Told]]


def _added(names: Names, change: Change) -> Iterator[Told]:
    stated = cast("StatedDuty", change.after or change.before)
    subject = Subject(change, change.where, "")
    yield thing(names, subject, stated.text, _details(names, stated))


def _details(names: Names, duty: StatedDuty) -> Details:
    letters = (f"{names.places.get(actor, actor)} {names.cell(cell)}" for actor, cell in duty.letters)
    facts = (
        ("theme", names.themes.get(duty.theme, "")),
        ("scopes", ", ".join(names.scopes.get(one, one) for one in duty.scopes)),
        ("partners", ", ".join(names.listed(duty.cooperates))),
        ("counterparts", ", ".join(duty.counterparts)),
        ("letters", ", ".join(letters)),
        ("note", duty.note),
        ("links", ", ".join(map(_link, duty.links))),
    )
    return tuple((names.aspect(key), value) for key, value in facts if value)


def _link(link: Link) -> str:
    return f"{link.title} {link.url}"


def _moved(names: Names, change: Change) -> Iterator[Told]:
    before, after = (cast("Position", fact) for fact in (change.before, change.after))
    subject = Subject(change, change.where, names.aspect("moved"))
    here = named(names, subject, names.parent(before), names.parent(after))
    yield here
    sentence = phrase(names.wording("revision.moved_away"), label=change.where, after=Piece("new", here.after))
    yield replace(here, unit=before.parent, sentence=sentence)


def _recoded(names: Names, change: Change) -> Iterator[Told]:
    yield named(names, Subject(change, change.where, names.aspect("code")), str(change.before), str(change.after))


def _reworded(names: Names, change: Change) -> Iterator[Told]:
    yield reworded(names, Subject(change, change.where, names.aspect("text")), str(change.before), str(change.after))


def _theme(names: Names, change: Change) -> Iterator[Told]:
    before, after = (names.themes.get(str(fact), "") for fact in (change.before, change.after))
    yield named(names, Subject(change, change.where, names.aspect("theme")), before, after)


def _scopes(names: Names, change: Change) -> Iterator[Told]:
    yield scopes(names, change, change.where)


def scopes(names: Names, change: Change, label: str) -> Told:
    before, after = (
        tuple(names.scopes.get(one, one) for one in ids_of(fact)) for fact in (change.before, change.after)
    )
    return listed(names, Subject(change, label, names.aspect("scopes")), before, after)


def ids_of(fact: object) -> tuple[str, ...]:
    return cast("tuple[str, ...]", fact)


def _partners(names: Names, change: Change) -> Iterator[Told]:
    both = names.listed(ids_of(change.before)), names.listed(ids_of(change.after))
    yield listed(names, Subject(change, change.where, names.aspect("partners")), *both)


def _counterparts(names: Names, change: Change) -> Iterator[Told]:
    # One that has another code now is the same one.
    before = tuple(names.codes.get(code, code) for code in ids_of(change.before))
    yield listed(names, Subject(change, change.where, names.aspect("counterparts")), before, ids_of(change.after))


def _letters(names: Names, change: Change) -> Iterator[Told]:
    before, after = (names.cell(cast("Cell | None", fact)) for fact in (change.before, change.after))
    yield named(names, Subject(change, change.where, names.places.get(change.part, change.part)), before, after)


def _note(names: Names, change: Change) -> Iterator[Told]:
    subject = Subject(change, change.where, names.aspect(change.part))
    if change.part == "note":
        yield reworded(names, subject, str(change.before), str(change.after))
    else:
        before, after = (cast("tuple[Link, ...]", fact) for fact in (change.before, change.after))
        yield listed(names, subject, tuple(map(_link, before)), tuple(map(_link, after)))


OF_DUTIES: Mapping[Kind, Tell] = {
    "duty-added": _added,
    "duty-removed": _added,
    "duty-moved": _moved,
    "duty-recoded": _recoded,
    "duty-reworded": _reworded,
    "duty-theme": _theme,
    "duty-scopes": _scopes,
    "duty-partners": _partners,
    "duty-counterparts": _counterparts,
    "duty-letters": _letters,
    "duty-note": _note,
}
