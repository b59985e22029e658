"""Posters of houses, QR code and logo, bleed and marks, collection and previews, fonts: read back from the files."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pymupdf_fonts
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT, matrix_of
from tests.support.reading import poster_text, tight
from tests.support.sheets import overlapping, text_boxes
from vastuumatriisi.design import fonts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.errors import UserError
from vastuumatriisi.findings import find
from vastuumatriisi.generators.job import Job, Rendered
from vastuumatriisi.generators.pdf.fitting import render_poster
from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]
MM = 72 / 25.4

HOUSES = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
{more}
scopes: [{{id: pohja, name: Pohjoinen}}, {{id: etela, name: Etelä}}]
roles:
  - {{id: rehtori, name: rehtori}}
  - {{id: eteva, name: etelän opettaja, scopes: [etela]}}
  - {{id: pova, name: pohjoisen opettaja, scopes: [pohja]}}
levels:
  - id: talo
    name: Talon taso
    units:
      - id: johto
        name: Talon johto
        leads: [rehtori, eteva]
        supports: [pova]
        duties:
          - {{id: J-1, text: Johdamme taloa., cooperates: [eteva, pova, opetus]}}
          - {{id: J-2, text: Päätämme etelästä., scopes: [etela]}}
          - {{id: J-3, text: Päätämme pohjoisesta., scopes: [pohja]}}
      - id: ryhma
        name: Ryhmä
        units:
          - {{id: opetus, name: Opetus, leads: [pova], duties: [{{id: O-1, text: Opetamme yhdessä kaikkia.}}]}}
          - id: etelan-yksikko
            name: Etelän yksikkö
            scopes: [etela]
            leads: [rehtori]
            duties: [{{id: E-1, text: Toimimme etelässä.}}]
      - {{id: muu, name: Muu yksikkö, leads: [rehtori], duties: [{{id: M-1, text: Teemme muuta.}}]}}
site_types:
  - {{id: pohjoinen, name: Pohjoinen talo, units: [johto, ryhma], scopes: [pohja]}}
  - {{id: kaikki, name: Yhteinen talo, units: [johto, opetus]}}
"""


def poster_jobs(views: Views, design: Design, options: Options | None = None) -> list[Job]:
    return list(jobs_of("posters", views, design, options))


def only(kind: str, views: Views, design: Design, options: Options | None = None) -> dict[str, Rendered]:
    """Return the documents of one kind by their paths."""
    jobs = poster_jobs(views, design, options)
    return {job.path: render(job, design) for job in jobs if job.kind == kind}


def houses(build_views: Build, more: str = "") -> Views:
    return build_views(HOUSES.format(more=more))


def first_page(data: bytes) -> pypdf.PageObject:
    return pypdf.PdfReader(io.BytesIO(data)).pages[0]


def test_a_house_has_a_job_with_its_type_on_a2(kuopio: Views, design: Design) -> None:
    """Each site type of the data gives one site-poster, with the extra key for the manifest."""
    jobs = [job for job in poster_jobs(kuopio, design) if job.kind == "site-poster"]
    assert [job.site_type for job in jobs] == [site.id for site in kuopio.matrix.site_types]
    assert [job.path for job in jobs] == [f"julisteet/talo-{site.id}.pdf" for site in kuopio.matrix.site_types]
    assert {job.content.sheet.paper for job in jobs} == {"A2"}


def test_kuopios_houses_are_one_a2_sheet_of_legible_type(kuopio: Views, design: Design) -> None:
    """Each lies on one A2 sheet on its side, its type is at least 16 pt, and no text touches another or the edge."""
    for path, rendered in only("site-poster", kuopio, design).items():
        page = first_page(rendered.data)
        assert rendered.pages == 1, path
        assert [round(float(side) / MM) for side in (page.mediabox.width, page.mediabox.height)] == [594, 420]
        assert float(rendered.remark.removesuffix(" pt")) >= 16
        [boxes] = text_boxes(rendered.data)
        assert not overlapping(boxes)
        assert all(40 < left < right < 1684 - 40 and 14 < bottom < top < 1190 for left, bottom, right, top in boxes)


