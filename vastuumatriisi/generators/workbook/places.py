"""Where things stand in the workbook, known once the sheets that are edited have been written.

Formulas name ranges, never rows: a range follows when rows are inserted, and its rows are found by their code, so
that every formula is right wherever a reader has sorted a duty to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, quote_sheetname

from vastuumatriisi.incoming.anchors import ACTOR

from .sheet import WorkbookSheet

CONTINUES = "…"  # in the column of the order, of rows that hold the rest of the one above


def column_of(actor: str) -> str:
    """Return what the columns of areas call that of an actor."""
    return f"{ACTOR}{actor}"


@dataclass(frozen=True, slots=True)
class EditedRange:
    """The rows of duties in a sheet where these are edited; ``columns`` are its columns by what they hold,
    ``starts`` the numbers of the first rows of the duties, counted from the first one.

    The row below the last one belongs to it, so that one that is added there is counted too.
    """

    sheet: str
    first: int
    last: int
    columns: Mapping[str, int]
    starts: Mapping[str, int]

    def cells(self, column: str, other: str = "") -> str:
        """Return the range of a column, or of all from one to another, as formulas of any sheet name it."""
        left, right = (get_column_letter(self.columns[name]) for name in (column, other or column))
        return f"{quote_sheetname(self.sheet)}!${left}${self.first}:${right}${self.last}"

    @property
    def is_first(self) -> str:
        """A formula's part that is true for the first row of each duty and not for those that it goes on in."""
        return f'({self.cells("order")}<>"{CONTINUES}")'


@dataclass
class Places:
    """The sheets by key, and the ranges of those that have been written so far.

    ``cut`` has the texts in the first row of a duty whose texts go on in further rows: code -> column -> text;
    ``notes`` are the digests of what notes of cells say, ``texts`` those of what stands on sheets that nobody edits.
    """

    sheets: Sequence[WorkbookSheet]
    ranges: dict[str, EditedRange] = field(default_factory=dict)
    cut: dict[str, Mapping[str, str]] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)
    texts: dict[str, set[str]] = field(default_factory=dict)

    def has(self, key: str) -> bool:
        return any(sheet.key == key for sheet in self.sheets)

    def name(self, key: str) -> str:
        """Return the name of the sheet with a key."""
        return next(sheet.name for sheet in self.sheets if sheet.key == key)
