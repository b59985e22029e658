"""Cells in which people have struck words out: whether that is a removal, nobody but they can tell."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

STYLES, TEXTS = "xl/styles.xml", "xl/sharedStrings.xml"
STRIKE = b"strike"
MOST_COLUMNS = 2000


def struck_out(content: bytes) -> dict[str, tuple[tuple[int, int], ...]]:
    """Return the rows and columns of such cells by the name of their sheet.

    Nothing that the program writes is struck out, so most workbooks are not read for it.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if not any(STRIKE in archive.read(part) for part in (STYLES, TEXTS) if part in names):
            return {}
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False, rich_text=True)
    return {sheet.title: tuple(_struck(sheet)) for sheet in book.worksheets}


def _struck(sheet: Any) -> Iterator[tuple[int, int]]:
    sheet.reset_dimensions()
    gap: Any = None
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        if cells is gap:
            continue
        there = [cell for cell in cells if cell.value is not None]
        if not there:
            gap = cells
        yield from ((cell.row, cell.column) for cell in there if _is_struck(cell))


def _is_struck(cell: Any) -> bool:
    parts = cell.value if isinstance(cell.value, list) else ()
    return bool(cell.font.strike) or any(getattr(getattr(part, "font", None), "strike", None) for part in parts)
