"""What holds for every matrix: rows, origins, precedence, order and names."""

import json
import random
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vastuumatriisi.datafile import load, read
from vastuumatriisi.findings import find
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.matrix.balance import loads
from vastuumatriisi.matrix.letters import LetterSet

ROLES = [f"rooli-{n}" for n in range(6)]
UNITS = [f"yksikko-{n}" for n in range(4)]
CODES = [f"E-{n:02d}" for n in range(12)]
SCOPES = ["koulu", "lukio"]
WORDS = ["Teemme", "työtä", "autamme", "muita", "hankimme", "laitteita", "neuvomme", "esimerkillisesti"]
CELLS = ["R", "A", "S", "C", "I", "R/A", "R, A (iso)", "-", "RA", "C (pieni)"]

some_scopes = st.lists(st.sampled_from(SCOPES), unique=True, max_size=1)
some_roles = st.lists(st.sampled_from(ROLES), unique=True, max_size=3)
texts = st.lists(st.sampled_from(WORDS), min_size=2, max_size=7).map(" ".join)


@st.composite
def matrices(draw: st.DrawFn) -> dict[str, Any]:
    """Return the plain data of a whole file: four units, one of them below another, and up to a dozen duties."""
    owners = draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=len(CODES)))
    units = {unit: draw(unit_entries(unit)) for unit in UNITS}
    for code, unit in zip(CODES, owners, strict=False):
        units[unit]["duties"].append(draw(duty_entries(code, CODES[: len(owners)])))
    units[UNITS[2]]["units"] = [units[UNITS[3]]]
    roles = [
        {"id": role, "name": role.title(), "collective": draw(st.booleans()), "scopes": draw(some_scopes)}
        for role in ROLES
    ]
    return {
        "format": 1,
        "title": "Esimerkki",
        "organisation": "Esimerkkilä",
        "language": "fi",
        "edition": "1",
        "date": "2026-01-31",
        "scopes": [{"id": scope, "name": scope.title()} for scope in SCOPES],
        "roles": roles,
        "levels": [{"id": "taso", "name": "Taso", "units": [units[unit] for unit in UNITS[:3]]}],
    }


@st.composite
def unit_entries(draw: st.DrawFn, unit: str) -> dict[str, Any]:
    entry = {"id": unit, "name": unit.title(), "duties": [], "leads": draw(some_roles), "supports": draw(some_roles)}
    performs = draw(st.sampled_from([None, True, False]))
    return entry if performs is None else {**entry, "performs": performs}


@st.composite
def duty_entries(draw: st.DrawFn, code: str, codes: list[str]) -> dict[str, Any]:
    others = [other for other in codes if other != code]
    return {
        "id": code,
        "text": draw(texts),
        "scopes": draw(some_scopes),
        "cooperates": draw(st.lists(st.sampled_from(ROLES + UNITS), unique=True, max_size=3)),
        "counterparts": draw(st.lists(st.sampled_from(others), unique=True, max_size=2)) if others else [],
        "assign": draw(st.dictionaries(st.sampled_from(ROLES + UNITS), st.sampled_from(CELLS), max_size=3)),
    }


def matrix_of(data: dict[str, Any]) -> Matrix:
    return read.matrix_of(load.read(json.dumps(data).encode(), "esimerkki.json"))


def letters_of(matrix: Matrix) -> set[tuple[str, str, tuple[str, ...], bool]]:
    return {(part.duty, part.actor, part.letters, part.stated) for part in matrix.assignments}


def duties_in(data: dict[str, Any]) -> list[dict[str, Any]]:
    top = data["levels"][0]["units"]
    units = [*top, *(below for unit in top for below in unit.get("units", ()))]
    return [duty for unit in units for duty in unit["duties"]]


@given(matrices())
def test_every_duty_has_a_row_and_an_ownership(data: dict[str, Any]) -> None:
    """No duty is lost: each has its row in the grid, and is owned or open."""
    matrix = matrix_of(data)
    codes = {duty["id"] for duty in duties_in(data)}
    assert set(Views(matrix).unit_grid.rows) == {duty.id for duty in matrix.duties} == codes
    for ownership in matrix.ownership.values():
        assert bool(ownership.owners) != bool(ownership.open)


@given(matrices())
def test_a_stated_letter_is_never_overruled(data: dict[str, Any]) -> None:
    """Every stated cell stands as it was stated, and no other letter claims to be stated."""
    matrix = matrix_of(data)
    known: LetterSet = matrix.letters
    stated = {
        (duty["id"], actor): known.read(cell).letters
        for duty in duties_in(data)
        for actor, cell in duty["assign"].items()
    }
    assert {(part.duty, part.actor): part.letters for part in matrix.assignments if part.stated} == stated


@given(matrices())
def test_no_letter_without_an_origin(data: dict[str, Any]) -> None:
    """Each letter is one that its evidence gives, and each evidence names a line of the file."""
    for part in matrix_of(data).assignments:
        given_letters = {symbol for evidence in part.evidence for symbol in evidence.letters}
        assert set(part.letters) <= given_letters
        assert all(evidence.line >= 1 for evidence in part.evidence)
        assert part.stated == (part.evidence[0].relation == "assign")


@given(matrices())
def test_one_assignment_for_an_actor_and_a_duty(data: dict[str, Any]) -> None:
    """An actor has its letters for a duty once, and R and A are the only ones that combine where they are derived."""
    matrix = matrix_of(data)
    places = [(part.duty, part.actor) for part in matrix.assignments]
    assert len(places) == len(set(places))
    assert all(part.stated or part.letters in (("R", "A"), *((s,) for s in "RASCI")) for part in matrix.assignments)


@given(matrices(), st.randoms(use_true_random=False))
def test_order_does_not_matter(data: dict[str, Any], chance: random.Random) -> None:
    """The same data in another order give the same letters."""
    before = letters_of(matrix_of(data))
    shuffled = json.loads(json.dumps(data))
    top = shuffled["levels"][0]["units"]
    for listed in (shuffled["roles"], top, *(unit["duties"] for unit in top)):
        chance.shuffle(listed)
    for duty in duties_in(shuffled):
        for key in ("cooperates", "counterparts"):
            chance.shuffle(duty[key])
        duty["assign"] = dict(chance.sample(list(duty["assign"].items()), len(duty["assign"])))
    assert letters_of(matrix_of(shuffled)) == before


@given(matrices())
def test_loads_begin_with_the_most_letters(data: dict[str, Any]) -> None:
    """Of two actors the one with more letters comes first, of equals the one that the file names first."""
    matrix = matrix_of(data)
    found = [load.actor for load in loads(matrix, ROLES)]
    counts = Counter(part.actor for part in matrix.assignments for _ in part.letters)
    assert found == sorted(ROLES, key=lambda role: -counts[role])


@given(matrices())
def test_findings_do_not_depend_on_ids(data: dict[str, Any]) -> None:
    """With every id of a unit or a role renamed the findings say the same of the same things."""
    renamed = json.loads(json.dumps(data).replace('"rooli-', '"nimetty-uudelleen-').replace('"yksikko-', '"toisin-'))
    old = [(f.name, f.where, f.line, f.message) for f in find(matrix_of(data), wording("fi"))]
    new = [(f.name, f.where, f.line, f.message) for f in find(matrix_of(renamed), wording("fi"))]
    back = [
        (name, where.replace("nimetty-uudelleen-", "rooli-").replace("toisin-", "yksikko-"), line, message)
        for name, where, line, message in new
    ]
    assert back == old
