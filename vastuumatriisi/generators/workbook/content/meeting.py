"""One page to take to a meeting: units × themes with counts, owners or what is open in words, and what to decide."""

from collections.abc import Iterator, Sequence
from functools import partial

from openpyxl.utils import get_column_letter

from ..context import Context
from ..counting import accepted, literal
from ..places import Places
from ..sheet import A4_LANDSCAPE, CellFormat, Marks, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from . import cover_facts
from .areas import Areas
from .meeting_decisions import decision_rows
from .meeting_lines import LINE, Line, bands_of, line_row, lines_of, one_line, owned, themes

NAME, OWNER, CODES, NUMBER, BAR = 120.0, 160.0, 92.0, 52.0, 70.0  # pt
THEME_LEAST, THEME_MOST = 56.0, 90.0  # pt
ROOM = 640.0  # pt that the page has for rows, so that it prints at 8 pt and more
LEAST_DECISIONS = 4


def meeting_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the sheet, if there are duties."""
    context = areas.context
    if not context.matrix.duties:
        return
    say = context.wording
    columns = _columns(context)
    lines = lines_of(context)
    head = sum(1 for _ in _top(context, columns)) + 2
    numbers = len(columns) - (1 if owned(context) else 0)
    yield WorkbookSheet(
        key="meeting",
        name=say("workbook.meeting.tab"),
        title=context.matrix.title,
        summary=say("workbook.meeting.summary"),
        notes=(),
        columns=columns,
        rows=partial(_rows, areas, columns, lines),
        paper=A4_LANDSCAPE,
        marks=Marks(
            first=head + 1,
            last=head + len(lines) + len(bands_of(lines)),
            left=4,
            right=3 + len(themes(context)),
            counted=len(columns) if owned(context) else 0,
            bars=(numbers, len(columns)) if owned(context) else (numbers,),
        ),
    )


def _columns(context: Context) -> tuple[SheetColumn, ...]:
    size, say = context.size, context.wording
    shown = [one_line(name) for _, name in themes(context)]
    widths = [row_heights.words_width([name], size, THEME_LEAST, THEME_MOST) for name in shown]
    owner = [SheetColumn(say("matrix.owner"), OWNER)] if owned(context) else []
    bar = [SheetColumn(say("workbook.meeting.open"), BAR)] if owned(context) else []
    return (
        SheetColumn(say("matrix.unit"), NAME),
        *owner,
        SheetColumn(say("workbook.meeting.codes"), CODES),
        *map(SheetColumn, shown, widths),
        SheetColumn(
            say("workbook.meeting.all"),
            max(NUMBER, row_heights.words_width([say("workbook.meeting.all")], size, 0, 90)),
        ),
        *bar,
    )


def _rows(areas: Areas, columns: Sequence[SheetColumn], lines: Sequence[Line], places: Places) -> Iterator[SheetRow]:
    context = areas.context
    yield from _top(context, columns)
    yield _fact(areas, places)
    yield _head(context, columns)
    bands, level = bands_of(lines), ""
    first = sum(1 for _ in _top(context, columns)) + 3
    for line in lines:
        if bands and line.units[0].level != level:
            level = line.units[0].level
            yield _band(context, level, columns)
        yield line_row(areas, line, columns, places)
    last = first + len(lines) + len(bands) - 1
    yield _sum(areas, columns, first, last)
    used = (len(lines) + 2) * LINE + len(bands) * LINE + 90
    yield from decision_rows(areas, columns, max(LEAST_DECISIONS, int((ROOM - used) / LINE)), places)


def _top(context: Context, columns: Sequence[SheetColumn]) -> Iterator[SheetRow]:
    """Yield the title, and organisation, edition and what the numbers are."""
    matrix, say, size = context.matrix, context.wording, context.size
    title, room = context.theme.workbook["title"], sum(column.width for column in columns)
    for line in row_heights.wrapped(say("workbook.meeting.title", title=matrix.title), title, room, bold=True):
        yield SheetRow((SheetCell(line, CellFormat("title", 1)),), title * row_heights.LINE + 2, True)
    edition = say("workbook.cover.edition", edition=matrix.edition, date=say.date(matrix.date), mark=matrix.fingerprint)
    told = f"{matrix.organisation}. {edition} {say('workbook.meeting.following')}"
    for line in row_heights.wrapped(told, size, room):
        yield SheetRow((SheetCell(line, CellFormat("note")),), size * row_heights.LINE, True)


def _fact(areas: Areas, places: Places) -> SheetRow:
    """Return how many duties nobody owns alone, or how many duties there are."""
    fact = next(cover_facts.facts(areas, places))
    look = CellFormat("alert", counts_as="open" if fact.is_open else "")
    both = [part for part in (fact.number_formula, fact.told_formula or literal(fact.told)) if part]
    formula = accepted(f'{both[0]}&" "&{both[1]}') if len(both) == 2 else ""
    return SheetRow((SheetCell(f"{fact.number} {fact.told}", look, "", formula),), LINE + 4, True)


def _head(context: Context, columns: Sequence[SheetColumn]) -> SheetRow:
    cells = tuple(SheetCell(column.header, CellFormat("head")) for column in columns)
    high = row_heights.height(
        [(column.header, column.width - row_heights.INDENT) for column in columns], context.size, True
    )
    return SheetRow(cells, high, True)


def _band(context: Context, level: str, columns: Sequence[SheetColumn]) -> SheetRow:
    found = context.matrix.level(level)
    look = CellFormat("band_row", found.number)
    return SheetRow((SheetCell(found.name, look), *(SheetCell("", look) for _ in columns[1:])), LINE, True)


def _sum(areas: Areas, columns: Sequence[SheetColumn], first: int, last: int) -> SheetRow:
    context = areas.context
    matrix, own = context.matrix, 2 + owned(context)
    undecided = sum(bool(ownership.open) for ownership in matrix.ownership.values())
    numbers = [
        *(sum(duty.theme == theme for duty in matrix.duties) for theme, _ in themes(context)),
        len(matrix.duties),
        *([undecided] if owned(context) else []),
    ]
    cells = [SheetCell(context.wording("workbook.meeting.all"), CellFormat("head"))]
    cells += [SheetCell("", CellFormat("head")) for _ in range(own - 1)]
    for number, column in zip(numbers, range(own + 1, len(columns) + 1), strict=True):
        letter = get_column_letter(column)
        cells.append(SheetCell(str(number), CellFormat("total"), "", f"SUM({letter}{first}:{letter}{last})"))
    return SheetRow(tuple(cells), LINE + 2, True)
