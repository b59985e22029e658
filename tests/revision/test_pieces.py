"""Two texts by words: what is kept, new and gone, to the last space."""

import random
import time
from itertools import pairwise

import pytest

from vastuumatriisi.revision.pieces import compared, phrase
from vastuumatriisi.revision.values import Piece, Pieces, text_of

GUARD = 30.0  # seconds of work; what grows with the square takes hours, what is merely slow a tenth of this


def sides(pieces: Pieces) -> tuple[str, str]:
    """Return the text before and the text after that pieces say."""
    before = "".join(piece.text for piece in pieces if piece.state != "new")
    return before, "".join(piece.text for piece in pieces if piece.state != "gone")


def marked(before: str, after: str) -> str:
    signs = {"kept": "{}", "new": "+{}+", "gone": "-{}-"}
    return "".join(signs[piece.state].format(piece.text) for piece in compared(before, after))


PAIRS = {
    ("Teemme työtä joka päivä.", "Teemme työtä joka viikko."): "Teemme työtä joka -päivä-+viikko+.",
    ("Teemme työtä.", "Teemme paljon työtä."): "Teemme +paljon +työtä.",
    ("Teemme paljon työtä.", "Teemme työtä."): "Teemme -paljon -työtä.",
    ("a b c d e f", "a x y d e f"): "a -b c-+x y+ d e f",
    ("yksi, kaksi", "yksi; kaksi"): "yksi-,-+;+ kaksi",
    ("Aivan muuta kuin ennen.", "Tekoäly on täällä jo!"): "-Aivan muuta kuin ennen.-+Tekoäly on täällä jo!+",
    ("", "Uusi."): "+Uusi.+",
    ("Vanha.", ""): "-Vanha.-",
    ("sama", "sama"): "sama",
    ("Listaa:\n- yksi\n- kaksi", "Listaa:\n- yksi\n- kolme"): "Listaa:\n- yksi\n- -kaksi-+kolme+",
    ("責任 者", "責任 表"): "責任 -者-+表+",
    # A text that has become half as long again, of which its frame is kept.
    (
        "Ylläpidämme koulun laiterekisteriä ja tarkastamme digitaalisten palveluiden laskut.",
        (
            "Ylläpidämme koulun laiterekisteriä ja asiatarkastamme tarpeen mukaan digitaalisten palveluiden laskuja "
            "yhteistyössä rehtorin kanssa."
        ),
    ): "Ylläpidämme koulun laiterekisteriä ja -tarkastamme-+asiatarkastamme tarpeen mukaan+ digitaalisten palveluiden "
    "-laskut-+laskuja yhteistyössä rehtorin kanssa+.",
}


@pytest.mark.parametrize("pair", PAIRS)
def test_words(pair: tuple[str, str]) -> None:
    """Words are marked, not letters; where little stays the same the texts stand apart."""
    assert marked(*pair) == PAIRS[pair]
    assert sides(compared(*pair)) == pair


def test_pieces_give_both_texts_back() -> None:
    """Whatever the texts, the pieces are both of them, and no two pieces of one kind follow each other."""
    chance = random.Random(5)  # noqa: S311
    for _ in range(2000):
        pair = tuple("".join(chance.choices("ab .,\n-(", k=chance.randrange(20))) for _ in range(2))
        pieces = compared(*pair)
        assert sides(pieces) == pair
        assert all(piece.text for piece in pieces)
        assert all(one.state != other.state for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    "pair",
    [
        (" ".join(["ja"] * 100_000), " ".join(["ja", "tai"] * 60_000)),
        (" ".join(["ja"] * 199), " ".join(["ja", "tai"] * 99)),
        (")" * 1_000_000, ")" * 999_999 + "x"),
        ("x " * 500_000 + "loppu", "x " * 500_000 + "alku"),
    ],
)
def test_long_texts_take_no_time(pair: tuple[str, str]) -> None:
    """Texts as long as a file may be are compared at once, repeated words or not."""
    begun = time.process_time()
    assert sides(compared(*pair)) == pair
    assert time.process_time() - begun < GUARD


def test_phrases_keep_what_is_in_their_places() -> None:
    """A place may hold any signs, and keeps what is marked in it."""
    pieces = phrase("{label}: {text}!", label="{x} %s", text=(Piece("gone", "a{}"), Piece("kept", "b")))
    assert pieces == (Piece("kept", "{x} %s: "), Piece("gone", "a{}"), Piece("kept", "b!"))
    assert text_of(pieces) == "{x} %s: a{}b!"
