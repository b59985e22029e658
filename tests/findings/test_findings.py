"""Findings: each where its fact stands, once, in the language of the matrix, and gone when the fact is gone."""

import json
import re
import unicodedata
from collections.abc import Callable
from itertools import cycle
from typing import Any

import pytest

from tests.support.matrices import HEAD, matrix_of
from vastuumatriisi.builder import plan
from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import PACKAGED
from vastuumatriisi.findings import RULES, Finding, find
from vastuumatriisi.findings.glyphs import IN_PACKAGE
from vastuumatriisi.generators import FORMATS, GENERATORS
from vastuumatriisi.locales.wording import available, wording
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.options import Options

ROLES = """
scopes: [{id: koulu, name: Koulu}, {id: lukio, name: Lukio}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: ryhma, name: esimerkkiryhmä, collective: true}
"""
OTHER = (
    "      - {id: toinen, name: Toinen, leads: [olli], supports: [ryhma], duties: [{id: T-1, text: Autamme muita.}]}\n"
)


def matrix(unit: str, *duties: str, other: str = OTHER, head: str = "") -> Matrix:
    """Return a matrix with the unit "oma" and the given duties O-1, O-2, …, and a second unit "toinen"."""
    written = ", ".join(f"{{id: O-{n}, {duty}}}" for n, duty in enumerate(duties, 1))
    own = f"      - {{id: oma, name: Oma, {unit} duties: [{written}]}}\n"
    return matrix_of(f"{head}{ROLES}\nlevels:\n  - id: taso\n    name: Taso\n    units:\n{own}{other}")


def found(matrix: Matrix, name: str) -> list[Finding]:
    return [finding for finding in find(matrix, wording("fi")) if finding.name == name]


def places(matrix: Matrix, name: str) -> list[str]:
    return [finding.where for finding in found(matrix, name)]


@pytest.mark.parametrize(
    ("unit", "one", "several"),
    [
        ("performs: true,", "Kuka vastaa tehtävästä?", "Kuka vastaa näistä tehtävistä?"),
        ("leads: [eeva, olli],", "Kuka heistä vastaa?", "Kuka heistä vastaa mistäkin tehtävästä?"),
        ("leads: [ryhma],", "Kuka heistä vastaa?", "Kuka heistä vastaa mistäkin tehtävästä?"),
    ],
)
def test_one_duty_is_asked_about_as_one(unit: str, one: str, several: str) -> None:
    """The owner of a single duty is asked for in the singular."""
    asked = [
        next(finding.question for finding in find(matrix(unit, *duties), wording("fi")) if finding.where == "oma")
        for duties in ((TEXT,), (TEXT, "text: Teemme muuta."))
    ]
    assert asked == [one, several]


def test_names_of_scopes_are_inflected_where_the_language_does() -> None:
    """A limited duty is told of in a Finnish sentence; where a name is none that can be inflected, in brackets."""
    limited = matrix(LED, TEXT + ", scopes: [lukio]")
    [told] = found(limited, "scope-without-sibling")
    assert told.message == "O-1: tehtävä koskee vain lukiota. Koululla ei ole vastaavanlaista tehtävää."
    assert told.question == "Kuuluuko se myös koululle?"
    other = matrix_of(
        f"{ROLES.replace('Lukio', 'Toinen aste')}\nlevels:\n  - id: t\n    name: T\n    units:\n"
        f"      - {{id: oma, name: Oma, {LED} duties: [{{id: O-1, {TEXT}, scopes: [lukio]}}]}}\n"
    )
    [told] = found(other, "scope-without-sibling")
    assert told.message == "O-1: tehtävä on rajattu (Toinen aste). Vastaavanlaista tehtävää ei ole muilla (Koulu)."


def letters(*symbols: str) -> str:
    kinds = ("responsible", "accountable", "support", "consulted", "informed")
    written = {symbol: {"name": "Nimi", "counts_as": kind} for symbol, kind in zip(symbols, cycle(kinds), strict=False)}
    return f"letters: {json.dumps(written)}\n"


LED = "leads: [eeva],"
TEXT = "text: Teemme työtä."

