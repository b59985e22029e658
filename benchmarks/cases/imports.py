"""How long people wait who bring a matrix that stands in a sheet."""

import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from benchmarks.measuring import race, run
from benchmarks.table import Row, compared
from benchmarks.workshop import ROOT, Workshop

DUTIES, ROLES = 10_000, 100
READ = "openpyxl reading the cells"
LETTERS = ("R", "A", "C", "I", "A/R", None, "C", "I")


def account(workshop: Workshop) -> Iterator[Row]:
    """The account of a sheet of a million cells, against openpyxl's quick mode reading it."""
    path = _sheet(workshop.fresh("sheet.xlsx"))
    command: list[str | Path] = [sys.executable, ROOT / "generate.py", "import", path, "--dry-run"]
    ours = f"import --dry-run, {DUTIES:,} × {ROLES}"
    result = race(
        workshop.rounds,
        {
            ours: lambda: run(command, workshop.environment),
            READ: lambda: run(workshop.module("peers.bare_reading", path), workshop.environment),
        },
    )
    yield compared("import", result, ours, READ, 2.0)


def _sheet(path: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Vastuut")
    sheet.append(["Tehtävä", *(f"Esimerkkirooli {number}" for number in range(ROLES))])
    for duty in range(DUTIES):
        letters = [LETTERS[(duty * 7 + role * (1 + duty % 5)) % len(LETTERS)] for role in range(ROLES)]
        sheet.append([f"Teemme esimerkkityötä numero {duty}", *letters])
    book.save(path)
    return path
