"""What writing the workbook costs, against bare openpyxl for the same cells without any format; and how much memory.

Usage: python -m benchmarks.workbook [ROUNDS]. Prints medians and their ratio for two sizes, in one run, then the peak
memory of a process that reads 10,500 duties and writes their workbook. Notes are left out: the matrix states no letter.
"""

import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.check_growth import data_file
from vastuumatriisi.dress import Dress, read_dress
from vastuumatriisi.generators import workbook
from vastuumatriisi.generators.jobs import Options
from vastuumatriisi.load import read
from vastuumatriisi.read import matrix_of
from vastuumatriisi.views import Views

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
SIZES = (100, 1_000)
MEASURED = 10_500  # duties
MIB = 1024  # KiB, the unit of ru_maxrss on Linux


def written(duties: int, dress: Dress) -> bytes:
    """Return the workbook of a made-up matrix; its views are made anew, as for a build."""
    views = Views(matrix_of(read(data_file(duties), "esimerkki.yaml")))
    (job,) = workbook.plan(views, dress, Options())
    return workbook.render(job, dress).data


def cells_of(data: bytes) -> list[list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def bare(sheets: list[list[tuple[Any, ...]]]) -> None:
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(io.BytesIO())


def median(action: Callable[[], object], rounds: int) -> float:
    """Return how many seconds ``action`` takes."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        action()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def compare(duties: int, dress: Dress, rounds: int) -> None:
    views = Views(matrix_of(read(data_file(duties), "esimerkki.yaml")))
    (job,) = workbook.plan(views, dress, Options())
    sheets = cells_of(workbook.render(job, dress).data)
    ours = median(lambda: workbook.render(job, dress), rounds)
    theirs = median(lambda: bare(sheets), rounds)
    print(f"{duties:>6} duties: {ours:.2f} s, bare openpyxl {theirs:.2f} s, ratio {ours / theirs:.2f}")


def main(rounds: int = 5) -> None:
    dress = read_dress(TEMPLATES, "fi")
    for duties in SIZES:
        compare(duties, dress, rounds)
    subprocess.run([sys.executable, "-m", "benchmarks.workbook", "memory"], check=True)


def memory() -> None:
    size = len(written(MEASURED, read_dress(TEMPLATES, "fi")))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    print(f"{MEASURED:>6} duties: {peak:.0f} MiB at most, file {size / MIB / MIB:.1f} MiB")


if __name__ == "__main__":
    if sys.argv[1:] == ["memory"]:
        memory()
    else:
        main(*map(int, sys.argv[1:2]))
