"""The fingerprint is put into a finished poster, and into nothing else of it, as if it had been made with that."""

import io
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pypdf
import pypdfium2
import pytest

from tests.conftest import ROOT
from vastuumatriisi.design import fonts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators import posters
from vastuumatriisi.generators.job import Job, Options
from vastuumatriisi.generators.posters.pdf import stamp
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]

MATRIX = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: {language}
edition: "1"
date: 2026-01-31
roles: [{{id: rehtori, name: rehtori}}]
levels:
  - id: t
    name: Taso
    units:
      - id: toimisto
        name: Toimisto
        leads: [rehtori]
        duties:
{duties}
site_types: [{{id: koulu, name: Koulu, units: [toimisto]}}]
"""
DUTY = "          - {{id: T-{n:02}, text: {text}}}\n"
SAMPLES = ("0000-0000", "ffff-ffff", "1234-abcd", "ab-c0de9e", "9-9-9-9-9")


@dataclass(frozen=True)
class Case:
    """A matrix, what the command line says, and how many sheets its documents have at least."""

    duties: int = 3
    options: Options = field(default_factory=Options)
    language: str = "fi"
    text: str = "Huolehdimme esimerkkikoulun laitteista ja niiden käytöstä."
    font: str = "FiraGO"
    sheets: int = 1


CASES = {
    "plain": Case(),
    "small": Case(options=Options("A4", "A4")),
    "large": Case(options=Options("A2", "A2")),
    "marks": Case(options=Options(bleed=3.0, marks=True)),
    "sheets": Case(duties=90, sheets=2),
    "collection": Case(duties=90, options=Options(collection=True, bleed=3.0), sheets=2),
    "right to left": Case(language="ar", text="كتابة الاختبارات"),
    "other script": Case(language="el", text="Φροντίζουμε τον εξοπλισμό του σχολείου."),
    "other font": Case(font="Noto Sans"),
}


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture(scope="module")
def own_dress(case: Case) -> Design:
    plain = read_design(ROOT / "templates", case.language)
    return replace(plain, theme=replace(plain.theme, fonts={**plain.theme.fonts, "poster": case.font}))


@pytest.fixture(scope="module")
def jobs(case: Case, own_dress: Design, build_views: Build) -> list[Job]:
    duties = "".join(DUTY.format(n=n, text=case.text) for n in range(1, case.duties + 1))
    views = build_views(MATRIX.format(language=case.language, duties=duties))
    planned = list(posters.plan(views, own_dress, case.options))
    assert {job.stamp for job in planned} == {views.matrix.fingerprint}
    return planned


@pytest.fixture(scope="module")
def made(jobs: list[Job], own_dress: Design) -> dict[Job, bytes]:
    """Each document as it is made with the fingerprint 1234-abcd."""
    return {job: posters.render(replace(job, stamp="1234-abcd"), own_dress).data for job in jobs}


def said(data: bytes) -> list[str]:
    """Return the text of each page as poppler reads it."""
    text = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def test_the_stamp_of_a_finished_file_is_that_of_a_fresh_one(made: dict[Job, bytes], own_dress: Design) -> None:
    """What was stamped over, however often, equals byte for byte what is made anew, and is as long as before."""
    for job, data in made.items():
        fresh = posters.render(replace(job, stamp="ffff-0000"), own_dress).data
        assert fresh != data
        assert len(fresh) == len(data)
        assert posters.stamped(data, "ffff-0000") == fresh
        assert posters.stamped(posters.stamped(data, "0123-4567"), "ffff-0000") == fresh
        assert posters.stamped(data, "1234-abcd") == data


def test_the_fingerprint_is_read_on_every_sheet(made: dict[Job, bytes], case: Case) -> None:
    """Whatever its signs, poppler and pypdf find it in one piece on each page, once."""
    for data in made.values():
        for fingerprint in SAMPLES:
            stamped = posters.stamped(data, fingerprint)
            pages = said(stamped)
            assert len(pages) >= case.sheets
            assert all(page.count(fingerprint) == 1 for page in pages), fingerprint
            for page in pypdf.PdfReader(io.BytesIO(stamped)).pages:
                assert page.extract_text().count(fingerprint) == 1


def test_only_stamps_and_half_of_the_identifier_differ(made: dict[Job, bytes]) -> None:
    """No other byte of the file depends on the fingerprint; the first half of the identifier tells which file it is."""
    for data in made.values():
        other = posters.stamped(data, "ffff-ffff")
        pieces = [re.split(rb"(?<=stamp\n)<[0-9a-f]{36}> Tj", version) for version in (data, other)]
        assert len(pieces[0]) == len(pypdf.PdfReader(io.BytesIO(data)).pages) + 1
        first, second = pypdf.PdfReader(io.BytesIO(other)).trailer["/ID"]
        kept, before = pypdf.PdfReader(io.BytesIO(data)).trailer["/ID"]
        assert first == kept
        assert first.original_bytes.hex() != before.original_bytes.hex()
        assert pieces[0][:-1] == pieces[1][:-1]
        assert pieces[0][-1].replace(before.original_bytes, second.original_bytes) == pieces[1][-1]


def test_the_stamp_stands_inside_the_running_foot(made: dict[Job, bytes]) -> None:
    """It ends where the foot ends, at the edge of the type area, and its signs stand from left to right."""
    for data in made.values():
        document = pypdfium2.PdfDocument(posters.stamped(data, "0123-4567"))
        for page in document:
            text = page.get_textpage()
            found = text.search("0123-4567").get_next()
            assert found is not None
            boxes = [text.get_charbox(found[0] + place, loose=True) for place in range(stamp.LENGTH)]
            lefts, widths = [box[0] for box in boxes], {round(box[2] - box[0], 1) for box in boxes}
            assert lefts == sorted(lefts)
            assert max(widths) - min(widths) < 0.2
            left, bottom, right, _ = page.get_trimbox()
            assert left < lefts[0]
            assert boxes[-1][2] < right
            assert bottom < boxes[0][1]
        document.close()


def test_small_letters_are_as_high_as_those_beside(case: Case) -> None:
    """The type size of the stamp follows the theme's font."""
    [family] = [family for family in fonts.PACKAGED if family.name == case.font]
    size = float(re.findall(r"font-size: ([\d.]+)em", stamp.style((family,)))[0])
    assert size * stamp.face().x_height == pytest.approx(family.face(bold=True).x_height, abs=0.0005)
    assert stamp.width((family,)) == pytest.approx(9 * 0.6 * size)


