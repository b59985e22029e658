"""A document that nobody has touched is current, whatever stands beside its duties and wherever its pages turn."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from tests.support.command import run
from tests.support.making import all_jobs, render
from tests.support.matrices import matrix_of
from tests.support.web import design, views_with
from vastuumatriisi.incoming.pdf_text import PdfTexts
from vastuumatriisi.incoming.verify.reading import read_document
from vastuumatriisi.options import Options

MATRIX = """
format: 1
title: Exempelmatris
organisation: Exempelköping
language: sv
edition: "1"
date: 2026-01-31
publication_url: https://example.org/matris
roles:
  - {id: rektor, name: rektor}
  - {id: chef, name: it-chef}
levels:
  - id: niva
    name: Nivå
    units:
      - id: ledning
        name: Ledning
        leads: [rektor]
        duties:
          - {id: L-1, text: Vi beslutar om budgeten.}
          - {id: L-2, text: Vi rapporterar till nämnden., assign: {rektor: "R, A (stora frågor)", chef: C}}
          - {id: L-3, text: Vi följer upp.}
      - id: enhet
        name: It-enheten
        leads: [chef]
        supports: [rektor]
        duties:
          - id: I-1
            text: Vi sköter nätet.
            links: [{title: Anvisning, url: "https://www.example.org/nat"}]
          - {id: I-2, text: Vi svarar på frågor., note: Från hösten.}
"""


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("orört")
    (folder / "matris.yaml").write_text(MATRIX, encoding="utf-8")
    jobs = all_jobs(views_with(matrix_of(MATRIX)), design("sv"), Options(collection=True))
    for number, job in enumerate(jobs):
        (folder / f"{number}").write_bytes(render(job, design("sv")).data)
    files = [folder / f"{number}" for number in range(len(jobs))]
    done = run("verify", "--source", folder / "matris.yaml", "--json", *files)
    answers = json.loads(done.stdout)
    return {
        f"{job.kind} {job.unit or job.role or number}": f"{answer['state']} {answer['changes']}"
        for number, (job, answer) in enumerate(zip(jobs, answers, strict=True))
    }


def test_nothing_untouched_is_called_altered(states: dict[str, str]) -> None:
    """A link's address as it is typed is no alteration, nor are a role's letters between a code and its text."""
    assert {"poster enhet", "role-sheet rektor", "role-sheet chef"} <= {*states}
    assert {name: state for name, state in states.items() if state != "current []"} == {}


def pages_of(*pages: str) -> PdfTexts:
    class Read:
        pages: Callable[[bytes], list[str]] = staticmethod(lambda _content: [*pages])

    return cast("PdfTexts", Read())


def test_a_page_turn_divides_nothing(tmp_path: Path) -> None:
    """What stands on two pages is whole without the running heads and feet; equal lines amid a page stay."""
    (tmp_path / "bok").write_bytes(b"%PDF-")
    first = "Matris\nIndex\nStart\nLedning\nUtgåva 1, sida 14"
    second = "Matris\nIndex\nR L-1 s. 4\nStart\nUtgåva 1, sida 15"
    third = "Matris\nOrdlista\nStart\nUtgåva 1, sida 16"
    document = read_document(tmp_path / "bok", pages_of(first, second, third))
    assert document.running == "Start\nLedning\nR L-1 s. 4\nOrdlista"
