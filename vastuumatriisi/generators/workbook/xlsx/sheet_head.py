"""What stands above a table: its title, its notes and the header row, and how high they are."""

from vastuumatriisi.incoming.anchors import anchor_row

from ..context import Context
from ..sheet import CellFormat, SheetCell, SheetRow, WorkbookSheet
from . import row_heights
from .print_setup import first_page, is_several_wide

NARROWEST = 260.0  # pt in which texts are read well, some fifty letters


def above(context: Context, sheet: WorkbookSheet) -> list[SheetRow]:
    """Return the title and the notes that stand on the first page only, in lines as long as the table is wide.

    A page to the right of another would cut them. So they are as long as what each page repeats, or, if that is too
    narrow for texts, stand behind it on the first page.
    """
    size = context.theme.workbook["title"]
    titles = row_heights.wrapped(sheet.title, size, _room(context, sheet), bold=True) if sheet.title else ()
    rows = [
        _line(context, sheet, line, CellFormat("title", sheet.level), round(size * row_heights.LINE + 4, 2))
        for line in titles
    ]
    return rows + [row for note in sheet.notes[:-1] for row in _note(context, sheet, note)]


def repeated(context: Context, sheet: WorkbookSheet) -> list[SheetRow]:
    """Return the rows that stand on every page: the last note and, below it, the header row.

    Between them nobody sees what the columns hold: a header may be renamed in a copy that comes back.
    """
    columns, size = sheet.columns, context.size
    heights = [row_heights.turned(column.header, size)[0] for column in columns if column.turned]
    shown = [column for column in columns if not column.hidden]
    upright = [(column.header, column.width - row_heights.HEAD) for column in shown if not column.turned]
    heights.append(row_heights.height(upright, size, bold=True) + 3)
    looks = (CellFormat("turned" if column.turned else "head", column.level) for column in columns)
    cells = tuple(SheetCell(column.header, look) for column, look in zip(columns, looks, strict=True))
    legend = _note(context, sheet, sheet.notes[-1]) if sheet.notes else []
    signs = anchor_row(sheet.anchors, sheet.key)
    hidden = SheetRow(tuple(SheetCell(sign, CellFormat("id")) for sign in signs), hidden=True)
    return [
        *legend,
        *([hidden] if signs else []),
        SheetRow(cells, min(row_heights.HIGHEST_ROW, round(max(heights), 2)), True),
    ]


def _note(context: Context, sheet: WorkbookSheet, text: str) -> list[SheetRow]:
    lines = row_heights.wrapped(text, context.size, _room(context, sheet))
    height = round(context.size * row_heights.LINE, 2)
    return [_line(context, sheet, line, CellFormat("note"), height) for line in lines]


def _line(context: Context, sheet: WorkbookSheet, text: str, look: CellFormat, height: float) -> SheetRow:
    before = (SheetCell("", look),) * columns_before(context, sheet)
    return SheetRow((*before, SheetCell(text, look)), height, True)


def columns_before(context: Context, sheet: WorkbookSheet) -> int:
    """Return how many columns stand before the title and the notes."""
    return sheet.frozen if is_several_wide(sheet, context) and sheet.repeated < NARROWEST else 0


def _room(context: Context, sheet: WorkbookSheet) -> float:
    if not is_several_wide(sheet, context):
        return sheet.width
    before = columns_before(context, sheet)
    return first_page(sheet, context) - sheet.repeated if before else sheet.repeated
