"""The posters against other ways to print the same: the same HTML where others read HTML, otherwise the same words."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measuring import Measure, NotHere, cores, race, run, tell
from benchmarks.peers import browser, office
from benchmarks.table import Row, compared
from benchmarks.workshop import SOURCE, Workshop

OURS = "posters"
KEPT = "Chromium kept running, same HTML, a file each"
MANY = (200, 1_615)  # units, as full as real ones
MOST_LAYOUTS = 1.5  # for a poster, on average

# What may be missing here, and the measure that raises NotHere then.
Peer = Callable[[Workshop, ExitStack], Measure]


def side_by_side(workshop: Workshop) -> Iterator[Row]:
    """All posters from nothing, fit search included, against everything else that can print them."""
    with ExitStack() as stack:
        contestants: dict[str, Measure] = {OURS: workshop.cold(SOURCE, "--only", "posters")}
        missing: dict[str, str] = {}
        for name, peer in PEERS.items():
            try:
                contestants[name] = peer(workshop, stack)
            except NotHere as lacking:
                tell(f"  {name}: {lacking} is not here")
                missing[name] = str(lacking)
        result = race(workshop.rounds, contestants)
    for name in PEERS:
        goal = 0.5 if name == KEPT else None
        if name in missing:
            yield Row("posters", OURS, name, None, f"{missing[name]} is not here", goal)
        else:
            yield compared("posters", result, OURS, name, goal)


def _kept_running(workshop: Workshop, stack: ExitStack) -> Measure:
    pages, output = _pages(workshop), _made(workshop, "kept")
    chromium = stack.enter_context(browser.running(workshop.fresh("profile"), workshop.environment))
    return lambda: chromium.print_all(pages, output)


def _started_each(workshop: Workshop, _stack: ExitStack) -> Measure:
    if not browser.find():
        raise NotHere("Chromium")
    pages, output, profile = _pages(workshop), _made(workshop, "each"), workshop.fresh("profile")
    return lambda: browser.print_each(pages, output, profile, workshop.environment)


def _office(workshop: Workshop, _stack: ExitStack) -> Measure:
    if not office.find():
        raise NotHere("LibreOffice")
    pages, output, profile = _pages(workshop), _made(workshop, "office"), workshop.fresh("profile")
    form = "pdf:writer_web_pdf_Export"
    return lambda: office.convert(pages, output, profile, workshop.environment, form)


def _script(package: str, name: str, module: str) -> Peer:
    """Return the peer that one of the scripts beside it prints with."""

    def peer(workshop: Workshop, _stack: ExitStack) -> Measure:
        if find_spec(package) is None:
            raise NotHere(name)
        output = _made(workshop, module)
        command = workshop.module(f"peers.{module}", workshop.real_posters, output)
        return lambda: run(command, workshop.environment)

    return peer


PEERS: dict[str, Peer] = {
    KEPT: _kept_running,
    "Chromium started for each, same HTML": _started_each,
    "LibreOffice, same HTML, all in one run": _office,
    "plain WeasyPrint loop, same HTML": _script("weasyprint", "WeasyPrint", "plain_loop"),
    "Typst, same words, simple poster, no fit search": _script("typst", "Typst", "typst_posters"),
    "ReportLab, same words, simple poster, no fit search": _script("reportlab", "ReportLab", "reportlab_posters"),
}


def _pages(workshop: Workshop) -> list[Path]:
    return sorted((workshop.real_posters / "linked").glob("*.html"))


def _made(workshop: Workshop, name: str) -> Path:
    folder = workshop.fresh(name)
    folder.mkdir()
    return folder


def against_loop(workshop: Workshop) -> Iterator[Row]:
    """Two hundred posters with fit search, against a plain loop of as many processes that prints what was found."""
    source = workshop.made_up(*MANY)
    loop = workshop.module("peers.plain_loop", workshop.posters(source), _made(workshop, "loop"), str(cores()))
    ours, theirs = f"{MANY[0]} posters", "plain WeasyPrint loop, one layout each, as many processes"
    contestants: dict[str, Measure] = {
        ours: workshop.cold(source, "--only", "posters"),
        theirs: lambda: run(loop, workshop.environment),
    }
    yield compared("loop", race(workshop.rounds, contestants), ours, theirs, 0.64)


def without_subsetter(workshop: Workshop) -> Iterator[Row]:
    """The posters where libharfbuzz-subset cannot be loaded, against the same where it can."""
    ours, theirs = "posters without libharfbuzz-subset", "posters with it"
    contestants = {
        ours: workshop.cold(SOURCE, "--only", "posters", environment=workshop.without_subsetter),
        theirs: workshop.cold(SOURCE, "--only", "posters"),
    }
    yield compared("subsetter", race(workshop.rounds, contestants), ours, theirs, 1.3)


def layouts(workshop: Workshop) -> Iterator[Row]:
    """How many layouts the fit search takes."""
    texts = json.loads((workshop.real_posters / "texts.json").read_bytes())
    for text in texts:
        tell(f"  {text['path']}: {text['layouts']}")
    taken = [text["layouts"] for text in texts]
    most = max(texts, key=lambda text: text["layouts"])
    note = f"most: {most['path']} with {most['layouts']}"
    yield Row("layouts", f"layouts of {len(taken)} posters", "", sum(taken) / len(taken), note, MOST_LAYOUTS, "each")
