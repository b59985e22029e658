"""The workbook, read back and compared with the matrix."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from tests.support.making import jobs_of
from tests.support.making import render as making_render
from tests.support.workbooks import (
    MIXED,
    PLAIN,
    Build,
    edited_sheets,
    hostile_matrix,
    many_roles,
    opened,
    render,
    seen,
    table,
    texts,
    with_formulas,
)
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options
from vastuumatriisi.text.code_ranges import code_ranges
from vastuumatriisi.text.widths import office_widths

# How the program's own formulas begin.
OURS = re.compile(r'(?:of:)?=(?:SUMPRODUCT\(|IF\(|IFERROR\(|HYPERLINK\("#|MATCH\("|SUM\(|")')


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
    """Code, text, owner, the letters of each unit, unit, scope and theme stand in one row for each duty, in order."""
    matrix, columns = kuopio.matrix, kuopio.unit_grid.columns
    rows = [texts(row) for row in table(kuopio_book["Kaikki tehtävät"])]
    assert [row["Tunnus"] for row in rows] == [duty.id for duty in matrix.duties]
    for row, duty in zip(rows, matrix.duties, strict=True):
        ownership = matrix.ownership[duty.id]
        owner = "avoin" if ownership.open else ", ".join(matrix.actor(actor).short for actor in ownership.owners)
        expected = {
            "Tunnus": duty.id,
            "Tehtävä": duty.text,
            "Vastaava": owner,
            "Yksikkö": matrix.unit(duty.unit).short,
            "Koskee": ", ".join(matrix.scope_names(duty.scopes)),
            "Aihe": matrix.theme_name(duty.theme),
        }
        expected["Tunniste"] = duty.id  # nobody sees it
        for unit in columns:
            cell = kuopio.unit_grid.cell(duty.id, unit)
            expected[matrix.unit(unit).short] = cell.text if cell else ""
        assert row == {header: text for header, text in expected.items() if text}


def test_areas_hold_every_letter_once(kuopio: Views, kuopio_book: Any) -> None:
    """The sheets where duties are edited hold each duty once, and together equal the letters of all actors."""
    shorts = {kuopio.matrix.actor(actor).short: actor for actor in kuopio.acting}
    rows = [row for sheet in edited_sheets(kuopio_book) for row in table(sheet)]
    assert [row["Tunnus"].value for row in rows] == [duty.id for duty in kuopio.matrix.duties]
    found = [
        (row["Tunnus"].value, shorts[header], cell.value)
        for row in rows
        for header, cell in row.items()
        if header in shorts and cell.value
    ]
    expected = [(a.duty, a.actor, "/".join(a.letters)) for a in kuopio.matrix.assignments]
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


def test_meeting_sheet_counts_duties_by_unit_and_theme(kuopio: Views, kuopio_book: Any) -> None:
    """One line a unit: who owns its duties, their codes put short, how many of each theme, all, and how many open."""
    matrix, sheet = kuopio.matrix, kuopio_book["Kokoussivu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if row[0] == "Yksikkö")
    assert head[:3] == ["Yksikkö", "Vastaava", "Tehtävät"]
    assert head[3:] == [*(theme.name for theme in matrix.themes), "Yhteensä", "Avoinna"]
    lines = {row[0]: dict(zip(head, row, strict=True)) for row in rows if row[0]}
    for unit in matrix.duty_units:
        line = lines[unit.short]
        for theme in matrix.themes:
            assert line[theme.name] == len(kuopio.codes(unit.id, theme.id))
        assert line["Yhteensä"] == len(unit.duties)
        assert line["Avoinna"] == sum(bool(matrix.ownership[code].open) for code in unit.duties)
        assert line["Tehtävät"] == f"{unit.duties[0]}–{unit.duties[-1][-2:]}"
    assert lines["Palvelualue"]["Vastaava"] == "Palvelupäälliköt: kuka heistä?"
    assert lines["Koulun johto"]["Vastaava"] == "Rehtori"
    assert lines["Oppija"]["Vastaava"] == "ei nimetty"
    told = " ".join(str(cell) for row in rows for cell in row if cell)
    assert "105 tehtävästä 51 on vailla yhtä vastaavaa." in told
    assert "Kuka heistä vastaa? 14 tehtävää" in told


def test_meeting_sheet_prints_on_one_page(
    kuopio_bytes: bytes, build_views: Build, design: Design, office: Callable[[bytes, str], Path]
) -> None:
    """It stands behind the cover on one A4 across, for thirteen units as for ninety."""
    units = "\n".join(
        f"      - {{id: u{n}, name: Esimerkkiyksikkö {n}, duties: [{{id: D-{n}, text: Teemme., assign: {{e: R}}}}]}}"
        for n in range(90)
    )
    many = render(
        build_views(f"roles: [{{id: e, name: E}}]\nlevels:\n  - id: t\n    name: T\n    units:\n{units}"), design
    )
    for data in (kuopio_bytes, many):
        sheet = opened(data).worksheets[1]
        assert sheet.title == "Kokoussivu"
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        pages = pypdf.PdfReader(office(data, "pdf") / "kirja.pdf").pages
        assert sum(", kokoussivu" in page.extract_text() for page in pages) == 1


def test_balance_tells_the_codes_of_each_actor(kuopio: Views, kuopio_book: Any) -> None:
    """What the head of a school owns stands in one cell; ranges give back the codes."""
    order = [duty.id for duty in kuopio.matrix.duties]
    rows = table(kuopio_book["Jakautuminen"])
    (principal,) = (row for row in rows if row["Toimija"].value == "rehtori")
    assert principal["Tehtävät: A"].value == "JOH-01–12"
    for row in rows:
        for letter in kuopio.matrix.letters.letters:
            cell = row.get(f"Tehtävät: {letter.symbol}")
            found = []
            for part in re.split(r",\s", cell.value) if cell is not None and cell.value else ():
                first, _, last = part.partition("–")
                end = order.index(first[: -len(last)] + last) if last else order.index(first)
                found += order[order.index(first) : end + 1]
            own = kuopio.matrix.assignments_to(row["Tunniste"].value)
            assert found == [a.duty for a in own if letter.symbol in a.letters]


def test_cover_answers_and_its_links_lead_somewhere(kuopio: Views, kuopio_book: Any) -> None:
    """What is open, who carries most, how large it is; edition, date, mark; where what is; how to send changes."""
    cover = kuopio_book.worksheets[0]
    written = [str(cell.value) for row in cover.iter_rows() for cell in row if cell.value]
    assert cover["A1"].value == kuopio.matrix.title
    told = " ".join(written)
    for needed in (
        f"Painos luonnos, 23.11.2026. Sormenjälki {kuopio.matrix.fingerprint}.",
        "105 tehtävästä 51 on vailla yhtä vastaavaa. Päätettäviä asioita on 7. Avoimet päätökset",
        "14 tehtävää Eniten toteutettavana tai vastattavana: palvelupäälliköt, tekninen tukihenkilö.",
        "105 tehtävää Yksiköitä on 13 ja rooleja 45. Kaikki tehtävät",
        "tallenna tiedosto ja lähetä se sähköpostilla",
        "Yksikön tukena mainittu saa kirjaimen S (tukee).",
    ):
        assert needed in told
    assert not any("syrjäyttää" in text for text in written), "a rule that nothing follows is printed"
    links = {cell.value: cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink}
    assert links == {sheet.title: f"'{sheet.title}'!A1" for sheet in seen(kuopio_book)[1:]}


def links(book: Any) -> Iterator[tuple[Any, str, str]]:
    """Yield each cell that is a link to another place of the book, with the sheet and the cell that it leads to."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            target, _, place = cell.hyperlink.location.rpartition("!")
            yield cell, target.strip("'").replace("''", "'"), place


