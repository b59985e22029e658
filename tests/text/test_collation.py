"""The alphabetical order of the indexes."""

import random

import pytest

from vastuumatriisi.text.collation import alphabetical


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("fi", ["aamu", "Aapeli", "väki", "W-ryhmä", "üliopilane", "ylä", "zeta", "åbo", "Äiti", "ääni", "öljy"]),
        ("sv-FI", ["ask", "zink", "år", "äng", "æra", "ö"]),
        ("en", ["aim", "äim", "air", "Zoë", "zone"]),
        ("fi", ["2. luokka", "lukio opetus", "lukio-opetus", "lukiokoulutus"]),
    ],
)
def test_order_of_a_language(language: str, ordered: list[str]) -> None:
    """Finnish and Swedish end with å, ä, ö; elsewhere an accent decides last; spaces and hyphens come first."""
    shuffled = random.Random(1).sample(ordered, len(ordered))  # noqa: S311 - no secret
    assert sorted(shuffled, key=lambda word: alphabetical(word, language)) == ordered
