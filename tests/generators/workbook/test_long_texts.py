"""Texts that are higher than Excel's rows: every word is printed, and nothing is counted twice."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.support.matrices import views_of
from tests.support.validator import validate
from tests.support.workbooks import Build, edited_sheets, opened, render, saved_by_office, table, without_values
from vastuumatriisi.design.design import Design
from vastuumatriisi.text.utf16 import units
from vastuumatriisi.text.widths import office_widths

Convert = Callable[[bytes, str], Path]
PLACES = ("johdanto", "yhteys", "merkitys", "tehtava", "yksikko", "rooli", "aihe", "alue", "ryhma")


def words(place: str, number: int = 900) -> str:
    """Return a text whose words tell where it comes from."""
    return " ".join(f"{place}{n}" for n in range(number))


LONG = f"""
introduction: {words("johdanto", 1800)}
contact: {words("yhteys")}
letters:
  R: {{name: Toteuttaa, meaning: {words("merkitys")}, counts_as: responsible}}
  A: {{name: Vastaa, counts_as: accountable}}
scopes: [{{id: lukio, name: {words("alue")}}}]
themes: [{{id: tuki, name: {words("aihe")}}}]
roles:
  - {{id: eeva, name: {words("rooli")}, short: Eeva}}
  - {{id: olli, name: Olli}}
levels:
  - id: t
    name: {words("taso", 300)}
    units:
      - id: r
        name: {words("ryhma")}
        short: Ryhmä
        units:
          - id: u
            name: {words("yksikko")}
            short: Yksi
            leads: [eeva]
            duties:
              - {{id: D-1, text: Teemme ensin.}}
              - {{id: D-2, text: {words("tehtava", 1400)}, scopes: [lukio], theme: tuki}}
              - {{id: D-3, text: Teemme lopuksi., theme: tuki, assign: {{olli: R}}}}
"""


@pytest.fixture(scope="module")
def data(design: Design) -> bytes:
    return render(views_of(LONG), design)


def test_every_word_is_printed(data: bytes, office: Convert) -> None:
    """Of the texts on the cover, in the grids and in the lists none loses a line."""
    pages = pypdf.PdfReader(office(data, "pdf") / "kirja.pdf").pages
    printed = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for place in PLACES:
        number = {"johdanto": 1800, "tehtava": 1400}.get(place, 900)
        assert [word for word in words(place, number).split() if word not in printed] == [], place


def test_rows_are_as_high_as_their_texts(data: bytes) -> None:
    """No row of the cover, the grids and the lists has a text that is higher than it."""
    book = opened(data)
    for sheet in book.worksheets:
        whole = sheet.title.startswith(("Kirjaimet", "Jakautuminen"))
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "s" and cell.alignment.wrapText and not cell.alignment.textRotation:
                width = sheet.column_dimensions[cell.column_letter].width * 7 * 0.75 - 4 - 7 * cell.alignment.indent
                lines = office_widths(bool(cell.font.b)).lines(cell.value, cell.font.sz, width)
                is_high_enough = sheet.row_dimensions[cell.row].height >= lines * cell.font.sz * 1.22
                assert is_high_enough or (whole and cell.alignment.vertical == "top"), (sheet.title, cell.coordinate)


def texts_of(rows: list[dict[str, Any]], code: str) -> str:
    return " ".join(row["Tehtävä"].value or "" for row in rows if row["Tunnus"].value == code).strip()


def test_a_grid_goes_on_without_letters_and_counts(data: bytes) -> None:
    """A further row has the code, the unit and the owner for filters, and neither letters nor numbers."""
    book = opened(data)
    for sheet in edited_sheets(book):
        rows = table(sheet)
        codes = [row["Tunnus"].value for row in rows]
        assert codes == sorted(codes)
        assert texts_of(rows, "D-2") == words("tehtava", 1400)
        seen = set()
        for row in rows:
            code, numbers = row["Tunnus"].value, [row[header] for header in row if header.endswith(" kpl")]
            assert all((cell.value is not None) == (code not in seen) for cell in numbers)
            assert (row["Nro"].value == "…") == (code in seen)
            letters = [cell for cell in row.values() if cell.value in ("R", "A", "R/A")]
            assert not (letters and code in seen)
            seen.add(code)
            assert row["Yksikkö"].value == "Yksi"
        (found,) = sheet.tables.values()
        assert found.ref == found.autoFilter.ref
        assert int(re.sub(r".*\D", "", found.ref)) == sheet.max_row
        offered = {cell for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
        assert len(offered) > 1, "the further rows divide the drop-downs"


def test_libreoffice_counts_nothing_twice(data: bytes, office: Convert, build_views: Build) -> None:
    """The numbers of grids and shares are those of the matrix, and no owner turns red."""
    matrix = build_views(LONG).matrix
    again = saved_by_office(office(without_values(data), "xlsx") / "kirja.xlsx")
    for sheet in edited_sheets(again):
        total = sum(row["A kpl"].value or 0 for row in table(sheet))
        assert total == sum(len(ownership.owners) for ownership in matrix.ownership.values())
    row = next(row for row in table(again["Jakautuminen"]) if row["Tunniste"].value == "eeva")
    assert row["Toteuttaa tai vastaa"].value == len(matrix.duties)


def test_without_a_letter_the_grid_goes_on(build_views: Build, design: Design, office: Convert) -> None:
    """Where nobody has a letter it is the one sheet with the duties, and prints them whole."""
    duties = f"[{{id: D-1, text: {words('tehtava', 1400)}}}]"
    levels = f"levels: [{{id: t, name: T, units: [{{id: u, name: U, duties: {duties}}}]}}]"
    data = render(build_views(f"roles: [{{id: e, name: E}}]\n{levels}\n"), design)
    rows = table(opened(data)["Kaikki tehtävät"])
    assert len(rows) > 2
    assert texts_of(rows, "D-1") == words("tehtava", 1400)
    pages = pypdf.PdfReader(office(data, "pdf") / "kirja.pdf").pages
    assert "tehtava1399" in "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("text", ["sana " * 6500, "x" * 32_000, "x" + "\u0301" * 32_000, "🏫" * 16_000, "a/b-" * 8000])
def test_no_cell_is_longer_than_excel_takes(text: str, build_views: Build, design: Design, tmp_path: Path) -> None:
    """32,767 UTF-16 units; the further rows have the rest."""
    duties = f'[{{id: D-1, text: "{text.strip()}", assign: {{e: A}}}}]'
    views = build_views(
        f"roles: [{{id: e, name: E}}]\nlevels: [{{id: t, name: T, units: [{{id: u, name: U, duties: {duties}}}]}}]\n"
    )
    data = render(views, design)
    book = opened(data)
    longest = max(units(str(cell.value)) for s in book for row in s.iter_rows() for cell in row)
    assert longest <= 32_767
    parts = [row["Tehtävä"].value for row in table(book["Kaikki tehtävät"])]
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
    path = tmp_path / "kirja.xlsx"
    path.write_bytes(data)
    assert validate(path) == []


def test_a_long_word_of_a_title_is_printed_whole(build_views: Build, design: Design) -> None:
    """It goes on in a further line of the cover and of the sheets' titles."""
    head = 'format: 1\ntitle: "%s"\norganisation: O\nlanguage: fi\nedition: "1"\ndate: 2026-01-31\n' % ("a" * 256)
    level = "levels: [{id: t, name: T, units: [{id: u, name: U, duties: [{id: D-1, text: T, assign: {e: A}}]}]}]\n"
    cover = opened(render(build_views(f"{head}roles: [{{id: e, name: E}}]\n{level}"), design)).worksheets[0]
    lines = [str(cell.value) for (cell,) in cover.iter_rows(max_col=1, max_row=20) if set(str(cell.value)) == {"a"}]
    assert "".join(lines) == "a" * 256
    assert all(office_widths(bold=True).width(line, cover["A1"].font.sz) <= 710 for line in lines)


