"""Text that looks like a formula, a code, a tag or a path stays text in the workbook, the handbook and the posters."""

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pypdf
import pytest

from tests.support.making import all_jobs
from tests.support.reading import plain, tight
from vastuumatriisi.builder.executor import render
from vastuumatriisi.datafile import load, read
from vastuumatriisi.design.design import Design
from vastuumatriisi.generators.job import Job
from vastuumatriisi.matrix import Views
from vastuumatriisi.publish import path_fault

FORMULAS = ['=HYPERLINK("x")', "=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "#N/A", "#REF!", "'=1", "="]
MARKUP = ["<script>alert(1)</script>", "&amp;", "&lt;b&gt;", "]]>", "<!-- x", '" onclick="x', "{{7*7}}", "{% raw %}"]
CODES = ["&P", "&D", "_x0001_", "_x0041_", "${x}", "%s {0} {title}", "*", "\\u0041", "TRUE", "1.10", "12:30"]
PATHS = ["../../x", "CON", "C:\\x", "NUL.txt", "a/b"]
HOSTILE = [*FORMULAS, *MARKUP, *CODES, *PATHS]
LONG_WORD = "".join(chr(ord("a") + number * 7 % 26) for number in range(10_000))
LONG_ID, LONG_NAME = "b" * 200, "Nimi " * 60


def hostile_data() -> dict[str, Any]:
    """Return a matrix in which every text of every kind is hostile somewhere."""
    roles = [{"id": f"r{n}", "name": text, "short": text} for n, text in enumerate(HOSTILE)]
    duties = [{"id": f"H-{n:02d}", "text": text, "theme": f"t{n}"} for n, text in enumerate(HOSTILE)]
    for number, duty in enumerate(duties):
        condition = re.sub(r"[()]", "", HOSTILE[number])
        duty["assign"] = {f"r{number}": "R", f"r{(number + 1) % len(HOSTILE)}": f"C ({condition})"}
    units: list[dict[str, Any]] = [
        {"id": "kaikki", "name": "=1+1", "contact": "@x", "leads": ["r0"], "duties": duties},
        {"id": "con", "name": "CON", "leads": ["r1", "r2"], "duties": [{"id": "CON", "text": "Teemme &P."}]},
        {"id": LONG_ID, "name": LONG_NAME, "leads": ["r3"], "duties": [{"id": "L" * 60, "text": LONG_WORD}]},
        {"id": "sama-1", "name": "Sama nimi", "leads": ["r4"], "duties": [{"id": "S-1", "text": "Ensimmäinen."}]},
        {"id": "sama-2", "name": "sama-nimi", "leads": ["r5"], "duties": [{"id": "S-2", "text": "Toinen."}]},
        {"id": "sama-3", "name": "Sama nimi", "leads": ["r6"], "duties": [{"id": "S-3", "text": "Kolmas."}]},
        {"id": "kaava", "name": "_x0041_", "leads": ["r7"], "duties": [{"id": "K-1", "text": "Neljäs."}]},
    ]
    return {
        "format": 1,
        "title": '&P =HYPERLINK("x") {{7*7}}',
        "organisation": "<script>&D &A</script>",
        "language": "fi",
        "edition": "&N _x0001_",
        "date": "2026-01-31",
        "contact": "=1+1",
        "introduction": "=1+1\n\n<script>\n\n- {{7*7}}",
        "approved_by": "@x",
        "publication_url": 'https://esimerkki.fi/?a=1&b=<x>"',
        "themes": [{"id": f"t{n}", "name": text} for n, text in enumerate(HOSTILE)],
        "roles": roles,
        "levels": [{"id": "taso", "name": "#N/A", "units": units}],
        "history": [{"edition": "=1", "date": "2025-01-01", "note": "{{7*7}}"}],
    }


@pytest.fixture(scope="module")
def jobs(design: Design) -> list[Job]:
    views = Views(read.matrix_of(load.read(json.dumps(hostile_data()).encode(), "esimerkki.json")))
    return all_jobs(views, design)


@pytest.fixture(scope="module")
def workbook(jobs: list[Job], design: Design) -> bytes:
    return made(jobs, design, "workbook")


@pytest.fixture(scope="module")
def handbook(jobs: list[Job], design: Design) -> bytes:
    return made(jobs, design, "handbook")


def made(jobs: list[Job], design: Design, kind: str, unit: str | None = None) -> bytes:
    [job] = [job for job in jobs if job.kind == kind and job.unit == unit]
    return render(job, design).data


def parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every XML part of an office file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, archive.read(name).decode("utf-8")


def unescaped(text: str) -> str:
    """Return a text as Excel reads it (ST_Xstring); openpyxl leaves the escapes as they are."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


# Workbook


def test_every_text_stands_in_a_cell_as_text(workbook: bytes) -> None:
    """Each hostile text is read back letter by letter from a text cell, and no cell became an error or a number."""
    found: dict[str, set[str]] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            found.setdefault(unescaped(str(cell.value)), set()).add(cell.data_type)
    for text in (*HOSTILE, LONG_NAME.strip()):
        assert found.get(text) == {"s"}, text
    # A word that is higher than a row goes on in further ones.
    parts_of_it = [text for text in found if len(text) > 50 and text in LONG_WORD]
    assert max(map(LONG_WORD.index, parts_of_it)) > 0
    assert sum(map(len, parts_of_it)) >= len(LONG_WORD)
    assert "e" not in set().union(*found.values())


def test_no_formula_comes_from_the_data(workbook: bytes) -> None:
    """Every formula is one of the program's own: texts of the matrix stand between quotes, and none reaches outside."""
    for name, text in parts(workbook):
        for formula in re.findall(r"<(?:f|formula1?|definedName)\b[^>]*>([^<]*)<", text):
            own = re.sub(r'"(?:[^"]|"")*"', _without_text, html.unescape(formula))
            own = re.sub(r"'(?:[^']|'')*'!", "", own)
            assert not re.search(r"cmd|https?:|alert|7\*7|\[\d+\]", own), (name, formula)
            assert own.count("HYPERLINK(") == own.count('HYPERLINK("#"'), (name, formula)


def _without_text(literal: re.Match[str]) -> str:
    """Return a text of a formula without what it says; an address inside the workbook begins with its sheet."""
    return '"#"' if literal[0].startswith("\"#'") else '""'


def test_header_and_footer_show_the_text(workbook: bytes) -> None:
    """An ampersand of the title is doubled, so that “&P” prints as it stands and is no page number."""
    xml = dict(parts(workbook))["xl/worksheets/sheet1.xml"]
    header = ElementTree.fromstring(xml).findtext(".//{*}oddHeader") or ""
    footer = ElementTree.fromstring(xml).findtext(".//{*}oddFooter") or ""
    assert '&&P =HYPERLINK("x")' in header
    assert "<script>&&D &&A</script>" in header
    assert "&&N _x0001_" in unescaped(footer)


def test_sheet_names_are_safe(workbook: bytes) -> None:
    """Names of sheets are unique whatever their case, short, and free of signs and escapes that Excel reads."""
    names = openpyxl.load_workbook(io.BytesIO(workbook)).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|_x[0-9A-Fa-f]{4}_", name)


def test_no_part_names_a_place_outside(workbook: bytes, handbook: bytes) -> None:
    """Neither office file refers to anything outside itself but the address of publication."""
    for name, text in (*parts(workbook), *parts(handbook)):
        if name.endswith(".rels"):
            targets = re.findall(r'<Relationship [^>]*TargetMode="External"[^>]*>', text)
            assert all("https://esimerkki.fi/" in target for target in targets), (name, targets)


# Handbook


def handbook_text(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "\n".join("".join(node.text or "" for node in p.iter("{*}t")) for p in body.iter("{*}p"))


def test_handbook_holds_every_text(handbook: bytes) -> None:
    """Each hostile text is read back letter by letter."""
    text = plain(handbook_text(handbook))
    for hostile in (*HOSTILE, LONG_WORD, LONG_NAME.strip()):
        assert plain(hostile) in text, hostile


def test_no_field_comes_from_the_data(handbook: bytes) -> None:
    """The instructions of fields name no text of the matrix."""
    for name, text in parts(handbook):
        for instruction in re.findall(r"<w:instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", text):
            assert re.match(r" ?(SEQ|TOC|PAGE|PAGEREF|NUMPAGES|STYLEREF|REF) ?", "".join(instruction)), name
            assert not any(text in "".join(instruction) for text in (*FORMULAS[:6], *MARKUP)), instruction


def test_bookmarks_are_unique(handbook: bytes) -> None:
    """Bookmarks of units of the same name differ, are short enough for Word, and every inner link finds one."""
    xml = dict(parts(handbook))["word/document.xml"]
    bookmarks = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', xml)
    assert len({name.casefold() for name in bookmarks}) == len(bookmarks)
    assert all(re.fullmatch(r"\w{1,40}", name) for name in bookmarks)
    assert set(re.findall(r'w:anchor="([^"]*)"', xml)) <= set(bookmarks)


# Posters


def test_poster_holds_every_text(jobs: list[Job], design: Design) -> None:
    """Each hostile text is read back, {{7*7}} is not worked out, and nothing in the PDF acts by itself."""
    data = made(jobs, design, "poster", "kaikki")
    pdf = pypdf.PdfReader(io.BytesIO(data))
    text = tight("".join(page.extract_text() for page in pdf.pages))
    for hostile in HOSTILE:
        assert tight(hostile) in text, hostile
    assert not re.search(rb"/(JavaScript|JS|Launch|OpenAction|EmbeddedFile|SubmitForm|GoToR)\b", data)


@pytest.mark.parametrize("unit", [LONG_ID, "con"])
def test_long_words_stay_on_the_poster(jobs: list[Job], design: Design, unit: str) -> None:
    """A word of 10,000 letters, a name of 300 and a code of 60 are broken, and not one letter is lost."""
    pdf = pypdf.PdfReader(io.BytesIO(made(jobs, design, "poster", unit)))
    pages = [re.sub(r"[\s\u2010-]", "", page.extract_text()) for page in pdf.pages]
    wanted = {LONG_ID: ["L" * 60, LONG_NAME.replace(" ", "")], "con": ["CON", "Teemme&P."]}[unit]
    for word in wanted:
        assert any(word in page for page in pages), word[:50]
    runs = [run for page in pages for run in re.findall(r"[a-z]{20,}", page)]
    assert "".join(runs) == (LONG_WORD if unit == LONG_ID else "")


def test_paths(jobs: list[Job]) -> None:
    """Every document has a path of its own that can stand on any disk, whatever its unit is called."""
    paths = [job.path for job in jobs]
    assert len({path.casefold() for path in paths}) == len(paths)
    assert [path_fault(path) for path in paths] == [None] * len(paths)
