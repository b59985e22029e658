"""What managers do to a workbook besides filling its cells is told, be it a proposal, a comment or a remark."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.support.command import SMALL
from tests.support.matrices import matrix_of
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming.returned.review import Review, review_of
from vastuumatriisi.matrix import Views

HEAD, FIRST = 6, 7  # the rows of the header and of the first duty
Edit = Callable[[Any], None]


@pytest.fixture(scope="module")
def workbook(design: Design) -> bytes:
    return render(Views(matrix_of(SMALL)), design)


def edited(workbook: bytes, edit: Edit) -> Review:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book["Kaikki tehtävät"]
    assert sheet.cell(HEAD, 1).value == "Tunnus"
    edit(sheet)
    out = io.BytesIO()
    book.save(out)
    return review_of(out.getvalue(), "kirja.xlsx", matrix_of(SMALL))


def beside(sheet: Any) -> None:
    sheet.cell(FIRST, sheet.max_column + 3).value = "Miksi?"


def between(sheet: Any) -> None:
    sheet.insert_cols(4)
    sheet.cell(FIRST, 4).value = "Miksi?"


def column(sheet: Any) -> None:
    sheet.cell(HEAD, sheet.max_column + 1).value = "Liisa Esimerkki"


@pytest.mark.parametrize(
    ("edit", "comment"), [(beside, ("Y-1", "Miksi?")), (between, ("Y-1", "Miksi?")), (column, ("", "Liisa Esimerkki"))]
)
def test_what_stands_in_a_column_of_nobody_is_a_comment(edit: Edit, comment: tuple[str, str], workbook: bytes) -> None:
    """A column without a heading, beside the table or in it, and a heading without letters."""
    found = edited(workbook, edit)
    assert [(one.fact.kind, one.fact.duty, one.theirs) for one in found.proposals] == [("comment", *comment)]


def rename(sheet: Any) -> None:
    header = next(cell for cell in sheet[HEAD] if cell.value == "Olli Esimerkki")
    header.value = "Olli Mallikas"


def strike(sheet: Any) -> None:
    sheet.cell(FIRST, 2).font = Font(strike=True)


@pytest.mark.parametrize(("edit", "word"), [(rename, "renamed_column"), (strike, "struck_out")])
def test_what_is_not_taken_is_remarked(edit: Edit, word: str, workbook: bytes) -> None:
    found = edited(workbook, edit)
    assert not found.proposals
    assert [one.word for one in found.remarks] == [word]


def letters_down(sheet: Any) -> None:
    column = next(cell.column for cell in sheet[HEAD] if cell.value == "Olli Esimerkki")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=column, end_column=column)


def letters_across(sheet: Any) -> None:
    column = next(cell.column for cell in sheet[HEAD] if cell.value == "Olli Esimerkki")
    sheet.merge_cells(start_row=FIRST + 1, end_row=FIRST + 1, start_column=column - 1, end_column=column)


def texts_down(sheet: Any) -> None:
    column = next(cell.column for cell in sheet[HEAD] if cell.value == "Tehtävä")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=column, end_column=column)


@pytest.mark.parametrize("edit", [letters_down, letters_across, texts_down])
def test_merged_cells_are_remarked_and_remove_nothing(edit: Edit, workbook: bytes) -> None:
    found = edited(workbook, edit)
    assert not found.proposals
    assert [one.word for one in found.remarks] == ["merged_cells"]


def above(sheet: Any) -> None:
    sheet.cell(2, 6).value = "Tarkistettu 3.2."


def link(sheet: Any) -> None:
    sheet.cell(FIRST, 2).hyperlink = "https://ohje.example/1"


@pytest.mark.parametrize(
    ("edit", "comment"), [(above, ("", "Tarkistettu 3.2.")), (link, ("Y-1", "https://ohje.example/1"))]
)
def test_what_is_above_the_header_or_behind_a_link_is_a_comment(
    edit: Edit, comment: tuple[str, str], workbook: bytes
) -> None:
    found = edited(workbook, edit)
    assert [(one.fact.kind, one.fact.duty, one.theirs) for one in found.proposals] == [("comment", *comment)]
    assert not found.remarks


@pytest.mark.parametrize("number", [0, 1, 3])
def test_any_sheet_that_is_gone_is_told(number: int, workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    names = [sheet.title for sheet in book.worksheets if sheet.title != "Kaikki tehtävät"]
    del book[names[number]]
    out = io.BytesIO()
    book.save(out)
    remarks = review_of(out.getvalue(), "kirja.xlsx", matrix_of(SMALL)).remarks
    assert [(one.word, dict(one.values)["sheet"]) for one in remarks] == [("other_sheet_gone", names[number])]
