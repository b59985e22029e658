"""Posters of texts that are longer than anybody expects: they are divided, whole, and stand in nobody's way."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.making import jobs_of, render
from tests.support.reading import poster_text, tight
from tests.support.sheets import faults
from tests.support.templates import with_template
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Rendered
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

GUARD = 60.0  # seconds of work for a poster; what hangs takes longer, what is merely slow does not

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
        begun = time.process_time()
        rendered = render(job, design)
        yield job.path, rendered, time.process_time() - begun


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
        assert seconds < GUARD, path
        if "toinen" not in path:
            assert (rendered.pages or 0) > 1, path
            assert Counter(tight("".join(texts))) <= Counter(poster_text(rendered.data)), path


MATRIX = """
format: 1
title: "{title}"
organisation: "{organisation}"
language: fi
edition: "{edition}"
date: 2026-01-31
approved_by: "{approved_by}"
contact: "{contact}"
publication_url: https://example.org/vastuut
letters:
  R: {{name: Toteuttaa, counts_as: responsible}}
  A: {{name: Vastaa, counts_as: accountable}}
  S: {{name: "{letter}", counts_as: support}}
  "{symbol}": {{name: Mukana, counts_as: consulted}}
derive: {{cooperates: "{symbol}"}}
themes: [{{id: teema, name: "{theme}"}}]
scopes: [{{id: pohja, name: "{scope}"}}, {{id: etela, name: Etelä}}]
roles:
  - {{id: rehtori, name: "{lead}"}}
  - {{id: tuki, name: "{support}"}}
  - {{id: kumppani, name: "{partner}"}}
levels:
  - id: talo
    name: "{level}"
    units:
      - id: ryhma
        name: "{group}"
        units:
          - id: johto
            name: "{unit}"
            leads: [rehtori]
            supports: [tuki]
            duties:
              - {{id: J-1, text: Johdamme., cooperates: [kumppani], theme: teema, assign: {{tuki: "S ({condition})"}}}}
              - {{id: J-2, text: Päätämme pohjoisesta., scopes: [pohja]}}
              - {{id: J-3, text: Päätämme etelästä., scopes: [etela]}}
          - {{id: opetus, name: Opetus, leads: [rehtori], duties: [{{id: O-1, text: Opetamme.}}]}}
  - {{id: muu, name: Muu taso, units: [{{id: muut, name: Muut}}]}}
site_types: [{{id: kaikki, name: "{site}", units: [johto, opetus]}}]
"""
SAID = {
    "title": "Vastuut",
    "organisation": "Esimerkkilä",
    "edition": "1",
    "approved_by": "Hallitus",
    "contact": "apu@example.org, 017 000 111",
    "letter": "Tukee",
    "symbol": "C",
    "theme": "Tietosuoja",
    "scope": "Pohjoinen",
    "lead": "rehtori",
    "support": "sihteeri",
    "partner": "huoltaja",
    "level": "Talon taso",
    "group": "Ryhmä",
    "unit": "Johto",
    "site": "Talo",
    "condition": "suuret",
}
UNSEEN = {"approved_by", "theme"}  # on posters
ON_HOUSES = {"site"}


def assert_whole(views: Views, design: Design, text: str, paths: str, paper: Any = "A3") -> None:
    """Assert that the sheets are in order and that those whose paths hold ``paths`` show every letter of the text."""
    for path, rendered, seconds in made(views, design, paper):
        assert not faults(rendered.data), path
        assert seconds < GUARD, path
        if paths in path:
            assert Counter(tight(text).casefold()) <= Counter(poster_text(rendered.data).casefold()), path


@pytest.mark.parametrize("field", SAID)
@pytest.mark.parametrize("text", [WORD[:300], SENTENCE[:500].strip()], ids=["word", "words"])
def test_every_text_of_a_poster_may_be_long(build_views: Build, design: Design, field: str, text: str) -> None:
    """One word of 300 letters and 500 characters of words are divided, in each place where a poster shows a text."""
    paths = "(none)" if field in UNSEEN else "talo-kaikki" if field in ON_HOUSES else "johto"
    assert_whole(build_views(MATRIX.format(**SAID | {field: text})), design, text, paths)


@pytest.mark.parametrize(
    ("text", "paper"), [(WORD[:100], "A4"), ("a" * 256, "A2"), (WORD[:300].upper(), "A3"), ("-" + WORD[:150], "A3")]
)
def test_a_title_of_one_word_is_divided(build_views: Build, design: Design, text: str, paper: str) -> None:
    """On every paper."""
    assert_whole(build_views(MATRIX.format(**SAID | {"title": text})), design, text, "", paper)


def test_all_texts_of_a_poster_may_be_long_at_once(build_views: Build, design: Design) -> None:
    """Head, bands and foot leave room for the duties."""
    text = WORD[:200]
    views = build_views(MATRIX.format(**dict.fromkeys(SAID, text) | {"symbol": "C"}))
    assert_whole(views, design, text, "")


def test_an_address_longer_than_a_line_is_divided_in_no_time(build_views: Build, design: Design) -> None:
    """A contact without a space, in which a line may end nowhere."""
    contact = f"{WORD[:250]}@{WORD[:250]}.example.org"
    assert_whole(build_views(MATRIX.format(**SAID | {"contact": contact})), design, contact, "johto")


@pytest.mark.parametrize("letters", ["i", "iloisa", "MW"])
@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_only_what_may_be_broken_is_laid_out_so_that_it_may(
    build_views: Build, design: Design, letters: str, paper: str
) -> None:
    """Words from short ones to ones of some lines, soft hyphens too, stand as where every word may be broken."""
    words = [(letters * length)[:length] for length in range(8, 88, 4)]
    divided = ["\u00ad".join(word[at : at + 4] for at in range(0, len(word), 4)) for word in words[::2]]
    views = build_views(duties(*(f"Esimerkin {word} hoidetaan ja tuetaan {word}." for word in (*words, *divided))))
    css = design.templates["poster.css.j2"].decode()
    everywhere = with_template(design, "poster.css.j2", css + "\n.entry, .code { overflow-wrap: anywhere }\n")
    ours, theirs = (list(made(views, which, paper)) for which in (design, everywhere))
    assert [rendered.data for _, rendered, _ in ours] == [rendered.data for _, rendered, _ in theirs]