def test_titles_lead_back_to_the_cover(kuopio_book: Any) -> None:
    """The title of each table is a link with a tip, and the cover says so."""
    for sheet in seen(kuopio_book)[2:]:
        link = sheet["A1"].hyperlink
        assert (link.location, link.tooltip) == ("'Kansi'!A1", "Takaisin kanteen")
    written = " ".join(str(cell.value) for row in kuopio_book["Kansi"].iter_rows() for cell in row)
    assert "Taulukon otsikosta pääset takaisin kanteen." in written


def test_what_is_edited_stands_for_editing_once(kuopio: Views, kuopio_bytes: bytes) -> None:
    """A text, a letter or an owner that shows elsewhere than in its area is a formula; the cover names the areas."""
    book = with_formulas(kuopio_bytes)
    areas = edited_sheets(book)
    texts_of_duties = {duty.text for duty in kuopio.matrix.duties}
    letters = {"/".join(part.letters) for part in kuopio.matrix.assignments}
    owners = {"avoin", *(kuopio.matrix.actor(a).short for o in kuopio.matrix.ownership.values() for a in o.owners)}
    for sheet in seen(book)[2:]:
        for cell in (cell for row in table(sheet) for header, cell in row.items() if header != "Toimija"):
            assert sheet in areas or cell.value not in texts_of_duties | letters
    for sheet in book:
        rows = table(sheet) if sheet.tables else []
        assert all(row["Vastaava"].data_type == "f" for row in rows if "Vastaava" in row)
        assert bool(sheet.data_validations.dataValidation) == (sheet in areas)
    told = " ".join(str(cell.value) for row in book["Kansi"].iter_rows() for cell in row)
    assert "Muuta kirjaimia ja tekstejä taulukoissa " + ", ".join(f"”{a.title}”" for a in areas[:-1]) in told
    assert owners


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


