"""The workbook, read back and compared with the matrix."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl.utils import range_boundaries

from tests.support.workbooks import MIXED, PLAIN, Build, hostile_matrix, many_roles, opened, render, table, texts
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views
from vastuumatriisi.text.widths import office_widths


@pytest.fixture(scope="module")
def kuopio_bytes(kuopio: Views, design: Design) -> bytes:
    return render(kuopio, design)


@pytest.fixture(scope="module")
def kuopio_book(kuopio_bytes: bytes) -> Any:
    return opened(kuopio_bytes)


def corners(ref: str) -> tuple[int, int, int, int]:
    """Return (left, top, right, bottom) of a range, all from 1."""
    left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(ref))
    return left, top, right, bottom


def all_cells(book: Any) -> Iterator[Any]:
    return (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_unit_grid_says_of_every_duty_what_the_matrix_says(kuopio: Views, kuopio_book: Any, design: Design) -> None:
    """Code, text, unit, scope, theme, owner and the letters of each unit stand in one row for each duty, in order."""
    matrix, columns = kuopio.matrix, kuopio.unit_grid.columns
    rows = [texts(row) for row in table(kuopio_book["Tehtävät ja yksiköt"])]
    assert [row["Tunnus"] for row in rows] == [duty.id for duty in matrix.duties]
    for row, duty in zip(rows, matrix.duties, strict=True):
        ownership = matrix.ownership[duty.id]
        owner = "avoin" if ownership.open else ", ".join(matrix.names(ownership.owners))
        expected = {
            "Taso": str(matrix.level(matrix.unit(duty.unit).level).number),
            "Tunnus": duty.id,
            "Tehtävä": duty.text,
            "Yksikkö": matrix.unit(duty.unit).short,
            "Koskee": ", ".join(matrix.scope_names(duty.scopes)),
            "Aihe": matrix.theme_name(duty.theme),
            "Vastaava": owner,
        }
        for unit in columns:
            cell = kuopio.unit_grid.cell(duty.id, unit)
            expected[matrix.unit(unit).short] = cell.text if cell else ""
        assert row == {header: text for header, text in expected.items() if text}


def test_role_grids_hold_every_letter_of_every_role_once(kuopio: Views, kuopio_book: Any) -> None:
    """The sheets of roles together equal the letters that roles have."""
    shorts = {role.short: role.id for role in kuopio.matrix.roles}
    found = [
        (row["Tunnus"].value, shorts[header], cell.value)
        for sheet in kuopio_book
        if sheet.title.startswith("Roolit –")
        for row in table(sheet)
        for header, cell in row.items()
        if header in shorts and cell.value
    ]
    roles = set(shorts.values())
    expected = [(a.duty, a.actor, "/".join(a.letters)) for a in kuopio.matrix.assignments if a.actor in roles]
    assert sorted(found) == sorted(expected)


def test_flat_table_gives_back_every_assignment(kuopio: Views, kuopio_book: Any) -> None:
    """One row for each duty and actor, with letter, kind and origin."""
    rows = [texts(row) for row in table(kuopio_book["Kirjaimet riveittäin"])]
    headers = ("Tunnus", "Toimija", "Toimijan tunnus", "Laji", "Kirjain", "Peruste")
    found = [tuple(row[header] for header in headers) for row in rows]
    roles = {role.id for role in kuopio.matrix.roles}
    assert found == [
        (
            a.duty,
            kuopio.matrix.actor(a.actor).name,
            a.actor,
            "rooli" if a.actor in roles else "yksikkö",
            "/".join(a.letters),
            "kirjattu" if a.stated else "päätelty",
        )
        for duty in kuopio.matrix.duties
        for a in kuopio.matrix.assignments_of(duty.id)
    ]
    principal = next(row for row in rows if row["Toimija"] == "rehtori" and row["Kirjain"] == "A")
    assert principal["Mistä kirjain tulee"] == "vastuuhenkilö: Koulun johto"


def test_theme_sheet_holds_each_duty_once_at_its_unit_and_theme(kuopio: Views, kuopio_book: Any) -> None:
    """Units × themes: the codes of a cell are the unit's own duties on that theme."""
    themes = {theme.name: theme.id for theme in kuopio.matrix.themes}
    units = {unit.name: unit.id for unit in kuopio.matrix.duty_units}
    rows = [texts(row) for row in table(kuopio_book["Aiheet"])]
    assert [units[row["Yksikkö"]] for row in rows] == [unit.id for unit in kuopio.matrix.duty_units]
    for row in rows:
        for name, theme in themes.items():
            assert tuple(re.split(r",\s", row[name]) if name in row else ()) == kuopio.codes(
                units[row["Yksikkö"]], theme
            )


