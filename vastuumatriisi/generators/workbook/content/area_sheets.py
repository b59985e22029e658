"""The sheets where duties are edited, one for each area: texts and the letters of all actors."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from openpyxl.utils import get_column_letter

from vastuumatriisi.incoming.anchors import ID
from vastuumatriisi.matrix import Duty

from ..context import BLANK, Context, unique
from ..places import CONTINUES, Places, column_of
from ..sheet import LAPTOP, ROW, CellFormat, LetterArea, Marks, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx.continued_rows import REPEATED, sheet_rows
from . import columns as duty_columns
from . import split_sheets
from .areas import Area, Areas, owner_width, text_width
from .columns import DutyColumn
from .notes import about_letters, grid_title, legend

MOST_NAMED = 6  # units of an area on the cover


def area_sheets(context: Context, areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the sheet of each area; where there is but one it is the grid of all duties."""
    for area in areas.all:
        yield _sheet(context, areas, area, is_only=len(areas.all) == 1)


def _sheet(context: Context, areas: Areas, area: Area, *, is_only: bool) -> WorkbookSheet:
    say = context.wording
    name, short = split_sheets.names(context, area.units)
    title = grid_title(context) if is_only else say("workbook.area.title", part=name)
    own = _own_columns(context, areas, area)
    columns = tuple(column for _, column in own)
    places = {key: number for number, (key, _) in enumerate(own, 1)}
    first = places["duty"] + ("owner" in places) + 1
    return WorkbookSheet(
        key=area.key,
        name=say("workbook.grid.tab") if is_only else short,
        title=title,
        summary=say("workbook.grid.summary_only") if is_only else _summary(context, area),
        notes=(
            say("workbook.area.editing" if "owner" in places else "workbook.area.editing_plain"),
            " ".join(about_letters(context)),
            legend(context),
        ),
        columns=columns,
        rows=partial(_rows, context, areas, area, columns, places),
        frozen=first - 1,
        table=say("workbook.area.table"),
        level=context.number(area.units[0]) if len({unit.level for unit in area.units}) == 1 else 0,
        letters=LetterArea(first, first + len(area.headers) - 1, area.grid.columns) if area.headers else None,
        marks=Marks(unit=places["unit"], owner=places.get("owner", 0)),
        edited=places,
        anchors=tuple(places),
    )


def _summary(context: Context, area: Area) -> str:
    names = [context.short(unit) for unit in area.units]
    told = context.wording.listed(names) if len(names) <= MOST_NAMED else f"{names[0]} – {names[-1]}"
    return context.wording("workbook.area.summary", units=told)


def _own_columns(context: Context, areas: Areas, area: Area) -> list[tuple[str, SheetColumn]]:
    """Return (what it holds, column) for each column; those of letters hold those of an actor."""
    say, duties, size = context.wording, _duties(context, area), context.size
    frozen = [("code", SheetColumn(say("matrix.code"), context.code_width))]
    if context.matrix.letters.has_accountable:
        owners = [areas.owner(duty)[0] for duty in duties]
        frozen.append(("owner", SheetColumn(say("matrix.owner"), owner_width(context, owners))))
    beside = sum(column.width for _, column in frozen)
    texts = [duty.text for duty in duties]
    letters = duty_columns.letter_columns(context, area, LAPTOP - beside - text_width(texts, size, beside, 0))
    wide = text_width(texts, size, beside, sum(column.width for column in letters))
    frozen.insert(1, ("duty", SheetColumn(say("matrix.duty"), wide)))
    behind = [(c.key, SheetColumn(c.header, c.width(duties, size))) for c in _behind(context, area)]
    identity = (ID, SheetColumn(say("workbook.id"), 40.0, hidden=True))
    made = [*frozen, *zip(map(column_of, area.grid.columns), letters, strict=True), *behind, identity]
    headers = unique(column.header for _, column in made)
    return [(key, replace(column, header=header)) for header, (key, column) in zip(headers, made, strict=True)]


