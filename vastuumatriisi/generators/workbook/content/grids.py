"""The grids: duties × units, and duties × roles for each level or smaller part."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import islice

from openpyxl.utils import get_column_letter

from vastuumatriisi.matrix import Grid, GridCell
from vastuumatriisi.matrix.balance import DOING

from ..context import Context
from ..counting import accepted, symbols
from ..sheet import CellFormat, LetterArea, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import print_setup
from ..xlsx.continued_rows import REPEATED, sheet_rows
from . import split_sheets
from .columns import SCALES, DutyColumn, DutyText, choices, comment_column, duty_columns, fits

RowSource = Callable[[], Iterable[tuple[tuple[SheetCell, ...], SheetRow]]]
MOST_SHEETS = 12  # of one grid, or of one level of it, before a smaller print is the lesser evil
MOST_REPEATED = 4  # times that a column stands in the sheets of one grid, on average, before the same
MOST_ROWS_TRIED = 4000  # rows × widths; a longer grid takes the first width


def unit_grids(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the grid of duties × units, in one sheet where it fits on a page."""
    grid = context.views.unit_grid
    if not grid.columns:
        return
    runs = _runs(context, grid.part, context.matrix.duty_units, 0)
    for run in runs:
        yield _sheet(context, grid.part(_codes(run)), run, "units", whole=len(runs) == 1)


