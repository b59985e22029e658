"""QR codes of long addresses: they are read from the page; where they are too fine for that, a note says so."""

import math
import re
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
import segno
import zxingcpp

from tests.support.languages import assert_in_every_language
from tests.support.making import jobs_of, render
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

Build = Callable[[str], Views]

DATA = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
publication_url: {address}
roles: [{{id: rehtori, name: rehtori}}]
levels:
  - id: taso
    name: Taso
    units: [{{id: yksikko, name: Yksikkö, leads: [rehtori], duties: [{{id: Y-1, text: Autamme.}}]}}]
site_types: [{{id: talonen, name: Talo, units: [yksikko]}}]
"""
ADDED = len("?unit=yksikko&mark=0000-0000&edition=1")


def code_on(data: bytes, scale: float) -> tuple[str, float]:
    """Return what the QR code on the first page of a poster says, and how wide a module of it is there, in mm."""
    document = pypdfium2.PdfDocument(data)
    try:
        [code] = zxingcpp.read_barcodes(document[0].render(scale=scale).to_pil())
    finally:
        document.close()
    modules = segno.make_qr(code.text, error="m").symbol_size(border=0)[0]
    side = math.dist(
        (code.position.top_left.x, code.position.top_left.y), (code.position.top_right.x, code.position.top_right.y)
    )
    return str(code.text), side / scale / modules * 25.4 / 72


@pytest.mark.parametrize(
    ("length", "paper", "fine"),
    [(55, "A4", 0), (55, "A2", 0), (250, "A4", 2), (250, "A3", 1), (250, "A2", 0), (2331, "A2", 2)],
)
def test_a_module_that_is_printed_too_fine_is_told(
    build_views: Build, design: Design, length: int, paper: Any, fine: int
) -> None:
    """With its width in mm as it is on the page, and the code holds the address all the same."""
    start = "https://example.org/"
    address = start + "a" * (length - ADDED - len(start))
    notes = []
    for job in jobs_of("posters", build_views(DATA.format(address=address)), design, Options(paper, paper)):
        rendered = render(job, design)
        text, width = code_on(rendered.data, 8 if paper == "A4" else 6)
        assert text.startswith(address)
        told = [note for note in rendered.notes if "QR code" in str(note)]
        assert bool(told) == (width < 0.4), (job.path, width)
        for note in told:
            assert_in_every_language(note)
            [shown] = re.findall(r"is ([\d.]+) mm wide", str(note))
            assert float(shown) == pytest.approx(width, abs=0.015), job.path
        notes += told
    assert len(notes) == fine


@pytest.mark.parametrize("address", ["https://ä.example/ö", "https://пример.example/Ж", "https://example.org/?q=ä"])
def test_an_address_in_other_letters_is_read_from_its_code(build_views: Build, design: Design, address: str) -> None:
    """Whatever bytes stand for them."""
    for job in jobs_of("posters", build_views(DATA.format(address=address)), design):
        text, _ = code_on(render(job, design).data, 3)
        assert text.startswith(address.replace("=ä", "=%C3%A4"))
