"""What stands above a table: its title, its notes and the header row, and how high they are."""

from vastuumatriisi.incoming.anchors import anchor_row

from ..context import Context
from ..sheet import CellFormat, SheetCell, SheetRow, WorkbookSheet
from . import row_heights


def above(context: Context, sheet: WorkbookSheet) -> list[SheetRow]:
    """Return the title and the notes that stand on the first page only, in lines as long as the table is wide."""
    size = context.theme.workbook["title"]
    titles = row_heights.wrapped(sheet.title, size, sheet.width, bold=True) if sheet.title else ()
    rows = [
        SheetRow((SheetCell(line, CellFormat("title", sheet.level)),), round(size * row_heights.LINE + 4, 2), True)
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
    lines = row_heights.wrapped(text, context.size, sheet.width)
    return [
        SheetRow((SheetCell(line, CellFormat("note")),), round(context.size * row_heights.LINE, 2), True)
        for line in lines
    ]
