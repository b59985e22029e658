"""Posters of few duties, and the heads of all: read for the duties, the sheet filled, measured on the printed page."""

import io
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pypdf
import pypdfium2
import pytest

from tests.support.making import jobs_of, render
from tests.support.reading import poster_text, tight
from tests.support.sheets import faults, text_boxes
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

SENTENCES = (
    "Tuemme tieto- ja viestintäteknologisen osaamisen kehittymistä.",
    "Kannustamme oppijoita digitaalisten sisältöjen käytössä koulun toiminnassa sekä sen ulkopuolella.",
    "Autamme.",
    "Hyödynnämme aktiivisesti digitaalisia palveluita varhaiskasvatuksen ja koulun yhteistyössä.",
    "Asennamme tarvittaessa levykuvan.",
)
WORDS = ("Autamme.", "Tuemme muita.", "Opimme yhdessä.", "Pelaamme reilusti.", "Siivoamme.")
SHORT, LONG = "IT", "Varhaiskasvatuksen, perusopetuksen ja lukiokoulutuksen pedagoginen ja tekninen tuki kaikkialla"


def data(texts: tuple[str, ...], name: str, level: int = 1, people: str = "leads: [rehtori], ") -> str:
    """Return a data file with one unit on a level of that number, and a house of that unit alone."""
    above = "".join(f"  - {{id: l{n}, name: Taso, units: [{{id: u{n}, name: U}}]}}\n" for n in range(1, level))
    duties = ", ".join(f'{{id: ESI-{number:02}, text: "{text}"}}' for number, text in enumerate(texts, 1))
    unit = f'{{id: yksikko, name: "{name}", {people}duties: [{duties}]}}'
    group = f"{{id: ryhma, name: Perusopetus- ja lukiokoulutusyksiköt, units: [{unit}]}}"
    return (
        f"roles: [{{id: rehtori, name: rehtori}}]\nlevels:\n{above}"
        f"  - {{id: taso, name: Perusopetus- ja lukiokoulutusyksiköiden taso, units: [{group}]}}\n"
        f'site_types: [{{id: talo, name: "{name}", units: [yksikko]}}]\n'
    )


def head_share(pdf: bytes) -> float:
    """Return the part of a sheet that its head takes: down to the last coloured line beside the margin."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    edge = picture.crop((3, 0, 4, picture.height // 2))
    return max(y for y in range(edge.height) if int(edge.getpixel((0, y))) < 200) / picture.height


def spaces(pdf: bytes) -> tuple[float, float, float]:
    """Return the white above the duties, the most between their lines, and that below them, in parts of the sheet."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    height = float(page.mediabox.height)
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=1).to_pil().convert("L")
    document.close()
    edge = picture.crop((3, 0, 4, picture.height))
    foot = [y for y in range(picture.height // 2, picture.height) if int(edge.getpixel((0, y))) < 250]
    top = height * (1 - head_share(pdf))
    bottom = height - foot[0] if foot else 0.05 * height
    [boxes] = text_boxes(pdf)
    lines = sorted((box for box in boxes if bottom < box[1] and box[3] < top), key=lambda box: -box[3])
    between = [above[1] - below[3] for above, below in pairwise(lines)]
    return (top - lines[0][3]) / height, max([0.0, *between]) / height, (lines[-1][1] - bottom) / height


def jobs(views: Views, design: Design, paper: Any = "A3") -> dict[str, Job]:
    return {job.kind: job for job in jobs_of("posters", views, design, Options(paper, paper))}


@pytest.mark.parametrize("paper", ["A3", "A4"])
@pytest.mark.parametrize(("name", "level"), [(SHORT, 1), (LONG, 6), (LONG, 14)])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_a_head_takes_a_fifth_of_the_sheet_at_most(
    build_views: Build, design: Design, count: int, name: str, level: int, paper: str
) -> None:
    """Upright and on its side, whatever the name, the level and the paper."""
    for kind, job in jobs(build_views(data(SENTENCES[:count], name, level)), design, paper).items():
        rendered = render(job, design)
        assert head_share(rendered.data) <= 0.2, kind
        assert not faults(rendered.data), kind


def test_kuopios_heads_take_a_fifth_of_the_sheet_at_most(kuopio: Views, design: Design) -> None:
    """However many duties there are."""
    for job in jobs_of("posters", kuopio, design):
        assert head_share(render(job, design).data) <= 0.2, job.path


def test_a_head_of_very_long_names_takes_no_more(build_views: Build, design: Design) -> None:
    """Its words are set smaller, and all of them are there."""
    views = build_views(data(SENTENCES, "Hyvin pitkä nimi " * 30 + "loppuu", 3).replace("name: Taso,", "name: T,"))
    for kind, job in jobs(views, design).items():
        rendered = render(job, design)
        assert head_share(rendered.data) <= 0.2, kind
        assert "loppuu" in pypdf.PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text()


@pytest.mark.parametrize("people", ["", "leads: [rehtori], "])
@pytest.mark.parametrize("texts", [WORDS, SENTENCES])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_duties_fill_their_sheet(
    build_views: Build, design: Design, count: int, texts: tuple[str, ...], people: str
) -> None:
    """What is white above and below them is alike, and as much as between two of them: no end is left empty."""
    job = jobs(build_views(data(texts[:count], "Esimerkkiyksikkö", people=people)), design)["poster"]
    above, between, below = spaces(render(job, design).data)
    assert below - above < 0.06
    if count > 1:
        assert between <= above + below + 0.03


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_duties_are_set_larger_than_the_largest_type_of_many(
    build_views: Build, design: Design, count: int
) -> None:
    """On a unit's poster and on a house's."""
    made = jobs(build_views(data(WORDS[:count], "Esimerkkiyksikkö")), design)
    most = {"poster": design.theme.poster["body_most"], "site-poster": design.theme.poster["house_most"]}
    for kind, job in made.items():
        assert float(render(job, design).remark.removesuffix(" pt")) > 1.4 * most[kind], kind


def test_a_long_word_bounds_the_type_of_few_duties(build_views: Build, design: Design) -> None:
    """It stays whole, also where the last line would be a single short word."""
    word = "Viestintäteknologisuusosaamisemme"
    for text in (f"{word} kasvaa.", word, f"Meidän {word} on."):
        rendered = render(jobs(build_views(data((text,), "Esimerkkiyksikkö")), design)["poster"], design)
        assert word in pypdf.PdfReader(io.BytesIO(rendered.data)).pages[0].extract_text(), text


def test_few_duties_of_a_house_end_where_its_sheet_does(build_views: Build, design: Design) -> None:
    """The white below the last one is no more than a fifth of the sheet."""
    for count in (1, 2, 3, 5):
        job = jobs(build_views(data(SENTENCES[:count], "Esimerkkiyksikkö")), design)["site-poster"]
        _, _, below = spaces(render(job, design).data)
        assert below < 0.27, count


def test_one_level_is_not_shown_as_one(build_views: Build, design: Design) -> None:
    """A poster of a matrix with one level names none; with a second one it says "Taso 2" and what that is called."""
    for level, is_shown in ((1, False), (2, True)):
        views = build_views(data(("Teemme työn.",), "Yksikkö", level))
        [job] = [job for job in jobs_of("posters", views, design) if job.unit == "yksikko"]
        text = poster_text(render(job, design).data)
        assert (tight(f"Taso {level}") in text) is is_shown
        assert (tight("yksiköiden taso") in text) is is_shown
        assert tight("Perusopetus- ja lukiokoulutusyksiköt") in text
