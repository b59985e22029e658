"""Sheets that print several pages wide: what stands above the table is whole on each page, and so are charts."""

import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from tests.support.making import jobs_of
from tests.support.making import render as making_render
from tests.support.matrices import views_of
from tests.support.workbooks import opened, render, seen
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options
from vastuumatriisi.text.widths import office_widths

EMU = 12_700  # a pt


def cut_texts(book: Any) -> list[str]:
    """Return the texts above tables which a page to the right cuts, as it begins with the columns that repeat."""
    wide = [sheet for sheet in seen(book) if sheet.tables and sheet.page_setup.fitToWidth > 1]
    assert wide
    found = []
    for sheet in wide:
        head = int(re.findall(r"\d+", next(iter(sheet.tables.values())).ref)[0])
        repeated = [sheet.column_dimensions[letter] for letter in "ABCDEFGH" if letter <= sheet.print_title_cols[-1]]
        room = sum(column.width * 7 * 0.75 for column in repeated if not column.hidden)
        cells = [row[0] for row in sheet.iter_rows(max_row=head - 1) if row[0].value]
        assert cells or sheet.cell(1, 2).value
        found += [
            cell.value
            for cell in cells
            if not sheet.row_dimensions[cell.row].hidden
            and office_widths(bool(cell.font.b)).width(cell.value, cell.font.sz) > room
        ]
    return found


def many_columns(units: int) -> Views:
    """Return a matrix with names so long that no sheet of all duties fits on one A3."""
    roles = ", ".join(f"{{id: r-{n}, name: Esimerkkirooli numero {n}}}" for n in range(90))
    letters = ", ".join(f"r-{n}: R" for n in range(90))
    duties = ", ".join(f"{{id: D-{n}, text: Teemme jotain., assign: {{{letters}}}}}" for n in range(3))
    listed = "".join(
        f"{{id: u-{n}, name: Esimerkkiyksikkö {n}, duties: [{duties.replace('D-', f'D{n}-')}]}}, " for n in range(units)
    )
    return views_of(f"roles: [{roles}]\nlevels: [{{id: t, name: Taso, units: [{listed}]}}]")


def all_letters() -> Views:
    """Return a matrix whose shares have a column for each letter, for groups and for contacts."""
    roles = ", ".join(f"{{id: r-{n}, name: 'Esimerkkirooli, numero {n}'}}" for n in range(5))
    letters = ", ".join(f"r-{n}: {letter}" for n, letter in enumerate("ARSCI"))
    units = ", ".join(
        f"{{id: u-{n}, name: Esimerkkiyksikkö {n}, contact: esimerkki@example.org, "
        f"duties: [{{id: D{n}-1, text: Teemme jotain., assign: {{{letters}, u-1: C, u-2: I}}}}]}}"
        for n in range(3)
    )
    group = f"{{id: ryhma, name: Esimerkkiryhmä, units: [{units}]}}"
    return views_of(f"roles: [{roles}]\nlevels: [{{id: t, name: Taso, units: [{group}]}}]")


def test_what_stands_above_is_whole_on_each_page(kuopio: Views, design: Design) -> None:
    """Titles, notes and the names of the letters are no longer than what a page to the right repeats."""
    (job,) = jobs_of("workbook", kuopio, design, Options(paper="A4"))
    assert cut_texts(opened(making_render(job, design).data)) == []
    assert cut_texts(opened(render(many_columns(2), design))) == []


def test_texts_stand_behind_narrow_columns_that_repeat(design: Design) -> None:
    """In a strip as narrow as a name they would be a dozen lines, in view above the table and on each page."""
    (job,) = jobs_of("workbook", all_letters(), design, Options(paper="A4"))
    sheet = next(found for found in seen(opened(making_render(job, design).data)) if found._charts)
    head = int(re.findall(r"\d+", next(iter(sheet.tables.values())).ref)[0])
    assert sheet.page_setup.fitToWidth == 2
    assert [cell.value for cell in sheet["A"][: head - 1]] == [None] * (head - 1)
    texts = [cell for cell in sheet["B"][: head - 1] if cell.value]
    assert texts[0].value == "Vastuiden jakautuminen"
    assert texts[0].hyperlink.location == "'Kansi'!A1"
    assert len(texts) <= 4
    wide = sum(column.width * 7 * 0.75 for column in sheet.column_dimensions.values() if not column.hidden)
    for cell in texts:
        assert office_widths(bool(cell.font.b)).width(cell.value, cell.font.sz) < wide / 2


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_charts_make_no_sheet_wider(kuopio: Views, design: Design, paper: str) -> None:
    """Charts that would take a page to the right stand below the table, in a row, which no page divides."""
    (job,) = jobs_of("workbook", kuopio, design, Options(paper=paper))
    data = making_render(job, design).data
    sheet = next(found for found in seen(opened(data)) if found._charts)
    assert sheet.page_setup.fitToWidth == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (drawing,) = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    last = int(re.findall(r"\d+", next(iter(sheet.tables.values())).ref)[1])
    places = re.findall(r"<(?:\w+:)?(col|row)>(\d+)<", drawing)
    rows = [int(number) for name, number in places if name == "row"]
    if paper == "A3":
        assert max(rows) < last
        return
    assert rows == [last, last]
    heights = [int(height) / EMU for height in re.findall(r'<(?:\w+:)?ext cx="\d+" cy="(\d+)"', drawing)]
    assert max(heights) < sheet.row_dimensions[last + 1].height <= 409
    ends = [edge(sheet, chart.anchor) + chart.anchor.ext.width / EMU for chart in sheet._charts]
    assert max(ends) < (297 - 24) / 25.4 * 72 * 11 / 8


def test_charts_stand_side_by_side_where_there_is_room(design: Design) -> None:
    """On A3 two of them do, one behind the other's end."""
    sheet = next(found for found in seen(opened(render(all_letters(), design))) if found._charts)
    assert sheet.page_setup.fitToWidth == 1
    first, second = sorted((chart.anchor for chart in sheet._charts), key=lambda anchor: anchor._from.col)
    last = int(re.findall(r"\d+", next(iter(sheet.tables.values())).ref)[1])
    assert (first._from.row, second._from.row) == (last, last)
    assert edge(sheet, first) + first.ext.width / EMU < edge(sheet, second)
    assert edge(sheet, second) + second.ext.width / EMU < (420 - 24) / 25.4 * 72 * 11 / 8


def edge(sheet: Any, anchor: Any) -> float:
    """Return where a chart begins, in pt from the left."""
    columns = [sheet.column_dimensions[get_column_letter(number)] for number in range(1, anchor._from.col + 1)]
    return float(sum(column.width * 7 * 0.75 for column in columns if not column.hidden) + anchor._from.colOff / EMU)
