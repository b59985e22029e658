"""The workbook, the handbook and the posters, read back, say what the model says: nothing missing, nothing extra."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support import reading
from tests.support.making import all_jobs, render
from tests.support.matrices import ROOT, many_duties, views_of
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.findings import find
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.balance import agenda

# The traits that Kuopio's matrix lacks: stated letters, conditions, "not involved", three steps of groups, English.
OTHER = """
format: 1
title: Example matrix
organisation: Example & Sons
language: en
edition: "2"
date: 2026-01-31
scopes: [{id: north, name: North}, {id: south, name: South}]
roles:
  - {id: manager, name: example manager, unit: office}
  - {id: helper, name: example helper}
  - {id: board, name: example board, collective: true}
  - {id: clerk, name: example clerk, scopes: [north]}
levels:
  - id: first
    name: First level
    units:
      - id: house
        name: House
        units:
          - id: floor
            name: Floor
            units:
              - id: office
                name: Office <b>
                leads: [manager]
                supports: [helper, clerk]
                duties:
                  - {id: OF-1, text: We open the door & close it., cooperates: [yard]}
                  - {id: OF-2, text: We count the keys., scopes: [south], assign: {helper: "R, C (large keys)"}}
                  - {id: OF-3, text: We sign., assign: {board: A, clerk: "-"}, counterparts: [YA-1]}
  - id: second
    name: Second level
    units:
      - id: yard
        name: Yard
        leads: [board]
        duties: [{id: YA-1, text: We sign for the yard.}]
"""


@dataclass(frozen=True)
class Made:
    """The documents of one matrix: path -> bytes."""

    views: Views
    wording: Wording
    documents: dict[str, bytes]
    marks: dict[str, str]

    def one(self, key: str) -> bytes:
        return self.documents[self.wording(f"paths.{key}")]

    def poster(self, unit: str) -> bytes:
        return self.documents[f"{self.wording('paths.posters')}/{unit}.pdf"]


def make(views: Views, design: Design) -> Made:
    documents, marks = {}, {}
    for job in all_jobs(views, design):
        documents[job.path] = render(job, design).data
        marks[job.path] = job.mark
    return Made(views, design.wording, documents, marks)


@pytest.fixture(scope="module", params=["kuopio", "other"])
def made(request: pytest.FixtureRequest, kuopio: Views) -> Made:
    """The documents of the real matrix, and of one with the traits that it lacks."""
    views = kuopio if request.param == "kuopio" else views_of(many_duties(OTHER))
    return make(views, read_design(ROOT / "templates", views.matrix.language))


def expected_letters(views: Views, *, label: Callable[[str], str]) -> reading.Letters:
    return Counter((part.duty, label(part.actor), "/".join(part.letters)) for part in views.matrix.assignments)


def test_flat_table_holds_every_letter(made: Made) -> None:
    """Each letter of the model has one row with its duty and actor, and there is no further row."""
    matrix = made.views.matrix
    found = reading.workbook_letters(made.one("workbook"), made.wording)
    assert found == expected_letters(made.views, label=lambda actor: matrix.actor(actor).name)


def test_flat_table_tells_stated_from_derived(made: Made) -> None:
    """The origin of each row is that of the model."""
    matrix, wording = made.views.matrix, made.wording
    [rows] = reading.sheets_with(made.one("workbook"), wording("workbook.flat.actor"), wording("matrix.letter"))
    actor = wording("workbook.flat.actor")
    found = Counter((row[wording("matrix.code")], row[wording("workbook.flat.origin")]) for row in rows if row[actor])
    origin = {True: wording("origin.stated"), False: wording("origin.derived")}
    assert found == Counter((part.duty, origin[part.stated]) for part in matrix.assignments)


def test_grid_of_units_holds_every_duty_owner_and_cell(made: Made) -> None:
    """Where duties stand in several areas a grid has each of them once, with the letters of the units."""
    views, wording = made.views, made.wording
    matrix, grid = views.matrix, views.unit_grid
    columns = {matrix.unit(unit).short: unit for unit in grid.columns}
    for rows in reading.sheets_with(made.one("workbook"), wording("workbook.row"), wording("matrix.duty")):
        assert [row[wording("matrix.code")] for row in rows] == list(grid.rows)
        for row in rows:
            duty = matrix.duty(row[wording("matrix.code")])
            assert row[wording("matrix.duty")] == duty.text
            assert row[wording("matrix.unit")] == matrix.unit(duty.unit).short
            assert row[wording("matrix.owner")] == owner_of(made, duty.id)
            letters = {unit: row[short] for short, unit in columns.items() if row[short]}
            cells = ((unit, grid.cell(duty.id, unit)) for unit in grid.columns)
            assert letters == {unit: cell.text for unit, cell in cells if cell and cell.text}


def owner_of(made: Made, code: str) -> str:
    matrix = made.views.matrix
    owners = [matrix.actor(owner).short for owner in matrix.ownership[code].owners]
    return ", ".join(owners) or made.wording("matrix.open")


def test_areas_hold_every_duty_and_letter(made: Made) -> None:
    """Over all areas, each duty stands once with its text and owner, and the letters of all actors are the model's."""
    views, wording = made.views, made.wording
    matrix = views.matrix
    shorts = {matrix.actor(actor).short: actor for actor in views.acting}
    areas = reading.sheets_with(made.one("workbook"), wording("workbook.order"), wording("matrix.duty"))
    rows = [row for rows in areas for row in rows]
    assert [row[wording("matrix.code")] for row in rows] == [duty.id for duty in matrix.duties]
    for row in rows:
        assert row[wording("matrix.duty")] == matrix.duty(row[wording("matrix.code")]).text
        assert row[wording("matrix.owner")] == owner_of(made, row[wording("matrix.code")])
    found = Counter(
        (row[wording("matrix.code")], shorts[header], letters)
        for row in rows
        for header, letters in row.items()
        if header in shorts and reading.stated(letters)
    )
    assert found == Counter(
        (part.duty, part.actor, "/".join(part.letters)) for part in matrix.assignments if part.letters
    )


