"""What follows when a reader edits or sorts: colours of letters and owners, lines between units, bars, drop-downs."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any, NamedTuple

from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import Border, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from vastuumatriisi.matrix.letters import STRENGTH

from ..context import NOT_INVOLVED, Context
from ..counting import accepted, holds, literal, symbols
from ..sheet import LetterArea, Marks
from .styles import OrderedFont, argb

LONGEST_LIST = 255  # characters of a drop-down's list, in UTF-16 units (ECMA-376, part 1, 18.3.1.32)


def add_letters(
    page: Any, context: Context, area: LetterArea, rows: range, continuing: Sequence[int], unit: int
) -> None:
    """Add the colours and drop-downs of the letters in ``rows``; ``continuing`` ones take no letter.

    ``unit`` is the column of the units, 0 where there is none.
    """
    first, last = get_column_letter(area.first), get_column_letter(area.last)
    top, bottom = rows[0], rows[-1]
    line = _line(unit, top)
    for formula, ink, ground, bold in _letter_rules(context, f"{first}{top}"):
        _add(page, f"{first}{top}:{last}{bottom}", line, _Look(formula, ink, ground, bold), context, sides=True)
    choices = allowed(context) if area.edited else ()
    if choices:
        listed = DataValidation(type="list", formula1=_literal(choices), allow_blank=True, errorStyle="warning")
        listed.showErrorMessage = True
        listed.error = context.wording("workbook.unknown_letter")
        for start, end in _runs(rows, continuing):
            listed.add(f"{first}{start}:{last}{end}")
        page.data_validations.append(listed)


def add_marks(page: Any, context: Context, marks: Marks, columns: int, rows: range) -> None:
    """Add the colour of open owners, the line above each unit and the bars of a table's ``rows``."""
    top, bottom = rows[0], rows[-1]
    colours = context.theme.colours
    line = _line(marks.unit, top)
    if marks.owner:
        letter = get_column_letter(marks.owner)
        place = f"{letter}{top}:{letter}{bottom}"
        is_open = f"${letter}{top}={literal(context.wording('matrix.open'))}"
        _add(page, place, line, _Look(is_open, colours["open"], colours["open_tint"], True), context)
        _add(page, place, line, _Look("TRUE", colours["ink"], colours["paper"], False), context)
    if line:
        style = DifferentialStyle(border=_above(context))
        rule = Rule(type="expression", dxf=style, formula=[line])
        page.conditional_formatting.add(f"A{top}:{get_column_letter(columns)}{bottom}", rule)
    for column in marks.bars:
        _add_bars(page, column, rows, context.theme.letters["responsible"].fill)


def add_open(page: Any, context: Context, marks: Marks) -> None:
    """Add the colour of rows in free matter where something is open, and their bars."""
    colours = context.theme.colours
    left, right = get_column_letter(marks.left), get_column_letter(marks.right)
    if marks.counted:
        some = f"N(${get_column_letter(marks.counted)}{marks.first})>0"
        cell = f"{left}{marks.first}"
        number = _Look(f"AND({some},N({cell})>0)", colours["open"], colours["open_tint"], True)
        if marks.left <= marks.right:
            _add(page, f"{cell}:{right}{marks.last}", "", number, context)
        owner = _Look(some, colours["open"], colours["open_tint"], False)
        _add(page, f"B{marks.first}:B{marks.last}", "", owner, context)
    grounds = context.theme.letters["responsible"].fill, between(colours["open"], colours["open_tint"])
    for column, colour in zip(marks.bars, grounds, strict=False):
        _add_bars(page, column, range(marks.first, marks.last + 1), colour)


class _Look(NamedTuple):
    """What a cell looks like where a formula is true."""

    formula: str
    ink: str
    ground: str
    bold: bool


def _line(unit: int, top: int) -> str:
    """Return the formula that is true where the unit is another than in the row above."""
    letter = get_column_letter(unit) if unit else ""
    return f"${letter}{top}<>${letter}{top - 1}" if unit else ""


def _above(context: Context, *, sides: bool = False) -> Border:
    """Return the line, with the other lines of the cell, which it would take away otherwise."""
    rule = Side("thin", argb(context.theme.colours["rule"]))
    side = rule if sides else None
    return Border(left=side, right=side, top=Side("thin", argb(context.theme.colours["ink"])), bottom=rule)


def _add(page: Any, place: str, line: str, look: _Look, context: Context, *, sides: bool = False) -> None:
    """Add a rule, once more with the line above a unit: LibreOffice takes the first that is true and no other."""
    style = partial(
        DifferentialStyle,
        font=OrderedFont(b=look.bold, color=argb(look.ink)),
        fill=PatternFill(bgColor=argb(look.ground)),
    )
    if line:
        both = Rule(
            type="expression", dxf=style(border=_above(context, sides=sides)), formula=[f"AND({line},{look.formula})"]
        )
        page.conditional_formatting.add(place, both)
    page.conditional_formatting.add(place, Rule(type="expression", dxf=style(), formula=[look.formula]))


def between(one: str, other: str) -> str:
    """Return the colour a third of the way from the second to the first."""
    parts = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(a + 2 * b) // 3:02X}" for a, b in parts)


def _add_bars(page: Any, column: int, rows: range, colour: str) -> None:
    letter = get_column_letter(column)
    bars: Any = DataBarRule
    rule = bars(start_type="num", start_value=0, end_type="max", color=argb(colour), minLength=0, maxLength=90)
    page.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{rows[-1]}", rule)


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


def allowed(context: Context) -> tuple[str, ...]:
    """Return what a cell may hold: each letter, letters in pairs as R/A, and what stands in the matrix already.

    What is least likely to be wanted is left out where the list would be too long; nothing is offered if even the
    letters alone are too many.
    """
    letters = context.matrix.letters
    single = letters.symbols
    doing = product(symbols(context, "responsible"), symbols(context, "accountable"))
    written = {part.letters for part in context.matrix.assignments if len(part.letters) > 1}
    joined = sorted("/".join(pair) for pair in {letters.in_order(pair) for pair in doing} | written)
    for choice in ((*single, *joined, NOT_INVOLVED), (*single, NOT_INVOLVED)):
        if len(_literal(choice).encode("utf-16-le")) // 2 <= LONGEST_LIST and not any("," in part for part in choice):
            return choice
    return ()


def _literal(choices: tuple[str, ...]) -> str:
    return '"' + ",".join(choices).replace('"', '""') + '"'