def test_no_text_of_a_poster_overlaps_another(kuopio: Views, design: Design) -> None:
    """Lines of text never lie on one another, on any of Kuopio's posters."""
    for path, rendered in only("poster", kuopio, design).items():
        for boxes in text_boxes(rendered.data):
            assert not overlapping(boxes), path


def test_a_house_shows_its_groups_with_the_duties_of_its_scope(build_views: Build, design: Design) -> None:
    """Duties, units, leads, supporters and partners of another scope are left out, and so is the own scope's mark."""
    views = houses(build_views)
    northern, common = (poster_text(data.data) for data in only("site-poster", views, design).values())
    assert re.findall(r"[A-Z]-\d", northern) == ["J-1", "J-3", "O-1"]
    assert "Pohjoinentalo" in northern
    assert "opettaja" in northern
    assert "etelänopettaja" not in northern
    assert "vain" not in northern
    assert "VastuuhenkilöRehtori" in northern
    assert re.findall(r"[A-Z]-\d", common) == ["J-1", "J-2", "J-3", "O-1"]
    assert "vainetelä" in common
    assert "vainpohjoinen" in common
    assert "EteläntalO" not in common
    assert tight("Yhteistyössä etelän opettaja, pohjoisen opettaja, Opetus") in common


def test_a_house_with_very_many_duties_goes_on_over_sheets(build_views: Build, design: Design) -> None:
    """Each duty is there once, in order, and a group that goes on says so."""
    duties = "".join(
        f"          - {{id: J-{n}, text: Huolehdimme esimerkkitalon laitteista ja niiden käytöstä vuosittain.}}\n"
        for n in range(4, 160)
    )
    text = HOUSES.format(more="").replace("      - id: ryhma\n", f"{duties}      - id: ryhma\n", 1)
    rendered = only("site-poster", build_views(text), design)["julisteet/talo-kaikki.pdf"]
    assert rendered.pages
    assert rendered.pages > 1
    said = poster_text(rendered.data)
    assert re.findall(r"J-\d+", said) == [f"J-{n}" for n in range(1, 160)]
    assert "Talonjohto(jatkuu)" in said


URL = "publication_url: https://example.org/vastuut?kieli=fi"


@pytest.mark.parametrize("options", [Options(), Options("A4", "A4")])
def test_the_code_on_the_picture_leads_to_the_publication(build_views: Build, design: Design, options: Options) -> None:
    """Decoded from the rendered page, the QR code holds the address with the poster and its mark."""
    views = houses(build_views, URL)
    for job in poster_jobs(views, design, options):
        document = pypdfium2.PdfDocument(render(job, design).data)
        picture = document[0].render(scale=2).to_pil()
        document.close()
        [code] = zxingcpp.read_barcodes(picture)
        what = f"unit={job.unit}" if job.unit else f"site={job.site_type}"
        expected = f"https://example.org/vastuut?kieli=fi&{what}&mark={job.mark}&edition={views.matrix.edition}"
        assert code.text == expected


def test_without_an_address_there_is_no_code(build_views: Build, design: Design) -> None:
    """No link and no picture stands on a poster whose matrix is published nowhere."""
    for rendered in only("poster", houses(build_views), design).values():
        assert "/Annots" not in first_page(rendered.data)
        assert b"/Figure" not in rendered.data


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path fill="#00f" d="M0 0h200v100H0z"/></svg>'


def png(size: tuple[int, int]) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#0000ff").save(file, "PNG")
    return file.getvalue()


def with_template(design: Design, name: str, content: bytes) -> Design:
    return replace(design, templates={**design.templates, name: content})


