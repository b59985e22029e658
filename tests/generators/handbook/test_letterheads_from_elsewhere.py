"""Letterheads as Word, Google Docs and LibreOffice save them: taken as they are, completed in their own look."""

import io
import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor

from tests.support import letterheads as elsewhere
from tests.support import reading
from tests.support.languages import assert_in_every_language
from tests.support.letterheads import BODY, HEADER, STYLES, changed, floating, parts, with_header
from tests.support.making import jobs_of, render
from tests.support.matrices import many_duties, views_of
from tests.support.validator import validate
from vastuumatriisi.builder.layouts import find_office
from vastuumatriisi.builder.pagination import paginate
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Rendered
from vastuumatriisi.locales.wording import messages
from vastuumatriisi.matrix import Views

WITH_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
TWIPS = 567  # in a centimetre
MATRIX = many_duties("""
roles:
  - {id: johtaja, name: johtaja}
  - {id: apulainen, name: apulainen}
levels:
  - id: taso
    name: Hallinto
    units:
      - {id: y1, name: Yksikkö, leads: [johtaja], supports: [apulainen], duties: [{id: Y-01, text: Pidämme huolta.}]}
""")

OPEN = "levels: [{id: t, name: T, units: [{id: y1, name: Y, duties: [{id: Y-01, text: Pidämme huolta.}]}]}]"


@pytest.fixture(scope="module")
def views() -> Views:
    return views_of(MATRIX)


def handbook(views: Views, design: Design, data: bytes) -> Rendered:
    own = elsewhere.in_letterhead(design, data)
    (job,) = jobs_of("handbook", views, own)
    return render(job, own)


def texts(data: bytes, part: str) -> list[str]:
    """Return the text of each paragraph of a part."""
    paragraphs = docx.oxml.parse_xml(parts(data)[part]).iter(qn("w:p"))
    return ["".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in paragraphs]


def spacings(data: bytes, part: str, side: str) -> list[int]:
    """Return the distances before or after the paragraphs of a part that say one themselves, in twips."""
    properties = docx.oxml.parse_xml(parts(data)[part]).iter(qn("w:spacing"))
    return [int(found.get(qn(f"w:{side}"))) for found in properties if found.get(qn(f"w:{side}"))]


@pytest.mark.parametrize("program", ["word", "google_docs", pytest.param("libreoffice", marks=WITH_OFFICE)])
def test_letterheads_are_taken_as_they_are(kuopio: Views, design: Design, tmp_path: Path, program: str) -> None:
    """A letterhead without any style of ours dresses the whole handbook; one line tells what was made for it."""
    data = elsewhere.from_libreoffice(tmp_path) if program == "libreoffice" else getattr(elsewhere, f"from_{program}")()
    made, plain = handbook(kuopio, design, data), handbook(kuopio, design, design.templates["handbook.docx"])
    sections = [reading.handbook_sections(one.data, design.wording) for one in (made, plain)]
    assert sections[0] == sections[1]
    assert reading.handbook_letters(made.data) == reading.handbook_letters(plain.data)
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []
    [note] = made.notes
    lacking = r"templates/handbook\.docx lacks \d\d styles \(.+, …\), which are made in its own .+"
    assert re.fullmatch(lacking, str(note))
    finnish = r"templates/handbook\.docx: \d\d tyyliä puuttuu \(.+, …\); ne tehtiin pohjan omin .+"
    assert re.fullmatch(finnish, messages("fi").told(note))
    styles = {style.name.casefold(): style for style in docx.Document(io.BytesIO(made.data)).styles}
    accent = RGBColor.from_string("0B5394" if program == "google_docs" else "8A1C52")
    assert styles["duty code"].font.color.rgb == styles["heading 1"].font.color.rgb == accent


@WITH_OFFICE
@pytest.mark.parametrize("program", ["word", "google_docs", "libreoffice"])
def test_contents_of_a_letterhead_has_pages(views: Views, design: Design, tmp_path: Path, program: str) -> None:
    """LibreOffice finds every heading, whoever has made the letterhead; the contents itself is no chapter."""
    data = elsewhere.from_libreoffice(tmp_path) if program == "libreoffice" else getattr(elsewhere, f"from_{program}")()
    own = elsewhere.in_letterhead(design, data)
    (job,) = jobs_of("handbook", views, own)
    made = paginate(job, own, find_office())
    assert made.counted
    assert contents(made.document.data)[:2] == ["1\tNäin luet käsikirjaa\t3", "1.1\tKirjaimet ja merkinnät\t3"]


