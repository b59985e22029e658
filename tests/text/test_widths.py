"""Text is measured as the fonts set it."""

import pytest

from vastuumatriisi.design.fonts import face
from vastuumatriisi.text.widths import FontWidths, office_widths

EVEN = FontWidths(dict.fromkeys(range(32, 400), 500))  # every character half an em wide


@pytest.mark.parametrize(
    ("text", "available", "lines"),
    [
        ("", 50, 1),
        ("aaaa bbbb", 50, 1),
        ("aaaa bbbb cc", 50, 2),
        ("aaaa\nbbbb", 500, 2),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", 50, 3),
        ("tieto-ja viesti", 30, 3),
        ("aaaa bbbb", 45, 1),
    ],
)
def test_lines(text: str, available: float, lines: int) -> None:
    """Lines break at spaces and behind hyphens, and in a word only where it is wider than the line."""
    assert EVEN.lines(text, 10, available) == lines


def test_office_font() -> None:
    """The table holds Finnish letters, and bold is wider than regular."""
    assert office_widths().width("ÄÖäöåÅ", 11) == pytest.approx(36.36, abs=0.01)
    assert office_widths(bold=True).width("vastuu", 11) > office_widths().width("vastuu", 11)


def test_missing_characters_have_a_width() -> None:
    """A Japanese character is an em wide, a combining accent nothing."""
    assert office_widths().width("責任", 10) == 20
    assert office_widths().width("\u0301", 10) in (0, pytest.approx(0, abs=3))


def test_poster_font_widest_word() -> None:
    """The widest word is one that no line end divides."""
    widths = face(bold=True).widths
    word = "perhepäivähoidonohjaaja"
    assert widths.widest_word(f"tai {word} on", 20) == pytest.approx(widths.width(word, 20))
