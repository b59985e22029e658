"""The rule table, row by row, on made-up matrices."""

from collections.abc import Callable

import pytest

from tests.support.matrices import ROOT
from vastuumatriisi.matrix import Matrix, Views

Build = Callable[[str], Views]

ROLES = """
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: koululla, name: koulun henkilö, scopes: [koulu]}
  - {id: ryhma, name: esimerkkiryhmä, collective: true}
"""


def one_unit(unit: str, duty: str = "", more: str = "") -> str:
    """Return a data file with the unit "oma", its duty O-1, and a second unit "toinen" with duty T-1."""
    return f"""{ROLES}
levels:
  - id: taso
    name: Taso
    units:
      - {{id: oma, name: Oma, {unit} duties: [{{id: O-1, text: Teemme. {duty}}}]}}
      - {{id: toinen, name: Toinen, leads: [olli], duties: [{{id: T-1, text: Autamme. {more}}}]}}
"""


def letters(matrix: Matrix, code: str) -> dict[str, str]:
    return {a.actor: "/".join(a.letters) for a in matrix.assignments_of(code)}


@pytest.mark.parametrize(
    ("unit", "duty", "expected"),
    [
        ("leads: [eeva],", "", {"oma": "R", "eeva": "A"}),
        ("leads: [eeva, olli],", "", {"oma": "R", "eeva": "R", "olli": "R"}),
        ("leads: [ryhma],", "", {"oma": "R", "ryhma": "R"}),
        ("", "", {}),
        ("performs: true,", "", {"oma": "R"}),
        ("leads: [eeva], performs: false,", "", {"eeva": "A"}),
        ("supports: [olli],", "", {"oma": "R", "olli": "S"}),
        ("leads: [eeva], supports: [eeva],", "", {"oma": "R", "eeva": "A"}),
        ("leads: [eeva],", ", cooperates: [olli, toinen]", {"oma": "R", "eeva": "A", "olli": "C", "toinen": "C"}),
        ("leads: [eeva],", ", cooperates: [eeva, oma]", {"oma": "R", "eeva": "A"}),
        ("supports: [olli],", ", cooperates: [olli]", {"oma": "R", "olli": "S"}),
        ("leads: [eeva],", ", counterparts: [T-1]", {"oma": "R", "toinen": "R", "eeva": "A"}),
        ("leads: [eeva],", ", counterparts: [T-1], cooperates: [toinen]", {"oma": "R", "toinen": "R", "eeva": "A"}),
        ("leads: [eeva],", ", assign: {eeva: C}", {"eeva": "C", "oma": "R"}),
        ("leads: [eeva],", ", assign: {olli: A}", {"olli": "A", "oma": "R"}),
        ("leads: [eeva],", ', assign: {oma: "-"}', {"oma": "", "eeva": "A"}),
        ("supports: [koululla],", ", scopes: [lukio]", {"oma": "R"}),
        ("supports: [koululla],", ", scopes: [lukio, koulu]", {"oma": "R", "koululla": "S"}),
        ("scopes: [lukio], supports: [koululla],", "", {"oma": "R"}),
    ],
)
def test_rules(build_views: Build, unit: str, duty: str, expected: dict[str, str]) -> None:
    """Each row of the rule table gives its letters, and the precedence rules hold."""
    assert letters(build_views(one_unit(unit, duty)).matrix, "O-1") == expected


def test_counterparts_are_symmetric(build_views: Build) -> None:
    """A counterpart that one side names gives both units the letter."""
    matrix = build_views(one_unit("leads: [eeva],", "", ", counterparts: [O-1]")).matrix
    assert letters(matrix, "O-1")["toinen"] == "R"
    assert letters(matrix, "T-1")["oma"] == "R"
    assert matrix.duty("O-1").counterparts == ("T-1",)


@pytest.mark.parametrize(
    ("unit", "duty", "owners", "reason"),
    [
        ("leads: [eeva],", "", ("eeva",), ""),
        ("leads: [eeva, olli],", "", (), "owner-undecided"),
        ("leads: [ryhma],", "", (), "owner-undecided"),
        ("performs: true,", "", (), "no-owner"),
        ("leads: [eeva, olli],", ", assign: {olli: A}", ("olli",), ""),
        ("leads: [eeva],", ", assign: {eeva: R}", (), "no-owner"),
    ],
)
def test_ownership(build_views: Build, unit: str, duty: str, owners: tuple[str, ...], reason: str) -> None:
    """A duty has the owner that follows or is stated, else it is open and says why; no first is picked."""
    ownership = build_views(one_unit(unit, duty)).matrix.ownership["O-1"]
    assert (ownership.owners, ownership.open) == (owners, reason)


def test_set_without_an_accountable_letter(build_views: Build) -> None:
    """Defaults of ``derive`` apply only where the set has their letter, and nobody is asked for an owner."""
    text = "letters: {R: {name: Tekee, counts_as: responsible}}\n" + one_unit("leads: [eeva], supports: [olli],")
    matrix = build_views(text).matrix
    assert letters(matrix, "O-1") == {"oma": "R"}
    assert matrix.ownership["O-1"].open == ""


def test_evidence(build_views: Build) -> None:
    """Each letter tells its relation, place and line; an overruled origin is kept behind the stated one."""
    matrix = build_views(one_unit("leads: [eeva],", ", assign: {oma: C}")).matrix
    stated, lead = matrix.assignments_of("O-1")
    assert [(e.relation, e.letters, e.place) for e in stated.evidence] == [
        ("assign", ("C",), "O-1"),
        ("performs", ("R",), "O-1"),
    ]
    assert (lead.evidence[0].relation, lead.evidence[0].place, lead.evidence[0].line) == ("leads", "oma", 19)
    assert stated.stated
    assert not lead.stated


def test_evidence_leads_back_to_the_source(kuopio: Views) -> None:
    """Each piece of evidence names the line of the data file that it follows from, and the unit or duty there."""
    matrix = kuopio.matrix
    lines = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8").splitlines()
    for part in matrix.assignments:
        for evidence in part.evidence:
            if evidence.relation in ("leads", "supports"):
                assert part.actor in getattr(matrix.unit(evidence.place), evidence.relation)
                assert part.actor in lines[evidence.line - 1]
            elif evidence.relation == "cooperates":
                assert part.actor in lines[evidence.line - 1]
                assert evidence.place == part.duty
            elif evidence.relation == "counterparts":
                assert matrix.duty(evidence.place).unit == part.actor
