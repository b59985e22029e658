"""The posters, read back from the PDF files and compared with the matrix."""

import hashlib
import io
import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.generators.pdf.fitting import render_poster
from vastuumatriisi.generators.pdf.layout.duty_columns import GROWN
from vastuumatriisi.generators.pdf.layout.line_breaking import MeasuredText
from vastuumatriisi.generators.pdf.layout.line_breaking import text as measured
from vastuumatriisi.generators.pdf.layout.partition import balanced, fewest
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options
from vastuumatriisi.text.widths import FontWidths

Build = Callable[[str], Views]

SMALL = """
roles:
  - {{id: rehtori, name: rehtori}}
  - {{id: sihteeri, name: koulusihteeri}}
levels:
  - id: t
    name: Taso
    units:
      - id: {unit}
        name: {name}
        {people}
        duties:
{duties}
"""


def data(
    *duties: str,
    unit: str = "yksikko",
    name: str = "Esimerkkiyksikkö",
    people: str = "leads: [rehtori]",
) -> str:
    """Return a data file with one unit; each duty is its text, or the inside of a YAML mapping."""
    lines = [
        duty if duty.startswith("{") else f'{{id: ESI-{n:02}, text: "{duty}"}}' for n, duty in enumerate(duties, 1)
    ]
    return SMALL.format(unit=unit, name=name, people=people, duties="\n".join(f"          - {line}" for line in lines))


def unit_jobs(views: Views, design: Design, paper: Any = "A3") -> list[Job]:
    return [job for job in jobs_of("posters", views, design, Options(paper)) if job.kind == "poster"]


def one(views: Views, design: Design, paper: Any = "A3") -> Rendered:
    (job,) = unit_jobs(views, design, paper)
    return render(job, design)


def pages(rendered: Rendered) -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(rendered.data)).pages)


def words(rendered: Rendered) -> str:
    """Return all text of a poster without white space, which lines divide differently."""
    return squeezed("".join(page.extract_text() for page in pages(rendered)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def placed(page: pypdf.PageObject) -> list[tuple[str, float, float]]:
    """Return (text, x, y) of each piece of text on a page, in points from the lower left corner."""
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x, y))

    page.extract_text(visitor_text=visit)
    return found


def tags(rendered: Rendered) -> list[str]:
    """Return the structure types of the whole tag tree in reading order."""
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))

    def walk(element: Any) -> Iterator[str]:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                yield from walk(child)
        elif isinstance(element, dict) and "/S" in element:
            yield str(element["/S"])
            yield from walk(element["/K"])

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]))


@pytest.fixture(scope="module")
def all_posters(kuopio: Views, design: Design) -> dict[str, Rendered]:
    """Kuopio's posters by unit."""
    return {str(job.unit): render(job, design) for job in unit_jobs(kuopio, design)}


def test_each_unit_with_duties_has_one_poster_in_the_order_of_the_file(kuopio: Views, design: Design) -> None:
    """The jobs are those of the units with duties, at ASCII paths that carry their ids."""
    jobs = unit_jobs(kuopio, design)
    assert [job.unit for job in jobs] == [unit.id for unit in kuopio.matrix.duty_units]
    assert len(jobs) == 13
    assert all(job.path == f"julisteet/{job.unit}.pdf" and job.path.isascii() for job in jobs)
    assert {(job.format, job.kind) for job in jobs} == {("posters", "poster")}


def test_a_name_that_windows_keeps_for_a_device_gets_an_underscore(build_views: Build, design: Design) -> None:
    """A unit called "con" gets a file that Windows can make, and keeps its id."""
    (job,) = unit_jobs(build_views(data("Autamme.", unit="con")), design)
    assert (job.path, job.unit) == ("julisteet/con_.pdf", "con")


def test_a_job_is_a_value_that_travels_to_another_process(kuopio: Views, design: Design) -> None:
    """A job equals its copy after pickling, and its written form, which digests are made of."""
    for job in unit_jobs(kuopio, design):
        copy = pickle.loads(pickle.dumps(job))  # noqa: S301 -- our own bytes
        assert copy == job
        assert repr(copy) == repr(job)


