"""The links of a duty on a unit's poster: addresses that can be typed, or QR codes where the theme asks for them."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT, matrix_of
from tests.support.reading import poster_text, tight
from tests.support.sheets import faults
from tests.support.verapdf import verdicts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

SHORT, LONG = "https://www.esimerkki.fi/laitteet/", "https://palvelu.esimerkki.fi/sp?id=tilaus&numero=0123456789"
MATRIX = """
roles: [{{id: rehtori, name: rehtori}}]
levels:
  - id: t
    name: Taso
    units:
      - id: yksikko
        name: Esimerkkiyksikkö
        leads: [rehtori]
        duties:
          - {{id: E-1, text: Tilaamme laitteet., links: [{links}]}}
          - {{id: E-2, text: "{text}"}}
site_types: [{{id: talo, name: Talo, units: [yksikko]}}]
"""


def link(title: str, url: str) -> str:
    return f'{{title: "{title}", url: "{url}"}}'


def data(*links: str, text: str = "Autamme muita.") -> str:
    return MATRIX.format(links=", ".join(links), text=text)


TWO = data(link("Laitteen tilaaminen", SHORT), link("Vikailmoitus", LONG))


def coded(design: Design, side: float = 60.0) -> Design:
    """Return a design whose theme asks for the codes."""
    return replace(design, theme=replace(design.theme, poster={**design.theme.poster, "link_code": side}))


def job(views: Views, design: Design, kind: str = "poster", paper: Any = "A3") -> Job:
    [found] = [job for job in jobs_of("posters", views, design, Options(paper, paper)) if job.kind == kind]
    return found


def read_codes(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=3).to_pil() for page in document]
    document.close()
    return sorted(code.text for picture in pictures for code in zxingcpp.read_barcodes(picture))


def addresses(pdf: bytes) -> list[str]:
    """Return where the links of a file lead."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [note.get_object()["/A"]["/URI"] for page in pages for note in page.get("/Annots", [])]


def test_a_link_is_an_address_that_can_be_typed(build_views: Build, design: Design) -> None:
    """Its title and a short address stand below the duty; a long one would be noise, and there is no code."""
    pdf = render(job(build_views(TWO), design), design).data
    text = poster_text(pdf)
    assert tight("Tilaamme laitteet. Laitteen tilaaminen esimerkki.fi/laitteet") in text
    assert "Vikailmoitus" not in text
    assert read_codes(pdf) == []
    assert addresses(pdf) == [SHORT]


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_a_link_is_a_code_where_the_theme_asks_for_it(build_views: Build, design: Design, paper: str) -> None:
    """Every link has one, which is read from the page, with its title below it; the address is not spelt out."""
    pdf = render(job(build_views(TWO), coded(design), paper=paper), coded(design)).data
    assert read_codes(pdf) == sorted([SHORT, LONG])
    text = poster_text(pdf)
    assert "Laitteentilaaminen" in text
    assert "Vikailmoitus" in text
    assert "esimerkki.fi" not in text
    assert sorted(addresses(pdf)) == sorted([SHORT, LONG])
    assert not faults(pdf)


def test_the_side_of_a_code_is_that_of_the_theme(build_views: Build, design: Design) -> None:
    """In points of A3, and no more than its part of the column."""
    views = build_views(data(link("Ohje", SHORT)))
    sides = []
    for side in (40.0, 80.0, 400.0):
        document = pypdfium2.PdfDocument(render(job(views, coded(design, side)), coded(design, side)).data)
        [code] = zxingcpp.read_barcodes(document[0].render(scale=4).to_pil())
        document.close()
        sides.append((code.position.top_right.x - code.position.top_left.x) / 4)
    assert sides[0] < 40 < sides[1] < 80 < sides[2] < 320
    assert sides[1] == pytest.approx(2 * sides[0], rel=0.05)


def test_a_house_shows_no_links(build_views: Build, design: Design) -> None:
    """It is an overview, read from further away."""
    for dress in (design, coded(design)):
        pdf = render(job(build_views(TWO), dress, "site-poster"), dress).data
        assert addresses(pdf) == read_codes(pdf) == []
        assert "esimerkki.fi" not in poster_text(pdf)


def test_links_are_part_of_what_a_poster_says(build_views: Build, design: Design) -> None:
    """They change its mark and the matrix's fingerprint; how they are shown does not, nor does a house show them."""
    without, having = build_views(data()), build_views(TWO)
    assert job(without, design).mark != job(having, design).mark == job(having, coded(design)).mark
    assert matrix_of(data()).fingerprint != matrix_of(TWO).fingerprint
    assert job(without, design, "site-poster").mark == job(having, design, "site-poster").mark


@pytest.mark.parametrize("side", [None, 60.0, 400.0])
@pytest.mark.parametrize("title", ["Ohje", "Pitkä otsikko " * 14, "x" * 200])
@pytest.mark.parametrize("count", [2, 40])
def test_any_number_of_links_fits(
    build_views: Build, design: Design, side: float | None, title: str, count: int
) -> None:
    """Nothing overlaps or runs off, however long a title is, beside one duty of a word and one of a page."""
    dress = coded(design, side) if side else design
    links = [link(title.strip(), f"https://esimerkki.fi/{number}") for number in range(count)]
    rendered = render(job(build_views(data(*links, text="Huolehdimme laitteista. " * 40)), dress), dress)
    assert not faults(rendered.data)
    assert poster_text(rendered.data).count(tight(title)) == count


def test_a_code_too_fine_to_be_read_is_told(build_views: Build, design: Design) -> None:
    """Its module is under 0.4 mm."""
    dress = coded(design, 20.0)
    notes = render(job(build_views(TWO), dress), dress).notes
    assert len(notes) == 1
    assert "“link_code”" in str(notes[0])
    assert_in_every_language(notes[0])


def spoken(element: Any) -> list[str]:
    """Return the alternative texts from a part of the structure on."""
    element = element.get_object()
    if isinstance(element, list):
        return [text for child in element for text in spoken(child)]
    if not isinstance(element, dict):
        return []
    return [*([str(element["/Alt"])] if "/Alt" in element else []), *(spoken(element["/K"]) if "/K" in element else [])]


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ar"])
def test_posters_with_links_conform(build_views: Build, language: str, tmp_path: Path) -> None:
    """PDF/UA-1 and PDF/A-2a, with codes and without; a screen reader is told what each code is."""
    design = read_design(ROOT / "templates", language)
    head = f'format: 1\ntitle: M\norganisation: O\nlanguage: {language}\nedition: "1"\ndate: 2026-01-31\n'
    long = data(link("Ohje " * 30, "https://esimerkki.fi/" + "a" * 19), link("x" * 60, SHORT), text="Autamme. " * 300)
    alone = head + f"publication_url: {LONG}\n" + TWO.replace("leads: [rehtori]", "performs: true")
    files = {
        f"{name} {language}": render(job(build_views(text), dress), dress).data
        for name, text, dress in (
            ("typed", head + TWO, design),
            ("long", head + long, design),
            ("alone", alone, design),
            ("coded", head + TWO, coded(design)),
        )
    }
    for name, verdict in verdicts(files, tmp_path).items():
        assert not any(profile.failed for profile in verdict.values()), name
    alternatives = spoken(pypdf.PdfReader(io.BytesIO(files[f"coded {language}"])).trailer["/Root"]["/StructTreeRoot"])
    assert design.wording("poster.link", title="Vikailmoitus", address=LONG) in alternatives