@pytest.mark.parametrize(("name", "content"), [("logo.svg", SVG), ("logo.png", png((400, 200)))])
def test_a_logo_stands_at_the_foot_in_its_proportions(
    build_views: Build, design: Design, name: str, content: bytes
) -> None:
    """The blue logo is seen at the lower left of the sheet, twice as wide as high."""
    rendered = only("poster", houses(build_views), with_template(design, name, content))["julisteet/opetus.pdf"]
    document = pypdfium2.PdfDocument(rendered.data)
    picture = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    blue = [
        (x, y)
        for y in range(1000, picture.height)
        for x in range(picture.width)
        if picture.getpixel((x, y)) == (0, 0, 255)
    ]
    xs, ys = {x for x, _ in blue}, {y for _, y in blue}
    assert min(xs) == pytest.approx(48, abs=2)
    assert len(xs) == pytest.approx(2 * len(ys), abs=3)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("logo.svg", b"no picture", "not an SVG picture"),
        ("logo.svg", b"<html/>", "not an SVG picture"),
        ("logo.svg", SVG.replace(b"viewBox", b"data-box"), "no viewBox"),
        ("logo.svg", SVG.replace(b"<path", b'<use href="https://example.org/x.svg#a"/><path'), "another file"),
        ("logo.svg", SVG.replace(b"<path", b"<script/><path"), "line 1 has <script>"),
        ("logo.png", SVG, "not a PNG picture"),
        ("logo.png", png((400, 200))[:60], "not a PNG picture"),
    ],
)
def test_a_logo_that_is_none_is_refused(
    build_views: Build, design: Design, name: str, content: bytes, what: str
) -> None:
    """A file that is not what its name says, or that draws on others, is named with a remedy."""
    with pytest.raises(UserError, match=rf"^templates/{re.escape(name)}: .*{what}"):
        poster_jobs(houses(build_views), with_template(design, name, content))


def test_bleed_and_marks_leave_the_poster_as_it_is(build_views: Build, design: Design) -> None:
    """The trim box is the paper, the bleed box 3 mm beyond it, colour reaches that far, and no word is lost."""
    views = houses(build_views)
    plain = only("poster", views, design)["julisteet/johto.pdf"].data
    for marks in (False, True):
        data = only("poster", views, design, Options(bleed=3.0, marks=marks))["julisteet/johto.pdf"].data
        page = first_page(data)
        assert [round(float(v)) for v in page.trimbox] == [0, 0, 842, 1191]
        assert [round(float(v), 1) for v in page.bleedbox] == [
            round(v, 1) for v in (-3 * MM, -3 * MM, 297 * MM + 3 * MM, 420 * MM + 3 * MM)
        ]
        beyond = -float(page.mediabox.left) / MM
        assert beyond == pytest.approx(8 if marks else 3, abs=0.05)
        x, y = round((beyond - 2) * MM * 2), round((beyond + 20) * MM * 2)
        assert rendered_at(data, 2).getpixel((x, y)) == (0x17, 0x46, 0x6F)
        assert tight(page.extract_text()) == tight(first_page(plain).extract_text())


def rendered_at(data: bytes, scale: float) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        picture: Image.Image = document[0].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()
    return picture


def test_a_collection_holds_every_poster_behind_a_bookmark(kuopio: Views, design: Design) -> None:
    """One more file has the pages of all, in order, with a bookmark for each poster at its first page."""
    jobs = poster_jobs(kuopio, design, Options(collection=True))
    [job] = [job for job in jobs if job.kind == "collection"]
    assert job.path == "julisteet/kaikki-julisteet.pdf"
    rendered = render(job, design)
    reader = pypdf.PdfReader(io.BytesIO(rendered.data))
    assert rendered.pages == len(reader.pages) == len(jobs) - 1
    assert reader.metadata is not None
    assert reader.metadata.title == kuopio.matrix.title
    top = [entry for entry in reader.outline if not isinstance(entry, list)]
    names = [unit.name for unit in kuopio.matrix.duty_units] + [site.name for site in kuopio.matrix.site_types]
    assert [tight(str(entry.title)) for entry in top] == [tight(name) for name in names]
    assert [reader.get_destination_page_number(entry) for entry in top] == list(range(len(names)))


