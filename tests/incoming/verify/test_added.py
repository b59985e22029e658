"""``verify`` tells of text that was added to a document: what it says, and behind which duty it stands."""

import copy
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tests.support.command import run
from tests.support.letterheads import WORD, from_word, in_letterhead, with_cover
from tests.support.making import jobs_of, render
from tests.support.matrices import matrix_of
from tests.support.web import design, views_with
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify.reading import read_document
from vastuumatriisi.options import Options

FIRST = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
introduction: |
  Tämä matriisi kertoo, kuka hoitaa mitäkin.

  - Vanhat asiat ensin.
themes: [{id: tuki, name: Tuki ja apu}]
roles: [{id: rehtori, name: rehtori}, {id: tukija, name: tukihenkilö}]
levels:
  - id: taso
    name: Esimerkkitaso
    units:
      - id: johto
        name: Koulun johto
        duties:
          - {id: JOH-01, text: Pidämme laitteista kirjaa koulussa., theme: tuki}
          - {id: JOH-02, text: Johdamme koulua yhteistyössä., assign: {tukija: C (isoissa asioissa)}}
      - id: tuki
        name: Tekninen tuki
        leads: [tukija]
        duties: [{id: TEK-01, text: Autamme muita käyttämään laitteita turvallisesti.}]
