"""Posters made by a plain loop over WeasyPrint, as its documentation shows it: one layout and all anew for each.

Usage: python -m benchmarks.peers.plain_loop POSTERS OUTPUT [PROCESSES], with the folder that ``benchmarks.material``
makes. Several processes share the posters among them, one at a time.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main(posters: Path, output: Path, processes: int = 1) -> None:
    pages = sorted(posters.glob("*.html"))
    if processes == 1:
        for page in pages:
            printed(output, page)
        return
    with ProcessPoolExecutor(processes) as executor:
        for _ in executor.map(partial(printed, output), pages):
            pass


def printed(output: Path, page: Path) -> None:
    font_config = FontConfiguration()
    html = HTML(string=page.read_text(encoding="utf-8"))
    css = CSS(string=page.with_suffix(".css").read_text(encoding="utf-8"), font_config=font_config)
    html.write_pdf(output / f"{page.stem}.pdf", stylesheets=[css], font_config=font_config)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:]))
