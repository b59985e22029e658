"""The head of each sheet as a picture for a terminal: which cells were taken as what."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from vastuumatriisi.incoming.foreign.finding.found import Found, SheetTaken
from vastuumatriisi.incoming.foreign.reading.values import Reading, Sheet, column_name, sheet_name
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.text.characters import shown

MOST_ROWS = 12  # of a sheet
NARROW, WIDE = 5, 24  # characters of a column of letters, and of one with words
STYLES = {
    "heading": "bold cyan",
    "role": "green",
    "duty": "default",
    "group": "bold yellow",
    "code": "magenta",
    "remark": "blue",
    "attribute": "dim strike",
    "more": "default",
    "": "dim",
}


def picture(reading: Reading, found: Found, width: int, say: Wording) -> Iterator[RenderableType]:
    """Yield the name and the first rows of each sheet with a matrix, in the colours of what they were taken as."""
    sheets = {sheet.name: sheet for sheet in reading.sheets}
    for taken in found.sheets:
        yield Text(say.told(sheet_name(taken.name)), "bold")
        yield _head(sheets[taken.name], taken, width)
        yield _key(taken, say)


def _head(sheet: Sheet, taken: SheetTaken, width: int) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 1), pad_edge=False)
    columns = _columns(sheet, taken, width)
    for _ in range(len(columns) + 1):
        table.add_column(no_wrap=True)
    table.add_row("", *(Text(column_name(column), "dim") for column in columns))
    first = _first_row(sheet, taken)
    for row in range(first, min(len(sheet.rows), first + MOST_ROWS)):
        cells = [_cell(sheet, taken, row, column) for column in columns]
        table.add_row(Text(str(row + 1), "dim"), *cells)
    return table


def _first_row(sheet: Sheet, taken: SheetTaken) -> int:
    rows = [int(name) - 1 for name in taken.headings if name.isdecimal()]
    filled = next((number for number, row in enumerate(sheet.rows) if any(row)), 0)
    return max(filled, min(rows, default=filled) - 2)


def _columns(sheet: Sheet, taken: SheetTaken, width: int) -> list[int]:
    """Return the columns that fit on the terminal, from the first that holds something."""
    found: list[int] = []
    room = width - NARROW
    for column in range(sheet.width):
        if any(sheet.text(row, column) for row in range(min(len(sheet.rows), 200))):
            room -= _width(taken, column) + 2
            if room < 0:
                break
            found.append(column)
    return found


def _width(taken: SheetTaken, column: int) -> int:
    letters = taken.direction == "down" or taken.columns.get(column_name(column)) == "role"
    return 2 * NARROW if letters else WIDE


def _cell(sheet: Sheet, taken: SheetTaken, row: int, column: int) -> Text:
    letter, number = column_name(column), str(row + 1)
    text = shown(sheet.text(row, column))
    width = _width(taken, column)
    text = text if len(text) <= width else f"{text[: width - 1]}…"
    kind = taken.columns.get(letter, "") or taken.rows.get(number, "")
    if number in taken.headings or letter in taken.headings:
        kind = "heading" if taken.columns.get(letter) else kind
    elif taken.rows.get(number) == "group" and taken.columns.get(letter) in ("duty", "group"):
        kind = "group"
    return Text(text, STYLES.get(kind, "default"))


def _key(taken: SheetTaken, say: Wording) -> Text:
    kinds = dict.fromkeys([*taken.columns.values(), *taken.rows.values()])
    return Text(" ").join(Text(say(f"import.kind.{kind}"), STYLES.get(kind, "default")) for kind in kinds)