def test_previews_are_pictures_of_the_posters(build_views: Build, design: Design) -> None:
    """Each poster has a PNG beside it in its proportions, the same for every build, without bleed."""
    views = houses(build_views)
    options = Options(previews=True, bleed=3.0)
    pictures = only("preview", views, design, options)
    assert list(pictures) == [job.path.replace(".pdf", ".png") for job in poster_jobs(views, design)]
    again = only("preview", views, design, options)
    for path, rendered in pictures.items():
        assert rendered.data == again[path].data
        with Image.open(io.BytesIO(rendered.data)) as picture:
            assert picture.format == "PNG"
            assert max(picture.size) == 1600
            assert (picture.width > picture.height) == ("talo-" in path)


def test_an_unknown_font_family_is_refused_with_those_that_there_are(build_views: Build, design: Design) -> None:
    """A family that the data name and nobody has stops the posters and says where its files belong."""
    views = houses(build_views, "fonts: [Esimerkki Sans]")
    with pytest.raises(UserError, match="“Esimerkki Sans”; put its files into templates/fonts/") as caught:
        only("poster", views, design)
    assert_in_every_language(caught.value)


def test_a_font_file_among_the_templates_shows_what_the_theme_lacks(build_views: Build, design: Design) -> None:
    """A family that the data name is used for its characters, before the package's own stand-ins."""
    branded = with_template(design, "fonts/own.ttf", bytes(pymupdf_fonts.myfont("ubuntu")))
    [family] = [f for f in fonts.families("FiraGO", ["Ubuntu"], branded.templates) if f.name == "Ubuntu"]
    sign = min(sign for sign in family.characters - fonts.PACKAGED[0].characters if sign.isalpha())
    text = HOUSES.format(more="fonts: [Ubuntu]").replace("Teemme muuta.", f"Teemme muuta {sign}.")
    rendered = only("poster", build_views(text), branded)["julisteet/muu.pdf"]
    assert sign in poster_text(rendered.data)
    [note] = [note for note in rendered.notes if "from Ubuntu" in str(note)]
    assert_in_every_language(note)


def test_the_theme_may_name_another_family(build_views: Build, design: Design) -> None:
    """A family of the package or of templates/fonts/ sets the whole poster."""
    other = replace(design, theme=replace(design.theme, fonts={**design.theme.fonts, "poster": "Noto Sans"}))
    data = only("poster", houses(build_views), other)["julisteet/johto.pdf"].data
    names = [font.get_object()["/BaseFont"] for font in first_page(data)["/Resources"]["/Font"].values()]
    assert names
    assert all("Noto-Sans" in name for name in names)


