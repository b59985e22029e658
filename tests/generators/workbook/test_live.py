"""What lives in the workbook: formulas with stored values, colours and drop-downs that follow edits, notes, ids."""

import io
import json
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from tests.support.matrices import views_of
from tests.support.validator import validate
from tests.support.workbooks import (
    MIXED,
    PLAIN,
    Build,
    edited_sheets,
    hostile_matrix,
    many_roles,
    opened,
    render,
    saved_by_office,
    table,
    texts,
    with_formulas,
    without_values,
)
from vastuumatriisi.design.design import Design
from vastuumatriisi.findings import find
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.balance import agenda, load_of

Convert = Callable[[bytes, str], Path]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# Owners decided for one duty and open for the other, stated letters among derived ones, an answered finding.
EXCEPTIONS = """
scopes: [{id: lukio, name: Lukio}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: tiimi-yksi, name: Esimerkkitiimi}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva, olli]
        supports: [tiimi-yksi]
        duties:
          - {id: Y-1, text: Teemme asioita., assign: {eeva: A}}
          - {id: Y-2, text: Autamme muita., assign: {tiimi-yksi: "R (isot asiat)"}}
          - {id: Y-3, text: Kysymme.}
      - id: kaksi
        name: Kaksi
        duties:
          - {id: K-1, text: Mietimme., accept: {no-owner: Näin on hyvä.}}
          - {id: K-2, text: Pohdimme.}
        accept: {no-owner: Toiminta on alkamassa.}
"""


def stored(data: bytes) -> dict[tuple[str, str], Any]:
    """Return the stored value of each formula by sheet and cell."""
    formulas, values = with_formulas(data), opened(data)
    cells = (cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    return {
        (cell.parent.title, cell.coordinate): values[cell.parent.title][cell.coordinate].value or "" for cell in cells
    }


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN, EXCEPTIONS, hostile_matrix(), many_roles(4, 30)])
def test_libreoffice_calculates_what_is_stored(
    source: str, kuopio: Views, build_views: Build, design: Design, office: Convert
) -> None:
    """Every formula has a value in the file, LibreOffice finds the same one, and no cell is an error."""
    data = render(kuopio if source == "kuopio" else build_views(source), design)
    values = stored(data)
    assert values
    again = saved_by_office(office(without_values(data), "xlsx") / "kirja.xlsx")
    assert "e" not in {cell.data_type for sheet in again for row in sheet.iter_rows() for cell in row}
    assert {(name, place): again[name][place].value or "" for name, place in values} == values


def test_counts_are_those_of_the_model(kuopio: Views, design: Design) -> None:
    """In every area the count of accountable letters equals the duty's owners."""
    for sheet in edited_sheets(opened(render(kuopio, design))):
        for row in table(sheet):
            owners = len(kuopio.matrix.ownership[row["Tunnus"].value].owners)
            assert row["A kpl"].value == owners, row["Tunnus"].value
            performers = [a for a in kuopio.matrix.assignments_of(row["Tunnus"].value) if "R" in a.letters]
            assert row["R kpl"].value == len(performers)


def test_shares_are_those_of_the_model_and_the_most_loaded_come_first(kuopio: Views, design: Design) -> None:
    """Each role and unit has its numbers in one row; none is left out."""
    rows = table(opened(render(kuopio, design))["Jakautuminen"])
    groups = {"rooli": kuopio.matrix.roles, "yksikkö": kuopio.matrix.duty_units}
    for kind, actors in groups.items():
        order = []
        for row in (row for row in rows if row["Laji"].value == kind):
            load = load_of(kuopio.matrix, row["Tunniste"].value)
            expected = {
                "A – Vastaa": len(load.owns),
                "R – Toteuttaa": len(load.performs),
                "S – Tukee": len(load.supports),
                "C – Mukana yhteistyössä": len(load.partner),
                "Toteuttaa tai vastaa": load.total,
            }
            assert {header: row[header].value for header in expected} == expected
            order.append(load.letters)
        assert order == sorted(order, reverse=True)
        assert len(order) == len(actors)


