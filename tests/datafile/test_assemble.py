"""What assembling settles: names, homes, scopes, introduction and fingerprint."""

import pytest

from tests.support.matrices import HEAD, matrix_of
from vastuumatriisi.matrix import Link

BASE = """
roles:
  - {id: eeva, name: Eeva Esimerkki, short: Eeva}
  - {id: olli, name: Olli Esimerkki, unit: kaksi}
levels:
  - id: taso
    name: Taso
    units:
      - id: ryhma
        name: Ryhmä
        scopes: [lukio]
        units:
          - {id: yksi, name: Yksi, leads: [eeva, olli], duties: [{id: Y-1, text: "Teemme\\n  työtä."}]}
          - {id: kaksi, name: Kaksi, leads: [eeva]}
scopes: [{id: lukio, name: Lukio}]
"""
MEANING_OF_BASE = "38e0a173ee58ca5937c87b0abe1f32c0fe282fac6e83206e9528e78a9ce2ecf0"


def test_homes() -> None:
    """A stated home wins; a lead of two units has none."""
    matrix = matrix_of(BASE)
    assert (matrix.role("eeva").home, matrix.role("olli").home) == ("", "kaksi")


def test_scopes_are_inherited() -> None:
    """A duty takes the scopes of its unit, a unit those of the group above it."""
    matrix = matrix_of(BASE)
    assert matrix.unit("yksi").scopes == ("lukio",)
    assert matrix.duty("Y-1").scopes == ("lukio",)


def test_short_name_falls_back_to_the_name() -> None:
    """Where no short name is given the name serves."""
    matrix = matrix_of(BASE)
    assert (matrix.role("eeva").short, matrix.role("olli").short) == ("Eeva", "Olli Esimerkki")


def test_line_ends_in_a_text_are_spaces() -> None:
    """A text over several lines is one line of text."""
    assert matrix_of(BASE).duty("Y-1").text == "Teemme työtä."


def test_fingerprint_is_of_the_meaning() -> None:
    """Comments, quotes and layout leave the fingerprint alone; one changed word does not."""
    same = BASE.replace("name: Taso", 'name: "Taso"   # huomautus')
    other = BASE.replace("name: Taso", "name: Tasot")
    assert matrix_of(BASE).fingerprint == matrix_of(same).fingerprint != matrix_of(other).fingerprint
    assert len(matrix_of(BASE).fingerprint) == 9


UNSAID = {
    "edition": ('edition: "1"', 'edition: "2"'),
    "date": ("date: 2026-01-31", "date: 2026-02-28"),
    "history": ("roles:", 'history: [{edition: "0", date: 2025-01-31}]\nroles:'),
    "approval": ("roles:", "approved_by: Esimerkkilautakunta\nvalid_from: 2026-02-01\nreview_by: 2027-02-01\nroles:"),
    "contact": ("roles:", "contact: esimerkki@example.org\nroles:"),
    "contact of a unit": ("name: Yksi,", "name: Yksi, contact: esimerkki@example.org,"),
    "address": ("roles:", "publication_url: https://example.org/\nroles:"),
    "fonts": ("roles:", "fonts: [Noto Sans]\nroles:"),
    "quotes and a comment": ("name: Taso", 'name: "Taso"   # huomautus'),
}
SAID = {
    "title": ("title: Esimerkkimatriisi", "title: Esimerkki"),
    "organisation": ("organisation: Esimerkkilä", "organisation: Esimerkkikylä"),
    "introduction": ("roles:", "introduction: Esipuhe.\nroles:"),
    "level": ("name: Taso", "name: Tasot"),
    "unit": ("name: Kaksi", "name: Kolme"),
    "role": ("name: Eeva Esimerkki", "name: Eevi Esimerkki"),
    "several people": ("id: eeva, name", "id: eeva, collective: true, name"),
    "duty": ("työtä", "töitä"),
    "code": ("Y-1", "Y-2"),
    "leads": ("leads: [eeva, olli]", "leads: [olli, eeva]"),
    "supports": ("name: Kaksi,", "name: Kaksi, supports: [olli],"),
    "note": ("duties: [{id: Y-1,", "duties: [{id: Y-1, note: Tauko kesällä.,"),
    "link": ("duties: [{id: Y-1,", "duties: [{id: Y-1, links: [{title: Ohje, url: 'https://a.fi/'}],"),
    "letters": ("duties: [{id: Y-1,", "duties: [{id: Y-1, assign: {contact: A},"),
    "rules": ("roles:", "derive: {supports: C}\nroles:"),
    "scopes": ("name: Lukio", "name: Lukiot"),
    "answers": ("id: kaksi, name", 'id: kaksi, accept: {no-owner: "näin on"}, name'),
}


def fingerprint(old: str = "", new: str = "") -> str:
    text = HEAD + BASE.replace("roles:\n", "roles:\n  - {id: contact, name: Esimerkkirooli}\n")
    assert old in text
    return matrix_of(text.replace(old, new, 1)).fingerprint


@pytest.mark.parametrize("what", UNSAID)
def test_fingerprint_stays(what: str) -> None:
    """When and by whom a matrix is issued and where it is found is not what it says."""
    assert fingerprint(*UNSAID[what]) == fingerprint()


@pytest.mark.parametrize("what", SAID)
def test_fingerprint_changes(what: str) -> None:
    """Whatever the matrix says has a part in it; a role may be called as a key that has none."""
    assert fingerprint(*SAID[what]) != fingerprint()


def test_a_note_and_links() -> None:
    """A duty has its remark and its links, and without them the digest that it had before there were such keys."""
    text = BASE.replace("{id: Y-1,", "{id: Y-1, note: ' Ei\n kesällä ', links: [{title: Ohje, url: 'https://a.fi/x'}],")
    duty = matrix_of(text).duty("Y-1")
    assert (duty.note, duty.links) == ("Ei kesällä", (Link("Ohje", "https://a.fi/x"),))
    empty = BASE.replace("{id: Y-1,", "{id: Y-1, links: [],")
    assert {matrix_of(one).meaning for one in (BASE, empty)} == {MEANING_OF_BASE}


def test_what_is_stated_is_told_apart() -> None:
    """A home, scopes and doing that follow are not taken for ones that the file states."""
    matrix = matrix_of(BASE)
    assert [(role.home, role.stated_home) for role in matrix.roles] == [("", ""), ("kaksi", "kaksi")]
    assert [unit.stated_scopes for unit in matrix.units] == [("lukio",), (), ()]
    assert [unit.stated_performs for unit in matrix.units] == [None, None, None]
    assert matrix.duty("Y-1").stated_scopes == ()


def test_introduction() -> None:
    """Paragraphs are joined over lines; lines with a number or a dash are items."""
    text = "introduction: |\n  Ensin\n  tämä:\n  1. yksi\n     jatkuu\n  2. kaksi\n  - piste\n\n  Sitten.\n" + BASE
    assert [(block.kind, block.text) for block in matrix_of(text).introduction] == [
        ("paragraph", "Ensin tämä:"),
        ("numbered", "yksi jatkuu"),
        ("numbered", "kaksi"),
        ("item", "piste"),
        ("paragraph", "Sitten."),
    ]
