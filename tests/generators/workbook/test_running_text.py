"""Headers and footers of the printed sheets: within Excel's 255 UTF-16 units, nothing cut where it may not be."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise, product
from pathlib import Path

import pytest
from lxml import etree

from tests.support.workbooks import Build, opened, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.text.utf16 import shortened, units

CODES = re.compile(r'&&|&"[^"]*"|&K[0-9A-F]{6}|&\d+ |&[LCRAPN]')
LONG = {
    "emoji": "🏫" * 300,
    "families": "👩🏽‍🏫" * 90,
    "ampersands": "&" * 300,
    "ampersands in words": "A & B " * 60,
    "255 letters": "a" * 255,
    "256 letters": "b" * 256,
    "words": "Kasvatuksen ja opetuksen vastuut " * 9,
    "escapes": "_x0041_" * 60,
    "figures": "2026 " * 60,
    "short": "Vastuut",
    "figure": "9",
    "colour": "FACE & co",
}


def matrix(title: str, organisation: str, edition: str) -> str:
    return f"""
format: 1
title: "{title}"
organisation: "{organisation}"
language: fi
edition: "{edition}"
date: 2026-01-31
roles: [{{id: e, name: Eeva}}]
levels: [{{id: t, name: T, units: [{{id: u, name: U, leads: [e], duties: [{{id: D-1, text: Teemme.}}]}}]}}]
"""


def running(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (header, footer) of each sheet that is seen, as they stand in the file."""
    hidden = len(opened(data).sheetnames)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            # The hidden sheet is the last one.
            if name.startswith("xl/worksheets/sheet") and name != f"xl/worksheets/sheet{hidden}.xml":
                sheet = etree.fromstring(archive.read(name))
                yield str(sheet.findtext(".//{*}oddHeader")), str(sheet.findtext(".//{*}oddFooter"))
                others = ("evenHeader", "evenFooter", "firstHeader", "firstFooter")
                assert not any(sheet.findtext(f".//{{*}}{other}") for other in others)


def texts(running: str) -> list[str]:
    """Return the texts of the parts as they are printed; fails where a code was cut or digits joined one."""
    parts = re.split(r'&[LCR](?=&")', running)[1:]
    found = []
    for part in parts:
        match = re.fullmatch(r'&"[^"]+"&9 &K[0-9A-F]{6}(?![0-9A-Fa-f+-])(.*)', part, re.DOTALL)
        assert match, part
        left = CODES.sub(lambda code: "&" if code[0] == "&&" else code[0].replace("&", "\x00"), match[1])
        assert "&" not in CODES.sub("", match[1]), part
        found.append(left)
    return found


@pytest.mark.parametrize(("title", "organisation"), [*product(LONG, ("short", "ampersands", "words"))])
def test_headers_are_cut_to_what_excel_takes(title: str, organisation: str, build_views: Build, design: Design) -> None:
    """255 UTF-16 units with all codes; what is left is the beginning and an ellipsis; the shorter text stays whole."""
    views = build_views(matrix(LONG[title], LONG[organisation], "luonnos"))
    for header, footer in running(render(views, design)):
        assert max(units(header), units(footer)) <= 255
        for whole, shown in zip((LONG[title], LONG[organisation]), texts(header), strict=True):
            plain = " ".join(whole.split())
            told = shown.strip().replace("_x005F_", "_")
            assert told == plain or (told.endswith("…") and plain.startswith(told[:-1]) and len(told) > 10)
        if organisation == "short":
            assert texts(header)[1] == "Vastuut"


@pytest.mark.parametrize("edition", LONG)
def test_footers_keep_page_date_and_mark(edition: str, build_views: Build, design: Design) -> None:
    """However long the edition's label is: the page's number, the date and the mark are never cut."""
    views = build_views(matrix("Vastuut", "Kunta", LONG[edition]))
    for _, footer in running(render(views, design)):
        assert units(footer) <= 255
        *edition_and_sheet, page = texts(footer)
        assert page == "sivu \x00P / \x00N"
        assert edition_and_sheet[0].endswith(f" · 31.1.2026 · Sormenjälki {views.matrix.fingerprint}")
        if units(LONG[edition]) < 20:
            assert LONG[edition] in edition_and_sheet[0]
            assert edition_and_sheet[1:] == ["\x00A"]


def test_parts_of_a_header_do_not_print_over_each_other(
    build_views: Build, design: Design, office: Callable[[bytes, str], Path]
) -> None:
    """On the narrow page of the cover title and organisation share the width."""
    views = build_views(matrix(LONG["words"], LONG["words"], "luonnos"))
    folder = office(render(views, design), "pdf")
    subprocess.run(["pdftotext", "-l", "1", "-bbox", "kirja.pdf", "kirja.html"], cwd=folder, check=True)
    found = re.findall(
        r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)"[^>]*>([^<]*)<', (folder / "kirja.html").read_text()
    )
    line = sorted((float(left), float(right), word) for left, top, right, word in found if float(top) < 40)
    assert [word.endswith("…") for _, _, word in line].count(True) == 2
    assert all(one[1] <= other[0] for one, other in pairwise(line))


def test_a_text_is_cut_at_a_word_and_never_within_a_character() -> None:
    """The cut falls behind a word where one ends near, before what belongs together otherwise."""
    assert shortened("Kasvatuksen ja opetuksen", 20) == "Kasvatuksen ja…"
    assert shortened("Kasvatuksen", 11) == "Kasvatuksen"
    assert shortened("Kasvatuksen", 10) == "Kasvatuks…"
    assert shortened("🏫🏫🏫", 4) == "🏫…"
    assert shortened("e\u0301" * 5, 6) == "e\u0301" * 2 + "…"
    assert shortened("👩🏽‍🏫👩🏽‍🏫", 12) == "👩🏽‍🏫…"