def test_lists_name_leads_supporters_and_the_codes_of_each_letter(kuopio: Views, kuopio_book: Any) -> None:
    """The sheet of units has the responsible persons and supporters, that of roles what each role does, by code."""
    matrix = kuopio.matrix
    for row, unit in zip(map(texts, table(kuopio_book["Yksiköt"])), matrix.duty_units, strict=True):
        assert row["Yksikkö"] == unit.name
        assert row.get("Vastuuhenkilö", "") == ", ".join(matrix.names(unit.leads))
        assert row.get("Tukena", "") == ", ".join(matrix.names(unit.supports))
    for row, role in zip(map(texts, table(kuopio_book["Roolit"])), matrix.roles, strict=True):
        assert row["Rooli"] == role.name
        for letter in matrix.letters.letters:
            codes = tuple(a.duty for a in matrix.assignments_to(role.id) if letter.symbol in a.letters)
            written = row.get(f"{letter.symbol} – {letter.name}", "")
            assert tuple(re.split(r",\s", written) if written else ()) == codes


def test_cover_tells_what_it_is_and_its_links_lead_somewhere(kuopio: Views, kuopio_book: Any) -> None:
    """Title, edition, date, fingerprint, letters, the rules applied, and one link to each of the other sheets."""
    cover = kuopio_book.worksheets[0]
    written = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert cover["A1"].value == kuopio.matrix.title
    for needed in (
        "luonnos",
        "23.11.2026",
        kuopio.matrix.fingerprint,
        "Yksikön tukena mainittu saa kirjaimen S (tukee).",
    ):
        assert needed in written
    assert not any("syrjäyttää" in text for text in written), "a rule that nothing follows is printed"
    targets = [cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink]
    assert targets == [f"'{name}'!A1" for name in kuopio_book.sheetnames[1:]]


