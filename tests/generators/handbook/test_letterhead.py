"""The style template of the handbook, and an organisation's own letterhead in its place."""

import hashlib
import io
import re
import runpy
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from lxml import etree
from PIL import Image

from tests.support import letterheads, reading
from tests.support.letterheads import parts, saved
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT
from tests.support.validator import validate
from vastuumatriisi.design.design import Design, LevelColours, read_design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.handbook.docx.built_in_check import is_untouched
from vastuumatriisi.generators.handbook.docx.built_in_template import built_in
from vastuumatriisi.generators.handbook.docx.letterhead.letterhead import open_letterhead
from vastuumatriisi.generators.handbook.docx.page_frame import read_page_frame
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]


def rendered(views: Views, design: Design) -> bytes:
    (job,) = jobs_of("handbook", views, design)
    return render(job, design).data


def in_letterhead(design: Design, document: Document) -> Design:
    return letterheads.in_letterhead(design, saved(document))


def opened(design: Design) -> Document:
    return docx.Document(io.BytesIO(built_in(design.theme)))


def letterhead(design: Design) -> Document:
    """Return a letterhead as an organisation makes one of the template that comes with the program."""
    document = opened(design)
    section = document.sections[0]
    section.left_margin, section.right_margin, section.top_margin = Cm(4), Cm(2), Cm(4)
    picture = io.BytesIO()
    Image.new("RGB", (120, 40), "#8A1C52").save(picture, "PNG")
    section.header.paragraphs[0].add_run().add_picture(picture, width=Cm(3))
    section.footer.paragraphs[0].text = "Esimerkkilän kaupunki, Esimerkkikatu 1"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x8A, 0x1C, 0x52)
    document.styles["Normal"].font.name = "Liberation Sans"
    return document


def test_template_in_the_repository_is_made_from_the_theme(design: Design, tmp_path: Path) -> None:
    """templates/handbook.docx is what the tool makes of the theme (where not, run tools/make_handbook_template.py)."""
    main = runpy.run_path(str(ROOT / "tools" / "make_handbook_template.py"))["main"]
    main(tmp_path / "handbook.docx")
    assert parts(design.templates["handbook.docx"]) == parts((tmp_path / "handbook.docx").read_bytes())
    assert validate(tmp_path / "handbook.docx") == []


def test_untouched_template_follows_the_theme(kuopio: Views, design: Design) -> None:
    """After a change of the theme an untouched template is as good as a new one; a changed one is left alone."""
    assert is_untouched(design.templates["handbook.docx"])
    red = replace(design.theme, levels=(LevelColours("#8A0000", "#FFEEEE"), *design.theme.levels[1:]))
    assert b"8A0000" in parts(rendered(kuopio, replace(design, theme=red)))["word/styles.xml"]
    own = in_letterhead(design, letterhead(design))
    assert not is_untouched(own.templates["handbook.docx"])
    assert b"8A0000" not in parts(rendered(kuopio, replace(own, theme=red)))["word/styles.xml"]


