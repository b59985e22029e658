"""A made-up matrix of any size: “Esimerkkilä”, whose units and duties are numbers in sentences."""

from collections.abc import Iterator, Sequence

FIRST_NAMES = ("Anna", "Maija-Liisa", "Ville", "Олена", "Åke", "Kaarina", "Νίκος", "Eevi")
LEVELS = ("Ensimmäinen taso", "Toinen taso", "Kolmas taso")
VERBS = ("Hankimme", "Huollamme", "Neuvomme", "Seuraamme", "Arvioimme", "Kehitämme", "Opastamme")
OBJECTS = ("laitteita", "ohjelmia", "verkkoja", "tunnuksia", "palveluita", "sopimuksia", "koulutuksia", "ohjeita")
# Of different lengths, so that the duties are as long as in a real matrix: 50 to 170 characters, 100 on average.
ENDS = (
    "",
    " ja kerromme niistä muille",
    " sekä huolehdimme yhdessä niiden käyttöönotosta, turvallisuudesta ja ajantasaisuudesta",
    " ja raportoimme tuloksista vuosittain",
    " niin, että jokainen saa riittävän koulutuksen ja tuen palveluiden käyttöön omassa työssään",
)


def data_file(units: int, duties: int) -> str:
    """Return a data file with so many units, at least as many as there are levels, and duties, evenly among the units.

    Each unit has a lead and a supporter, its first duty a partner and a counterpart.
    """
    lines = ["format: 1", "title: Esimerkkien matriisi", "organisation: Esimerkkilä", "language: fi", "edition: '1'"]
    lines += ["date: 2026-01-31", "roles:", *(f"  - {{id: rooli-{n}, name: Rooli {n}}}" for n in range(units))]
    lines += ["levels:"]
    for number, name in enumerate(LEVELS):
        lines += [f"  - id: taso-{number}", f"    name: {name}", "    units:"]
        for unit in range(number * units // len(LEVELS), (number + 1) * units // len(LEVELS)):
            lines += _unit(unit, units, duties)
    return "\n".join(lines) + "\n"


def _unit(unit: int, units: int, duties: int) -> Iterator[str]:
    yield from (f"      - id: yksikko-{unit}", f"        name: Yksikkö {unit}", f"        leads: [rooli-{unit}]")
    yield from (f"        supports: [rooli-{(unit + 1) % units}]", "        duties:")
    first, last = unit * duties // units, (unit + 1) * duties // units
    for number in range(first, last):
        yield from _duty(unit, number, number - first, units)


def _duty(unit: int, number: int, place: int, units: int) -> Iterator[str]:
    verb, thing = VERBS[number % len(VERBS)], OBJECTS[number // len(VERBS) % len(OBJECTS)]
    text = f"{verb} esimerkin {number} mukaisia {thing} yksikölle {number * 7 % 9973}{ENDS[number % len(ENDS)]}."
    yield from (f"          - id: E{unit}-{place}", f"            text: {text}")
    if place == 0:
        other = (unit + 1) % units
        yield from (f"            counterparts: [E{other}-1]", f"            cooperates: [yksikko-{other}]")


def roster(houses: int, kind: str, roles: Sequence[str]) -> str:
    """Return a roster of so many houses of a type, in each of which one person holds each role."""
    lines = ["format: 1", "date: 26.11.2026", "sites:"]
    for number in range(houses):
        person = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} Esimerkki"
        lines += [f"  - id: kohde-{number}", f"    name: Esimerkin koulu {number}", f"    type: {kind}"]
        lines += ["    people:", *(f"      {role}: [{person}]" for role in roles)]
    return "\n".join(lines) + "\n"
