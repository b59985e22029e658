"""Where a document says something else than an edition."""

import re
from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.incoming.anchors import ACTOR
from vastuumatriisi.locales.wording import direction, wording
from vastuumatriisi.matrix import Matrix, PrintedMark
from vastuumatriisi.text.code_ranges import codes_in

from .editions import KnownEdition, KnownEditions
from .expected import Expected, expected
from .handbook import in_handbook
from .texts import in_text, in_words
from .tight import LEFT_OUT, tight
from .values import ReadDocument, ReadRow


def differences(document: ReadDocument, edition: KnownEdition, mark: PrintedMark, known: KnownEditions) -> list[str]:
    """Return the codes and the names of units at which a document differs from an edition, none where it says the same.

    ``mark`` is the one of the edition that it bears.
    """
    matrix = edition.matrix
    wanted = expected(matrix, mark)
    if mark.role or mark.kind == "role-sheet":
        wanted = _told_in_full(wanted, document, matrix)
    if document.rows:
        return list(dict.fromkeys((*_in_rows(document, matrix, wanted), *document.changed)))
    if document.form == "pdf" and direction(matrix.language) == "rtl":
        return list(in_words(document.text, matrix, wanted))
    if document.form == "docx" or not mark.id:
        phrases = known.furniture.with_more(document.edges)
        found = in_handbook(tight(document.text), wanted, edition.handbook, phrases, tight(document.running))
    else:
        found = in_text(tight(document.text), wanted, known.phrases.with_more(document.edges))
    return list(dict.fromkeys(found))


def _told_in_full(wanted: Expected, document: ReadDocument, matrix: Matrix) -> Expected:
    """Return what is left to be expected without the duties that a long sheet of a role names by their codes alone."""
    signs = tight(wording(matrix.language)("role.more"))
    begins = re.search(f"(?:{LEFT_OUT.pattern})?".join(map(re.escape, signs)), document.text)
    codes = {*codes_in(document.text[begins.end() :], {*wanted.duties})} if begins else set()
    return replace(wanted, duties={code: said for code, said in wanted.duties.items() if code not in codes})


def _in_rows(document: ReadDocument, matrix: Matrix, wanted: Expected) -> Iterator[str]:
    by_code: dict[str, list[ReadRow]] = {}
    names = {one.name for one in (*matrix.levels, *matrix.actors)}  # which may look like codes: "A.5-hallinta"
    for row in document.rows:
        if matrix.is_duty(row.code) or (_looks_like_a_duty(row) and row.code not in names):
            by_code.setdefault(row.code, []).append(row)
    actors = _actors(document, matrix)
    for code, text in wanted.duties.items():
        rows = [row for row in by_code.pop(code, []) if row.text]
        if not rows or any(tight(row.text) != text for row in rows) or _letters_differ(rows, matrix, actors):
            yield code
    yield from by_code


def _looks_like_a_duty(row: ReadRow) -> bool:
    return re.fullmatch(r"(?=\S*\d)\S{2,30}", row.code) is not None and " " in row.text


def _actors(document: ReadDocument, matrix: Matrix) -> dict[str, str]:
    """Return the ids of actors by what heads their columns, or by their addresses; ambiguous ones are left out.

    In a workbook of ours a hidden row has the ids. Where that is gone the names have to do.
    """
    if document.form == "html":
        taken = {duty.id for duty in matrix.duties}
        return {actor.id + "_" * (actor.id in taken): actor.id for actor in matrix.actors}
    found: dict[str, set[str]] = {}
    for actor in matrix.actors:
        for name in (actor.short, actor.name):
            found.setdefault(tight(name).casefold(), set()).add(actor.id)
    anchored = {f"{ACTOR}{actor.id}": actor.id for actor in matrix.actors}
    return {**{name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}, **anchored}


def _letters_differ(rows: list[ReadRow], matrix: Matrix, actors: dict[str, str]) -> bool:
    """Tell whether rows of one duty have other letters; where columns are known by ids, none may be missing."""
    told: dict[str, str] = {}
    names = [(name, cell) for row in rows for name, cell in row.letters.items()]
    # Where columns are known by ids, the others have words of ours, which may be names as well: "unit", "owner".
    names = [(name, cell) for name, cell in names if name.startswith(ACTOR)] or names
    for name, cell in names:
        actor = actors.get(name) or actors.get(tight(name).casefold())
        if actor and (cell or actor not in told):
            if told.get(actor, cell) not in ("", cell):
                return True
            told[actor] = re.sub(r"[-−—]", "–", cell)
    have = {part.actor: "/".join(part.letters) or "–" for part in matrix.assignments_of(rows[0].code)}
    having = {actor for actor, letters in have.items() if letters != "–"}
    complete = any(name.startswith(ACTOR) or name in actors for name, _ in names)
    return any(have.get(actor, "") != cell for actor, cell in told.items()) or (complete and not having <= {*told})