def test_a_file_that_is_no_font_is_refused(design: Design, capfd: pytest.CaptureFixture[str]) -> None:
    """A broken font file is named, whatever the reader of fonts makes of it, and nothing else is said."""
    whole = bytes(pymupdf_fonts.myfont("ubuntu"))
    broken = [b"", b"no font", whole[: len(whole) // 3], whole[:3000] + bytes(len(whole) - 3000)]
    for content in (*broken, *(kind + bytes(60) for kind in (b"wOFF", b"wOF2", b"ttcf", b"\0\1\0\0"))):
        with pytest.raises(UserError, match=r"templates/fonts/x\.ttf: it is not a font") as caught:
            fonts.families("FiraGO", [], with_template(design, "fonts/x.ttf", content).templates)
        assert_in_every_language(caught.value)
    assert capfd.readouterr() == ("", "")


GLYPHS = """
roles: [{id: rehtori, name: rehtori}]
levels: [{id: t, name: Taso, units: [{id: u, name: Yksikkö, leads: [rehtori], duties: [
  {id: U-1, text: "Merkitsemme ✓ tehdyksi."},
  {id: U-2, text: "Pidämme 判断 ja 実行 tallessa.", accept: {}},
  {id: U-3, text: "Pidämme 判断 mielessä."}]}]}]
"""


def test_a_character_that_no_font_has_is_a_finding_at_its_line() -> None:
    """It is reported once, at the first duty that has it, and can be answered; what a stand-in has is none."""
    matrix = matrix_of(GLYPHS)
    families = fonts.families("FiraGO", matrix.fonts, {})
    [finding] = [f for f in find(matrix, wording("fi"), families) if f.name == "missing-glyph"]
    assert (finding.where, finding.line, finding.codes) == ("U-2", matrix.duty("U-2").line, ("U-2", "U-3"))
    assert "判 eli U+5224 (kirjain), " in finding.message
    answered = matrix_of(GLYPHS.replace("accept: {}", "accept: {missing-glyph: nimi on japania}"))
    [finding] = [f for f in find(answered, wording("fi"), families) if f.name == "missing-glyph"]
    assert finding.answered == "nimi on japania"


@pytest.mark.parametrize("name", ["tietohallinto", "varhaiskasvatuksen-johto", "varhaiskasvatuksen-tuki"])
def test_a_long_word_of_a_name_in_the_foot_is_not_divided(kuopio: Views, design: Design, name: str) -> None:
    """Each word of those in charge stands on one line: it is set smaller, or its part of the foot is wider."""
    [job] = [job for job in poster_jobs(kuopio, design) if job.unit == name]
    _, lines = first_page(render_poster(job.content, design).data).extract_text().split("Vastuuhenkilö", 1)
    for lead in kuopio.matrix.names(kuopio.matrix.unit(name).leads):
        for word in lead.split():
            assert word.casefold() in lines.casefold()


def test_those_in_charge_do_not_end_with_a_line_of_one_word(kuopio: Views, design: Design) -> None:
    """Where their names take more than a line, the lines are about equally long."""
    [job] = [job for job in poster_jobs(kuopio, design) if job.unit == "huoltajat-ja-muut-aikuiset"]
    lines = [line.strip() for line in first_page(render_poster(job.content, design).data).extract_text().splitlines()]
    assert "koulun aikuiset" in lines
    assert "aikuiset" not in lines


CALLED = """contact: digitaaliset-palvelut@esimerkkila.example, 017 185 111
publication_url: https://example.org/vastuut
valid_from: 2026-02-01
review_by: 2027-01-31"""


def test_an_address_and_a_number_are_on_one_line_each(build_views: Build, design: Design) -> None:
    """Beside many people in charge the contact has its room: neither is divided, on no poster."""
    crowd = HOUSES.replace(
        "leads: [rehtori, eteva]\n        supports: [pova]", "leads: [rehtori, eteva, pova]"
    ).replace("name: rehtori}", "name: erityisluokanopettajien koollekutsuja}")
    views = build_views(crowd.format(more=CALLED))
    documents = only("poster", views, design) | only("site-poster", views, design)
    assert len(documents) > 4
    for path, rendered in documents.items():
        lines = first_page(rendered.data).extract_text().replace("\u00a0", " ").splitlines()
        assert any("digitaaliset-palvelut@esimerkkila.example" in line for line in lines), path
        assert any("017 185 111" in line for line in lines), path


def test_what_the_running_foot_tells_is_not_divided(build_views: Build, design: Design) -> None:
    """Where its parts take more than a line, no line ends inside of one."""
    source = (ROOT / "source" / "vastuumatriisi.yaml").read_text(encoding="utf-8")
    views = build_views(source.replace("date: 2026-11-23\n", f"date: 2026-11-23\n{CALLED}\n", 1))
    branded = with_template(design, "logo.svg", SVG)
    jobs = [job for job in poster_jobs(views, branded) if job.unit in (None, "istekki")]
    assert len(jobs) == 4
    for job in jobs:
        lines = first_page(render(job, branded).data).extract_text().replace("\u00a0", " ").splitlines()
        for part in (*job.content.origin, *job.content.current):
            assert any(part.replace("\u00a0", " ") in line for line in lines), part
        assert not [line for line in lines if all(part in line for part in job.content.current)]


def test_dress_is_read_with_its_folder_of_fonts(tmp_path: Any) -> None:
    """Fonts lie in a folder below the templates and are read with them."""
    for file in (ROOT / "templates").iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "own.ttf").write_bytes(bytes(pymupdf_fonts.myfont("ubuntu")))
    assert "fonts/own.ttf" in read_design(tmp_path, "fi").templates
