"""Whatever else comes: no workbook, one of another matrix or without what tells where it is from, hostile files."""

import io
import shutil
import subprocess
import time
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from tests.support.matrices import HEAD, matrix_of
from tests.support.returned import TAG, Book, changed
from tests.support.workbooks import MIXED, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.returned import opening
from vastuumatriisi.incoming.returned.review import review_of
from vastuumatriisi.incoming.returned.told import plain
from vastuumatriisi.matrix import Views

ALL = "Kaikki tehtävät"
SECONDS = 20  # of the processor; it took minutes, and takes two
MATRIX = matrix_of(MIXED)


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    return render(Views(MATRIX), design)


def bare(book: Book) -> None:
    """Take away all that tells where a workbook is from."""
    book.delete("Lähtötiedot")
    for name in (ALL, "Avoimet päätökset", "Kysymykset"):
        if name in book.places:
            book[name].rows[book[name].head - 1] = {}
            book[name].delete_column("Tunniste")
    book.parts["docProps/custom.xml"] = book.parts["docProps/custom.xml"].replace(b"fingerprint", b"nothing")


def test_without_its_base_an_edition_is_found(workbook: bytes) -> None:
    """Where the hidden sheet is gone the edition with the fingerprint of the file is its base."""
    now = matrix_of(MIXED.replace("Teemme.", "Teemme kaiken."))

    def edit(book: Book) -> None:
        book.delete("Lähtötiedot")
        book[ALL].put("Y-2", "Tehtävä", "Uusi.")

    data = changed(workbook, edit)
    found = review_of(data, "kirja.xlsx", now, {MATRIX.fingerprint: MATRIX}.get)
    assert (found.base.found, [one.theirs for one in found.proposals]) == ("edition", ["Uusi."])
    found = review_of(data, "kirja.xlsx", now)
    assert (found.base.found, [one.theirs for one in found.proposals]) == ("none", ["Teemme.", "Uusi."])
    assert not any(one.conflict for one in found.proposals)


def test_a_damaged_base_is_none(workbook: bytes) -> None:
    """Where a letter of the hidden sheet was changed it is not believed."""

    def edit(book: Book) -> None:
        sheet = book["Lähtötiedot"]
        text = sheet.rows[1][2].find("{*}is")[0]
        text.text = text.text.replace("Teemme.", "Teemmä.")

    assert review_of(changed(workbook, edit), "kirja.xlsx", MATRIX).base.found == "none"


def test_without_anything_the_headers_tell(workbook: bytes) -> None:
    """A workbook that lacks hidden sheet, row and column is read by its headers and codes, against the data file.

    Whose the columns of namesakes are nobody can tell.
    """

    def edit(book: Book) -> None:
        bare(book)
        book[ALL].put("Y-1", "Tehtävä", "Uusi.")
        book[ALL].put("Y-2", "Eeva Esimerkki", "A")

    found = review_of(changed(workbook, edit), "kirja.xlsx", MATRIX)
    assert found.base.found == "none"
    assert [plain(one.theirs) for one in found.proposals] == ["Uusi.", "A"]
    assert {one.word for one in found.remarks} == {"unclear_column"}


def test_columns_that_cannot_be_told(workbook: bytes) -> None:
    """Without signs and headers a table is told to be unreadable; where it is the only one, so is the file."""

    def edit(book: Book) -> None:
        sheet = book[ALL]
        sheet.rows[sheet.head - 1] = {}
        sheet.rows[sheet.head] = {}

    found = review_of(changed(workbook, edit), "kirja.xlsx", MATRIX)
    assert ("untold_columns", ALL) in [(one.word, dict(one.values)["sheet"]) for one in found.remarks]
    assert found.proposals == ()
    book = openpyxl.Workbook()
    book.active["A1"] = "Jotakin muuta"
    with pytest.raises(UserError, match="no sheet whose columns can be told"):
        review_of(saved(book), "kirja.xlsx", MATRIX)


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_of_another_matrix(workbook: bytes) -> None:
    """What was made from the matrix of somebody else is named and refused; a new title alone is no other matrix."""
    head = HEAD.replace("Esimerkkimatriisi", "Toinen").replace("Esimerkkilä", "Muualla")
    with pytest.raises(UserError, match="made from another matrix, “Esimerkkimatriisi”"):
        review_of(workbook, "kirja.xlsx", matrix_of(head + MIXED))
    renamed = matrix_of(HEAD.replace("Esimerkkimatriisi", "Uusi nimi") + MIXED)
    assert review_of(workbook, "kirja.xlsx", renamed).proposals == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no workbook"),
        (b"roolit: []", "no workbook"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"PK\x03\x04 cut off", "zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "save it without one"),
        (b"a;b;c\n1;2;3\n4;5;6\n", "plain text"),
    ],
)
def test_no_workbook(content: bytes, words: str) -> None:
    """What is no workbook is told in a sentence that says what it is."""
    with pytest.raises(UserError, match=words) as told:
        review_of(content, "kirja.xlsx", MATRIX)
    assert str(told.value).startswith("kirja.xlsx")