def test_every_word_of_the_matrix_is_on_its_poster(
    kuopio: Views, design: Design, all_posters: dict[str, Rendered]
) -> None:
    """Name, level, duties, codes, scopes, partners, counterparts and people of a unit are read back from its PDF."""
    matrix = kuopio.matrix
    marks = {job.unit: job.mark for job in unit_jobs(kuopio, design)}
    for unit in matrix.duty_units:
        text = words(all_posters[unit.id])
        assert squeezed(unit.name) in text
        assert squeezed(matrix.level(unit.level).name) in text
        for code in unit.duties:
            duty = matrix.duty(code)
            assert squeezed(code + duty.text) in text
            assert text.count(code) == 1
            assert (
                duty.scopes == () or squeezed(f"{duty.text} vain {matrix.scope_names(duty.scopes)[0].lower()}") in text
            )
            assert all(other in text for other in duty.counterparts)
        folded = text.casefold()
        for actor in (*unit.leads, *unit.supports):
            assert squeezed(matrix.actor(actor).name).casefold() in folded
        assert squeezed(f"Painos {matrix.edition}") in text
        assert "23.11.2026" in text
        assert marks[unit.id] in text


def test_only_the_own_duties_stand_on_a_poster(kuopio: Views, all_posters: dict[str, Rendered]) -> None:
    """No code on a poster is foreign but those of counterparts."""
    matrix = kuopio.matrix
    every = {duty.id for duty in matrix.duties}
    for unit in matrix.duty_units:
        allowed = {*unit.duties, *(other for code in unit.duties for other in matrix.duty(code).counterparts)}
        text = words(all_posters[unit.id])
        assert {code for code in every if code in text} == allowed


def test_posters_of_kuopio_are_one_a3_page_with_legible_type(design: Design, all_posters: dict[str, Rendered]) -> None:
    """Each is one page of 297 × 420 mm, and its remark tells a size within the theme's bounds."""
    for rendered in all_posters.values():
        (page,) = pages(rendered)
        assert rendered.pages == 1
        assert float(page.mediabox.width) == pytest.approx(841.89, abs=0.1)
        assert float(page.mediabox.height) == pytest.approx(1190.55, abs=0.1)
        assert rendered.notes == ()
        size = float(rendered.remark.removesuffix(" pt"))
        assert design.theme.poster["body_least"] <= size <= GROWN * design.theme.poster["body_most"]


def test_text_stays_on_the_sheet_and_fills_its_body(kuopio: Views, design: Design) -> None:
    """Every text begins inside the margins; from the first to the last duty is 70 to 100 per cent of the body."""
    for job in unit_jobs(kuopio, design):
        made = render_poster(job.content, design)
        (page,) = pypdf.PdfReader(io.BytesIO(made.data)).pages
        texts = placed(page)
        assert all(40 < x < 842 - 40 and 17 < y < 1190 - 20 for _, x, y in texts)
        codes = [y for text, _, y in texts if text in kuopio.matrix.unit(str(job.unit)).duties]
        foot = made.layout.foot.height + made.layout.foot.running.height
        last = min(y for _, _, y in texts if y > foot)
        filled = (max(codes) + made.layout.body.size - last) / made.layout.room
        assert 0.7 <= filled <= 1.0


def test_codes_never_touch_the_texts(kuopio: Views, design: Design) -> None:
    """The text of a duty begins further right than the widest code ends."""
    for job in unit_jobs(kuopio, design):
        made = render_poster(job.content, design)
        body = made.layout.body
        assert body.code > body.mark > 0
        texts = placed(pypdf.PdfReader(io.BytesIO(made.data)).pages[0])
        codes = {text: x for text, x, _ in texts if text in kuopio.matrix.unit(str(job.unit)).duties}
        beginnings = {kuopio.matrix.duty(code).text.split()[0]: x for code, x in codes.items()}
        for text, x, _ in texts:
            start = beginnings.get(text.split()[0])
            if start is not None and x > start + 1:
                assert x >= start + body.mark - 0.1  # a space comes first


def test_a_poster_is_laid_out_once_or_twice(kuopio: Views, design: Design) -> None:
    """Measuring first, the fit costs at most one and a half layouts a poster."""
    layouts = [render_poster(job.content, design).layout_count for job in unit_jobs(kuopio, design)]
    assert sum(layouts) <= 1.5 * len(layouts)


