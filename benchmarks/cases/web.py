"""The web edition and the answers to those who ask whether a document is current."""

import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import NotHere, race, run
from benchmarks.peers import browser
from benchmarks.table import Row, compared
from benchmarks.workshop import ROOT, SOURCE, Workshop, entry

if TYPE_CHECKING:
    from playwright.sync_api import Page

POSTERS = 200
SIZES = ((130, 1_050), (1_300, 10_500))  # units and duties of the made-up matrices
TYPED = "laitteiden"
SECONDS_TO_READ = 2  # before anybody types
# Milliseconds from a keystroke until its results are laid out and painted.
KEYSTROKE = """async ([input, text]) => {
  const box = document.querySelector(input), times = [];
  for (let end = 1; end <= text.length; end++) {
    const since = performance.now();
    box.value = text.slice(0, end);
    box.dispatchEvent(new Event('input', {bubbles: true}));
    document.body.offsetHeight;
    times.push(performance.now() - since);
    await new Promise((done) => setTimeout(done, 50));
  }
  return times;
}"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def verify(workshop: Workshop) -> Iterator[Row]:
    """200 posters held against their matrix, against reading their text with pypdfium2."""
    source = workshop.made_up(POSTERS, POSTERS * 8)
    with workshop.output() as output:
        run(workshop.build(source, output, "--only", "posters"), workshop.without_office)
        files = sorted((output / "julisteet").glob("*.pdf"))
        ours: list[str | Path] = [sys.executable, ROOT / "generate.py", "verify", "--source", source, *files]
        bare = workshop.module("peers.bare_text", *files)
        result = race(
            workshop.rounds,
            {
                f"verify {POSTERS} posters": lambda: run(ours, workshop.environment),
                "pypdfium2, their text": lambda: run(bare, workshop.environment),
            },
        )
    yield compared("verify", result, f"verify {POSTERS} posters", "pypdfium2, their text", 2)


def web(workshop: Workshop) -> Iterator[Row]:
    """The web edition of 105, 1,050 and 10,500 duties: its size, and in Chromium first content and a keystroke.

    That of 105 duties is the one of a whole build, which has links to all that lies beside it.
    """
    sources = {105: SOURCE, **{duties: workshop.made_up(units, duties) for units, duties in SIZES}}
    for duties, source in sources.items():
        with workshop.output() as output:
            narrowed = () if source == SOURCE else ("--only", "web")
            run(workshop.build(source, output, *narrowed), workshop.without_office)
            page = entry(output, kind="web")
            size = page.stat().st_size / 1000
            yield Row("web", f"page of {duties:,} duties", "", size, "", 250 if duties == 105 else None, "kB")
            yield from _in_browser(duties, page)


def _in_browser(duties: int, page: Path) -> Iterator[Row]:
    """Yield how long people wait. Raises NotHere without Chromium or playwright."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NotHere("playwright") from None
    program = browser.find()
    if program is None:
        raise NotHere("Chromium")
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = chromium.new_page()
        paints = [_painted(tab, page) for _ in range(3)]
        tab.wait_for_timeout(SECONDS_TO_READ * 1000)
        first, *others = tab.evaluate(KEYSTROKE, ["#q", TYPED])
        chromium.close()
    held = duties == 1_050
    yield Row("web", f"first content, {duties:,} duties", "", sorted(paints)[1], "", 1000 if held else None, "ms")
    yield Row("web", f"first keystroke, {duties:,} duties", "", first, "", None, "ms")
    key = statistics.median(others)
    yield Row("web", f"each further keystroke, {duties:,} duties", "", key, "", 50 if held else None, "ms")


def _painted(tab: "Page", page: Path) -> float:
    tab.goto(page.as_uri())
    tab.wait_for_timeout(500)
    return float(tab.evaluate(PAINT))
