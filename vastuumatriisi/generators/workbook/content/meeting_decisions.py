"""What is to be decided, on the meeting's page: the largest matters first, each with room to write."""

from collections.abc import Iterator, Sequence

from vastuumatriisi.matrix.balance import Decision, agenda

from ..counting import HOLE, accepted, filled, literal
from ..places import Places
from ..sheet import CellFormat, Kind, SheetCell, SheetColumn, SheetRow
from ..xlsx import row_heights
from .areas import Areas
from .decisions import open_formula
from .meeting_lines import LINE, one_line, owned


def decision_rows(areas: Areas, columns: Sequence[SheetColumn], most: int, places: Places) -> Iterator[SheetRow]:
    """Yield what is to be decided, the largest matters first, each with room to write."""
    context = areas.context
    say = context.wording
    found = sorted((d for item in agenda(context.matrix) for d in item.decisions), key=lambda d: -len(d.duties))
    if not found or not owned(context):
        return
    room = len(columns) - max(2, (len(columns) - 3) // 2)
    heads = {
        0: say("workbook.meeting.decisions"),
        2: say("workbook.agenda.candidates"),
        room: say("workbook.meeting.answer"),
    }
    look = CellFormat("heading", 1)
    yield SheetRow((), 8, True)
    yield SheetRow(tuple(SheetCell(heads.get(n, ""), look) for n, _ in enumerate(columns)), LINE + 2, True)
    wide = sum(column.width for column in columns[2:room])
    for number, decision in enumerate(found[:most], 1):
        yield from _decision(areas, columns, number, decision, wide, places)
    if len(found) > most:
        told = say("workbook.meeting.more", n=len(found) - most)
        yield SheetRow((SheetCell(told, CellFormat("note")),), LINE, True)


def _decision(
    areas: Areas, columns: Sequence[SheetColumn], number: int, decision: Decision, wide: float, places: Places
) -> Iterator[SheetRow]:
    context = areas.context
    say, matrix, size = context.wording, context.matrix, context.size
    candidates = ", ".join(matrix.names(decision.candidates)) or say("workbook.agenda.nobody")
    lines = list(row_heights.wrapped(candidates, size, wide - 8))[:3]
    short = f"{number}  {one_line(context.short(matrix.unit(decision.unit)))}"
    asked, formula = _asked(areas, decision, places)
    for position, line in enumerate(lines):
        kind: Kind = "entry" if position == len(lines) - 1 else "entry_above"
        cells = [SheetCell("", CellFormat(kind)) for _ in columns]
        cells[2] = SheetCell(line, CellFormat(kind))
        if not position:
            cells[0] = SheetCell(short, CellFormat(kind, 1))
            cells[1] = SheetCell(asked, CellFormat(kind), "", formula)
        yield SheetRow(tuple(cells), LINE + 2 if len(lines) == 1 else size * row_heights.LINE + 1, True)


def _asked(areas: Areas, decision: Decision, places: Places) -> tuple[str, str]:
    """Return "Kuka heistä vastaa? 14 tehtävää" and its formula."""
    say = areas.context.wording
    question = say("workbook.meeting.ask_who" if decision.reason == "no-owner" else "workbook.meeting.ask_which")
    number = open_formula(areas, decision.duties, places)
    many = filled(f"{question} {say('count.duties.other', n=HOLE)}", number)
    one = literal(f"{question} {say('count.duties.one', n=1)}")
    formula = accepted(f"IF({number}=1,{one},{many})") if number else ""
    return f"{question} {say.count('count.duties', len(decision.duties))}", formula
