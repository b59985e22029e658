"""Names within a sentence: what a language or the name itself writes with capitals keeps them."""

import pytest

from vastuumatriisi.text.capitals import within_a_sentence


@pytest.mark.parametrize(
    ("name", "language", "expected"),
    [
        ("Asiakas", "fi", "asiakas"),
        ("Ansvarig", "sv-FI", "ansvarig"),
        ("Åbo", "sv", "åbo"),
        ("Kunde", "de", "Kunde"),
        ("Kunde", "de-AT", "Kunde"),
        ("ICT-tuki", "fi", "ICT-tuki"),
        ("I am told", "en", "I am told"),
        ("R", "fi", "R"),
        ("", "fi", ""),
    ],
)
def test_a_name_within_a_sentence(name: str, language: str, expected: str) -> None:
    """Only what had its capital for standing first loses it."""
    assert within_a_sentence(name, language) == expected
