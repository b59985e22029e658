"""What is to be decided, on the meeting's page: the largest matters first, each with room to write."""

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from vastuumatriisi.matrix.balance import Decision, agenda

from ..context import Context
from ..counting import HOLE, accepted, filled, literal
from ..places import Places
from ..sheet import CellFormat, Kind, SheetCell, SheetColumn, SheetRow
from ..xlsx import row_heights
from .areas import Areas
from .decisions import open_formula
from .meeting_lines import LINE, one_line, owned

LEAST = 3  # decisions on the page
MOST_LINES = 3  # of candidates


def decision_rows(areas: Areas, columns: Sequence[SheetColumn], free: float, places: Places) -> Iterator[SheetRow]:
    """Yield what is to be decided, the largest matters first, each with room to write, in ``free`` pt of the page."""
    context = areas.context
    found = sorted((d for item in agenda(context.matrix) for d in item.decisions), key=lambda d: -len(d.duties))
    if not found or not owned(context):
        return
    room = len(columns) - max(2, (len(columns) - 3) // 2)
    head = list(_head(context, len(columns), room))
    yield from head
    wide = sum(column.width for column in columns[2:room])
    free -= sum(row.height for row in head)
    for number, decision in enumerate(found, 1):
        rows = list(_decision(areas, columns, number, decision, wide, places))
        free -= sum(row.height for row in rows)
        if number > LEAST and free < (LINE if number < len(found) else 0.0):
            left = len(found) - number + 1
            told = context.wording.count("workbook.meeting.more", left)
            yield SheetRow((SheetCell(told, CellFormat("note")),), LINE, True)
            return
        yield from rows


def _head(context: Context, columns: int, room: int) -> Iterator[SheetRow]:
    say, look = context.wording, CellFormat("heading", 1)
    heads = {
        0: say("workbook.meeting.decisions"),
        2: say("workbook.agenda.candidates"),
        room: say("workbook.meeting.answer"),
    }
    yield SheetRow((), 8, True)
    yield SheetRow(tuple(SheetCell(heads.get(n, ""), look) for n in range(columns)), LINE + 2, True)


def _decision(
    areas: Areas, columns: Sequence[SheetColumn], number: int, decision: Decision, wide: float, places: Places
) -> Iterator[SheetRow]:
    context = areas.context
    say, matrix, size = context.wording, context.matrix, context.size
    candidates = ", ".join(matrix.names(decision.candidates)) or say("workbook.agenda.nobody")
    unit = f"{number}  {one_line(context.short(matrix.unit(decision.unit)))}"
    asked, formula = _asked(areas, decision, places)
    units = row_heights.wrapped(unit, size, columns[0].width - row_heights.INDENT, bold=True)
    named = list(row_heights.wrapped(candidates, size, wide - row_heights.INDENT))[:MOST_LINES]
    lines = list(zip_longest(units, [asked], named, fillvalue=""))
    for position, texts in enumerate(lines):
        kind: Kind = "entry" if position == len(lines) - 1 else "entry_above"
        cells = [SheetCell("", CellFormat(kind)) for _ in columns]
        looks = CellFormat(kind, 1), CellFormat(kind), CellFormat(kind)
        cells[:3] = [SheetCell(text, look) for text, look in zip(texts, looks, strict=True)]
        if not position:
            cells[1] = cells[1]._replace(formula=formula)
        yield SheetRow(tuple(cells), LINE + 2 if len(lines) == 1 else size * row_heights.LINE + 1, True)


def asked_width(context: Context) -> float:
    """Return the width in pt of the longest question with a number of duties; it stands on one line."""
    say = context.wording
    number = say.count("count.duties", len(context.matrix.duties))
    asked = [f"{say(f'workbook.meeting.{question}')} {number}" for question in ("ask_who", "ask_which")]
    return row_heights.width(asked, context.size, 0, math.inf)


def _asked(areas: Areas, decision: Decision, places: Places) -> tuple[str, str]:
    """Return "Kuka heistä vastaa? 14 tehtävää" and its formula."""
    say = areas.context.wording
    question = say("workbook.meeting.ask_who" if decision.reason == "no-owner" else "workbook.meeting.ask_which")
    number = open_formula(areas, decision.duties, places)
    many = filled(f"{question} {say('count.duties.other', n=HOLE)}", number)
    one = literal(f"{question} {say('count.duties.one', n=1)}")
    formula = accepted(f"IF({number}=1,{one},{many})") if number else ""
    return f"{question} {say.count('count.duties', len(decision.duties))}", formula
