"""The matrix that a returned workbook was made from: the one that it carries, else the edition with its fingerprint."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from vastuumatriisi.datafile import load, read
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.anchors import ACTOR, ID, LAYOUT, MATRIX, SIGN, Layout, layout_of, texts
from vastuumatriisi.incoming.returned.sheets import NOTHING, ReturnedBook, ReturnedSheet
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix

Found = Literal["embedded", "edition", "none"]


@dataclass(frozen=True, slots=True)
class Base:
    """The matrix that the workbook was made from and how its sheets were laid out.

    Where none was ``found`` it is the present one: then every difference is taken for a proposal.
    """

    matrix: Matrix
    layout: Layout
    found: Found


def base_of(book: ReturnedBook, present: Matrix, edition_with: Callable[[str], Matrix | None], name: str) -> Base:
    """Return the base of a workbook; ``edition_with`` finds an edition by its fingerprint."""
    if base := embedded_base(book, name):
        return base
    layout = layout_of(_held(book).get(LAYOUT, ""))
    edition = edition_with(book.fingerprint) if book.fingerprint else None
    matrix = edition or present
    return Base(matrix, layout or usual_layout(matrix), "edition" if edition else "none")


def embedded_base(book: ReturnedBook, name: str) -> Base | None:
    """Return the base that a workbook carries, None where it has none that reads."""
    matrix = carried(book, name)
    if matrix is None:
        return None
    return Base(matrix, layout_of(_held(book).get(LAYOUT, "")) or usual_layout(matrix), "embedded")


def carried(book: ReturnedBook, name: str) -> Matrix | None:
    """Return the matrix that a workbook carries, None where it has none that reads."""
    held = _held(book)
    if MATRIX not in held:
        return None
    try:
        matrix = read.matrix_of(load.read(held.pop(MATRIX).encode(), name))
    except UserError:
        return None
    # The order of keys in the data file has a part in the fingerprint that the documents print.
    layout = layout_of(held.get(LAYOUT, ""))
    return replace(matrix, fingerprint=layout.fingerprint) if layout and layout.fingerprint else matrix


def _held(book: ReturnedBook) -> dict[str, str]:
    sheet = next((sheet for sheet in book.sheets if is_base(sheet)), None)
    if sheet is None:
        return {}
    return texts((row.get(1, NOTHING).text, row.get(2, NOTHING).text) for row in sheet.rows.values())


def is_base(sheet: ReturnedSheet) -> bool:
    """Tell whether a sheet is the hidden one that carries the base, whatever it is called and whether it is hidden."""
    first = next(iter(sheet.rows.values()), {})
    return first.get(1, NOTHING).text == SIGN and first.get(2, NOTHING).text != ""


def usual_layout(matrix: Matrix) -> Layout:
    """Return how the sheets of a workbook of a matrix are laid out as a rule, where it does not tell."""
    say = wording(matrix.language)
    codes = {key: say(f"matrix.{key}") for key in ("code", "duty", "owner", "unit", "scope", "theme", "note", "links")}
    behind = {
        **codes,
        "condition": say("workbook.condition"),
        "comment": say("workbook.comment"),
        "order": say("workbook.order"),
        ID: say("workbook.id"),
    }
    actors = {f"{ACTOR}{one}": name for one, name in _names(matrix)}
    answers = {key: say(f"workbook.{key}") for key in ("decision", "decider", "decided_on", ID)}
    agenda = {key: say(f"workbook.agenda.{key}") for key in ("unit", "matter", "candidates", "number", "codes", "body")}
    questions = {key: say(f"workbook.finding_sheet.{key}") for key in ("where", "message", "question", "codes")}
    return Layout(
        names={},
        headers={"area1": behind | actors, "agenda": agenda | answers, "finding_sheet": questions | answers},
        units={},
        open=say("matrix.open"),
    )


def _names(matrix: Matrix) -> Iterator[tuple[str, str]]:
    """Yield the actors with short names that no other has: of namesakes nobody knows which column is whose."""
    having = Counter(actor.short.casefold() for actor in matrix.actors)
    yield from ((actor.id, actor.short) for actor in matrix.actors if having[actor.short.casefold()] == 1)
