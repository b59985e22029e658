"""One page to take to a meeting: units × themes with counts, owners or what is open in words, and what to decide."""

from collections.abc import Iterator, Sequence
from functools import partial

from openpyxl.utils import get_column_letter

from ..context import Context
from ..counting import accepted, literal
from ..places import Places
from ..sheet import A4_LANDSCAPE, CellFormat, Marks, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.print_setup import WIDER
from . import cover_facts
from .areas import Areas
from .meeting_decisions import asked_width, decision_rows
from .meeting_lines import (
    LINE,
    Line,
    bands_of,
    counts,
    line_height,
    line_row,
    line_texts,
    lines_of,
    owned,
    theme_names,
    theme_width,
    themes,
)

NAME, OWNER, CODES = 120.0, 160.0, 92.0  # pt, if their texts are not shorter
NUMBER, BAR = 48.0, 48.0  # pt, at least
WIDE = A4_LANDSCAPE.room[0]
WIDEST, HIGHEST = WIDE * 11 / 8 / WIDER, A4_LANDSCAPE.room[1] * 11 / 8  # pt: texts of 11 pt print at 8
FACT = LINE + 4  # pt
MOST_WIDE = 300.0  # pt of names and owners
DECISIONS = 130.0  # pt that are left for what is to be decided
MOST_LINES = (24, 16, 10)  # units on the page, or else groups; fewer where the names take many lines


