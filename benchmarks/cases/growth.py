"""How seconds and memory grow with the number of posters and of duties."""

import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from benchmarks.measuring import Observed, observed, tell
from benchmarks.table import Growth, Row
from benchmarks.workshop import ROOT, Workshop

SIZES = {13: 105, 130: 1_050, 1_300: 10_500}  # posters of made-up matrices, and their duties
MOST_TIME = 1.05  # for a poster among many, against one among fewer
MOST_MEMORY = 10  # MiB more in any process
MOST_AT_ALL = 256  # MiB in any process, at the most duties
MOST_TIMES = 11.5  # the time of a workbook with ten times the duties

Runs = Mapping[int, list[Observed]]


def of_posters(workshop: Workshop) -> Iterator[Row | Growth]:
    """Posters alone, one for each unit."""
    sources = {posters: workshop.made_up(posters, duties) for posters, duties in SIZES.items()}

    def measure(posters: int) -> Observed:
        with workshop.output() as output:
            return observed(workshop.build(sources[posters], output, "--only", "posters"), workshop.without_office)

    runs = runs_of(workshop.fewer_rounds, measure)
    yield from _poster_goals(runs)
    yield from growths("posters", runs, {posters: posters for posters in SIZES})


def of_duties(workshop: Workshop) -> Iterator[Row | Growth]:
    """``check``, the workbook and the handbook, each alone, and their memory at 10,500 duties."""
    sources = {posters: workshop.made_up(posters, duties) for posters, duties in SIZES.items()}

    def check(posters: int) -> Observed:
        return observed([sys.executable, ROOT / "generate.py", "check", sources[posters]], workshop.without_office)

    def only(kind: str) -> Callable[[int], Observed]:
        def measure(posters: int) -> Observed:
            with workshop.output() as output:
                return observed(workshop.build(sources[posters], output, "--only", kind), workshop.without_office)

        return measure

    for name, measure in {"check": check, "workbook": only("workbook"), "handbook": only("handbook")}.items():
        runs = runs_of(workshop.rounds, measure)
        yield from growths(f"{name}, duties", runs, SIZES)
        yield memory_of("growth", name, runs)
        if name == "workbook":
            yield _ten_times(runs)


def memory_of(case: str, name: str, runs: Runs) -> Row:
    """Return how much memory the largest process takes at the most duties."""
    most = max(SIZES)
    return Row(case, f"{name}, {SIZES[most]:,} duties, memory", "", peak_of(runs[most], "peak"), "", MOST_AT_ALL, "MiB")


def _ten_times(runs: Runs) -> Row:
    _, fewer, more = SIZES
    ratios = [large.seconds / small.seconds for large, small in zip(runs[more], runs[fewer], strict=True)]
    names = (f"workbook of {SIZES[more]:,} duties", f"workbook of {SIZES[fewer]:,} duties")
    note = f"{min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} rounds"
    return Row("growth", *names, statistics.median(ratios), note, MOST_TIMES)


def runs_of(rounds: int, measure: Callable[[int], Observed], sizes: Sequence[int] = tuple(SIZES)) -> Runs:
    """Measure all sizes in turns, there and back, after the smallest in vain."""
    measure(min(sizes))
    runs: dict[int, list[Observed]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in reversed(sizes) if number % 2 else sizes:
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
    first, others = (peak_of(runs[more], kind) - peak_of(runs[fewer], kind) for kind in ("first", "others"))
    known = peak_of(runs[more], "first") > 0
    grown = max(first, others) if known else None
    note = f"first process {first:+.1f} MiB, largest other {others:+.1f} MiB" if known else "the system does not tell"
    yield Row("poster-growth", f"memory with {more:,} posters", f"with {fewer}", grown, note, MOST_MEMORY, "MiB")


def _each(runs: Runs, size: int) -> str:
    return f"{statistics.median(run.seconds for run in runs[size]) / size * 1000:.1f} ms"


def peak_of(runs: list[Observed], kind: str) -> float:
    """Return the median of one of the peaks, in MiB."""
    return statistics.median(float(getattr(run, kind)) for run in runs)


def growths(what: str, runs: Runs, counts: Mapping[int, int]) -> Iterator[Growth]:
    """Yield what each size took, by how many posters or duties it has."""
    seconds = {size: statistics.median(run.seconds for run in runs[size]) for size in runs}
    cpu = {size: statistics.median(run.cpu for run in runs[size]) for size in runs}
    each = {size: seconds[size] / counts[size] for size in runs}
    ratios: dict[int, float] = {larger: each[larger] / each[smaller] for smaller, larger in pairwise(runs)}
    for size in runs:
        yield Growth(what, counts[size], seconds[size], cpu[size], ratios.get(size), peak_of(runs[size], "peak"))
