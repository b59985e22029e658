"""The hidden sheet by which a workbook that has been edited finds its way back to the data file."""

from typing import Any

from vastuumatriisi.incoming.anchors import Layout, rows
from vastuumatriisi.incoming.cell_colours import colours_of

from ..context import Context
from ..places import Places


def add(book: Any, context: Context, places: Places, matrix: str) -> None:
    """Add the sheet with the matrix as text and how the sheets, which have been written, are laid out."""
    page = book.create_sheet(context.wording("workbook.base"))
    # Nobody unhides it by chance; LibreOffice makes it a plain hidden one.
    page.sheet_state = "veryHidden"
    for row in rows(matrix, _layout(context, places, colours_of(book))):
        page.append(row)


def _layout(context: Context, places: Places, colours: frozenset[str]) -> Layout:
    return Layout(
        names={sheet.key: sheet.name for sheet in places.sheets},
        headers={
            sheet.key: dict(zip(sheet.anchors, (column.header for column in sheet.columns), strict=True))
            for sheet in places.sheets
            if sheet.anchors
        },
        units={unit.id: context.short(unit) for unit in context.matrix.duty_units},
        open=context.wording("matrix.open"),
        notes=frozenset(places.notes),
        fingerprint=context.matrix.fingerprint,
        texts={key: frozenset(own) for key, own in places.texts.items()},
        colours=colours,
    )