NUMBERINGS = {
    "1.": ("decimal", "%1.", "%1.%2."),
    "I.": ("upperRoman", "%1.", "%1.%2"),
    "Luku A:": ("upperLetter", "Luku %1:", "%1.%2)"),
}
WRITTEN = {"1.": ("3.", "4.1."), "I.": ("III.", "IV.1"), "Luku A:": ("Luku C:", "D.1)")}


def numbered(kind: str, first: str, second: str) -> bytes:
    """Return a letterhead that numbers its headings in its own way."""
    document = docx.Document(io.BytesIO(elsewhere.from_word()))
    levels = (first, second, "%1.%2.%3")
    definition = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{kind if n == 0 else "decimal"}"/>'
        f'<w:pStyle w:val="Heading{n + 1}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="600" w:hanging="600"/></w:pPr></w:lvl>'
        for n, text in enumerate(levels)
    )
    root = document.part.numbering_part.element
    namespace = f'xmlns:w="{elsewhere.WORD}"'
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = f'<w:abstractNum {namespace} w:abstractNumId="77">{kind}{definition}</w:abstractNum>'
    root.insert(0, docx.oxml.parse_xml(abstract))
    root.append(docx.oxml.parse_xml(f'<w:num {namespace} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for n in range(3):
        properties = document.styles[f"Heading {n + 1}"].element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_ilvl().val = n
        properties.numPr.get_or_add_numId().val = 77
    return elsewhere.saved(document)


@WITH_OFFICE
@pytest.mark.parametrize("kind", NUMBERINGS)
def test_headings_are_numbered_as_the_letterhead_does(views: Views, design: Design, kind: str) -> None:
    """The contents has the numbers that stand before the headings, and the pages of them."""
    own = elsewhere.in_letterhead(design, numbered(*NUMBERINGS[kind]))
    (job,) = jobs_of("handbook", views, own)
    made = paginate(job, own, find_office())
    assert made.counted
    entries = contents(made.document.data)
    third, fourth = WRITTEN[kind]
    assert any(re.fullmatch(rf"{re.escape(third)}\tMuut\t\d", entry) for entry in entries)
    assert any(re.fullmatch(rf"{re.escape(fourth)}\t.+\t\d", entry) for entry in entries)


def test_a_short_handbook_has_the_styles_of_the_heads_of_its_tables(design: Design) -> None:
    """An open unit is told in the head of its table, in a style that nothing else had; the letterhead lacked it."""
    is_open = views_of(MATRIX.partition("levels:")[0] + OPEN)
    assert b'w:styleId="Muted"' in parts(handbook(is_open, design, elsewhere.from_word()).data)[STYLES]


def contents(data: bytes) -> list[str]:
    """Return the entries of the contents: number, title and page, with tabs between them."""
    links = docx.Document(io.BytesIO(data)).element.body.iter(qn("w:hyperlink"))
    found = (link for link in links if link.get(qn("w:anchor"), "").startswith("_Toc"))
    signs = {qn("w:tab"): "\t"}
    return ["".join(signs.get(e.tag, e.text or "") for e in f.iter(qn("w:t"), qn("w:tab"))) for f in found]


def test_what_a_letterhead_says_is_not_said_again(design: Design) -> None:
    """Organisation, title, chapter and page number stand once where the header or the footer has them already."""
    page = elsewhere.field_code("PAGE", "1")
    said = "<w:p><w:r><w:t>ESIMERKKILÄ</w:t></w:r></w:p>"
    chapter = '<w:p><w:fldSimple w:instr=" STYLEREF 1 "><w:r><w:t>Luku</w:t></w:r></w:fldSimple></w:p>'
    named = views_of(MATRIX)
    silent = handbook(
        named, design, with_header(elsewhere.from_word(), "<w:p><w:r><w:t>Diaarinumero</w:t></w:r></w:p>")
    )
    spoken = handbook(named, design, with_header(elsewhere.from_word(), f"{said}<w:p>{page}</w:p>{chapter}"))
    titled = handbook(
        named, design, with_header(elsewhere.from_word(), "<w:p><w:r><w:t>Esimerkkimatriisi</w:t></w:r></w:p>")
    )
    assert texts(silent.data, BODY)[0] == "Esimerkkilä"
    assert texts(spoken.data, BODY)[0] == "Esimerkkimatriisi"
    assert texts(silent.data, HEADER)[-2:] == ["Esimerkkimatriisi", "Sisällys"]
    assert texts(spoken.data, HEADER)[-2:] == ["Luku", "Esimerkkimatriisi"]
    assert texts(titled.data, HEADER) == ["Esimerkkimatriisi", "Sisällys"]
    assert "sivu" in texts(silent.data, "word/footer1.xml")[-1]
    assert "sivu" not in texts(spoken.data, "word/footer1.xml")[-1]


def test_only_what_is_lacking_of_the_organisation_is_said(design: Design) -> None:
    """Below a letterhead of the city the title page names the department alone."""
    views = views_of(
        "format: 1\ntitle: Vastuut\nlanguage: fi\nedition: '1'\ndate: 2026-01-31\n"
        "organisation: Esimerkkilän kaupunki, kasvun palvelualue\n" + MATRIX
    )
    city = with_header(elsewhere.from_word(), "<w:p><w:r><w:t>Esimerkkilän kaupunki</w:t></w:r></w:p>")
    assert texts(handbook(views, design, city).data, BODY)[0] == "Kasvun palvelualue"


def test_own_cover_page_says_what_the_handbook_is(design: Design, tmp_path: Path) -> None:
    """Word's cover page stays, with title, organisation and date in its fields; ours says what is left."""
    fields = (
        elsewhere.control("Otsikko", "[Asiakirjan otsikko]", "/ns1:coreProperties[1]/ns0:title[1]")
        + elsewhere.control("Alaotsikko", "[Alaotsikko]")
        + elsewhere.control("Yritys", "[Yrityksen nimi]")
        + elsewhere.control("Päivämäärä", "[Valitse päivä]")
        + elsewhere.control("Tiivistelmä", "[Kirjoita tiivistelmä tähän]")
    )
    made = handbook(views_of(MATRIX), design, elsewhere.with_cover(elsewhere.from_word(), fields))
    found = texts(made.data, BODY)
    assert found[1:6] == ["Esimerkkimatriisi", "Vastuukäsikirja", "Esimerkkilä", "31.1.2026", ""]
    assert found.count("Esimerkkimatriisi") == found.count("Vastuukäsikirja") == 1
    assert any(text.startswith("Painos") for text in found)
    document = docx.Document(io.BytesIO(made.data))
    pictures = [blip.get(qn("r:embed")) for blip in document.element.body[0].iter(qn("a:blip"))]
    assert [document.part.related_parts[name].content_type for name in pictures] == ["image/png"]
    identifiers = [i for part in parts(made.data).values() for i in re.findall(rb'<wp:docPr[^>]* id="(\d+)"', part)]
    assert len(set(identifiers)) == len(identifiers)
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []


def test_nothing_active_is_on_a_cover(views: Views, design: Design) -> None:
    """What must not reach the handbook does not come along with a cover either."""
    harmful = f"<w:p>{elsewhere.field_code('INCLUDEPICTURE x.png', 'kuva')}</w:p>"
    made = handbook(views, design, elsewhere.with_cover(elsewhere.from_word(), harmful))
    assert b"INCLUDEPICTURE" not in parts(made.data)[BODY]
    assert "kuva" in texts(made.data, BODY)
    assert any("fields that load something" in str(note) for note in made.notes)


def test_every_picture_has_an_id_of_its_own(kuopio: Views, design: Design) -> None:
    """The logo of each header and the charts are told apart; Word repairs a file where two have the same id."""
    found = parts(handbook(kuopio, design, elsewhere.from_word()).data)
    identifiers = [i for part in found.values() for i in re.findall(rb'<wp:docPr[^>]* id="(\d+)"', part)]
    assert len(identifiers) > 5
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("anchor", ["page", "margin", "paragraph"])
def test_lines_begin_below_what_floats(views: Views, design: Design, anchor: str) -> None:
    """The lines of the header and the title page begin below a logo that floats over the page."""
    made = handbook(views, design, with_header(elsewhere.from_word(), floating(1, 5, anchor=anchor)))
    section = docx.Document(io.BytesIO(made.data)).sections[0]
    start = {"page": 0, "margin": section.top_margin.twips, "paragraph": section.header_distance.twips}
    bottom = (
        docx.Document(io.BytesIO(elsewhere.from_word())).sections[0].top_margin.twips
        if anchor == "margin"
        else start[anchor]
    )
    bottom += 6 * TWIPS
    assert section.top_margin.twips >= bottom
    [before] = spacings(made.data, HEADER, "before")
    assert section.header_distance.twips + 240 + before >= bottom
    assert before < 8 * TWIPS


def test_old_drawings_and_frames_float_too(views: Views, design: Design) -> None:
    """A drawing of Word 2003 and a paragraph in a frame are kept clear of as well."""
    drawing = (
        '<w:p><w:r><w:pict><v:rect id="a" style="position:absolute;margin-left:60pt;margin-top:1cm;width:150pt;'
        'height:5cm;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"/></w:pict></w:r></w:p>'
    )
    frame = (
        '<w:p><w:pPr><w:framePr w:w="4000" w:h="2835" w:hRule="exact" w:wrap="around" w:vAnchor="page" '
        'w:hAnchor="page" w:x="1400" w:y="567"/></w:pPr><w:r><w:t>Kehys</w:t></w:r></w:p>'
    )
    for content in (drawing, frame):
        made = handbook(views, design, with_header(elsewhere.from_word(), content))
        assert docx.Document(io.BytesIO(made.data)).sections[0].top_margin.twips >= 6 * TWIPS - 2


def test_what_floats_beside_the_text_moves_nothing(views: Views, design: Design) -> None:
    """A stripe in the margin covers no text, however high it is."""
    made = handbook(views, design, with_header(elsewhere.from_word(), floating(0, 29.7, left=0, width=1)))
    assert spacings(made.data, HEADER, "before") == []
    assert all("floats" not in str(note) for note in made.notes)


def test_line_of_the_footer_stands_above_what_floats(views: Views, design: Design) -> None:
    """An address in a box at the foot of the page is not printed over."""
    made = handbook(views, design, with_header(elsewhere.from_word(), floating(26, 2.5)))
    [after] = spacings(made.data, "word/footer1.xml", "after")
    assert after > TWIPS
    assert texts(made.data, "word/footer1.xml")[-1] == "Esimerkkilän kaupunki, Esimerkkikatu 1"


def test_a_page_without_room_is_told(views: Views, design: Design) -> None:
    """Where what floats leaves no room below it, nothing is moved and a line says it."""
    made = handbook(views, design, with_header(elsewhere.from_word(), floating(1, 20)))
    assert spacings(made.data, HEADER, "before") == []
    [note] = [note for note in made.notes if "of 200 mm floats over the page" in str(note)]
    assert_in_every_language(note)


def test_text_that_is_indented_or_justified_leaves_tables_alone(views: Views, design: Design) -> None:
    """An indent and justified lines of the letterhead's text do not reach tables and headings that are made for it."""
    looks = '<w:pPr><w:spacing w:line="360" w:lineRule="exact"/><w:ind w:left="2608"/><w:jc w:val="both"/></w:pPr>'
    data = changed(elsewhere.from_google_docs(), STYLES, '(<w:name w:val="normal"/>)', rf"\1{looks}")
    styles = {style.name: style for style in docx.Document(io.BytesIO(handbook(views, design, data).data)).styles}
    table = styles["Table Text"].element.pPr
    assert table.find(qn("w:ind")).get(qn("w:left")) == "0"
    assert table.find(qn("w:jc")).get(qn("w:val")) == "left"
    assert styles["Cover Fact"].element.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "auto"


def test_a_name_that_means_something_else_is_left_to_it(views: Views, design: Design, tmp_path: Path) -> None:
    """A paragraph style that is called like a character style of ours keeps its name and its look."""
    own = '<w:style w:type="paragraph" w:styleId="Label"><w:name w:val="Label"/></w:style></w:styles>'
    made = handbook(views, design, changed(elsewhere.from_google_docs(), STYLES, "</w:styles>", own))
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []
    styles = docx.Document(io.BytesIO(made.data)).styles
    assert [(style.name, style.style_id) for style in styles if "Label" in style.name] == [
        ("Label", "Label"),
        ("Handbook Label", "HandbookLabel"),
    ]


def test_pale_headings_do_not_make_pale_text(views: Views, design: Design) -> None:
    """A colour that is hard to read on paper stays where the letterhead has it and goes no further."""
    data = changed(elsewhere.from_google_docs(), STYLES, "0b5394", "FFD966")
    styles = {style.name: style for style in docx.Document(io.BytesIO(handbook(views, design, data).data)).styles}
    assert styles["Duty Code"].font.color.rgb == RGBColor.from_string(design.theme.colours["ink"][1:])
