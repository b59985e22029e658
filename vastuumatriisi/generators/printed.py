"""The marks by which prints are known: those of the present documents and of all editions that were issued."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module

from vastuumatriisi.generators import GENERATORS
from vastuumatriisi.generators.differences import documents_of
from vastuumatriisi.generators.job import Format, Marked
from vastuumatriisi.matrix import Matrix, PrintedMark, Views
from vastuumatriisi.matrix.changes import compare

Key = tuple[str, str, str]  # kind, id of the unit, role or type of house, and of the role that has a sheet there
WHOLE: Key = ("", "", "")
AROUND = ""  # in place of a code: what a document says besides its duties
Facts = Mapping[str, object]  # what a document says of each duty, by code, and around them


def printed_marks(matrix: Matrix, issued: Iterable[Matrix]) -> tuple[PrintedMark, ...]:
    """Return the marks of a matrix, then those of each edition with what differs from it, in the order given."""
    now = {key: (mark, facts) for key, mark, facts in _marks(matrix)}
    found = [replace(mark, current=True) for mark, _ in now.values()]
    for edition in issued:
        codes = compare(edition, matrix).codes
        for key, mark, facts in _marks(edition):
            found.append(_compared(mark, facts, now.get(key), codes))
    return tuple(found)


def _compared(
    mark: PrintedMark, facts: Facts, present: tuple[PrintedMark, Facts] | None, codes: Mapping[str, str]
) -> PrintedMark:
    """Return a mark of an edition with what that document says otherwise than the present one."""
    if present and present[0].mark == mark.mark:
        return mark
    there = present[1] if present else {}
    differing = tuple(_differing(facts, there, codes))
    otherwise = facts.get(AROUND) != there.get(AROUND)
    return replace(mark, codes=differing, otherwise=otherwise or not differing)


def _marks(matrix: Matrix) -> Iterator[tuple[Key, PrintedMark, Facts]]:
    views, whole = Views(matrix), False
    for known in GENERATORS:
        for document in (*documents_of(known, views), *_of_people(known, views)):
            key = _key(document)
            if key[1]:
                yield key, _mark(matrix, document, key, _name(matrix, document)), _facts(known, views, document)
            elif not whole:  # all that tell the whole matrix have its mark
                whole = True
                facts = {duty.id: _of_duty(views, duty.id) for duty in matrix.duties}
                yield WHOLE, _mark(matrix, document, WHOLE, ""), facts


def _of_people(known: Format, views: Views) -> Iterator[Marked]:
    """Yield what a format prints for people whom no matrix knows, by what it says of the matrix."""
    module = import_module(known.marks) if known.marks else None
    if module and hasattr(module, "prints"):
        yield from module.prints(views)


def _key(document: Marked) -> Key:
    role = document.role or ""
    if document.site_type:
        return document.kind, document.site_type, role
    return document.kind, document.unit or role, ""


def _mark(matrix: Matrix, document: Marked, key: Key, name: str) -> PrintedMark:
    kind, identifier, role = key
    return PrintedMark(kind, identifier, name, document.mark, matrix.edition, matrix.date, role=role)


def _name(matrix: Matrix, document: Marked) -> str:
    if document.unit:
        return matrix.unit(document.unit).short
    if document.role:
        return matrix.role(document.role).name
    return matrix.site_type(str(document.site_type)).name


def _facts(known: Format, views: Views, document: Marked) -> Facts:
    module = import_module(known.marks)
    if not hasattr(module, "duties"):
        return {}
    return {**module.duties(views, document), AROUND: module.around(views, document)}


def _of_duty(views: Views, code: str) -> object:
    matrix = views.matrix
    duty = matrix.duty(code)
    letters = [(part.actor, part.letters, part.stated, part.conditions) for part in matrix.assignments_of(code)]
    return duty.text, duty.unit, duty.scopes, duty.cooperates, duty.counterparts, duty.theme, duty.note, letters


def _differing(old: Facts, new: Facts, codes: Mapping[str, str]) -> Iterator[str]:
    """Yield the codes of what reads differently, as the old document has them; then those that are new."""
    for code, facts in old.items():
        if code != AROUND and (codes.get(code) != code or new.get(code) != facts):
            yield code
    yield from (code for code in new if code not in old and code != AROUND)
