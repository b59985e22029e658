"""Posters made by a plain loop over WeasyPrint, as its documentation shows it: one layout and all anew for each.

Usage: python -m benchmarks.peers.plain_loop POSTERS OUTPUT, with the folder that ``benchmarks.material`` makes.
"""

import sys
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def main(posters: Path, output: Path) -> None:
    for page in sorted(posters.glob("*.html")):
        font_config = FontConfiguration()
        html = HTML(string=page.read_text(encoding="utf-8"))
        css = CSS(string=page.with_suffix(".css").read_text(encoding="utf-8"), font_config=font_config)
        html.write_pdf(output / f"{page.stem}.pdf", stylesheets=[css], font_config=font_config)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