def test_agenda_of_the_workbook_holds_every_open_decision(made: Made) -> None:
    """Each undecided matter has one row with its candidates and its duties; without any there is no agenda."""
    matrix, wording = made.views.matrix, made.wording
    headers = [wording(f"workbook.agenda.{word}") for word in ("body", "unit", "candidates", "number")]
    found = [tuple(row[header] for header in headers) for row in reading.rows_with(made.one("workbook"), *headers)]
    assert found == [
        (
            reading.plain(item.name),
            reading.plain(matrix.unit(decision.unit).name),
            ", ".join(matrix.names(decision.candidates)) or wording("workbook.agenda.nobody"),
            str(len(decision.duties)),
        )
        for item in agenda(matrix)
        for decision in item.decisions
    ]


def test_questions_of_the_workbook_are_the_findings(made: Made) -> None:
    """Each finding has one row with its question and, where the data file answers it, the reason."""
    wording = made.wording
    headers = [wording(f"workbook.finding_sheet.{word}") for word in ("message", "question")]
    answered = wording("workbook.finding_sheet.answered")
    rows = reading.rows_with(made.one("workbook"), *headers)
    found = Counter((*(row[header] for header in headers), row.get(answered, "")) for row in rows)
    findings = find(made.views.matrix, wording)
    assert found == Counter(
        (reading.plain(finding.message), reading.plain(finding.question), reading.plain(finding.answered))
        for finding in findings
    )


def test_handbook_sections(made: Made) -> None:
    """Each unit has its section with its responsible persons, its supporters, and its duties word for word."""
    matrix = made.views.matrix
    sections = reading.handbook_sections(made.one("handbook"), made.wording)
    assert list(sections) == [unit.name for unit in matrix.duty_units]
    for unit in matrix.duty_units:
        section = sections[unit.name]
        assert section.duties == {code: matrix.duty(code).text for code in unit.duties}
        assert section.leads == list(matrix.names(unit.leads))
        assert section.supports == list(matrix.names(unit.supports))
        openings = {bool(matrix.ownership[code].open) for code in unit.duties}
        assert (section.owner == made.wording("matrix.open")) == (openings == {True})


def test_handbook_index_holds_every_letter(made: Made) -> None:
    """The index of roles and units names each letter of the model once."""
    matrix = made.views.matrix
    data = made.one("handbook")
    found = Counter(
        {
            (code, actor.split(" – ")[0], cell): count
            for (code, actor, cell), count in reading.handbook_letters(data).items()
        }
    )
    assert found == expected_letters(made.views, label=lambda actor: matrix.actor(actor).name)
    conditions = [(part.duty, f"{letter}: {text}") for part in matrix.assignments for letter, text in part.conditions]
    assert reading.handbook_conditions(data) == Counter(conditions)