@given(st.lists(st.sampled_from(["", "R", "A", "R/A", "S", "C", "I", "N"]), min_size=50, max_size=80))
@example(["S"] * 50 + ["R"] * 20)
@settings(max_examples=15)
def test_the_chart_shows_those_that_have_most(design: Design, letters: list[str]) -> None:
    """The bars are the longest that any role has, the first of them on top, equal ones in the order of the file."""
    views = views_of("\n".join(f"{key}: {json.dumps(value)}" for key, value in shared_unevenly(letters).items()))
    with zipfile.ZipFile(io.BytesIO(render(views, design))) as archive:
        charts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if "charts/chart" in name]
    sums = Counter[str]()
    for duty, cell in enumerate(letters):
        sums[f"Rooli {duty % 25}"] += sum(letter in "RASCI" for letter in cell.split("/") if letter)
    names = sorted((f"Rooli {number}" for number in range(25)), key=lambda name: -sums[name])
    shown = [name for name in names if sums[name]][:20]
    for chart in charts:
        series = chart.findall(".//{*}ser")
        assert [v.text for v in series[0].find("{*}cat").iter("{*}v")] == shown
        values = [[int(str(v.text)) for v in one.find("{*}val").iter("{*}v")] for one in series]
        assert [sum(bar) for bar in zip(*values, strict=True)] == [sums[name] for name in shown]
    assert len(charts) == (len(shown) > 1)


def shared_unevenly(letters: list[str]) -> dict[str, object]:
    """Return a matrix of 25 roles; duty n has a letter for one of them, in turn."""
    kinds = {"R": "responsible", "A": "accountable", "S": "support", "C": "consulted", "I": "informed", "N": "none"}
    duties = [
        {"id": f"D-{number}", "text": "Teemme.", "assign": {f"r{number % 25}": cell} if cell else {}}
        for number, cell in enumerate(letters)
    ]
    return {
        "letters": {symbol: {"name": f"Nimi {symbol}", "counts_as": kind} for symbol, kind in kinds.items()},
        "roles": [{"id": f"r{number}", "name": f"Rooli {number}"} for number in range(25)],
        "levels": [{"id": "l", "name": "Taso", "units": [{"id": "u", "name": "Yksikkö", "duties": duties}]}],
    }


def test_charts_are_native_with_stored_numbers_and_a_description(kuopio: Views, design: Design) -> None:
    """Each chart has its numbers in the file, equal to the cells that it names, and a text that names the highest."""
    data = render(kuopio, design)
    values = opened(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if "charts/chart" in name]
        drawings = [etree.fromstring(archive.read(name)) for name in archive.namelist() if "drawings/drawing" in name]
    assert len(charts) == 2
    for chart in charts:
        references = chart.findall(".//{*}numRef") + chart.findall(".//{*}strRef")
        assert references
        for reference in references:
            sheet, _, place = str(reference.findtext("{*}f")).replace("$", "").rpartition("!")
            cells = values[sheet.strip("'")][place]
            flat = [cell.value for row in cells for cell in row] if isinstance(cells, tuple) else [cells.value]
            assert [value.text for value in reference.iter("{*}v")] == [str(value) for value in flat]
    described = [str(frame.get("descr")) for drawing in drawings for frame in drawing.iter("{*}cNvPr")]
    assert all("vaakapylväät" in text for text in described)
    assert "kiertävä digimentori 35" in described[0]
    assert "18" in described[1]
    assert len(described) == 2