def test_derived_stated_and_conditional_letters_differ_without_colour(build_views: Build, design: Design) -> None:
    """Derived is in italics, stated upright, conditional underlined, accountable bold; "–" is no letter."""
    book = opened(render(build_views(MIXED), design))
    rows = table(book["Kirjaimet riveittäin"])
    letters = {(row["Tunnus"].value, row["Toimijan tunnus"].value): row["Kirjain"] for row in rows}
    derived, conditional = letters["Y-1", "eeva"], letters["Y-1", "olli"]
    owner, refused = letters["Y-2", "toinen-olli"], letters["Y-2", "olli"]
    assert refused.value == "–"
    assert (derived.value, derived.font.i, derived.font.b) == ("A", True, True)
    assert (conditional.value, conditional.font.i, conditional.font.u) == ("Kysytään", False, "single")
    assert (owner.font.i, owner.font.b, refused.font.u) == (False, True, None)


def test_conditions_are_in_words_beside_the_letters(build_views: Build, design: Design) -> None:
    """A condition stands in a column of its own in every grid, so that it is printed too."""
    book = opened(render(build_views(MIXED), design))
    (row,) = (texts(row) for row in table(book["Kaikki tehtävät"]) if row["Tunnus"].value == "Y-1")
    assert row["Ehto"] == "Olli Esimerkki Kysytään: isot asiat"


def test_an_open_owner_is_written_and_marked(build_views: Build, design: Design) -> None:
    """Two leads leave the owner open: the word stands in the cell, bold and tinted."""
    book = opened(render(build_views(MIXED), design))
    (row,) = (row for row in table(book["Kaikki tehtävät"]) if row["Tunnus"].value == "K-1")
    assert row["Vastaava"].value == "avoin"
    assert row["Vastaava"].font.b
    assert row["Vastaava"].fill.fgColor.rgb == f"FF{design.theme.colours['open_tint'].removeprefix('#')}"


def test_a_plain_table_has_its_roles_as_the_grid(build_views: Build, design: Design) -> None:
    """Without relations the role grid is the grid; without an accountable letter nobody is asked for an owner."""
    book = opened(render(build_views(PLAIN), design))
    names = ["Kansi", "Kokoussivu", "Kaikki tehtävät", "Jakautuminen", "Kirjaimet riveittäin"]
    assert [sheet.title for sheet in seen(book)] == names
    rows = [texts(row) for row in table(book["Kaikki tehtävät"])]
    assert [row.pop("Tunniste") for row in rows] == ["V-1", "V-2"]
    assert rows == [
        {"Tunnus": "V-1", "Tehtävä": "Suunnittelu", "Yksikkö": "Vaihe", "Tilaaja": "Asiakas"},
        {"Tunnus": "V-2", "Tehtävä": "Toteutus", "Yksikkö": "Vaihe", "Tilaaja": "Jaettu", "Toimittaja": "Jaettu"},
    ]