def test_parts_of_a_text_have_no_more_lines_than_asked_for() -> None:
    """Whatever the text is; put together again they are the text."""
    font = office_widths()
    for text in ("sana " * 400, "x" * 3000, "a-b/c " * 300, "yksi\n\nkaksi\n" * 40, "🏫 " * 500, ""):
        parts = list(font.parts(text, 11, 120, 7))
        assert all(font.lines(part, 11, 120) <= 7 for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())
        assert all(font.lines(one, 11, 120) == 7 for one, _ in pairwise(parts)) or "\n\n" in text


def test_joined_names_longer_than_a_cell_go_on(build_views: Build, design: Design, tmp_path: Path) -> None:
    """Each name may be short enough and all of them together not: leads, supporters, candidates, conditions."""
    ids = [f"r{n}" for n in range(250)]
    roles = ", ".join(f"{{id: {role}, name: {words(role, 40)}}}" for role in ids)
    assign = ", ".join(f'{role}: "R ({words(f"ehto{role}", 40)})"' for role in ids[:100])
    views = build_views(
        f"roles: [{roles}]\nlevels:\n  - id: t\n    name: T\n    units:\n      - id: u\n        name: U\n"
        f"        leads: [{', '.join(ids)}]\n        supports: [{', '.join(ids)}]\n"
        f"        duties: [{{id: D-1, text: Teemme., assign: {{{assign}}}}}, {{id: D-2, text: Autamme.}}]\n"
    )
    data = render(views, design)
    cells = [cell for sheet in opened(data) for row in sheet.iter_rows() for cell in row]
    notes = [cell.comment.text for cell in cells if cell.comment]
    assert max(units(text) for text in (*notes, *(str(cell.value) for cell in cells))) <= 32_767
    (agenda,) = {row["Missä päätetään"].parent for row in table(opened(data)["Avoimet päätökset"])}
    candidates = " ".join(row["Ehdolla"].value or "" for row in table(agenda))
    assert {*candidates.replace(",", "").split()} == {word for role in ids for word in words(role, 40).split()}
    assert [row["Tehtäviä"].value for row in table(agenda)].count(None) == len(table(agenda)) - 1
    path = tmp_path / "kirja.xlsx"
    path.write_bytes(data)
    assert validate(path) == []
