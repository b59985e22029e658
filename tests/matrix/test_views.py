"""The grids: columns, cells and homes."""

from collections.abc import Callable

from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]

TWO_UNITS = """
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: kari, name: Kari Esimerkki}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [kari]
        duties:
          - {id: Y-1, text: Teemme., cooperates: [olli]}
          - {id: Y-2, text: Autamme., assign: {kari: A}}
      - {id: kaksi, name: Kaksi, leads: [olli], duties: [{id: K-1, text: Kysymme.}]}
      - {id: kolme, name: Kolme, duties: [{id: M-1, text: Odotamme.}]}
"""

PLAIN = """
roles: [{id: eeva, name: Eeva Esimerkki}, {id: olli, name: Olli Esimerkki}]
levels:
  - id: taso
    name: Taso
    units:
      - id: vaihe
        name: Vaihe
        duties:
          - {id: V-1, text: Suunnittelu, assign: {eeva: R/A, olli: C}}
          - {id: V-2, text: Toteutus, assign: {eeva: "-", olli: R (isot)}}
"""


def cells(views: Views) -> dict[tuple[str, str], str]:
    return {place: cell.text for place, cell in views.unit_grid.cells.items()}


def test_unit_column_shows_the_unit_and_roles_at_home(build_views: Build) -> None:
    """A lead of one unit is at home there; R and A come first, and S, C, I only where there is neither."""
    assert cells(build_views(TWO_UNITS)) == {
        ("Y-1", "yksi"): "R/A",
        ("Y-1", "kaksi"): "C",
        ("Y-2", "yksi"): "R/A",
        ("K-1", "kaksi"): "R/A",
    }


def test_columns_without_a_letter_are_left_out(build_views: Build) -> None:
    """A unit that has no letter has no column, though its duties have rows."""
    grid = build_views(TWO_UNITS).unit_grid
    assert grid.columns == ("yksi", "kaksi")
    assert grid.rows == ("Y-1", "Y-2", "K-1", "M-1")


def test_cell_with_a_stated_letter_is_stated(build_views: Build) -> None:
    """One stated letter among those shown makes the cell a stated one."""
    grid = build_views(TWO_UNITS).unit_grid
    assert grid.cells["Y-2", "yksi"].stated
    assert not grid.cells["Y-1", "yksi"].stated


def test_plain_raci_table_has_no_unit_column(build_views: Build) -> None:
    """Where only roles have letters no unit has any, and each duty tells its roles, strongest first."""
    views = build_views(PLAIN)
    assert views.unit_grid.columns == ()
    told = {
        code: [(cell.text, cell.assignments[0].actor) for cell in views.entries_on(code)]
        for code in views.duties_below("taso")
    }
    assert told == {"V-1": [("R/A", "eeva"), ("C", "olli")], "V-2": [("R", "olli"), ("", "eeva")]}
    assert views.entries_on("V-2")[0].conditions == (("R", "isot"),)


def entries(views: Views, actor: str) -> dict[str, tuple[str, ...]]:
    return {entry.text: tuple(part.duty for part in entry.assignments) for entry in views.entries_of(actor)}


def test_letters_of_an_actor(build_views: Build) -> None:
    """An actor's duties are grouped by cell, in the order in which letters are written, "not involved" last."""
    assert entries(build_views(TWO_UNITS), "kari") == {"A": ("Y-2",), "S": ("Y-1",)}
    assert entries(build_views(PLAIN), "eeva") == {"R/A": ("V-1",), "": ("V-2",)}


def test_kuopio_has_a_column_for_each_unit(kuopio: Views) -> None:
    """All 13 units of the real matrix have a letter in the grid, and every duty at least one."""
    grid = kuopio.unit_grid
    assert len(grid.columns) == 13
    assert {code for code, _ in grid.cells} == {duty.id for duty in kuopio.matrix.duties}
