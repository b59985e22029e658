"""The pages of houses: against a plain loop, how they grow with the roster, and one name changed."""

import statistics
from collections.abc import Iterator
from itertools import count

from benchmarks.measuring import Measure, Observed, cores, observed, race, run, tell
from benchmarks.table import Row, compared
from benchmarks.workshop import Workshop

FEWER, MORE = 200, 2_000  # houses, with twelve roles each
MOST_TIME = 1.05  # for a page among many, against one among fewer
MOST_MEMORY = 20  # MiB more in any process
MOST_OF_LOOP = 0.8  # of its time divided by the processes


def against_loop(workshop: Workshop) -> Iterator[Row]:
    """The pages of two hundred houses, against a plain loop that prints them one after the other."""
    roster = workshop.roster(FEWER)
    pages, printed = workshop.pages(roster), workshop.fresh("loop")
    printed.mkdir()
    loop = workshop.module("peers.plain_loop", pages, printed)

    def ours() -> float:
        with workshop.output() as output:
            return run(workshop.sites(roster, output), workshop.environment)

    theirs: Measure = lambda: run(loop, workshop.environment) / cores()  # noqa: E731
    names = f"{FEWER} pages of houses", "plain WeasyPrint loop, its time divided by the processes"
    result = race(workshop.fewer_rounds, dict(zip(names, (ours, theirs), strict=True)))
    yield compared("sites", result, *names, MOST_OF_LOOP)


def growth(workshop: Workshop) -> Iterator[Row]:
    """Two thousand houses against two hundred: seconds for a page, and memory. Measured once, for it takes its time."""
    runs: dict[int, Observed] = {}
    for houses in (FEWER, MORE):
        with workshop.output() as output:
            runs[houses] = run_of = observed(workshop.sites(workshop.roster(houses), output), workshop.environment)
        tell(f"  {houses} houses: {run_of.seconds:.1f} s, {run_of.first:.0f} and {run_of.others:.0f} MiB")
    few, many = runs[FEWER], runs[MORE]
    each = few.seconds / FEWER, many.seconds / MORE
    names = f"each of {MORE:,} pages", f"each of {FEWER}"
    yield Row("site-growth", *names, each[1] / each[0], f"{each[1]:.3f} s against {each[0]:.3f} s", MOST_TIME)
    grown = many.first - few.first, many.others - few.others
    note = f"first process {grown[0]:+.1f} MiB, largest other {grown[1]:+.1f} MiB"
    yield Row("site-growth", f"memory with {MORE:,} pages", f"with {FEWER}", max(grown), note, MOST_MEMORY, "MiB")


def name(workshop: Workshop) -> Iterator[Row]:
    """One name of one house changed where the pages of two hundred stand, against all of them from nothing."""
    roster = workshop.roster(FEWER)
    text, numbers = roster.read_text(encoding="utf-8"), count(1)
    with workshop.output() as output:
        whole = run(workshop.sites(roster, output), workshop.environment)
        taken = []
        for _ in range(workshop.rounds):
            roster.write_text(text.replace("[Ville Esimerkki]", f"[Ville {'x' * next(numbers)} Esimerkki]", 1), "utf-8")
            taken.append(run(workshop.sites(roster, output), workshop.environment))
    note = f"{statistics.median(taken):.2f} s against {whole:.1f} s"
    yield Row("site-name", "one name changed", f"all {FEWER} pages", statistics.median(taken) / whole, note)
