"""Who is named on a poster: a wall tells what holds, and never that something is open."""

import io
import re
from collections.abc import Callable

import pypdf
import pytest

from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT
from tests.support.reading import poster_text, tight
from tests.support.sheets import text_boxes
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.pdf.fitting import render_poster
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]

# "nobody" performs its duties, and who is in charge is open; in "letters" the owner of a duty is.
MATRIX = """
format: 1
title: Matrix
organisation: Org
language: {language}
edition: "1"
date: 2026-01-31
{more}
roles: [{{id: head, name: päällikkö}}, {{id: help, name: avustaja}}]
levels:
  - id: l
    name: Taso
    units:
      - {{id: one, name: Ykkönen, leads: [head], duties: [{{id: O-1, text: Teemme.}}]}}
      - {{id: both, name: Kakkonen, leads: [head, help], duties: [{{id: B-1, text: Jaamme.}}]}}
      - {{id: nobody, name: Kolmonen, performs: true, duties: [{{id: N-1, text: Emme kerro.}}]}}
      - {{id: helped, name: Nelonen, supports: [help], duties: [{{id: H-1, text: Autetaan.}}]}}
      - id: letters
        name: Viitonen
        duties: [{{id: L-1, text: Tilaamme., assign: {{help: R}}}}, {{id: L-2, text: Ostamme., cooperates: [help]}}]
site_types: [{{id: house, name: Talo, units: [one, both, nobody, helped, letters]}}]
"""


def posters(build_views: Build, language: str, more: str = "") -> dict[str, tuple[Views, bytes]]:
    """Return all posters by the ids of their units and houses."""
    views = build_views(MATRIX.format(language=language, more=more))
    design = read_design(ROOT / "templates", language)
    return {job.content.id: (views, render(job, design).data) for job in jobs_of("posters", views, design)}


def said(data: bytes) -> str:
    """Return all that a poster says to eyes, to screen readers and to whoever lists its properties."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    objects = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    spoken = [
        str(item[key]) for item in objects if isinstance(item, dict) for key in ("/Alt", "/Contents") if key in item
    ]
    texts = [page.extract_text() for page in reader.pages]
    return " ".join(
        [*texts, *map(str, (reader.metadata or {}).values()), *filter(lambda text: len(text) < 999, spoken)]
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_poster_tells_that_something_is_open(build_views: Build, language: str) -> None:
    """Neither that of a unit nor that of a house, whether nobody is in charge or a duty has no owner."""
    words = read_design(ROOT / "templates", language).wording
    made = posters(build_views, language)
    assert set(made) == {"one", "both", "nobody", "helped", "letters", "house"}
    for name, (views, data) in made.items():
        assert any(ownership.open for ownership in views.matrix.ownership.values())
        assert not re.search(rf"\b{words('matrix.open')}\b", said(data), re.IGNORECASE), name


def test_those_whom_the_data_name_are_named(build_views: Build) -> None:
    """One in charge, several of whom nobody is picked, and supporters alone; on the house's poster, too."""
    made = {name: poster_text(data) for name, (_, data) in posters(build_views, "fi").items()}
    assert "VastuuhenkilöPäällikkö" in made["one"]
    assert "VastuuhenkilötPäällikkö,avustaja" in made["both"]
    assert "Vastuuhenkilö" not in made["nobody"] + made["helped"] + made["letters"]
    assert "TukenaAvustaja" in made["helped"]
    assert made["house"].count("Vastuuhenkilö") == 2
    assert made["house"].count("TukenaAvustaja") == 1


def test_where_nobody_is_named_there_is_no_band(build_views: Build, design: Design) -> None:
    """The duties have its room: between them and the running foot nothing is drawn."""
    views = build_views(MATRIX.format(language="fi", more=""))
    for job in jobs_of("posters", views, design):
        if job.kind == "poster":
            made = render_poster(job.content, design)
            assert (made.layout.foot.height == 0) == (job.unit == "nobody"), job.unit


def test_a_code_beside_which_nobody_is_named_says_where_it_leads(build_views: Build, design: Design) -> None:
    """The left of its band is not empty: it has the address as it is typed, and only there what the code is for."""
    made = posters(build_views, "fi", "publication_url: https://www.example.org/vastuut/")
    for name, (_, data) in made.items():
        text = poster_text(data)
        assert text.count(tight(design.wording("poster.newest"))) == 1, name
        assert ("example.org/vastuut" in text) == (name in ("nobody", "letters")), name
    _, data = made["nobody"]
    [boxes] = text_boxes(data)
    band = [box for box in boxes if 60 < box[1] < 200]
    assert min(left for left, _, _, _ in band) < 60
    links = [note.get_object() for note in pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Annots"]]
    assert {note["/A"]["/URI"].partition("?")[0] for note in links} == {"https://www.example.org/vastuut/"}


def test_an_address_that_nobody_types_shows_its_host(build_views: Build) -> None:
    """A long one, or one with parameters, would only be noise on a wall."""
    _, data = posters(build_views, "fi", "publication_url: https://example.org/a?b=1")["nobody"]
    assert "Voimassaolevapainosexample.org" in poster_text(data)
    assert "a?b=1" not in poster_text(data)