def links(book: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield each cell that is a link to another place of the book, with the sheet and the cell that it leads to."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            target, _, place = cell.hyperlink.location.rpartition("!")
            yield cell, target.strip("'").replace("''", "'"), place


def test_titles_lead_back_to_the_cover(kuopio_book: Any) -> None:
    """Tabs of fifteen sheets run out of view; the title of each sheet is a link with a tip, and the cover says so."""
    titled = [sheet for sheet in kuopio_book.worksheets[1:] if sheet["A1"].value != "Tunnus"]
    assert len(titled) == len(kuopio_book.sheetnames) - 2, "the flat table alone begins with its header"
    for sheet in titled:
        link = sheet["A1"].hyperlink
        assert (link.location, link.tooltip) == ("'Kansi'!A1", "Takaisin kanteen")
    written = " ".join(str(cell.value) for row in kuopio_book["Kansi"].iter_rows() for cell in row)
    assert "Taulukon otsikosta pääset takaisin kanteen." in written


def test_cover_tells_what_does_not_follow_an_edit(kuopio_book: Any, build_views: Build, design: Design) -> None:
    """Counts and colours follow a letter, names and other sheets do not; without a grid there is nothing to tell."""
    told = "Nimet ja muut taulukot pysyvät ennallaan."
    assert any(told in str(cell.value) for cell in all_cells(kuopio_book))
    assert not any(told in str(cell.value) for cell in all_cells(opened(render(build_views(NOBODY), design))))


NOBODY = """
roles: [{id: e, name: Eeva}]
levels:
  - {id: t, name: T, units: [{id: u, name: U, duties: [{id: D-1, text: Teemme.}, {id: D-2, text: Autamme.}]}]}
"""

NAMED_AS_A_SHEET = """
roles: [{id: e, name: Eeva}]
levels: [{id: t, name: T, units: [{id: u, name: U, duties: [{id: Roolit, text: Teemme., assign: {e: A}}]}]}]
"""


@pytest.mark.parametrize("source", [NOBODY, NAMED_AS_A_SHEET, MIXED, PLAIN])
def test_no_link_leads_astray(source: str, build_views: Build, design: Design) -> None:
    """A link of the cover opens the sheet of its name, one of a code the row of the duty; other codes are no links."""
    book = opened(render(build_views(source), design))
    for cell, target, place in links(book):
        assert target in book.sheetnames
        if cell.parent.title == "Kansi":
            assert (target, place) == (cell.value, "A1")
        elif place != "A1":
            assert cell.value in [other.value for other in book[target][int(place.removeprefix("A"))]]
        else:
            assert (cell.coordinate, target) == ("A1", "Kansi")


def test_lists_say_nothing_of_letters_that_they_do_not_show(build_views: Build, design: Design) -> None:
    """Units of a plain table have no letters and no leads: neither the note nor the cover speaks of them."""
    book = opened(
        render(build_views(PLAIN.replace("name: Vaihe", "name: Ensimmäinen vaihe\n        short: Vaihe")), design)
    )
    assert [cell.value for cell in book["Yksiköt"][2]][:2] == ["Yksikkö", "Lyhyt nimi"], "no note above the header"
    written = [str(cell.value) for cell in all_cells(book)]
    assert "Yksiköt ja niiden omat tehtävät." in written
    assert "Yksiköiden vastuuhenkilöt, tuki ja tehtävät." not in written
    assert "Kirjaimen sarakkeessa" in str(book["Roolit"]["A2"].value), "roles have letters here"
    nobody = opened(render(build_views(NOBODY), design))
    assert not any("Kirjaimen sarakkeessa" in str(cell.value) for cell in all_cells(nobody))


def test_derived_stated_and_conditional_letters_differ_without_colour(build_views: Build, design: Design) -> None:
    """Derived is in italics, stated upright in a frame, conditional underlined, accountable bold; "–" is no letter."""
    book = opened(render(build_views(MIXED), design))
    rows = table(book["Kirjaimet riveittäin"])
    letters = {(row["Tunnus"].value, row["Toimijan tunnus"].value): row["Kirjain"] for row in rows}
    derived, conditional = letters["Y-1", "eeva"], letters["Y-1", "olli"]
    owner, refused = letters["Y-2", "toinen-olli"], letters["Y-2", "olli"]
    assert refused.value == "–"
    assert (derived.value, derived.font.i, derived.font.b) == ("A", True, True)
    assert (conditional.value, conditional.font.i, conditional.font.u) == ("Kysytään", False, "single")
    assert (owner.font.i, owner.font.b, refused.font.u) == (False, True, None)
    assert {cell.border.left.color.rgb for cell in (conditional, owner, refused)} != {derived.border.left.color.rgb}


def test_conditions_are_in_words_beside_the_letters(build_views: Build, design: Design) -> None:
    """A condition stands in a column of its own in every grid, so that it is printed too."""
    book = opened(render(build_views(MIXED), design))
    (row,) = (texts(row) for row in table(book["Tehtävät ja yksiköt"]) if row["Tunnus"].value == "Y-1")
    assert row["Ehto"] == "Olli Esimerkki Kysytään: isot asiat"


def test_an_open_owner_is_written_and_marked(build_views: Build, design: Design) -> None:
    """Two leads leave the owner open: the word stands in the cell, bold and tinted."""
    book = opened(render(build_views(MIXED), design))
    (row,) = (row for row in table(book["Tehtävät ja yksiköt"]) if row["Tunnus"].value == "K-1")
    assert row["Vastaava"].value == "avoin"
    assert row["Vastaava"].font.b
    assert row["Vastaava"].fill.fgColor.rgb == f"FF{design.theme.colours['open_tint'].removeprefix('#')}"


def test_a_plain_table_has_its_roles_as_the_grid(build_views: Build, design: Design) -> None:
    """Without relations the role grid is the grid; without an accountable letter nobody is asked for an owner."""
    book = opened(render(build_views(PLAIN), design))
    names = ["Kansi", "Tehtävät ja roolit", "Roolit", "Vastuut rooleittain", "Kirjaimet riveittäin"]
    assert book.sheetnames == names
    rows = [texts(row) for row in table(book["Tehtävät ja roolit"])]
    assert rows == [
        {"Tunnus": "V-1", "Tehtävä": "Suunnittelu", "Yksikkö": "Vaihe", "Tilaaja": "Asiakas"},
        {"Tunnus": "V-2", "Tehtävä": "Toteutus", "Yksikkö": "Vaihe", "Tilaaja": "Jaettu", "Toimittaja": "Jaettu"},
    ]


def test_every_text_of_the_data_is_a_string_cell(build_views: Build, design: Design) -> None:
    """What looks like a formula, an error, a number or an escape stays the text that it is."""
    views = build_views(hostile_matrix())
    book = opened(render(views, design))
    formulas = [cell.value for cell in all_cells(book) if cell.data_type == "f"]
    assert formulas
    assert all(formula.startswith("=SUMPRODUCT(") for formula in formulas), "there is a formula that is not ours"
    assert {cell.data_type for cell in all_cells(book)} <= {"s", "f", "n"}
    assert [row["Tehtävä"] for row in map(texts, table(book["Tehtävät ja yksiköt"]))] == [
        d.text for d in views.matrix.duties
    ]
    formula_like = [cell for cell in all_cells(book) if cell.data_type == "s" and cell.value[0] in "=+-@"]
    assert formula_like
    assert all(cell.quotePrefix for cell in formula_like if not cell.hyperlink)


def test_header_and_footer_print_an_ampersand_and_the_page(build_views: Build, design: Design) -> None:
    """Title, organisation, edition, fingerprint and page; & is doubled, or Excel would take it for a code."""
    views = build_views(hostile_matrix())
    for sheet in opened(render(views, design)):
        assert "=cmd && co" in sheet.oddHeader.left.text
        assert "A && B 2026" in sheet.oddHeader.right.text
        assert views.matrix.fingerprint in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text.strip() in ("sivu &P / &N", "sivu &[Page] / &[Pages]")


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN])
def test_tables_have_unique_headers_equal_to_their_cells(
    source: str, kuopio: Views, build_views: Build, design: Design
) -> None:
    """Excel repairs a file whose table columns are empty, repeated or other than the header cells."""
    book = opened(render(kuopio if source == "kuopio" else build_views(source), design))
    names = [found.displayName.casefold() for sheet in book for found in sheet.tables.values()]
    assert len(set(names)) == len(names)
    for sheet in book.worksheets[1:]:
        (found,) = sheet.tables.values()
        left, top, right, bottom = corners(found.ref)
        headers = [sheet.cell(top, column).value for column in range(left, right + 1)]
        assert headers == [column.name for column in found.tableColumns]
        assert len({header.casefold() for header in headers}) == len(headers)
        assert all(headers)
        assert (left, right, bottom) == (1, sheet.max_column, sheet.max_row)


