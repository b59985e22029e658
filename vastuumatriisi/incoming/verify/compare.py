"""Where a document says something else than an edition."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from vastuumatriisi.incoming.anchors import ACTOR, OF
from vastuumatriisi.locales.wording import direction
from vastuumatriisi.matrix import Matrix, PrintedMark

from .expected import Expected, expected, tight
from .values import ReadDocument, ReadRow

LONGEST_BETWEEN = 2000  # characters; more stand between two chapters, and are told by other things than duties


def differences(document: ReadDocument, matrix: Matrix, mark: PrintedMark, phrases: frozenset[str]) -> list[str]:
    """Return the codes and the names of units at which a document differs from an edition, none where it says the same.

    ``phrases`` are what may stand beside the texts of duties.
    """
    wanted = expected(matrix, mark)
    if document.rows:
        return list(dict.fromkeys(_in_rows(document, matrix, wanted)))
    if document.form == "pdf" and direction(matrix.language) == "rtl":
        return list(_in_words(document.text, matrix, wanted))
    return list(dict.fromkeys(_in_text(document, wanted, phrases)))


def _in_rows(document: ReadDocument, matrix: Matrix, wanted: Expected) -> Iterator[str]:
    by_code: dict[str, list[ReadRow]] = {}
    for row in document.rows:
        if matrix.is_duty(row.code) or _looks_like_a_duty(row):
            by_code.setdefault(row.code, []).append(row)
    actors = _actors(document, matrix)
    for code, text in wanted.duties.items():
        rows = [row for row in by_code.pop(code, []) if row.text]
        if not rows or any(tight(row.text) != text or _letters_differ(row, matrix, actors) for row in rows):
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
    anchored = {f"{ACTOR}{actor.id}".casefold(): actor.id for actor in matrix.actors}
    return {**{name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}, **anchored}


def _letters_differ(row: ReadRow, matrix: Matrix, actors: dict[str, str]) -> bool:
    have = {part.actor: part for part in matrix.assignments_of(row.code)}
    for name, cell in row.letters.items():
        anchor = name.partition(OF)[0].casefold()
        actor = actors.get(name) or actors.get(anchor) or actors.get(tight(name).casefold())
        if actor is None:
            continue
        part = have.get(actor)
        said = "/".join(part.letters) or "–" if part else ""
        if re.sub(r"[-−—]", "–", cell) != said:
            return True
    return False


def _in_text(document: ReadDocument, wanted: Expected, phrases: frozenset[str]) -> Iterator[str]:
    text = tight(document.text)
    found = {code: _place(text, code, said, wanted.statuses) for code, said in wanted.duties.items()}
    places = {code: place for code, place in found.items() if place}
    yield from (code for code in found if not _is_told(code, places, wanted))
    in_order = sorted(places.items(), key=lambda item: item[1])
    for (code, here), (next_code, there) in itertools.pairwise(in_order):
        same = wanted.units[code] == wanted.units[next_code]
        if wanted.names == "everywhere" or (wanted.names == "units" and not same) or _parted(code, next_code, found):
            continue
        between = text[here[1] : there[0]]
        if len(between) < LONGEST_BETWEEN and not composed(between, phrases):
            yield code if same else wanted.units[next_code]
    for unit, names in wanted.people:
        if any(name.casefold() not in text.casefold() for name in names):
            yield unit


def _in_words(text: str, matrix: Matrix, wanted: Expected) -> Iterator[str]:
    """Yield the duties of which some word is missing: in what order words of two directions come, readers differ."""
    there = _words(text)
    told = {code for code in wanted.duties if {*_words(code), *_words(matrix.duty(code).text)} <= there}
    yield from (code for code in wanted.duties if code not in told and not told & {*wanted.same.get(code, ())})


def _words(text: str) -> set[str]:
    return {*re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text))}


def _parted(code: str, other: str, found: Mapping[str, tuple[int, int] | None]) -> bool:
    """Tell whether a duty that is missing should stand between two others: its text is what is left there then."""
    order = [*found]
    return not all(found[one] for one in order[order.index(code) : order.index(other)])


def _is_told(code: str, places: Mapping[str, tuple[int, int]], wanted: Expected) -> bool:
    return code in places or any(other in places for other in wanted.same.get(code, ()))


def _place(text: str, code: str, said: str, statuses: tuple[str, ...]) -> tuple[int, int] | None:
    """Return where a code with the text of its duty begins and ends, None where it is nowhere."""
    for status in statuses:
        whole = tight(code) + status + said
        at = text.find(whole)
        if at >= 0:
            return at, at + len(whole)
    return None


def composed(text: str, phrases: frozenset[str]) -> bool:
    """Tell whether a tight text is made of phrases, numbers and signs alone."""
    text = text.casefold()
    longest = max(map(len, phrases), default=0)
    reached = [True, *[False] * len(text)]
    for at in range(len(text)):
        if not reached[at]:
            continue
        if not text[at].isalpha():
            reached[at + 1] = True
        for end in range(at + 1, min(len(text), at + longest) + 1):
            if not reached[end] and text[at:end] in phrases:
                reached[end] = True
    return reached[-1]