CASES: list[tuple[str, Callable[[], Matrix], list[str]]] = [
    ("no-owner", lambda: matrix("performs: true,", TEXT, "text: Teemme muuta."), ["oma"]),
    ("no-owner", lambda: matrix("", TEXT, "text: Teemme muuta., assign: {eeva: R}"), ["O-1", "O-2"]),
    ("no-owner", lambda: matrix(LED, TEXT + ", assign: {eeva: R}"), ["O-1"]),
    ("no-owner", lambda: matrix("performs: true,", TEXT + ", assign: {eeva: A}"), []),
    ("owner-undecided", lambda: matrix("leads: [eeva, olli],", TEXT, "text: Teemme muuta."), ["oma"]),
    ("owner-undecided", lambda: matrix("leads: [ryhma],", TEXT), ["oma"]),
    ("owner-undecided", lambda: matrix("leads: [ryhma],", TEXT + ", assign: {olli: A}"), []),
    ("owner-undecided", lambda: matrix(LED, TEXT), []),
    ("two-owners", lambda: matrix(LED, TEXT + ", counterparts: [T-1]"), ["O-1"]),
    ("two-owners", lambda: matrix("leads: [olli],", TEXT + ", counterparts: [T-1]"), []),
    ("two-owners", lambda: matrix("leads: [ryhma],", TEXT + ", counterparts: [T-1]"), []),
    ("two-accountable", lambda: matrix(LED, TEXT + ", assign: {olli: A, ryhma: A}"), ["O-1"]),
    ("two-accountable", lambda: matrix(LED, TEXT + ", assign: {olli: A}"), []),
    ("nobody-performs", lambda: matrix("performs: false, leads: [eeva],", TEXT), ["O-1"]),
    ("nobody-performs", lambda: matrix(LED, TEXT), []),
    ("many-performers", lambda: matrix("", TEXT + ", assign: {eeva: R, olli: R, ryhma: R, oma: R}"), ["O-1"]),
    ("many-performers", lambda: matrix("", TEXT + ", assign: {eeva: R, olli: R, ryhma: R}"), []),
    ("many-performers", lambda: matrix("leads: [eeva, olli, ryhma, toinen],", TEXT), []),
    (
        "overloaded-actor",
        lambda: matrix(LED, TEXT, "text: Teemme muuta.", head="thresholds: {overloaded-actor: 2}\n"),
        ["eeva", "oma"],
    ),
    ("overloaded-actor", lambda: matrix(LED, TEXT, head="thresholds: {overloaded-actor: 2}\n"), []),
    ("idle-role", lambda: matrix("leads: [olli],", TEXT), ["eeva"]),
    ("idle-role", lambda: matrix(LED, TEXT), []),
    ("near-duplicate", lambda: matrix(LED, "text: Autamme muita."), ["oma"]),
    ("near-duplicate", lambda: matrix(LED, "text: Autamme muita., counterparts: [T-1]"), []),
    (
        "near-duplicate",
        lambda: matrix(
            LED, "text: Hoidamme koulun laitteita hyvin.", "text: Hoidamme koulun laitteita hyvin ja muuta."
        ),
        ["oma"],
    ),
    # A text within another one counts from 95 per cent on: this is 98 per cent, and 88.
    (
        "near-duplicate",
        lambda: matrix(
            LED,
            "text: Hoidamme koulun laitteita ja huollamme niitä hyvin.",
            "text: Hoidamme koulun laitteita ja huollamme niistä hyvin ja neuvomme käyttäjiä joka päivä.",
        ),
        ["oma"],
    ),
    (
        "near-duplicate",
        lambda: matrix(
            LED,
            "text: Hoidamme koulun laitteita kesällä.",
            "text: Hoidamme koulun laitteita talvella ja neuvomme niiden käyttäjiä joka viikko.",
        ),
        [],
    ),
    ("near-duplicate", lambda: matrix(LED, TEXT), []),
    ("one-sided-partner", lambda: matrix(LED, TEXT + ", cooperates: [toinen]"), ["O-1"]),
    ("one-sided-partner", lambda: matrix(LED, TEXT + ", cooperates: [olli]"), ["O-1"]),
    ("one-sided-partner", lambda: matrix(LED, TEXT + ", cooperates: [toinen], counterparts: [T-1]"), []),
    ("one-sided-partner", lambda: matrix(LED, TEXT + ", cooperates: [ryhma]"), []),
    (
        "one-sided-partner",
        lambda: matrix(
            LED, TEXT + ", cooperates: [toinen]", other=OTHER.replace("muita.", "muita., cooperates: [eeva]")
        ),
        [],
    ),
    ("scope-without-sibling", lambda: matrix(LED, TEXT + ", scopes: [lukio]"), ["O-1"]),
    ("scope-without-sibling", lambda: matrix(LED, TEXT + ", scopes: [lukio]", TEXT + ", scopes: [koulu]"), []),
    ("scope-without-sibling", lambda: matrix(LED + " scopes: [lukio],", TEXT), []),
    ("bundled-duties", lambda: matrix(LED, "text: Teemme työtä. Autamme muita."), ["O-1"]),
    ("bundled-duties", lambda: matrix(LED, "text: Soitamme palveluun (esim. Esimerkki Oy. Niin)."), []),
    ("bundled-duties", lambda: matrix(LED, "text: Hoidamme laitteet ym. Esimerkin työt."), []),
    ("bundled-duties", lambda: matrix(LED, 'text: "9. Hoidamme laitteet\\n10. Neuvomme muita\\n11. Autamme"'), []),
    ("look-alike-letters", lambda: matrix(LED, TEXT, head=letters("A", "R", "\u0410")), ["\u0410"]),
    ("look-alike-letters", lambda: matrix(LED, TEXT, head=letters("R", "A", "S", "C", "I", "r", "a", "O", "Å")), []),
]


