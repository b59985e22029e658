"""The handbook as a PDF: PDF/UA-1 and PDF/A-2a by veraPDF, and what veraPDF does not look at, by our own checks."""

import io
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn

from tests.support import letterheads
from tests.support.making import jobs_of
from tests.support.matrices import ROOT, many_duties, matrix_of, views_of
from tests.support.requirements import needs_java
from tests.support.verapdf import ALL_HOLD, verdicts
from vastuumatriisi.builder.layouts import find_office
from vastuumatriisi.builder.pagination import paginate
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.generators.handbook import generator
from vastuumatriisi.generators.handbook.pdf.stray_links import places
from vastuumatriisi.generators.job import Job, Unprintable
from vastuumatriisi.matrix import Views

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
SMALL = """
roles:
  - {id: johtaja, name: johtaja}
  - {id: apulainen, name: apulainen}
levels:
  - id: taso
    name: Hallinto
    units:
      - {id: y1, name: Yksikkö, leads: [johtaja], supports: [apulainen], duties: [{id: Y-01, text: Pidämme huolta.}]}
      - {id: y2, name: Toinen, leads: [apulainen], duties: [{id: T-01, text: Autamme yksikköä., cooperates: [y1]}]}
"""
FOREIGN = """
format: 1
title: مصفوفة
organisation: مثال
language: ar
edition: "1"
date: 2026-01-31
roles: [{id: lead, name: قائد الاختبار}]
levels: [{id: l, name: المستوى, units: [{id: u, name: التطوير, leads: [lead],
  duties: [{id: T-1, text: كتابة الاختبارات (2026) مع الدعم}, {id: T-2, text: تنفيذ الخطة}]}]}]
"""
SIGNS = SMALL.replace("Pidämme huolta.", "Pidämme \ue123 huolta 責任 😀 हिन्दी क्षत्रिय.")
WITH_PAGE = SMALL.replace("roles:", "publication_url: https://example.org/vastuut\nroles:", 1)
CHANGED = WITH_PAGE.replace("Pidämme huolta.", "Pidämme huolta kaikesta.").replace(
    "cooperates: [y1]}]",
    "note: Vain syksyllä., links: [{title: Ohje, url: 'https://a.fi/?b=c&d'}]}, {id: T-02, text: Neuvomme muita.}]",
)
TEXT = "<w:p><w:r><w:t>Esimerkkilän kunta</w:t></w:r></w:p>"
BOX = f"<wps:txbx><w:txbxContent>{TEXT}</w:txbxContent></wps:txbx><wps:bodyPr/>"
COVER = letterheads.control("Otsikko", "[Asiakirjan otsikko]", "/ns1:coreProperties[1]/ns0:title[1]")
FLOATING = letterheads.floating(1, 2).replace("<wps:bodyPr/>", BOX) + letterheads.floating(26, 2)


@dataclass(frozen=True)
class Made:
    """A handbook as both files, and its job."""

    job: Job
    word: bytes
    pdf: bytes
    pages: int | None

    def opened(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.pdf))


def made(views: Views, design: Design) -> Made:
    (job,) = jobs_of("handbook", views, design)
    paginated = paginate(job, design, find_office())
    assert paginated.printed, paginated.notes
    return Made(job, paginated.document.data, paginated.printed.data, paginated.printed.pages)


@pytest.fixture(scope="module")
def handbooks(kuopio: Views, design: Design) -> dict[str, Made]:
    """Kuopio's handbook, booklets, one from right to left, one with rare signs, and some in letterheads."""
    booklet, whole, word = views_of(SMALL), views_of(many_duties(SMALL)), letterheads.from_word()
    return {
        "kuopio": made(kuopio, design),
        "booklet": made(booklet, design),
        "whole": made(whole, design),
        "foreign": made(views_of(FOREIGN), read_design(ROOT / "templates", "ar")),
        "foreign whole": made(views_of(many_duties(FOREIGN)), read_design(ROOT / "templates", "ar")),
        "signs": made(views_of(SIGNS), design),
        "letterhead": made(booklet, letterheads.in_letterhead(design, word)),
        "floating": made(whole, letterheads.in_letterhead(design, letterheads.with_header(word, FLOATING))),
        "changes": made(Views(matrix_of(CHANGED), matrix_of(SMALL), ("Korvaa julisteet.",)), design),
        "cover": made(whole, letterheads.in_letterhead(design, letterheads.with_cover(word, COVER))),
    }


