"""Signs that Word has elements of its own for, scripts written from the right, and what the file says of itself."""

import io
import re
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.support.letterheads import parts
from tests.support.making import jobs_of, render
from tests.support.matrices import ROOT, views_of
from tests.support.validator import validate
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.matrix import Views

SOFT = "\u00ad"


def views(title: str = "Vastuut", unit: str = "Yksikkö", text: str = "Teemme työn.", head: str = "") -> Views:
    return views_of(f"""
format: 1
title: "{title}"
organisation: "{title}"
language: {head or "fi"}
edition: "{title}"
date: 2026-01-31
roles:
  - {{id: johtaja, name: johtaja}}
  - {{id: apulainen, name: apulainen}}
levels:
  - id: taso
    name: Taso
    units:
      - {{id: y, name: "{unit}", leads: [johtaja], supports: [apulainen], duties: [{{id: Y-01, text: "{text}"}}]}}
""")


def made(kind: str, found: Views, design: Design) -> bytes:
    return render(jobs_of(kind, found, design)[0], design).data


@pytest.mark.parametrize("title", ["a" * 256, "sana " * 60, "🏫" * 300, f"a{SOFT}" * 200])
def test_long_titles_are_cut_in_properties_alone(design: Design, tmp_path: Path, title: str) -> None:
    """A title of more than 255 characters stands whole on the title page; a property holds no more."""
    data = made("handbook", views(title), design)
    document = docx.Document(io.BytesIO(data))
    core = document.core_properties
    for value in (core.title, core.author, core.version, core.last_modified_by):
        assert len(value) <= 255
    whole = title.replace(SOFT, "")
    assert core.title == whole or (core.title.endswith("…") and whole.startswith(core.title[:-1]))
    assert any(
        p.text.replace("-", "") == whole.strip() for p in document.paragraphs if p.style.name.startswith("Title")
    )
    (tmp_path / "made.docx").write_bytes(data)
    assert validate(tmp_path / "made.docx") == []


def test_soft_hyphens_are_those_of_word(design: Design) -> None:
    """A place where a word may be divided is Word's own sign for it, and nothing in properties, names and charts."""
    found = views(f"Opetus{SOFT}teknologia", f"Tieto{SOFT}hallinto", f"Ylläpidämme päätelaite{SOFT}rekisteriä.")
    content = parts(made("handbook", found, design))
    body = content["word/document.xml"].decode()
    assert "<w:t>Ylläpidämme päätelaite</w:t><w:softHyphen/><w:t>rekisteriä.</w:t>" in body
    assert all(SOFT not in part.decode() for name, part in content.items() if name.endswith((".xml", ".rels")))
    book = openpyxl.load_workbook(io.BytesIO(made("workbook", found, design)))
    assert book.properties.title == "Opetusteknologia"
    assert all(SOFT not in name for name in book.sheetnames)
    poster = pypdf.PdfReader(io.BytesIO(made("posters", found, design)))
    assert SOFT not in "".join(map(str, (poster.metadata or {}).values()))


@pytest.mark.parametrize("language", ["ar", "he", "fa-IR", "ur", "ckb", "az-Arab"])
def test_scripts_from_the_right_are_marked(language: str, tmp_path: Path) -> None:
    """Paragraphs, tables and sections are laid out from the right, and so are the runs in that script, not codes."""
    design = read_design(ROOT / "templates", language)
    data = made("handbook", views("مصفوفة", "إدارة", "نقرر شراء الأجهزة (2026).", language), design)
    (tmp_path / "made.docx").write_bytes(data)
    assert validate(tmp_path / "made.docx") == []
    body = docx.Document(io.BytesIO(data)).element.body
    for kind, mark in (("pPr", "bidi"), ("tblPr", "bidiVisual"), ("sectPr", "bidi")):
        assert all(found.find(qn(f"w:{mark}")) is not None for found in body.iter(qn(f"w:{kind}")))
    runs = {"".join(t.text or "" for t in run.iter(qn("w:t"))): run for run in body.iter(qn("w:r"))}
    for text, from_the_right in (("نقرر شراء الأجهزة (2026).", True), ("إدارة", True), ("Y-01", False)):
        marked = runs[text].find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
        assert marked is from_the_right
    running = [part.decode() for name, part in parts(data).items() if re.match(r"word/(header|footer)\d", name)]
    assert running
    assert all(part.count("<w:bidi/>") == part.count("<w:p>") for part in running)


def test_scripts_from_the_left_have_no_such_mark(kuopio: Views, design: Design) -> None:
    """A handbook in Finnish has none of these marks."""
    assert not re.search(rb"w:(bidi|rtl|bidiVisual)/", parts(made("handbook", kuopio, design))["word/document.xml"])