def test_print_set_up_of_the_grids(kuopio_book: Any) -> None:
    """A3 across, one page wide, header row and first columns on every page; nothing is merged, all is 11 pt or more."""
    for sheet in kuopio_book.worksheets[1:]:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        (found,) = sheet.tables.values()
        head = corners(found.ref)[1]
        assert sheet.print_title_rows.endswith(f"${head}")
        assert sheet.print_title_cols.startswith("$A")
        assert int(re.sub(r"\D", "", sheet.freeze_panes)) == head + 1
    assert not any(sheet.merged_cells.ranges for sheet in kuopio_book)
    assert all(sheet["A1"].value for sheet in kuopio_book)
    assert min(cell.font.sz for cell in all_cells(kuopio_book)) >= 11


def test_pages_end_between_units(kuopio: Views, kuopio_book: Any) -> None:
    """Every planned page of Kuopio's grids begins with the first duty of a unit: each unit fits on a page."""
    firsts = {unit.duties[0] for unit in kuopio.matrix.duty_units}
    for sheet in kuopio_book:
        if sheet.title.startswith(("Tehtävät", "Roolit –")):
            codes = "B" if sheet["B6"].value == "Tunnus" else "A"
            assert {sheet[f"{codes}{found.id + 1}"].value for found in sheet.row_breaks.brk} <= firsts


