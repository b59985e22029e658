"""The lines of the meeting's page: units, or groups of very many, with formulas that count in the areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from vastuumatriisi.matrix import Unit
from vastuumatriisi.text.utf16 import shortened

from ..context import Context
from ..counting import accepted, link_to, literal, row_of
from ..places import Places
from ..sheet import CellFormat, SheetCell, SheetColumn, SheetRow
from ..xlsx import row_heights
from .areas import Areas
from .code_ranges import code_ranges
from .decisions import is_open
from .split_sheets import place

LINE = 19.0  # pt, the height of a row
MOST_THEMES = 10
MOST_LINES = 24  # units on the page; of more units only the groups they are in have a line, or their levels
ELSEWHERE = "…"
LONGEST_NAME = 90  # UTF-16 units of a name on the page


@dataclass(frozen=True)
class Line:
    """Some units that have a line together; most often it is one."""

    name: str
    units: tuple[Unit, ...]

    @property
    def duties(self) -> tuple[str, ...]:
        return tuple(code for unit in self.units for code in unit.duties)


def owned(context: Context) -> bool:
    return context.matrix.letters.has_accountable and bool(context.matrix.assignments)


def themes(context: Context) -> list[tuple[str, str]]:
    """Return (id, name) of the themes that duties have, the first ones where there are very many."""
    used = {duty.theme for duty in context.matrix.duties}
    themes = [(theme.id, theme.name) for theme in context.matrix.themes if theme.id in used]
    return themes[:MOST_THEMES]


def one_line(name: str) -> str:
    return shortened(" ".join(name.split()), LONGEST_NAME)


def lines_of(context: Context) -> tuple[Line, ...]:
    """Return a line for each unit; of very many units for each group or even each level."""
    units = context.matrix.duty_units
    lines = tuple(Line(one_line(context.short(unit)), (unit,)) for unit in units)
    for depth in (2, 1):
        if len(lines) > MOST_LINES:
            lines = tuple(
                Line(one_line(_name(context, tuple(found), depth)), tuple(found))
                for found in (list(group) for _, group in groupby(units, key=lambda unit: place(unit)[:depth]))
            )
    if len(lines) > MOST_LINES:
        rest = tuple(unit for line in lines[MOST_LINES - 1 :] for unit in line.units)
        lines = (*lines[: MOST_LINES - 1], Line(ELSEWHERE, rest))
    return lines


def _name(context: Context, units: tuple[Unit, ...], depth: int) -> str:
    found = place(units[0])[:depth][-1]
    matrix = context.matrix
    return matrix.level(found).short if found == units[0].level else matrix.unit(found).short


def bands_of(lines: Sequence[Line]) -> list[str]:
    """Return the levels that have a band above their lines."""
    levels = list(dict.fromkeys(line.units[0].level for line in lines))
    return levels if 1 < len(levels) < len(lines) else []


def line_row(areas: Areas, line: Line, columns: Sequence[SheetColumn], places: Places) -> SheetRow:
    context = areas.context
    level = context.number(line.units[0])
    owner = [_owner(areas, line, places)] if owned(context) else []
    undecided = [code for code in line.duties if context.matrix.ownership[code].open]
    open_number = [_number(len(undecided), _open(areas, line, places))] if owned(context) else []
    cells = (
        SheetCell(line.name, CellFormat("name", level)),
        *owner,
        _codes(areas, line, places),
        *(_count(areas, line, theme, level, places) for theme in themes(context)),
        SheetCell(str(len(line.duties)), CellFormat("total"), "", _all(areas, line, places)),
        *open_number,
    )
    widths = [column.width for column in columns]
    return SheetRow(cells, max(LINE, row_heights.row_height(cells, widths, context.size, 4.0)), True)


def _number(number: int, formula: str) -> SheetCell:
    return SheetCell(str(number), CellFormat("numeral"), "", formula)


def _codes(areas: Areas, line: Line, places: Places) -> SheetCell:
    """Return the codes of the line put short, as a link to the first of them."""
    shown = code_ranges(line.duties)
    text = ", ".join(shown) if len(shown) < 3 else f"{shown[0]} {ELSEWHERE}"
    found = places.ranges[areas.of_duty[line.duties[0]].key]
    link = link_to(found, row_of(areas.context, found, line.duties[0]), text)
    return SheetCell(text, CellFormat("small"), "", link)


def _mine(areas: Areas, line: Line, places: Places, condition: str) -> str:
    """Return the formula that counts the line's duties, those with a condition on {column} of the area."""
    context, parts = areas.context, []
    by_area: dict[str, list[str]] = {}
    for unit in line.units:
        by_area.setdefault(areas.of_duty[unit.duties[0]].key, []).append(context.short(unit))
    for key, names in by_area.items():
        found = places.ranges[key]
        units = found.cells("unit")
        mine = "+".join(f"EXACT({units},{literal(name)})" for name in names)
        name, _, test = condition.partition(" ")
        if name and name not in found.columns:
            continue
        also = f"*{test.replace('{cells}', found.cells(name))}" if name else ""
        parts.append(f"SUMPRODUCT(({mine}){also}*{found.is_first})")
    return accepted("+".join(parts))


