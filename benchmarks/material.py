"""What others are given to print: our posters as HTML and as texts, the cells of a workbook, a handbook's paragraphs.

Usage: python -m benchmarks.material posters|sites|cells|paragraphs INPUT OUTPUT. A process of its own, so that
the one that measures stays small and idle.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl

from vastuumatriisi.datafile.read import read_matrix
from vastuumatriisi.datafile.roster.read import read_roster
from vastuumatriisi.design.design import Design, read_design
from vastuumatriisi.design.fonts import Family
from vastuumatriisi.generators.job import Job
from vastuumatriisi.generators.pdf import templates
from vastuumatriisi.generators.pdf.fitting import FittedPoster, render_poster
from vastuumatriisi.generators.posters import generator as posters
from vastuumatriisi.generators.sites import generator as sites
from vastuumatriisi.matrix import Views
from vastuumatriisi.options import Options

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"A4": (210, 297), "A3": (297, 420), "A2": (420, 594)}  # mm
A3_WIDTH = SIZES["A3"][0]


def write_posters(source: Path, folder: Path) -> None:
    """Write for each poster of a data file what it is printed from, as the fit search has found it.

    ``NAME.html`` and ``NAME.css`` are for an engine that takes both, ``linked/NAME.html`` names its style sheet itself.
    Fonts are files. ``texts.json`` holds the words, sizes and colours, with the layouts that each poster took.
    """
    matrix = read_matrix(source)
    design = read_design(ROOT / "templates", matrix.language)
    _write(posters.plan(Views(matrix), (), design, Options()), design, folder)


def write_sites(roster: Path, folder: Path) -> None:
    """Write the same for the page of each house of a roster for the data file that comes with the program."""
    matrix = read_matrix(ROOT / "source" / "vastuumatriisi.yaml")
    design = read_design(ROOT / "templates", matrix.language)
    views = Views(matrix, roster=read_roster(roster, roster.name, matrix))
    _write(sites.plan(views, (), design, Options(paper="A3")), design, folder)


def _write(jobs: Iterable[Job], design: Design, folder: Path) -> None:
    (folder / "linked").mkdir(parents=True)
    texts: list[dict[str, Any]] = []
    for job in jobs:
        made = render_poster(job.content, design)
        name = f"{len(texts):04}"
        html, css = templates.html(job.content, made.layout, design), _css(job.content, made, design, folder)
        _write_poster(folder, name, html, css)
        texts.append({"name": name, "path": job.path, "layouts": made.layout_count, **_text(html, css)})
    (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def _css(content: Any, made: FittedPoster, design: Design, folder: Path) -> str:
    css = templates.css(made.fonts.families, content.sheet, design)
    _write_fonts(made.fonts.families, folder)
    return css.replace('url("font:', f'url("{(folder / "fonts").as_uri()}/').replace('") }', '.ttf") }')


def _write_fonts(families: tuple[Family, ...], folder: Path) -> None:
    (folder / "fonts").mkdir(exist_ok=True)
    for family in families:
        for face in family.faces:
            path = folder / "fonts" / f"{face.name}.ttf"
            if not path.is_file():
                path.write_bytes(face.content)


def _write_poster(folder: Path, name: str, html: str, css: str) -> None:
    (folder / f"{name}.html").write_text(html, encoding="utf-8")
    (folder / f"{name}.css").write_text(css, encoding="utf-8")
    linked = html.replace("</head>", f'<link rel="stylesheet" href="../{name}.css"></head>', 1)
    (folder / "linked" / f"{name}.html").write_text(linked, encoding="utf-8")


def _text(html: str, css: str) -> dict[str, Any]:
    """Return the words of a poster with lengths in points, for those who set them in their own way."""
    tree: Any = lxml.html.document_fromstring(html)
    kinds = tree.body.get("class").split()
    width, height = SIZES[kinds[0]]
    house = "house" in kinds
    point = width / A3_WIDTH
    body = re.search(r"font-size: ([\d.]+)rem", tree.find_class("duties")[0].get("style"))
    (ink,) = re.findall(r"^\.house \.head \{ background: (#\w+)", css, re.MULTILINE)[:1] or ["#000000"]
    colours = dict(re.findall(r"\.(level-\d+) \{ --colour: (#\w+)", css))
    return {
        "sheet": (height, width) if house else (width, height),
        "size": float(body[1]) * point if body else 12.0,
        "columns": len(tree.find_class("column")),
        "colour": ink if house else next((colours[kind] for kind in kinds if kind in colours), "#000000"),
        "title": _words(tree, "name"),
        "about": [_words(tree, "above"), _words(tree, "about")],
        "groups": list(_groups(tree, colours)),
        "people": [_tight(part) for foot in tree.find_class("people")[:1] for part in foot.iterchildren("div")],
        "running": _words(tree, "running"),
    }


def _groups(tree: Any, colours: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the groups of a house, or a unit's columns."""
    for part in tree.find_class("group") or tree.find_class("column"):
        kinds = part.get("class", "").split()
        yield {
            "name": _words(part, "group-name"),
            "colour": next((colours[kind] for kind in kinds if kind in colours), "#000000"),
            "people": _words(part, "group-people"),
            "duties": [_duty(item) for item in part.iter("li")],
        }


def _duty(item: Any) -> tuple[str, str, str]:
    code = _words(item, "code")
    return code, _words(item, "duty").removeprefix(code).strip(), _words(item, "remark")


def _words(tree: Any, name: str) -> str:
    """Return the text of the first part of a class; on further sheets heads and feet repeat."""
    return next(map(_tight, tree.find_class(name)), "")


def _tight(part: Any) -> str:
    return " ".join(part.text_content().split())


def write_cells(workbook: Path, output: Path) -> None:
    """Write the values of a workbook's cells: sheets of rows."""
    book = openpyxl.load_workbook(workbook)
    sheets = [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets]
    output.write_text(json.dumps(sheets, ensure_ascii=False, default=str), encoding="utf-8")


def write_paragraphs(handbook: Path, output: Path) -> None:
    """Write the text of each paragraph of a handbook, those in tables among them, in its order."""
    document = docx.Document(str(handbook))
    paragraph, text = (f"{{{document.element.nsmap['w']}}}{name}" for name in ("p", "t"))
    texts = ["".join(part.text or "" for part in found.iter(text)) for found in document.element.iter(paragraph)]
    output.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


WRITERS = {"posters": write_posters, "sites": write_sites, "cells": write_cells, "paragraphs": write_paragraphs}


if __name__ == "__main__":
    WRITERS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