def test_every_text_of_the_data_is_a_string_cell(build_views: Build, design: Design) -> None:
    """What looks like a formula, an error, a number or an escape stays the text that it is."""
    views = build_views(hostile_matrix())
    data = render(views, design)
    formulas = [cell.value for cell in all_cells(with_formulas(data)) if cell.data_type == "f"]
    assert formulas
    assert all(OURS.match(formula) for formula in formulas), "there is a formula that is not ours"
    book = opened(data)
    assert {cell.data_type for cell in all_cells(book)} <= {"s", "f", "n"}
    assert [row["Tehtävä"] for row in map(texts, table(book["Kaikki tehtävät"]))] == [
        d.text for d in views.matrix.duties
    ]
    formula_like = [cell for cell in all_cells(book) if cell.data_type == "s" and cell.value[0] in "=+-@"]
    assert formula_like
    assert all(cell.quotePrefix for cell in formula_like if not cell.hyperlink)


def test_header_and_footer_print_an_ampersand_and_the_page(build_views: Build, design: Design) -> None:
    """Title, organisation, edition, fingerprint and page; & is doubled, or Excel would take it for a code."""
    views = build_views(hostile_matrix())
    for sheet in seen(opened(render(views, design))):
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
    for sheet in (sheet for sheet in book if sheet.tables):
        (found,) = sheet.tables.values()
        left, top, right, bottom = corners(found.ref)
        headers = [sheet.cell(top, column).value for column in range(left, right + 1)]
        assert headers == [column.name for column in found.tableColumns]
        assert len({header.casefold() for header in headers}) == len(headers)
        assert all(headers)
        assert (left, right, bottom) == (1, sheet.max_column, sheet.max_row)


def test_print_set_up_of_the_grids(kuopio_book: Any) -> None:
    """Header row and first columns on every page, one page wide; nothing is merged, all is 11 pt or more."""
    for sheet in (sheet for sheet in kuopio_book if sheet.tables):
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.fitToWidth == 1
        (found,) = sheet.tables.values()
        head = corners(found.ref)[1]
        assert sheet.print_title_rows.endswith(f"${head}")
        assert sheet.print_title_cols.startswith("$A")
        assert int(re.sub(r"\D", "", sheet.freeze_panes)) == head + 1
        turned = [cell for cell in sheet[head] if cell.alignment.textRotation]
        assert all(cell.alignment.vertical == "bottom" for cell in turned)
    assert not any(sheet.merged_cells.ranges for sheet in kuopio_book)
    assert all(sheet["A1"].value for sheet in kuopio_book)
    assert min(cell.font.sz for cell in all_cells(kuopio_book)) >= 11


def test_heights_of_rows_are_found_anew_after_an_edit(kuopio_bytes: bytes) -> None:
    """Those of tables are stored and not fixed, those of heads are fixed, but for the one that nobody sees."""
    with zipfile.ZipFile(io.BytesIO(kuopio_bytes)) as archive:
        for number, sheet in enumerate(seen(with_formulas(kuopio_bytes)), 1):
            rows = re.findall(r"<row [^>]*>", archive.read(f"xl/worksheets/sheet{number}.xml").decode())
            assert all(" ht=" in row for row in rows)
            rows = [row for row in rows if "hidden" not in row]
            hidden = any(dimension.hidden for dimension in sheet.row_dimensions.values())
            head = corners(next(iter(sheet.tables.values())).ref)[1] - hidden if sheet.tables else len(rows)
            assert ["customHeight" in row for row in rows] == [index < head for index in range(len(rows))]


def test_letters_are_seen_on_a_laptop(kuopio_book: Any) -> None:
    """Code, duty, owner, letters come first; what stays in view takes 45 per cent of 1366 px at most."""
    for sheet in (kuopio_book["Kaikki tehtävät"], *edited_sheets(kuopio_book)):
        wide = {column: dimension.width * 7 for column, dimension in sheet.column_dimensions.items()}
        (found,) = sheet.tables.values()
        headers = [str(cell.value) for cell in sheet[found.ref][0]]
        assert headers[:3] == ["Tunnus", "Tehtävä", "Vastaava"]
        assert sheet.freeze_panes.startswith("D")
        assert 40 + sum(wide[column] for column in "ABC") <= 0.45 * 1366
        last = headers.index("Yksikkö")
        assert 40 + sum(wide[get_column_letter(number)] for number in range(1, last + 1)) <= 1366 - 17


