"""A workbook -> the duties of its tables with their letters, whoever has saved it last."""

from collections.abc import Iterator, Sequence

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.anchors import ACTOR, OF
from vastuumatriisi.incoming.returned.opening import is_workbook, opened
from vastuumatriisi.incoming.returned.sheets import NOTHING, Row
from vastuumatriisi.locales.message import message

from .values import ReadDocument, ReadRow, Unreadable

__all__ = ["is_workbook", "read_workbook"]


def read_workbook(content: bytes) -> ReadDocument:
    """Return what a workbook says. Raises Unreadable.

    A table of duties is one with codes in its first column and texts in the second, both typed and not calculated.
    """
    try:
        book = opened(content, message("verify.the_file"))
    except UserError as error:
        raise Unreadable(error.text) from None
    texts: list[str] = []
    rows: list[ReadRow] = []
    for sheet in book.sheets:
        in_order = [row for _, row in sorted(sheet.rows.items())]
        texts += (entry.text for row in in_order for entry in row.values() if entry.text)
        rows += _duties(in_order)
    return ReadDocument("xlsx", "\n".join(texts), tuple(rows), book.fingerprint)


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
