"""What assembling settles: names, homes, scopes, introduction and fingerprint."""

from tests.conftest import matrix_of

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