def _behind(context: Context, area: Area) -> tuple[DutyColumn, ...]:
    return (
        *duty_columns.behind(context, _duties(context, area)),
        *duty_columns.remarks(context, _duties(context, area)),
        *duty_columns.counts(context),
        duty_columns.comment(context),
        DutyColumn("order", context.wording("workbook.order"), lambda _: "", "number", most=40),
    )


def _duties(context: Context, area: Area) -> list[Duty]:
    return [context.matrix.duty(code) for code in area.grid.rows]


def _rows(
    context: Context,
    areas: Areas,
    area: Area,
    columns: Sequence[SheetColumn],
    places: Mapping[str, int],
    _places: Places,
) -> Iterator[SheetRow]:
    widths, behind = [column.width for column in columns], _behind(context, area)
    formulas = _formulas(context, area, places)
    order = places["order"] - 1
    for number, duty in enumerate(_duties(context, area), 1):
        level = context.number(context.matrix.unit(duty.unit))
        cells = (
            SheetCell(duty.id, CellFormat("code", level)),
            SheetCell(duty.text, CellFormat("text")),
            *_owner(context, areas, duty, formulas),
            *_letters(context, area, duty),
            *(_said(column, duty, level, formulas) for column in behind[:-1]),
            SheetCell(str(number), CellFormat("number")),
            SheetCell(duty.id, CellFormat("id")),
        )
        made = sheet_rows(cells, widths, context.size, SheetRow(duty=duty.id), {*REPEATED, "code"})
        for part, row in enumerate(made):
            if not row.continues:
                yield row
                continue
            mark = SheetCell(CONTINUES, CellFormat("text", top=True))
            identity = SheetCell(f"{duty.id} {CONTINUES} {part}", CellFormat("id", top=True))
            yield row._replace(cells=(*row.cells[:order], mark, identity))


def _formulas(context: Context, area: Area, places: Mapping[str, int]) -> dict[str, str]:
    """Return the formulas of a row by what they tell."""
    if not area.grid.columns:
        return {}
    first, last = (get_column_letter(places[column_of(area.grid.columns[at])]) for at in (0, -1))
    letters = f"${first}{ROW}:${last}{ROW}"
    made = {
        kind: duty_columns.count_formula(context, kind, letters)
        for kind in ("accountable", "responsible")
        if kind in places
    }
    if "owner" in places:
        count = get_column_letter(places["accountable"])
        made["owner"] = duty_columns.owner_formula(context, count, first, last)
    return made


def _owner(context: Context, areas: Areas, duty: Duty, formulas: Mapping[str, str]) -> Iterator[SheetCell]:
    if context.matrix.letters.has_accountable:
        owner, is_open = areas.owner(duty)
        note = context.owner_note(duty)
        yield SheetCell(owner, CellFormat("open" if is_open else "text"), "", formulas.get("owner", ""), note)


def _letters(context: Context, area: Area, duty: Duty) -> list[SheetCell]:
    """Return the cells of all actors; most of these have nothing to do with a duty."""
    cells = [BLANK] * len(area.grid.columns)
    for actor in (*(part.actor for part in context.matrix.assignments_of(duty.id)), *context.changed_letters(duty.id)):
        if (at := area.places.get(actor)) is not None:
            cells[at] = _letter(context, area, duty, actor)
    return cells


def _letter(context: Context, area: Area, duty: Duty, actor: str) -> SheetCell:
    cell, changed = area.grid.cell(duty.id, actor), context.change_note(duty.id, actor)
    made = BLANK if cell is None else context.letter_cell(cell)
    stated = context.letter_note(cell) if cell is not None and cell.stated else ""
    return made._replace(note="\n".join(filter(None, (stated, changed)))) if stated or changed else made


def _said(column: DutyColumn, duty: Duty, level: int, formulas: Mapping[str, str]) -> SheetCell:
    text, kind = column.text(duty), column.kind
    if kind == "count" and text == "0":
        kind = "missing"
    return SheetCell(text, CellFormat(kind, level if kind == "unit" else 0), "", formulas.get(column.key, ""))
