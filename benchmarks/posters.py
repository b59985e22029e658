"""How many layouts each poster takes, and how long one lasts. Fails where they are more than 1.5 on average.

Run it from the root of the repository: ``.venv/bin/python -m benchmarks.posters [FILE]``. Ratios alone are worth
comparing between machines.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from vastuumatriisi.dress import read_dress
from vastuumatriisi.generators import posters
from vastuumatriisi.generators.jobs import Options
from vastuumatriisi.generators.posters.fitting import Printed, printed
from vastuumatriisi.read import read_matrix
from vastuumatriisi.views import Views

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
MOST_LAYOUTS = 1.5  # on average


def measure(source: Path) -> float:
    """Print a line for each poster and return the average number of layouts."""
    matrix = read_matrix(source)
    dress = read_dress(ROOT / "templates", matrix.language)
    jobs = list(posters.plan(Views(matrix), dress, Options()))
    printed(jobs[0].content, dress)  # fonts are read once, by whichever comes first
    layouts, seconds = [], 0.0
    for job in jobs:
        made, spent = _fastest(lambda content=job.content: printed(content, dress))
        layouts.append(made.layouts)
        seconds += spent
        size = made.setting.body.size * made.setting.point
        print(f"{job.path:48} {made.layouts} layouts, {made.pages} sheets, {size:.1f} pt")
    average = sum(layouts) / len(layouts)
    print(f"{len(jobs)} posters: {average:.2f} layouts each, {seconds / sum(layouts):.3f} s a layout")
    return average


def _fastest(work: Callable[[], Printed]) -> tuple[Printed, float]:
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        made = work()
        best = min(best, time.perf_counter() - started)
    return made, best


if __name__ == "__main__":
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "source" / "vastuumatriisi.yaml"
    sys.exit(measure(source) > MOST_LAYOUTS)
