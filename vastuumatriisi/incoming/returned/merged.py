"""Cells that people have merged: all but the first are empty then, which is no removal of what they held."""

import io
import re
import zipfile

from openpyxl.utils.cell import coordinate_to_tuple

from vastuumatriisi.incoming.returned.remarks import sheet_parts
from vastuumatriisi.incoming.returned.sheets import Area
from vastuumatriisi.incoming.returned.tables import Table

MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']""")


def merged_areas(content: bytes) -> dict[str, tuple[Area, ...]]:
    """Return the areas of merged cells by the name of their sheet; openpyxl's quick mode leaves them out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            title: tuple(_area(found[1].decode()) for found in MERGED.finditer(archive.read(part)))
            for title, part in sheet_parts(archive)
        }


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    return Area(*coordinate_to_tuple(first), *coordinate_to_tuple(last))


def merged_in(table: Table) -> list[Area]:
    """Return the areas in which a cell of the table is covered by another one."""
    columns = {*table.columns.values()}
    return [
        area
        for area in table.sheet.merged
        if area.bottom > table.head
        and any(area.left <= column <= area.right for column in columns)
        and any(area.top <= number <= area.bottom for number, _ in table.rows())
    ]
