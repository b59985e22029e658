"""How long a coordinator waits for the proposals of a returned workbook, and how much memory that takes."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cases.documents import SIZE
from benchmarks.measuring import observed, race, run
from benchmarks.table import Row, compared
from benchmarks.workshop import ROOT, Workshop, entry

LOAD = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
MOST_MEMORY = 400  # MiB


def review(workshop: Workshop) -> Iterator[Row]:
    """The proposals of a workbook of 1,050 duties, whole command, against openpyxl that only loads the file."""
    source = workshop.made_up(*SIZE)
    with workshop.output() as documents:
        run(workshop.build(source, documents, "--only", "workbook"), workshop.without_office)
        book = entry(documents, kind="workbook")
        ours, peer = f"review, {SIZE[1]:,} duties", "openpyxl, loading the file"
        command = _review(book, source)
        load: list[str | Path] = [sys.executable, "-c", LOAD, book]
        result = race(
            workshop.rounds,
            {ours: lambda: run(command, workshop.environment), peer: lambda: run(load, workshop.environment)},
        )
        yield compared("review", result, ours, peer, 3)
        peak = observed(command, workshop.environment).peak
        yield Row("review", f"{ours}, memory", "", round(peak), "", MOST_MEMORY, "MiB")


def _review(book: Path, source: Path) -> list[str | Path]:
    return [sys.executable, ROOT / "generate.py", "review", book, "--source", source]
