"""Posters of texts that are longer than anybody expects: they are divided, whole, and stand in nobody's way."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.making import jobs_of, render
from tests.support.reading import poster_text, tight
from tests.support.sheets import faults
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

LONGEST = 10.0  # seconds for a poster

DUTIES = """
roles: [{{id: rehtori, name: rehtori}}]
levels:
  - id: taso
    name: Taso
    units:
      - id: yksikko
        name: Yksikkö
        leads: [rehtori]
        duties:
{duties}
      - {{id: toinen, name: Toinen, leads: [rehtori], duties: [{{id: Z-1, text: Tuemme.}}]}}
site_types: [{{id: talo, name: Talo, units: [yksikko, toinen]}}]
"""
SHORT = "Autamme."
SENTENCE = " ".join(f"sana{number}" for number in range(1300))[:10_500]
WORD = ("abcdefghijklmnopqrstuvwxyz" * 404)[:10_500]


def made(views: Views, design: Design, paper: Any = "A3") -> Iterator[tuple[str, Rendered, float]]:
    """Yield each poster with its path and the seconds that it took."""
    for job in jobs_of("posters", views, design, Options(paper, paper)):
        begun = time.monotonic()
        rendered = render(job, design)
        yield job.path, rendered, time.monotonic() - begun


def duties(*texts: str) -> str:
    """Return a data file with these duties, each with a code wider than the one before."""
    codes = [f"Y-{'0' * number}{number}" for number in range(len(texts))]
    lines = (f'          - {{id: {code}, text: "{text}"}}' for code, text in zip(codes, texts, strict=True))
    return DUTIES.format(duties="\n".join(lines))


@pytest.mark.parametrize(
    ("texts", "paper"),
    [
        ((SENTENCE, SHORT), "A3"),
        ((SHORT, SENTENCE), "A4"),
        ((SHORT, SENTENCE, SENTENCE, SHORT), "A2"),
        ((WORD, SHORT), "A3"),
        ((SHORT, WORD, SHORT), "A4"),
        (("W" * 10_500, SHORT), "A3"),
        (("ab-" * 3_500, SHORT), "A3"),
        (("a" * 5_000 + "@" + "b" * 5_000, SHORT), "A3"),
    ],
)
def test_a_duty_longer_than_a_sheet_runs_on_beside_others(
    build_views: Build, design: Design, texts: tuple[str, ...], paper: str
) -> None:
    """On the unit's poster and on that of the house each letter is there, whatever the codes of others are."""
    for path, rendered, seconds in made(build_views(duties(*texts)), design, paper):
        assert not faults(rendered.data), path
        assert seconds < LONGEST, path
        if "toinen" not in path:
            assert (rendered.pages or 0) > 1, path
            assert Counter(tight("".join(texts))) <= Counter(poster_text(rendered.data)), path