def _all(areas: Areas, line: Line, places: Places) -> str:
    return _mine(areas, line, places, "")


def _open(areas: Areas, line: Line, places: Places) -> str:
    return _mine(areas, line, places, f"owner {is_open(areas.context, '{cells}')}")


def _count(areas: Areas, line: Line, theme: tuple[str, str], level: int, places: Places) -> SheetCell:
    number = sum(areas.context.matrix.duty(code).theme == theme[0] for code in line.duties)
    look = CellFormat("numeral", level if number else 0)
    return SheetCell(str(number), look, "", _mine(areas, line, places, f"theme EXACT({{cells}},{literal(theme[1])})"))


def _owner(areas: Areas, line: Line, places: Places) -> SheetCell:
    """Return who owns all of the line's duties, whose decision it is, or how many are open."""
    context = areas.context
    matrix, say = context.matrix, context.wording
    owners = [areas.owner(matrix.duty(code)) for code in line.duties]
    undecided = sum(is_undecided for _, is_undecided in owners)
    question = _question(context, line)
    several = say("workbook.meeting.several")
    names = {owner for owner, _ in owners}
    text = question if undecided else names.pop() if len(names) == 1 else several
    if 0 < undecided < len(owners):
        text = say("workbook.meeting.some_open", open=undecided, all=len(owners))
    formula = _owner_formula(areas, line, places, question, several)
    return SheetCell(text, CellFormat("text"), "", formula)


def _owner_formula(areas: Areas, line: Line, places: Places, question: str, several: str) -> str:
    context = areas.context
    keys = {areas.of_duty[code].key for code in line.duties}
    if len(keys) > 1:
        return ""
    found = places.ranges[keys.pop()]
    name = f"INDEX({found.cells('owner')},{row_of(context, found, line.duties[0])})"
    left, all_of_them = _open(areas, line, places), _all(areas, line, places)
    same = _mine(areas, line, places, f"owner EXACT({{cells}},{name})")
    some = context.wording("workbook.meeting.some_open", open="\x03", all="\x04")
    told = literal(some).replace("\x03", f'"&{left}&"').replace("\x04", f'"&{all_of_them}&"')
    owned = f"IF({same}={all_of_them},{name},{literal(several)})"
    return accepted(f"IF({left}=0,{owned},IF({left}={all_of_them},{literal(question)},{told}))")


def _question(context: Context, line: Line) -> str:
    """Return "Palvelupäälliköt: kuka heistä?" or that nobody is named."""
    matrix, say = context.matrix, context.wording
    candidates = tuple(dict.fromkeys(lead for unit in line.units for lead in unit.leads))
    if not candidates:
        return say("workbook.meeting.nobody")
    first = one_line(matrix.actor(candidates[0]).short)
    if len(candidates) == 1:
        return say("workbook.meeting.who", first=first)
    return say("workbook.meeting.who_of", first=first, n=len(candidates) - 1)
