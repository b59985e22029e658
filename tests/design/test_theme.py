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
        ("[colours]", f"a = {'[' * 50_000}", "is not valid TOML (it is nested too deeply)"),
        ("[colours]", f"a = {'9' * 5000}", "is not valid TOML (the number has too many digits)"),
        ("# link_code = 60.0", "link_code = true", "link_code is True; write a size in points"),
        ("# link_code = 60.0", "link_code = 0", "link_code is 0; write a size in points"),
        ("# link_code = 60.0", "link_codes = 60.0", "[poster] has an unknown “link_codes”; delete it"),
        ("[workbook]", "[workbook]\nlink_code = 60.0", "[workbook] has an unknown “link_code”; delete it"),
        ("[[levels]]", "[[levels]]\nshade = '#FFFFFF'", "[levels 1] has an unknown “shade”; delete it"),
        ("[letters.none]", "[letters.none]\nshade = '#FFFFFF'", "[letters.none] has an unknown “shade”; delete it"),
        ("[letters.none]", "[letters]\nnone = '#FFFFFF'\n[more]", "the table [letters.none] is missing; add it"),
        ("[colours]", "colours = 3\n[more]", "the table [colours] is missing; add it"),
        ("[poster]", "[more]\nposter = 3\n[else]", "the table [poster] is missing; add it"),
        ('ink = "#17202A"', "ink = 2026-11-23", "ink is 2026-11-23; write a colour as #RRGGBB"),
        ('ink = "#17202A"', "ink = ['#17202A']", "ink is ['#17202A']; write a colour as #RRGGBB"),
        ('office = "', 'office = 3 # "', "[fonts] office is 3; write the name of a font family"),
        ('office = "', 'office = " " # "', "[fonts] office is ' '; write the name of a font family"),
    ],
)
def test_faulty_theme_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A theme that lacks something, or whose colours cannot be read, is refused in words that name it."""
    with pytest.raises(UserError) as caught:
        parse_theme((path := changed(tmp_path, old, new)).read_bytes(), path)
    assert message in str(caught.value)
    assert "theme.toml" in str(caught.value)
    assert_in_every_language(caught.value)


@pytest.mark.parametrize("levels", ["3", '"#17466F"', "[]", "{colour = '#17466F', tint = '#E6EEF5'}"])
def test_levels_that_are_no_list_are_refused(tmp_path: Path, levels: str) -> None:
    """A theme has a table for each level, one at least."""
    before, _, rest = THEME.partition("[[levels]]")
    path = tmp_path / "theme.toml"
    path.write_text(f"levels = {levels}\n{before}{rest[rest.index('[letters.') :]}", encoding="utf-8")
    with pytest.raises(UserError, match=r"no \[\[levels\]\] is given; add one") as caught:
        parse_theme(path.read_bytes(), path)
    assert_in_every_language(caught.value)


def test_levels_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    """Each is named by its number."""
    before, _, rest = THEME.partition("[[levels]]")
    path = tmp_path / "theme.toml"
    path.write_text(f"levels = ['#17466F', 3]\n{before}{rest[rest.index('[letters.') :]}", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        parse_theme(path.read_bytes(), path)
    assert [f"[levels {number}]" in line for number, line in enumerate(str(caught.value).splitlines(), 1)] == [
        True,
        True,
    ]
