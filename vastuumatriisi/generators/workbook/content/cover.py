"""The cover: what this workbook is and how it is read, on one sheet of A4."""

import math
from collections.abc import Iterator, Sequence
from functools import partial

from vastuumatriisi.matrix import GridCell

from ..context import Context
from ..sheet import A4_PORTRAIT, CellFormat, Kind, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.continued_rows import sheet_rows
from ..xlsx.print_setup import COVER_SCALE
from .grids import looks

LABELS_LEAST, LABELS_MOST = 100.0, 170.0  # pt
TILE_LEAST = 30.0  # pt; the sample of a letter
GAP = 8.0  # pt
AIR = 2.0  # pt, above and below the text of a row together


def cover(context: Context, sheets: Sequence[WorkbookSheet]) -> WorkbookSheet:
    """Return the cover with a link to each of ``sheets``."""
    say = context.wording
    labels = [*(sheet.name for sheet in sheets), *(label for label, _ in _facts(context))]
    names = [letter.name for letter in context.matrix.letters.letters]
    size = context.size
    tile = row_heights.width(context.matrix.letters.symbols, size, TILE_LEAST, LABELS_MOST, bold=True)
    left = max(
        row_heights.width(labels, size, LABELS_LEAST, LABELS_MOST, bold=True),
        tile + min(LABELS_MOST, row_heights.width(names, size, 0, LABELS_MOST, bold=True) + row_heights.INDENT),
    )
    columns = (
        SheetColumn("", tile),
        SheetColumn("", left - tile),
        SheetColumn("", A4_PORTRAIT.room[0] / COVER_SCALE - left - 2),
    )
    return WorkbookSheet(
        name=say("workbook.cover.tab"),
        title=context.matrix.title,
        summary="",
        notes=(),
        columns=columns,
        rows=partial(_rows, context, columns, sheets),
        paper=A4_PORTRAIT,
    )


def _rows(context: Context, columns: tuple[SheetColumn, ...], sheets: Sequence[WorkbookSheet]) -> Iterator[SheetRow]:
    pages = _CoverRows(context, columns)
    say = context.wording
    yield from pages.title()
    for label, text in _facts(context):
        yield from pages.pair(label, text)
    yield pages.gap()
    yield from _introduction(context, pages)
    links = [row for sheet in sheets for row in pages.pair(sheet.name, sheet.summary, "link", sheet.name)]
    yield from _section(pages, say("workbook.cover.sheets"), links)
    yield from _section(pages, say("matrix.letters"), list(_legend(context, pages)))
    reading = [row for told in _reading(context, sheets) if told for row in pages.pair("", " ".join(told))]
    yield from _section(pages, say("workbook.cover.reading"), reading)
    yield from _section(
        pages, say("workbook.cover.rules"), [row for text in _rules(context) for row in pages.pair("", text)]
    )


