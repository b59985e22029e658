"""The columns with words: which one names the duties, which ones groups, codes, remarks, and which are neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vastuumatriisi.incoming.foreign.finding.layout import TEXT, Block, Grid
from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading

CODE = re.compile(r"[A-ZÅÄÖa-zåäö]{0,8}[ .\-_/]?\d{1,5}([.\-_/]\d{1,4})*[a-z]?[.)]?|[A-Z]{1,3}", re.DOTALL)
MOST_CODES = 0.8  # of the texts of a column that have to look like codes
REPEATED = 0.75  # different texts of all; fewer are repeated
LONG = 25  # characters of a remark
MOST_JUDGED = 400  # rows


@dataclass(frozen=True, slots=True)
class Labels:
    """The columns of a block with words, by what they tell; ``headings`` are the words above them.

    ``overflow`` are columns that hold words only where that of the duties is empty.
    """

    duty: int
    groups: tuple[int, ...]
    code: int | None
    remarks: tuple[int, ...]
    attributes: tuple[int, ...]
    headings: Mapping[int, str]
    overflow: tuple[int, ...] = ()

    @property
    def naming(self) -> tuple[int, ...]:
        """The columns in which the words of a row may stand, the likeliest first."""
        return (self.duty, *self.overflow, *reversed(self.groups))


@dataclass(frozen=True, slots=True)
class _Column:
    """What is known of a column: its heading, its words in rows with letters, in order."""

    number: int
    heading: str
    texts: tuple[str, ...]
    rows: int
    right: bool
    elsewhere: int  # texts in rows without letters

    @property
    def different(self) -> float:
        return len({*self.texts}) / len(self.texts) if self.texts else 0.0

    @property
    def length(self) -> float:
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @property
    def runs(self) -> int:
        """How many times the text changes from one row to the next."""
        return sum(a != b for a, b in zip(self.texts, self.texts[1:], strict=False)) + bool(self.texts)

    def codes(self) -> bool:
        looks = sum(CODE.fullmatch(text) is not None for text in self.texts)
        return bool(self.texts) and looks >= MOST_CODES * len(self.texts) and self.different > REPEATED

    def is_(self, kind: str) -> bool:
        return bool(self.heading) and is_heading(kind, self.heading)


def labels_of(grid: Grid, block: Block, lettered: list[int], stated: Mapping[int, str]) -> Labels | None:
    """Return what the columns with words tell, None where no column names duties.

    ``lettered`` are the rows with letters; ``stated`` are kinds that somebody has decided, by column.
    """
    judged = lettered[:MOST_JUDGED]
    columns = [_column(grid, block, number, judged) for number in block.labels]
    duty = next((c for c, kind in stated.items() if kind == "duty" and c in block.labels), None)
    if duty is None:
        likely = [one for one in columns if (one.texts or one.elsewhere) and stated.get(one.number, "duty") == "duty"]
        best = max(likely, key=_as_duty, default=None)
        if best is None or (not best.texts and not best.elsewhere):
            return None
        duty = best.number
    kinds = {one.number: stated.get(one.number) or _kind(one, duty) for one in columns if one.number != duty}
    codes = [number for number, kind in kinds.items() if kind == "code"]
    overflow = tuple(n for n, kind in kinds.items() if kind == "attribute" and _only_where_empty(grid, block, n, duty))
    return Labels(
        duty,
        tuple(number for number, kind in kinds.items() if kind == "group"),
        codes[0] if codes else None,
        tuple(number for number, kind in kinds.items() if kind == "remark"),
        tuple(n for n, kind in kinds.items() if n not in overflow and (kind == "attribute" or n in codes[1:])),
        {one.number: one.heading for one in columns},
        overflow,
    )


def _only_where_empty(grid: Grid, block: Block, column: int, duty: int) -> bool:
    rows = [row for row in block.rows if grid.at(row, column)]
    return bool(rows) and column < block.values[0] and not any(grid.at(row, duty) for row in rows)


def _column(grid: Grid, block: Block, number: int, judged: list[int]) -> _Column:
    heads = [text for row in block.headings if (text := grid.heading(row, number))]
    texts = tuple(grid.sheet.text(row, number) for row in judged if grid.at(row, number))
    inside = {*judged}
    rows = list(block.rows)[: 2 * MOST_JUDGED]
    elsewhere = sum(grid.at(row, number) == TEXT for row in rows if row not in inside)
    heading = " ".join(heads[-1].split()) if heads else ""
    return _Column(number, heading, texts, len(judged), number > block.values[0], elsewhere)


def _as_duty(column: _Column) -> float:
    """Return how much a column looks like that of the duties."""
    filled = len(column.texts) / column.rows if column.rows else 1.0
    score = filled * column.different * (1 + min(column.length, 60) / 20)
    score += 1.5 * column.is_("duty")
    score -= 3.0 * (column.is_("remark") or column.is_("attribute")) * (not column.is_("duty"))
    score -= 4.0 * (column.codes() or column.is_("code"))
    return score - 3.0 * column.right


def _kind(column: _Column, duty: int) -> str:
    """Return what a column tells that does not name the duties."""
    if column.is_("code") or (column.codes() and not column.right):
        return "code"
    if column.is_("remark"):
        return "remark"
    repeats = column.different < REPEATED or len(column.texts) < REPEATED * column.rows
    in_runs = column.runs <= max(1, len({*column.texts})) * 1.3
    before = not column.right and not column.is_("attribute") and (column.number < duty or column.is_("group"))
    # A name of a group that holds until the next one leaves cells empty; those of attributes are filled.
    sparse = 0 < len(column.texts) <= REPEATED * column.rows and column.number < duty
    if before and (in_runs or sparse) and (column.is_("group") or repeats or column.elsewhere):
        return "group"
    if column.length > LONG and column.different > REPEATED and not column.is_("attribute"):
        return "remark"
    return "attribute"
