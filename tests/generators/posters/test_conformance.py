"""The posters as files: PDF/UA-1 and PDF/A-2a by veraPDF, and what veraPDF does not look at, by our own checks."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT
from tests.support.requirements import needs_java
from tests.support.verapdf import ALL_HOLD, verdicts
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

MANY = (
    """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
contact: apu@example.org
publication_url: https://example.org/vastuut?kieli=fi
roles: [{id: rehtori, name: rehtori}, {id: sihteeri, name: koulusihteeri}]
levels:
  - id: t
    name: Taso
    units:
      - id: toimisto
        name: Toimisto
        leads: [rehtori]
        duties:
"""
    + "".join(
        f"          - {{id: T-{n:02}, text: {'Huolehdimme esimerkkikoulun laitteista ja niiden käytöstä ' * 2}aina.,"
        " assign: {sihteeri: R}}\n"
        for n in range(1, 61)
    )
    + "site_types: [{id: koulu, name: Koulu, units: [toimisto]}]\n"
)

FOREIGN = """
format: 1
title: مصفوفة
organisation: مثال
language: ar
edition: "1"
date: 2026-01-31
publication_url: https://example.org/
roles: [{id: lead, name: قائد الاختبار}]
levels: [{id: l, name: المستوى, units: [{id: u, name: التطوير, leads: [lead],
  duties: [{id: T-1, text: كتابة الاختبارات}, {id: T-2, text: تنفيذ الخطة}]}]}]
"""
SVG = (
    b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path fill="#123456" d="M0 0h200v100z"/></svg>"""
)


def made(views: Views, design: Design, options: Options | None = None) -> dict[str, bytes]:
    """Return the PDF files of all posters."""
    jobs = jobs_of("posters", views, design, options)
    return {job.path: render(job, design).data for job in jobs if job.path.endswith(".pdf")}


@pytest.fixture(scope="module")
def files(kuopio: Views, design: Design, build_views: Callable[[str], Views]) -> dict[str, bytes]:
    """Kuopio's posters and houses, several sheets with code and logo, crop marks, a collection, and Arabic."""
    branded = replace(design, templates={**design.templates, "logo.svg": SVG})
    print_shop = Options(bleed=3.0, marks=True, collection=True)
    every = {
        "kuopio": made(kuopio, design),
        "many": made(build_views(MANY), branded, print_shop),
        "foreign": made(build_views(FOREIGN), read_design(ROOT / "templates", "ar")),
    }
    return {f"{name} {path}": data for name, posters in every.items() for path, data in posters.items()}


def objects(data: bytes) -> list[Any]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    return [reader.get_object(number) for number in range(1, len(reader.xref[0]) + 1)]


def elements(data: bytes) -> list[Any]:
    """Return the structure elements in reading order."""
    return within(pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]["/K"])