def _section(pages: "_CoverRows", heading: str, rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
    if rows:
        yield pages.heading(heading)
        yield from rows
        yield pages.gap()


def _facts(context: Context) -> Iterator[tuple[str, str]]:
    """Yield what is known of the document, each with its label."""
    matrix, say = context.matrix, context.wording
    yield say("matrix.organisation"), matrix.organisation
    yield say("matrix.edition"), matrix.edition
    yield say("matrix.date"), say.date(matrix.date)
    yield say("matrix.fingerprint"), matrix.fingerprint
    counts = (("duties", matrix.duties), ("units", matrix.duty_units), ("roles", matrix.roles))
    yield say("workbook.cover.extent"), say.listed(say.count(f"count.{key}", len(parts)) for key, parts in counts)
    if matrix.approved_by:
        yield say("matrix.approved_by"), matrix.approved_by
    if matrix.valid_from:
        yield say("matrix.valid_from"), say.date(matrix.valid_from)
    if matrix.review_by:
        yield say("matrix.review_by"), say.date(matrix.review_by)
    if matrix.contact:
        yield say("matrix.contact"), matrix.contact
    if matrix.publication_url:
        yield say("workbook.cover.published"), matrix.publication_url


def _introduction(context: Context, pages: "_CoverRows") -> Iterator[SheetRow]:
    number = 0
    for block in context.matrix.introduction:
        number = number + 1 if block.kind == "numbered" else 0
        mark = {"numbered": f"{number}.", "item": "–"}.get(block.kind, "")
        yield from pages.pair("", f"{mark}\N{NO-BREAK SPACE}{block.text}" if mark else block.text)
    if context.matrix.introduction:
        yield pages.gap()


def _legend(context: Context, pages: "_CoverRows") -> Iterator[SheetRow]:
    stated = context.matrix.has_stated and not context.matrix.has_derived
    for letter in context.matrix.letters.letters:
        sample = context.letter_cell(GridCell((letter.symbol,), stated, ()), CellFormat("blank"))
        yield from pages.row(sample, letter.name if letter.name != letter.symbol else "", letter.meaning)


def _reading(context: Context, sheets: Sequence[WorkbookSheet]) -> Iterator[list[str]]:
    """Yield paragraphs of sentences: about the letters, what has none, the ways through the sheets, and edits."""
    say, matrix = context.wording, context.matrix
    origin = {(True, True): "both", (False, True): "derived", (True, False): "stated"}
    about = [say(f"origin.explain_{origin[matrix.has_stated, matrix.has_derived]}")] if matrix.assignments else []
    yield [*about, *looks(context)]
    is_open = any(ownership.open for ownership in matrix.ownership.values())
    yield [say("origin.blank"), *([say("origin.open")] if is_open else ())]
    with_grid = any(sheet.is_target for sheet in sheets)
    ways = [("title", bool(sheets)), ("code", with_grid)]
    yield [say(f"workbook.cover.ways.{way}") for way, is_there in ways if is_there]
    yield [say("workbook.cover.editing")] if with_grid else []


def _rules(context: Context) -> Iterator[str]:
    letters = context.matrix.letters
    for rule, symbol in context.views.applied_rules:
        yield context.wording(f"rules.{rule}", letter=symbol, name=letters[symbol].name.lower() if symbol else "")


class _CoverRows:
    """Makes the cover's rows with the heights that they need."""

    def __init__(self, context: Context, columns: tuple[SheetColumn, ...]) -> None:
        self.context = context
        self.widths = [column.width for column in columns]

    def title(self) -> Iterator[SheetRow]:
        """Yield the title in lines as long as the page is wide."""
        size = self.context.theme.workbook["cover"]
        for line in row_heights.wrapped(self.context.matrix.title, size, sum(self.widths), bold=True):
            yield SheetRow((SheetCell(line, CellFormat("cover", 1)),), size * row_heights.LINE + 4)

    def heading(self, text: str) -> SheetRow:
        look = CellFormat("heading", 1)
        return SheetRow(
            (SheetCell(text, look), *(SheetCell("", look) for _ in self.widths[1:])),
            self.context.size * row_heights.LINE + 5,
        )

    def gap(self) -> SheetRow:
        return SheetRow((), GAP)

    def pair(self, label: str, text: str, kind: Kind = "label", link: str = "") -> Iterator[SheetRow]:
        cells = (
            SheetCell(label, CellFormat(kind, 1), link),
            SheetCell("", CellFormat("label")),
            SheetCell(text, CellFormat("paragraph")),
        )
        # The label may run over the column to its right.
        yield from sheet_rows(cells, (math.inf, math.inf, self.widths[2]), self.context.size, SheetRow(), air=AIR)

    def row(self, tile: SheetCell, name: str, text: str) -> Iterator[SheetRow]:
        cells = (tile, SheetCell(name, CellFormat("term")), SheetCell(text, CellFormat("paragraph")))
        yield from sheet_rows(cells, self.widths, self.context.size, SheetRow(), air=AIR)
