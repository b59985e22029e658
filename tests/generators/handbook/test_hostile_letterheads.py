"""Letterheads that are no letterheads, or bring along what must not reach a handbook: refused, or made harmless."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from tests.support import letterheads
from tests.support.languages import assert_in_every_language
from tests.support.letterheads import (
    BODY,
    HEADER,
    RELATIONSHIPS,
    STYLES,
    changed,
    field_code,
    from_google_docs,
    from_word,
    packed,
    parts,
    with_header,
    with_parts,
)
from tests.support.making import jobs_of, render
from tests.support.matrices import views_of
from tests.support.validator import validate
from vastuumatriisi.design.design import Design
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.handbook.docx.letterhead.letterhead import open_letterhead
from vastuumatriisi.generators.job import Rendered
from vastuumatriisi.matrix import Views

MIB = 1024 * 1024
GUARD = 20.0  # seconds of work; what hangs takes longer, what is merely slow on a loaded machine does not
Change = Callable[[dict[str, bytes]], None]


@pytest.fixture(scope="module")
def views() -> Views:
    return views_of("""
        roles: [{id: johtaja, name: johtaja}]
        levels:
          - id: taso
            name: Hallinto
            units: [{id: y, name: Yksikkö, leads: [johtaja], duties: [{id: Y-1, text: Teemme työn.}]}]
    """)


def handbook(views: Views, design: Design, data: bytes) -> Rendered:
    own = letterheads.in_letterhead(design, data)
    (job,) = jobs_of("handbook", views, own)
    return render(job, own)


def refusal(design: Design, data: bytes) -> str:
    """Return why a letterhead is refused, which takes no longer than reading one."""
    begun = time.process_time()
    with pytest.raises(UserError) as refused:
        open_letterhead(letterheads.in_letterhead(design, data))
    assert time.process_time() - begun < GUARD
    message = str(refused.value)
    assert message.startswith("templates/handbook.docx: the Word template cannot be read, for ")
    assert message.count("\n") == 0
    assert_in_every_language(refused.value)
    return message


def a_bomb() -> bytes:
    """Return a letterhead of 1 MB with a part that would be 1.5 GB."""
    buffer = io.BytesIO(from_word())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.png", "w") as part:
        for _ in range(1500):
            part.write(bytes(MIB))
    return buffer.getvalue()


def many_styles(count: int) -> bytes:
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="t{n}"/>' for n in range(count))
    return changed(from_google_docs(), STYLES, "</w:styles>", f"{styles}</w:styles>")


def a_workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


def strict(found: dict[str, bytes]) -> None:
    for kind in (b"officeDocument/2006/relationships", b"wordprocessingml/2006/main"):
        new = b"http://purl.oclc.org/ooxml/" + kind.replace(b"/2006", b"")
        found |= {name: part.replace(b"http://schemas.openxmlformats.org/" + kind, new) for name, part in found.items()}


def without(name: str) -> bytes:
    return with_parts(from_word(), lambda found: found.pop(name) and None)


def broken(name: str) -> bytes:
    return packed({**parts(from_word()), name: b"<w:broken"})


def a_huge_picture() -> bytes:
    """Return a letterhead whose logo is a small file of 400 million pixels."""
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")

    def change(found: dict[str, bytes]) -> None:
        [name] = [name for name in found if name.startswith("word/media/")]
        found[name] = buffer.getvalue()

    return with_parts(from_word(), change)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "it is empty"),
    "PDF": (lambda: b"%PDF-1.7", "it is a PDF"),
    "RTF": (lambda: rb"{\rtf1}", "it is an RTF document"),
    "old Word": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"old Word document \(\.doc\)"),
    "web page": (lambda: b"<html></html>", "web page"),
    "text": (lambda: b"Hei", "it is no Word file"),
    "half": (lambda: from_word()[:5000], "damaged, or only a part of it was saved"),
    "workbook": (a_workbook, "it is an Excel workbook"),
    "OpenDocument": (lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument file"),
    "strict": (lambda: with_parts(from_word(), strict), "“Strict Open XML”.+not “Strict Open XML Document”"),
    "no document": (lambda: without(BODY), "damaged"),
    "broken document": (lambda: broken(BODY), "damaged"),
    "broken header": (lambda: broken(HEADER), "damaged"),
    "broken list of relationships": (lambda: broken("_rels/.rels"), "its part _rels/.rels is damaged"),
    "entities": (lambda: changed(from_word(), BODY, r"\?>", "?><!DOCTYPE a [<!ENTITY b 'c'>]>"), "entities of its own"),
    "bomb": (a_bomb, "would be 1,50. MiB, and 96 MiB is the most"),
    "many styles": (lambda: many_styles(400_000), "MiB is the most"),
    "more styles than Word takes": (lambda: many_styles(60_000), "more than 4079 styles"),
    "huge picture": (a_huge_picture, "a picture in its header or footer has (20000 × 20000|far too many) pixels"),
    "no section": (lambda: changed(from_word(), BODY, "<w:sectPr.*</w:sectPr>", ""), "no section.+under Layout"),
    "no page": (lambda: changed(from_word(), BODY, "<w:pgSz[^>]*>", ""), "no page size or no margins"),
    "page of no width": (lambda: changed(from_word(), BODY, r'pgSz w:w="\d+"', 'pgSz w:w="0"'), "is “0”, which cannot"),
    "page named A4": (lambda: changed(from_word(), BODY, r'pgSz w:w="\d+"', 'pgSz w:w="A4"'), "is “A4”, which cannot"),
    "endless page": (lambda: changed(from_word(), BODY, r'pgSz w:w="\d+"', 'pgSz w:w="1e9"'), "is “1e9”, which cannot"),
    "margins": (lambda: changed(from_word(), BODY, r' w:left="\d+"', ' w:left="11000"'), "leave no room for a text"),
    "high margins": (lambda: changed(from_word(), BODY, r' w:top="\d+"', ' w:top="16000"'), "leave no room for a text"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_letterhead_is_refused(design: Design, kind: str) -> None:
    """Each says in one sentence what is wrong and what to do, before anything large is unpacked."""
    make, words = REFUSED[kind]
    assert re.search(words, refusal(design, make()))


@pytest.mark.parametrize(
    ("written", "millimetres"), [("1133.8582677165355", 20), ("20mm", 20), ("2.5cm", 25), ("1in", 25.4), ("36pt", 12.7)]
)
def test_lengths_are_rounded(views: Views, design: Design, tmp_path: Path, written: str, millimetres: float) -> None:
    """A margin with a fraction or a unit is the whole number of twips that it comes to."""
    made = handbook(views, design, changed(from_word(), BODY, r' w:left="\d+"', f' w:left="{written}"'))
    sections = docx.Document(io.BytesIO(made.data)).sections
    assert all(section.left_margin.mm == pytest.approx(millimetres, abs=0.06) for section in sections)
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []


@pytest.mark.parametrize("written", ["18.5", "suuri", "1e9", "-4", "12pt"])
def test_sizes_that_are_none_are_passed_over(views: Views, design: Design, tmp_path: Path, written: str) -> None:
    """A size of type in halves of a half-point is rounded, one that is no size is as if nobody had written it."""
    data = changed(from_google_docs(), STYLES, r'<w:sz w:val="[\d.]+"', f'<w:sz w:val="{written}"')
    (tmp_path / "made.docx").write_bytes(handbook(views, design, data).data)
    assert validate(tmp_path / "made.docx") == []


NAMELESS = '<w:style w:type="paragraph" w:styleId="x1"/><w:style w:type="table"><w:name w:val="x2"/></w:style>'


def test_styles_without_a_name_are_passed_over(views: Views, design: Design) -> None:
    """A style that has no name, or no id, dresses nothing and stops nothing."""
    data = changed(from_google_docs(), STYLES, "</w:styles>", f"{NAMELESS}</w:styles>")
    assert handbook(views, design, data).data


def test_lists_without_a_number_are_taken_out(views: Views, design: Design, tmp_path: Path) -> None:
    """LibreOffice numbers no heading behind a list whose number is none."""
    numbering = "word/numbering.xml"
    data = changed(from_word(), numbering, "</w:numbering>", '<w:num w:numId="x"/></w:numbering>')
    (tmp_path / "made.docx").write_bytes(handbook(views, design, data).data)
    assert validate(tmp_path / "made.docx") == []


def test_relationships_to_nothing_are_passed_over(views: Views, design: Design) -> None:
    """A picture that was deleted leaves a relationship to “NULL” behind in some programs."""
    dangling = f'<Relationship Id="rIdNull" Type="{RELATIONSHIPS}/image" Target="../NULL"/></Relationships>'
    data = changed(from_word(), "word/_rels/document.xml.rels", "</Relationships>", dangling)
    assert b"NULL" not in b"".join(parts(handbook(views, design, data).data).values())


HARMFUL = (
    field_code(r"DDEAUTO c:\\ohjelma.exe", "yksi")
    + field_code(r"INCLUDETEXT c:\\a.docx", "kaksi")
    + field_code('INCLUDEPICTURE "http://muualla.esimerkki/kuva.png"', "kolme")
    + field_code("MACROBUTTON Ajo neljä", "neljä")
    + field_code("DD</w:instrText></w:r><w:r><w:instrText>E a b", "viisi")
    + field_code(f"</w:instrText></w:r>{field_code('QUOTE DDE', 'DDE')}<w:r><w:instrText> a b", "kuusi")
    + '<w:fldSimple w:instr=" LINK Excel.Sheet.12 c:\\\\a.xlsx "><w:r><w:t>seitsemän</w:t></w:r></w:fldSimple>'
    + field_code("PAGE", "1")
)


def active(found: dict[str, bytes]) -> None:
    """Put macros, an embedded object, an inserted file and links to the outside into a letterhead."""
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main"
    types = found["[Content_Types].xml"].replace(plain, b"ms-word.document.macroEnabled.main")
    office = "application/vnd.ms-office.vbaProject"
    found["[Content_Types].xml"] = types.replace(
        b"</Types>",
        f'<Default Extension="bin" ContentType="{office}"/><Default Extension="html" '
        'ContentType="text/html"/></Types>'.encode(),
    )
    found["word/vbaProject.bin"], found["word/ole.bin"], found["word/osa.html"] = b"VBA", b"OLE", b"<b>osa</b>"
    related = {
        "rIdV": ("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        "rIdO": (f"{RELATIONSHIPS}/oleObject", "ole.bin"),
        "rIdC": (f"{RELATIONSHIPS}/aFChunk", "osa.html"),
        "rIdX": (f"{RELATIONSHIPS}/image", "http://muualla.esimerkki/x.png"),
        "rIdL": (f"{RELATIONSHIPS}/hyperlink", "https://www.esimerkki.fi/"),
        "rIdF": (f"{RELATIONSHIPS}/hyperlink", "file:///c:/tiedosto.exe"),
    }
    outside = ' TargetMode="External"'
    listed = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"{outside if "//" in target else ""}/>'
        for name, (kind, target) in related.items()
    )
    body = "word/_rels/document.xml.rels"
    found[body] = found[body].replace(b"</Relationships>", f"{listed}</Relationships>".encode())
    found["word/_rels/header1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{listed}</Relationships>".encode()
    )


def test_nothing_active_reaches_the_handbook(views: Views, design: Design, tmp_path: Path) -> None:
    """Macros, objects, inserted files, fields and links that load something stay behind; their text stays."""
    shape = '<v:shape id="k" style="width:20pt;height:20pt"><v:imagedata r:id="rIdX"/></v:shape>'
    program = '<o:OLEObject Type="Embed" ProgID="Excel.Sheet.12" ShapeID="k" DrawAspect="Content" ObjectID="_1" '
    program += 'r:id="rIdO"/>'
    links = "".join(f'<w:hyperlink r:id="{r}"><w:r><w:t>{r}</w:t></w:r></w:hyperlink>' for r in ("rIdL", "rIdF"))
    content = f'<w:p>{HARMFUL}{links}<w:r><w:object>{shape}{program}</w:object></w:r></w:p><w:altChunk r:id="rIdC"/>'
    made = handbook(views, design, with_parts(with_header(from_word(), content), active))
    found = parts(made.data)
    everything = b"".join(name.encode() + part for name, part in found.items())
    for word in b"vba VBA ole.bin OLEObject altChunk osa.html External muualla macroEnabled".split():
        assert word not in everything
    header = found[HEADER].decode()
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", header)
    assert {code.split()[0] for code in codes} == {"PAGE", "HYPERLINK"}
    for text in ("yksi", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "rIdL", "rIdF"):
        assert f"<w:t>{text}</w:t>" in header
    assert "www.esimerkki.fi" in "".join(codes)
    assert "tiedosto.exe" not in header
    [note, _] = made.notes
    assert str(note).endswith(
        "left out: embedded objects, fields that load something, inserted files, links to other files, macros."
    )
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []


def test_a_narrow_page_holds_every_table(kuopio: Views, design: Design, tmp_path: Path) -> None:
    """On A5 every column has a width."""
    page = changed(from_word(), BODY, r'<w:pgSz w:w="\d+" w:h="\d+"', '<w:pgSz w:w="8391" w:h="11906"')
    made = handbook(kuopio, design, changed(page, BODY, r' w:left="\d+"', ' w:left="1134"'))
    (tmp_path / "made.docx").write_bytes(made.data)
    assert validate(tmp_path / "made.docx") == []
    widths = re.findall(r'<w:gridCol w:w="(-?\d+)"', parts(made.data)[BODY].decode())
    assert min(map(int, widths)) > 300


def misnamed(found: dict[str, bytes]) -> None:
    """Call the list of styles a picture."""
    kind = b"openxmlformats-officedocument.wordprocessingml.styles+xml"
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"application/vnd." + kind, b"image/png")


def nameless_relationship(found: dict[str, bytes]) -> None:
    name = "word/_rels/document.xml.rels"
    found[name] = found[name].replace(
        b"</Relationships>", b'<Relationship Type="a" Target="styles.xml"/></Relationships>'
    )


def core_of_another_kind(found: dict[str, bytes]) -> None:
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(kind, b"application/xml")


def test_packages_that_contradict_themselves(views: Views, design: Design) -> None:
    """What is beside the point is passed over; a part that is not what it should be makes the file a damaged one."""
    assert handbook(views, design, with_parts(from_word(), nameless_relationship)).data
    assert handbook(views, design, with_parts(from_word(), core_of_another_kind)).data
    assert "it is damaged" in refusal(design, with_parts(from_word(), misnamed))


@pytest.mark.parametrize("without_value", ["<w:sz/>", "<w:szCs/>", '<w:kern w:val=""/>'])
def test_sizes_without_a_value_are_passed_over(views: Views, design: Design, without_value: str) -> None:
    """An element for a size that holds none says nothing."""
    data = changed(from_google_docs(), STYLES, r'<w:sz w:val="[\d.]+"/>', without_value)
    assert handbook(views, design, data).data