def within(tree: Any) -> list[Any]:
    """Return the structure elements from one on, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        element = element.get_object()
        if isinstance(element, list):
            for child in element:
                yield from walk(child)
        elif isinstance(element, dict) and "/S" in element:
            yield element
            yield from walk(element["/K"])

    return list(walk(tree))


def with_catalogue(data: bytes, change: Callable[[pypdf.PdfWriter], None]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def without(kind: str, key: str) -> Callable[[pypdf.PdfWriter], None]:
    """Return a change that takes a key from every object of a structure type or of an annotation type."""

    def change(writer: pypdf.PdfWriter) -> None:
        for number in range(1, len(writer._objects) + 1):
            item = writer.get_object(number)
            if isinstance(item, dict) and kind in (item.get("/S"), item.get("/Subtype")):
                item.pop(key, None)

    return change


def without_language(writer: pypdf.PdfWriter) -> None:
    del writer._root_object["/Lang"]


@needs_java
def test_every_file_is_pdf_ua_1_and_pdf_a_2a(files: dict[str, bytes], tmp_path: Path) -> None:
    """All 106 rules of PDF/UA-1 and all 153 of PDF/A-2a hold in every file."""
    found = verdicts(files, tmp_path)
    assert len(found) == len(files) > 16
    for name, by_profile in found.items():
        assert by_profile == ALL_HOLD, name


@needs_java
def test_verapdf_does_fail_what_is_wrong(files: dict[str, bytes], tmp_path: Path) -> None:
    """Without the language, a picture's alternative, a link's contents or the marks of tagging a file fails."""
    whole = files["many julisteet/toimisto.pdf"]
    spoilt = {
        "language": with_catalogue(whole, without_language),
        "alternative": with_catalogue(whole, without("/Figure", "/Alt")),
        "contents": with_catalogue(whole, without("/Link", "/Contents")),
        "tree": with_catalogue(whole, lambda writer: writer._root_object.pop("/StructTreeRoot")),
        "intent": with_catalogue(whole, lambda writer: writer._root_object.pop("/OutputIntents")),
    }
    found = verdicts({"whole": with_catalogue(whole, lambda _: None), **spoilt}, tmp_path)
    assert not found["whole"]["PDFUA-1"].failed
    for name in ("language", "alternative", "contents", "tree"):
        assert found[name]["PDFUA-1"].failed, name
    assert not found["intent"]["PDFUA-1"].failed
    assert found["intent"]["PDFA-2A"].failed


def test_exactly_one_h1_and_no_list_in_a_list(files: dict[str, bytes]) -> None:
    """A poster has one H1, a house an H2 for each group, a collection an H1 for each poster; every duty is an item."""
    for name, data in files.items():
        tree = [str(element["/S"]) for element in elements(data)]
        posters = 2 if "kaikki" in name else 1
        assert tree.count("/H1") == posters, name
        assert (tree.count("/H2") > 0) == ("talo" in name or posters > 1), name
        assert tree.count("/LI") == tree.count("/LBody") > 0, name
        for element in elements(data):
            if element["/S"] == "/L":
                assert {str(child.get_object()["/S"]) for child in element["/K"]} == {"/LI"}


def test_all_text_is_tagged_or_an_artifact(files: dict[str, bytes]) -> None:
    """Each marked sequence of a page has its element in the parent tree, and no text stands outside of one."""
    for data in files.values():
        reader = pypdf.PdfReader(io.BytesIO(data))
        numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
        parents = {int(key): value.get_object() for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
        for page in reader.pages:
            content = page.get_contents().get_data().decode("latin-1")
            marked = {int(number) for number in re.findall(r"/MCID (\d+)", content)}
            of_page = parents[page["/StructParents"]]
            assert {n for n, parent in enumerate(of_page) if not isinstance(parent, pypdf.generic.NullObject)} == marked
            outside = re.sub(r"\b(?:BDC|BMC)\b.*?\bEMC\b", "", content, flags=re.DOTALL)
            assert not re.search(r"\bT[jJ]\b", outside)


def test_what_later_sheets_repeat_is_an_artifact(files: dict[str, bytes]) -> None:
    """The head and the foot of the second sheet are no part of what is read, its duties are."""
    data = files["many julisteet/toimisto.pdf"]
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) > 1
    first, *others = (page.get_contents().get_data() for page in reader.pages)
    assert b"/Type /Pagination" not in first
    assert all(content.count(b"/Type /Pagination") > 5 for content in others)
    tree = [element["/S"] for element in elements(data)]
    assert tree.count("/LI") == 60
    assert tree.count("/Link") == 1


def test_a_picture_has_a_box_on_its_page_and_a_link_says_where_it_leads(files: dict[str, bytes]) -> None:
    """QR code and logo have their alternative and a box inside the page; a link its words as contents."""
    data = files["many julisteet/toimisto.pdf"]
    reader = pypdf.PdfReader(io.BytesIO(data))
    figures = [element for element in elements(data) if element["/S"] == "/Figure"]
    assert [figure["/Alt"] for figure in figures] == [
        "QR-koodi vie voimassa olevaan painokseen: https://example.org/vastuut?kieli=fi",
        "Esimerkkilä",
    ]
    page = reader.pages[0]
    for figure in figures:
        left, bottom, right, top = map(float, figure["/A"]["/BBox"])
        assert 0 < left < right < float(page.trimbox.right)
        assert 0 < bottom < top < 0.3 * float(page.trimbox.top)
    links = [a.get_object() for a in page["/Annots"] if a.get_object()["/Subtype"] == "/Link"]
    assert [link["/Contents"] for link in links] == ["Voimassa oleva painos"]


def test_words_of_another_language_say_so(files: dict[str, bytes]) -> None:
    """Where the wording is English and the data are Arabic, the English parts carry their language."""
    data = files["foreign posters/u.pdf"]
    assert pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Lang"] == "ar"
    spoken = [element for element in elements(data) if element.get("/Lang") == "en"]
    assert {"/P", "/Span"} & {str(element["/S"]) for element in spoken}
    assert [figure for element in spoken for figure in within(element) if figure["/S"] == "/Figure"]
    assert not [e for e in elements(files["kuopio julisteet/oppija.pdf"]) if "/Lang" in e]


def test_both_standards_are_named_once_in_one_description(files: dict[str, bytes]) -> None:
    """The metadata say PDF/A-2a and PDF/UA-1 in a single RDF, and the title is that of the poster."""
    for data in files.values():
        xmp = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Metadata"].get_data().decode()
        assert xmp.count("<rdf:RDF") == 1
        assert re.search(r'pdfaid:part="2"', xmp)
        assert re.search(r'pdfaid:conformance="A"', xmp)
        assert re.search(r'pdfuaid:part="1"', xmp)
