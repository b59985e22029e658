"""What has changed since the base: the sheet with before and after, the column, the notes at letters, and the cover."""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.support.matrices import HEAD, matrix_of, views_of
from tests.support.reading import rows_of
from tests.support.validator import validate
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views

OLD = """
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: aino, name: aino}
themes: [{id: tuki, name: Tuki}, {id: laite, name: Laitteet}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksi
        name: Yksi
        leads: [eeva]
        supports: [aino]
        duties:
          - {id: Y-1, text: Teemme asioita., theme: tuki}
          - {id: Y-2, text: Autamme muita., assign: {olli: C}}
          - {id: Y-3, text: Kysymme neuvoa.}
          - {id: Y-4, text: Siirrymme muualle.}
      - id: kaksi
        name: Kaksi
        leads: [olli]
        duties:
          - {id: K-1, text: Mietimme.}
"""
NEW = (
    OLD.replace("name: aino", "name: Aino Esimerkki")
    .replace("Teemme asioita., theme: tuki", "Teemme uusia asioita., theme: laite, note: Kokeilu.")
    .replace("assign: {olli: C}", "assign: {olli: A}")
    .replace("          - {id: Y-3, text: Kysymme neuvoa.}\n", "")
    .replace("          - {id: Y-4, text: Siirrymme muualle.}\n", "")
    .replace("text: Mietimme.}", "text: Mietimme.}\n          - {id: Y-4, text: Siirrymme muualle.}")
    .replace("text: Siirrymme muualle.}", "text: Siirrymme muualle.}\n          - {id: K-2, text: Olemme uusi.}")
)


def changed(new: str = NEW, old: str = OLD) -> Views:
    return Views(matrix_of(new), matrix_of(old))


@pytest.fixture(scope="module")
def book(design: Design) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(render(changed(), design)))


def test_each_change_has_a_row(book: openpyxl.Workbook, design: Design) -> None:
    """Before and after stand beside each other, the whole matrix first, then by unit, what follows at its end."""
    say = design.wording
    rows = rows_of(book[say("workbook.changes.tab")])
    told = [
        tuple(row[say(f"workbook.changes.{word}")] for word in ("what", "action", "before", "after")) for row in rows
    ]
    assert told[0] == ("Rooli Aino Esimerkki", "muutettu", "aino", "Aino Esimerkki")
    assert any(what.startswith("=HYPERLINK") and '"Y-1"' in what for what, *_ in told)
    texts = [(action, before, after) for _, action, before, after in told]
    assert ("muutettu", "Teemme asioita.", "Teemme uusia asioita.") in texts
    assert ("muutettu", "Tuki", "Laitteet") in texts
    assert ("muutettu", "C", "A") in texts
    assert ("siirretty", "Yksi", "Kaksi") in texts
    assert ("poistettu", "Kysymme neuvoa.", "") in texts
    assert ("lisätty", "", "Olemme uusi.") in texts
    assert any(action == "seuraa muutoksista" for action, *_ in texts)


def test_duties_can_be_filtered_by_what_has_become_of_them(book: openpyxl.Workbook, design: Design) -> None:
    """The column has one word where a duty is new, changed or moved, and nothing elsewhere."""
    say = design.wording
    rows = rows_of(book[say("workbook.grid.tab")])
    found = {row[say("matrix.code")]: row[say("workbook.change.header")] for row in rows}
    assert found == {"Y-1": "muuttunut", "Y-2": "muuttunut", "K-1": "", "Y-4": "siirtynyt", "K-2": "uusi"}
    assert {row[say("matrix.code")]: row[say("matrix.note")] for row in rows}["Y-1"] == "Kokeilu."


def test_a_changed_letter_tells_what_it_was(book: openpyxl.Workbook, design: Design) -> None:
    """A note stands at each letter that is another one now, at one that is gone too, and at no other."""
    sheet = book[design.wording("workbook.grid.tab")]
    notes = {cell.comment.text for row in sheet for cell in row if cell.comment is not None}
    assert any("Ennen: C. Nyt: A." in note for note in notes)
    assert any("Ennen: A. Nyt: ei kirjainta." in note for note in notes)
    plain = openpyxl.load_workbook(io.BytesIO(render(Views(matrix_of(NEW)), design)))
    before = [c.comment.text for row in plain[design.wording("workbook.grid.tab")] for c in row if c.comment]
    assert not [note for note in before if "Ennen" in note]


def test_the_cover_tells_how_much_has_changed(book: openpyxl.Workbook, design: Design) -> None:
    """One line says how many changes there are since which edition, and leads to them."""
    cover = book[design.wording("workbook.cover.tab")]
    cells = [str(cell.value) for row in cover for cell in row if cell.value]
    rows = len(rows_of(book[design.wording("workbook.changes.tab")]))
    [number] = [int(cell.split()[0]) for cell in cells if re.fullmatch(r"\d+ muutosta", cell)]
    assert 0 < number <= rows
    assert "edellisestä painoksesta 1 (31.1.2026)." in cells


def test_without_a_base_nothing_is_marked(design: Design) -> None:
    """Without a base, with the same matrix as base, or where only the edition is another, the bytes are the same."""
    plain = render(Views(matrix_of(NEW)), design)
    assert render(changed(NEW, NEW), design) == plain
    later = HEAD.replace('edition: "1"', 'edition: "0"').replace("2026", "2025") + NEW
    assert render(changed(NEW, later), design) == plain


@pytest.mark.parametrize("language", ["sv", "en", "de"])
def test_changes_in_other_languages(language: str, tmp_path: Path) -> None:
    """The words are those of the language, and the file is valid."""
    head = f'format: 1\ntitle: X\norganisation: Y\nlanguage: {language}\nedition: "1"\ndate: 2026-01-31\n'
    views = Views(matrix_of(head + NEW), matrix_of(head + OLD))
    say = wording(language)
    data = render(views, read_design(Path("templates"), language))
    (tmp_path / "changes.xlsx").write_bytes(data)
    assert validate(tmp_path / "changes.xlsx") == []
    assert say("workbook.changes.tab") in openpyxl.load_workbook(io.BytesIO(data)).sheetnames


def test_views_without_base_know_no_changes() -> None:
    assert views_of(NEW).changes is None
