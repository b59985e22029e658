"""Texts around a table: each goes into the data file, or is told with its place and all of its words."""

from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.support.foreign import Rows, find, lost, write_sheet
from vastuumatriisi.incoming.foreign.account import lines
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.locales.wording import wording

FINNISH = wording("fi")
TABLE: Rows = [
    ["Tehtävä", "Rehtori", "Opettaja", "Sihteeri"],
    ["Ostaa laitteet", "A", "R", "I"],
    ["Korjaa laitteet", "I", "A", "R"],
    ["Lukitsee ovet", "C", "R", "A"],
]
SENTENCE = "Tämä taulukko kertoo, kuka koulussamme tekee mitäkin. Kysy tarvittaessa kansliasta, joka pitää sitä yllä."
AROUND: dict[str, Rows] = {
    "title, date, sentences": [["Koulun työt"], ["Päivitetty 3.2.2026 / Esimerkki"], [SENTENCE], [], *TABLE],
    "date beside the title": [["Vastuut", "", "Päivitetty 3.2.2026"], ["Laatinut", "Maija Esimerkki"], *TABLE],
    "many words above": [["Koulu", "Versio 2", "Luonnos", "Salainen"], ["Hyväksyjä", "", "Päiväys", "Sivu"], *TABLE],
    "below": [
        *TABLE,
        [],
        ["Hyväksytty lautakunnassa 5.5.2026"],
        ["Huom! Kesällä toisin."],
        ["Yksi"],
        ["Kaksi"],
        ["Kolme"],
    ],
    "right below": [*TABLE, ["Hyväksytty lautakunnassa 5.5.2026"], ["* vain arkisin"]],
    "beside": [[*row, "", f"Sivuhuomio {number} tästä"] for number, row in enumerate(TABLE)],
    "two tables": [
        ["Ensin"],
        *TABLE,
        [],
        ["Sitten"],
        ["Selite"],
        TABLE[0],
        ["Pesee", "A", "R", "I"],
        ["Avaa", "I", "A", "R"],
    ],
    "unlike headings": [
        ["Mitä koulussamme tehdään", "Luonne", *TABLE[0][1:]],
        *([r[0], "arki", *r[1:]] for r in TABLE[1:]),
    ],
}


