"""Matrices unlike Kuopio's become all three documents, with sensible findings and every letter in its place."""

import io
from collections import Counter
from dataclasses import dataclass

import docx
import pypdf
import pytest

from tests.support import reading
from tests.support.making import all_jobs, jobs_of, render
from tests.support.matrices import ROOT, many_duties, views_of
from vastuumatriisi.design.design import read_design
from vastuumatriisi.findings import find
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views

HEAD = 'format: 1\ntitle: {title}\norganisation: {organisation}\nlanguage: {language}\nedition: "1"\ndate: 2026-01-31\n'

DACI = """
letters:
  D: {name: Driver, counts_as: responsible}
  A: {name: Approver, counts_as: accountable}
  C: {name: Contributor, counts_as: consulted}
  I: {name: Informed, counts_as: informed}
roles: [{id: r1, name: Example team}, {id: r2, name: Example lead}]
levels:
  - id: l1
    name: Decisions
    units:
      - id: u1
        name: Decisions
        duties:
          - {id: D-1, text: Choose the example tool, assign: {r1: D, r2: A}}
          - {id: D-2, text: Retire the example tool, assign: {r1: D/A, r2: "C, I (afterwards)"}}
          - {id: D-3, text: Nobody has looked at this}
"""

WORDS = """
letters:
  Kund: {name: Kund, counts_as: accountable}
  Delad: {name: Delad, counts_as: none}
  Leverantör och partner: {name: Leverantör och partner, counts_as: accountable}
roles: [{id: r1, name: Exempelkund}, {id: r2, name: Exempelleverantör}]
levels:
  - id: l1
    name: Data
    units:
      - id: u1
        name: Data
        duties:
          - {id: S-1, text: Kunddata, assign: {r1: Kund}}
          - {id: S-2, text: Nätverk, assign: {r1: Delad, r2: Delad}}
          - {id: S-3, text: Drift, assign: {r2: Leverantör och partner}}
"""

GERMAN = """
letters:
  V: {name: Verantwortlich, counts_as: responsible}
  A: {name: Rechenschaftspflichtig, counts_as: accountable}
  B: {name: Beratend, counts_as: consulted}
  I: {name: Informiert, counts_as: informed}
derive: {performs: V, cooperates: B}
roles: [{id: r1, name: Beispielleitung}, {id: r2, name: Beispielteam}]
levels:
  - id: l1
    name: Ebene
    units:
      - {id: u1, name: Beispielstelle, leads: [r1], duties: [{id: G-1, text: Wir prüfen., cooperates: [r2]}]}
"""

NO_OWNERS = """
letters:
  T: {name: Tekee, counts_as: responsible}
  K: {name: Kuulee, counts_as: informed}
roles: [{id: r1, name: esimerkki yksi}, {id: r2, name: esimerkki kaksi}]
levels:
  - id: l1
    name: Taso
    units: [{id: u1, name: Yksikkö, duties: [{id: N-1, text: Esimerkkityö, assign: {r1: T, r2: K}}]}]
"""

ARABIC = """
roles: [{id: r1, name: مثال المدير}, {id: r2, name: مثال الفريق}]
levels:
  - id: l1
    name: مثال
    units: [{id: u1, name: مثال الوحدة, duties: [{id: A-1, text: نختبر المثال., assign: {r1: A, r2: R}}]}]
"""

DEEP = """
roles:
  - {id: r1, name: Example}
  - {id: r2, name: Example}
  - {id: r3, name: "Example of\\nthree lines\\nof name"}
levels:
  - id: l1
    name: Same name
    units:
      - id: u1
        name: Same name
        duties: [{id: P-1, text: We plan., assign: {r1: A, r2: A, r3: A, u1: A, u2: A}}]
        units:
          - id: u2
            name: Same name
            units:
              - id: u3
                name: Same name
                duties: [{id: P-2, text: We do., assign: {r1: "R, A (large changes only)", r2: "-"}}]
                units:
                  - {id: u4, name: Same name, duties: [{id: P-3, text: We check., assign: {r3: R (weekly)}}]}
"""

# name -> (language, YAML, the findings that it has)
MATRICES = {
    "daci": ("en", DACI, {"no-owner", "nobody-performs"}),
    "words": ("sv", WORDS, {"no-owner"}),
    "german": ("de-CH", GERMAN, set()),
    "no-owners": ("fi", NO_OWNERS, set()),
    "arabic": ("ar", ARABIC, set()),
    "deep": ("en", DEEP, {"no-owner", "two-accountable", "nobody-performs"}),
}


@dataclass(frozen=True)
class Made:
    source: str
    views: Views
    language: str
    findings: set[str]
    documents: dict[str, bytes]


@pytest.fixture(scope="module", params=MATRICES)
def made(request: pytest.FixtureRequest) -> Made:
    language, text, findings = MATRICES[request.param]
    source = HEAD.format(title="Esimerkki", organisation="Esimerkkilä", language=language) + text
    views = views_of(source)
    design = read_design(ROOT / "templates", language)
    documents = {job.path: render(job, design).data for job in all_jobs(views, design)}
    return Made(source, views, language, findings, documents)


def test_findings_are_sensible(made: Made) -> None:
    """Each matrix is asked just the questions that it leaves open."""
    assert {finding.name for finding in find(made.views.matrix, wording(made.language))} == made.findings


def test_every_letter_is_in_the_workbook_and_the_handbook(made: Made) -> None:
    """The flat table and the index hold each letter of the model, whatever the letters are called."""
    matrix, words = made.views.matrix, wording(made.language)
    expected = Counter((p.duty, matrix.actor(p.actor).name, "/".join(p.letters)) for p in matrix.assignments)
    assert reading.workbook_letters(made.documents[words("paths.workbook")], words) == expected
    # The handbook of a matrix as small as these has no index.
    design, large = read_design(ROOT / "templates", made.language), views_of(many_duties(made.source))
    index = reading.handbook_letters(render(jobs_of("handbook", large, design)[0], design).data)
    assert Counter({(c, a.split(" – ")[0], cell): n for (c, a, cell), n in index.items()}) == expected


def test_every_unit_has_its_poster(made: Made) -> None:
    """Each unit with duties has a poster in the language of the file, with all its codes."""
    words = wording(made.language)
    for unit in made.views.matrix.duty_units:
        data = made.documents[f"{words('paths.posters')}/{unit.id}.pdf"]
        root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
        assert root["/Lang"] == made.language
        text = reading.poster_text(data)
        assert all(code in text for code in unit.duties)


def test_documents_tell_their_language(made: Made) -> None:
    """The handbook's styles carry the language of the data, also where the wording is English."""
    data = made.documents[wording(made.language)("paths.handbook")]
    styles = docx.Document(io.BytesIO(data)).styles.element.xml
    assert f'"{made.language}' in styles


def test_a_plain_table_of_roles_has_no_unit_column() -> None:
    """Where no unit has a letter, those that act are the roles."""
    views = views_of(HEAD.format(title="x", organisation="y", language="en") + DACI)
    assert (views.unit_grid.columns, views.acting) == ((), ("r1", "r2"))
