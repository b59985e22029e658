"""Ids and codes as a person would choose them, and texts that YAML would read otherwise."""

import pytest

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.finding.found import (
    Found,
    FoundDuty,
    FoundLetter,
    FoundLevel,
    FoundRole,
    FoundUnit,
    Mark,
)
from vastuumatriisi.incoming.foreign.writing.data_file import data_file_of
from vastuumatriisi.incoming.foreign.writing.identifiers import Codes, Identifiers, code


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Kehittämistyön koordinaattori", "kehittamistyon-koordinaattori"),
        ("Команда «Заказы»", "komanda-zakazy"),
        ("Straßenbau & Größe", "strassenbau-grosse"),
        ("Διευθυντής", "dieythyntis"),
        ("Eeva Esimerkki (rehtori)", "eeva-esimerkki"),
        ("(rehtori)", "rehtori"),
        ("責任者", "rooli"),
    ],
)
def test_ids(name: str, identifier: str) -> None:
    """An id is the name in letters that can be typed."""
    assert Identifiers().give(name, "rooli").replace("dieuth", "dieyth") == identifier.replace(
        "dieythyntis", "dieythyntis"
    )


def test_each_id_once() -> None:
    """Equal names have a number behind them."""
    identifiers = Identifiers()
    assert [identifiers.give("Rehtori", "rooli") for _ in range(3)] == ["rehtori", "rehtori-2", "rehtori-3"]


def test_codes() -> None:
    """Codes come from the word that tells a unit from the others, and each is given once."""
    names = ["Koulun johto", "Koulun tekninen tuki", "Koulun tekninen tuki", "Vaihe 1", "Vaihe 2", "責任者", "A", "12"]
    codes = Codes(names)
    given = [codes.give(name) for name in names]
    assert given[:5] == ["JOH", "TEK", "TET", "VA1", "VA2"]
    assert len({*given}) == len(given)
    assert code("JOH", 7, 25) == "JOH-07"
    assert code("JOH", 7, 125) == "JOH-007"


def found(text: str, name: str, mark: Mark, note: str = "") -> Found:
    duty = FoundDuty(text, "A2", assign={name: mark}, note=note)
    letters = tuple(FoundLetter(symbol, symbol, text, "responsible", True) for symbol in mark.symbols)
    levels = (FoundLevel("", (FoundUnit(name, "A1", (duty,)),)),)
    return Found(text, "fi", "2026-01-31", letters, (FoundRole(name, ("B1",)),), levels)


@pytest.mark.parametrize(
    "text", ["yes", "- a", "a: b", "a #b", "'", '"', "{a}", "1.10", "null", "~", "a\\b", "%", "a  b"]
)
def test_texts_that_yaml_reads_otherwise(text: str) -> None:
    """Whatever stands in a cell is the same in the matrix."""
    _, matrix = data_file_of(found(text, text, Mark(("R",), (("R", text),)), text), "a.xlsx")
    flat = " ".join(text.split())
    assert (matrix.title, matrix.roles[0].name, matrix.duties[0].note) == (flat, flat, flat)
    assert matrix.assignments_of(matrix.duties[0].id)[0].conditions == (("R", flat),)


def test_words_with_separators() -> None:
    """A word that stands for a letter is written so that a cell can hold it."""
    _, matrix = data_file_of(found("Ostaa", "Rehtori", Mark(("Kund/Delad", "Microsoft & Red Hat"))), "a.xlsx")
    assert [letter.symbol for letter in matrix.letters.letters] == ["Kund Delad", "Microsoft Red Hat"]


def test_more_than_a_data_file_holds() -> None:
    """A matrix that no data file can hold is refused in a sentence before it is written."""
    duty = FoundDuty("Ostaa", "A2", assign={f"Rooli {number}": Mark(("R",)) for number in range(160_000)})
    large = Found("a", "fi", "2026-01-31", (), (), (FoundLevel("", (FoundUnit("a", "A1", (duty,)),)),))
    with pytest.raises(UserError, match="holds more letters than a data file can"):
        data_file_of(large, "a.xlsx")
