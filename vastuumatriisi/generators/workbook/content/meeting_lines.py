"""The lines of the meeting's page: units, or groups of very many, with formulas that count in the areas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from openpyxl.utils import get_column_letter

from vastuumatriisi.matrix import Unit
from vastuumatriisi.text.code_ranges import code_ranges
from vastuumatriisi.text.utf16 import shortened

from ..context import Context, place
from ..counting import accepted, link_to, literal, row_of
from ..places import Places
from ..sheet import ROW, CellFormat, SheetCell, SheetColumn, SheetRow
from ..xlsx import row_heights
from .areas import Areas
from .decisions import is_open

LINE = 19.0  # pt, the height of a row
THEME_LEAST, THEME_MOST = 42.0, 90.0  # pt, of the words in the head of a theme
THEMES_WIDE = 560.0  # pt, of all themes together: names, owners and numbers take the rest of the page
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
    """Return (id, name) of the themes that duties have, the first ones of more than the page has room for."""
    used = {duty.theme for duty in context.matrix.duties}
    themes = [(theme.id, theme.name) for theme in context.matrix.themes if theme.id in used]
    widths = [*accumulate(theme_width(context, one_line(name)) for _, name in themes)]
    return [theme for theme, wide in zip(themes, widths, strict=True) if wide <= THEMES_WIDE]


def theme_names(context: Context) -> list[str]:
    """Return the heads of the columns of themes; where duties have none of these, the last one is for them."""
    shown = themes(context)
    names = [one_line(name) for _, name in shown]
    is_whole = {duty.theme for duty in context.matrix.duties} <= {theme for theme, _ in shown}
    return [*names, *([] if is_whole or not shown else [context.wording("workbook.meeting.others")])]


def theme_width(context: Context, name: str) -> float:
    return row_heights.words_width([name], context.size, THEME_LEAST, THEME_MOST)


def counts(context: Context, codes: Sequence[str]) -> list[int]:
    """Return how many of the duties each theme has, and how many have none of those that are shown, if any has not."""
    found = [sum(context.matrix.duty(code).theme == theme for code in codes) for theme, _ in themes(context)]
    return [*found, len(codes) - sum(found)] if len(theme_names(context)) > len(found) else found


def one_line(name: str) -> str:
    return shortened(" ".join(name.split()), LONGEST_NAME)


def lines_of(context: Context, most: int) -> tuple[Line, ...]:
    """Return a line for each unit; of more than ``most`` units for each group or even each level."""
    units = context.matrix.duty_units
    lines = tuple(Line(one_line(context.short(unit)), (unit,)) for unit in units)
    for depth in (2, 1):
        if len(lines) > most:
            lines = tuple(
                Line(one_line(_name(context, tuple(found), depth)), tuple(found))
                for found in (list(group) for _, group in groupby(units, key=lambda unit: place(unit)[:depth]))
            )
    if len(lines) > most:
        rest = tuple(unit for line in lines[most - 1 :] for unit in line.units)
        lines = (*lines[: most - 1], Line(ELSEWHERE, rest))
    return lines


def _name(context: Context, units: tuple[Unit, ...], depth: int) -> str:
    found = place(units[0])[:depth][-1]
    matrix = context.matrix
    return matrix.level(found).short if found == units[0].level else matrix.unit(found).short


def bands_of(lines: Sequence[Line]) -> list[str]:
    """Return the levels that have a band above their lines."""
    levels = list(dict.fromkeys(line.units[0].level for line in lines))
    return levels if 1 < len(levels) < len(lines) else []


def line_texts(areas: Areas, line: Line) -> tuple[str, ...]:
    """Return the name of the line, its owner if anybody owns duties, and its codes."""
    owner = [_owner_text(areas, line)] if owned(areas.context) else []
    return line.name, *owner, _codes_text(line)


def line_height(areas: Areas, line: Line, columns: Sequence[SheetColumn]) -> float:
    looks = CellFormat("name"), *([CellFormat("text")] if owned(areas.context) else []), CellFormat("small")
    cells = [SheetCell(text, look) for text, look in zip(line_texts(areas, line), looks, strict=True)]
    widths = [column.width for column in columns[: len(cells)]]
    return max(LINE, row_heights.row_height(cells, widths, areas.context.size, 4.0))


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
        *_counts(areas, line, level, places),
        SheetCell(str(len(line.duties)), CellFormat("total"), "", _all(areas, line, places)),
        *open_number,
    )
    return SheetRow(cells, line_height(areas, line, columns), True)


def _number(number: int, formula: str) -> SheetCell:
    return SheetCell(str(number), CellFormat("numeral"), "", formula)


def _codes(areas: Areas, line: Line, places: Places) -> SheetCell:
    """Return the codes of the line put short, as a link to the first of them."""
    text = _codes_text(line)
    found = places.ranges[areas.of_duty[line.duties[0]].key]
    link = link_to(found, row_of(areas.context, found, line.duties[0]), text)
    return SheetCell(text, CellFormat("small"), "", link)


def _codes_text(line: Line) -> str:
    shown = code_ranges(line.duties)
    return ", ".join(shown) if len(shown) < 3 else f"{shown[0]} {ELSEWHERE}"


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


def _counts(areas: Areas, line: Line, level: int, places: Places) -> Iterator[SheetCell]:
    """Yield how many duties the line has on each theme; those on none of them are what the others leave of all."""
    context, names = areas.context, [name for _, name in themes(areas.context)]
    formulas = [_mine(areas, line, places, f"theme EXACT({{cells}},{literal(name)})") for name in names]
    first = 3 + owned(context)
    left, right, total = (get_column_letter(first + at) for at in (0, len(names) - 1, len(names) + 1))
    formulas.append(f"{total}{ROW}-SUM({left}{ROW}:{right}{ROW})")
    for number, formula in zip(counts(context, line.duties), formulas, strict=False):
        yield SheetCell(str(number), CellFormat("numeral", level if number else 0), "", formula)


def _owner(areas: Areas, line: Line, places: Places) -> SheetCell:
    several = areas.context.wording("workbook.meeting.several")
    formula = _owner_formula(areas, line, places, _question(areas.context, line), several)
    return SheetCell(_owner_text(areas, line), CellFormat("text"), "", formula)


def _owner_text(areas: Areas, line: Line) -> str:
    """Return who owns all of the line's duties, whose decision it is, or how many are open."""
    context = areas.context
    say = context.wording
    owners = [areas.owner(context.matrix.duty(code)) for code in line.duties]
    undecided = sum(is_undecided for _, is_undecided in owners)
    if 0 < undecided < len(owners):
        return say("workbook.meeting.some_open", open=undecided, all=len(owners))
    if undecided:
        return _question(context, line)
    names = {owner for owner, _ in owners}
    return names.pop() if len(names) == 1 else say("workbook.meeting.several")


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
    others = len(candidates) - 1
    return say(f"workbook.meeting.who_of.{'one' if others == 1 else 'other'}", first=first, n=others)
