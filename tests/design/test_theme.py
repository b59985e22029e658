"""The theme: what it must hold, and that its colours can be read."""

from pathlib import Path

import pytest

from tests.support.languages import assert_in_every_language
from tests.support.matrices import ROOT
from vastuumatriisi.design.design import contrast, parse_theme
from vastuumatriisi.errors import UserError

THEME = (ROOT / "templates" / "theme.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    """Return the path of a copy of the theme with ``old`` made ``new``."""
    assert old in THEME
    path = folder / "theme.toml"
    path.write_text(THEME.replace(old, new, 1), encoding="utf-8")
    return path


def test_contrast_of_known_pairs() -> None:
    """Black on white is 21:1, and the order of a pair does not matter."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert contrast("#FFFFFF", "#767676") == contrast("#767676", "#FFFFFF")


def test_levels_begin_again() -> None:
    """A level beyond the last colour takes the first one."""
    theme = parse_theme((ROOT / "templates" / "theme.toml").read_bytes(), ROOT / "templates" / "theme.toml")
    assert theme.level(len(theme.levels) + 1) == theme.level(1)


def test_a_theme_may_ask_for_the_codes_of_links(tmp_path: Path) -> None:
    """It does not have to: it is the one size that may be left out."""
    assert "link_code" not in parse_theme(THEME.encode(), tmp_path / "theme.toml").poster
    path = changed(tmp_path, "# link_code = 60.0", "link_code = 48")
    assert parse_theme(path.read_bytes(), path).poster["link_code"] == 48.0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('ink = "#17202A"', 'ink = "#AAAAAA"', "has a contrast of 2.3:1, 4.5:1 is the least; make one of them darker"),
        ('ink = "#17202A"', 'ink = "dark"', "ink is 'dark'; write a colour as #RRGGBB"),
        ('muted = "#4A5563"', "", "[colours] lacks “muted”; add the line"),
        ('tint = "#E6EEF5"', "", "[levels 1] lacks “tint”; add the line"),
        ("[colours]", "[colors]", "the table [colours] is missing"),
        ("running = 9.0", 'running = "small"', "running is 'small'; write a size in points"),
        ("[colours]", "[colours", "is not valid TOML"),
        ("# link_code = 60.0", "link_code = true", "link_code is True; write a size in points"),
        ("# link_code = 60.0", "link_code = 0", "link_code is 0; write a size in points"),
        ("# link_code = 60.0", "link_codes = 60.0", "[poster] has an unknown “link_codes”; delete it"),
        ("[workbook]", "[workbook]\nlink_code = 60.0", "[workbook] has an unknown “link_code”; delete it"),
    ],
)
def test_faulty_theme_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A theme that lacks something, or whose colours cannot be read, is refused in words that name it."""
    with pytest.raises(UserError) as caught:
        parse_theme((path := changed(tmp_path, old, new)).read_bytes(), path)
    assert message in str(caught.value)
    assert "theme.toml" in str(caught.value)
    assert_in_every_language(caught.value)