def test_posters(made: Made) -> None:
    """Each unit with duties has its poster: name, codes and texts in order, responsible persons and supporters."""
    matrix = made.views.matrix
    posters = {path for path in made.documents if path.startswith(f"{made.wording('paths.posters')}/")}
    houses = {made.wording("paths.house", id=site.id) for site in matrix.site_types}
    names = {unit.id for unit in matrix.duty_units} | houses
    assert posters == {f"{made.wording('paths.posters')}/{name}.pdf" for name in names}
    for unit in matrix.duty_units:
        text = reading.poster_text(made.poster(unit.id))
        places = [text.find(reading.tight(f"{code}{matrix.duty(code).text}")) for code in unit.duties]
        assert -1 not in places, [code for code, place in zip(unit.duties, places, strict=True) if place < 0]
        assert places == sorted(places)
        folded = text.casefold()
        assert reading.tight(unit.name.split(" (")[0]).casefold() in folded
        for name in matrix.names((*unit.leads, *unit.supports)):
            assert reading.tight(name).casefold() in folded


def test_role_sheets(made: Made) -> None:
    """Each role with a letter has its sheet, on which every duty stands that the role has anything to do with."""
    matrix, folder = made.views.matrix, made.wording("paths.roles")
    sheets = {path for path in made.documents if path.startswith(f"{folder}/")}
    assert sheets == {f"{folder}/{role.id}.pdf" for role in made.views.acting_roles}
    for role in made.views.acting_roles:
        text = reading.poster_text(made.documents[f"{folder}/{role.id}.pdf"])
        mine = {part.duty for part in matrix.assignments_to(role.id) if part.letters}
        assert [code for code in mine if code not in text] == []


def test_posters_hold_no_other_duty(made: Made) -> None:
    """No poster names a code but those of its duties and their counterparts."""
    matrix = made.views.matrix
    every = {duty.id for duty in matrix.duties}
    for unit in matrix.duty_units:
        text = reading.poster_text(made.poster(unit.id))
        named = {code for code in every if re.search(re.escape(code) + r"(?!\d)", text)}
        assert named == {*unit.duties, *(other for code in unit.duties for other in matrix.duty(code).counterparts)}


def test_site_posters_hold_the_duties_of_their_scope(made: Made) -> None:
    """The poster of a house has each of its units, with exactly the duties and people that exist in its scopes."""
    matrix = made.views.matrix
    for site in matrix.site_types:
        text = reading.poster_text(made.poster(made.wording("paths.house", id=site.id)))
        here = {*site.scopes} or {scope.id for scope in matrix.scopes}
        expected = [
            duty
            for unit in site.units
            for duty in (matrix.duty(code) for code in matrix.unit(unit).duties)
            if not duty.scopes or here & {*duty.scopes}
        ]
        places = [text.find(reading.tight(f"{duty.id}{duty.text}")) for duty in expected]
        assert -1 not in places
        assert places == sorted(places)
        every = {duty.id for duty in matrix.duties}
        assert {code for code in every if re.search(re.escape(code) + r"(?!\d)", text)} == {d.id for d in expected}
        for unit in map(matrix.unit, site.units):
            assert reading.tight(unit.name) in text
            for role in map(matrix.actor, (*unit.leads, *unit.supports)):
                if not role.scopes or here & {*role.scopes}:
                    assert reading.tight(role.name).casefold() in text.casefold()


def test_every_document_has_edition_and_mark(made: Made) -> None:
    """The edition and its mark stand on each document; those that tell the whole matrix have its fingerprint."""
    matrix = made.views.matrix
    for path, data in made.documents.items():
        if path.endswith(".pdf"):
            assert made.marks[path] in reading.poster_text(data)
        else:
            assert made.marks[path] == matrix.fingerprint
    book = reading.openpyxl.load_workbook(reading.io.BytesIO(made.one("workbook")))
    assert any(matrix.fingerprint in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    texts = [block.text for block in reading.body_of(made.one("handbook")) if not isinstance(block, reading.Table)]
    assert any(matrix.fingerprint in text for text in texts)
