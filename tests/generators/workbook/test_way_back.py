"""What a workbook takes along so that a copy that comes back can be read: its matrix, and signs on every table."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.workbooks import MIXED, PLAIN, Build, hostile_matrix, opened, render, saved_by_office
from vastuumatriisi.datafile import load, read
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming import anchors
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.matrix.changes import compare

Convert = Callable[[bytes, str], Path]
LONG = "Teemme paljon. " * 600


def hidden_texts(book: Any) -> dict[str, str]:
    """Return the texts of the only hidden sheet."""
    (sheet,) = [sheet for sheet in book if sheet.sheet_state != "visible"]
    return anchors.texts((str(row[0]), str(row[1])) for row in sheet.iter_rows(values_only=True) if row[0])


def matrix_in(book: Any) -> Matrix:
    return read.matrix_of(load.read(hidden_texts(book)[anchors.MATRIX].encode(), "kirja.xlsx"))


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN, hostile_matrix()])
def test_the_workbook_carries_its_matrix(source: str, kuopio: Views, build_views: Build, design: Design) -> None:
    """What the hidden sheet says is read as the matrix that it was made from, whatever stands in its texts."""
    views = kuopio if source == "kuopio" else build_views(source)
    book = opened(render(views, design))
    assert not len(compare(views.matrix, matrix_in(book)))
    layout = anchors.layout_of(hidden_texts(book)[anchors.LAYOUT])
    assert layout
    assert [layout.names[key] for key in layout.names] == [s.title for s in book if s.sheet_state == "visible"]
    assert layout.open == "avoin"


@pytest.mark.parametrize("way", [["xlsx"], ["ods", "xlsx"]])
def test_it_comes_through_libreoffice(way: list[str], build_views: Build, design: Design, office: Convert) -> None:
    """Saved as .xlsx or by way of .ods, the hidden sheet says the same, and stays hidden."""
    views = build_views(hostile_matrix())
    data = render(views, design)
    path = Path()
    for form in way:
        path = next(iter(office(data, form).iterdir()))
        data = path.read_bytes()
    assert not len(compare(views.matrix, matrix_in(saved_by_office(path))))


def test_a_damaged_text_is_none() -> None:
    """Where a letter of the hidden sheet has changed, or a row of it is gone, its text is not taken for the base."""
    layout = anchors.Layout({}, {}, {}, "avoin")
    rows = list(anchors.rows("a" * 40_000, layout))
    assert anchors.texts(rows)[anchors.MATRIX] == "a" * 40_000
    for broken in (rows[:2] + rows[3:], [(kind, text.replace("aaa", "aab")) for kind, text in rows]):
        assert anchors.MATRIX not in anchors.texts(broken)
        assert anchors.LAYOUT in anchors.texts(broken)
    assert all(len(text.encode("utf-16-le")) < 2 * 32_000 for _, text in anchors.rows("😀" * 40_000, layout))


def test_every_column_and_row_has_its_sign(kuopio: Views, design: Design) -> None:
    """Above each header stands what the column holds, beside each duty its code; nobody sees them."""
    book = opened(render(kuopio, design))
    layout = anchors.layout_of(hidden_texts(book)[anchors.LAYOUT])
    assert layout
    signed = {layout.names[key]: key for key in layout.headers}
    assert len(signed) == 7
    for name, key in signed.items():
        sheet = book[name]
        (table,) = sheet.tables.values()
        head, *rows = sheet[table.ref]
        signs = sheet[head[0].row - 1]
        assert sheet.row_dimensions[signs[0].row].hidden
        assert sheet.column_dimensions[head[-1].column_letter].hidden
        assert signs[len(head) - 1].value == ("row@flat" if key == "flat" else f"id@{key}")
        for cell, sign in zip(head[:-1], signs, strict=False):
            assert layout.headers[key][str(sign.value)] == cell.value
        if key not in ("agenda", "finding_sheet", "flat"):
            assert [row[-1].value for row in rows] == [row[0].value for row in rows]


def test_a_text_over_several_rows_is_told_in_parts(build_views: Build, design: Design) -> None:
    """A row that holds the rest of a text has a sign of its own, so that sorting does not mix the parts up."""
    book = opened(render(build_views(MIXED.replace("Teemme.", LONG)), design))
    signs = [row[-1].value for row in book["Kaikki tehtävät"].iter_rows()]
    parts = [sign for sign in signs if str(sign).startswith("Y-1")]
    assert len(parts) > 2
    assert parts == ["Y-1", *(f"Y-1 … {part}" for part in range(1, len(parts)))]
