"""A letter set of one's own: its names are those that the handbook prints, and what counts as nothing is no share."""

import io
import json
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.document import Document
from lxml import etree

from tests.support.making import jobs_of, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
Letters = dict[str, tuple[str, str]]  # symbol -> name, what it counts as

OWN: Letters = {
    "D": ("Päättää", "accountable"),
    "A": ("Hyväksyy", "accountable"),
    "C": ("Konsultoitava", "consulted"),
    "I": ("Kuulee", "informed"),
    "P": ("Tekee työn", "responsible"),
    "S": ("Auttaa", "support"),
}


def document(build_views: Build, design: Design, letters: Letters, cells: dict[str, str]) -> Document:
    """Return the handbook of 41 duties; each actor, roles and the unit "u", has the letters of its cell for all."""
    data: dict[str, Any] = {
        "letters": {symbol: {"name": name, "counts_as": kind} for symbol, (name, kind) in letters.items()},
        "roles": [{"id": role, "name": role.title()} for role in cells if role != "u"],
        "levels": [{"id": "taso", "name": "Taso", "units": [{"id": "u", "name": "Yksikkö", "duties": []}]}],
    }
    data["levels"][0]["units"][0]["duties"] = [
        {"id": f"E-{number}", "text": "Teemme.", "assign": cells} for number in range(41)
    ]
    (job,) = jobs_of(
        "handbook", build_views("\n".join(f"{key}: {json.dumps(value)}" for key, value in data.items())), design
    )
    return docx.Document(io.BytesIO(render(job, design).data))


def headers(found: Document, first: str) -> list[str]:
    [header] = [[cell.text for cell in t.rows[0].cells] for t in found.tables if t.rows[0].cells[0].text == first]
    return header


def legends(found: Document) -> list[list[str]]:
    parts = [part.blob for part in found.part.package.iter_parts() if "/charts/" in str(part.partname)]
    return [
        [series.findtext(f"{CHART}tx/{CHART}v") or "" for series in etree.fromstring(part).iter(f"{CHART}ser")]
        for part in parts
    ]


def test_the_shares_have_the_names_of_the_letters(build_views: Build, design: Design) -> None:
    """Chart and table say what the data file calls each letter; several of one kind are named together."""
    cells = {"eeva": "D/P", "olli": "A, C", "aino": "I", "onni": "S", "u": "D, A, P, S, C, I"}
    found = document(build_views, design, OWN, cells)
    kinds = ["Päättää, Hyväksyy (D, A)", "Tekee työn (P)", "Auttaa (S)", "Konsultoitava (C)", "Kuulee (I)"]
    assert headers(found, "Rooli") == ["Rooli", "D, A", "P", "S", "C", "I"]
    assert legends(found) == [kinds]


def test_words_as_letters(build_views: Build, design: Design) -> None:
    """A word that is its own name stands there once."""
    letters = {"Kunta": ("Kunta", "responsible"), "Valtio": ("Valtio", "accountable")}
    found = document(build_views, design, letters, {"eeva": "Kunta", "olli": "Valtio"})
    assert headers(found, "Rooli") == ["Rooli", "Valtio", "Kunta"]


def test_kinds_that_no_letter_counts_as_are_left_out(build_views: Build, design: Design) -> None:
    """The table of roles has a column for each kind of letter that somebody has, and for no other."""
    letters = {"T": ("Tekee", "responsible"), "K": ("Kuulee", "informed")}
    found = document(build_views, design, letters, {"eeva": "T", "olli": "K"})
    assert headers(found, "Rooli") == ["Rooli", "T", "K"]


@pytest.mark.parametrize("cells", [{"eeva": "X", "u": "Y"}, {"eeva": "X", "u": "T"}])
def test_what_counts_as_nothing_is_no_share(build_views: Build, design: Design, cells: dict[str, str]) -> None:
    """Without a letter that counts there is no chapter of shares; a letter that does not count is no number in it."""
    letters = {"X": ("Ikse", "none"), "Y": ("Yy", "none"), "T": ("Tekee", "responsible")}
    found = document(build_views, design, letters, cells)
    told = [paragraph.text for paragraph in found.paragraphs if str(paragraph.style.name).startswith("Heading")]
    assert (design.wording("handbook.balance.title") in told) == ("T" in cells.values())
    assert legends(found) == ([["Tekee (T)"]] if "T" in cells.values() else [])
    assert (design.wording("handbook.balance.units") in told) == ("T" in cells.values())
    assert design.wording("handbook.balance.roles") not in told


@pytest.mark.parametrize(
    ("symbols", "acronym"),
    [("RASCI", ", RASCI"), ("RACI", ", RACI"), ("DACI", ", DACI"), (["Kunta", "Valtio"], ""), ("X", ""), ("●○", "")],
)
def test_keywords(build_views: Build, design: Design, symbols: list[str], acronym: str) -> None:
    """The document is found under the name of its own letter set, and not under that of another one."""
    letters = {symbol: (symbol, "responsible") for symbol in symbols}
    found = document(build_views, design, letters, {"eeva": symbols[0]})
    assert found.core_properties.keywords == f"vastuumatriisi, vastuut, tehtävät{acronym}"
