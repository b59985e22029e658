"""What stands beside the name of a house: each line of it whole, in a smaller type where it is long."""

from pathlib import Path

import pypdf
import pytest

from tests.support.command import run
from tests.support.matrices import ROOT

PEOPLE = """
format: 1
sites:
  - {id: esimerkin-koulu, name: Esimerkin koulu, type: peruskoulu, people: {rehtori: [Etunimi Esimerkki]}}
"""


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_no_word_of_what_it_is_about_stands_alone(paper: str, tmp_path: Path) -> None:
    """The kind of house and its numbers are one line, and so is what the page is about."""
    text = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8")
    source, roster = tmp_path / "m.yaml", tmp_path / "sites.yaml"
    source.write_text(f"{text}\npublication_url: https://example.org/vastuut\n", encoding="utf-8")
    roster.write_text(PEOPLE, encoding="utf-8")
    build = tmp_path / "build"
    done = run("--source", source, "--output", build, "--only", "sites", "--paper", paper)
    assert done.returncode == 0, done.stderr
    lines = pypdf.PdfReader(build / "kohteet" / "esimerkin-koulu.pdf").pages[0].extract_text().split("\n")
    assert any(line.endswith("Kuka meillä vastaa mistäkin") for line in lines)
    assert "Peruskoulu, 6 yksikköä ja 50 tehtävää" in lines