def test_the_workbook_prints_on_few_pages(kuopio_bytes: bytes, office: Callable[[bytes, str], Path]) -> None:
    """At most twenty, four of them the grid on A3; the list for Pivot tables is not printed, no page is half empty."""
    pages = pypdf.PdfReader(office(kuopio_bytes, "pdf") / "kirja.pdf").pages
    assert len(pages) <= 20
    grid = [page for page in pages if "Kaikki tehtävät" in page.extract_text() and "Kansi" not in page.extract_text()]
    assert 1 < len(grid) <= 4
    assert all(sorted(map(round, page.mediabox[2:])) == [842, 1191] for page in grid)
    assert not any("Toimijan tunnus" in page.extract_text() for page in pages)


def test_an_a4_edition_prints_at_eight_points(kuopio: Views, design: Design) -> None:
    """With the paper A4 each sheet is printed on it, several pages wide where it would be too small."""
    (job,) = jobs_of("workbook", kuopio, design, Options(paper="A4"))
    for sheet in seen(opened(making_render(job, design).data)):
        assert sheet.page_setup.paperSize == 9
        if sheet.tables:
            columns = sheet.column_dimensions.items()
            wide = sum(d.width * 7 * 0.75 for _, d in columns if not d.hidden)
            room = ((297 if sheet.page_setup.orientation == "landscape" else 210) - 24) * 72 / 25.4
            # LibreOffice's columns are wider by 6 per cent.
            assert 11 * min(1, room * sheet.page_setup.fitToWidth / wide / 1.06) >= 8


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
    grids = edited_sheets(book)
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
    (grid,) = edited_sheets(book)
    assert [row["Tunnus"].value for row in table(grid)] == ["D-1", "D-2", "D-3"]


def test_codes_are_put_short() -> None:
    """Three codes and more that follow each other are a range; a gap, another stem or fewer digits end it."""
    assert code_ranges(["A-01", "A-02", "A-03", "A-05", "B-06", "B-07"]) == ("A-01–03", "A-05", "B-06", "B-07")
    assert code_ranges(["D-8", "D-9", "D-10", "D-11"]) == ("D-8–11",)
    assert code_ranges(["D-08", "D-9", "D-10"]) == ("D-08", "D-9", "D-10")
    assert code_ranges(["x", "y"]) == ("x", "y")
    assert code_ranges([]) == ()


def test_a_cell_has_no_bookful_of_codes(build_views: Build, design: Design) -> None:
    """Where a role has every second of very many duties, its cell ends with how many more there are."""
    duties = "\n".join(
        f"          - {{id: D-{n:03d}, text: Teemme., assign: {{{'e' if n % 2 else 'f'}: R}}}}" for n in range(200)
    )
    views = build_views(
        f"roles: [{{id: e, name: Eeva}}, {{id: f, name: Olli}}]\nlevels:\n  - id: t\n    name: T\n    units:\n"
        f"      - id: u\n        name: U\n        duties:\n{duties}\n"
    )
    row = table(opened(render(views, design))["Jakautuminen"])[0]
    assert row["R – Toteuttaa"].value == 100
    assert row["Tehtävät: R"].value.endswith("… 81")


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
    pages = [page.extract_text() for page in pypdf.PdfReader(office(kuopio_bytes, "pdf") / "kirja.pdf").pages]
    grid = [
        page
        for page in (re.sub(r"\s+", "", page) for page in pages)
        if "Kaikkitehtävät" in page and "Kansi" not in page
    ]
    printed = "".join(grid)
    for duty in kuopio.matrix.duties:
        assert re.sub(r"\s+", "", duty.text) in printed, duty.id
    assert all("TunnusTehtäväVastaava" in page for page in grid[1:])


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
    assert all(OURS.match(formula) for formula in formulas)
    return {"".join(element.itertext()) for element in root.iter() if element.tag.endswith("}p")}


def test_made_sheets_stand_in_the_order_of_the_questions(kuopio_book: Any) -> None:
    """At most eleven, with names that can be read on a tab; what is open comes third."""
    assert [sheet.title for sheet in seen(kuopio_book)] == [
        "Kansi",
        "Kokoussivu",
        "Avoimet päätökset",
        "Kaikki tehtävät",
        "Hallinnon taso",
        "Koulut",
        "Varhaiskasvatus ym.",
        "Jakautuminen",
        "Kysymykset",
        "Kirjaimet riveittäin",
    ]
