"""The words that the workbook uses for letters are those of the data, and without letters that count it claims none."""

import io
import zipfile

import pytest
from lxml import etree

from tests.support.making import jobs_of
from tests.support.making import render as rendered
from tests.support.matrices import ROOT
from tests.support.workbooks import Build, edited_sheets, opened, render, table, texts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views

HEAD = 'format: 1\ntitle: Matris\norganisation: Kommun\nlanguage: {language}\nedition: "1"\ndate: 2026-01-31\n'
ACTORS = """
roles: [{id: a, name: Anna}, {id: b, name: Bertil}]
levels:
  - id: t
    name: T
    units:
      - id: u
        name: U
        duties: [{id: D-1, text: Ett., assign: {a: D, b: K, u: B}}, {id: D-2, text: Till., assign: {a: B, b: D}}]
"""
DACI = """
letters:
  D: {name: Driver, counts_as: responsible}
  L: {name: Leder, counts_as: responsible}
  B: {name: Beslutar, counts_as: accountable}
  K: {name: Medverkar, counts_as: consulted}
"""
# What the wording calls the kinds of letters; a set of other names must print none of it.
KINDS = {
    "sv": ("utför", "konsulteras", "stöder", "stöd ", "deltar i", "informeras"),
    "fi": ("toteutta", "konsultoi", "tukee", "tuki ", "saa tiedon"),
    "en": ("perform", "consult", "support", "accountable", "informed"),
}


def said(data: bytes) -> str:
    """Return all that the workbook says to people: cells, and titles, names and descriptions of charts."""
    seen = [sheet for sheet in opened(data) if sheet.sheet_state == "visible"]
    rows = [row for sheet in seen for row in sheet.iter_rows() if not sheet.row_dimensions[row[0].row].hidden]
    cells = [str(cell.value) for row in rows for cell in row if cell.value]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if "charts/chart" in name or "drawings/drawing" in name:
                root = etree.fromstring(archive.read(name))
                cells += [text for text in root.itertext() if text.strip()]
                cells += [str(frame.get("descr")) for frame in root.iter("{*}cNvPr")]
    return "\n".join(cells)


def made(source: str, language: str, build_views: Build) -> bytes:
    views, design = build_views(HEAD.format(language=language) + source), read_design(ROOT / "templates", language)
    (job,) = jobs_of("workbook", views, design)
    return rendered(job, design).data


@pytest.mark.parametrize("language", KINDS)
def test_no_kind_of_letters_is_called_by_a_word_of_the_program(language: str, build_views: Build) -> None:
    """Neither cover nor headings nor charts speak of performing where the letter is called Driver."""
    words = said(made(DACI + ACTORS, language, build_views))
    for word in KINDS[language]:
        assert word not in words.casefold(), [line for line in words.splitlines() if word in line.casefold()]
    assert "Driver / Leder / Beslutar" in words


@pytest.mark.parametrize("language", KINDS)
def test_what_is_open_is_told_in_the_name_of_the_letter(language: str, build_views: Build) -> None:
    """The cover, and the note of an owner who is missing, name the letter that nobody has."""
    book = opened(made(DACI + ACTORS.replace("a: B, b: D", "b: D"), language, build_views))
    notes = [cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment]
    assert any("B – Beslutar" in note for note in notes)
    assert any("B – Beslutar" in str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row)
    assert not any("accountable" in note.casefold() for note in notes)


def test_columns_of_a_kind_have_the_names_of_its_letters(build_views: Build) -> None:
    """Where a column stands for several letters, their names stand joined; counts name the letters themselves."""
    book = opened(made(DACI + ACTORS, "sv", build_views))
    assert [*table(book["Fördelning"])[0]] == [
        "Aktör",
        "Slag",
        "B – Beslutar",
        "D – Driver + L – Leder",
        "K – Medverkar",
        "Driver / Leder / Beslutar",
        "Uppgifter: B",
        "Uppgifter: D/L",
        "Uppgifter: K",
        "Identifierare",
    ]
    assert {"Antal B", "Antal D / L"} <= {*table(book["Alla uppgifter"])[0]}


def test_the_usual_names_keep_the_usual_words(kuopio: Views, design: Design, build_views: Build) -> None:
    """The built-in set, written out in the file or not, reads as before."""
    assert "Toteuttaa tai vastaa" in said(render(kuopio, design))
    assert "Utför eller ansvarar" in said(made(ACTORS.replace("D,", "R,").replace("K,", "C,").replace(": B", ": A")
                                               .replace(": D}", ": R}"), "sv", build_views))  # fmt: skip


@pytest.mark.parametrize("kind", ["none", "informed", "support"])
@pytest.mark.parametrize("actors", [ACTORS, ACTORS.replace(", u: B", "")])
def test_letters_that_are_no_work_make_no_empty_sheet(kind: str, actors: str, build_views: Build) -> None:
    """Without a letter for the work there is no column of noughts, no chart of nothing and no table of dashes."""
    letters = "\n".join(f"  {letter}: {{name: Nimi {letter}, counts_as: {kind}}}" for letter in "DBK")
    data = made(f"letters:\n{letters}\n{actors}", "fi", build_views)
    book = opened(data)
    for sheet in (sheet for sheet in book if sheet.tables):
        rows = table(sheet)
        assert rows, sheet.title
        for header in rows[0]:
            if header in ("Kommentti", "Päätös", "Päättäjä", "Päivä"):
                continue
            values = [row[header].value for row in rows]
            assert any(value not in (None, "", "–", 0, "0", "=0") for value in values), (sheet.title, header)
    assert ("Jakautuminen" in book.sheetnames) == (kind != "none")
    for word in ("toteutet", "vastattav", "vastaa"):
        assert word not in said(data).casefold()


def test_duties_behind_a_unit_inside_come_before_it(build_views: Build) -> None:
    """A unit's duties stand together and above those of the units in it, wherever the file has them; none is lost."""
    levels = """
roles: [{id: r, name: Boss}]
levels:
  - id: t
    name: T
    units:
      - id: u1
        name: Sprint
        units: [{id: u2, name: Story, duties: [{id: D-2, text: Build, assign: {r: A}}]}]
        duties: [{id: D-1, text: Plan, assign: {r: A}}, {id: D-3, text: Review, assign: {r: A, u2: R}}]
"""
    book = opened(made(levels, "en", build_views))
    (grid,) = edited_sheets(book)
    assert [texts(row)["Code"] for row in table(grid)] == ["D-1", "D-3", "D-2"]
