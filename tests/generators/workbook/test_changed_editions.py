"""Each kind of change as the workbook marks it, and what a workbook with marks depends on."""

from typing import Any

import pytest

from tests.support.making import jobs_of
from tests.support.matrices import matrix_of
from tests.support.workbooks import edited_sheets, opened, render, saved_by_office, table, with_formulas, without_values
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

OLD = """
title: Esimerkkimatriisi
format: 1
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: aino, name: Aino Esimerkki}
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [olli]
        duties:
          - {id: Y-1, text: Teemme asioita.}
          - {id: Y-2, text: Autamme muita., theme: tuki, assign: {aino: C}}
          - {id: Y-3, text: Kysymme usein.}
          - {id: Y-4, text: Hankimme laitteita.}
      - id: kaksi
        name: Kaksi
        leads: [olli]
        duties:
          - {id: K-1, text: Mietimme.}
          - {id: K-2, text: Pohdimme.}
"""
NEW = OLD.replace('edition: "1"', 'edition: "2"').replace("2026-01-31", "2027-01-31")
HEADERS = ("Yksikkö", "Mikä", "Muutos", "Mitä siitä", "Ennen", "Nyt")


def changed(*pairs: tuple[str, str]) -> str:
    text = NEW
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


def views(new: str, old: str = OLD) -> Views:
    return Views(matrix_of(new), matrix_of(old))


def rows_of_changes(book: Any) -> list[tuple[str, ...]]:
    return [tuple(cell.value or "" for cell in row.values()) for row in table(book["Muutokset"])]


def statuses(book: Any) -> dict[str, str]:
    """Return code -> mark of all duties that have one, as the sheets where they are edited say it."""
    rows = [row for sheet in edited_sheets(book) for row in table(sheet)]
    return {row["Tunnus"].value: row["Muutos"].value for row in rows if "Muutos" in row and row["Muutos"].value}


def notes(book: Any) -> dict[tuple[str, str], str]:
    """Return (code, actor) -> note that says before and now."""
    rows = [row for sheet in edited_sheets(book) for row in table(sheet)]
    cells = ((row["Tunnus"].value, header, cell) for row in rows for header, cell in row.items())
    return {(code, header): c.comment.text for code, header, c in cells if c.comment and "Ennen" in c.comment.text}