def test_the_tag_tree_has_one_heading_and_real_lists(kuopio: Views, all_posters: dict[str, Rendered]) -> None:
    """The PDF says PDF/UA-1, its language and title; one H1; each duty a list item; no list inside another."""
    for unit in kuopio.matrix.duty_units:
        rendered = all_posters[unit.id]
        reader = pypdf.PdfReader(io.BytesIO(rendered.data))
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "fi"
        assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
        assert reader.metadata is not None
        assert reader.metadata.title == f"{unit.name} – {kuopio.matrix.title}"
        assert re.search(rb'pdfuaid:part(="1"|>1<)', root["/Metadata"].get_data())
        tree = tags(rendered)
        assert tree.count("/H1") == 1
        assert tree.count("/LI") == tree.count("/LBody") == len(unit.duties)
        assert not {tag for tag in tree if re.fullmatch(r"/H[2-6]|/Figure|/Table", tag)}


def test_bytes_are_the_same_in_another_process(kuopio: Views, design: Design, all_posters: dict[str, Rendered]) -> None:
    """Another process with other hashes, time zone and language makes the same bytes."""
    program = (
        "import sys, pickle, hashlib; from vastuumatriisi.generators.posters import generator as posters; "
        "job, design = pickle.load(sys.stdin.buffer); "
        "print(hashlib.sha256(posters.render(job, design).data).hexdigest())"
    )
    job = next(job for job in unit_jobs(kuopio, design) if job.unit == "istekki")
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps((job, design)),
        env=environment,
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == hashlib.sha256(all_posters["istekki"].data).hexdigest()


def test_only_the_fonts_of_the_theme_are_embedded(all_posters: dict[str, Rendered]) -> None:
    """Kuopio's posters hold subsets of FiraGO, and nothing of the machine's fonts."""
    for rendered in all_posters.values():
        for page in pages(rendered):
            fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
            assert fonts
            assert all(re.fullmatch(r"/[A-Z]{6}\+FiraGO(-\w+)?", name) for name in fonts)


@pytest.mark.parametrize(("paper", "side"), [("A4", 595.28), ("A2", 1190.55)])
def test_other_papers_scale_the_whole_poster(build_views: Build, design: Design, paper: str, side: float) -> None:
    """A4 and A2 have their own size, and every text stands where it stands on A3, in proportion."""
    views = build_views(data(*["Huolehdimme esimerkin laitteista ja niiden käytöstä." for _ in range(9)]))
    (page,) = pages(one(views, design, paper))
    (large,) = pages(one(views, design))
    assert float(page.mediabox.width) == pytest.approx(side, abs=0.2)
    scale = side / 841.89
    for (text, x, y), (other, x3, y3) in zip(placed(page), placed(large), strict=True):
        assert text == other
        assert (x, y) == (pytest.approx(x3 * scale, abs=1), pytest.approx(y3 * scale, abs=1))


def test_several_leads_are_all_named_under_the_plural(build_views: Build, design: Design) -> None:
    """Nobody of several is picked."""
    rendered = one(build_views(data("Johdamme.", people="leads: [rehtori, sihteeri]")), design)
    assert "VastuuhenkilötRehtori,koulusihteeri" in words(rendered)


def test_the_contact_stands_as_it_is_written(build_views: Build, design: Design) -> None:
    """The contact of the unit is shown without a capital."""
    rendered = one(build_views(data("Autamme.", people='leads: [rehtori]\n        contact: "apu@example.org"')), design)
    assert "Yhteysapu@example.org" in words(rendered)


def test_validity_is_printed_where_the_data_has_it(build_views: Build, design: Design) -> None:
    """A reader can tell from the poster how long it holds."""
    text = """
        format: 1
        title: Esimerkkimatriisi
        organisation: Esimerkkilä
        language: fi
        edition: "2"
        date: 2026-01-31
        valid_from: 2026-02-01
        review_by: 2027-01-31
    """
    views = build_views("\n".join(line.strip() for line in text.splitlines()) + data("Autamme."))
    assert squeezed("Painos 2 · 31.1.2026 · Voimassa 1.2.2026 alkaen · Voimassa enintään 31.1.2027") in words(
        one(views, design)
    )


