"""What follows when a reader edits the workbook: colours that go with the letters, and drop-downs with the letters."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from vastuumatriisi.matrix.letters import STRENGTH

from ..context import NOT_INVOLVED, Context
from ..counting import accepted, holds, symbols
from ..sheet import LetterArea
from .styles import OrderedFont, argb

LONGEST_LIST = 255  # characters of a drop-down's list, in UTF-16 units (ECMA-376, part 1, 18.3.1.32)


def add(page: Any, context: Context, area: LetterArea, rows: range, continuing: Sequence[int]) -> None:
    """Add the rules and drop-downs of ``rows`` to the worksheet ``page``; ``continuing`` ones take no letter."""
    first, last = get_column_letter(area.first), get_column_letter(area.last)
    top, bottom = rows[0], rows[-1]
    place = f"{first}{top}:{last}{bottom}"
    for formula, ink, ground, bold in _letter_rules(context, f"{first}{top}"):
        page.conditional_formatting.add(place, _rule(formula, ink, ground, bold))
    if area.owner and area.owners:
        _mark_owners(page, context, area, top, bottom, bool(continuing))
    if choices := allowed(context):
        listed = DataValidation(type="list", formula1=_literal(choices), allow_blank=True, errorStyle="warning")
        listed.showErrorMessage = True
        listed.error = context.wording("workbook.unknown_letter")
        for start, end in _runs(rows, continuing):
            listed.add(f"{first}{start}:{last}{end}")
        page.data_validations.append(listed)


def _runs(rows: range, without: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of rows that none of ``without`` divides."""
    start = rows[0]
    for number in (*without, rows[-1] + 1):
        if number > start:
            yield start, number - 1
        start = number + 1


def _letter_rules(context: Context, cell: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield (formula, ink, ground, bold), the strongest letter first; an emptied cell is white."""
    theme = context.theme
    for kind in STRENGTH:
        letters = symbols(context, kind)
        if letters and (formula := accepted(holds(context, cell, letters))):
            pair = theme.letters[kind]
            yield formula, pair.ink, pair.fill, kind == "accountable"
    yield f'{cell}=""', theme.colours["ink"], theme.colours["paper"], False


def _mark_owners(page: Any, context: Context, area: LetterArea, top: int, bottom: int, only_counted: bool) -> None:
    """Red where an owner is named and no letter is left, no longer amber where one has been added.

    ``only_counted`` leaves out rows without a count, which go on with the texts of others.
    """
    colours, is_open = context.theme.colours, context.wording("matrix.open").replace('"', '""')
    owner, owners = (f"${get_column_letter(column)}{top}" for column in (area.owner, area.owners))
    counted = f"ISNUMBER({owners})," if only_counted else ""
    lost, found = (f'AND({counted}{owner}{is_not}"{is_open}",{owners}{n})' for is_not, n in (("<>", "=0"), ("=", ">0")))
    for column in (area.owner, area.owners):
        letter = get_column_letter(column)
        place = f"{letter}{top}:{letter}{bottom}"
        page.conditional_formatting.add(place, _rule(lost, colours["lost"], colours["lost_tint"], True))
        page.conditional_formatting.add(place, _rule(found, colours["ink"], colours["paper"], False, strike=True))


def _rule(formula: str, ink: str, ground: str, bold: bool, strike: bool | None = None) -> Rule:
    font = OrderedFont(b=bold, color=argb(ink), strike=strike)
    style = DifferentialStyle(font=font, fill=PatternFill(bgColor=argb(ground)))
    return Rule(type="expression", dxf=style, formula=[formula], stopIfTrue=True)


def allowed(context: Context) -> tuple[str, ...]:
    """Return what a cell may hold: each letter, letters in pairs as R/A, and what stands in the matrix already.

    What is least likely to be wanted is left out where the list would be too long; nothing is offered if even the
    letters alone are too many.
    """
    letters = context.matrix.letters
    single = letters.symbols
    doing = product(symbols(context, "responsible"), symbols(context, "accountable"))
    written = {part.letters for part in context.matrix.assignments if len(part.letters) > 1}
    pairs = {letters.in_order(pair) for pair in doing} | written
    # A unit's column shows letters of several actors side by side.
    pairs |= {cell.letters for cell in context.views.unit_grid.cells.values() if len(cell.letters) > 1}
    joined = sorted("/".join(pair) for pair in pairs)
    for choice in ((*single, *joined, NOT_INVOLVED), (*single, NOT_INVOLVED)):
        if len(_literal(choice).encode("utf-16-le")) // 2 <= LONGEST_LIST and not any("," in part for part in choice):
            return choice
    return ()


def _literal(choices: tuple[str, ...]) -> str:
    return '"' + ",".join(choices).replace('"', '""') + '"'
