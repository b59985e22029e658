"""Workbooks made and read back, and matrices that try them."""

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from tests.support import making
from tests.support.making import jobs_of
from vastuumatriisi.design.design import Design
from vastuumatriisi.matrix import Views

Build = Callable[[str], Views]

HOSTILE = ["=1+1", "+358 40", "-x", "@nimi", "#N/A", "_x0041_ ja _x000A_", " väli ", "a\tb", "<&>'\"", "TRUE", "007"]

MIXED = """
letters:
  R: {name: Toteuttaa, counts_as: responsible}
  A: {name: Vastaa, counts_as: accountable}
  Kysytään: {name: Kysytään, counts_as: consulted}
scopes: [{id: lukio, name: Lukio}]
themes: [{id: tuki, name: Tuki}, {id: raha, name: Raha}]
roles:
  - {id: eeva, name: Eeva Esimerkki}
  - {id: olli, name: Olli Esimerkki}
  - {id: toinen-olli, name: Olli Esimerkki}
levels:
  - id: yla
    name: Ylätaso
    units:
      - id: yksi
        name: Ensimmäinen yksikkö
        short: Yksi
        leads: [eeva]
        duties:
          - {id: Y-1, text: Teemme., theme: tuki, scopes: [lukio], assign: {olli: "Kysytään (isot asiat)"}}
          - {id: Y-2, text: Autamme., assign: {toinen-olli: A, olli: "-"}}
  - id: ala
    name: Alataso
    units:
      - {id: kaksi, name: Kaksi, leads: [eeva, olli], duties: [{id: K-1, text: Kysymme., theme: raha}]}
"""

PLAIN = """
letters:
  Asiakas: {name: Asiakas, counts_as: responsible}
  Jaettu: {name: Jaettu, counts_as: responsible}
roles: [{id: a, name: Tilaaja}, {id: b, name: Toimittaja}]
levels:
  - id: taso
    name: Taso
    units:
      - id: vaihe
        name: Vaihe
        duties:
          - {id: V-1, text: Suunnittelu, assign: {a: Asiakas}}
          - {id: V-2, text: Toteutus, assign: {a: Jaettu, b: Jaettu}}
"""


def render(views: Views, design: Design) -> bytes:
    """Return the workbook of a matrix."""
    (job,) = jobs_of("workbook", views, design)
    return making.render(job, design).data


def opened(data: bytes) -> Any:
    """Return the workbook with the stored values of its formulas."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def seen(book: Any) -> list[Any]:
    """Return the sheets that readers see: all but the one with the starting point."""
    return [sheet for sheet in book if sheet.sheet_state == "visible"]


def saved_by_office(path: Path, *, formulas: bool = False) -> Any:
    """Return the values, or the formulas, of what LibreOffice has saved; openpyxl warns of what else is in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path, data_only=not formulas)


def with_formulas(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def edited_sheets(book: Any) -> list[Any]:
    """Return the sheets where duties are edited: those that number their rows."""
    return [sheet for sheet in book.worksheets if sheet.tables and "order" in _kinds(sheet)]


def _kinds(sheet: Any) -> set[str]:
    headers = {cell.value for cell in sheet[next(iter(sheet.tables.values())).ref][0]}
    return {"order"} if headers & {"Nro", "Nr", "No."} else set()


def table(sheet: Any) -> list[dict[str, Any]]:
    """Return the rows of a sheet's table, each as header -> cell."""
    (found,) = sheet.tables.values()
    head, *rows = sheet[found.ref]
    return [dict(zip((cell.value for cell in head), row, strict=True)) for row in rows]


def texts(row: dict[str, Any]) -> dict[str, str]:
    """Return the cells of a row that hold text; those with numbers and formulas are left out."""
    return {header: unescaped(cell.value) for header, cell in row.items() if cell.data_type == "s" and cell.value}


def unescaped(text: str) -> str:
    return text.replace("_x005F_", "_")


def without_values(data: bytes) -> bytes:
    """Return the workbook with its formulas alone, so that the next program has to calculate."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    return result.getvalue()


def hostile_matrix() -> str:
    duties = "\n".join(
        f"          - {{id: H-{n}, text: {yaml_text(text)}, assign: {{eeva: A}}}}" for n, text in enumerate(HOSTILE)
    )
    return f"""
title: "=cmd & co"
format: 1
organisation: "A & B 2026"
language: fi
edition: "1/2"
date: 2026-01-31
roles: [{{id: eeva, name: "=Eeva"}}, {{id: olli, name: "=eeva"}}]
levels:
  - id: taso
    name: "=taso"
    units:
      - id: yksi
        name: "@yksi"
        leads: [eeva]
        supports: [olli]
        duties:
{duties}
"""


def yaml_text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if "\t" not in text else '"a\\tb"'


def many_roles(units: int, roles: int) -> str:
    """Return a plain table in which each unit's only duty is performed by every third role."""
    lines = ["roles:", *(f"  - {{id: r{n}, name: esimerkkirooli {n}}}" for n in range(roles))]
    lines += ["levels:", "  - id: taso", "    name: Taso", "    units:"]
    for n in range(units):
        letters = ", ".join(f"r{role}: R" for role in range(n % 3, roles, 3))
        lines += [f"      - id: u{n}", f"        name: Yhtä pitkän nimen saanut esimerkkiyksikkö {n}"]
        lines += [f"        duties: [{{id: D-{n}, text: Teemme {n}., assign: {{{letters}}}}}]"]
    return "\n".join(lines)
