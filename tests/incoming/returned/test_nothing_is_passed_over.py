"""What managers do to a workbook besides filling its cells is told, be it a proposal, a comment or a remark."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Color, Font, GradientFill, PatternFill

from tests.support.command import SMALL
from tests.support.matrices import matrix_of
from tests.support.returned import MAIN
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming.returned.review import Review, review_of
from vastuumatriisi.matrix import Views

SHARED = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
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


def red(sheet: Any) -> None:
    sheet.cell(FIRST, 2).font = Font(color="FFC00000")


def yellow(sheet: Any) -> None:
    for column in (2, 3, 4, 6):
        sheet.cell(FIRST + 1, column).fill = PatternFill("solid", fgColor="FFFFFF00")


def accent(sheet: Any) -> None:
    sheet.cell(FIRST, 4).fill = PatternFill("solid", fgColor=Color(theme=7, tint=0.4))


def dark(sheet: Any) -> None:
    sheet.cell(FIRST, 2).font = Font(color=Color(theme=3, tint=0.4))


def gradient(sheet: Any) -> None:
    sheet.cell(FIRST, 1).fill = GradientFill(stop=("FFFFFFFF", "FFFFFF00"))


@pytest.mark.parametrize(
    ("edit", "cells"),
    [(red, "B7"), (yellow, "B8:D8, {}F8"), (accent, "D7"), (dark, "B7"), (gradient, "A7")],
)
def test_cells_marked_by_colour_are_named(edit: Edit, cells: str, workbook: bytes) -> None:
    """Whoever has coloured them means something by it; those beside each other are one area."""
    found = edited(workbook, edit)
    assert not found.proposals
    assert [(one.word, dict(one.values)) for one in found.remarks] == [
        ("painted", {"cell": "Kaikki tehtävät!" + cells.format("Kaikki tehtävät!")})
    ]


def test_words_marked_by_colour_within_a_cell(workbook: bytes) -> None:
    """Excel and LibreOffice keep the looks of words beside the text, where all cells have theirs."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = next(name for name, part in parts.items() if 'r="B7"' in part and 't="inlineStr"' in part)
    (inline,) = re.findall(r'<c r="B7"[^>]*t="inlineStr"><is><t[^>]*>[^<]*</t></is></c>', parts[sheet])
    text = re.sub("<[^>]*>", "", inline)
    first, rest = text[:5], text[5:]
    parts[sheet] = parts[sheet].replace(inline, '<c r="B7" t="s"><v>0</v></c>')
    coloured = f'<r><t xml:space="preserve">{first}</t></r><r><rPr><color rgb="FFC00000"/></rPr><t>{rest}</t></r>'
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si>{coloured}</si></sst>'
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{SHARED}"/>'
    parts[types] = parts[types].replace("</Types>", f"{declared}</Types>")
    link = f'<Relationship Id="texts" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    parts[links] = parts[links].replace("</Relationships>", f"{link}</Relationships>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    found = review_of(out.getvalue(), "kirja.xlsx", matrix_of(SMALL))
    assert not found.proposals
    assert [(one.word, dict(one.values)["cell"]) for one in found.remarks] == [("painted", "Kansi!B7")]


def plain(sheet: Any) -> None:
    sheet.cell(FIRST, 1).fill = PatternFill("solid", fgColor="FFFFFFFF")
    sheet.cell(FIRST, 2).font = Font(color="FF404040")
    sheet.cell(FIRST, 3).font = Font(color=Color(theme=1))
    sheet.cell(FIRST, 4).fill = PatternFill("solid", fgColor=Color(theme=0))
    sheet.cell(FIRST, 5).font = Font(color=Color(theme=10))
    sheet.cell(FIRST, 6).font = Font(color=Color(indexed=64))
    sheet.cell(FIRST, 7).font = Font(color="FF0000FF", u="single")  # links, as Google and WPS have them
    sheet.cell(FIRST, 8).font = Font(color="FF800080", u="single")
    sheet.cell(FIRST, 9).fill = PatternFill("gray125")
    sheet.cell(FIRST, 10).fill = PatternFill("solid")


def test_what_is_no_colour_to_the_eye_is_not_named(workbook: bytes) -> None:
    """Black, white, grey letters and what programs colour themselves."""
    assert not edited(workbook, plain).remarks


def test_a_workbook_with_a_palette_of_its_own(workbook: bytes) -> None:
    """Apple's Numbers gives all colours so: the same ones by number are no others."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    styles = re.sub("<colors>.*</colors>", "", parts["xl/styles.xml"])
    rgb = sorted({*re.findall(r'rgb="([0-9A-F]{8})"', styles)})
    for number, colour in enumerate(rgb):
        styles = styles.replace(f'rgb="{colour}"', f'indexed="{number}"')
    own = "".join(f'<rgbColor rgb="{colour}"/>' for colour in rgb)
    parts["xl/styles.xml"] = styles.replace(
        "</styleSheet>", f"<colors><indexedColors>{own}</indexedColors></colors></styleSheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    assert not review_of(out.getvalue(), "kirja.xlsx", matrix_of(SMALL)).remarks


def test_a_sheet_of_somebody_else_is_not_looked_at_for_colours(workbook: bytes) -> None:
    """It has never been another colour; that it was not read is told."""

    def add(sheet: Any) -> None:
        other = sheet.parent.create_sheet("Muistiinpanot")
        other["A1"].fill = PatternFill("solid", fgColor="FFFFFF00")

    assert "painted" not in [one.word for one in edited(workbook, add).remarks]


def test_a_workbook_that_does_not_tell_its_colours(workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one that an earlier version has made nobody knows which ones it had."""
    read = json.loads

    def without(text: str) -> Any:
        told = read(text)
        del told["colours"]
        return told

    monkeypatch.setattr("vastuumatriisi.incoming.anchors.json.loads", without)
    assert not edited(workbook, red).remarks


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
