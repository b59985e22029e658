"""The widths of a grid's columns, read back from the workbook."""

import io

import openpyxl

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
    sheet = book["Kaikki tehtävät"]
    (table,) = sheet.tables.values()
    return {str(cell.value): sheet.column_dimensions[cell.column_letter].width * POINTS for cell in sheet[table.ref][0]}


LAPTOP = (1366 - 45) * 0.75  # pt that a screen of 1366 px has for columns


def test_a_few_roles_have_upright_names_and_many_turned_ones(design: Design) -> None:
    """Either way all letters of a duty are seen without scrolling on a laptop."""
    few, many = widths(3, design), widths(24, design)
    assert few[f"{ROLE} 0"] > 2 * many[f"{ROLE} 0"]
    for found in (few, many):
        names = [*found]
        last = max(number for number, name in enumerate(names) if name.startswith(ROLE))
        assert sum(found[name] for name in names[: last + 1]) <= LAPTOP
        assert sum(found[name] for name in names[:3]) <= 0.45 * 1366 * 0.75
