"""What stands in a returned workbook, before anything of it is understood: cells as text, and what was remarked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from vastuumatriisi.locales.message import Text


class Entry(NamedTuple):
    """What a cell holds: a text, or a formula, whose value is looked up only where it matters."""

    text: str
    formula: str = ""


class Remark(NamedTuple):
    """A note of a cell, a comment of a thread or where a link leads, with its author, "" where nobody is named."""

    row: int
    column: int
    text: str
    by: str
    is_link: bool = False


class Area(NamedTuple):
    """Cells that are merged; both ends belong to it, counted from 1. What they say stands in the first one."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell lies in it and is not the first one."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


Row = Mapping[int, Entry]  # columns from 1
NOTHING = Entry("")


@dataclass(frozen=True, slots=True)
class ReturnedSheet:
    """A sheet: its rows, from 1, those with nothing in them left out, its remarks, the cells with words struck, and
    those that are merged.
    """

    name: str
    rows: Mapping[int, Row]
    remarks: tuple[Remark, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    merged: tuple[Area, ...] = ()

    def is_covered(self, row: int, column: int) -> bool:
        """Tell whether a cell is merged into another one, so that nobody can see or fill it."""
        return any(area.covers(row, column) for area in self.merged)


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """A workbook: its sheets in order, the bytes of it, who saved it last, and the mark in its properties, or "".

    ``notes`` say what could not be read as it stands; ``styles`` are the colours of each style of cells,
    None of a kind of file that has no room for them.
    """

    sheets: tuple[ReturnedSheet, ...]
    content: bytes = field(repr=False)
    by: str = ""
    fingerprint: str = ""
    notes: tuple[Text, ...] = ()
    styles: tuple[frozenset[str], ...] | None = ()


def place(sheet: str, row: int, column: int) -> str:
    """Return the name of a cell as formulas have it: "Koulut!C12"."""
    return f"{sheet}!{get_column_letter(column)}{row}"
