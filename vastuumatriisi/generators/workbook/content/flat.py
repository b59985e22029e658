"""The flat table: one row for every duty and actor, from which the whole matrix can be read back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from vastuumatriisi.matrix import Assignment, Duty, Evidence, GridCell, Role

from ..context import Context, unique
from ..sheet import CellFormat, Kind, LetterArea, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.continued_rows import REPEATED, sheet_rows, whole_row

MOST_LINKS = 5000  # more would be slow to open


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its least width in pt, and its text from the duty or from the assignment."""

    header: str
    width: float
    of_duty: Callable[[Duty], str] | None = None
    of_assignment: Callable[[Assignment], str] | None = None
    kind: Kind = "text"


def flat_sheet(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the table, if there are duties; a duty that nobody has anything to do with has a row too."""
    if not context.matrix.duties:
        return
    say, fields, size = context.wording, tuple(_fields(context)), context.size
    headers = unique(field.header for field in fields)
    columns = tuple(
        SheetColumn(
            header,
            max(field.width + row_heights.INDENT, row_heights.header_width(header, size, 0, 200)),
        )
        for header, field in zip(headers, fields, strict=True)
    )
    at = headers.index(say("matrix.letter")) + 1
    yield WorkbookSheet(
        name=say("workbook.flat.tab"),
        title="",
        summary=say("workbook.flat.summary"),
        notes=(),
        columns=columns,
        rows=partial(_rows, context, columns, fields),
        frozen=1,
        table=say("workbook.flat.table"),
        letters=LetterArea(at, at),
    )


def _fields(context: Context) -> Iterator[Field]:
    say, matrix, size = context.wording, context.matrix, context.size
    codes = row_heights.width((duty.id for duty in matrix.duties), size, 50, 140)
    actors = row_heights.width((matrix.actor(a.actor).name for a in matrix.assignments), size, 90, 200)
    units = row_heights.width(map(context.short, matrix.duty_units), size, 60, 130)
    levels = row_heights.width((level.short for level in matrix.levels), size, 60, 130)
    yield Field(say("matrix.code"), codes, lambda duty: duty.id, kind="code")
    if len(matrix.levels) > 1:
        yield Field(say("matrix.level"), levels, lambda duty: matrix.level(matrix.unit(duty.unit).level).short)
    yield Field(say("matrix.unit"), units, lambda duty: context.short(matrix.unit(duty.unit)), kind="unit")
    texts = row_heights.width((duty.text for duty in matrix.duties), size, 200, 420)
    yield Field(say("matrix.duty"), texts, lambda duty: duty.text)
    if any(duty.scopes for duty in matrix.duties):
        yield Field(say("matrix.scope"), 84, context.scope)
    if matrix.themes:
        yield Field(say("matrix.theme"), 105, lambda duty: matrix.theme_name(duty.theme))
    yield Field(say("workbook.flat.actor"), actors, None, lambda a: matrix.actor(a.actor).name)
    yield Field(say("workbook.flat.kind"), 66, None, partial(_kind, context))
    yield Field(say("matrix.letter"), _letters_width(context), None, lambda _: "", "letter")
    if any(assignment.conditions for assignment in matrix.assignments):
        yield Field(say("workbook.condition"), 140, None, _conditions)
    yield Field(say("workbook.flat.origin"), 72, None, partial(_origin, context))
    yield Field(say("workbook.flat.why"), 230, None, partial(_why, context))
    # Names may repeat; this is what the letter can be traced back with.
    ids = row_heights.width((a.actor for a in matrix.assignments), size, 60, 150)
    yield Field(say("workbook.flat.id"), ids, None, lambda a: a.actor)


def _letters_width(context: Context) -> float:
    return row_heights.width(
        {"/".join(a.letters) for a in context.matrix.assignments}, context.size, 62, 140, bold=True
    )


def _rows(context: Context, columns: tuple[SheetColumn, ...], fields: Sequence[Field]) -> Iterator[SheetRow]:
    matrix, widths, size = context.matrix, [column.width for column in columns], context.size
    is_printed_elsewhere = bool(context.views.acting)
    for unit in matrix.duty_units:
        for code in unit.duties:
            assignments: tuple[Assignment | None, ...] = matrix.assignments_of(code) or (None,)
            for position, assignment in enumerate(assignments):
                look = CellFormat("text", context.number(unit), position == 0)
                cells = tuple(_cell(context, field, matrix.duty(code), assignment, look) for field in fields)
                row = SheetRow(group=code)
                # A grid has the text in several rows; here a row is a letter, and one more would be counted.
                if is_printed_elsewhere:
                    yield whole_row(cells, widths, size, row)
                else:
                    yield from sheet_rows(cells, widths, size, row, {*REPEATED, "code"})


def _cell(context: Context, field: Field, duty: Duty, assignment: Assignment | None, look: CellFormat) -> SheetCell:
    if field.of_duty:
        few = len(context.matrix.assignments) <= MOST_LINKS
        link = duty.id if field.kind == "code" and few else ""
        return SheetCell(field.of_duty(duty), look._replace(kind=field.kind), link)
    if assignment is None or field.of_assignment is None:
        return SheetCell("", look)
    if field.kind == "letter":
        cell = GridCell(assignment.letters, assignment.stated, (assignment,))
        return context.letter_cell(cell, look._replace(kind="blank"))
    return SheetCell(field.of_assignment(assignment), look)


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
