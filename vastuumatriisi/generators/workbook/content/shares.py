"""The sheets that show how evenly responsibility is shared: numbers for each unit or role, and a chart of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from vastuumatriisi.matrix import Role
from vastuumatriisi.matrix.balance import DOING, Load, loads
from vastuumatriisi.matrix.letters import STRENGTH

from ..context import Context
from ..counting import of_actor, symbols
from ..sheet import CHART_GAP, ChartSeries, StackedChart, WorkbookSheet
from .columns import PAGE
from .table import ColumnHeader, Record, TableText, identity, listing

TABLE = 0.55  # of the page; charts have the rest
MOST_BARS = 20  # on a page
BAR, AROUND = 24.0, 90.0  # pt: what a bar takes of a chart's height, and what title, axis and legend take
NAMED = 3  # actors that the description of a chart names


def share_sheets(context: Context) -> Iterator[WorkbookSheet]:
    """Yield one sheet of the units and one of the roles, the most loaded first, if any of them has a letter."""
    matrix = context.matrix
    units = [unit.id for unit in matrix.units if unit.duties or matrix.assignments_to(unit.id)]
    for name, actors in (("units", units), ("roles", [role.id for role in matrix.roles])):
        found = loads(matrix, actors)
        kinds = [kind for kind in STRENGTH if any(load.codes(kind) for load in found)]
        if kinds:
            yield _sheet(context, name, kinds, found)


def _sheet(context: Context, name: str, kinds: Sequence[str], loads: Sequence[Load]) -> WorkbookSheet:
    say = context.wording
    headings = [ColumnHeader(say("matrix.unit" if name == "units" else "matrix.role"))]
    headings += [ColumnHeader(_header(context, kind)) for kind in kinds]
    with_total = bool(symbols(context, *DOING))
    headings += [*([ColumnHeader(_total(context))] if with_total else ()), identity(context)]
    records = [_record(context, load, kinds, with_total=with_total) for load in loads]
    sheet = listing(context, f"shares.{name}", headings, records, room=PAGE * TABLE, continued=False)
    if not context.is_usual(*DOING):
        sheet = replace(sheet, summary=say(f"workbook.shares.{name}.summary_letters"))
    return replace(sheet, charts=tuple(_chart(context, sheet, name, kinds, loads)))


def _header(context: Context, kind: str) -> str:
    letters = context.matrix.letters
    return " + ".join(context.label(letters[symbol]) for symbol in symbols(context, kind))


def _total(context: Context) -> str:
    return context.wording("workbook.shares.total") if context.is_usual(*DOING) else " / ".join(context.named(*DOING))


def _record(context: Context, load: Load, kinds: Sequence[str], *, with_total: bool) -> Record:
    actor = context.matrix.actor(load.actor)
    is_role = isinstance(actor, Role)
    cells = [TableText(actor.name, "name")]
    own = f"${get_column_letter(len(kinds) + 2 + with_total)}{{row}}"
    cells += [TableText(str(len(load.codes(kind))), "number", _formula(context, own, kind)) for kind in kinds]
    if with_total:
        cells.append(TableText(str(load.total), "number", _formula(context, own, *DOING)))
    return Record((*cells, TableText(load.actor)), 0 if is_role else context.number(context.matrix.unit(load.actor)))


def _formula(context: Context, own: str, *kinds: str) -> str:
    found = symbols(context, *kinds)
    return of_actor(context, found, own) if found else "0"


def _chart(
    context: Context, sheet: WorkbookSheet, name: str, kinds: Sequence[str], loads: Sequence[Load]
) -> Iterator[StackedChart]:
    """Yield the chart of the first rows, if there is anything to compare."""
    say, matrix = context.wording, context.matrix
    shown = [load for load in loads[:MOST_BARS] if any(len(load.codes(kind)) for kind in kinds)]
    if len(shown) < 2:
        return
    title = say(f"workbook.shares.{name}.chart")
    if len(loads) > len(shown):
        title = say("workbook.shares.longest", title=title, n=len(shown))
    most = say.listed(f"{matrix.actor(load.actor).name} {load.letters}" for load in shown[:NAMED])
    yield StackedChart(
        title=title,
        description=say("workbook.shares.alternative", title=title, most=most),
        names=tuple(matrix.actor(load.actor).name for load in shown),
        series=tuple(
            ChartSeries(number, sheet.columns[number - 1].header, kind, tuple(len(load.codes(kind)) for load in shown))
            for number, kind in enumerate(kinds, 2)
        ),
        width=PAGE - sum(column.width for column in sheet.columns if not column.hidden) - CHART_GAP,
        height=len(shown) * BAR + AROUND,
    )
