"""What a file holds, as frozen values that no longer know of its format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.text.characters import FORBIDDEN, is_blank

ESCAPED = re.compile(r"_x000[dDaA]_\n?")  # how a workbook writes line ends that XML would change
NUMBERED = re.compile(r"table (\d+)")  # what ``numbered`` makes


class Place(NamedTuple):
    """A cell of a sheet, counted from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """The cell as spreadsheets name it: "B7"."""
        return f"{column_name(self.column)}{self.row + 1}"


class Area(NamedTuple):
    """Cells that are merged; both ends belong to it, counted from 0. The text stands in the first one."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells as text, blanks around it left out; rows may be of different length.

    ``indents`` are levels of an alignment or, where a text begins with blanks, their number; ``bold`` names only cells
    with more than three characters. ``title`` is the heading that a table of a text stands below, and
    ``above`` the number of the last line above it; ``margins`` are its headers, footers and text boxes;
    in the cells of ``struck`` words are struck through.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[Area, ...] = ()
    notes: Mapping[Place, str] = field(default_factory=dict)
    indents: Mapping[Place, int] = field(default_factory=dict)
    bold: frozenset[Place] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    title: str = ""
    above: int = 0
    margins: tuple[str, ...] = ()
    struck: frozenset[Place] = frozenset()

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, "" outside of the sheet."""
        if not 0 <= row < len(self.rows):
            return ""
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else ""

    def filled(self) -> Iterator[Place]:
        """Yield the cells that hold something, row by row."""
        for number, row in enumerate(self.rows):
            for column, text in enumerate(row):
                if text:
                    yield Place(number, column)

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text; ``level`` is that of a heading from 1 on, or how deep an item stands, else 0.

    ``bold`` tells whether all of its words are set so, in place of a style for headings, ``struck`` whether any of them
    are struck through.
    """

    number: int
    text: str
    kind: Literal["heading", "item", "text"]
    level: int = 0
    bold: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A file: its sheets or tables, and the lines of its text; ``modified`` is a day as "2026-01-31".

    ``margins`` are texts at the edge of pages: headers, footers, footnotes, comments, boxes. ``notes`` tell how it
    was read where that was a guess: an encoding, a separator.
    """

    file: str
    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...] = ()
    modified: str = ""
    notes: tuple[Text, ...] = ()
    margins: tuple[str, ...] = ()


def numbered(number: int) -> str:
    """Return the name of a table that has none of its own, as options and maps name it: "table 2"."""
    return f"table {number}"


def sheet_name(name: str) -> Text:
    """Return the name of a sheet as people read it: that of a table without one is told in their language."""
    found = NUMBERED.fullmatch(name)
    return message("import.table", number=found[1]) if found else name


def cleaned(text: str) -> str:
    """Return a text without the characters that no data file holds; "" where nobody would see anything of it."""
    if text.isascii() and text.isprintable():
        return text
    kept = ESCAPED.sub("\n", FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return "" if is_blank(kept) else kept


def column_name(column: int) -> str:
    """Return "A" for 0, "AA" for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """Return 0 for "A", 26 for "AA"; -1 where it names no column."""
    number = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            return -1
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
