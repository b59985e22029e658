"""Rows -> the XML of a sheet's data (CT_SheetData, ECMA-376, part 1, 18.3.1.80).

openpyxl stores no value beside a formula, so that previews and Protected View would show nothing there.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from ..sheet import HEAD, NUMBERS, ROW, CellFormat, SheetCell, SheetRow

StyleOf = Callable[[CellFormat, str], int]


def row_xml(number: int, head: int, row: SheetRow, style_of: StyleOf) -> str:
    """Return the element of row ``number`` of a table whose header is row ``head``.

    ``style_of`` tells the style of a look and a text.
    """
    cells = "".join(
        _cell(f"{get_column_letter(column)}{number}", number, head, cell, style_of)
        for column, cell in enumerate(row.cells, 1)
    )
    # Without "customHeight" a program finds the height anew when a row is edited or sorted.
    fixed = ' customHeight="1"' if row.fixed else ""
    return f'<row r="{number}" ht="{row.height:g}"{fixed}>{cells}</row>'


def _cell(place: str, row: int, head: int, cell: SheetCell, style_of: StyleOf) -> str:
    style = style_of(cell.look, cell.text)
    if not (cell.text or cell.formula):
        return f'<c r="{place}" s="{style}"/>'
    formula = _formula(cell.formula, row, head) if cell.formula else ""
    if cell.look.kind in NUMBERS and cell.text:
        return f'<c r="{place}" s="{style}">{formula}<v>{cell.text}</v></c>'
    if formula:
        return f'<c r="{place}" s="{style}" t="str">{formula}<v>{escape(escaped(cell.text))}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{_inline(cell.text)}</c>'


def _formula(formula: str, row: int, head: int) -> str:
    return f"<f>{escape(formula.replace(ROW, str(row)).replace(HEAD, str(head)))}</f>"


@lru_cache(maxsize=4096)
def _inline(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<is><t{space}>{escape(escaped(text))}</t></is>"


def escaped(text: str) -> str:
    """Return a text as a cell stores it: what looks like an escape, "_x0041_", is none (ST_Xstring, 22.9.2.19)."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text) if "_x" in text else text
