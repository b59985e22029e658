"""A made-up matrix, and edits of each kind that make the next edition of it."""

from functools import cache

from tests.support.matrices import ROOT, many_duties, matrix_of
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views

OLD = """
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
roles:
  - {id: rehtori, name: Rehtori}
  - {id: tukija, name: Tukija}
  - {id: apulainen, name: Apulainen}
levels:
  - id: taso
    name: Taso
    units:
      - id: johto
        name: Johto
        leads: [rehtori]
        duties:
          - {id: J-1, text: Pidämme laitteista kirjaa koulussa., theme: tuki}
          - {id: J-2, text: Johdamme koulua.}
          - {id: J-3, text: Poistamme vanhat koneet., theme: raha}
      - id: apu
        name: Apu
        leads: [tukija]
        duties:
          - {id: A-1, text: Autamme muita., scopes: [koulu]}
          - {id: A-2, text: Neuvomme kaikkia.}
          - {id: A-3, text: Korjaamme koneet.}
"""
ADDED = (
    "{id: A-3, text: Korjaamme koneet.}",
    "{id: A-3, text: Korjaamme koneet.}\n          - {id: A-4, text: Ostamme uusia koneita.}",
)
REMOVED = ("          - {id: J-3, text: Poistamme vanhat koneet., theme: raha}\n", "")
MOVED = (
    (
        "          - {id: J-2, text: Johdamme koulua.}\n",
        "",
    ),
    (
        "{id: A-3, text: Korjaamme koneet.}",
        "{id: A-3, text: Korjaamme koneet.}\n          - {id: J-2, text: Johdamme koulua.}",
    ),
)
RECODED = ("id: A-2", "id: A-22")
REWORDED = ("kirjaa koulussa.", "luetteloa koulussa.")
STATED = ("text: Autamme muita.", "text: Autamme muita., assign: {apulainen: C}")
OWNER = ("text: Johdamme koulua.", "text: Johdamme koulua., assign: {apulainen: A}")
LEAD = ("leads: [tukija]", "leads: [apulainen]")
UNIT = ("name: Apu\n", "name: Apuväki\n")
ROLE = ("name: Rehtori", "name: Johtaja")
EDITION = ('edition: "1"', 'edition: "2"')
HEAD = 'format: 1\ntitle: Esimerkki\norganisation: Esimerkkilä\nlanguage: {}\nedition: "1"\ndate: 2026-01-31\n'


@cache
def design_of(language: str) -> Design:
    return read_design(ROOT / "templates", language)


def views(*edits: tuple[str, str], language: str = "fi", whole: bool = False) -> Views:
    old = new = HEAD.format(language) + OLD
    for before, after in (EDITION, *edits):
        assert before in new
        new = new.replace(before, after)
    if whole:
        old, new = many_duties(old), many_duties(new)
    return Views(matrix_of(new), matrix_of(old), ("Korvaa nämä julisteet: Apu.",))
