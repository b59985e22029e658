"""The flat table: one row for every duty and actor, for Pivot tables; its letters follow the areas."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from openpyxl.utils import get_column_letter

from vastuumatriisi.matrix import Assignment, Evidence, GridCell, Role

from ..context import Context, unique
from ..counting import accepted, link_to, row_of
from ..places import EditedRange, Places, column_of
from ..sheet import ROW, CellFormat, Kind, LetterArea, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.continued_rows import whole_row
from .areas import Areas

SMALL = CellFormat("small")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its least width in pt, and its text."""

    header: str
    width: float
    text: Callable[[Assignment], str]
    key: str
    kind: Kind = "small"


def flat_sheet(context: Context, areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the table, if somebody has a letter."""
    if not context.matrix.assignments:
        return
    say, fields, size = context.wording, tuple(_fields(context)), context.size
    headers = unique((*(field.header for field in fields), say("workbook.row")))
    widths = [
        max(field.width + row_heights.INDENT, row_heights.header_width(header, size, 0, 200))
        for header, field in zip(headers, fields, strict=False)
    ]
    at = [field.kind for field in fields].index("letter") + 1
    yield WorkbookSheet(
        key="flat",
        name=say("workbook.flat.tab"),
        title=say("workbook.flat.title"),
        summary=say("workbook.flat.summary"),
        notes=(say("workbook.flat.note"),),
        columns=(*map(SheetColumn, headers, widths), SheetColumn(headers[-1], 40.0, hidden=True)),
        rows=partial(_rows, context, areas, widths, fields),
        frozen=1,
        table=say("workbook.flat.table"),
        letters=LetterArea(at, at, edited=False),
        printed=False,
        anchors=(*(field.key for field in fields), "row"),
    )


def _fields(context: Context) -> Iterator[Field]:
    say, matrix, size = context.wording, context.matrix, context.size
    codes = row_heights.width((duty.id for duty in matrix.duties), size, 50, 140)
    actors = row_heights.width({matrix.actor(a.actor).name for a in matrix.assignments}, size, 90, 200)
    units = row_heights.width(map(context.short, matrix.duty_units), size, 60, 130)
    yield Field(say("matrix.code"), codes, lambda a: a.duty, "code", "code")
    yield Field(say("matrix.unit"), units, lambda a: context.short(matrix.unit(matrix.duty(a.duty).unit)), "unit")
    yield Field(say("workbook.flat.actor"), actors, lambda a: matrix.actor(a.actor).name, "actor")
    yield Field(say("workbook.flat.kind"), 66, partial(_kind, context), "kind")
    yield Field(say("matrix.letter"), _letters_width(context), lambda _: "", "letter", "letter")
    if any(assignment.conditions for assignment in matrix.assignments):
        yield Field(say("workbook.condition"), 140, _conditions, "condition")
    yield Field(say("workbook.flat.origin"), 72, partial(_origin, context), "origin")
    yield Field(say("workbook.flat.why"), 230, partial(_why, context), "why")
    # Names may repeat; this is what the letter can be traced back with.
    ids = row_heights.width({a.actor for a in matrix.assignments}, size, 60, 150)
    yield Field(say("workbook.flat.id"), ids, lambda a: a.actor, "actor_id")


def _letters_width(context: Context) -> float:
    return row_heights.width(
        {"/".join(a.letters) for a in context.matrix.assignments}, context.size, 62, 140, bold=True
    )


def _rows(
    context: Context, areas: Areas, widths: Sequence[float], fields: Sequence[Field], places: Places
) -> Iterator[SheetRow]:
    row = f"${get_column_letter(len(fields) + 1)}{ROW}"
    for area in areas.all:
        found = places.ranges[area.key]
        for number, code in enumerate(area.grid.rows, 1):
            start, level = str(found.starts.get(code, number)), _level(context, code)
            link, place = link_to(found, row, code), row_of(context, found, code)
            first = SheetCell(code, CellFormat("code", level), "", link)
            last = SheetCell(start, CellFormat("number"), "", place)
            for part in context.matrix.assignments_of(code):
                cells = [
                    _letter(context, part, found, row) if field.kind == "letter" else SheetCell(field.text(part), SMALL)
                    for field in fields[1:]
                ]
                yield whole_row((first, *cells, last), (*widths, 40.0), context.size, SheetRow())


def _level(context: Context, code: str) -> int:
    return context.number(context.matrix.unit(context.matrix.duty(code).unit))


def _letter(context: Context, part: Assignment, found: EditedRange, row: str) -> SheetCell:
    made = context.letter_cell(GridCell(part.letters, part.stated, (part,)))
    column = column_of(part.actor)
    if column not in found.columns:
        return made
    return made._replace(formula=accepted(f'IFERROR(INDEX({found.cells(column)},{row})&"","")'))


def _kind(context: Context, assignment: Assignment) -> str:
    is_role = isinstance(context.matrix.actor(assignment.actor), Role)
    return context.wording("workbook.flat.role" if is_role else "workbook.flat.unit")


def _conditions(assignment: Assignment) -> str:
    return "; ".join(f"{letter}: {condition}" for letter, condition in assignment.conditions)


def _origin(context: Context, assignment: Assignment) -> str:
    return context.wording("origin.stated" if assignment.stated else "origin.derived")


def _why(context: Context, assignment: Assignment) -> str:
    """Return each relation in words and where it stands: "vastuuhenkilö: Koulun johto; …"."""
    return "; ".join(_reason(context, evidence) for evidence in assignment.evidence)


def _reason(context: Context, evidence: Evidence) -> str:
    of_unit = evidence.relation in ("leads", "supports")
    place = context.matrix.unit(evidence.place).short if of_unit else evidence.place
    return context.wording(f"workbook.why.{evidence.relation}", place=place)
