"""Problems that count: one mistake in many lines is told once, and what was meant is named."""

from pathlib import Path

import pytest

from tests.support.matrices import ONE_UNIT
from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.errors import SourceError
from vastuumatriisi.locales.wording import messages

HEAD = (
    """format: 1
title: Vastuut
organisation: Esimerkki
language: fi
edition: luonnos
date: 2026-11-23
roles: [{id: eeva, name: Eeva}, {id: oma, name: Oma}]
"""
    + ONE_UNIT
)


def told(duties: str, tmp_path: Path, language: str = "en") -> list[str]:
    """Return what is told of a data file with these duties, line by line."""
    path = tmp_path / "m.yaml"
    path.write_text(HEAD + duties, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_matrix(path, "m.yaml")
    return caught.value.told(messages(language)).splitlines()


def duty(number: int, rest: str) -> str:
    return f"          - {{id: D-{number:02d}, text: Huolto, {rest}}}\n"


@pytest.mark.parametrize(
    ("language", "expected"),
    {
        "en": "15 × no legend explains the letter “V” (lines 16–23, 25–31); did you mean A (Vastaa)?",
        "fi": "15 × kirjainta ”V” ei ole selitetty (rivit 16–23, 25–31); tarkoititko A (Vastaa)?",
        "sv": "15 × bokstaven ”V” är inte förklarad (raderna 16–23, 25–31); menade du A (Vastaa)?",
    }.items(),
)
def test_one_mistake_in_many_lines(language: str, expected: str, tmp_path: Path) -> None:
    """A letter that fifteen cells hold is told once, at its first place, with its lines and what was meant."""
    duties = "".join(duty(n, f"assign: {{eeva: {'A' if n == 9 else 'V'}}}") for n in range(1, 17))
    first, counted = told(duties, tmp_path, language)
    assert first == f"m.yaml:16:53: {expected}"
    assert counted.startswith("15 ")


def test_one_mistake_twice_has_two_places(tmp_path: Path) -> None:
    """Of few each has its line and column."""
    lines = told(duty(1, "assign: {eeva: V}") + duty(2, "assign: {eeva: V}"), tmp_path)
    assert [line.split(": ")[0] for line in lines] == [
        "m.yaml:16:53",
        "m.yaml:17:53",
        "2 problems; nothing was changed.",
    ]


def test_different_mistakes_stay_apart(tmp_path: Path) -> None:
    """What is alike in kind and not in words has a line each; “T” may be Toteuttaa or Tukee."""
    lines = told(duty(1, "assign: {eeva: V, oma: T}") + duty(2, "assign: {eeva: X}"), tmp_path)
    assert [line.split(": ")[1].split("; ")[0] for line in lines[:-1]] == [
        f"no legend explains the letter “{letter}”" for letter in "VTX"
    ]
    assert "did you mean" not in lines[1] + lines[2]


CUT_OFF = {
    "comma": (duty(1, "note: Ensin, sitten"), ":16:51: there is no key “sitten” here; "),
    "condition": (duty(1, "assign: {eeva: A, oma: C (kun, tai)}"), ":16:69: there is no unit or role “tai)”; "),
    "colon": (duty(1, "note: Ohje: lue"), ": a comma or a closing bracket is missing before this place; "),
    "quote": (duty(1, 'note: "Ohje" lue'), ": a comma or a closing bracket is missing before this place; "),
    "line": ("          - id: D-01\n            text: Huolto: laite\n", ":17:25: a colon stands where the text "),
    "hash": ("          - id: D-01\n            text: #tarina päivässä\n", ":17:19: "),
    "item": (
        "          - id: D-01\n            text: x\n            scopes:\n              - C: D\n",
        ":19:17: item 1 of “scopes” is keys with values; ",
    ),
}


@pytest.mark.parametrize(("duties", "problem"), CUT_OFF.values(), ids=CUT_OFF)
def test_a_comma_or_a_colon_in_a_text(duties: str, problem: str, tmp_path: Path) -> None:
    """Whoever writes one without quotes is told of them, whatever the reading stumbles over."""
    found = [line for line in told(duties, tmp_path) if problem in line]
    assert len(found) == 1, told(duties, tmp_path)
    assert "in quotes" in found[0].partition("; ")[2]
