"""Cover, meeting page and decisions: what a reader sees first, for few and for many names and themes."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.support.matrices import views_of
from tests.support.workbooks import Build, opened, render, table
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

LONG = "Esimerkkiyksikkö, jonka nimessä on monta sanaa ja joka siksi ei mahdu yhdelle riville"
DUTY = "{{id: D-{unit}-{number}, text: Teemme.{rest}}}"


def matrix(units: int, duties: int, *, names: str = "Yksikkö", themes: int = 0, leads: str = "") -> str:
    """Return a matrix whose duties have the themes in turn; the last duty of a unit has none."""
    lines = [f"  - {{id: t{n}, name: Varsin pitkä esimerkkiaihe {n}}}" for n in range(themes)]
    source = "\n".join(["themes:", *lines]) if themes else ""
    roles = ", ".join(f"{{id: {name.lower()}, name: {name}}}" for name in ("Eka", "Toka", "Kolmas", "Viides"))
    source += f"\nroles: [{roles}]\nlevels:\n  - id: taso\n    name: Taso\n    units:\n"
    for unit in range(units):
        of_theme = [f", theme: t{n % themes}" if themes and n + 1 < duties else "" for n in range(duties)]
        listed = ", ".join(DUTY.format(unit=unit, number=n, rest=rest) for n, rest in enumerate(of_theme))
        source += f"      - {{id: u{unit}, name: '{names} {unit}', leads: [{leads}], supports: [viides],"
        source += f" duties: [{listed}]}}\n"
    return source


def meeting(data: bytes) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in opened(data)["Kokoussivu"].iter_rows()]


@pytest.mark.parametrize(("units", "names", "themes"), [(24, LONG, 0), (24, LONG, 14), (2, "Yksikkö", 30)])
def test_meeting_page_is_one_page_and_its_numbers_add_up(
    units: int, names: str, themes: int, build_views: Build, design: Design, office: Callable[[bytes, str], Path]
) -> None:
    """Long names and many themes leave it one legible page; duties on no theme that is shown stand in a column too."""
    data = render(build_views(matrix(units, 5, names=names, themes=themes, leads="eka, toka")), design)
    rows = meeting(data)
    top = next(number for number, row in enumerate(rows) if row[0] == "Yksikkö" and row[1] == "Vastaava")
    foot = next(number for number, row in enumerate(rows) if row[0] == "Yhteensä")
    last = rows[top].index("Yhteensä")
    for row in rows[top + 1 : foot + 1]:
        assert not themes or sum(number or 0 for number in row[3:last]) == row[last]
    assert rows[foot][last] == 5 * units
    pages = pypdf.PdfReader(office(data, "pdf") / "kirja.pdf").pages
    (page,) = (page for page in pages if ", kokoussivu" in page.extract_text())
    sizes: list[float] = []
    page.extract_text(
        visitor_text=lambda text, _u, scale, _f, size: sizes.append(size * scale[3]) if "Yhteensä" in text else None
    )
    assert min(sizes) >= 7.5


def test_decisions_that_have_no_room_on_the_page_are_counted(build_views: Build, design: Design) -> None:
    """The largest stand there, and how many more there are."""
    cells = [str(row[0]) for row in meeting(render(build_views(matrix(24, 2, leads="eka, toka")), design))]
    shown = [cell for cell in cells if cell.partition("  ")[0].isdigit()]
    assert 3 <= len(shown) < 24
    assert cells[-1] == f"Vielä {24 - len(shown)} päätöstä: katso Avoimet päätökset"


@pytest.mark.parametrize(
    ("leads", "told"),
    [
        ("", "ei nimetty"),
        ("eka, toka", "Eka ja yksi muu: kuka heistä?"),
        ("eka, toka, kolmas", "Eka ja 2 muuta: kuka heistä?"),
    ],
)
def test_an_open_unit_asks_in_whole_sentences(leads: str, told: str, build_views: Build, design: Design) -> None:
    """Whose decision it is stands in the unit's line, one other person in the singular."""
    rows = meeting(render(build_views(matrix(2, 1, leads=leads)), design))
    assert {row[1] for row in rows if row[0] in ("Yksikkö 0", "Yksikkö 1")} == {told}


MOST = """
introduction: |
  Tämä on johdanto.
roles: [{id: avustaja, name: Avustaja}, {id: johtaja, name: Johtaja}]
letters:
  R: {name: Toteuttaa, counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable, meaning: Vastaa}
  S: {name: Tukee, counts_as: support}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        duties:
          - {id: Y-1, text: Teemme., assign: {johtaja: A, avustaja: S}}
          - {id: Y-2, text: Autamme., assign: {johtaja: A, avustaja: S}}
          - {id: Y-3, text: Kysymme., assign: {avustaja: S}}
"""


