"""Letterheads as organisations have them, made in Word, in Google Docs and in LibreOffice, and hostile ones."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from PIL import Image

from vastuumatriisi.design.design import Design
from vastuumatriisi.system.libreoffice import find_program

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEADER, STYLES, BODY = "word/header1.xml", "word/styles.xml", "word/document.xml"


def in_letterhead(design: Design, data: bytes) -> Design:
    """Return the design with a Word file as its letterhead."""
    return replace(design, templates={**design.templates, "handbook.docx": data})


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of an office file by their names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: Mapping[str, bytes]) -> bytes:
    """Return the office file that has these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(data: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """Return the file with all that matches a pattern in one of its parts replaced; something has to."""
    found = parts(data)
    text, count = re.subn(pattern, replacement, found[part].decode(), flags=re.DOTALL)
    assert count
    return packed({**found, part: text.encode()})


def picture(width: int = 300, height: int = 100) -> io.BytesIO:
    """Return a plain picture as a PNG, in pixels."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#8A1C52").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


@cache
def from_word() -> bytes:
    """Return a letterhead as Word saves it: its own fonts and colours, a logo, an address, no style of the handbook."""
    document = docx.Document()  # the template of python-docx was saved by Word
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.header.paragraphs[0].add_run().add_picture(picture(), width=Cm(3))
    section.footer.paragraphs[0].text = "Esimerkkilän kaupunki, Esimerkkikatu 1"
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(12)
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x8A, 0x1C, 0x52)
    document.add_heading("Mallipohja")
    document.add_paragraph("Kirjoita tähän.")
    return saved(document)


@cache
def from_google_docs() -> bytes:
    """Return a letterhead as Google Docs saves it: lengths with fractions, a table style of its own, few styles."""
    used = f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"'
    office = "http://schemas.openxmlformats.org/package/2006"
    types = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {"document": "document.main", "styles": "styles", "header1": "header", "settings": "settings"}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{types}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONSHIPS}/{kind}" Target="{name}.xml"/>'
        for n, (name, kind) in enumerate((("styles", "styles"), ("header1", "header"), ("settings", "settings")), 1)
    )
    font = '<w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/>'
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="Normal"/>'
        '<w:next w:val="Normal"/><w:pPr><w:keepNext w:val="1"/><w:keepLines w:val="1"/><w:pageBreakBefore w:val="0"/>'
        f'<w:spacing w:after="120" w:before="{400 - 40 * n}" w:line="276.00000000000006" w:lineRule="auto"/></w:pPr>'
        f'<w:rPr><w:color w:val="0b5394"/><w:sz w:val="{40 - 4 * n}"/><w:szCs w:val="{40 - 4 * n}"/></w:rPr></w:style>'
        for n in range(1, 7)
    )
    return packed(
        {
            "[Content_Types].xml": f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="{office}/'
            'content-types"><Default ContentType="application/vnd.openxmlformats-package.relationships+xml" '
            f'Extension="rels"/><Default ContentType="application/xml" Extension="xml"/>{overrides}</Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{office}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{office}/relationships">{related}'
            "</Relationships>".encode(),
            BODY: f"<w:document {used}><w:body><w:p><w:r><w:t>Malli</w:t></w:r></w:p><w:sectPr><w:headerReference "
            'r:id="rId2" w:type="default"/><w:pgSz w:h="16838" w:w="11906" w:orient="portrait"/><w:pgMar '
            'w:bottom="1133.8582677165355" w:top="1417.3228346456694" w:left="1133.8582677165355" '
            'w:right="1133.8582677165355" w:header="566.9291338582677" w:footer="566.9291338582677"/>'
            '<w:pgNumType w:start="1"/></w:sectPr></w:body></w:document>'.encode(),
            HEADER: f"<w:hdr {used}><w:p><w:pPr/><w:r><w:t>Esimerkkilän kunta</w:t></w:r></w:p></w:hdr>".encode(),
            "word/settings.xml": f'<w:settings {used}><w:defaultTabStop w:val="720"/></w:settings>'.encode(),
            STYLES: f"<w:styles {used}><w:docDefaults><w:rPrDefault><w:rPr>{font}"
            '<w:sz w:val="21.5"/><w:szCs w:val="21.5"/><w:lang w:val="fi"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
            '<w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="normal"/></w:style>'
            '<w:style w:type="table" w:styleId="TableNormal" w:default="1"><w:name w:val="Table Normal"/></w:style>'
            f"{headings}</w:styles>".encode(),
        }
    )


def from_libreoffice(folder: Path) -> bytes:
    """Return the letterhead of Word as LibreOffice saves it once it has been an ODF file."""
    office = find_program()
    assert office
    (folder / "malli.docx").write_bytes(from_word())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for source, kind in (("malli.docx", "odt"), ("malli.odt", "docx")):
        command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "malli.docx").read_bytes()


def with_header(data: bytes, content: str) -> bytes:
    """Return the letterhead with WordprocessingML in place of all that stands in its header."""
    namespaces = {
        "w": WORD,
        "r": RELATIONSHIPS,
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }
    document = docx.Document(io.BytesIO(data))
    header = document.sections[0].header
    used = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in namespaces.items())
    elements = parse_xml(f"<w:hdr {used}>{content}</w:hdr>")
    for child in list(header._element):
        header._element.remove(child)
    header._element.extend(list(elements))
    return saved(document)


def floating(top: float, height: float, *, left: float = 2, width: float = 5, anchor: str = "page") -> str:
    """Return a paragraph with a floating text box, in cm; ``anchor`` is from where ``top`` is counted."""
    emu = 360_000
    return (
        '<w:p><w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{round(left * emu)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="{anchor}"><wp:posOffset>{round(top * emu)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{round(width * emu)}" cy="{round(height * emu)}"/><wp:wrapNone/><wp:docPr id="1" '
        'name="Logo"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/'
        '2010/wordprocessingShape"><wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
        f'wordprocessingShape"><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * emu)}" '
        f'cy="{round(height * emu)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:srgbClr val="8A1C52"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


def field_code(code: str, result: str) -> str:
    """Return the runs of a field."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    told = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return f"{begin}{told}{separate}<w:r><w:t>{result}</w:t></w:r>{end}"


def control(alias: str, hint: str, binding: str = "") -> str:
    """Return a field of a cover that shows what has to be typed into it."""
    store = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"  # the core properties of the document
    bound = f'<w:dataBinding w:xpath="{binding}" w:storeItemID="{store}"/>' if binding else ""
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:showingPlcHdr/>{bound}<w:text/></w:sdtPr><w:sdtContent><w:p>'
        f"<w:r><w:t>{hint}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )


def with_cover(data: bytes, content: str) -> bytes:
    """Return the letterhead with a cover page as Word inserts one, a picture in it."""
    document = docx.Document(io.BytesIO(data))
    document.add_picture(picture(), width=Cm(8))
    shown = document.element.body[-2]  # the paragraph of the picture, before the section
    opening = (
        '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Cover Pages"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
    )
    cover = parse_xml(
        f'<w:sdt xmlns:w="{WORD}">{opening}<w:sdtContent>{content}'
        '<w:p><w:r><w:br w:type="page"/></w:r></w:p></w:sdtContent></w:sdt>'
    )
    cover[-1].insert(0, shown)
    document.element.body.insert(0, cover)
    return saved(document)


def with_parts(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return the file after a function has changed its parts."""
    found = parts(data)
    change(found)
    return packed(found)
