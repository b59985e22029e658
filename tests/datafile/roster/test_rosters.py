"""Rosters as people write them: what they say, and every mistake with its place and its remedy."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.cell_range import CellRange

from tests.support.matrices import matrix_of
from tests.support.rosters import HEAD, MATRIX, ROSTER, csv_of, problems_of, roster_of, xlsx_of
from vastuumatriisi.findings.vacancies import vacancies
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.matrix.rosters import Roster

FIRST = ("esimerkin-koulu", "Esimerkin koulu", "peruskoulu", "rehtori", "Maija Mallikas", "esimerkin.koulu@example.org")
ROWS = (
    FIRST,
    ("esimerkin-koulu", "", "", "Apulainen", "Анна Приклад", ""),
    ("", "", "", "", "", ""),
    ("esimerkin-koulu", "", "", "apulainen", "Åke Øvrebø", ""),
    ("esimerkin-lukio", "Esimerkin lukio", "Lukio", "rehtori", "Maija Mallikas", ""),
    ("esimerkin-lukio", "", "", "tekninen tuki", "-", ""),
    ("esimerkin-lukio", "", "", "apulainen", "Νίκος Μάλλης", ""),
)


def plain(roster: Roster) -> list[tuple[object, ...]]:
    return [(site.id, site.name, site.type, site.contact, dict(site.people)) for site in roster.sites]


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (csv_of(*ROWS), ".csv"),
        (b"\xef\xbb\xbf" + csv_of(*ROWS, separator=","), ".csv"),
        (csv_of(*ROWS, separator="\t"), ".csv"),
        (csv_of(*ROWS, head=("Kohde", "Nimi", "Tyyppi", "Rooli", "Henkilö", "Yhteys")), ".csv"),
        (xlsx_of(*ROWS), ".xlsx"),
        (xlsx_of(*ROWS), ".csv"),
        (ROSTER.replace("\n", "\r\n"), ".yaml"),
    ],
)
def test_every_kind_of_file_says_the_same(content: bytes | str, ending: str, tmp_path: Path) -> None:
    """Tables with commas, semicolons and tabs, in Finnish, and workbooks; roles by their names."""
    assert plain(roster_of(content, tmp_path, ending)) == plain(roster_of(ROSTER, tmp_path))


def test_vacant_roles_are_asked_about(tmp_path: Path) -> None:
    """A role that owns a duty of the house and that nobody holds; one that answers it is answered."""

    def asked(matrix: str) -> list[tuple[str, str, bool]]:
        found = vacancies(roster_of(ROSTER, tmp_path), Views(matrix_of(matrix)), wording("fi"))
        return [(one.site, one.role, bool(one.answered)) for one in found]

    lukio = [("esimerkin-lukio", "tukihenkilo", False), ("esimerkin-lukio", "tutkintovastaava", False)]
    assert asked(MATRIX) == [("esimerkin-koulu", "tukihenkilo", False), *lukio]
    answered = MATRIX.replace("short: Tuki,", "short: Tuki, accept: {vacant-role: haetaan},")
    assert [found[2] for found in asked(answered)] == [True, True, False]


# What a secretary gets wrong in YAML: what stands in the place of what, and the beginning of the message.
IN_YAML = {
    "role, near": ("rehtori: [Maija", "rehotri: [Maija", "8:14: there is no role “rehotri”; did you mean “rehtori”?"),
    "role, far": ("rehtori: [Maija", "talonmies: [Maija", "8:14: there is no role “talonmies”; write the id of a role"),
    "type, near": ("type: lukio", "type: lukoi", "11:11: there is no type of house “lukoi”; did you mean “lukio”?"),
    "type, far": ("type: lukio", "type: päiväkoti", "11:11: there is no type of house “päiväkoti”; known are"),
    "no type": ("    type: lukio\n", "", "9:9: the site esimerkin-lukio has no type; write one of"),
    "no name": ("    name: Esimerkin lukio\n", "", "9:9: the site esimerkin-lukio has no name; write the name"),
    "no id": ("- id: esimerkin-lukio\n    name", "- name", "9:5: a house has no id; write one"),
    "empty id": ("id: esimerkin-lukio", 'id: ""', "9:9: a site has an empty id; write lower-case"),
    "capitals": ("id: esimerkin-lukio", "id: Esimerkin lukio", "9:9: “Esimerkin lukio” is no id; write lower-case"),
    "id twice": ("id: esimerkin-lukio", "id: esimerkin-koulu", "9:9: the id “esimerkin-koulu” is taken in line 4;"),
    "name twice": ("name: Esimerkin lukio", "name: Esimerkin koulu", "10:11: the name “Esimerkin koulu” is taken in"),
    "key": ("contact:", "contatc:", "7:5: there is no key “contatc” here; did you mean “contact”?"),
    "head key": ("date:", "päivä:", "2:1: there is no key “päivä” here; known are"),
    "format": ("format: 1", "format: 2", "1:1: the format 2 is not known; write “format: 1”"),
    "no format": ("format: 1\n", "", "1:1: “format” is missing; write"),
    "no sites": ("sites:", "houses:", "3:1: there is no key “houses” here; known are"),
    "list": (
        "{rehtori: [Maija Mallikas], apulainen: [Анна Приклад, Åke Øvrebø]}",
        "[rehtori]",
        "8:5: “people” holds a list",
    ),
    "deep": ("[Maija Mallikas]", "[[Maija Mallikas]]", "8:24: a name is a list; write one text"),
    "mapping": ("[Maija Mallikas]", "{nimi: Maija}", "8:14: “rehtori” holds keys with values; write a list of names"),
    "nothing": ("[Maija Mallikas]", "[~]", "8:24: a name is nothing; write one text"),
    "blank name": ("[Maija Mallikas]", '[" "]', "8:24: a name is empty; write it"),
    "twice": ("Анна Приклад, Åke", "Åke Øvrebø, Åke", "8:65: “Åke Øvrebø” stands twice in the role apulainen"),
    "address": ("[Maija Mallikas]", "[maija@example.org]", "8:24: “maija@example.org” does not look like the name"),
    "telephone": ("[Maija Mallikas]", "[Maija 040 123]", "8:24: “Maija 040 123” does not look like the name of one"),
    "two in one": ("[Maija Mallikas]", "[Maija Malli / Olli Malli]", "8:24: “Maija Malli / Olli Malli” does not look"),
    "role as name": ("[Maija Mallikas]", "[apulainen]", "8:24: “apulainen” is a role, not a person; write who"),
    "swapped": (
        "rehtori: [Maija Mallikas]",
        "Maija Mallikas: [rehtori]",
        "8:14: there is no role “Maija Mallikas”; role and",
    ),
    "wrong school": (
        "rehtori: [Maija",
        "tutkintovastaava: [Maija",
        "8:14: the role tutkintovastaava has nothing to do in",
    ),
    "elsewhere": ("rehtori: [Maija", "paallikko: [Maija", "8:14: the role paallikko has nothing to do in a house of"),
    "long name": ("Maija Mallikas]", "M" * 130 + "]", "8:24: a name is 130 characters long; write one person"),
    "long contact": ("esimerkin.koulu@", "e" * 400 + "@", "7:14: the contact is"),
    "tab": ("    people: {rehtori: M", "\tpeople: {rehtori: M", "12:1: "),
    "open bracket": ("Øvrebø]}", "Øvrebø", "8:52: the “[” that opens here is not closed"),
    "key twice": ("tukihenkilo: []", "rehtori: [Olli Malli]", "12:39: the key “rehtori” is here twice"),
    "a plain list": (
        "sites:\n  - id: esimerkin-koulu",
        "sites:\n  - koulu\n  - id: esimerkin-koulu",
        "4:5: a house is a text",
    ),
    "bidi": ("Åke Øvrebø", '"Åke\\u202eØvrebø"', "8:"),
}


@pytest.mark.parametrize("mistake", IN_YAML)
def test_mistakes_in_yaml_are_told(mistake: str, tmp_path: Path) -> None:
    """Each with its line and column, what is wrong, and what to do."""
    old, new, message = IN_YAML[mistake]
    assert old in ROSTER
    told = problems_of(ROSTER.replace(old, new, 1), tmp_path)
    assert any(line.startswith(f"lista.yaml:{message}") for line in told), told
    assert all("; " in line for line in told)


def changed(row: int, column: str, value: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(cells) for cells in ROWS]
    rows[row][HEAD.index(column)] = value
    return tuple(map(tuple, rows))


# In tables: the row and the column of a cell, what stands in it, and the message.
IN_TABLES = {
    "site left blank": (1, "site", "", "3:1: the row names no site; write the id"),
    "person left blank": (1, "person", "", "3:5: nobody stands beside the role “Apulainen”; write who"),
    "role left blank": (1, "role", "", "3:4: no role stands beside “Анна Приклад”; write the role"),
    "line doubled": (3, "person", "Анна Приклад", "5:5: “Анна Приклад” stands twice in the role apulainen"),
    "swapped": (0, "role", "Maija Mallikas", "2:4: there is no role “Maija Mallikas”;"),
    "wrong school": (1, "role", "tutkintovastaava", "3:4: the role tutkintovastaava has nothing to do in a house"),
    "another name": (1, "name", "Toinen koulu", "3:2: the name of esimerkin-koulu is “Toinen koulu” here and"),
    "another type": (1, "type", "lukio", "3:3: the type of esimerkin-koulu is “lukio” here and “peruskoulu” in line 2"),
    "another contact": (
        1,
        "contact",
        "muu@example.org",
        "3:6: the contact of esimerkin-koulu is “muu@",
    ),
    "name for id": (4, "site", "Esimerkin lukio", "6:1: “Esimerkin lukio” is no id; write lower-case"),
    "role, near": (0, "role", "Rehtoi", "2:4: there is no role “Rehtoi”; did you mean “rehtori”?"),
    "type, near": (4, "type", "Lukoi", "6:3: there is no type of house “Lukoi”; did you mean “lukio”?"),
    "type missing": (4, "type", "", "6:1: the site esimerkin-lukio has no type; write one of"),
    "name missing": (4, "name", "", "6:1: the site esimerkin-lukio has no name; write"),
    "address for name": (0, "person", "maija@example.org", "2:5: “maija@example.org” does not look like the name"),
    "role for name": (0, "person", "rehtori", "2:5: “rehtori” is a role, not a person"),
    "vacant and held": (3, "person", "-", "3:5: the role apulainen is said to be vacant and to be held"),
}


@pytest.mark.parametrize("mistake", IN_TABLES)
def test_mistakes_in_tables_are_told(mistake: str, tmp_path: Path) -> None:
    """The same words in CSV and in a workbook, there with the cell."""
    row, column, value, message = IN_TABLES[mistake]
    rows = changed(row, column, value)
    place, _, words = message.partition(": ")
    in_csv = problems_of(csv_of(*rows), tmp_path, ".csv")
    assert any(line.startswith(f"lista.csv:{message}") for line in in_csv), in_csv
    in_xlsx = problems_of(xlsx_of(*rows), tmp_path, ".xlsx")
    line, number = place.split(":")
    cell = f"lista.xlsx:{place}: {'ABCDEF'[int(number) - 1]}{line}: {words}"
    assert any(told.startswith(cell) for told in in_xlsx), in_xlsx


FILES = {
    "no head": (csv_of(*ROWS[1:], head=ROWS[0]), ".csv", "1:1: the table has no column “site”; head one"),
    "column lacking": (csv_of(*(r[:4] for r in ROWS), head=HEAD[:4]), ".csv", "1:1: the table has no column “person”"),
    "column misspelt": (
        csv_of(*ROWS, head=("site", "name", "type", "rolle", "person")),
        ".csv",
        "1:4: there is no column",
    ),
    "column twice": (
        csv_of(*ROWS, head=("site", "name", "type", "role", "person", "rooli")),
        ".csv",
        "1:6: the column “rooli”",
    ),
    "a comma inside": (csv_of((*FIRST, "muuta")), ".csv", "2:7: “muuta” stands in a column without a head"),
    "an open quote": (csv_of(FIRST) + b'\r\n"koulu;x', ".csv", "3:1: the row cannot be read"),
    "latin letters": (
        csv_of(FIRST).replace(b"Esimerkin koulu", "Törmä".encode("latin-1")),
        ".csv",
        "2:1: the byte 0xF6",
    ),
    "empty": (b"", ".csv", "1:1: the table is empty; begin with the head"),
    "a head alone": (csv_of(), ".csv", "1:1: the roster names no site; write"),
    "merged": (xlsx_of(*ROWS, merged="A2:A3"), ".xlsx", "2:1: A2:A3: cells are merged; unmerge them"),
    "a number": (xlsx_of((*FIRST[:4], 12, "")), ".xlsx", "2:5: E2: the cell holds a number where a text"),
    "no workbook": (b"PK\x03\x04 something else", ".xlsx", "1:1: the workbook cannot be read"),
    "an old workbook": (b"\xd0\xcf\x11\xe0 something", ".xls", "1:1: this is a workbook of the old kind"),
    "nothing": ("", ".yaml", "1:1: the file is empty"),
}


@pytest.mark.parametrize("mistake", FILES)
def test_files_that_are_no_roster_are_told(mistake: str, tmp_path: Path) -> None:
    """A head that is missing or wrong, cells that are merged, encodings and kinds of files."""
    content, ending, message = FILES[mistake]
    told = problems_of(content, tmp_path, ending)
    assert any(line.startswith(f"lista{ending}:{message}") for line in told), told


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    """One reading tells every one of them, in the order of the file."""
    bad = ROSTER.replace("rehtori: [Maija", "rehotri: [Maija").replace("type: lukio", "type: lukoi")
    assert [line.split(":")[1] for line in problems_of(bad, tmp_path)] == ["8", "11"]


@pytest.mark.parametrize("kind", ["cell", "merged"])
def test_a_workbook_that_reaches_very_far(kind: str, tmp_path: Path) -> None:
    """A cell or a merged area at the far end of a sheet is told, and takes neither time nor memory."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(("koulu", "Koulu", "", "rehtori", "Eeva Esimerkki", ""))))
    if kind == "cell":
        book.worksheets[0]["XFD1048576"] = "x"
    else:
        book.worksheets[0].merged_cells.add(CellRange("A3:XFD1048576"))
    file = io.BytesIO()
    book.save(file)
    (problem,) = problems_of(file.getvalue(), tmp_path, ".xlsx")
    assert "the sheet goes as far as XFD1048576, and no roster does; unmerge and delete" in problem
