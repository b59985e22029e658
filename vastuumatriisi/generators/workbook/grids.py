"""The grids: duties × units, and duties × roles for each level or smaller part."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice

from vastuumatriisi.views import Grid

from . import fit, printing, split
from .columns import SCALES, DutyColumn, choices, duty_columns, fits
from .context import Context
from .sheet import Cell, Column, Look, Row, Sheet

MOST_SHEETS = 12  # of one grid, or of one level of it, before a smaller print is the lesser evil
MOST_ROWS_TRIED = 4000  # rows × widths; a longer grid takes the first width


def unit_grids(context: Context) -> Iterator[Sheet]:
    """Yield the grid of duties × units, in one sheet where it fits on a page."""
    grid = context.views.unit_grid
    if not grid.columns:
        return
    runs = _runs(context, grid.part, context.matrix.duty_units, 0)
    for run in runs:
        yield _sheet(context, grid.part(_codes(run)), run, "units", whole=len(runs) == 1)


def role_grids(context: Context) -> Iterator[Sheet]:
    """Yield the grids of duties × roles: one a level or smaller, or one alone where no grid of units exists."""
    runs = _role_runs(context)
    alone = len(runs) == 1 and not context.views.unit_grid.columns
    for run in runs:
        grid = context.views.role_grid(_codes(run))
        if grid.columns:
            yield _sheet(context, grid, run, "roles", whole=alone)


def _role_runs(context: Context) -> list[split.Units]:
    units, make = context.matrix.duty_units, context.views.role_grid
    if not context.views.unit_grid.columns:
        return _runs(context, make, units, 0)
    levels = [tuple(unit for unit in units if unit.level == level.id) for level in context.matrix.levels]
    return [run for level in levels for run in _runs(context, make, level, 1)]


def _runs(
    context: Context, make: Callable[[tuple[str, ...]], Grid], units: split.Units, depth: int
) -> list[split.Units]:
    """Return the units of each sheet: as few sheets as print well, and never a bookful of them."""
    runs: list[split.Units] = []
    for scale in SCALES if units else ():
        runs = list(split.parts(units, depth, partial(_fit, context, make, scale)))
        if len(runs) <= MOST_SHEETS:
            break
    return runs


def _fit(context: Context, make: Callable[[tuple[str, ...]], Grid], scale: float, units: split.Units) -> bool:
    return fits(context, make(_codes(units)), scale)


def _codes(units: split.Units) -> tuple[str, ...]:
    return tuple(code for unit in units for code in unit.duties)


def _sheet(context: Context, grid: Grid, units: split.Units, kind: str, *, whole: bool) -> Sheet:
    say = context.wording
    name, short = split.names(context, units)
    titles = [say(f"workbook.{kind}_grid.title")] * 2
    if not whole:
        titles = [say(f"workbook.{kind}_grid.part", part=name), say(f"workbook.{kind}_grid.tab", part=short)]
    duties = duty_columns(context, grid.rows, with_theme=kind == "units" or whole)
    sheet = Sheet(
        name=titles[1],
        title=titles[0],
        summary=say(f"workbook.{kind}_grid.summary") if whole else titles[0],
        notes=notes(context, units, kind),
        columns=(),
        rows=lambda: iter(()),
        frozen=sum(column.frozen for column in duties),
        table=say(f"workbook.{kind}_grid.table"),
        level=context.number(units[0]) if len({unit.level for unit in units}) == 1 else 0,
    )
    return _on_fewest_pages(context, sheet, grid, duties, units)


def _on_fewest_pages(
    context: Context, sheet: Sheet, grid: Grid, duties: tuple[DutyColumn, ...], units: split.Units
) -> Sheet:
    """Return the sheet with the columns that print on the fewest pages, of those the ones that shrink least."""
    tries = max(1, MOST_ROWS_TRIED // len(grid.rows))
    made = [
        replace(sheet, columns=columns, rows=partial(_rows, context, grid, duties, columns, units))
        for columns in islice(choices(context, grid, duties, sheet.level), tries)
    ]
    return min(made, key=partial(_pages, context)) if len(made) > 1 else made[0]


def _pages(context: Context, sheet: Sheet) -> int:
    rows = [(number, row.group, row.height) for number, row in enumerate(sheet.rows())]
    return sum(1 for _ in printing.page_ends(context, sheet, rows))


def notes(context: Context, units: split.Units, kind: str) -> tuple[str, ...]:
    """Return the lines under a grid's title: the levels, how letters are marked, and what each letter means."""
    say, matrix = context.wording, context.matrix
    lines = []
    levels = [level for level in matrix.levels if any(unit.level == level.id for unit in units)]
    if len(levels) > 1:
        numbered = say.listed(f"{level.number}\N{NO-BREAK SPACE}{level.name}" for level in levels)
        lines.append(say("workbook.levels", levels=numbered))
    lines.append(" ".join((*looks(context), say("origin.blank"))))
    if kind == "units":
        lines.append(say("workbook.units_grid.columns"))
    # The last one is repeated on every printed page.
    return (*lines, " · ".join(context.label(letter) for letter in matrix.letters.letters))


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


def _rows(
    context: Context, grid: Grid, duties: tuple[DutyColumn, ...], columns: tuple[Column, ...], units: split.Units
) -> Iterator[Row]:
    for index, unit in enumerate(units):
        for position, code in enumerate(unit.duties):
            duty = context.matrix.duty(code)
            look = Look("text", context.number(unit), index % 2 == 0, position == 0)
            cells = [Cell(text, look._replace(kind=kind)) for text, kind in (column.cell(duty) for column in duties)]
            blank = look._replace(kind="blank", tinted=False)
            cells.extend(context.letter_cell(grid.cell(code, actor), blank) for actor in grid.columns)
            texts = zip((cell.text for cell in cells), (column.width for column in columns), strict=True)
            yield Row(tuple(cells), fit.height(texts, context.size), unit.id)
