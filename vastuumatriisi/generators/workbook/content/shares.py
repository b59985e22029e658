"""The sheet that shows how evenly responsibility is shared: numbers and codes of each role and unit, and charts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from vastuumatriisi.matrix import Assignment, Role
from vastuumatriisi.matrix.balance import DOING, Load, loads
from vastuumatriisi.matrix.letters import STRENGTH
from vastuumatriisi.text.code_ranges import code_ranges

from ..context import Context
from ..counting import accepted, count_of, symbols
from ..places import Places, column_of
from ..sheet import ChartSeries, Marks, StackedChart, WorkbookSheet
from .areas import Areas
from .table import ColumnHeader, Record, TableText, identity, listing

CHART = 460.0  # pt, the width of a chart
MOST_BARS = 20  # of a chart
BAR, AROUND = 18.0, 90.0  # pt: of a chart's height a bar, and title, axis and legend; two charts fit on a page
MOST_CODES = 20  # and ranges of codes in a cell; the areas have all of them
LONGEST_NAME = 600  # characters beside a chart
NAMED = 3  # actors that the description of a chart names
NUMBERS_FROM = 3  # the column of the first number


def share_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the roles and below them the units, the most loaded first, if any of them has a letter."""
    context = areas.context
    groups = [(name, loads(context.matrix, actors)) for name, actors in _actors(context).items()]
    everyone = [load for _, found in groups for load in found]
    kinds = [kind for kind in STRENGTH if any(load.codes(kind) for load in everyone)]
    if not kinds:
        return
    # Where all that is done has letters of one kind, their number is the sum.
    with_total = all(symbols(context, kind) for kind in DOING)
    total = NUMBERS_FROM + len(kinds) if with_total else 0
    bars = [total] if total else [NUMBERS_FROM + at for at, kind in enumerate(kinds) if kind in DOING]
    known = _known(context)
    records = [_record(areas, load, kinds, known, with_total=with_total) for load in everyone]
    # A name that goes on in a further row would move the numbers that a chart shows.
    is_long = any(
        isinstance(cell.text, str) and len(cell.text) > LONGEST_NAME for record in records for cell in record.cells
    )
    sheet = listing(areas, "shares", _headings(context, kinds, known, with_total), records, continued=is_long)
    if not context.is_usual(*DOING):
        sheet = replace(sheet, summary=context.wording("workbook.shares.summary_letters"))
    charts: list[StackedChart] = []
    first, top = 0, 0.0
    for name, found in groups if not is_long else ():
        for chart in _chart(context, sheet, name, kinds, found):
            charts.append(replace(chart, first=first, top=top))
            top += chart.height + BAR
        first += len(found)
    yield replace(sheet, charts=tuple(charts), marks=Marks(bars=tuple(bars)))


def _actors(context: Context) -> dict[str, list[str]]:
    matrix = context.matrix
    units = [unit.id for unit in matrix.units if unit.duties or matrix.assignments_to(unit.id)]
    acting = {assignment.actor for assignment in matrix.assignments if assignment.letters}
    return {
        "roles": [role.id for role in matrix.roles],
        "units": units if acting.intersection(units) else [],
    }


def _headings(
    context: Context, kinds: Sequence[str], known: Mapping[str, Mapping[str, str]], with_total: bool
) -> list[ColumnHeader]:
    say = context.wording
    return [
        ColumnHeader(say("workbook.flat.actor")),
        ColumnHeader(say("workbook.flat.kind")),
        *(ColumnHeader(_header(context, kind)) for kind in kinds),
        *([ColumnHeader(total_name(context))] if with_total else ()),
        *(ColumnHeader(say("workbook.shares.codes", letters=_letters(context, kind))) for kind in kinds),
        *map(ColumnHeader, known),
        identity(context),
    ]


def _known(context: Context) -> dict[str, dict[str, str]]:
    """Return what else is known of units, by header and unit: the groups that they are in, and whom to ask."""
    matrix, say = context.matrix, context.wording
    groups = {unit.id: ", ".join(matrix.names(unit.path)) for unit in matrix.units}
    contacts = {unit.id: unit.contact for unit in matrix.units}
    columns = {say("workbook.shares.group"): groups, say("matrix.contact"): contacts}
    return {header: values for header, values in columns.items() if any(values.values())}