def meeting_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the sheet, if there are duties."""
    context = areas.context
    if not context.matrix.duties:
        return
    say = context.wording
    columns, lines = _fitting(areas)
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
            right=numbers - 1,
            counted=len(columns) if owned(context) else 0,
            bars=(numbers, len(columns)) if owned(context) else (numbers,),
        ),
    )


def _fitting(areas: Areas) -> tuple[tuple[SheetColumn, ...], tuple[Line, ...]]:
    """Return the columns and the lines of the page: as many lines as leave room for decisions."""
    context = areas.context
    found = []
    for most in MOST_LINES:
        lines = lines_of(context, most)
        found.append((_columns(areas, lines), lines))
        high = sum(row.height for row in _above(context, found[-1][0]))
        high += sum(line_height(areas, line, found[-1][0]) for line in lines) + LINE * len(bands_of(lines))
        if high + DECISIONS <= HIGHEST:
            break
    return found[-1]


def _columns(areas: Areas, lines: Sequence[Line]) -> tuple[SheetColumn, ...]:
    """Return the columns; names, owners and codes take the room that themes leave, and the bars what is left then."""
    context = areas.context
    heads = _heads(context)
    wanted = _wanted(areas, lines, heads)
    widths = [min(want, least) for want, least in zip(wanted, (NAME, OWNER, CODES), strict=False)]
    if owned(context):
        widths[1], wanted[1] = (max(wide, asked_width(context)) for wide in (widths[1], wanted[1]))
    behind = _numbers(context)
    numbers = sum(column.width for column in behind)
    left = max(0.0, min(WIDEST, max(WIDE, sum(wanted) + numbers)) - sum(widths) - numbers)
    for number, want in enumerate(wanted):
        more = min(left, want - widths[number])
        widths[number], left = widths[number] + more, left - more
    bars = 2 if owned(context) else 1
    behind[-bars:] = [SheetColumn(column.header, round(column.width + left / bars, 1)) for column in behind[-bars:]]
    return (*(SheetColumn(head, round(wide, 1)) for head, wide in zip(heads, widths, strict=True)), *behind)


def _heads(context: Context) -> list[str]:
    say = context.wording
    owner = [say("matrix.owner")] if owned(context) else []
    return [say("matrix.unit"), *owner, say("workbook.meeting.codes")]


def _wanted(areas: Areas, lines: Sequence[Line], heads: Sequence[str]) -> list[float]:
    """Return the widths that names, owners and codes would have on one line."""
    size = areas.context.size
    texts = list(zip(*(line_texts(areas, line) for line in lines), strict=True))
    # As the names stand below, where they are to be decided, and the name of the sum.
    texts[0] = (*(f"00  {name}" for name in texts[0]), areas.context.wording("workbook.meeting.all"))
    return [
        row_heights.width((head, *own), size, 0, MOST_WIDE, bold=own is texts[0]) + row_heights.INDENT
        for head, own in zip(heads, texts, strict=True)
    ]


def _numbers(context: Context) -> list[SheetColumn]:
    say, size = context.wording, context.size
    everything = say("workbook.meeting.all")
    total = max(NUMBER, row_heights.words_width([everything], size, 0, 90))
    columns = [SheetColumn(name, theme_width(context, name)) for name in theme_names(context)]
    columns.append(SheetColumn(everything, total))
    return [*columns, SheetColumn(say("workbook.meeting.open"), BAR)] if owned(context) else columns


def _rows(areas: Areas, columns: Sequence[SheetColumn], lines: Sequence[Line], places: Places) -> Iterator[SheetRow]:
    context = areas.context
    table = [*_above(context, columns)]
    table[-2] = _fact(areas, places)
    first, bands, level = len(table) + 1, bands_of(lines), ""
    for line in lines:
        if bands and line.units[0].level != level:
            level = line.units[0].level
            table.append(_band(context, level, columns))
        table.append(line_row(areas, line, columns, places))
    table.append(_sum(areas, columns, first, len(table)))
    yield from table
    yield from decision_rows(areas, columns, HIGHEST - sum(row.height for row in table), places)


def _above(context: Context, columns: Sequence[SheetColumn]) -> Iterator[SheetRow]:
    """Yield the title, an empty row for the fact, and the head of the table."""
    yield from _top(context, columns)
    yield SheetRow((), FACT, True)
    yield _head(context, columns)


def _top(context: Context, columns: Sequence[SheetColumn]) -> Iterator[SheetRow]:
    """Yield the title, and organisation, edition and what the numbers are."""
    matrix, say, size = context.matrix, context.wording, context.size
    title, room = context.theme.workbook["title"], sum(column.width for column in columns)
    for line in row_heights.wrapped(say("workbook.meeting.title", title=matrix.title), title, room, bold=True):
        yield SheetRow((SheetCell(line, CellFormat("title", 1)),), title * row_heights.LINE + 2, True)
    edition = say("workbook.cover.edition", edition=matrix.edition, date=say.date(matrix.date), mark=matrix.fingerprint)
    numbers = f"{say('workbook.meeting.numbers')} " if themes(context) else ""
    told = f"{matrix.organisation}. {edition} {numbers}{say('workbook.meeting.following')}"
    for line in row_heights.wrapped(told, size, room):
        yield SheetRow((SheetCell(line, CellFormat("note")),), size * row_heights.LINE, True)


def _fact(areas: Areas, places: Places) -> SheetRow:
    """Return how many duties nobody owns alone, or how many duties there are."""
    fact = next(cover_facts.facts(areas, places))
    look = CellFormat("alert", counts_as="open" if fact.is_open else "")
    both = [part for part in (fact.number_formula, fact.told_formula or literal(fact.told)) if part]
    formula = accepted(f'{both[0]}&" "&{both[1]}') if len(both) == 2 else ""
    return SheetRow((SheetCell(f"{fact.number} {fact.told}", look, "", formula),), FACT, True)


def _head(context: Context, columns: Sequence[SheetColumn]) -> SheetRow:
    texts = 2 + owned(context)
    looks = [CellFormat("head" if number < texts else "number_head") for number, _ in enumerate(columns)]
    cells = tuple(SheetCell(column.header, look) for column, look in zip(columns, looks, strict=True))
    return SheetRow(cells, row_heights.row_height(cells, [column.width for column in columns], context.size), True)


def _band(context: Context, level: str, columns: Sequence[SheetColumn]) -> SheetRow:
    found = context.matrix.level(level)
    look = CellFormat("band_row", found.number)
    return SheetRow((SheetCell(found.name, look), *(SheetCell("", look) for _ in columns[1:])), LINE, True)


def _sum(areas: Areas, columns: Sequence[SheetColumn], first: int, last: int) -> SheetRow:
    context = areas.context
    matrix, own = context.matrix, 2 + owned(context)
    undecided = sum(bool(ownership.open) for ownership in matrix.ownership.values())
    codes = [duty.id for duty in matrix.duties]
    numbers = [*counts(context, codes), len(codes), *([undecided] if owned(context) else [])]
    cells = [SheetCell(context.wording("workbook.meeting.all"), CellFormat("name"))]
    cells += [SheetCell("", CellFormat("name")) for _ in range(own - 1)]
    for number, column in zip(numbers, range(own + 1, len(columns) + 1), strict=True):
        letter = get_column_letter(column)
        cells.append(SheetCell(str(number), CellFormat("total"), "", f"SUM({letter}{first}:{letter}{last})"))
    return SheetRow(tuple(cells), LINE + 2, True)
