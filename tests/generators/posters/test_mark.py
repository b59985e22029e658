"""The mark of a poster: what it says of the matrix, and nothing else, has a part in it."""

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace

import pypdf
import pytest

from tests.support.making import jobs_of, render
from tests.support.marked import MATRIX
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Job
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

UNIT, OTHER, HOUSE = "johto", "muu", "lukio"
ALL = {UNIT, OTHER, HOUSE}

# What is replaced by what, and the posters that then say something else.
CHANGES: dict[str, tuple[str, str, set[str]]] = {
    "a duty": ("Teemme päätökset.", "Teemme hyvät päätökset.", {UNIT, HOUSE}),
    "a duty of another unit": ("Teemme muuta.", "Teemme kaikkea muuta.", {OTHER}),
    "a code": ("J-2", "J-3", {UNIT, HOUSE}),
    "the code of a counterpart": ("M-1", "M-3", {UNIT, OTHER}),
    "a person in charge": ("name: rehtori", "name: vararehtori", {UNIT, HOUSE}),
    "who is in charge": ("leads: [rehtori]", "leads: [johtaja]", {UNIT, HOUSE}),
    "a supporter": ("name: sihteeri", "name: avustaja", {UNIT, HOUSE}),
    "a partner": ("cooperates: [sihteeri], ", "", {UNIT, HOUSE}),
    "a stated letter": ("{sihteeri: R}", "{sihteeri: A}", {UNIT, HOUSE}),
    "a condition": ("{sihteeri: R}", "{sihteeri: R (syksyllä)}", {UNIT, HOUSE}),
    "the name of a letter": ("name: Tekee", "name: Toteuttaa", {UNIT, HOUSE}),
    "a scope": ("scopes: [lukio], coop", "scopes: [koulu], coop", {UNIT, HOUSE}),
    "the name of the unit": ("name: Johto", "name: Esimerkkijohto", ALL),
    "the name of the level": ("name: Esimerkkitaso", "name: Taso", set()),  # the only one is not shown
    "the house": ("name: Esimerkkilukio", "name: Lukio", {HOUSE}),
    "the title": ("title: Esimerkkimatriisi", "title: Esimerkki", ALL),
    "an introduction": ("roles:", "introduction: Esipuhe.\nroles:", set()),
    "the edition": ('edition: "1"', 'edition: "2"', set()),
    "the date": ("date: 2026-01-31", "date: 2026-02-28", set()),
    "its approval": ("roles:", "approved_by: Lautakunta\nvalid_from: 2026-02-01\nroles:", set()),
    "a contact": ("roles:", "contact: esimerkki@example.org\nroles:", set()),
    "an address": ("roles:", "publication_url: https://example.org/\nroles:", set()),
    "fonts": ("roles:", "fonts: [Noto Sans]\nroles:", set()),
}


def posters_by_id(
    build_views: Build, design: Design, text: str = MATRIX, options: Options | None = None
) -> dict[str, Job]:
    """Return the posters by the ids of their units and houses."""
    return {job.content.id: job for job in jobs_of("posters", build_views(text), design, options)}


@pytest.mark.parametrize("change", CHANGES)
def test_the_mark_is_of_what_the_poster_says(change: str, build_views: Build, design: Design) -> None:
    """What stands on a poster changes its mark; what stands elsewhere, and when it was issued, does not."""
    old, new, expected = CHANGES[change]
    assert old in MATRIX
    before, after = posters_by_id(build_views, design), posters_by_id(build_views, design, MATRIX.replace(old, new))
    assert {name for name in ALL if before[name].mark != after[name].mark} == expected


def test_the_name_of_one_level_of_several(build_views: Build, design: Design) -> None:
    """It stands on the posters of that level's units, and changes the marks of those."""
    text = MATRIX.replace(
        "site_types:", "  - {id: toinen, name: Toinen, units: [{id: muut, name: Toiset}]}\nsite_types:"
    )
    renamed = text.replace("name: Esimerkkitaso", "name: Taso")
    before, after = posters_by_id(build_views, design, text), posters_by_id(build_views, design, renamed)
    assert {name for name in ALL if before[name].mark != after[name].mark} == {UNIT, OTHER}


def test_a_poster_that_says_the_same_has_the_same_bytes(build_views: Build, design: Design) -> None:
    """When another unit changes, the poster on the wall is the one that would be printed now."""
    before = posters_by_id(build_views, design)
    after = posters_by_id(build_views, design, MATRIX.replace("Teemme muuta.", "Teemme kaikkea muuta."))
    for name in (UNIT, HOUSE):
        assert render(after[name], design).data == render(before[name], design).data


def test_paper_design_and_wording_leave_the_mark_alone(build_views: Build, design: Design) -> None:
    """A poster on other paper, in other colours or with other words of the program holds as long."""
    theme = replace(design.theme, colours={**design.theme.colours, "muted": "#000000"})
    wording = Wording(design.wording.language, {**design.wording.entries, "poster.edition": "Laitos {edition}"})
    other = replace(design, theme=theme, wording=wording)
    marks = {name: job.mark for name, job in posters_by_id(build_views, design).items()}
    options = Options("A4", "A3", bleed=3.0)
    assert {name: job.mark for name, job in posters_by_id(build_views, other, MATRIX, options).items()} == marks


def test_the_mark_is_read_on_every_sheet_once(build_views: Build, design: Design) -> None:
    """Poppler and pypdf find it in one piece, behind edition and date, also where a poster has several sheets."""
    more = "".join(
        f", {{id: M-{n}, text: {'Huolehdimme esimerkeistä ja niiden käytöstä. ' * 12}}}" for n in range(3, 30)
    )
    text = MATRIX.replace("text: Teemme muuta.}", f"text: Teemme muuta.}}{more}")
    job = posters_by_id(build_views, design, text)[OTHER]
    data = render(job, design).data
    poppler = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    assert len(pages) > 1
    assert [page.count(job.mark) for page in pages] == [1] * len(pages)
    assert [page.count(job.mark) for page in poppler.split("\f")[:-1]] == [1] * len(pages)


def test_the_signs_of_a_mark_stand_apart(build_views: Build, design: Design) -> None:
    """A mark such as d752-ffbd is read sign by sign: no two of them are one glyph."""
    texts = (MATRIX.replace("Teemme muuta.", f"Teemme muuta {number} kertaa.") for number in range(1000))
    job = next(job for text in texts if "ff" in (job := posters_by_id(build_views, design, text)[OTHER]).mark)
    page = pypdf.PdfReader(io.BytesIO(render(job, design).data)).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert job.mark in page.extract_text()
    assert not [font for font in fonts if b"<00660066>" in font["/ToUnicode"].get_object().get_data()]
