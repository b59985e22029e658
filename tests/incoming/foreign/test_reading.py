"""Any file is read into sheets and lines, or refused in one sentence."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.reading.encodings import decoded
from vastuumatriisi.incoming.foreign.reading.packages import opened
from vastuumatriisi.incoming.foreign.reading.read import read
from vastuumatriisi.incoming.foreign.reading.values import Area, Line, Place, column_name, column_number

ROWS = [["Tehtävä", "Rehtori", "Opettaja"], ["  Ostaa laitteet", "A", "C"], ["Korjaa laitteet", None, "R"]]


MAIN, RELATIONS = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
        b"http://purl.oclc.org/ooxml/officeDocument/",
    ),
)


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Vastuut"
    for row in ROWS:
        sheet.append(row)
    sheet["A2"].font = Font(bold=True)
    sheet["A3"].alignment = Alignment(indent=2)
    sheet["B2"].comment = Comment("Eeva Esimerkki:\nSovittu keväällä.", "Eeva Esimerkki")
    sheet.merge_cells("A4:C4")
    sheet["A4"] = "Yhteensä"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Piilossa").sheet_state = "hidden"
    book.save(path)
    return path


def strict(path: Path, made: Path) -> Path:
    """Write a workbook anew with the namespaces of Strict Open XML."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(*MAIN).replace(*RELATIONS))
    return made


@pytest.mark.parametrize("kind", ["usual", "strict"])
def test_what_a_workbook_tells(tmp_path: Path, kind: str) -> None:
    """Texts, indents, notes, merged and hidden cells come in, from Strict Open XML too."""
    path = workbook(tmp_path / "a.xlsx")
    sheet, hidden = read(strict(path, tmp_path / "b.xlsx") if kind == "strict" else path, "a.xlsx").sheets
    assert sheet.rows[:3] == (
        ("Tehtävä", "Rehtori", "Opettaja"),
        ("Ostaa laitteet", "A", "C"),
        ("Korjaa laitteet", "", "R"),
    )
    assert sheet.indents == {Place(1, 0): 2, Place(2, 0): 2}
    assert sheet.bold == {Place(1, 0)}
    assert sheet.notes == {Place(1, 1): "Sovittu keväällä."}
    assert sheet.merged == (Area(3, 0, 3, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns, hidden.hidden) == ({2}, {2}, True)


def test_numbers_dates_and_formulas(tmp_path: Path) -> None:
    """A number has no needless zeros, a date is one, and a formula that nobody has worked out is shown as such."""
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([1, 2.5, datetime.date(2026, 1, 31), "=1+1", True])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx", "a").sheets[0].rows == (("1", "2.5", "2026-01-31", "=1+1", "TRUE"),)


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman", "iso8859-15"])
def test_tables_in_any_encoding(tmp_path: Path, separator: str, encoding: str) -> None:
    """The encoding and the separator of a table are told by what is in it."""
    lines = [["Tehtävä", "Päällikkö"], ["Järjestää työtä, ja sen päälle tauon", "R"], ["Öljyää koneet", "A"]]
    text = "\n".join(separator.join(f'"{cell}"' if "," in cell else cell for cell in line) for line in lines)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    assert read(tmp_path / "a.csv", "a").sheets[0].rows == tuple(map(tuple, lines))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "utf-16-le"])
def test_cyrillic(encoding: str) -> None:
    """A Russian text in an encoding of one byte is told from Latin ones."""
    text = "Получить данные о названии, составе и цене пиццы\nПередать заказ в доставку"
    assert decoded(text.encode(encoding)).text == text


def test_separator_that_a_file_states(tmp_path: Path) -> None:
    """The line "sep=;" of Excel is no row, but keeps its number."""
    (tmp_path / "a.csv").write_text("sep=;\nTehtävä;Rehtori\nOstaa, korjaa;A\n", encoding="utf-8")
    assert read(tmp_path / "a.csv", "a").sheets[0].rows == ((), ("Tehtävä", "Rehtori"), ("Ostaa, korjaa", "A"))


