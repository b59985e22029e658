"""Many edits at once, by chance: each is told, no other is, and what is accepted is what the edited sheets show.

REVIEW_EXAMPLES sets how many workbooks are tried; 60 where CI is set, else 8.
"""

import os
import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.matrices import ROOT
from tests.support.returned import Book, Sheet
from tests.support.workbooks import render
from vastuumatriisi.design.design import Design
from vastuumatriisi.incoming.returned.facts import Fact, Value, alike, value_in
from vastuumatriisi.incoming.returned.review import applied, review_of
from vastuumatriisi.matrix import Matrix, Views
from vastuumatriisi.matrix.changes import compare
from vastuumatriisi.matrix.letters import Cell

EXAMPLES = int(os.environ.get("REVIEW_EXAMPLES") or (60 if os.environ.get("CI") else 8))
CONTENT = (ROOT / "source" / "vastuumatriisi.yaml").read_bytes()
SCHOOLS = "Koulut"
LETTERS = {"R": Cell(("R",)), "S": Cell(("S",)), "C": Cell(("C",)), "I": Cell(("I",)), "-": Cell(()), "": None}
ACTORS = {"Ohjaaja": "ohjaaja", "Rehtori": "rehtori", "Digitiimi": "koulun-digitiimi", "Oppija": "oppija"}
Wanted = dict[Fact, Value]


@pytest.fixture(scope="module")
def workbook(kuopio: Views, design: Design) -> bytes:
    return render(kuopio, design)


class Chance:
    """Edits of one workbook by chance, each of another duty, and what they mean."""

    def __init__(self, seed: int, matrix: Matrix, sheet: Sheet) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- for tests
        self.matrix, self.sheet = matrix, sheet
        units = ("koulun-johto", "pedagoginen-tuki", "tekninen-tuki", "opetushenkilosto", "oppija")
        self.codes = [code for unit in units for code in matrix.unit(unit).duties]
        self.random.shuffle(self.codes)
        self.wanted: Wanted = {}

    def want(self, fact: Fact, value: Value) -> None:
        if not alike(value, value_in(self.matrix, fact)):
            self.wanted[fact] = value

    def letter(self, code: str) -> None:
        header, text = self.random.choice([*ACTORS]), self.random.choice([*LETTERS])
        self.sheet.put(code, header, text)
        self.want(Fact("duty-letters", code, ACTORS[header]), LETTERS[text])

    def text(self, code: str) -> None:
        text = " ".join(self.random.choices(("Teemme", "työtä,", "=ja", "autamme", "muita", "äö", "<&>"), k=6))
        self.sheet.put(code, "Tehtävä", text)
        self.want(Fact("duty-reworded", code), text)

    def theme(self, code: str) -> None:
        theme = self.random.choice(self.matrix.themes)
        self.sheet.put(code, "Aihe", theme.name)
        self.want(Fact("duty-theme", code), theme.id)

    def scope(self, code: str) -> None:
        scope = self.random.choice(self.matrix.scopes)
        self.sheet.put(code, "Koskee", scope.name)
        self.want(Fact("duty-scopes", code), (scope.id,))

    def owner(self, code: str) -> None:
        self.sheet.put(code, "Vastaava", "Digitiimi")
        self.want(Fact("duty-letters", code, "koulun-digitiimi"), Cell(("A",)))

    def shuffle(self) -> None:
        """Sort the table, and move a column of it, alone or with what stands above."""
        header = self.random.choice(("Tehtävä", "Vastaava", "Aihe", "Rehtori"))
        self.sheet.sort(header, reverse=self.random.random() < 0.5)
        moved = self.random.choice(("Rehtori", "Tehtävä", "Aihe", "Tunnus", "Oppija"))
        self.sheet.move_column(moved, self.random.randrange(1, 30), table_only=self.random.random() < 0.5)


def edited(chance: Chance, kinds: list[Callable[[str], None]]) -> None:
    for _ in range(10):
        chance.random.choice(kinds)(chance.codes.pop())
    chance.shuffle()


def made(seed: int, workbook: bytes, matrix: Matrix) -> tuple[bytes, Wanted]:
    book = Book(workbook)
    chance = Chance(seed, matrix, book[SCHOOLS])
    edited(chance, [chance.letter, chance.letter, chance.text, chance.theme, chance.scope, chance.owner])
    return book.data(), chance.wanted


@given(st.integers(0, 2**32))
@example(0)
@example(7)
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
def test_ten_edits_at_once(workbook: bytes, kuopio: Views, seed: int) -> None:
    """Ten edits in a table that was sorted, with a column moved, are ten proposals; taken, they are what is shown."""
    data, wanted = made(seed, workbook, kuopio.matrix)
    found = review_of(data, "kirja.xlsx", kuopio.matrix)
    assert {one.fact: one.theirs for one in found.proposals} == wanted
    assert found.remarks == ()
    after = applied(found.open, kuopio.matrix, CONTENT, "esimerkki.yaml").matrix
    for fact, value in wanted.items():
        assert alike(value_in(after, fact), value) or (value is None and value_in(after, fact) == Cell(())), fact
    assert {change.where for change in compare(kuopio.matrix, after)} == {fact.duty for fact in wanted}
    assert not any(changed_elsewhere(kuopio.matrix, after, wanted))
    assert review_of(data, "kirja.xlsx", after).open == ()


def changed_elsewhere(before: Matrix, after: Matrix, wanted: Wanted) -> Iterator[str]:
    """Yield the letters that were stated though nobody has written them."""
    old = {(one.duty, one.actor) for one in before.assignments if one.stated}
    for one in after.assignments:
        if one.stated and (one.duty, one.actor) not in old and Fact("duty-letters", one.duty, one.actor) not in wanted:
            yield f"{one.duty} {one.actor}"
