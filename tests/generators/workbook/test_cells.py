"""What Excel accepts in a cell, and what it makes of an entry: headers of tables, letters and codes like figures."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from tests.support.validator import validate
from tests.support.workbooks import Build, edited_sheets, opened, render, table
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views
from vastuumatriisi.text.utf16 import units

Convert = Callable[[bytes, str], Path]

NAMES = {
    "emoji": ["🏫" * 254, "🏫" * 254, "🏫" * 127 + "a", "👩🏽‍🏫" * 60, "👩🏽‍🏫" * 61],
    "letters": ["a" * 254, "a" * 255, "a" * 256, "A" * 255, "sana " * 80, "sana " * 81],
    "case": ["Opettaja", "opettaja", "OPETTAJA", "Opettaja (2)", "Straße", "STRASSE", "Ｏpettaja"],
    "unseen": ["Rooli", "Rooli\u200b", "Ro\u00adoli", "–"],
    "accents": ["e\u0301" * 200, "é" * 200],
}


def roles_named(names: list[str]) -> str:
    roles = ", ".join(f'{{id: r{n}, name: "{name}"}}' for n, name in enumerate(names))
    each = ", ".join(f"r{n}: R" for n, _ in enumerate(names))
    duty = f"{{id: D-1, text: Teemme., assign: {{{each}}}}}"
    return f"roles: [{roles}]\nlevels: [{{id: t, name: T, units: [{{id: u, name: U, duties: [{duty}]}}]}}]\n"


@pytest.mark.parametrize("names", NAMES)
def test_headers_of_tables_are_such_as_excel_accepts(
    names: str, build_views: Build, design: Design, tmp_path: Path
) -> None:
    """At most 255 UTF-16 units, in the cell as in the table, none empty, none twice whatever its case."""
    data = render(build_views(roles_named(NAMES[names])), design)
    for sheet in (sheet for sheet in opened(data) if sheet.tables):
        (found,) = sheet.tables.values()
        headers = [cell.value for cell in sheet[found.ref][0]]
        assert headers == [column.name for column in found.tableColumns]
        seen = [re.sub("[\u200b\u200d\u00ad]", "", header).casefold().strip() for header in headers]
        assert all(seen)
        assert len(set(seen)) == len(seen)
        assert max(map(units, headers)) <= 255
        for header in headers:
            header.encode()  # half an emoji could not be written
            assert not re.search("\u200d…|\u200d \\(", header)
    path = tmp_path / "kirja.xlsx"
    path.write_bytes(data)
    assert validate(path) == []


def test_many_actors_of_one_name_have_a_header_each(build_views: Build, design: Design) -> None:
    """Their numbers follow each other."""
    book = opened(render(build_views(roles_named(["Opettaja"] * 60)), design))
    headers = [header for sheet in edited_sheets(book) for header in table(sheet)[0] if header.startswith("Opettaja")]
    assert headers == ["Opettaja", *(f"Opettaja ({n})" for n in range(2, 61))]


def lettered(letters: list[str]) -> str:
    defined = ", ".join(f"'{letter}': {{name: Nimi, counts_as: responsible}}" for letter in letters)
    roles = ", ".join(f"{{id: r{n}, name: Rooli {n}}}" for n, _ in enumerate(letters))
    each = ", ".join(f"r{n}: '{letter}'" for n, letter in enumerate(letters))
    duties = f"{{id: 1-2, text: T, assign: {{{each}}}}}, {{id: MAR-01, text: T}}, {{id: D-1, text: T}}"
    return (
        f"letters: {{{defined}}}\nroles: [{roles}]\n"
        f"levels: [{{id: t, name: T, units: [{{id: u, name: U, duties: [{duties}]}}]}}]\n"
    )


@pytest.mark.parametrize("letter", ["2/1", "1", "1-2", "3E5", "TRUE", "tosi", "=A", "+", "1.5", "#N/A", "5 a", "maj1"])
def test_cells_of_letters_like_figures_take_texts(letter: str, build_views: Build, design: Design) -> None:
    """Whatever is typed into a cell of the grid or of the flat table stays what it is."""
    book = opened(render(build_views(lettered([letter, "R"])), design))
    for sheet in ("Kaikki tehtävät", "Kirjaimet riveittäin"):
        rows = table(book[sheet])
        cells = [row[header] for row in rows for header in row if header.startswith(("Rooli", "Kirjain"))]
        assert letter in {cell.value for cell in cells}
        assert all(isinstance(cell.value, str | None) for cell in cells)
        filled = [cell for cell in cells if cell.value or sheet == "Kaikki tehtävät"]
        assert {cell.number_format for cell in filled} == {"@"}


def test_codes_like_days_take_texts_and_others_stay(build_views: Build, design: Design, kuopio: Views) -> None:
    """A code such as 1-2 or MAR-01 would become a day when somebody retypes it; a word needs no such care."""
    rows = table(opened(render(build_views(lettered(["R", "A"])), design))["Kaikki tehtävät"])
    assert {row["Tunnus"].value: row["Tunnus"].number_format for row in rows} == {
        "1-2": "@",
        "MAR-01": "@",
        "D-1": "General",
    }
    assert {row["Rooli 0"].number_format for row in rows} == {"General"}
    for sheet in opened(render(kuopio, design)):
        assert "@" not in {cell.number_format for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize("letters", [["*", "?", '"', 'a"b'], ["<", "=A", "~", "1"], ["2/1", "1-2", "TRUE", "3E5"]])
def test_drop_downs_offer_odd_letters_as_they_are(
    letters: list[str], build_views: Build, design: Design, office: Convert
) -> None:
    """LibreOffice reads the list as the letters that it was made of."""
    views = build_views(lettered(letters))
    data = render(views, design)
    content = zipfile.ZipFile(office(data, "ods") / "kirja.ods").read("content.xml")
    found = [rule.attrib for rule in etree.parse(io.BytesIO(content)).iter("{*}content-validation")]
    rules = [str(value) for rule in found for name, value in rule.items() if str(name).endswith("}condition")]
    offered = [re.findall(r'"((?:[^"]|"")*)"', rule) for rule in rules]
    assert offered
    assert all({*letters, "–"} <= {choice.replace('""', '"') for choice in choices} for choices in offered)


def test_no_drop_down_where_a_letter_holds_a_comma(build_views: Build, design: Design) -> None:
    """A comma divides the list, so that the letter could not be chosen; a warning at each entry would be wrong."""
    views = build_views(lettered(["a,b", "R"]))
    assert all(not sheet.data_validations.dataValidation for sheet in opened(render(views, design)))