def rewritten(data: bytes, change: dict[str, bytes | None]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name in {*change} - {*old.namelist()}:
            new.writestr(name, change[name] or b"")
    return result.getvalue()


def test_hostile_files(workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entities, parts that are missing or no XML, and a file that unpacks to too much end in a sentence."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
    for part in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(UserError, match="entities of its own"):
            review_of(rewritten(workbook, {"xl/worksheets/sheet1.xml": part}), "kirja.xlsx", MATRIX)
    broken: list[dict[str, bytes | None]] = [
        {"xl/workbook.xml": b"<workbook"},
        {"xl/workbook.xml": None},
        {"xl/worksheets/sheet3.xml": b"\x00\x01"},
        {"xl/_rels/workbook.xml.rels": None},
    ]
    for change in broken:
        with pytest.raises(UserError, match=r"^kirja\.xlsx"):
            review_of(rewritten(workbook, change), "kirja.xlsx", MATRIX)
    for cut in (100, len(workbook) // 2, len(workbook) - 40):
        with pytest.raises(UserError, match=r"^kirja\.xlsx"):
            review_of(workbook[:cut], "kirja.xlsx", MATRIX)
    big = rewritten(workbook, {"xl/media/zeros.bin": b"0" * 3_000_000})
    monkeypatch.setattr(opening, "MOST_UNPACKED", 2_000_000)
    with pytest.raises(UserError, match="unpacks to more"):
        review_of(big, "kirja.xlsx", MATRIX)


def test_a_flood_of_cells(workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet with more cells than any of ours is not read; one that says it is larger than it is does no harm."""
    monkeypatch.setattr(opening, "MOST_CELLS", 20)
    with pytest.raises(UserError, match="more cells"):
        review_of(workbook, "kirja.xlsx", MATRIX)
    monkeypatch.undo()

    def edit(book: Book) -> None:
        book[ALL].root.insert(1, etree.Element(f"{TAG}dimension", ref="A1:XFD1048576"))
        book[ALL].put_at(1_000, 9, "Kaukana.")

    found = review_of(changed(workbook, edit), "kirja.xlsx", MATRIX)
    assert [one.theirs for one in found.proposals] == ["Kaukana."]


def test_a_cell_far_away(workbook: bytes) -> None:
    """One in the last row of a sheet is read, or left, in good time: the rows above it are none."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book[ALL].cell(1_048_576, 2).value = "Kaukana."
    file = io.BytesIO()
    book.save(file)
    begun = time.process_time()
    found = review_of(file.getvalue(), "kirja.xlsx", MATRIX)
    assert time.process_time() - begun < SECONDS
    assert [one.cells for one in found.proposals] == [(f"{ALL}!B1048576",)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_an_old_workbook(workbook: bytes, tmp_path: Path) -> None:
    """A .xls is read by way of LibreOffice, with a note that says so."""
    (tmp_path / "kirja.xlsx").write_bytes(changed(workbook, lambda book: book[ALL].put("Y-1", "Tehtävä", "Uusi.")))
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--convert-to", "xls"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "kirja.xlsx")], check=True, capture_output=True)
    found = review_of((tmp_path / "kirja.xls").read_bytes(), "kirja.xls", MATRIX)
    assert [one.theirs for one in found.proposals] == ["Uusi."]
    assert "by way of LibreOffice" in str(found.notes[0])


def test_a_copied_sheet_is_read_too(workbook: bytes) -> None:
    """Two people's copies of one sheet in one file are both read, and what they say otherwise is a contradiction."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(workbook))
        copy = book.copy_worksheet(book[ALL])
    copy.title = "Ollin versio"
    row = next(cell.row for cell in copy["A"] if cell.value == "Y-1")
    book[ALL].cell(row, 2).value, copy.cell(row, 2).value = "Eevan teksti.", "Ollin teksti."
    found = review_of(saved(book), "kirja.xlsx", MATRIX)
    assert [(one.theirs, one.contradiction) for one in found.proposals] == [
        ("Eevan teksti.", True),
        ("Ollin teksti.", True),
    ]