def role_grids(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the grids of duties × roles: one a level or smaller, or one alone where no grid of units exists."""
    runs = _role_runs(context)
    alone = len(runs) == 1 and not context.views.unit_grid.columns
    for run in runs:
        yield _sheet(context, context.views.role_grid(_codes(run)), run, "roles", whole=alone)


def _role_runs(context: Context) -> list[split_sheets.Units]:
    units, make = context.matrix.duty_units, context.views.role_grid
    if not context.views.unit_grid.columns:
        return _runs(context, make, units, 0)
    levels = [tuple(unit for unit in units if unit.level == level.id) for level in context.matrix.levels]
    return [run for level in levels for run in _runs(context, make, level, 1)]


def _runs(
    context: Context, make: Callable[[tuple[str, ...]], Grid], units: split_sheets.Units, depth: int
) -> list[split_sheets.Units]:
    """Return the units of each sheet: as few sheets as print well, and never a bookful of them or of one column."""
    runs: list[split_sheets.Units] = []
    for scale in SCALES if units else ():
        parts = split_sheets.parts(units, depth, partial(_fit, context, make, scale))
        runs = list(split_sheets.worth_splitting(parts, partial(_columns, make)))
        own, whole = sum(len(_columns(make, run)) for run in runs), len(_columns(make, units))
        if len(runs) > 1 and own > split_sheets.LEAST_GAIN * whole * len(runs):
            runs = [units]
        if len(runs) <= MOST_SHEETS and own <= MOST_REPEATED * whole:
            break
    return list(_with_letters(runs, make))


def _columns(make: Callable[[tuple[str, ...]], Grid], units: split_sheets.Units) -> frozenset[str]:
    return frozenset(make(_codes(units)).columns)


def _with_letters(
    runs: list[split_sheets.Units], make: Callable[[tuple[str, ...]], Grid]
) -> Iterator[split_sheets.Units]:
    """Yield the runs, each that has no letter together with the next one or the last: a grid needs a column."""
    ready: split_sheets.Units = ()
    waiting: split_sheets.Units = ()
    for run in runs:
        if make(_codes(run)).columns:
            if ready:
                yield ready
            ready, waiting = (*waiting, *run), ()
        elif ready:
            ready = (*ready, *run)
        else:
            waiting = (*waiting, *run)
    if ready:
        yield ready


def _fit(context: Context, make: Callable[[tuple[str, ...]], Grid], scale: float, units: split_sheets.Units) -> bool:
    return fits(context, make(_codes(units)), scale)


def _codes(units: split_sheets.Units) -> tuple[str, ...]:
    return tuple(code for unit in units for code in unit.duties)


def _sheet(context: Context, grid: Grid, units: split_sheets.Units, kind: str, *, whole: bool) -> WorkbookSheet:
    say = context.wording
    name, short = split_sheets.names(context, units)
    titles = [say(f"workbook.{kind}_grid.title")] * 2
    if not whole:
        titles = [say(f"workbook.{kind}_grid.part", part=name), say(f"workbook.{kind}_grid.tab", part=short)]
    main = kind == "units" or not context.views.unit_grid.columns
    duties = duty_columns(context, grid, main=main)
    sheet = WorkbookSheet(
        name=titles[1],
        title=titles[0],
        summary=_summary(context, kind) if whole else titles[0],
        notes=notes(context, units, kind),
        columns=(),
        rows=lambda: iter(()),
        frozen=sum(column.frozen for column in duties),
        table=say(f"workbook.{kind}_grid.table"),
        level=context.number(units[0]) if len({unit.level for unit in units}) == 1 else 0,
        letters=_letter_area(context, duties, grid),
        is_target=main,
    )
    return _on_fewest_pages(context, sheet, grid, (*duties, comment_column(context)), units)


def _summary(context: Context, kind: str) -> str:
    owned = kind == "roles" or context.matrix.letters.has_accountable
    return context.wording(f"workbook.{kind}_grid.{'summary' if owned else 'summary_letters'}")


def _letter_area(context: Context, duties: tuple[DutyColumn, ...], grid: Grid) -> LetterArea:
    headers = [column.header for column in duties]
    owner = headers.index(context.wording("matrix.owner")) + 1 if context.matrix.letters.has_accountable else 0
    accountable = context.wording("workbook.count", letters="/".join(symbols(context, "accountable")))
    owners = headers.index(accountable) + 1 if owner else 0
    return LetterArea(len(duties) + 1, len(duties) + len(grid.columns), grid.columns, owner, owners)


def _on_fewest_pages(
    context: Context, sheet: WorkbookSheet, grid: Grid, duties: tuple[DutyColumn, ...], units: split_sheets.Units
) -> WorkbookSheet:
    """Return the sheet with the columns that print on the fewest pages, of those the ones that shrink least."""
    tries = max(1, MOST_ROWS_TRIED // len(grid.rows))
    tried = list(islice(choices(context, grid, duties, sheet.level), tries))
    contents: RowSource = partial(_contents, context, grid, duties, units)
    if len(tried) > 1:
        contents = partial(iter, list(contents()))  # few enough to be held; only their heights differ
    made = [replace(sheet, columns=columns, rows=partial(_rows, context, contents, columns)) for columns in tried]
    return min(made, key=partial(_pages, context)) if len(made) > 1 else made[0]


def _pages(context: Context, sheet: WorkbookSheet) -> int:
    rows = [(number, row.group, row.height) for number, row in enumerate(sheet.rows())]
    return sum(1 for _ in print_setup.page_ends(context, sheet, rows))


def notes(context: Context, units: split_sheets.Units, kind: str) -> tuple[str, ...]:
    """Return the lines under a grid's title: the levels, how letters are marked, and what each letter means."""
    say, matrix = context.wording, context.matrix
    lines = []
    levels = [level for level in matrix.levels if any(unit.level == level.id for unit in units)]
    if len(levels) > 1:
        numbered = say.listed(f"{level.number}\N{NO-BREAK SPACE}{level.name}" for level in levels)
        lines.append(say("workbook.levels", levels=numbered))
    marks = [*looks(context), say("origin.blank")]
    if kind != "units" and any(unit.performs for unit in units):
        # Their letters have no column here; without them a duty that a unit performs would count as done by nobody.
        marks.append(say("workbook.roles_grid.counts"))
    lines.append(" ".join(marks))
    if kind == "units":
        lines.append(_about_columns(context))
    # The last one is repeated on every printed page.
    return (*lines, " · ".join(context.label(letter) for letter in matrix.letters.letters))


def _about_columns(context: Context) -> str:
    """Return what a unit's column shows, in the words of the letters."""
    say = context.wording
    if context.is_usual(*DOING):
        return say("workbook.units_grid.columns")
    doing = symbols(context, *DOING)
    if not doing:
        return say("workbook.units_grid.columns_plain")
    return say("workbook.units_grid.columns_letters", letters=say.listed(doing))


def looks(context: Context) -> tuple[str, ...]:
    """Return the sentences that tell a derived letter from a stated one, and a conditional one."""
    say, matrix = context.wording, context.matrix
    kind = {(True, True): "both", (False, True): "derived"}.get((matrix.has_stated, matrix.has_derived))
    found = [say(f"workbook.looks.{kind}")] if kind else []
    if any(assignment.conditions for assignment in matrix.assignments):
        found.append(say("workbook.looks.conditional"))
    if any(assignment.stated and not assignment.letters for assignment in matrix.assignments):
        found.append(say("workbook.looks.not_involved"))
    return tuple(found)


def _rows(context: Context, contents: RowSource, columns: tuple[SheetColumn, ...]) -> Iterator[SheetRow]:
    widths = [column.width for column in columns]
    for cells, row in contents():
        yield from sheet_rows(cells, widths, context.size, row, {*REPEATED, "code"})


def _contents(
    context: Context, grid: Grid, duties: tuple[DutyColumn, ...], units: split_sheets.Units
) -> Iterator[tuple[tuple[SheetCell, ...], SheetRow]]:
    """Yield the cells of each row, whatever their widths, with the row that they are to stand in."""
    area = _letter_area(context, duties[:-1], grid)
    code = get_column_letter([column.header for column in duties].index(context.wording("matrix.code")) + 1)
    places = {
        "{letters}": f"{get_column_letter(area.first)}{{row}}:{get_column_letter(area.last)}{{row}}",
        "{duty}": f"${code}{{row}}",
    }
    for unit in units:
        for position, code in enumerate(unit.duties):
            duty = context.matrix.duty(code)
            look = CellFormat("text", context.number(unit), position == 0)
            *own, comment = [_cell(column.cell(duty), look, places) for column in duties]
            blank = look._replace(kind="blank")
            made = (_letter_cell(context, grid.cell(code, actor), blank) for actor in grid.columns)
            yield (*own, *made, comment), SheetRow(group=unit.id, duty=code)


def _cell(said: DutyText, look: CellFormat, places: Mapping[str, str]) -> SheetCell:
    formula = said.formula
    for name, place in places.items():
        formula = formula.replace(name, place)
    return SheetCell(said.text, look._replace(kind=said.kind), said.link, accepted(formula), said.note)


def _letter_cell(context: Context, cell: GridCell | None, blank: CellFormat) -> SheetCell:
    made = context.letter_cell(cell, blank)
    return made._replace(note=context.letter_note(cell)) if cell and cell.stated else made