def test_charts_show_what_looks_like_an_escape_as_it_is(build_views: Build, design: Design) -> None:
    """Excel would read "_x0041_" in a chart's stored names as the letter A."""
    actor = "{id: %s, name: %s _x0041_}"
    roles = ", ".join(actor % (identifier, identifier) for identifier in ("eka", "toka"))
    duties = "[{id: D-1, text: Teemme., assign: {eka: X, toka: X}}]"
    data = render(
        build_views(
            "letters: {X: {name: _x0042_, counts_as: responsible}}\n"
            f"roles: [{roles}]\nlevels: [{{id: t, name: T, units: [{{id: u, name: U, duties: {duties}}}]}}]\n"
        ),
        design,
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        chart = etree.fromstring(archive.read("xl/charts/chart1.xml"))
    stored = [value.text for cache in chart.iter("{*}strCache") for value in cache.iter("{*}v")]
    assert stored == ["X – _x005F_x0042_", "eka _x005F_x0041_", "toka _x005F_x0041_"]


def test_agenda_has_each_open_decision_with_candidates_duties_and_room(kuopio: Views, design: Design) -> None:
    """Each undecided matter has its row under the body that could decide; decision, decider and day are left empty."""
    rows = table(opened(render(kuopio, design))["Avoimet päätökset"])
    expected = [
        (
            item.name,
            kuopio.matrix.unit(decision.unit).name,
            ", ".join(kuopio.matrix.names(decision.candidates)) or "ei ketään",
            f"{decision.duties[0]}–{decision.duties[-1][-2:]}",
            len(decision.duties),
            f"{decision.unit} {decision.reason}",
        )
        for item in agenda(kuopio.matrix)
        for decision in item.decisions
    ]
    assert expected
    assert [
        (
            row["Missä päätetään"].value,
            row["Yksikkö"].value,
            row["Ehdolla"].value,
            row["Tunnukset"].value,
            row["Tehtäviä"].value,
            row["Tunniste"].value,
        )
        for row in rows
    ] == expected
    assert not any(row[header].value for row in rows for header in ("Päätös", "Päättäjä", "Päivä"))
    assert rows[0]["Päivä"].is_date


def test_findings_are_listed_with_question_and_answer(build_views: Build, design: Design) -> None:
    """Each finding has a row; one that the data file answers comes last, with its reason, and is on no agenda."""
    views = build_views(EXCEPTIONS)
    book = opened(render(views, design))
    rows = [texts(row) for row in table(book["Kysymykset"])]
    found = find(views.matrix, design.wording)
    assert {(row["Havainto"], row["Kysymys"], row.get("Vastattu", "")) for row in rows} == {
        (finding.message, finding.question, finding.answered) for finding in found
    }
    answers = [bool(row.get("Vastattu")) for row in rows]
    assert any(answers)
    assert answers == sorted(answers)
    assert "Kaksi" not in {row["Yksikkö"] for row in map(texts, table(book["Avoimet päätökset"]))}


def test_notes_stand_at_exceptions_only(build_views: Build, kuopio: Views, design: Design) -> None:
    """A stated or conditional letter and an owner open by exception have a note; where all are alike none has."""
    book = opened(render(build_views(EXCEPTIONS), design))
    notes = {
        (cell.parent.title, cell.parent.cell(cell.row, 1).value, cell.comment.text)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }
    grid = "Kaikki tehtävät"
    assert (grid, "Y-1", "Eeva Esimerkki: A, kirjattu lähteeseen.") in notes
    assert (grid, "Y-2", "Esimerkkitiimi: R (isot asiat), kirjattu lähteeseen.") in notes
    is_open = "Vastaavaa ei ole päätetty. Ehdolla: Eeva Esimerkki ja Olli Esimerkki."
    assert {code for _, code, text in notes if text == is_open} == {"Y-2", "Y-3"}
    assert not any(code in ("K-1", "K-2") for _, code, _ in notes)
    assert not any(c.comment for sheet in opened(render(kuopio, design)) for row in sheet.iter_rows() for c in row)


@pytest.mark.parametrize("source", [MIXED, EXCEPTIONS, many_roles(units=9, roles=90)])
def test_columns_can_be_matched_by_hidden_names(source: str, build_views: Build, design: Design) -> None:
    """In each grid a hidden name with the actor's id points at the actor's header."""
    views = build_views(source)
    book = opened(render(views, design))
    grids = [sheet for sheet in book if sheet.defined_names]
    assert grids
    for sheet in grids:
        names = {name for name in sheet.defined_names if name.startswith("actor.")}
        for name in names:
            ((title, place),) = sheet.defined_names[name].destinations
            assert (title, sheet.defined_names[name].hidden) == (sheet.title, True)
            identifier = name.removeprefix("actor.").replace(".", "-")
            assert sheet[place].value.split(" (")[0] == views.matrix.actor(identifier).short
    assert opened(render(views, design)).custom_doc_props["fingerprint"].value == views.matrix.fingerprint


def rows_found(book: Any, values: Any) -> Iterator[tuple[str, str]]:
    """Yield each code that is a link, and the code in the row of the area that the link leads to."""
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=HYPERLINK")):
            area, column, first = re.search(r"'?([^'!(,\"&#]+)'?!\$([A-Z]+)\$(\d+):", cell.value).groups()
            shown = re.search(r',"([^"]+)"\)$', cell.value)[1].partition("–")[0]
            place = re.search(r",(\$[A-Z]+\d+)\)\),1\),", cell.value)
            if place:
                number = values[sheet.title][place[1].replace("$", "")].value
                yield shown, values[area][f"{column}{int(first) + number - 1}"].value


@pytest.mark.parametrize("source", ["kuopio", MIXED])
def test_codes_lead_to_the_duty_in_its_area(source: str, kuopio: Views, build_views: Build, design: Design) -> None:
    """A code in the grid and in the list of letters opens the row where the duty is edited."""
    data = render(kuopio if source == "kuopio" else build_views(source), design)
    found = list(rows_found(with_formulas(data), opened(data)))
    assert len(found) > 4
    assert all(code == other for code, other in found)


STEPS = [
    "sort;4;A7:AD31;1;up",
    "sort;5;A7:AI56;2;down",
    "sort;5;A7:AI56;1;up",
    "sort;5;A7:AI56;0;down",
    "insert;5;9",
    "sort;3;A8:U112;16;down",
    "sort;9;A5:I654;2;up",
]


def fixed_rows(path: Path, number: int) -> list[int]:
    """Return the rows of a sheet whose height stays when they are edited; openpyxl tells that of all rows."""
    with zipfile.ZipFile(path) as archive:
        rows = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml")).iter(f"{MAIN}row")
    return [int(row.get("r", 0)) for row in rows if row.get("customHeight") in ("1", "true")]


def told(sheet: Any) -> list[list[Any]]:
    """Return the values of a sheet's rows, blank cells left out."""
    return [[cell.value for cell in row if cell.value not in (None, "")] for row in sheet.iter_rows()]


def test_sorting_and_inserting_break_nothing(
    kuopio: Views, design: Design, sorted_by_office: Callable[[bytes, list[str]], bytes], tmp_path: Path
) -> None:
    """After sorting by three columns and inserting a row all links find their duties, and counts are the same."""
    path, data = tmp_path / "kirja.xlsx", render(kuopio, design)
    path.write_bytes(sorted_by_office(data, STEPS))
    book, values = saved_by_office(path, formulas=True), saved_by_office(path)
    assert "e" not in {cell.data_type for sheet in values for row in sheet.iter_rows() for cell in row}
    for name in ("Kansi", "Kokoussivu", "Avoimet päätökset"):
        assert told(values[name]) == told(opened(data)[name])
    for sheet in edited_sheets(book):
        assert max(fixed_rows(path, book.index(sheet) + 1)) < table(sheet)[0]["Tunnus"].row
    orders = [[row["Tunnus"].value for row in table(values[name])] for name in ("Kaikki tehtävät", "Koulut")]
    for order in orders:
        assert [code for code in order if code] != sorted(code for code in order if code), "it is not sorted"
    found = list(rows_found(book, values))
    assert len(found) > 700
    assert [pair for pair in found if pair[0] != pair[1]] == []
    areas = {row["Tunnus"].value: row for sheet in edited_sheets(values) for row in table(sheet)}
    for row in table(values["Kaikki tehtävät"]):
        for header in ("Tehtävä", "Vastaava", "Yksikkö", "Aihe"):
            assert row[header].value == areas[row["Tunnus"].value][header].value
    for row in table(values["Jakautuminen"]):
        assert (row["Toteuttaa tai vastaa"].value or 0) == load_of(kuopio.matrix, row["Tunniste"].value).total


def lists_of(sheet: Any) -> Iterator[tuple[str, list[str]]]:
    for rule in sheet.data_validations.dataValidation:
        yield str(rule.sqref), rule.formula1.strip('"').split(",")


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN, EXCEPTIONS])
def test_drop_downs_offer_every_letter_that_a_cell_may_hold(
    source: str, kuopio: Views, build_views: Build, design: Design
) -> None:
    """Each letter cell has a list with all letters, R/A in one, "not involved", and what stands in the cells."""
    views = kuopio if source == "kuopio" else build_views(source)
    for sheet in opened(render(views, design)):
        for place, choices in lists_of(sheet):
            assert {*views.matrix.letters.symbols, "–"} <= {*choices}
            assert {cell.value for row in sheet[place] for cell in row if cell.value} <= {*choices}
            if source == "kuopio":
                assert "R/A" in choices