def test_document(tmp_path: Path) -> None:
    """Headings, items and tables of a Word document come in; merged cells are told."""
    document = docx.Document()
    document.add_heading("Koulun johto", 2)
    document.add_paragraph("Ostamme laitteet.", "List Bullet")
    document.add_paragraph("Vastuuhenkilö: rehtori")
    table = document.add_table(3, 3)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text or ""
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(str(tmp_path / "a.docx"))
    reading = read(tmp_path / "a.docx", "a")
    assert [(line.text, line.kind, line.level) for line in reading.lines] == [
        ("Koulun johto", "heading", 2),
        ("Ostamme laitteet.", "item", 0),
        ("Vastuuhenkilö: rehtori", "text", 0),
    ]
    assert reading.sheets[0].rows[0] == ("Tehtävä", "Rehtori", "Opettaja")
    assert reading.sheets[0].merged == (Area(1, 0, 2, 0),)


def test_markdown(tmp_path: Path) -> None:
    """Pipe tables are sheets, headings and bullets are lines; marks of emphasis are no text."""
    table = "| Tehtävä | **Rehtori** |\n|:--|:-:|\n| Ostaa `a\\|b` | A |"
    text = f"# Vastuut\n\n{table}\n\n- [Ostamme](http://a.fi) laitteet\n  ja lisää\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    reading = read(tmp_path / "a.md", "a")
    assert reading.sheets[0].rows == (("Tehtävä", "Rehtori"), ("Ostaa a|b", "A"))
    assert reading.lines == (Line(1, "Vastuut", "heading", 1), Line(7, "Ostamme laitteet ja lisää", "item", 0))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_formats_of_sheets(tmp_path: Path, kind: str) -> None:
    """An OpenDocument sheet and an old Excel file come in by way of LibreOffice, with what is merged and noted."""
    path = workbook(tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = read(tmp_path / f"a.{kind}", "a").sheets[0]
    assert sheet.rows[1][1:] == ("A", "C")
    assert (sheet.notes, sheet.hidden_columns) == ({Place(1, 1): "Sovittu keväällä."}, {2})


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


BOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
WRONG_OFFSET = packed({"xl/workbook.xml": BOOK})[:-6] + b"\xff\xff\xff\x7f\x00\x00"
REFUSED = {
    "offset": (WRONG_OFFSET, "is damaged"),
    "empty": (b"", "is empty"),
    "pdf": (b"%PDF-1.7\n", "this is a PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n0000", "this is a picture (PNG)"),
    "web page": (b"<html><table></table></html>", "this is a web page"),
    "no zip": (b"PK\x03\x04 cut off", "is damaged"),
    "other zip": (packed({"a.txt": b"a"}), "this is a zip archive"),
    "entities": (
        packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + BOOK}),
        "holds a DOCTYPE",
    ),
    "main part lost": (packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.xmm": BOOK}), "is damaged"),
    "no xml": (packed({"xl/workbook.xml": b"<workbook"}), "is damaged"),
    "password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read(tmp_path: Path, case: str) -> None:
    """What holds no matrix that can be read is refused in a sentence that says what it is."""
    content, words = REFUSED[case]
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(UserError, match=words.replace("(", r"\(").replace(")", r"\)")):
        read(tmp_path / "a", "a")


def test_zip_bomb() -> None:
    """A file that unpacks to far more than it has is not unpacked."""
    with pytest.raises(UserError, match="unpacks to more than"):
        opened(packed({f"xl/{number}.xml": bytes(64 * 1024 * 1024) for number in range(7)}), "a.xlsx")


def test_cell_far_away(tmp_path: Path) -> None:
    """Cells at the far end of a sheet need no memory for all that lies before them, or are refused."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1048576"] = "R"
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx", "a").sheets[0].text(1_048_575, 16_383) == "R"


def test_names_of_columns() -> None:
    """Columns are named as spreadsheets do."""
    assert [column_name(number) for number in (0, 25, 26, 16_383)] == ["A", "Z", "AA", "XFD"]
    assert [column_number(name) for name in ("A", "Z", "AA", "XFD", "ä")] == [0, 25, 26, 16_383, -1]


def test_titles_of_tables(tmp_path: Path) -> None:
    """A table in a text is called by the heading above it, in Markdown and in Word."""
    text = "# Koulu\n\n## Hankinnat\n\nSelitys.\n\n| a | b |\n|-|-|\n| c | d |\n\n## Huolto\n\n| e | f |\n|-|-|\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = docx.Document()
    for title in ("Hankinnat", "Huolto"):
        document.add_heading(title, 2)
        document.add_paragraph("Selitys.")
        document.add_table(1, 2)
    document.save(str(tmp_path / "a.docx"))
    for name in ("a.md", "a.docx"):
        assert [sheet.title for sheet in read(tmp_path / name, name).sheets] == ["Hankinnat", "Huolto"]