MOVED = (
    ("          - {id: Y-3, text: Kysymme usein.}\n", ""),
    ("          - {id: K-2", "          - {id: Y-3, text: Kysymme usein.}\n          - {id: K-2"),
)
CASES = {
    "added": (
        [("          - {id: K-1", "          - {id: K-9, text: Uusi.}\n          - {id: K-1")],
        {"K-9": "uusi"},
        ("Kaksi", "K-9", "lisätty", "", "", "Uusi."),
    ),
    "removed": (
        [("          - {id: Y-4, text: Hankimme laitteita.}\n", "")],
        {},
        ("Yksi", "Y-4", "poistettu", "", "Hankimme laitteita.", ""),
    ),
    "moved": (MOVED, {"Y-3": "siirtynyt"}, ("Kaksi", "Y-3", "siirretty", "siirretty", "Yksi", "Kaksi")),
    "recoded": ([("Y-4", "Y-7")], {"Y-7": "muuttunut"}, ("Yksi", "Y-7", "muutettu", "tunnus", "Y-4", "Y-7")),
    "reworded": (
        [("Kysymme usein.", "Kysymme aina.")],
        {"Y-3": "muuttunut"},
        ("Yksi", "Y-3", "muutettu", "teksti", "Kysymme usein.", "Kysymme aina."),
    ),
    "stated": (
        [("{aino: C}", "{aino: S}")],
        {"Y-2": "muuttunut"},
        ("Yksi", "Y-2", "muutettu", "Aino Esimerkki", "C", "S"),
    ),
    "derived": (
        [("supports: [olli]", "supports: [aino]")],
        {"Y-1": "muuttunut", "Y-2": None, "Y-3": "muuttunut", "Y-4": "muuttunut"},
        ("Yksi", "", "muutettu", "tukena", "Olli Esimerkki", "Aino Esimerkki"),
    ),
    "owner": (
        [("Mietimme.}", "Mietimme., assign: {eeva: A}}")],
        {"K-1": "muuttunut"},
        ("Kaksi", "K-1", "muutettu", "vastaava", "Olli Esimerkki", "Eeva Esimerkki"),
    ),
    "unit renamed": (
        [("name: Kaksi", "name: Kakkonen")],
        {},
        ("Kakkonen", "", "muutettu", "nimi", "Kaksi", "Kakkonen"),
    ),
    "role renamed": (
        [("name: Aino Esimerkki", "name: Aino Malli")],
        {},
        ("Koko matriisi", "Rooli Aino Malli", "muutettu", "nimi", "Aino Esimerkki", "Aino Malli"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_change_is_marked_and_told(case: str, design: Design) -> None:
    """A duty has its mark in the sheet where it is edited, and the sheet of changes says before and after."""
    pairs, marks, told = CASES[case]
    book = opened(render(views(changed(*pairs)), design))
    found = statuses(book)
    assert {code: found.get(code) for code in marks} == {c: m or found.get(c) for c, m in marks.items()}
    assert set(found) <= set(marks)
    assert told in rows_of_changes(book)


def test_notes_say_before_and_now(design: Design) -> None:
    """Each changed letter has a note with the organisation as its author, one that is gone has it at the empty cell."""
    data = render(views(changed(("Mietimme.}", "Mietimme., assign: {eeva: A}}"), ("{aino: C}", "{aino: S}"))), design)
    found = notes(opened(data))
    assert found["K-1", "Eeva Esimerkki"].endswith("Ennen: ei kirjainta. Nyt: A.")
    assert found["K-1", "Olli Esimerkki"].endswith("Ennen: A. Nyt: ei kirjainta.")
    assert found["Y-2", "Aino Esimerkki"].endswith("Ennen: C. Nyt: S.")
    assert len(found) == 3
    comments = [
        c.comment for sheet in edited_sheets(opened(data)) for row in sheet.iter_rows() for c in row if c.comment
    ]
    assert {comment.author for comment in comments} == {"Esimerkkilä"}


def test_notes_and_links_of_duties(design: Design) -> None:
    """Remarks and addresses stand beside the duties, in columns that are there where a duty has one."""
    new = NEW.replace(
        "Mietimme.}", "Mietimme., note: '=Vain syksyisin.', links: [{title: Ohje, url: 'https://a.fi/1'}]}"
    )
    book = opened(render(Views(matrix_of(new)), design))
    (row,) = [r for sheet in edited_sheets(book) for r in table(sheet) if r["Tunnus"].value == "K-1"]
    assert row["Huomautus"].value == "=Vain syksyisin."
    assert "Ohje" in row["Ohjeet"].value
    assert "https://a.fi/1" in row["Ohjeet"].value
    bare = [r for sheet in edited_sheets(opened(render(Views(matrix_of(NEW)), design))) for r in table(sheet)]
    assert not {"Huomautus", "Ohjeet", "Muutos"} & set(bare[0])


def test_libreoffice_calculates_what_is_stored(design: Design, office: Any) -> None:
    """The marks of the grid follow those of the areas, and every link finds its duty."""
    new = changed(
        *MOVED,
        ("{aino: C}", "{aino: S}"),
        ("Mietimme.}", "Mietimme., note: x, links: [{title: O, url: 'https://a.fi'}]}"),
    )
    data = render(views(new), design)
    again = saved_by_office(office(without_values(data), "xlsx") / "kirja.xlsx")
    book = opened(data)
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert (again[sheet.title][cell.coordinate].value or "") == (cell.value or "")


def test_a_workbook_is_made_anew_for_another_base(design: Design) -> None:
    """What is told of the changes is part of what a kept workbook is compared by."""
    other = OLD.replace("Pohdimme.", "Pohdimme taas.")
    both = [jobs_of("workbook", views(NEW, old), design)[0].identity for old in (OLD, other)]
    plain = jobs_of("workbook", Views(matrix_of(NEW)), design)[0].identity
    assert len({*both, plain}) == 3


def test_a_move_is_one_change(design: Design) -> None:
    """It is told under both units and counted once on the cover."""
    book = opened(render(views(changed(*MOVED)), design))
    assert [row[0] for row in rows_of_changes(book) if row[1:3] == ("Y-3", "siirretty")] == ["Yksi", "Kaksi"]
    cover = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "1 muutos" in cover


def test_cover_says_how_many_changes_where_no_duty_is_left(design: Design) -> None:
    """A matrix whose duties are all gone still names the sheet that tells so."""
    head, _, _ = NEW.partition("levels:")
    bare = head + "levels: [{id: taso, name: Taso, units: [{id: yksi, name: Yksi}]}]\n"
    book = opened(render(views(bare), design))
    assert "Muutokset" in book.sheetnames
    assert any("muutosta" in str(c.value) for row in book.worksheets[0].iter_rows() for c in row)


def test_a_code_of_a_removed_duty_leads_nowhere(design: Design) -> None:
    """A duty that is gone has no row, even where another one has its code now."""
    new = changed(("          - {id: Y-3, text: Kysymme usein.}\n", ""), ("Y-4, text: Hankimme", "Y-3, text: Hankimme"))
    book = with_formulas(render(views(new), design))
    rows = [[cell.value for cell in row.values()] for row in table(book["Muutokset"])]
    removed = [row for row in rows if row[2] == "poistettu"]
    assert [row[1] for row in removed] == ["Y-3"]
    assert [row for row in rows if row[3] == "tunnus" and str(row[1]).startswith("=HYPERLINK")]