def test_rows_are_high_enough_for_their_texts(kuopio_book: Any) -> None:
    """Each text that wraps has the height of its lines in Calibri, which is 1.22 times its size a line."""
    for cell in all_cells(kuopio_book):
        if cell.data_type == "s" and cell.alignment.wrapText and not cell.alignment.textRotation:
            width = cell.parent.column_dimensions[cell.column_letter].width * 7 * 0.75
            lines = office_widths(bool(cell.font.b)).lines(
                cell.value, cell.font.sz, width - 4 - 7 * cell.alignment.indent
            )
            assert cell.parent.row_dimensions[cell.row].height >= lines * cell.font.sz * 1.22, cell.coordinate


def test_a_grid_with_too_many_columns_is_split_and_loses_nothing(build_views: Build, design: Design) -> None:
    """More roles than a page has room for go to several sheets, with names that Excel accepts."""
    views = build_views(many_roles(units=9, roles=90))
    book = opened(render(views, design))
    grids = [sheet for sheet in book if sheet.title.startswith("Roolit –")]
    assert len(grids) > 2
    assert all(len(name) <= 31 for name in book.sheetnames)
    found = [
        (row["Tunnus"].value, h)
        for sheet in grids
        for row in table(sheet)
        for h, cell in row.items()
        if cell.value == "R"
    ]
    expected = [(a.duty, views.matrix.actor(a.actor).name) for a in views.matrix.assignments]
    assert sorted(found) == sorted(expected)


def one_busy_unit(actors: str) -> str:
    """Return a matrix whose first and last unit have no letter, and whose second one has more than a page takes."""
    number = 130
    ids = [f"toimija-{index}" for index in range(number)]
    units = [f"{{id: {ids[index]}, name: Yksikkö numero {index}}}" for index in range(number)]
    roles = [f"{{id: {ids[index]}, name: Rooli numero {index}}}" for index in range(number)]
    return f"""
roles: [{", ".join(roles) if actors == "roles" else "{id: e, name: Eeva}"}]
levels:
  - id: t
    name: T
    units:
      - {{id: alku, name: Alku, duties: [{{id: D-1, text: Odotamme.}}]}}
      - {{id: keski, name: Keski, duties: [{{id: D-2, text: Teemme., assign: {{{": R, ".join(ids)}: R}}}}]}}
      - {{id: loppu, name: Loppu, duties: [{{id: D-3, text: Odotamme.}}]}}
      {"".join(f"{chr(10)}      - {unit}" for unit in units) if actors == "units" else ""}
"""


@pytest.mark.parametrize("actors", ["units", "roles"])
def test_a_split_grid_keeps_units_without_a_letter(actors: str, build_views: Build, design: Design) -> None:
    """Their duties stand in the sheet of a neighbour, since a sheet needs a column; none of them is lost."""
    book = opened(render(build_views(one_busy_unit(actors)), design))
    grid = next(sheet for sheet in book if sheet.title.startswith("Tehtävät ja"))
    assert [row["Tunnus"].value for row in table(grid)] == ["D-1", "D-2", "D-3"]


def test_long_names_of_sheets_end_with_whole_words(kuopio_book: Any) -> None:
    """What is too long is cut in the middle, and the end is readable: "Roolit – Opetushenkilö…Oppija"."""
    cut = [name for name in kuopio_book.sheetnames if "…" in name]
    assert [name.partition("…")[2] for name in cut] == ["Tekninen tuki", "Oppija"]


