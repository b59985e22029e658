"""How a wide grid is divided into sheets: by its columns, or not at all."""

import random
from typing import Any

import pytest

from tests.support.workbooks import Build, edited_sheets, many_roles, opened, render, table
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.workbook.content.areas import MOST_AREAS, areas_of
from vastuumatriisi.generators.workbook.context import Context
from vastuumatriisi.matrix import Views


def wide(duties: int, roles: int, share: float, levels: bool) -> str:
    """Return a plain table with a unit, and perhaps a level, for each duty, in which each role has a letter often."""
    chance = random.Random(duties * roles)  # noqa: S311  # for variety only
    lines = ["roles:", *(f"  - {{id: r{n}, name: Pitkähkö toimenkuva {n} – tuotanto}}" for n in range(roles))]
    lines.append("levels:")
    for n in range(duties):
        letters = ", ".join(f"r{role}: R" for role in range(roles) if chance.random() < share)
        unit = f"{{id: u{n}, name: Ryhmä {n}, duties: [{{id: D-{n:03}, text: Teemme {n}., assign: {{{letters}}}}}]}}"
        if levels or not n:
            lines += [f"  - id: t{n}", f"    name: Taso {n}", "    units:"]
        lines.append(f"      - {unit}")
    return "\n".join(lines)


def grids(views: Views, design: Design) -> list[Any]:
    return edited_sheets(opened(render(views, design)))


def letters(sheets: list[Any]) -> list[tuple[str, str]]:
    return sorted(
        (row["Tunnus"].value, header)
        for sheet in sheets
        for row in table(sheet)
        for header, cell in row.items()
        if cell.value == "R"
    )


SIZES = [(2, 15, 1.0), (12, 21, 1.0), (12, 21, 0.9), (12, 21, 0.6), (12, 60, 0.6), (30, 40, 0.6), (5, 200, 0.9)]


@pytest.mark.parametrize("levels", [True, False])
@pytest.mark.parametrize(("duties", "roles", "share"), SIZES)
def test_sheets_with_much_the_same_columns_stay_one(
    duties: int, roles: int, share: float, levels: bool, build_views: Build, design: Design
) -> None:
    """A split of duties in which everybody takes part would only repeat the columns; no letter is lost in any case."""
    views = build_views(wide(duties, roles, share, levels))
    sheets = grids(views, design)
    assert len(sheets) == 1
    assert sheets[0].page_setup.fitToWidth >= 1
    assert sheets[0].print_title_cols
    expected = [(a.duty, views.matrix.actor(a.actor).name) for a in views.matrix.assignments]
    assert letters(sheets) == sorted(expected)


def test_sheets_with_other_columns_are_split(build_views: Build, design: Design) -> None:
    """Where each part has far fewer columns than the whole, each has a sheet, and none has more than it needs."""
    views = build_views(many_roles(units=9, roles=90))
    sheets = grids(views, design)
    assert len(sheets) > 2
    assert all(len([header for header in table(sheet)[0] if header.startswith("esimerkki")]) <= 45 for sheet in sheets)


def test_a_split_gathers_neighbours_that_are_alike(build_views: Build, design: Design) -> None:
    """Of six units the first three have the same thirty roles, the last three thirty others: two sheets."""
    lines = ["roles:", *(f"  - {{id: r{n}, name: Toimenkuva {n}}}" for n in range(60)), "levels:"]
    lines += ["  - id: t", "    name: T", "    units:"]
    for n in range(6):
        each = ", ".join(f"r{role}: R" for role in (range(30) if n < 3 else range(30, 60)))
        lines.append(f"      - {{id: u{n}, name: U{n}, duties: [{{id: D-{n}, text: Teemme., assign: {{{each}}}}}]}}")
    sheets = grids(build_views("\n".join(lines)), design)
    assert [[row["Tunnus"].value for row in table(sheet)] for sheet in sheets] == [
        ["D-0", "D-1", "D-2"],
        ["D-3", "D-4", "D-5"],
    ]


def test_a_matrix_of_hundreds_of_units_is_no_single_sheet(build_views: Build, design: Design) -> None:
    """Where laptop-wide sheets would be too many, they are wider, but none holds every actor."""
    units = [
        f"      - {{id: u{n}, name: U{n}, leads: [r{n}], duties: [{{id: D-{n}, text: T{n}.}}]}}" for n in range(900)
    ]
    roles = [f"  - {{id: r{n}, name: Rooli {n}}}" for n in range(900)]
    views = build_views("\n".join(("roles:", *roles, "levels:", "  - id: t", "    name: T", "    units:", *units)))
    areas = areas_of(Context(views, (), design.wording, design.theme)).all
    assert 2 < len(areas) <= MOST_AREAS
    assert max(len(area.grid.columns) for area in areas) < 200
    assert [code for area in areas for code in area.grid.rows] == [duty.id for duty in views.matrix.duties]