STATED = data(
    '{id: A-1, text: "Hankimme laitteet.", assign: {rehtori: "A (suuret)", sihteeri: R}}',
    '{id: A-2, text: "Jaamme laitteet.", assign: {sihteeri: "-"}, cooperates: [rehtori]}',
    people="",
)


def test_stated_letters_stand_under_each_duty_with_a_legend(build_views: Build, design: Design) -> None:
    """Who has which letter, its condition, and what the letters mean; "not involved" is no letter."""
    text = words(one(build_views(STATED), design))
    assert "Hankimmelaitteet.Rkoulusihteeri" in text
    assert "Arehtori(suuret)" in text
    assert squeezed("R Toteuttaa A Vastaa") in text
    assert "Jaammelaitteet.Crehtori" in text


def test_letters_that_follow_from_the_unit_are_told_once(build_views: Build, design: Design) -> None:
    """Beside a duty that states letters the others do not repeat what the foot tells; both fit at the first layout."""
    others = [f"esimerkkilaitetukija-{number}" for number in range(12)]
    people = f"leads: [rehtori]\n        supports: [{', '.join(others)}]"
    duties = '{id: A-1, text: "Hankimme laitteet.", assign: {sihteeri: A}}', "Jaamme laitteet."
    roles = "".join(f"\n  - {{id: {name}, name: {name}}}" for name in others)
    (job,) = unit_jobs(build_views(data(*duties, people=people).replace("roles:", f"roles:{roles}")), design)
    assert [bool(entry.remarks) for entry in job.content.entries] == [True, False]
    assert job.content.legend
    assert render_poster(job.content, design).layout_count == 1


def test_a_derived_letter_looks_otherwise_and_is_explained(build_views: Build, design: Design) -> None:
    """Derived letters are set in italics, and the legend says what that means."""
    rendered = one(build_views(STATED), design)
    assert squeezed(design.wording("poster.derived")) in words(rendered)
    fonts = {font.get_object()["/BaseFont"] for font in pages(rendered)[0]["/Resources"]["/Font"].values()}
    assert any("Italic" in name for name in fonts)


def test_a_plain_table_does_not_ask_for_a_responsible_person(build_views: Build, design: Design) -> None:
    """Without relations the letters tell who owns a duty, so nobody in charge is invented."""
    assert "Vastuuhenkilö" not in words(one(build_views(STATED), design))


def test_many_duties_go_on_over_numbered_balanced_sheets(build_views: Build, design: Design) -> None:
    """Sixty duties take several sheets with the same head; each code once, in order, no sheet nearly empty."""
    sentence = "Huolehdimme esimerkkikoulun laitteista, niiden käytöstä ja siitä, että kaikki osaavat käyttää niitä."
    rendered = one(build_views(data(*[sentence] * 60)), design)
    sheets = pages(rendered)
    assert rendered.pages == len(sheets) > 1
    codes = []
    for number, page in enumerate(sheets, 1):
        text = squeezed(page.extract_text())
        assert f"{number}/{len(sheets)}" in text
        assert "Esimerkkiyksikkö" in text
        codes.append(re.findall(r"ESI-\d\d", text))
    assert [code for part in codes for code in part] == [f"ESI-{n:02}" for n in range(1, 61)]
    assert min(map(len, codes)) > 0.6 * max(map(len, codes))
    assert tags(rendered).count("/H1") == 1


@pytest.mark.parametrize("text", ["x" * 9000, "Tehtävä jatkuu. " * 900, "Lentokonesuihkuturbiini" * 4 + " lentää."])
def test_nothing_is_ever_cut(build_views: Build, design: Design, text: str) -> None:
    """A word or a text longer than any sheet is divided, and every letter is there."""
    rendered = one(build_views(data(text.strip(), "Autamme.")), design)
    letters = words(rendered)
    for page in pages(rendered):
        assert all(0 < x < 842 and 0 < y < 1190 for _, x, y in placed(page))
    foreign = len(re.findall("x", words(one(build_views(data("Autamme.")), design))))
    assert letters.count("x") - foreign * (rendered.pages or 1) >= text.count("x")
    assert letters.count("jatkuu") == text.count("jatkuu")