def edited(data: bytes, sheet: str, code: str, change: Callable[[Any], None]) -> bytes:
    """Return the workbook after an edit in the row of a duty."""
    book = with_formulas(data)
    (row,) = (row for row in table(book[sheet]) if row["Tunnus"].value == code)
    change(row)
    result = io.BytesIO()
    book.save(result)
    return result.getvalue()


def colours_of_page(pdf: Path, page: int) -> dict[tuple[int, int, int], int]:
    """Return how many pixels of a page have each colour."""
    command = ["pdftoppm", "-r", "40", "-f", str(page), "-l", str(page), "-png", str(pdf), str(pdf.parent / "sivu")]
    subprocess.run(command, check=True)
    (picture,) = pdf.parent.glob("sivu*.png")
    colours = Image.open(picture).convert("RGB").getcolors(1 << 24) or []
    return {(colour[0], colour[1], colour[2]): count for count, colour in colours if isinstance(colour, tuple)}


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def test_owner_shares_and_colours_follow_an_edit(build_views: Build, design: Design, office: Convert) -> None:
    """An accountable letter that moves takes owner, numbers and colours with it, on all sheets."""
    data = render(build_views(EXCEPTIONS), design)
    is_open = rgb(design.theme.colours["open_tint"])
    name = "Kaikki tehtävät"

    def before(row: Any) -> None:
        row["Kommentti"].value = "x"

    def move(row: Any) -> None:
        row["Eeva Esimerkki"].value, row["Olli Esimerkki"].value = None, "R/A"

    def take_away(row: Any) -> None:
        row["Eeva Esimerkki"].value = None

    found = {}
    for change in (before, move, take_away):
        changed = edited(data, name, "Y-1", change)
        values = saved_by_office(office(changed, "xlsx") / "kirja.xlsx")
        (row,) = (row for row in table(values[name]) if row["Tunnus"].value == "Y-1")
        totals = {row["Toimija"].value: row["A – Vastaa"].value for row in table(values["Jakautuminen"])}
        colours = colours_of_page(office(changed, "pdf") / "kirja.pdf", 4)
        found[change.__name__] = (row["Vastaava"].value, row["A kpl"].value, totals, colours.get(is_open, 0))
        cover = " ".join(str(cell.value) for row in values["Kansi"].iter_rows() for cell in row if cell.value)
        assert f"5 tehtävästä {4 + (change is take_away)}" in cover
    assert [found[key][0] for key in found] == ["Eeva Esimerkki", "Olli Esimerkki", "avoin"]
    assert [found[key][1] for key in found] == [1, 1, 0]
    assert [found[key][2]["Eeva Esimerkki"] for key in found] == [1, 0, 0]
    assert [found[key][2]["Olli Esimerkki"] for key in found] == [0, 1, 0]
    assert found["take_away"][3] > found["before"][3] == found["move"][3]