def test_letterhead_dresses_the_same_content(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """Fonts, colours, margins and the logo are the letterhead's, text and letters those of the plain handbook."""
    own, plain = rendered(kuopio, in_letterhead(design, letterhead(design))), rendered(kuopio, design)
    sections = (reading.handbook_sections(data, design.wording) for data in (own, plain))
    assert next(sections) == next(sections)
    assert reading.handbook_letters(own) == reading.handbook_letters(plain)
    texts = [[p.text for p in docx.Document(io.BytesIO(data)).paragraphs] for data in (own, plain)]
    assert texts[0] == texts[1]
    document = docx.Document(io.BytesIO(own))
    assert document.styles["Heading 1"].font.color.rgb == RGBColor(0x8A, 0x1C, 0x52)
    assert document.styles["Normal"].font.name == "Liberation Sans"
    assert {(round(s.left_margin.cm, 2), round(s.right_margin.cm, 2)) for s in document.sections} == {(4, 2)}
    width = sum(int(column.get(qn("w:w"))) for column in document.tables[0]._tbl.tblGrid)
    assert width == pytest.approx(int(document.sections[0].page_width - Cm(6)) / 635, abs=2)
    (tmp_path / "own.docx").write_bytes(own)
    assert validate(tmp_path / "own.docx") == []


def test_every_page_has_the_logo_and_its_own_chapter(kuopio: Views, design: Design) -> None:
    """Each header has the letterhead's picture above its chapter, each footer the address beside edition and page."""
    found = parts(rendered(kuopio, in_letterhead(design, letterhead(design))))
    headers = [name for name in found if re.fullmatch(r"word/header\d+\.xml", name)]
    assert len(headers) > 8
    for name in headers:
        relations = found[name.replace("word/", "word/_rels/") + ".rels"]
        [picture] = [link for link in etree.fromstring(relations) if "media/image" in link.get("Target")]
        assert f'r:embed="{picture.get("Id")}"'.encode() in found[name]
    footers = [found[name].decode() for name in found if re.fullmatch(r"word/footer\d+\.xml", name)]
    assert all("Esimerkkikatu 1" in footer and " NUMPAGES " in footer for footer in footers)
    digests = {hashlib.sha256(found[name]).digest() for name in headers}
    assert len(digests) == len(headers)


def test_styles_are_found_by_name(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """A Finnish Word calls the style "heading 1" Otsikko1 inside the file; its name says which it is."""
    document = opened(design)
    renamed = {}
    for style in document.styles.element.iter(qn("w:style")):
        renamed[style.get(qn("w:styleId"))] = f"Tyyli{len(renamed)}"
        style.set(qn("w:styleId"), renamed[style.get(qn("w:styleId"))])
    roots = (document.styles.element, document.element.body, document.part.numbering_part.element)
    for tag in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"):
        for element in (found for root in roots for found in root.iter(qn(f"w:{tag}"))):
            element.set(qn("w:val"), renamed[element.get(qn("w:val"))])
    own = rendered(kuopio, in_letterhead(design, document))
    assert reading.handbook_letters(own) == reading.handbook_letters(rendered(kuopio, design))
    (tmp_path / "own.docx").write_bytes(own)
    assert validate(tmp_path / "own.docx") == []


def test_lacking_styles_are_made_in_its_look(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """A template without styles that the handbook needs gets them in its own colours, and one line names them."""
    document = letterhead(design)
    for name in ("Duty Detail", "toc 1", "Duty Code", "heading 9"):
        style = next(s for s in document.styles.element.iter(qn("w:style")) if s[0].get(qn("w:val")) == name)
        style.getparent().remove(style)
    own = in_letterhead(design, document)
    (job,) = jobs_of("handbook", kuopio, own)
    made = render(job, own)
    styles = {style.name: style for style in docx.Document(io.BytesIO(made.data)).styles}
    assert styles["Duty Code"].font.color.rgb == RGBColor(0x8A, 0x1C, 0x52)
    assert {"Duty Detail", "toc 1"} < styles.keys()
    assert "heading 9" not in styles
    [note] = made.notes
    assert "templates/handbook.docx lacks 3 styles" in str(note)
    assert "Duty Detail" in str(note)
    (tmp_path / "own.docx").write_bytes(made.data)
    assert validate(tmp_path / "own.docx") == []


def test_headings_are_numbered_in_a_letterhead_without_numbering(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """Where the letterhead's headings and lists have no numbering, they get that of the handbook."""
    document = opened(design)
    for numbering in list(document.styles.element.iter(qn("w:numPr"))):
        numbering.getparent().remove(numbering)
    part = document.part.numbering_part
    identifier = next(name for name, rel in document.part.rels.items() if rel.target_part is part)
    del document.part.rels[identifier]
    own = rendered(kuopio, in_letterhead(design, document))
    styles = docx.Document(io.BytesIO(own)).styles
    assert styles["Heading 2"].element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    (tmp_path / "own.docx").write_bytes(own)
    assert validate(tmp_path / "own.docx") == []


@pytest.mark.parametrize("data", [b"", b"no Word file", b"PK\x03\x04 half a file"])
def test_unreadable_template_is_refused(kuopio: Views, design: Design, data: bytes) -> None:
    """A template that is no Word file is refused in one line that names it."""
    with pytest.raises(UserError, match=r"templates/handbook\.docx.* cannot be read"):
        rendered(kuopio, replace(design, templates={**design.templates, "handbook.docx": data}))


def test_word_template_is_as_good_as_a_document(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """A .dotx, named on the command line, designs the handbook; what Word asks or locks in it is left behind."""
    document = letterhead(design)
    settings = document.settings.element
    for tag in ("updateFields", "documentProtection", "attachedTemplate"):
        settings.insert(1, settings.makeelement(qn(f"w:{tag}"), {}))
    path = tmp_path / "esimerkki.dotx"
    document.save(str(path))
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part.replace(b"document.main+xml", b"template.main+xml"))
    found = parts(rendered(kuopio, read_design(ROOT / "templates", "fi", path)))
    assert b"Liberation Sans" in found["word/styles.xml"]
    assert b"document.main+xml" in found["[Content_Types].xml"]
    assert not re.search(rb"updateFields|documentProtection|attachedTemplate", found["word/settings.xml"])


def test_template_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A misspelt file name of --template is told in one line, before anything is made."""
    with pytest.raises(UserError, match=r"puuttuu\.docx: the Word template cannot be read"):
        read_design(ROOT / "templates", "fi", tmp_path / "puuttuu.docx")


def test_built_in_template_is_known_without_being_opened(design: Design) -> None:
    """What the plan takes from the theme alone is what the opened template says."""
    opened = open_letterhead(design)
    known = read_page_frame(design)
    assert (known.width, known.font, known.size) == (opened.width, opened.font, opened.measured_size(design.theme))
    assert opened.heading_levels == known.heading_levels