@pytest.mark.parametrize(
    "name", ["Esimerkki" * 12, "Hyvin pitkä nimi " * 20, "Yksikkö (joka hoitaa kaikkia näitä asioita)"]
)
def test_a_long_name_is_set_smaller_and_whole(build_views: Build, design: Design, name: str) -> None:
    """The name of the unit is never cut and leaves room for the duties."""
    rendered = one(build_views(data("Autamme.", "Tuemme.", name=name.strip())), design)
    assert squeezed(name) in words(rendered)
    assert rendered.pages == 1


def test_a_word_that_begins_with_a_hyphen_is_held_together(build_views: Build, design: Design) -> None:
    """No line of a poster ends in the hyphen of "-suojasta", and the hyphen stays the one of the source."""
    sentence = "Tiedotamme tietoturvasta ja -suojasta sekä muista asioista {} yksikössämme."
    duties = [sentence.format("a" * n) for n in range(1, 15)]
    (page,) = pages(one(build_views(data(*duties)), design))
    lines = page.extract_text().splitlines()
    assert not [line for line in lines if line.rstrip().endswith(" -")]
    assert "\n".join(lines).count("-suojasta") == len(duties)


def test_a_long_word_that_begins_with_a_hyphen_is_divided(build_views: Build, design: Design) -> None:
    """What is wider than its column cannot be held together."""
    word = "-" + "esimerkki" * 40
    assert word in words(one(build_views(data(f"Hoidamme {word} loppuun.")), design))


def test_markup_in_the_data_is_text(build_views: Build, design: Design) -> None:
    """Angle brackets and ampersands of a duty are printed as they are."""
    assert "<b>A&amp;B</b>" in words(one(build_views(data("<b>A&amp;B</b>")), design))


def test_a_sign_that_the_theme_lacks_comes_from_another_font_and_is_told(build_views: Build, design: Design) -> None:
    """A tick is shown, and a note names it."""
    rendered = one(build_views(data("Merkitsemme ✓ tehdyksi.")), design)
    assert "✓" in words(rendered)
    assert any("✓ (U+2713 CHECK MARK)" in str(note) for note in rendered.notes)


def test_a_sign_that_perhaps_no_font_has_does_not_stop_the_build(build_views: Build) -> None:
    """Japanese is shown by the machine's fonts or replaced visibly, and a note names the first characters."""
    design = read_design(ROOT / "templates", "ja")
    rendered = one(build_views(data("最終責任 Go判断", "Day11実行", "バックアウト")), design)
    assert rendered.pages == 1
    assert any("U+" in str(note) for note in rendered.notes)
    assert "判断" in words(rendered) or "\ufffd\ufffd" in words(rendered)


@pytest.mark.parametrize("duties", [("كتابة الاختبارات", "تنفيذ الخطة"), ("Autamme.", "Opimme.")])
def test_a_language_from_the_right_sets_the_page_from_the_right(build_views: Build, duties: tuple[str, ...]) -> None:
    """In Arabic the codes hang at the right edge, whatever the duties are written in."""
    design = read_design(ROOT / "templates", "ar")
    text = 'format: 1\ntitle: مصفوفة\norganisation: مثال\nlanguage: ar\nedition: "1"\ndate: 2026-01-31\n'
    (page,) = pages(one(build_views(text + data(*duties)), design))
    codes = [x for text, x, _ in placed(page) if "ESI-0" in text]
    assert len(codes) == 2
    assert all(x > 650 for x in codes)


def test_english_words_on_an_arabic_poster_run_from_the_left(build_views: Build) -> None:
    """The number of duties stands before the word, and the mark behind the edition."""
    design = read_design(ROOT / "templates", "ar")
    text = 'format: 1\ntitle: مصفوفة\norganisation: مثال\nlanguage: ar\nedition: "1"\ndate: 2026-01-31\n'
    views = build_views(text + data("كتابة الاختبارات", "تنفيذ الخطة"))
    (page,) = pages(one(views, design))
    at = {text: x for text, x, _ in placed(page)}
    [edition] = [x for text, x in at.items() if "Edition" in text]
    (job,) = unit_jobs(views, design)
    assert edition < at[job.mark]
    assert "2 duties" in at


