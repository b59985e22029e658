"""The widths of a grid's columns, read back from the workbook."""

import io

import openpyxl
import pytest

from tests.support.making import jobs_of, render
from tests.support.matrices import views_of
from vastuumatriisi.design.design import Design

POINTS = 7 * 0.75  # of a unit of width: 7 px of 96 dpi
ROLE = "Esimerkkirooli"


def widths(roles: int, design: Design) -> dict[str, float]:
    """Return the width in pt of each column, by its header, of a grid with so many roles."""
    letters = ", ".join(f"r{number}: C" for number in range(roles))
    duty = f'{{id: Y-1, text: "{"Teemme esimerkkejä. " * 8}", assign: {{{letters}}}}}'
    lines = ["roles:", *(f"  - {{id: r{number}, name: {ROLE} {number}}}" for number in range(roles))]
    lines += ["levels:", f"  - {{id: t, name: Taso, units: [{{id: yksi, name: Yksi, duties: [{duty}]}}]}}"]
    (job,) = jobs_of("workbook", views_of("\n".join(lines)), design)
    book = openpyxl.load_workbook(io.BytesIO(render(job, design).data))
    sheet = book["Tehtävät ja roolit"]
    (table,) = sheet.tables.values()
    return {str(cell.value): sheet.column_dimensions[cell.column_letter].width * POINTS for cell in sheet[table.ref][0]}


def test_letter_columns_grow_into_the_room_of_the_page(design: Design) -> None:
    """Two roles take what the page has left, six half as much again as they need, sixteen what they need."""
    two, six, sixteen = (widths(roles, design) for roles in (2, 6, 16))
    assert sum(two.values()) == pytest.approx(sum(sixteen.values()), abs=1)
    assert sum(six.values()) < sum(sixteen.values()) - 5
    assert six[f"{ROLE} 0"] == pytest.approx(1.5 * sixteen[f"{ROLE} 0"], abs=1)
