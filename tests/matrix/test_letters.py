"""Letters: how a cell is read, and what remains of several."""

import time

import pytest

from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix.letters import Cell, LetterError, letter_set, usual_letters

RASCI = usual_letters(wording("fi"))
WORDS = letter_set(
    {
        "Asiakas": ("Asiakas", "", "accountable"),
        "Jaettu": ("Jaettu", "", "none"),
        "A/B Oy": ("A/B Oy", "", "accountable"),
    }
)


@pytest.mark.parametrize(
    ("written", "letters", "conditions"),
    [
        ("R", ("R",), ()),
        ("R/A", ("R", "A"), ()),
        ("A, R", ("R", "A"), ()),
        ("RA", ("R", "A"), ()),
        ("R, A (suuret muutokset)", ("R", "A"), (("A", "suuret muutokset"),)),
        ("R (laitteet/verkot) / C", ("R", "C"), (("R", "laitteet/verkot"),)),
        ("-", (), ()),
        ("–", (), ()),
    ],
)
def test_cells(written: str, letters: tuple[str, ...], conditions: tuple[tuple[str, str], ...]) -> None:
    """Several letters are written with a slash, a comma or side by side; brackets hold a condition."""
    assert RASCI.read(written) == Cell(letters, conditions)


def test_words_as_letters() -> None:
    """A letter may be a word or several, with a separator in it."""
    assert WORDS.read("Asiakas").letters == ("Asiakas",)
    assert WORDS.read("Jaettu, Asiakas").letters == ("Asiakas", "Jaettu")
    assert WORDS.read("A/B Oy").letters == ("A/B Oy",)


@pytest.mark.parametrize(
    ("written", "what", "remedy"),
    [
        ("X", "no legend explains the letter “X”", "known are R, A, S, C, I"),
        ("r", "no legend explains the letter “r”", "did you mean R ("),
        ("А", "CYRILLIC CAPITAL LETTER A", "write A"),
        ("С", "CYRILLIC CAPITAL LETTER ES", "write C"),
        ("І", "CYRILLIC CAPITAL LETTER BYELORUSSIAN-UKRAINIAN I", "write I"),
        ("R\u200b", "ZERO WIDTH SPACE", "write R"),
        ("R\u0410", "CYRILLIC CAPITAL LETTER A", "write RA"),
        ("l", "LATIN SMALL LETTER L", "write I"),
        ("Ｒ", "FULLWIDTH LATIN CAPITAL LETTER R", "write R"),
        ("", "holds no letter", "known are"),
        ("R/X", "no legend explains the letter “X”", "known are"),
    ],
)
def test_unreadable_cells(written: str, what: str, remedy: str) -> None:
    """A letter that no legend explains is refused; one that only looks right is named by its character."""
    with pytest.raises(LetterError) as caught:
        RASCI.read(written)
    assert what in str(caught.value.args[0])
    assert remedy in str(caught.value.args[1])


@pytest.mark.parametrize(
    ("letters", "left"),
    [("RC", ("R",)), ("AR", ("R", "A")), ("CS", ("S",)), ("IC", ("C",)), ("ASC", ("A",)), ("I", ("I",))],
)
def test_strongest(letters: str, left: tuple[str, ...]) -> None:
    """R and A combine, otherwise the strongest of A, R, S, C, I stays."""
    assert RASCI.strongest(letters) == left


@pytest.mark.parametrize("cell", ["(" * 32_000, "A " + "(" * 32_000, "A (a" * 8_000, "A" + "\n" * 32_000 + "(x"])
def test_a_cell_of_brackets(cell: str) -> None:
    """What a cell of a workbook may hold at most is read in no time, whatever it is."""
    begun = time.process_time()
    with pytest.raises(LetterError):
        RASCI.read(cell)
    assert time.process_time() - begun < 1