def test_codes_beyond_the_highest_row_go_on_in_a_further_row(build_views: Build, design: Design) -> None:
    """A role with very many duties has several rows, each with its name, and none of its codes is lost."""
    duties = "\n".join(f"          - {{id: PITKÄHKÖ-TUNNUS-{n:04d}, text: Teemme.}}" for n in range(900))
    views = build_views(
        f"roles: [{{id: e, name: Eeva}}]\nlevels:\n  - id: t\n    name: T\n    units:\n"
        f"      - id: u\n        name: U\n        leads: [e]\n        duties:\n{duties}\n".replace(
            "PITKÄHKÖ", "PITKAHKO"
        )
    )
    rows = [texts(row) for row in table(opened(render(views, design))["Roolit"])]
    assert len(rows) > 1
    assert {row["Rooli"] for row in rows} == {"Eeva"}
    assert [code for row in rows for code in re.split(r",\s*", row["A – Vastaa"].rstrip(","))] == [
        d.id for d in views.matrix.duties
    ]


def test_same_input_gives_the_same_bytes_and_no_clock(kuopio: Views, design: Design, kuopio_bytes: bytes) -> None:
    """Rendered again the file is identical; its dates are the edition's, its author the organisation."""
    assert render(kuopio, design) == kuopio_bytes
    properties = opened(kuopio_bytes).properties
    assert {properties.created.isoformat(), properties.modified.isoformat()} == {"2026-11-23T00:00:00"}
    assert (properties.title, properties.creator, properties.language) == (
        kuopio.matrix.title,
        kuopio.matrix.organisation,
        "fi",
    )


def test_libreoffice_prints_every_duty_whole(
    kuopio: Views, kuopio_bytes: bytes, office: Callable[[bytes, str], Path]
) -> None:
    """In the printed unit grid and role grids each duty's text stands whole, and the header row on every page."""
    pypdf = pytest.importorskip("pypdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(office(kuopio_bytes, "pdf") / "kirja.pdf").pages]
    grid = [page for page in (re.sub(r"\s+", "", page) for page in pages) if "Tehtävätjayksiköt" in page]
    printed = "".join(grid)
    for duty in kuopio.matrix.duties:
        assert re.sub(r"\s+", "", duty.text) in printed, duty.id
    assert all("TunnusTehtäväYksikkö" in page for page in grid[1:])


def test_libreoffice_reads_hostile_texts_as_they_are(
    build_views: Build, design: Design, office: Callable[[bytes, str], Path]
) -> None:
    """Another program, too, sees the texts, escapes included, and no formula."""
    views = build_views(hostile_matrix())
    data = office(render(views, design), "ods") / "kirja.ods"
    converted = office_texts(data)
    for duty in views.matrix.duties:
        assert duty.text.replace("\t", "") in converted


def office_texts(path: Path) -> set[str]:
    """Return the text of every paragraph of an OpenDocument file; it keeps spaces and tabs as elements."""
    import xml.etree.ElementTree as ElementTree
    import zipfile

    root = ElementTree.fromstring(zipfile.ZipFile(path).read("content.xml"))
    formulas = [text for cell in root.iter() for name, text in cell.attrib.items() if name.endswith("}formula")]
    assert all(formula.startswith("of:=SUMPRODUCT(") for formula in formulas)
    return {"".join(element.itertext()) for element in root.iter() if element.tag.endswith("}p")}


def test_made_sheets_keep_their_order(kuopio_book: Any) -> None:
    """From the cover to the flat table: themes, the grid, the roles by level, then the lists."""
    order = [
        "Kansi",
        "Aiheet",
        "Tehtävät ja yksiköt",
        "Roolit – Hallinnon taso",
        "Yksiköt",
        "Roolit",
        "Vastuut yksiköittäin",
        "Vastuut rooleittain",
        "Avoimet päätökset",
        "Kysymykset",
        "Kirjaimet riveittäin",
    ]
    places = [kuopio_book.sheetnames.index(name) for name in order]
    assert all(one < other for one, other in pairwise(places))
