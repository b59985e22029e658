"""A matrix with houses, and rosters for it as YAML text, CSV and workbooks."""

import io
from collections.abc import Iterable
from pathlib import Path

import openpyxl

from tests.support.matrices import matrix_of
from vastuumatriisi.datafile.roster.read import read_roster
from vastuumatriisi.errors import SourceError
from vastuumatriisi.matrix.rosters import Roster

MATRIX = """
format: 1
title: Esimerkkimatriisi
organisation: Esimerkkilä
language: fi
edition: "1"
date: 2026-01-31
contact: apu@example.org
publication_url: https://example.org/vastuut
scopes: [{id: perusopetus, name: Perusopetus}, {id: lukio, name: Lukio}]
roles:
  - {id: rehtori, name: rehtori}
  - {id: tukihenkilo, name: tekninen tukihenkilö, short: Tuki, aliases: [tekninen tuki]}
  - {id: apulainen, name: apulainen}
  - {id: tutkintovastaava, name: tutkintovastaava, scopes: [lukio]}
  - {id: paallikko, name: päällikkö}
levels:
  - id: koulu
    name: Koulu
    units:
      - id: johto
        name: Johto
        leads: [rehtori]
        supports: [apulainen]
        duties: [{id: J-1, text: Johdamme koulua.}, {id: J-2, text: Järjestämme kokeet., scopes: [lukio]}]
      - {id: tuki, name: Tuki, leads: [tukihenkilo], duties: [{id: T-1, text: Autamme laitteissa.}]}
      - {id: tutkinto, name: Tutkinto, leads: [tutkintovastaava], duties: [{id: U-1, text: Hoidamme tutkinnot.}]}
      - {id: kaikki, name: Henkilöstö, leads: [apulainen, paallikko], duties: [{id: K-1, text: Tiedotamme.}]}
  - id: hallinto
    name: Hallinto
    units: [{id: palvelu, name: Palvelu, leads: [paallikko], duties: [{id: P-1, text: Ostamme.}]}]
site_types:
  - {id: peruskoulu, name: Peruskoulu, units: [johto, tuki], scopes: [perusopetus]}
  - {id: lukio, name: Lukio, units: [johto, tuki, tutkinto, kaikki], scopes: [lukio]}
"""
ROSTER = """\
format: 1
date: 26.11.2026
sites:
  - id: esimerkin-koulu
    name: Esimerkin koulu
    type: peruskoulu
    contact: esimerkin.koulu@example.org
    people: {rehtori: [Maija Mallikas], apulainen: [Анна Приклад, Åke Øvrebø]}
  - id: esimerkin-lukio
    name: Esimerkin lukio
    type: lukio
    people: {rehtori: Maija Mallikas, tukihenkilo: [], apulainen: [Νίκος Μάλλης]}
"""
NAMES = ("Maija Mallikas", "Mallikas", "Анна Приклад", "Åke Øvrebø", "Νίκος Μάλλης")
HEAD = ("site", "name", "type", "role", "person", "contact")


def csv_of(*rows: Iterable[str], head: Iterable[str] = HEAD, separator: str = ";") -> bytes:
    return "\r\n".join(separator.join(row) for row in (head, *rows)).encode()


def xlsx_of(*rows: Iterable[object], head: Iterable[str] = HEAD, merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (head, *rows):
        book.active.append(list(row))  # type: ignore[union-attr]
    if merged:
        book.active.merge_cells(merged)  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def roster_of(content: bytes | str, folder: Path, ending: str = ".yaml") -> Roster:
    path = folder / f"lista{ending}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_roster(path, path.name, matrix_of(MATRIX))


def problems_of(content: bytes | str, folder: Path, ending: str = ".yaml") -> list[str]:
    """Return the lines that tell what is wrong with a roster, none where nothing is."""
    try:
        roster_of(content, folder, ending)
    except SourceError as error:
        return str(error).splitlines()
    return []
