"""How seconds and memory grow with the number of posters and of duties."""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from benchmarks.measuring import Observed, observed, tell
from benchmarks.table import Growth, Row
from benchmarks.workshop import ROOT, Workshop

SIZES = {13: 105, 130: 1_050, 1_300: 10_500}  # posters of made-up matrices, and their duties
MOST_TIME = 1.05  # for a poster among many, against one among fewer
MOST_MEMORY = 10  # MiB more in any process

Runs = Mapping[int, list[Observed]]


def of_posters(workshop: Workshop) -> Iterator[Row | Growth]:
    """Posters alone, one for each unit."""
    sources = {posters: workshop.made_up(posters, duties) for posters, duties in SIZES.items()}

    def measure(posters: int) -> Observed:
        with workshop.output() as output:
            return observed(workshop.build(sources[posters], output, "--only", "posters"), workshop.without_office)

    runs = _runs(workshop.rounds, measure)
    yield from _poster_goals(runs)
    yield from _growths("posters", runs, {posters: posters for posters in SIZES})


def of_duties(workshop: Workshop) -> Iterator[Growth]:
    """``check``, the workbook and the handbook, each alone."""
    sources = {posters: workshop.made_up(posters, duties) for posters, duties in SIZES.items()}

    def check(posters: int) -> Observed:
        return observed([sys.executable, ROOT / "generate.py", "check", sources[posters]], workshop.without_office)

    def only(kind: str) -> Callable[[int], Observed]:
        def measure(posters: int) -> Observed:
            with workshop.output() as output:
                return observed(workshop.build(sources[posters], output, "--only", kind), workshop.without_office)

        return measure

    for name, measure in {"check": check, "workbook": only("workbook"), "handbook": only("handbook")}.items():
        yield from _growths(f"{name}, duties", _runs(workshop.rounds, measure), SIZES)


def _runs(rounds: int, measure: Callable[[int], Observed]) -> Runs:
    """Measure all sizes in turns, there and back, after the smallest in vain."""
    measure(min(SIZES))
    runs: dict[int, list[Observed]] = {size: [] for size in SIZES}
    for number in range(rounds):
        for size in reversed(SIZES) if number % 2 else SIZES:
            run = measure(size)
            tell(f"  {size} units: {run.seconds:.3f} s, {run.first:.0f} and {run.others:.0f} MiB")
            runs[size].append(run)
    return runs


def _poster_goals(runs: Runs) -> Iterator[Row]:
    _, fewer, more = SIZES
    names = (f"each of {more:,} posters", f"each of {fewer} posters")
    ratios = [
        large.seconds / more * fewer / small.seconds for large, small in zip(runs[more], runs[fewer], strict=True)
    ]
    note = f"{_each(runs, more)} against {_each(runs, fewer)}; {min(ratios):.2f} to {max(ratios):.2f}"
    yield Row("poster-growth", *names, statistics.median(ratios), note, MOST_TIME)
    first, others = (_peak(runs[more], kind) - _peak(runs[fewer], kind) for kind in ("first", "others"))
    known = _peak(runs[more], "first") > 0
    grown = max(first, others) if known else None
    note = f"first process {first:+.1f} MiB, largest other {others:+.1f} MiB" if known else "the system does not tell"
    yield Row("poster-growth", f"memory with {more:,} posters", f"with {fewer}", grown, note, MOST_MEMORY, "MiB")


def _each(runs: Runs, size: int) -> str:
    return f"{statistics.median(run.seconds for run in runs[size]) / size * 1000:.1f} ms"


def _peak(runs: list[Observed], kind: str) -> float:
    return statistics.median(float(getattr(run, kind)) for run in runs)


def _growths(what: str, runs: Runs, counts: Mapping[int, int]) -> Iterator[Growth]:
    seconds = {size: statistics.median(run.seconds for run in runs[size]) for size in runs}
    each = {size: seconds[size] / counts[size] for size in runs}
    ratios: dict[int, float] = {larger: each[larger] / each[smaller] for smaller, larger in pairwise(runs)}
    for size in runs:
        yield Growth(what, counts[size], seconds[size], ratios.get(size), _peak(runs[size], "peak"))