def test_the_grid_of_units_follows_the_areas(kuopio: Views, design: Design, office: Convert) -> None:
    """A duty that gets its owner in an area has it in the grid, on the meeting page and among what is decided."""

    def decide(row: Any) -> None:
        row["Palvelupäälliköt"].value, row["Tehtävä"].value = "R/A", "Toisin sanoin."

    changed = edited(render(kuopio, design), "Hallinnon taso", "KOP-07", decide)
    values = saved_by_office(office(changed, "xlsx") / "kirja.xlsx")
    (row,) = (row for row in table(values["Kaikki tehtävät"]) if row["Tunnus"].value == "KOP-07")
    assert (row["Tehtävä"].value, row["Vastaava"].value, row["Palvelualue"].value) == (
        "Toisin sanoin.",
        "Palvelupäälliköt",
        "R/A",
    )
    assert table(values["Avoimet päätökset"])[0]["Tehtäviä"].value == 13
    meeting = [[cell.value for cell in row] for row in values["Kokoussivu"].iter_rows()]
    assert next(row for row in meeting if row[0] == "Palvelualue")[1] == "avoinna 13 / 14"
    assert "105 tehtävästä 50 on vailla yhtä vastaavaa. Päätettäviä asioita on 7." in {row[0] for row in meeting}


@pytest.mark.parametrize("source", ["kuopio", MIXED, PLAIN, EXCEPTIONS, hostile_matrix(), many_roles(3, 90)])
def test_open_xml_sdk_finds_no_error(
    source: str, kuopio: Views, build_views: Build, design: Design, tmp_path: Path
) -> None:
    """The validator of the Open XML SDK reports nothing."""
    path = tmp_path / "kirja.xlsx"
    path.write_bytes(render(kuopio if source == "kuopio" else build_views(source), design))
    assert validate(path) == []
