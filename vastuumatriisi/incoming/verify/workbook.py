"""A workbook -> the duties of its tables with their letters, whoever has saved it last."""

from collections.abc import Iterator, Sequence

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.anchors import ACTOR, OF
from vastuumatriisi.incoming.returned.base import embedded_base
from vastuumatriisi.incoming.returned.facts import Decision, NewDuty, NewRole, Value
from vastuumatriisi.incoming.returned.opening import is_workbook, opened
from vastuumatriisi.incoming.returned.seen import seen_in
from vastuumatriisi.incoming.returned.sheets import NOTHING, ReturnedBook, Row
from vastuumatriisi.locales.message import message

from .values import Added, ReadDocument, ReadRow, Unreadable

__all__ = ["is_workbook", "read_workbook"]

OTHERWISE = ("duty-theme", "duty-scopes", "duty-moved", "duty-recoded", "duty-note")
ADDED = ("comment", "decision", "duty-added", "role-added")


def read_workbook(content: bytes) -> ReadDocument:
    """Return what a workbook says. Raises Unreadable.

    A table of duties is one with codes in its first column and texts in the second, both typed and not calculated.
    """
    try:
        book = opened(content, message("verify.the_file"))
    except UserError as error:
        raise Unreadable(error.text) from None
    changed, added = _seen(book)
    texts: list[str] = []
    rows: list[ReadRow] = []
    for sheet in book.sheets:
        in_order = [row for _, row in sorted(sheet.rows.items())]
        texts += (entry.text for row in in_order for entry in row.values() if entry.text)
        rows += _duties(in_order)
    return ReadDocument("xlsx", "\n".join(texts), tuple(rows), book.fingerprint, added=added, changed=changed)


def _seen(book: ReturnedBook) -> tuple[tuple[str, ...], tuple[Added, ...]]:
    """Return the duties at which something else than letters and texts was changed, and what was written besides.

    That is known of a workbook that still carries what it was made from.
    """
    if (base := embedded_base(book, "")) is None:
        return (), ()
    seen, is_duty = seen_in(book, base, message("verify.the_file")), base.matrix.is_duty
    changed = [one.fact.duty for one in seen.sightings if one.fact.kind in OTHERWISE and is_duty(one.fact.duty)]
    told = [Added(_said(one.value), one.cell) for one in seen.sightings if one.fact.kind in ADDED]
    sheets = [Added(dict(one.values)["sheet"]) for one in seen.remarks if one.word == "foreign_sheet"]
    return tuple(dict.fromkeys(changed)), (*told, *sheets)


def _said(value: Value) -> str:
    if isinstance(value, NewDuty):
        return value.text
    if isinstance(value, NewRole):
        return value.name
    return value.reason if isinstance(value, Decision) else str(value)


def _duties(rows: Sequence[Row]) -> Iterator[ReadRow]:
    """Yield the rows below the hidden one that names the columns, or where that is gone below the widest heading."""
    heads = [number for number, row in enumerate(rows) if any(one.text.startswith(ACTOR) for one in row.values())]
    heads += [number for number, row in enumerate(rows) if len({one.text for one in row.values() if one.text}) > 2]
    if not heads:
        return
    head = {column: entry.text.partition(OF)[0] for column, entry in rows[heads[0]].items() if column > 2}
    for row in rows[heads[0] + 1 :]:
        code = row.get(1, NOTHING).text.strip()
        if code:
            letters = {name: row.get(column, NOTHING).text.strip() for column, name in head.items() if name}
            yield ReadRow(code, row.get(2, NOTHING).text.strip(), letters)