def _letters(context: Context, kind: str) -> str:
    return "/".join(symbols(context, kind))


def _header(context: Context, kind: str) -> str:
    letters = context.matrix.letters
    return " + ".join(context.label(letters[symbol]) for symbol in symbols(context, kind))


def total_name(context: Context) -> str:
    return context.wording("workbook.shares.total") if context.is_usual(*DOING) else " / ".join(context.named(*DOING))


def _record(
    areas: Areas, load: Load, kinds: Sequence[str], known: Mapping[str, Mapping[str, str]], *, with_total: bool
) -> Record:
    context = areas.context
    actor = context.matrix.actor(load.actor)
    is_role = isinstance(actor, Role)
    counted: list[tuple[int, tuple[str, ...]]] = [(len(load.codes(kind)), (kind,)) for kind in kinds]
    if with_total:
        counted.append((load.total, tuple(DOING)))
    numbers = [
        TableText(str(number), "sum" if len(of) > 1 else "share", partial(_formula, areas, load.actor, of))
        for number, of in counted
    ]
    cells = (
        TableText(actor.name, "name"),
        TableText(context.wording("workbook.flat.role" if is_role else "workbook.flat.unit"), "small"),
        *numbers,
        *(TableText(_codes(context, load.actor, kind), "small") for kind in kinds),
        *(TableText(values.get(load.actor, ""), "small") for values in known.values()),
        TableText(load.actor, "id"),
    )
    return Record(cells, 0 if is_role else context.number(context.matrix.unit(load.actor)))


def _codes(context: Context, actor: str, kind: str) -> tuple[str, ...]:
    """Return the codes of an actor's duties with a letter of a kind, those that hold on a condition with it."""
    matrix = context.matrix
    found = [
        part
        for part in matrix.assignments_to(actor)
        if any(matrix.letters.counts(symbol, kind) for symbol in part.letters)
    ]
    plain = code_ranges(part.duty for part in found if not _condition(context, part, kind))
    every = (*plain, *(f"{p.duty} ({condition})" for p in found if (condition := _condition(context, p, kind))))
    return every if len(every) <= MOST_CODES else (*every[: MOST_CODES - 1], f"… {len(every) - MOST_CODES + 1}")


def _condition(context: Context, part: Assignment, kind: str) -> str:
    return ", ".join(text for letter, text in part.conditions if context.matrix.letters.counts(letter, kind))


def _formula(areas: Areas, actor: str, kinds: Sequence[str], places: Places) -> str:
    """Return the formula that counts the letters of an actor in all areas where it has a column."""
    column, letters = column_of(actor), symbols(areas.context, *kinds)
    ranges = [places.ranges[area.key] for area in areas.all]
    counted = [count_of(areas.context, found.cells(column), letters) for found in ranges if column in found.columns]
    return accepted("+".join(counted)) if letters else ""


def _chart(
    context: Context, sheet: WorkbookSheet, name: str, kinds: Sequence[str], loads: Sequence[Load]
) -> Iterator[StackedChart]:
    """Yield the chart of the first rows, if there is anything to compare."""
    say, matrix = context.wording, context.matrix
    shown = [load for load in loads[:MOST_BARS] if any(len(load.codes(kind)) for kind in kinds)]
    if len(shown) < 2:
        return
    title = say(f"workbook.shares.{name}")
    if len(loads) > len(shown):
        title = say("workbook.shares.longest", title=title, n=len(shown))
    most = say.listed(f"{matrix.actor(load.actor).name} {load.letters}" for load in shown[:NAMED])
    yield StackedChart(
        title=title,
        description=say("workbook.shares.alternative", title=title, most=most),
        names=tuple(matrix.actor(load.actor).name for load in shown),
        series=tuple(
            ChartSeries(number, sheet.columns[number - 1].header, kind, tuple(len(load.codes(kind)) for load in shown))
            for number, kind in enumerate(kinds, NUMBERS_FROM)
        ),
        width=CHART,
        height=len(shown) * BAR + AROUND,
    )
