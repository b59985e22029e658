"""Rows -> the XML of a sheet's data (CT_SheetData, ECMA-376, part 1, 18.3.1.80).

openpyxl stores no value beside a formula, so that previews and Protected View would show nothing there.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from ..sheet import NUMBERS, CellFormat, SheetCell, SheetRow

StyleOf = Callable[[CellFormat, str], int]


def row_xml(number: int, row: SheetRow, style_of: StyleOf) -> str:
    """Return the element of row ``number``; ``style_of`` tells the style of a look and a text."""
    cells = "".join(
        _cell(f"{get_column_letter(column)}{number}", number, cell, style_of)
        for column, cell in enumerate(row.cells, 1)
    )
    return f'<row r="{number}" ht="{row.height:g}" customHeight="1">{cells}</row>'


def _cell(place: str, row: int, cell: SheetCell, style_of: StyleOf) -> str:
    style = style_of(cell.look, cell.text)
    if not cell.text:
        return f'<c r="{place}" s="{style}"/>'
    if cell.look.kind in NUMBERS:
        formula = f"<f>{escape(cell.formula.replace('{row}', str(row)))}</f>" if cell.formula else ""
        return f'<c r="{place}" s="{style}">{formula}<v>{cell.text}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{_inline(cell.text)}</c>'


@lru_cache(maxsize=4096)
def _inline(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<is><t{space}>{escape(escaped(text))}</t></is>"


def escaped(text: str) -> str:
    """Return a text as a cell stores it: what looks like an escape, "_x0041_", is none (ST_Xstring, 22.9.2.19)."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text) if "_x" in text else text