def broken(design: Design, name: str, old: str, new: str) -> Design:
    content = design.templates[name].decode()
    assert old in content
    return replace(design, templates={**design.templates, name: content.replace(old, new, 1).encode()})


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("poster.html.j2", "{{ poster.title }}", "{{ poster.titel }}"),
        ("poster_parts.html.j2", "{{ entry.code }}", "{{ entry.kode }}"),
        ("poster_parts.html.j2", "{% endmacro %}", "{% endmarco %}"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_line(
    build_views: Build, design: Design, name: str, old: str, new: str
) -> None:
    """An unknown name or tag in a template refuses the build and says where."""
    worse = broken(design, name, old, new)
    line = design.templates[name].decode().split(old)[0].count("\n") + 1
    with pytest.raises(UserError, match=rf"templates/{re.escape(name)}:{line}: ") as caught:
        one(build_views(data("Autamme.")), worse)
    assert_in_every_language(caught.value)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("poster.css.j2", "ul { list-style: none }", "ul { list-stile: none }"),
        ("poster.css.j2", 'url("font:', 'url("font:no-'),
        ("poster.html.j2", '<p class="about">', '<img alt="x" src="file:///etc/hostname"><p class="about">'),
        ("poster.html.j2", '<p class="about">', '<img alt="x" src="http://example.org/x.png"><p class="about">'),
    ],
)
def test_a_warning_of_the_engine_is_an_error_that_names_the_poster(
    build_views: Build, design: Design, name: str, old: str, new: str
) -> None:
    """An unknown property, a font or a file that is not ours: nothing is opened, and the poster is not made."""
    with pytest.raises(UserError, match="yksikko") as caught:
        one(build_views(data("Autamme.")), broken(design, name, old, new))
    assert_in_every_language(caught.value)


def test_a_template_that_grows_too_tall_is_named(build_views: Build, design: Design) -> None:
    """What fits its sheet at no size is the template's fault: the error names the poster and the template."""
    taller = broken(design, "poster.html.j2", '<p class="about">', '<p class="about" style="padding-top: 900rem">')
    with pytest.raises(UserError, match=r"yksikko .*templates/poster\.html\.j2") as caught:
        one(build_views(data("Autamme.")), taller)
    assert_in_every_language(caught.value)
    more = broken(design, "poster.html.j2", "</section>", '</section><div style="break-before: page">–</div>')
    with pytest.raises(
        UserError, match=r"yksikko .*\(more sheets than planned\).*templates/poster\.html\.j2"
    ) as caught:
        one(build_views(data("Autamme.")), more)
    assert_in_every_language(caught.value)


def test_a_file_has_one_identifier_and_every_object_is_where_it_is_said_to_be(all_posters: dict[str, Rendered]) -> None:
    """The identifier is put in behind all that the cross-reference counts."""
    identifiers = set()
    for rendered in all_posters.values():
        assert rendered.data.count(b"/ID [(") == 1
        reader = pypdf.PdfReader(io.BytesIO(rendered.data), strict=True)
        assert {len(part) for part in reader.trailer["/ID"]} == {32}
        identifiers.add(str(reader.trailer["/ID"][0]))
        for number in range(1, reader.trailer["/Size"]):
            assert reader.get_object(number) is not None
    assert len(identifiers) == len(all_posters)


def test_columns_are_balanced_and_keep_their_order() -> None:
    """Every column has something, none is higher than its room, and the highest is as low as can be."""
    heights = [4.0, 4, 1, 1, 1, 1, 2, 3, 3]
    columns = balanced(heights, 3, 8)
    assert [index for column in columns for index in column] == list(range(9))
    assert [sum(heights[i] for i in column) for column in columns] == [8, 6, 6]
    assert fewest(heights, 8) == 3
    assert fewest(heights, 3) == float("inf")


def test_lines_are_counted_as_the_engine_breaks_them() -> None:
    """A line ends at spaces, after a hyphen inside a word and between ideographs, not after a hyphen before a word."""
    half = FontWidths({ord(c): 500 for c in "abcdefghijklmnopqrstuvwxyz -"})

    def lines(content: str, room: float) -> int:
        return measured(content, half).lines(room)

    assert lines("aa bb cc", 4.0) == 1
    assert lines("aa bb cc", 3.9) == 2
    assert lines("aa-bb", 1.5) == 2
    assert measured("ja -suojasta", half).widest == 4.5
    assert lines("a" * 10, 2.0) == 3
    assert measured("判断", half).parts == ((1.0, 1.0), (1.0, 1.5))
    assert MeasuredText(()).lines(5) == 1
