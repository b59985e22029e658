"""How long people wait who hold two editions against each other, or have the program change the data file."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import race, run
from benchmarks.table import Row, compared
from benchmarks.workshop import ROOT, Workshop

UNITS, DUTIES = 1_300, 10_500
CHECK = f"check, {DUTIES:,} duties"


def compare(workshop: Workshop) -> Iterator[Row]:
    """Two editions of which every seventh duty was reworded, read and compared, against ``check`` of one."""
    old = workshop.made_up(UNITS, DUTIES)
    new = workshop.fresh("edition.yaml")
    new.write_text(old.read_text(encoding="utf-8").replace("Hankimme", "Ostamme"), encoding="utf-8")
    command, check = workshop.module("editions", "compare", old, new), _check(old)
    ours = f"compare, {DUTIES:,} duties each"
    result = race(
        workshop.rounds,
        {ours: lambda: run(command, workshop.environment), CHECK: lambda: run(check, workshop.environment)},
    )
    yield compared("compare", result, ours, CHECK, 2.5)


def edit(workshop: Workshop) -> Iterator[Row]:
    """One word of one duty changed in the data file by the program, proved by reading, against ``check``."""
    source = workshop.made_up(UNITS, DUTIES)
    file, check = workshop.fresh("edited.yaml"), _check(source)
    shutil.copy(source, file)
    command = workshop.module("editions", "edit", file, "E0-0")
    ours = f"edit, {DUTIES:,} duties"
    result = race(
        workshop.rounds,
        {ours: lambda: run(command, workshop.environment), CHECK: lambda: run(check, workshop.environment)},
    )
    yield compared("edit", result, ours, CHECK, 1.5)


def _check(source: Path) -> list[str | Path]:
    return [sys.executable, ROOT / "generate.py", "check", source]