def test_the_content_of_a_job_is_without_the_fingerprint(made: dict[Job, bytes]) -> None:
    """So it is equal, and its poster need not be laid out anew, as long as its own words are."""
    for job in made:
        assert job.stamp
        assert job.stamp not in repr(job.content)


def test_a_template_without_the_span_has_no_stamp(build_views: Build, design: Design) -> None:
    """Such a poster is made, and stamping it changes nothing."""
    parts = design.templates["poster_parts.html.j2"]
    plain = {"poster_parts.html.j2": re.sub(rb'<span class="stamp">.*?</span>', b"", parts)}
    bare = replace(design, templates={**design.templates, **plain})
    job = next(
        iter(
            posters.plan(build_views(MATRIX.format(language="fi", duties=DUTY.format(n=1, text="a"))), bare, Options())
        )
    )
    data = posters.render(job, bare).data
    assert data.startswith(b"%PDF")
    assert posters.stamped(data, "ffff-ffff") == data
    assert not any(
        "stamp" in str(font).casefold() for font in pypdf.PdfReader(io.BytesIO(data)).pages[0]["/Resources"]["/Font"]
    )


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("poster.css.j2", b".running {", b".running { opacity: .9;"),
        ("poster_parts.html.j2", b">0000-0000<", b">0000<"),
    ],
)
def test_a_stamp_that_would_stay_what_it_is_is_refused(
    build_views: Build, design: Design, name: str, old: bytes, new: bytes
) -> None:
    """A template that hides it from the program is to be mended: nobody may read the placeholder as a fingerprint."""
    changed = design.templates[name].replace(old, new)
    assert changed != design.templates[name]
    wrong = replace(design, templates={**design.templates, name: changed})
    views = build_views(MATRIX.format(language="fi", duties=DUTY.format(n=1, text="a")))
    with pytest.raises(UserError, match=r"“stamp” must read 0000-0000.*mend templates"):
        posters.render(next(iter(posters.plan(views, wrong, Options()))), wrong)


def test_stamps_are_fingerprints() -> None:
    """Nothing but nine of the signs is stamped, and what is no poster stays as it is."""
    assert posters.stamped(b"", "0123-4567") == b""
    assert posters.stamped(b"no poster", "0123-4567") == b"no poster"
    for wrong in ("", "0123-456", "0123-45678", "0123-456g", "0123–4567", "0123-4567\n"):
        with pytest.raises(ValueError, match="is not a fingerprint"):
            posters.stamped(b"", wrong)


PLAN = """
import pathlib, pickle, sys
from vastuumatriisi.datafile import read
from vastuumatriisi.design.design import read_dress
from vastuumatriisi.generators import posters
from vastuumatriisi.generators.job import Options
from vastuumatriisi.matrix import Views
views = Views(read.read_matrix(pathlib.Path("source/vastuumatriisi.yaml")))
jobs = list(posters.plan(views, read_dress(pathlib.Path("templates"), "fi"), Options(collection=True, previews=True)))
posters.stamped(b"", jobs[0].stamp)
heavy = {"weasyprint", "uharfbuzz", "fontTools", "pymupdf_fonts", "pypdfium2", "segno"} & {*sys.modules}
sys.stdout.buffer.write(pickle.dumps((len(jobs), heavy)))
"""


def test_planning_and_stamping_need_no_layout_engine() -> None:
    """A build that lays out nothing does not import what lays out, subsets and draws."""
    told = subprocess.run([sys.executable, "-c", PLAN], cwd=ROOT, capture_output=True, check=True).stdout
    count, heavy = pickle.loads(told)  # noqa: S301 -- our own process wrote it
    assert count > 16
    assert heavy == set()
