"""A list as a sheet: rows of texts and codes, with columns that share the page by what is in them."""

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from vastuumatriisi.incoming.anchors import ID

from ..context import Context, unique
from ..counting import link_to, row_of
from ..places import Places
from ..sheet import LAPTOP, CellFormat, Kind, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.continued_rows import sheet_rows, whole_row
from .areas import Areas

FormulaOf = Callable[[Places], str]


class TableText(NamedTuple):
    """A cell before its level is known; codes are broken into lines that fit the column."""

    text: str | tuple[str, ...]
    kind: Kind = "text"
    formula: FormulaOf | None = None


class Record(NamedTuple):
    """What one row of a list says; ``level`` colours it."""

    cells: tuple[TableText, ...]
    level: int = 0


class ColumnHeader(NamedTuple):
    """The header of a column, and the least width in pt of one that is left empty to be written in.

    ``key`` is what it holds, in a list that is read when a copy of it comes back.
    """

    text: str
    least: float = 0.0
    hidden: bool = False
    key: str = ""


def identity(context: Context) -> ColumnHeader:
    """Return the hidden column with ids, by which a returned copy can be matched with the data file."""
    return ColumnHeader(context.wording("workbook.id"), hidden=True, key=ID)


def listing(
    areas: Areas,
    kind: str,
    headings: Sequence[ColumnHeader],
    records: Sequence[Record],
    frozen: int = 1,
    *,
    continued: bool = True,
) -> WorkbookSheet:
    """Return a list as a sheet with the words of ``workbook.<kind>``; its columns share a laptop's screen.

    A record that is not ``continued`` has one row, however long its texts are.
    """
    context = areas.context
    say, names = context.wording, unique(heading.text for heading in headings)
    widths = _widths(context, names, headings, records, LAPTOP)
    hidden = [heading.hidden for heading in headings]
    return WorkbookSheet(
        key=kind,
        name=say(f"workbook.{kind}.tab"),
        title=say(f"workbook.{kind}.title"),
        summary=say(f"workbook.{kind}.summary"),
        notes=(say(f"workbook.{kind}.note"),),
        columns=tuple(
            SheetColumn(name, width, hidden=out) for name, width, out in zip(names, widths, hidden, strict=True)
        ),
        rows=partial(_rows, areas, widths, records, continued),
        frozen=frozen,
        table=say(f"workbook.{kind}.table"),
        anchors=_anchors(headings),
    )


def _anchors(headings: Sequence[ColumnHeader]) -> tuple[str, ...]:
    """Return what the columns hold, none of a list that nobody fills in."""
    keys = tuple(heading.key for heading in headings)
    return keys if {*keys} - {"", ID} else ()


def _widths(
    context: Context, headers: Sequence[str], headings: Sequence[ColumnHeader], records: Sequence[Record], room: float
) -> list[float]:
    """Return widths that fill ``room``: each column takes what its words need, then a share of the rest by content."""
    columns = [[record.cells[index] for record in records] for index in range(len(headers))]
    needs = [
        max(heading.least, _need(context, header, cells))
        for heading, header, cells in zip(headings, headers, columns, strict=True)
    ]
    room += sum(need for need, heading in zip(needs, headings, strict=True) if heading.hidden)
    wants = [
        [
            row_heights.width([header], context.size, need, 4000, bold=True) + row_heights.HEAD,
            *(row_heights.width([_on_one_line(cell)], context.size, need, 4000) + row_heights.INDENT for cell in cells),
        ]
        for header, need, cells in zip(headers, needs, columns, strict=True)
    ]
    # The square root, or a column with much in it would leave the others too narrow.
    excess = [math.sqrt(sum(wide - need for wide in want)) for need, want in zip(needs, wants, strict=True)]
    share = max(0.0, room - sum(needs)) / max(1.0, sum(excess))
    return [
        round(min(max(want), need + more * share) - 0.05, 1)
        for need, want, more in zip(needs, wants, excess, strict=True)
    ]


def _need(context: Context, header: str, cells: Sequence[TableText]) -> float:
    """Return the least width in pt of a column: no word and no code of it is broken."""
    size = context.size
    codes = [f"{code}," for cell in cells if isinstance(cell.text, tuple) for code in cell.text]
    words = [cell.text for cell in cells if isinstance(cell.text, str)]
    head = row_heights.header_width(header, size, 0, 200)
    inner = max(row_heights.width(codes, size, 32, 200), row_heights.words_width(words, size, 32, 200))
    return max(head, inner + row_heights.INDENT)


def _on_one_line(cell: TableText) -> str:
    return cell.text if isinstance(cell.text, str) else ", ".join(cell.text)


def _rows(
    areas: Areas, widths: Sequence[float], records: Sequence[Record], continued: bool, places: Places
) -> Iterator[SheetRow]:
    size = areas.context.size
    for record in records:
        look = CellFormat("text", record.level)
        texts = [_written(areas.context, cell, width) for cell, width in zip(record.cells, widths, strict=True)]
        cells = tuple(
            SheetCell(text, look._replace(kind=cell.kind), formula=_formula(areas, cell, text, places))
            for text, cell in zip(texts, record.cells, strict=True)
        )
        if continued:
            yield from sheet_rows(cells, widths, size, SheetRow())
        else:
            yield whole_row(cells, widths, size, SheetRow())


def _formula(areas: Areas, cell: TableText, text: str, places: Places) -> str:
    """Return the formula of a cell, that of a link where it holds a duty's code alone."""
    if cell.formula:
        return cell.formula(places)
    area = areas.of_duty.get(text)
    if area is None:
        return ""
    found = places.ranges[area.key]
    return link_to(found, row_of(areas.context, found, text), text)


def _written(context: Context, cell: TableText, width: float) -> str:
    if isinstance(cell.text, str):
        return cell.text
    return "\n".join(row_heights.code_lines(cell.text, context.size, width - row_heights.INDENT))
