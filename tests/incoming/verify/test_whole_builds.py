"""All that a build makes is current as long as nothing has changed, in whatever language and however long."""

import json
from pathlib import Path

import pytest

from tests.support.command import files_in, run

HEAD = """
format: 1
title: {title}
organisation: Esimerkki
language: {language}
edition: "1"
date: 2026-11-05
valid_from: 2026-12-01
roles:
  - {{id: boss, name: {boss}}}
  - {{id: clerk, name: {clerk}}}
levels:
  - id: level
    name: {level}
    units:
"""
UNIT = "      - {{id: u{n}, name: {name}, leads: [boss], duties: [{duties}]}}\n"


def matrix(language: str, names: list[str], words: str, duties: int, **told: str) -> str:
    """Return a data file of units with so many duties each, all of which the clerk is told about."""
    text = HEAD.format(language=language, **{"title": "T", "boss": "B", "clerk": "C", "level": "Level", **told})
    for number, name in enumerate(names):
        codes = range(number * duties + 1, (number + 1) * duties + 1)
        listed = (f"{{id: D-{n:03}, text: {words.format(n=n)}, assign: {{clerk: I}}}}" for n in codes)
        text += UNIT.format(n=number, name=name, duties=", ".join(listed))
    return text


def english() -> str:
    """Months have names, a unit is called like a code, and the clerk's sheet names most duties by their codes alone."""
    names = ["A.5-organisational-controls", "Everything else there is", "The rest"]
    words = "We look after example number {n} and write down what became of it for whoever asks"
    return matrix("en", names, words, 22, title="Made up")


def swedish() -> str:
    return matrix("sv", ["Ledning", "Enhet"], "Vi sköter exempel nummer {n} och berättar om det", 30, title="Påhittad")


def arabic() -> str:
    """Readers of PDFs turn the signs of its ligatures round, and its codes."""
    told = {"title": "مصفوفة", "boss": "مدير الاختبار", "clerk": "الكاتب", "level": "المستوى"}
    return matrix("ar", ["الاختبارات"], "كتابة الاختبارات والإصدار رقم {n}", 4, **told)


def answers(folder: Path, text: str) -> dict[str, str]:
    (folder / "matrix.yaml").write_text(text, encoding="utf-8")
    words = ("--source", folder / "matrix.yaml")
    assert run("build", *words, "--output", folder / "build").returncode == 0
    paths = sorted(path for path in files_in(folder / "build") if path != "manifest.json")
    done = run("verify", *words, "--json", *(folder / "build" / path for path in paths))
    return {
        path: f"{answer['state']} {answer['changes']} {answer['added']}"
        for path, answer in zip(paths, json.loads(done.stdout), strict=True)
    }


@pytest.mark.parametrize("text", [english(), swedish(), arabic()], ids=["en", "sv", "ar"])
def test_what_was_just_made_is_current(text: str, tmp_path: Path) -> None:
    """That holds for each document, the handbook's PDF too, whose pages have heads and feet."""
    told = answers(tmp_path, text)
    assert len(told) > 5
    assert {path: answer for path, answer in told.items() if answer != "current [] []"} == {}


def test_signs_without_a_font(tmp_path: Path) -> None:
    """A text that lacks signs cannot be compared, and is not called altered; its mark alone can be asked.

    The unit is called as a column of the workbook is known by.
    """
    text = matrix("en", ["Unit"], "設計 𐌰𐌱𐌲 example {n}", 2, title="Made up")
    told = answers(tmp_path, text)
    assert {answer.split()[0] for answer in told.values()} == {"current", "unknown"}
    done = run("verify", "--source", tmp_path / "matrix.yaml", tmp_path / "build" / "posters" / "u0.pdf")
    assert "ask for its mark alone: " in done.stdout
    mark = done.stdout.partition("ask for its mark alone: ")[2][:9]
    assert run("verify", "--source", tmp_path / "matrix.yaml", mark).returncode == 0
