"""A workbook -> the duties of its tables with their letters, whoever has saved it last."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from .values import ReadDocument, ReadRow, Unreadable

FINGERPRINT = "fingerprint"  # of the custom properties


def read_workbook(content: bytes) -> ReadDocument:
    """Return what a workbook says. Raises Unreadable.

    A table of duties is one with codes in its first column and texts in the second, both typed and not calculated.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError):
        raise Unreadable("the workbook is damaged or protected with a password") from None
    texts: list[str] = []
    rows: list[ReadRow] = []
    for sheet in book.worksheets:
        cells = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        texts += (text for row in cells for text in row if text)
        rows += _duties(cells)
    properties = book.custom_doc_props.props  # type: ignore[attr-defined]  # its types are older than it
    stated = next((str(one.value) for one in properties if one.name == FINGERPRINT), "")
    return ReadDocument("xlsx", "\n".join(texts), tuple(rows), stated)


def _text(value: object) -> str:
    """Return a cell as text, "" for a formula: what it says follows from others."""
    text = "" if value is None else str(value)
    return "" if text.startswith("=") else text.strip()


def _duties(cells: Sequence[Sequence[str]]) -> Iterator[ReadRow]:
    """Yield the rows below the widest heading of a sheet: as many names as a table of letters has columns."""
    heads = [number for number, row in enumerate(cells) if sum(map(bool, row)) > 2 and len({*filter(None, row)}) > 2]
    if not heads:
        return
    head = cells[heads[0]]
    for row in cells[heads[0] + 1 :]:
        if row and row[0] and len(row) > 1:
            letters = {name: cell for name, cell in zip(head[2:], row[2:], strict=False) if name}
            yield ReadRow(row[0], row[1], letters)