@pytest.mark.parametrize(("name", "make", "expected"), CASES)
def test_findings(name: str, make: Callable[[], Matrix], expected: list[str]) -> None:
    """A finding stands where its fact does, once, and is missing where the fact is."""
    assert places(make(), name) == expected


def test_a_duty_may_have_the_id_of_a_unit_or_a_role() -> None:
    """Duties have ids of their own: a finding at a unit has the unit's name and answer, not those of a duty."""
    unit = "name: Oma, performs: true, accept: {no-owner: sovitaan}, duties: [{id: oma, text: Teemme työtä.}]"
    head = f"{ROLES}\nlevels: [{{id: taso, name: Taso, units: [{{id: oma, {unit}}}]}}]"
    findings = find(matrix_of(head), wording("fi"))
    [owner] = [finding for finding in findings if finding.name == "no-owner"]
    assert (owner.message.split(":")[0], owner.answered) == ("Oma", "sovitaan")
    assert "answer-without-finding" not in {finding.name for finding in findings}


def test_every_rule_has_cases_with_and_without_it() -> None:
    """The cases above hold every finding that has a rule, both found and not found."""
    names = {rule.__name__.replace("_", "-") for rule in RULES}
    assert names == set(FINDINGS) - {"answer-without-finding", "missing-glyph", "vacant-role"}
    assert {name for name, _, expected in CASES if expected} == names
    assert {name for name, _, expected in CASES if not expected} == names


def test_set_without_an_accountable_letter_has_no_findings_about_owners() -> None:
    """Where no letter counts as accountable nobody is asked for an owner."""
    head = "letters: {R: {name: Tekee, counts_as: responsible}}\n"
    names = {finding.name for finding in find(matrix("leads: [eeva, olli],", TEXT, head=head), wording("fi"))}
    assert not names & {"no-owner", "owner-undecided", "two-owners", "two-accountable"}


def test_answered_finding() -> None:
    """An answer at the place of the fact, or at any place that the fact names, is kept as its reason."""
    answer = ", accept: {bundled-duties: yksi kokonaisuus}"
    [finding] = found(matrix(LED, f"text: Teemme työtä. Autamme muita.{answer}"), "bundled-duties")
    assert finding.answered == "yksi kokonaisuus"
    other = OTHER.replace("name: Toinen,", "name: Toinen, accept: {near-duplicate: kummankin oma},")
    [finding] = found(matrix(LED, "text: Autamme muita.", other=other), "near-duplicate")
    assert (finding.where, finding.answered) == ("oma", "kummankin oma")