"""
SECOND = (
    FIRST.replace('edition: "1"', 'edition: "2"').replace("2026-01-31", "2027-01-31").replace("kirjaa", "luetteloa")
    + 'history: [{edition: "1", date: 2026-01-31, note: Ensimmäinen.}]\n'
)
LONG = SECOND.replace(
    "duties: [{id: TEK-01",
    "duties: [" + ", ".join(f"{{id: T-{n:02}, text: Teemme asian {n}.}}" for n in range(1, 45)) + ", {id: TEK-01",
)
WORDS = "Hankimme ensi syksynä uudet näyttötaulut"
NOTHING: list[dict[str, str | None]] = []
Change = Callable[[Any], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "editions").mkdir()
    (tmp_path / "editions" / "1.yaml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "esimerkki.yaml").write_text(SECOND, encoding="utf-8")
    return tmp_path


def answer(folder: Path, data: bytes) -> dict[str, Any]:
    (folder / "asiakirja").write_bytes(data)
    done = run("verify", "--source", folder / "esimerkki.yaml", "--json", folder / "asiakirja")
    [found] = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def handbook(text: str, *issued: str, letterhead: bytes = b"", redline: bool = False) -> bytes:
    looks = in_letterhead(design("fi"), letterhead) if letterhead else design("fi")
    views = views_with(matrix_of(text), *map(matrix_of, issued))
    jobs = jobs_of("handbook", views, looks, Options(redline=redline))
    return render(jobs[-1], looks).data


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, io.BytesIO]]:
    out = io.BytesIO()
    document = docx.Document(io.BytesIO(data))
    yield document, out
    document.save(out)


def paragraph(document: Any) -> None:
    next(one for one in document.paragraphs if one.text.startswith("Tämä")).insert_paragraph_before(
        f"Rehtori: {WORDS}."
    )


def last_paragraph(document: Any) -> None:
    document.add_paragraph(f"{WORDS}.")


def sentence(document: Any) -> None:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    [found] = [one for cell in cells for one in cell.paragraphs if one.text.startswith("Johdamme")][:1]
    found.add_run(f" {WORDS}.")


def row(document: Any) -> None:
    table = next(one for one in document.tables if any(row.cells[0].text == "JOH-02" for row in one.rows))
    new = copy.deepcopy(table.rows[-1]._tr)
    table.rows[-1]._tr.addnext(new)
    for cell, text in zip(table.rows[-1].cells, ("JOH-03", f"{WORDS}."), strict=False):
        for one in cell.paragraphs[1:]:
            one._p.getparent().remove(one._p)
        cell.paragraphs[0].text = text


def comment_in_form(document: Any) -> None:
    document.tables[-1].rows[-1].cells[1].paragraphs[0].add_run(WORDS)


@pytest.mark.parametrize("text", [SECOND, LONG])
@pytest.mark.parametrize(
    ("change", "quote", "where"),
    [
        (paragraph, f"Rehtori: {WORDS}.", None),
        (last_paragraph, f"{WORDS}.", ...),
        (sentence, f"{WORDS}.", "JOH-02"),
        (row, f"{WORDS}.", "JOH-02"),
        (comment_in_form, WORDS, ...),
    ],
)
def test_what_is_added_to_a_handbook_is_quoted(text: str, change: Change, quote: str, where: Any, folder: Path) -> None:
    """A paragraph, a sentence of a duty, a row of a table and what is written into a form; in a short one, too."""
    (folder / "esimerkki.yaml").write_text(text, encoding="utf-8")
    with opened(handbook(text)) as (document, out):
        change(document)
    found = answer(folder, out.getvalue())
    assert found["state"] == "altered"
    [added] = found["added"]
    assert added["text"] == quote
    assert where is ... or added["where"] == where


def test_people_read_what_was_added(folder: Path) -> None:
    with opened(handbook(SECOND)) as (document, out):
        sentence(document)
    (folder / "kirja.docx").write_bytes(out.getvalue())
    done = run("verify", "--source", folder / "esimerkki.yaml", folder / "kirja.docx")
    assert f"JOH-02 jälkeen: ”{WORDS}.”" in done.stdout or f"behind JOH-02: “{WORDS}.”" in done.stdout


@pytest.mark.parametrize("issued", [(), (FIRST,), (FIRST.replace('"1"', '"0"').replace("koulussa", "varastossa"),)])
@pytest.mark.parametrize("redline", [False, True])
def test_a_handbook_that_marks_what_has_changed_is_current(
    issued: tuple[str, ...], redline: bool, folder: Path
) -> None:
    """Whether the edition since which it does so is known or not."""
    found = answer(folder, handbook(SECOND, *issued, redline=redline))
    assert (found["state"], found["added"]) == ("current", NOTHING)


def test_a_letterhead_adds_nothing(folder: Path) -> None:
    cover = f"<w:p xmlns:w='{WORD}'><w:r><w:t>Esimerkkilän kunnan virallinen asiakirjapohja</w:t></w:r></w:p>"
    found = answer(folder, handbook(SECOND, letterhead=with_cover(from_word(), cover)))
    assert (found["state"], found["added"]) == ("current", NOTHING)


def test_what_is_added_to_a_poster_is_quoted(folder: Path) -> None:
    """A poster that somebody has made of another text, with the mark of the one that there is."""
    matrix = matrix_of(SECOND)
    [marked, *_] = jobs_of("posters", views_with(matrix), design("fi"))
    more = matrix_of(SECOND.replace("yhteistyössä.", f"yhteistyössä. {WORDS}."))
    [job, *_] = jobs_of("posters", views_with(more), design("fi"))
    content = replace(job.content, mark=marked.content.mark)
    found = answer(folder, render(job._replace(content=content, mark=marked.mark), design("fi")).data)
    assert found["state"] == "altered"
    assert found["added"] == [{"text": f"{WORDS}.", "where": "JOH-02"}]


def test_what_is_added_to_a_workbook_is_quoted(folder: Path) -> None:
    """A comment, a row without a code and a sheet; a theme that is another one is a change of its duty."""
    [job] = jobs_of("workbook", views_with(matrix_of(SECOND)), design("fi"))
    data = render(job, design("fi")).data
    assert answer(folder, data)["added"] == NOTHING
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = next(
        one for one in book.worksheets if any(cell.value == "Kommentti" for row in one.iter_rows() for cell in row)
    )
    cells = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    sheet.cell(cells["JOH-01"].row, cells["Kommentti"].column).value = "Onko näin?"
    sheet.cell(sheet.max_row + 1, 2).value = f"{WORDS}."
    book.create_sheet("Muistiinpanot")["A1"] = "jotain"
    cells["Tuki ja apu"].value = ""
    out = io.BytesIO()
    book.save(out)
    found = answer(folder, out.getvalue())
    assert (found["state"], found["changes"]) == ("altered", ["JOH-01"])
    assert {one["text"] for one in found["added"]} == {"Onko näin?", f"{WORDS}.", "Muistiinpanot"}


class _Pages(PdfTexts):
    def pages(self, content: bytes) -> list[str]:  # noqa: ARG002
        return ["Esimerkkilä\nrehtori\nsivu 1 / 2", "Esimerkkilä\nA JOH-01\nsivu 2 / 2"]


def test_what_goes_on_over_the_end_of_a_page_is_read_without_its_foot(tmp_path: Path) -> None:
    """An entry of the index that two pages share stood apart, and a PDF as built was told to be altered."""
    (tmp_path / "kirja.pdf").write_bytes(b"%PDF-1.7")
    assert read_document(tmp_path / "kirja.pdf", _Pages()).running == "rehtori\nA JOH-01"
