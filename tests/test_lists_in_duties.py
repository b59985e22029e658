"""A duty whose text is a list keeps its lines in every document."""

import io
import json
import re

import docx
import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.making import all_jobs, render
from tests.support.matrices import matrix_of, views_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import face
from vastuumatriisi.findings import find
from vastuumatriisi.generators.pdf.layout import line_breaking
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views

LONG = "Pidämme huolta kaikista laitteista, ohjelmista ja yhteyksistä, joita kukaan täällä on koskaan ottanut käyttöön"
LISTS = {
    "L-1": "▪ Valvomme alustaa\n▪ Tuemme muita\n▪ Viemme eteenpäin",
    "L-2": f"Hoidamme laitteita:\n- {LONG}\n- huolto\n- poisto",
    "L-3": "\n".join(f"{number}. Teemme työn {number}" for number in range(1, 13)),
    "L-4": "a) Eka\nb) Toka",
}


def source(texts: dict[str, str]) -> str:
    duties = [{"id": code, "text": text, "assign": {"eeva": "R"}} for code, text in texts.items()]
    units = [{"id": "u", "name": "Yksikkö", "duties": duties}]
    data = {
        "roles": [{"id": "eeva", "name": "Eeva Esimerkki"}],
        "levels": [{"id": "t", "name": "Taso", "units": units}],
        "site_types": [{"id": "talo", "name": "Talo", "units": ["u"]}],
    }
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in data.items())


def text_of(written: str) -> str:
    [duty] = matrix_of(source({"A-1": written})).duties
    return duty.text


@pytest.mark.parametrize("mark", [*"-–—*·•▪▫■□●○◦‣►➢⁃", "1.", "12.", "1)", "a)", "B)"])
def test_marks(mark: str) -> None:
    """Lines behind any bullet or number are lines of a list, without the white space around them."""
    assert text_of(f"{mark} eka \r\n\n  {mark}\u00a0toka\t\n") == f"{mark} eka\n{mark}\u00a0toka"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Teemme\ntyötä", "Teemme työtä"),
        ("- vain yksi", "- vain yksi"),
        ("- vain\nyksi", "- vain yksi"),
        ("Teemme\ntämän:\n- eka\n  jatkuu\n- toka", "Teemme tämän:\n- eka jatkuu\n- toka"),
        ("•eka\n•toka", "•eka\n•toka"),
        ("- eka\n- \n-\n- toka", "- eka\n- toka"),
        ("Vuosina\n2026. ja\n-5 astetta", "Vuosina 2026. ja -5 astetta"),
    ],
)
def test_lines(written: str, text: str) -> None:
    """An item begins a line; whatever stands without a mark goes on, and prose is one line as before."""
    assert text_of(written) == text


@pytest.fixture(scope="module")
def views() -> Views:
    return views_of(source({**LISTS, "P-1": "Teemme työtä."}))


@pytest.fixture(scope="module")
def documents(views: Views, design: Design) -> dict[str, bytes]:
    return {job.path: render(job, design).data for job in all_jobs(views, design)}


def test_the_workbook(documents: dict[str, bytes]) -> None:
    """Each sheet that has the texts has their lines, in rows that are high enough for them."""
    book = openpyxl.load_workbook(io.BytesIO(documents["vastuumatriisi.xlsx"]))
    found = [
        (cell, sheet.row_dimensions[cell.row].height)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value in LISTS.values()
    ]
    assert {cell.value for cell, _ in found} == {*LISTS.values()}
    for cell, height in found:
        assert cell.alignment.wrap_text
        assert height >= 13 * (cell.value.count("\n") + 1)


def test_the_handbook(documents: dict[str, bytes]) -> None:
    """The cell of the duty has a line break between the lines."""
    body = docx.Document(io.BytesIO(documents["vastuukasikirja.docx"]))
    rows = [row.cells for table in body.tables for row in table.rows]
    told = {cells[0].text: cells[1].paragraphs[0].text.replace("\u2011", "-") for cells in rows if len(cells) > 2}
    assert {code: told[code] for code in LISTS} == LISTS


@pytest.mark.parametrize("path", ["julisteet/u.pdf", "julisteet/talo-talo.pdf"])
def test_the_posters(documents: dict[str, bytes], path: str) -> None:
    """Each item begins a line of the poster, and the whole text is there."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(documents[path])).pages)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    whole = "".join(text.split())
    for listed in LISTS.values():
        first, *others = listed.split("\n")
        assert "".join(listed.split()) in whole
        begins = re.match(r"\W*\w+", first)[0]  # large type may divide the item
        assert any(begins in line for line in lines), first
        for item in others:
            assert any(line == item[: len(line)] and len(line) > 2 for line in lines), item


def test_findings(views: Views) -> None:
    """A list is no bundle of sentences by its numbers alone."""
    names = {finding.name for finding in find(views.matrix, wording("fi"))}
    assert "bundled-duties" not in names


@given(st.lists(st.text("ab ", min_size=1, max_size=30), min_size=1, max_size=5), st.floats(1, 20))
def test_lines_are_counted_one_by_one(lines: list[str], room: float) -> None:
    """A text of several lines takes as many as each of them alone, and ends where its last one does."""
    widths = face().widths
    alone = [line_breaking.text(line, widths) for line in lines if line.strip()]
    whole = line_breaking.text("\n".join(lines), widths)
    if alone:
        assert whole.lines(room) == sum(line.lines(room) for line in alone)
        assert whole.last_line(room) == alone[-1].last_line(room)
        assert whole.scaled(2).lines(2 * room) == whole.lines(room)
        assert whole.followed_by(alone[0]).starts == whole.starts
        assert alone[0].followed_by(whole).lines(1000) == len(alone)