@pytest.mark.parametrize(
    ("first", "second", "character"),
    [
        ("A", "\u0391", "GREEK CAPITAL LETTER ALPHA"),
        ("\u0421", "C", "CYRILLIC CAPITAL LETTER ES"),
        ("R", "\uff32", "FULLWIDTH LATIN CAPITAL LETTER R"),
        ("A", "A\u200b", "ZERO WIDTH SPACE"),
        ("R\u2060", "R", "WORD JOINER"),
        ("A", "\u0410 ", "CYRILLIC CAPITAL LETTER A"),
        ("O", "0", "LATIN CAPITAL LETTER O"),
        ("I", "l", "LATIN SMALL LETTER L"),
        ("1", "I", "LATIN CAPITAL LETTER I"),
        ("Kund", "Kun\u0501", "CYRILLIC SMALL LETTER KOMI DE"),
        ("x", "\u00d7", "MULTIPLICATION SIGN"),
        ("A B", "A\u00a0B", "NO-BREAK SPACE"),
        ("\u00c4", "\u04d2", "CYRILLIC CAPITAL LETTER A WITH DIAERESIS"),
        ("S", "\u0405", "CYRILLIC CAPITAL LETTER DZE"),
        ("T", "\U0001d413", "MATHEMATICAL BOLD CAPITAL T"),
    ],
)
def test_letters_that_look_alike(first: str, second: str, character: str) -> None:
    """Whatever tells two letters apart that nobody can see, it is named once, at the line of the second letter."""
    head = f'letters:\n  "{first}": {{name: a, counts_as: none}}\n  "{second}": {{name: b, counts_as: none}}\n'
    [finding] = found(matrix(LED, TEXT, head=head), "look-alike-letters")
    assert (finding.where, finding.line) == (second.strip(), HEAD.count("\n") + 3)
    code = re.search(r"U\+([0-9A-F]{4,})", finding.message)
    assert code
    assert unicodedata.name(chr(int(code[1], 16))) == character
    assert character not in finding.message
    [finding] = (one for one in find(matrix(LED, TEXT, head=head), wording("en")) if one.name == "look-alike-letters")
    assert character in finding.message
    answered = head.replace("name: b,", "name: b, accept: {look-alike-letters: tarkoituksella},")
    [finding] = found(matrix(LED, TEXT, head=answered), "look-alike-letters")
    assert finding.answered == "tarkoituksella"


def test_an_answer_of_a_letter_that_answers_nothing() -> None:
    """A letter that looks like no other one needs no answer."""
    head = "letters: {R: {name: Tekee, counts_as: responsible, accept: {look-alike-letters: ei}}}\n"
    assert places(matrix(LED, TEXT, head=head), "answer-without-finding") == ["R"]


@pytest.mark.parametrize("language", sorted(available()))
def test_every_finding_is_worded(language: str, kuopio: Views) -> None:
    """Each message and question is a sentence with all its places filled, in every language."""
    matrices = [make() for _, make, _ in CASES] + [kuopio.matrix]
    matrices.append(matrix(LED, TEXT + ", accept: {no-owner: ei enää}"))
    findings = [finding for one in matrices for finding in find(one, wording(language))]
    assert {finding.name for finding in findings} == set(FINDINGS) - {"missing-glyph", "vacant-role"}
    for finding in findings:
        assert finding.message[-1] == "."
        assert finding.question[-1] == "?"
        assert "{" not in finding.message + finding.question


def test_answer_to_a_question_that_is_gone() -> None:
    """An answer that answers nothing is a finding of its own, which can be answered in turn."""
    [finding] = found(matrix(LED, TEXT + ", accept: {no-owner: ei enää}"), "answer-without-finding")
    assert (finding.where, finding.answered) == ("O-1", "")
    assert "no-owner" in finding.message
    both = ", accept: {no-owner: ei enää, answer-without-finding: jätetään}"
    [finding] = found(matrix(LED, TEXT + both), "answer-without-finding")
    assert finding.answered == "jätetään"


def test_findings_know_their_lines(kuopio: Views) -> None:
    """A finding's line is where its unit, duty or role begins."""
    for finding in find(kuopio.matrix, wording("fi")):
        at = kuopio.matrix.duty(finding.where) if kuopio.matrix.is_duty(finding.where) else None
        actor = None if at else kuopio.matrix.actor(finding.where)
        if finding.name != "near-duplicate":
            assert finding.line == (at or actor).line  # type: ignore[union-attr]


def test_common_characters_are_in_the_package() -> None:
    """The characters that are judged without opening a font are in every font of the package's first family."""
    assert IN_PACKAGE.issubset(PACKAGED[0].characters)
    assert set("Åäö–“”€ 0aZж") <= IN_PACKAGE


def test_findings_are_looked_for_once(kuopio: Views, design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many formats show them; where none does, they are not looked for at all."""
    looked: list[Matrix] = []

    def counted(matrix: Matrix, *further: Any) -> tuple[Finding, ...]:
        looked.append(matrix)
        return find(matrix, *further)

    monkeypatch.setattr(plan, "find", counted)
    for formats, times in ((GENERATORS, 1), ([FORMATS["posters"]], 1), ([FORMATS["workbook"]], 2)):
        assert plan.plan(formats, kuopio, design, Options(), None)
        assert len(looked) == times
