"""How seconds and memory of the other commands grow with the number of duties."""

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cases.growth import SIZES, growths, memory_of, runs_of
from benchmarks.measuring import Command, Observed, observed, run
from benchmarks.table import Growth, Row
from benchmarks.workshop import ROOT, Workshop, entry

ROLES = 13  # columns of letters in the sheet that is imported


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands are given: two editions, the workbook of the first, and a sheet with as many duties."""

    old: Path
    new: Path
    book: Path
    sheet: Path
    output: Path

    @property
    def commands(self) -> Mapping[str, Command]:
        program: list[str | Path] = [sys.executable, ROOT / "generate.py"]
        made: list[str | Path] = [*program, "build", "--source", self.old, "--output", self.output, "--force"]
        return {
            "diff": [*program, "diff", self.old, self.new],
            "review": [*program, "review", self.book, "--source", self.new],
            "import": [*program, "import", self.sheet, "--dry-run"],
            "verify a workbook": [*program, "verify", self.book, "--source", self.old],
            "web": [*made, "--only", "web"],
            "role sheets": [*made, "--only", "roles"],
        }


def of_commands(workshop: Workshop) -> Iterator[Row | Growth]:
    """The other commands, each alone, and their memory at 10,500 duties."""
    desks = {units: _desk(workshop, units, duties) for units, duties in SIZES.items()}
    for name in next(iter(desks.values())).commands:

        def measure(units: int, name: str = name) -> Observed:
            return observed(desks[units].commands[name], workshop.without_office)

        runs = runs_of(workshop.rounds, measure)
        yield from growths(f"{name}, duties", runs, SIZES)
        yield memory_of("command-growth", name, runs)


def _desk(workshop: Workshop, units: int, duties: int) -> Desk:
    old, new = workshop.made_up(units, duties), workshop.fresh("edition.yaml")
    new.write_text(old.read_text(encoding="utf-8").replace("Hankimme", "Ostamme"), encoding="utf-8")
    output = workshop.fresh("output")
    run(workshop.build(old, output, "--only", "workbook"), workshop.without_office)
    return Desk(old, new, entry(output, kind="workbook"), _sheet(workshop.fresh("sheet.csv"), duties), output)


def _sheet(path: Path, duties: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(["Tehtävä", *(f"Esimerkkirooli {number}" for number in range(ROLES))])
        for duty in range(duties):
            rows.writerow(
                [f"Teemme esimerkkityötä numero {duty}", *("RACIS"[(duty + role) % 5] for role in range(ROLES))]
            )
    return path
