"""Rows -> the XML of a sheet's data (CT_SheetData, ECMA-376, part 1, 18.3.1.80).

openpyxl stores no value beside a formula, so that previews and Protected View would show nothing there.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from openpyxl.utils import get_column_letter

from ..sheet import HEAD, NUMBERS, ROW, CellFormat, SheetCell, SheetRow

StyleOf = Callable[[CellFormat, str], int]
Known = dict[tuple[CellFormat, str], str]
SHORT = 60  # characters of a text that is likely to stand in other cells too


def row_xml(number: int, head: int, row: SheetRow, style_of: StyleOf, known: Known) -> str:
    """Return the element of row ``number`` of a table whose header is row ``head``.

    ``style_of`` tells the style of a look and a text; ``known`` are cells without a formula that have been written.
    """
    cells = "".join(
        [
            _calculated(f"{column}{number}", number, head, cell, style_of)
            if cell.formula
            else f'<c r="{column}{number}" {known.get((cell.look, cell.text)) or _written(cell, style_of, known)}'
            for column, cell in zip(_columns(len(row.cells)), row.cells, strict=True)
        ]
    )
    # Without "customHeight" a program finds the height anew when a row is edited or sorted.
    fixed = ' customHeight="1"' if row.fixed else ' hidden="1"' if row.hidden else ""
    return f'<row r="{number}" ht="{row.height:g}"{fixed}>{cells}</row>'


@lru_cache(maxsize=1024)
def _columns(number: int) -> tuple[str, ...]:
    return tuple(map(get_column_letter, range(1, number + 1)))


def _written(cell: SheetCell, style_of: StyleOf, known: Known) -> str:
    """Return what follows the place of a cell without a formula."""
    text, style = cell.text, style_of(cell.look, cell.text)
    if not text:
        made = f's="{style}"/>'
    elif cell.look.kind in NUMBERS:
        made = f's="{style}"><v>{text}</v></c>'
    else:
        space = "" if text == text.strip() else ' xml:space="preserve"'
        made = f's="{style}" t="inlineStr"><is><t{space}>{_marked_up(escaped(text))}</t></is></c>'
    if len(text) <= SHORT:
        known[cell.look, text] = made
    return made


def _calculated(place: str, row: int, head: int, cell: SheetCell, style_of: StyleOf) -> str:
    style, formula = style_of(cell.look, cell.text), _formula(cell.formula, row, head)
    if cell.look.kind in NUMBERS and cell.text:
        return f'<c r="{place}" s="{style}">{formula}<v>{cell.text}</v></c>'
    return f'<c r="{place}" s="{style}" t="str">{formula}<v>{_marked_up(escaped(cell.text))}</v></c>'


def _formula(formula: str, row: int, head: int) -> str:
    return f"<f>{_marked_up(formula.replace(ROW, str(row)).replace(HEAD, str(head)))}</f>"


def _marked_up(text: str) -> str:
    # Not by xml.sax, which loads what fetches pages from the net.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escaped(text: str) -> str:
    """Return a text as a cell stores it: what looks like an escape, "_x0041_", is none (ST_Xstring, 22.9.2.19)."""
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", text) if "_x" in text else text