def tree(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the structure elements in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(list(found)[::-1])
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
            yield found
            waiting.append(found.get("/K", pikepdf.Array()))


def named(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [element for element in tree(pdf) if str(element.S) == f"/{kind}"]


def spoilt(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        result = io.BytesIO()
        pdf.save(result)
    return result.getvalue()


def without(kind: str, key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        for element in named(pdf, kind):
            del element[key]

    return change


def without_contents(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            del note.Contents


def with_a_line(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 9 9 l S")


@needs_java
def test_every_handbook_is_pdf_ua_1_and_pdf_a_2a(handbooks: dict[str, Made], tmp_path: Path) -> None:
    """All 106 rules of PDF/UA-1 and all 153 of PDF/A-2a hold, whatever the letterhead, the language and the signs."""
    found = verdicts({name: one.pdf for name, one in handbooks.items()}, tmp_path)
    for name, by_profile in found.items():
        assert by_profile == ALL_HOLD, name


@needs_java
def test_verapdf_does_fail_what_is_wrong(handbooks: dict[str, Made], tmp_path: Path) -> None:
    """Without the language, an alternative, words of links, an order of tabs, or with an untagged line it fails."""
    changes: dict[str, Callable[[pikepdf.Pdf], object]] = {
        "language": lambda pdf: pdf.Root.__delitem__("/Lang"),
        "alternative": without("Figure", "/Alt"),
        "contents": without_contents,
        "tabs": lambda pdf: [page.obj.__delitem__("/Tabs") for page in pdf.pages if "/Tabs" in page],
        "tree": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
        "line": with_a_line,
        "intent": lambda pdf: pdf.Root.__delitem__("/OutputIntents"),
    }
    whole = handbooks["kuopio"].pdf
    files = {name: spoilt(whole, change) for name, change in changes.items()}
    found = verdicts({"whole": spoilt(whole, lambda _: None), **files}, tmp_path)
    assert not found["whole"]["PDFUA-1"].failed
    for name in changes.keys() - {"intent"}:
        assert found[name]["PDFUA-1"].failed, name
    assert not found["intent"]["PDFUA-1"].failed
    assert found["intent"]["PDFA-2A"].failed


def test_it_says_what_it_is(handbooks: dict[str, Made]) -> None:
    """Title, organisation, language and date are those of the data; both standards stand in one description."""
    for name, language, date in (
        ("booklet", "fi", "20260131"),
        ("foreign", "ar", "20260131"),
        ("kuopio", "fi", "20261123"),
    ):
        one = handbooks[name]
        properties = one.job.content.properties
        with one.opened() as pdf:
            assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == (properties.title, properties.organisation)
            assert {str(pdf.docinfo.CreationDate), str(pdf.docinfo.ModDate)} == {f"D:{date}000000Z"}
            assert str(pdf.Root.Lang) == properties.language
            assert str(pdf.Root.Lang).split("-")[0] == language
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            xmp = pdf.Root.Metadata.read_bytes().decode()
            profile = pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        assert xmp.count("<rdf:RDF") == 1
        assert re.search(r'pdfaid:part="2" pdfaid:conformance="A"', xmp)
        assert re.search(r'pdfuaid:part="1"', xmp)
        assert int.from_bytes(profile[24:26], "big") == 2026
        assert int.from_bytes(profile[30:36], "big") == 0


def test_two_layouts_give_the_same_bytes(handbooks: dict[str, Made], design: Design) -> None:
    """Another run of LibreOffice, seconds later, gives the same file."""
    again = made(views_of(SMALL), design)
    assert (again.word, again.pdf) == (handbooks["booklet"].word, handbooks["booklet"].pdf)


def headings(word: bytes) -> list[str]:
    body = docx.Document(io.BytesIO(word)).element.body
    return [
        re.sub(r"\s", "", "".join(text.text or "" for text in paragraph.iter(qn("w:t"))))
        for paragraph in body.iter(qn("w:p"))
        for style in paragraph.iter(qn("w:pStyle"))
        if style.get(qn("w:val")).startswith("Heading")
    ]


def test_each_heading_is_a_bookmark_of_its_page(handbooks: dict[str, Made]) -> None:
    """The bookmarks are the headings with their numbers, and nothing else; the pages are as many as Word is told."""
    for one in handbooks.values():
        with one.opened() as pdf, pdf.open_outline() as outline:

            def titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
                for item in items:
                    yield re.sub(r"^[\d.]+|\s", "", item.title)
                    yield from titles(item.children)

            assert list(titles(outline.root)) == headings(one.word)
            assert len(pdf.pages) == one.pages
            assert pdf.Root.PageMode == "/UseOutlines"


def target(note: Any) -> tuple[Any, ...]:
    """Return the address that a link leads to, or the place in this file."""
    return (str(note.A.URI),) if "/A" in note else (*map(str, note.Dest[2:]), note.Dest[0].objgen)


def test_each_link_leads_to_a_page(handbooks: dict[str, Made]) -> None:
    """Every link has a page of this file, or the address of a duty; no names of places are left in it."""
    for one in handbooks.values():
        with one.opened() as pdf:
            pages = {page.objgen for page in pdf.pages}
            notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
            targets = [note.Dest[0].objgen for note in notes if "/A" not in note]
            assert targets
            assert {str(note.A.URI) for note in notes if "/A" in note} <= {"https://a.fi/?b=c&d"}
            assert set(targets) <= pages
            assert "/Dests" not in pdf.Root


def test_numbers_of_pages_are_links_to_them(handbooks: dict[str, Made]) -> None:
    """Each page that the contents and the index name is that of the link, of which the number is a part."""
    with handbooks["kuopio"].opened() as pdf:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        notes = [note for page in pdf.pages for note in page.get("/Annots", ())]
        # "s. 7" in the index, "2.1 Hallinto 7" in the contents.
        ends = [(re.search(r"^(?:s\.|[\d.]+ .*)\s(\d+)$", str(note.Contents)), note) for note in notes]
        told = [(int(number[1]), numbers[note.Dest[0].objgen]) for number, note in ends if number]
    assert len(told) > 100
    assert all(shown == real for shown, real in told)


def test_links_in_heads_that_are_repeated_stand_where_they_are_read(handbooks: dict[str, Made]) -> None:
    """LibreOffice places such a link in the last of the heads alone; it belongs to the words that have a tag."""
    with handbooks["kuopio"].opened() as pdf:
        heads = [
            next(kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary))
            for link in named(pdf, "Link")
            if str(link.P.P.S) == "/TH"
        ]
        assert [str(note.Contents) for note in heads] == [f"päätös {number}" for number in range(1, 8)]
        for note in heads:
            [page] = [page for page in pdf.pages if note.objgen in {one.objgen for one in page.get("/Annots", ())}]
            tagged = {number: at for number, at in places(page.obj) if number >= 0}
            left, bottom, right, top = map(float, note.Rect)
            assert any(left - 1 <= x < right and bottom <= y < top for x, y in tagged.values())


def test_charts_have_their_descriptions(handbooks: dict[str, Made]) -> None:
    """Each chart is a picture with the description that the Word file has, and nothing else is a picture."""
    for one in handbooks.values():
        body = docx.Document(io.BytesIO(one.word)).element.body
        with one.opened() as pdf:
            told = [str(figure.Alt) for figure in named(pdf, "Figure")]
        described = [properties.get("descr") for properties in body.iter(qn("wp:docPr"))]
        assert told == [description for description in described if description]
        assert len(told) == len(one.job.content.charts)
    assert all(handbooks[name].job.content.charts for name in ("kuopio", "floating", "cover"))


def test_heads_of_tables_name_their_columns(handbooks: dict[str, Made]) -> None:
    """Every cell of a table's head says that it is that of a column."""
    for one in handbooks.values():
        with one.opened() as pdf:
            attributes = [head.A if isinstance(head.A, pikepdf.Array) else [head.A] for head in named(pdf, "TH")]
            assert attributes
            assert {str(one.get("/Scope")) for told in attributes for one in told if "/Scope" in one} == {"/Column"}
            assert all(any("/Scope" in one for one in told) for told in attributes)


def test_a_link_is_read_in_one_piece(handbooks: dict[str, Made]) -> None:
    """Each link has one element with all its words, also the hyphen of a code, which owns them in the parent tree."""
    for name, one in handbooks.items():
        with one.opened() as pdf:
            parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
            notes = {note.objgen: note for page in pdf.pages for note in page.get("/Annots", ())}
            tagged = []
            for link in named(pdf, "Link"):
                numbers = [kid for kid in link.K if isinstance(kid, int)]
                of_link = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid]
                assert numbers, name
                assert len({target(note) for note in of_link}) == 1, name
                owners = [parents[int(link.Pg.StructParents)][number] for number in numbers]
                owners += [parents[int(note.StructParent)] for note in of_link]
                assert {owner.objgen for owner in owners} == {link.objgen}
                tagged += [note.objgen for note in of_link]
            assert sorted(tagged) == sorted(notes)
            assert all(str(note.Contents).strip() and "\t" not in str(note.Contents) for note in notes.values())
            words = docx.Document(io.BytesIO(one.word)).element.body.iter(qn("w:hyperlink"))
            # Of two codes in a line from right to left LibreOffice places only one link.
            assert name.startswith("foreign") or len(notes) >= len(list(words)) > 1


def test_all_that_is_drawn_is_tagged_or_an_artifact(handbooks: dict[str, Made]) -> None:
    """Each marked sequence has its element, and what floats in a header has none: it is read on no page."""
    for name, one in handbooks.items():
        with one.opened() as pdf:
            parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
            for page in pdf.pages:
                content = page.Contents.read_bytes()
                marked = {int(number) for number in re.findall(rb"/MCID (\d+)", content)}
                of_page = parents[int(page.StructParents)]
                assert {n for n, owner in enumerate(of_page) if owner is not None} == marked, name
                assert b"/Artifact" in content
    for name in ("floating", "cover"):
        with handbooks[name].opened() as pdf:
            assert len(named(pdf, "Figure")) == len(handbooks[name].job.content.charts)


def test_signs_of_one_font_alone_are_told_as_others_are(handbooks: dict[str, Made]) -> None:
    """The bullets of a letterhead, which Word takes from a font of symbols, are bullets when they are copied."""
    with handbooks["letterhead"].opened() as pdf:
        fonts = {font.objgen: font for page in pdf.pages for font in page.resources.Font.values()}
        told = b"".join(font.ToUnicode.read_bytes() for font in fonts.values())
    assert b"<2022>" in told
    assert not re.search(rb"> <[EF][0-8A-F][0-9A-F]{2}>", told)


def test_pages_without_tags_are_refused(handbooks: dict[str, Made]) -> None:
    """A LibreOffice that writes no tags, or other pictures, gives no PDF; the message says why."""
    one = handbooks["whole"]
    untagged = spoilt(one.pdf, lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"))
    with pytest.raises(Unprintable, match="writes no tags"):
        generator.printed(one.job, untagged)
    charts = spoilt(one.pdf, lambda pdf: [setattr(figure, "S", pikepdf.Name.Div) for figure in named(pdf, "Figure")])
    with pytest.raises(Unprintable, match="show 0 pictures in place of 1"):
        generator.printed(one.job, charts)


def test_fonts_in_another_order(design: Design, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice numbers fonts by where they lie in its memory: the finished document is the same."""
    laid_out: list[bytes] = []
    finish = generator.printed
    monkeypatch.setattr(generator, "printed", lambda job, data: (laid_out.append(data), finish(job, data))[1])
    job = made(views_of(SMALL), design).job
    first, second = (finish(job, with_fonts(laid_out[-1], order)).data for order in (1, -1))
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert len(pdf.pages[0].Resources.Font) > 1
    assert first == second


def with_fonts(data: bytes, order: int) -> bytes:
    """Return a PDF with its fonts as last objects, in the order of their names, or from the last to the first."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = pdf.pages[0].Resources.Font
        for name in sorted(fonts.keys())[::order]:
            font = pikepdf.Dictionary(dict(fonts[name].items()))
            font.FontDescriptor = pdf.make_indirect(pikepdf.Dictionary(dict(font.FontDescriptor.items())))
            fonts[name] = pdf.make_indirect(font)
        result = io.BytesIO()
        pdf.save(result, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return result.getvalue()