@pytest.mark.parametrize("kind", AROUND)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_no_word_is_lost(kind: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{form}"
    if form == "xlsx":
        write_sheet(path, AROUND[kind])
    else:
        path.write_text("\n".join(";".join(map(str, row)) for row in AROUND[kind]), encoding="utf-8")
    assert lost(path, FINNISH) == set()


def test_title_and_introduction(tmp_path: Path) -> None:
    """The first words that stand alone are the title, sentences the introduction; a date is told as left out."""
    found = find(write_sheet(tmp_path / "a.xlsx", AROUND["title, date, sentences"]))
    assert (found.title, found.introduction) == ("Koulun työt", SENTENCE)
    assert [(one.cell, one.why) for one in found.ignored] == [("A2", "above")]
    assert [one.cells for one in found.questions if one.key == "introduction"] == [("A3",)]
    assert find(write_sheet(tmp_path / "b.xlsx", AROUND["date beside the title"])).title == "Vastuut"


def test_merged_over_the_table(tmp_path: Path) -> None:
    """A line that is merged over all columns heads no role: it is the title, the next one is told."""
    rows = [["Koulun työt"], ["Laatinut Maija Esimerkki"], *TABLE]
    path = write_sheet(tmp_path / "a.xlsx", rows, merged=["A1:D1", "A2:D2"])
    found = find(path)
    assert found.title == "Koulun työt"
    assert [(one.cell, one.text) for one in found.ignored] == [("A2", "Laatinut Maija Esimerkki")]
    assert [role.name for role in found.roles] == ["Rehtori", "Opettaja", "Sihteeri"]
    assert lost(path, FINNISH) == set()


def test_headings_over_two_levels(tmp_path: Path) -> None:
    """Each of the headings that gather roles is kept."""
    rows = [["", "Kaupunki", "", ""], ["", "Koulut", "", "Tuki"], *TABLE]
    path = write_sheet(tmp_path / "a.xlsx", rows, merged=["B1:D1", "B2:C2"])
    assert [role.group for role in find(path).roles] == ["Koulut", "Koulut", "Tuki"]
    assert lost(path, FINNISH) == set()


def test_a_document(tmp_path: Path) -> None:
    """The heading above all is the title, the nearest one names the level; sentences above are the introduction."""
    document = docx.Document()
    for style, text in (
        ("Heading 1", "Koulun työt"),
        ("Normal", SENTENCE),
        ("Heading 2", "Arki"),
        ("Normal", "Luonnos"),
    ):
        document.add_paragraph(text, style)
    made = document.add_table(len(TABLE), 4)
    for number, row in enumerate(TABLE):
        for column, text in enumerate(row):
            made.cell(number, column).text = str(text)
    for text in ("Hyväksytty", "Esimerkkilässä", "3.2.2026", "kello kaksi", "Maija"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    found = find(tmp_path / "a.docx")
    assert (found.title, found.levels[0].name, found.introduction) == ("Koulun työt", "Arki", SENTENCE)
    assert [one.why for one in found.ignored] == ["text-above", *["text-beside"] * 5]
    assert lost(tmp_path / "a.docx", FINNISH) == set()


def test_a_document_without_styles(tmp_path: Path) -> None:
    text = f"Koulun työt\n\n{SENTENCE}\n\n| Tehtävä | Rehtori | Opettaja |\n|---|---|---|\n"
    (tmp_path / "a.md").write_text(f"{text}| Ostaa | A | R |\n| Korjaa | R | A |\n| Myy | R | A |\n", encoding="utf-8")
    found = find(tmp_path / "a.md")
    assert (found.title, found.introduction) == ("Koulun työt", SENTENCE)


def test_all_words_are_told(tmp_path: Path) -> None:
    """The map names each cell that was left out with all of its words, the account each of those around the table."""
    rows = [*AROUND["below"], *([f"Kohta {number} {'sana ' * 20}loppu{number}"] for number in range(15))]
    imported = import_matrix(write_sheet(tmp_path / "a.xlsx", rows), "a.xlsx")
    assert imported.found
    assert all(f"loppu{number}" in imported.map.decode() for number in range(15))
    assert "loppu6" in "\n".join(lines(imported.found, FINNISH))


def test_headers_footers_and_notes(tmp_path: Path) -> None:
    """What stands at the edge of the pages, and at cells without a duty, is told, of a workbook and of a document."""
    path = write_sheet(tmp_path / "a.xlsx", [["Koulun työt"], [], *TABLE])
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.oddHeader.center.text, sheet.oddFooter.left.text = "Luonnos", "Sivu &P, Esimerkki"
    sheet["A1"].comment, sheet["F9"].comment = Comment("Kysy Maijalta", "E"), Comment("Kaukana", "E")
    book.save(path)
    told = {(*one.cells, one.values["text"]) for one in find(path).questions}
    assert {("A1", "Kysy Maijalta"), ("F9", "Kaukana"), ("Luonnos",), (", Esimerkki",)} <= told
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Esimerkkilä 2026"
    made = document.add_table(len(TABLE), 4)
    for number, row in enumerate(TABLE):
        for column, text in enumerate(row):
            made.cell(number, column).text = str(text)
    document.save(str(tmp_path / "a.docx"))
    assert [one.values["text"] for one in find(tmp_path / "a.docx").questions if one.key == "margin"] == [
        "Esimerkkilä 2026"
    ]


def test_a_group_without_duties(tmp_path: Path) -> None:
    rows = [["Alue", *TABLE[0]], *(["Arki", *row] for row in TABLE[1:]), ["Välihuomautus"], ["Juhla", "Laulaa", *"ARI"]]
    path = write_sheet(tmp_path / "a.xlsx", rows)
    assert [one.cells for one in find(path).questions if one.key == "empty-group"] == [("A5",)]
    assert lost(path, FINNISH) == set()


def test_names_that_are_not_known_yet(tmp_path: Path) -> None:
    """A question mark in the place of a name is no letter."""
    rows = [["Tehtävä", "Päävastuu", "Tukee"], ["Ostaa", "Rehtori", "Opettaja"], ["Myy", "?", "Rehtori"]]
    path = write_sheet(tmp_path / "a.xlsx", rows)
    assert [role.name for role in find(path).roles] == ["Rehtori", "Opettaja"]
