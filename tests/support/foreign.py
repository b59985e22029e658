"""Made-up sheets as files, and what was found in them in short."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from lxml import etree
from openpyxl.styles import Font

from vastuumatriisi.incoming.foreign.account import lines
from vastuumatriisi.incoming.foreign.finding.decisions import NOTHING_DECIDED, Decisions
from vastuumatriisi.incoming.foreign.finding.find import find_in_sheets
from vastuumatriisi.incoming.foreign.finding.found import Found, FoundDuty, FoundUnit
from vastuumatriisi.incoming.foreign.importing import import_matrix
from vastuumatriisi.incoming.foreign.reading.read import read
from vastuumatriisi.locales.wording import Wording

Rows = Sequence[Sequence[str | int | None]]


def write_sheet(path: Path, *sheets: Rows, merged: Sequence[str] = (), bold: Sequence[str] = ()) -> Path:
    """Write a workbook; ``merged`` areas and ``bold`` cells are those of the first sheet."""
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        if number == 0:
            for area in merged:
                sheet.merge_cells(area)
            for cell in bold:
                sheet[cell].font = Font(bold=True)
    book.save(path)
    return path


def table(text: str) -> list[list[str]]:
    """Return rows of a table that is written with bars; blanks at the beginning of a cell behind "·" stay."""
    lines = [line for line in text.strip("\n").splitlines() if line.strip()]
    return [[cell.strip().replace("·", " ").replace("¶", "\n") for cell in line.split("|")] for line in lines]


def find(path: Path, decisions: Decisions = NOTHING_DECIDED, only: str = "") -> Found:
    found = find_in_sheets(read(path, path.name), decisions, only)
    assert found is not None
    return found


def lost(path: Path, wording: Wording) -> set[str]:
    """Return those words of a workbook or a text that neither the data file, nor its map, nor the account has."""
    imported = import_matrix(path, path.name)
    assert imported.found is not None
    assert imported.found.read == imported.found.used + len(imported.found.ignored)
    told = "\n".join(lines(imported.found, wording))
    kept = _joined(f"{imported.content.decode()}{imported.map.decode()}{told}")
    return {word for text in _texts(path) for word in re.findall(r"[^\W_]{2,}", text) if _joined(word) not in kept}


def _joined(text: str) -> str:
    """Return a text without blanks and signs, since a data file breaks its lines, and its ids have hyphens."""
    return re.sub(r"[\W_]", "", text.casefold())


def _texts(path: Path) -> Iterator[str]:
    if path.suffix not in (".xlsx", ".docx"):
        yield path.read_bytes().decode("utf-8", "replace")
        return
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith(("xl/sharedStrings", "xl/comments", "word/document", "word/header", "word/footnotes")):
                yield from etree.fromstring(package.read(name)).xpath("//*[local-name()='t']/text()")


def units(found: Found) -> Iterator[FoundUnit]:
    """Yield all groups, the outer ones first."""

    def below(several: Sequence[FoundUnit]) -> Iterator[FoundUnit]:
        for unit in several:
            yield unit
            yield from below(unit.units)

    for level in found.levels:
        yield from below(level.units)


def duties(found: Found) -> list[FoundDuty]:
    return [duty for unit in units(found) for duty in unit.duties]


@dataclass(frozen=True)
class Short:
    """What was found, in short: "Ostaa: Rehtori A, Opettaja C" for each duty, below its groups."""

    roles: list[str]
    groups: list[str]
    duties: list[str]
    letters: dict[str, int]


def short(found: Found) -> Short:
    assert found.read == found.used + len(found.ignored)
    said = [
        f"{duty.text}: "
        + ", ".join(
            f"{role} {'/'.join(mark.symbols)}" + "".join(f" ({words})" for _, words in mark.conditions)
            for role, mark in duty.assign.items()
        )
        for duty in duties(found)
    ]
    symbols = Counter(s for duty in duties(found) for mark in duty.assign.values() for s in mark.symbols)
    groups = [unit.name for unit in units(found) if unit.name]
    return Short([role.name for role in found.roles], groups, [line.removesuffix(": ") for line in said], dict(symbols))
