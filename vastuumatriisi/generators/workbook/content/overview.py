"""All duties × units on one sheet. It is there to be read: whatever it says is found in the areas, by the code."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from openpyxl.utils import get_column_letter

from vastuumatriisi.incoming.anchors import ID
from vastuumatriisi.matrix import Duty, GridCell
from vastuumatriisi.matrix.balance import DOING

from ..context import NOT_INVOLVED, Context, unique
from ..counting import accepted, count_of, holds, link_to, literal, row_of, symbols
from ..places import EditedRange, Places, column_of
from ..sheet import LAPTOP, ROW, CellFormat, LetterArea, Marks, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx.continued_rows import whole_row
from . import columns as duty_columns
from .areas import HOMELESS, TEXT_LEAST, Area, Areas, owner_width, text_width
from .columns import DutyColumn
from .notes import about_letters, about_units, grid_title, legend

MOST_UNITS = 60  # that have a column


def overview_sheet(context: Context, areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the sheet, if the duties stand in several areas and units have letters."""
    if len(areas.all) < 2 or not context.views.unit_grid.columns:
        return
    say = context.wording
    made = _columns(context, areas)
    columns, places = tuple(c for _, c in made), {key: number for number, (key, _) in enumerate(made, 1)}
    units = _units(context)
    first = places["duty"] + ("owner" in places) + 1
    yield WorkbookSheet(
        key="overview",
        name=say("workbook.grid.tab"),
        title=grid_title(context),
        summary=say("workbook.grid.summary" if _is_usual(context) else "workbook.grid.summary_letters"),
        notes=(
            f"{say('workbook.grid.following')} {about_units(context) if units else ''}".strip(),
            *((" ".join(about_letters(context)), legend(context)) if units else ()),
        ),
        columns=columns,
        rows=partial(_rows, context, areas, columns, places),
        frozen=first - 1,
        table=say("workbook.grid.table"),
        letters=LetterArea(first, first + len(units) - 1, units, edited=False) if units else None,
        marks=Marks(unit=places["unit"], owner=places.get("owner", 0)),
        anchors=tuple(places),
    )


def _units(context: Context) -> tuple[str, ...]:
    """Return the units that have a column: none of very many, whose letters the areas show."""
    units = context.views.unit_grid.columns
    return units if len(units) <= MOST_UNITS else ()


def _is_usual(context: Context) -> bool:
    return context.is_usual("accountable", "responsible", "support")


def _columns(context: Context, areas: Areas) -> list[tuple[str, SheetColumn]]:
    say, duties, size = context.wording, context.matrix.duties, context.size
    frozen = [("code", SheetColumn(say("matrix.code"), context.code_width))]
    if context.matrix.letters.has_accountable:
        owners = {areas.owner(duty)[0] for duty in duties}
        frozen.append(("owner", SheetColumn(say("matrix.owner"), owner_width(context, owners))))
    beside = sum(column.width for _, column in frozen)
    texts = [duty.text for duty in duties]
    letters = _letter_columns(context, LAPTOP - beside - text_width(texts, size, beside, 0))
    wide = text_width(texts, size, beside, sum(column.width for column in letters))
    behind = [(c.key, SheetColumn(c.header, c.width(duties, size))) for c in duty_columns.behind(context, duties)]
    # A sheet with marks prints on as many pages as one without: the texts make room for their column.
    marked = sum(column.width for key, column in behind if key == "change")
    frozen.insert(1, ("duty", SheetColumn(say("matrix.duty"), max(TEXT_LEAST, wide - marked))))
    hidden = [(key, SheetColumn(say(f"workbook.{key}"), 40.0, hidden=True)) for key in ("row", ID)]
    made = [*frozen, *zip(map(column_of, _units(context)), letters, strict=True), *behind, *hidden]
    headers = unique(column.header for _, column in made)
    return [
        (key, SheetColumn(header, c.width, c.level, c.turned, c.hidden))
        for header, (key, c) in zip(headers, made, strict=True)
    ]


def _letter_columns(context: Context, room: float) -> tuple[SheetColumn, ...]:
    units = [context.matrix.unit(unit) for unit in _units(context)]
    texts: dict[str, set[str]] = {unit.id: set() for unit in units}
    for (_, unit), cell in context.views.unit_grid.cells.items():
        if unit in texts:
            texts[unit].add(cell.text)
    inner = [duty_columns.letters_width(frozenset(written), context.size) for written in texts.values()]
    names, levels = [context.short(unit) for unit in units], [context.number(unit) for unit in units]
    return duty_columns.columns_of_letters(context, names, inner, levels, room)


