"""How the time and the memory of the handbook grow: plan and render for 1,050 and for 10,500 duties, in one run.

Usage: python -m benchmarks.handbook [ROUNDS]. Prints medians, the peak of memory, and the ratio of the times per duty
(1.0 is linear). The page numbers are LibreOffice's business and are left out.
"""

import resource
import statistics
import sys
import time
from pathlib import Path

from benchmarks.check_growth import data_file
from vastuumatriisi.dress import Dress, read_dress
from vastuumatriisi.generators import Options, handbook
from vastuumatriisi.load import read
from vastuumatriisi.model import Matrix
from vastuumatriisi.read import matrix_of
from vastuumatriisi.views import Views

SIZES = (1_050, 10_500)
TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
KIB_A_STEP = 1 if sys.platform != "darwin" else 1024  # macOS counts bytes


def seconds(matrix: Matrix, dress: Dress) -> float:
    """Return how long it takes to plan and to render the handbook of a matrix."""
    started = time.perf_counter()
    for job in handbook.plan(Views(matrix), dress, Options()):
        handbook.render(job, dress)
    return time.perf_counter() - started


def main(rounds: int = 3) -> None:
    dress = read_dress(TEMPLATES, "fi")
    medians = {}
    for size in SIZES:
        matrix = matrix_of(read(data_file(size), "esimerkki.yaml"))
        count = len(matrix.duties)
        medians[size] = statistics.median(seconds(matrix, dress) for _ in range(rounds)) / count
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / KIB_A_STEP
        print(f"{count:>6} duties: {medians[size] * count:.2f} s, at most {peak:.0f} MiB")
    small, large = SIZES
    print(f"time per duty, {large} against {small}: {medians[large] / medians[small]:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