def test_cover_names_who_does_most_and_not_who_has_most_letters(build_views: Build, design: Design) -> None:
    """Support is no own duty; a meaning that is the letter's name is told once; the introduction has a heading."""
    cover = opened(render(build_views(MOST), design))["Kansi"]
    told = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert "Eniten toteutettavana tai vastattavana: Johtaja." in told
    assert "2 tehtävää" in told
    assert "Vastaa" in told
    assert told[told.index("Johdanto") + 1] == "Tämä on johdanto."


def test_cover_says_nothing_twice_and_sets_labels_on_the_first_line(kuopio: Views, design: Design) -> None:
    """How letters came about stands there once; a label stands beside the first line of a long text."""
    cover = opened(render(kuopio, design))["Kansi"]
    cells = [cell for row in cover.iter_rows() for cell in row if cell.value]
    assert sum("Kirjaimet on päätelty" in str(cell.value) for cell in cells) == 1
    for cell in (cell for cell in cells if cell.hyperlink and cell.column == 1):
        assert (cell.alignment.vertical, cell.alignment.wrap_text) == ("top", True)
        assert cover.cell(cell.row, 2).alignment.vertical == "top"


def test_hidden_ids_make_no_row_high(build_views: Build, design: Design) -> None:
    """A row is as high as what is seen of it needs."""
    source = matrix(2, 1, leads="eka, toka").replace("id: u1", "id: " + "-".join(["yksikko"] * 20))
    sheet = opened(render(build_views(source), design))["Avoimet päätökset"]
    heights = {sheet.row_dimensions[row["Yksikkö"].row].height for row in table(sheet)}
    assert len(heights) == 1


ONE_KIND = """
letters: {K: {name: Kunta, counts_as: accountable}, L: {name: Liikelaitos, counts_as: accountable}}
roles: [{id: kunta, name: Kunta}, {id: laitos, name: Liikelaitos}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        duties: [{id: Y-1, text: Teemme., assign: {kunta: K}}, {id: Y-2, text: Autamme., assign: {laitos: L}}]
"""


def test_no_number_stands_in_the_balance_twice(build_views: Build, design: Design) -> None:
    """Where all letters that are work are of one kind there is no sum beside their number, and the number has bars."""
    sheet = opened(render(build_views(ONE_KIND), design))["Jakautuminen"]
    numbers = [header for header, cell in table(sheet)[0].items() if isinstance(cell.value, int)]
    assert numbers == ["K – Kunta + L – Liikelaitos"]
    bars = [str(place.sqref) for place, rules in sheet.conditional_formatting._cf_rules.items() for _ in rules]
    assert len(bars) == 1


def test_a_grid_is_not_divided_where_it_fits_as_well_whole(build_views: Build, design: Design) -> None:
    """A page wide as two pages of the other kind hold as much: the duties keep their letters and their unit beside."""
    actors = [f"r{number}" for number in range(22)]
    roles = ", ".join(f"{{id: {actor}, name: Esimerkkirooli {actor}}}" for actor in actors)
    letters = ", ".join(f"{actor}: R" for actor in actors)
    duties = ", ".join(f"{{id: D-{n}, text: Teemme jotain., assign: {{{letters}}}}}" for n in range(30))
    source = f"roles: [{roles}]\nlevels: [{{id: t, name: T, units: [{{id: u, name: Yksikkö, duties: [{duties}]}}]}}]\n"
    page = opened(render(build_views(source), design))["Kaikki tehtävät"].page_setup
    assert (page.fitToWidth, page.orientation) == (1, "landscape")


def test_two_charts_of_many_bars_fit_on_a_page(design: Design) -> None:
    """The charts of as many roles and units as they may show stand on one A3, however few rows stand beside them."""
    units = ", ".join(
        f"{{id: y-{n}, name: Yksikkö {n}, leads: [r-{n}], duties: [{{id: Y-{n}, text: Hoidamme asian {n}.}}]}}"
        for n in range(30)
    )
    roles = ", ".join(f"{{id: r-{n}, name: Rooli {n}}}" for n in range(30))
    views = views_of(f"roles: [{roles}]\nlevels: [{{id: t, name: Taso, units: [{units}]}}]")
    found = zipfile.ZipFile(io.BytesIO(render(views, design)))
    [drawing] = [found.read(name).decode() for name in found.namelist() if re.search(r"drawings/drawing\d+\.xml", name)]
    heights = [int(height) / 12700 for height in re.findall(r'<(?:\w+:)?ext cx="\d+" cy="(\d+)"', drawing)]
    assert len(heights) == 2
    assert sum(heights) < 920  # pt, of a page that shrinks to 80 per cent
