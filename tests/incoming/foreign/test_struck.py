"""What is struck through is read, and asked about with its place; so are boxes, notes and margins told."""

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.support.foreign import Rows, find, write_sheet
from vastuumatriisi.incoming.foreign.account import lines
from vastuumatriisi.incoming.foreign.finding.found import Found
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.locales.wording import wording

TABLE: Rows = [
    ["Tehtävä", "Rehtori", "Opettaja", "Sihteeri"],
    ["Ostaa laitteet", "A", "R", "I"],
    ["Korjaa laitteet", "I", "A", "R"],
    ["Lukitsee ovet", "C", "R", "A"],
]
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
    "<a:p><a:r><a:t>Muistakaa</a:t></a:r></a:p><a:p><a:r><a:t>sijaiset</a:t></a:r></a:p>"
    "</xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"'
    ' Target="../drawings/drawing1.xml"/></Relationships>'
)


def asked(found: Found, key: str) -> list[tuple[tuple[str, ...], object]]:
    return [(one.cells, one.values["text"]) for one in found.questions if one.key == key]


def test_a_workbook(tmp_path: Path) -> None:
    """Some words of a cell, a whole one, a row, and a cell that is told not to be struck."""
    path = write_sheet(tmp_path / "a.xlsx", TABLE)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["A2"] = CellRichText("Ostaa ", TextBlock(InlineFont(strike=True), "laitteet"))
    for place in ("B3", "A4", "B4", "C4", "D4"):
        sheet[place].font = Font(strike=True)
    sheet["C2"].font = Font(strike=False)
    book.save(path)
    found = find(path)
    wanted = [(("A2",), "Ostaa laitteet"), (("B3",), "I"), (("A4",), "Lukitsee ovet | C | R | A")]
    assert asked(found, "struck") == wanted
    assert any("yliviivattu" in line and "Lukitsee ovet" in line for line in lines(found, wording("fi")))


def test_a_workbook_with_roles_down_the_side(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", [*zip(*TABLE, strict=True)])
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["D1"].font = book.worksheets[0]["D3"].font = Font(strike=True)
    book.save(path)
    assert asked(find(path), "struck") == [(("D1",), "Lukitsee ovet"), (("D3",), "R")]


@pytest.mark.parametrize("kind", ["strike", "double_strike"])
def test_a_document(tmp_path: Path, kind: str) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Vastuut ")
    setattr(paragraph.add_run("luonnos").font, kind, True)
    made = document.add_table(len(TABLE), 4)
    for number, row in enumerate(TABLE):
        for column, text in enumerate(row):
            run = made.cell(number, column).paragraphs[0].add_run(str(text))
            setattr(run.font, kind, (number, column) in ((2, 0), (3, 1)))
    document.save(str(tmp_path / "a.docx"))
    found = find(tmp_path / "a.docx")
    assert asked(found, "struck") == [(("A3",), "Korjaa laitteet"), (("B4",), "C"), (("1",), "Vastuut luonnos")]


def test_a_box_and_a_note_on_a_sheet_without_a_matrix(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", TABLE, [["Ohje"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[1]["A1"].comment = Comment("Kysy kansliasta", "Esimerkki")
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/_rels/sheet1.xml.rels", RELATIONS)
        archive.writestr("xl/drawings/drawing1.xml", DRAWING)
    found = find(path)
    assert asked(found, "margin") == [((), "Muistakaa sijaiset")]
    assert asked(found, "note-elsewhere") == [(("Sheet1!A1",), "Kysy kansliasta")]


def test_a_text_without_tables(tmp_path: Path) -> None:
    """Its headers and footers are told, and its lines that are struck through asked about."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Luonnos 3.2.2026"
    for unit, lead in (("Talous", "Rehtori"), ("Kiinteistö", "Opettaja")):
        document.add_heading(unit, 1)
        document.add_paragraph(f"Vastuuhenkilö: {lead}")
        document.add_paragraph(f"Ostaa laitteet ja {unit}", "List Bullet")
        document.add_paragraph("", "List Bullet").add_run(f"Korjaa laitteet ja {unit}").font.strike = unit == "Talous"
    document.save(str(tmp_path / "a.docx"))
    found = import_matrix(tmp_path / "a.docx", "a.docx").found
    assert found is not None
    assert asked(found, "margin") == [((), "Luonnos 3.2.2026")]
    assert asked(found, "struck") == [(("4",), "Korjaa laitteet ja Talous")]