def _rows(
    context: Context, areas: Areas, columns: Sequence[SheetColumn], numbers: Mapping[str, int], places: Places
) -> Iterator[SheetRow]:
    widths = [column.width for column in columns]
    behind = tuple(duty_columns.behind(context, context.matrix.duties))
    row = f"${get_column_letter(numbers['row'])}{ROW}"
    grid, units = context.views.unit_grid, _units(context)
    for area in areas.all:
        following = _Following(context, area, places.ranges[area.key], row)
        for number, code in enumerate(area.grid.rows, 1):
            duty, cut = context.matrix.duty(code), places.cut.get(code, {})
            level = context.number(context.matrix.unit(duty.unit))
            cells = (
                SheetCell(code, CellFormat("code", level), "", following.link(code)),
                SheetCell(cut.get("duty", duty.text), CellFormat("text"), "", following.text("duty")),
                *_owner(context, areas, duty, following),
                *(following.letters(grid.cell(code, unit), unit, duty.unit) for unit in units),
                *(_said(column, duty, level, cut, following) for column in behind),
                SheetCell(following.number(code, number), CellFormat("number"), "", following.row_of(code)),
                SheetCell(code, CellFormat("id")),
            )
            yield whole_row(cells, widths, context.size, SheetRow(duty=code))


def _owner(context: Context, areas: Areas, duty: Duty, following: "_Following") -> Iterator[SheetCell]:
    if context.matrix.letters.has_accountable:
        owner, is_open = areas.owner(duty)
        yield SheetCell(owner, CellFormat("open" if is_open else "text"), "", following.text("owner"))


def _said(column: DutyColumn, duty: Duty, level: int, cut: Mapping[str, str], following: "_Following") -> SheetCell:
    look = CellFormat("unit", level) if column.key == "unit" else CellFormat("small")
    return SheetCell(cut.get(column.key, column.text(duty)), look, "", following.text(column.key))


@dataclass(frozen=True)
class _Following:
    """The formulas of the rows whose duties stand in one area; ``row`` is the cell with the number of its row there."""

    context: Context
    area: Area
    range: EditedRange
    row: str
    known: dict[tuple[str, bool], str] = field(default_factory=dict)

    def link(self, code: str) -> str:
        return link_to(self.range, self.row, code)

    def row_of(self, code: str) -> str:
        return row_of(self.context, self.range, code)

    def number(self, code: str, number: int) -> str:
        return str(self.range.starts.get(code, number))

    def text(self, key: str) -> str:
        """Return the formula of what the area says of the duty in a column, "" where it has none."""
        return f'IFERROR(INDEX({self.range.cells(key)},{self.row})&"","")' if key in self.range.columns else ""

    def letters(self, cell: GridCell | None, unit: str, own: str) -> SheetCell:
        """Return the cell of a unit, with the formula that reads it from the columns of those who are at home there."""
        key = unit, unit == own
        if key not in self.known:
            self.known[key] = self._formula(*key)
        made, formula = self.context.letter_cell(cell), self.known[key]
        return made._replace(formula=formula) if formula else made

    def _formula(self, unit: str, is_own: bool) -> str:
        block = self.area.block(unit)
        cells = self._cells(block) if block else ""
        # An owner without a home shows in the duty's own unit.
        guests = self.area.block(HOMELESS) if is_own and self.context.matrix.unit(unit).performs else None
        owners = self._cells(guests) if guests and self._accountable else ""
        doing = self.context.matrix.letters.in_order(symbols(self.context, *DOING)) if cells or owners else ()
        found = {letter: "+".join(self._holding(cells, owners, letter)) for letter in doing}
        strong = "&".join(f'IF({count},{literal(f"/{letter}")},"")' for letter, count in found.items())
        weak = self._weak(cells) if cells else literal("")
        chosen = f"IF({'+'.join(found.values())},{strong},{weak})" if found else weak
        return accepted(f'IFERROR(MID({chosen},2,255),"")') if cells or owners else ""

    def _weak(self, cells: str) -> str:
        """Return the part that tells the letters of a unit that is no more than partner, or that it is not involved."""
        counted = {letter: count_of(self.context, cells, [letter]) for letter in _others(self.context)}
        weak = "&".join(f'IF({count},{literal(f"/{letter}")},"")' for letter, count in counted.items()) or literal("")
        if not self.context.knows_not_involved:
            return weak
        dash = f'IF(SUMPRODUCT(--({cells}="{NOT_INVOLVED}")),"/{NOT_INVOLVED}","")'
        return f"IF({'+'.join(counted.values())},{weak},{dash})" if counted else dash

    def _cells(self, block: tuple[str, str]) -> str:
        return f"INDEX({self.range.cells(*map(column_of, block))},{self.row},0)"

    def _holding(self, cells: str, owners: str, letter: str) -> Iterator[str]:
        if cells:
            yield count_of(self.context, cells, [letter])
        if owners:
            both = holds(self.context, owners, [letter]), holds(self.context, owners, self._accountable)
            yield f"SUMPRODUCT({both[0]}*{both[1]})"

    @property
    def _accountable(self) -> tuple[str, ...]:
        return symbols(self.context, "accountable")


def _others(context: Context) -> tuple[str, ...]:
    letters = context.matrix.letters
    return letters.in_order(letter.symbol for letter in letters.letters if letter.counts_as not in DOING)
