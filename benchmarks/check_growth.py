"""How the time of ``check`` grows: load, validate, derive and find for 1,000 and for 10,000 duties, in one run.

Usage: python -m benchmarks.check_growth [ROUNDS]. Prints medians and the ratio of the times per duty (1.0 is linear).
"""

import statistics
import sys
import time

from vastuumatriisi.collector import collector_at_rest
from vastuumatriisi.findings import find
from vastuumatriisi.load import read
from vastuumatriisi.read import matrix_of
from vastuumatriisi.wording import wording

SIZES = (1_000, 10_000)
DUTIES_OF_A_UNIT = 20
VERBS = ("hankimme", "huollamme", "neuvomme", "seuraamme", "arvioimme", "kehitämme", "opastamme")
OBJECTS = ("laitteita", "ohjelmia", "verkkoja", "tunnuksia", "palveluita", "sopimuksia", "koulutuksia", "ohjeita")


def data_file(duties: int) -> bytes:
    """Return a made-up data file: units of twenty duties, each with its lead, supporter, partner and counterpart."""
    units = duties // DUTIES_OF_A_UNIT
    lines = ["format: 1", "title: Esimerkki", "organisation: Esimerkkilä", "language: fi", "edition: '1'"]
    lines += ["date: 2026-01-31", "roles:", *(f"  - {{id: rooli-{n}, name: rooli {n}}}" for n in range(units))]
    lines += ["levels:", "  - id: taso", "    name: Taso", "    units:"]
    for unit in range(units):
        lines += [f"      - id: yksikko-{unit}", f"        name: Yksikkö {unit}", f"        leads: [rooli-{unit}]"]
        lines += [f"        supports: [rooli-{(unit + 1) % units}]", "        duties:"]
        lines += [line for number in range(DUTIES_OF_A_UNIT) for line in duty(unit, number, units)]
    return "\n".join(lines).encode()


def duty(unit: int, number: int, units: int) -> list[str]:
    running = unit * DUTIES_OF_A_UNIT + number
    verb, thing = VERBS[running % len(VERBS)], OBJECTS[running // len(VERBS) % len(OBJECTS)]
    text = f"Me {verb} esimerkin {running} mukaisia {thing} yksikölle {running * 7 % 9973} ja muille."
    entry = [f"          - id: E{unit}-{number}", f"            text: {text}"]
    if number == 0 and units > 1:
        entry.append(f"            counterparts: [E{(unit + 1) % units}-1]")
        entry.append(f"            cooperates: [yksikko-{(unit + 1) % units}]")
    return entry


def seconds(content: bytes) -> float:
    """Return how long it takes to read and check a data file."""
    started = time.perf_counter()
    with collector_at_rest():
        matrix = matrix_of(read(content, "esimerkki.yaml"))
    find(matrix, wording("fi"))
    return time.perf_counter() - started


def main(rounds: int = 5) -> None:
    content = {size: data_file(size) for size in SIZES}
    medians = {}
    for size in SIZES:
        seconds(content[size])
        medians[size] = statistics.median(seconds(content[size]) for _ in range(rounds))
        print(f"{size:>6} duties: {medians[size]:.3f} s")
    small, large = SIZES
    print(f"time per duty, {large} against {small}: {medians[large] / large / (medians[small] / small):.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
