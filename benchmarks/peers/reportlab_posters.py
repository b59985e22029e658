"""The posters' words in a simple poster of the same structure, set by ReportLab in one process; without a fit search.

Usage: python -m benchmarks.peers.reportlab_posters POSTERS OUTPUT, with the folder that ``benchmarks.material`` makes.
"""

import importlib
import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

SIDE, HEAD, FOOT, GUTTER = 50.0, 170.0, 130.0, 20.0  # points
FACES = {"FiraGO": "figo", "FiraGO-Bold": "figbo"}


class Setter:
    """ReportLab with our fonts loaded."""

    def __init__(self, fonts: Path) -> None:
        self.platypus = importlib.import_module("reportlab.platypus")
        self.styles = importlib.import_module("reportlab.lib.styles")
        self.canvas = importlib.import_module("reportlab.pdfgen.canvas")
        metrics, tables = (importlib.import_module(f"reportlab.pdfbase.{name}") for name in ("pdfmetrics", "ttfonts"))
        for name, file in FACES.items():
            metrics.registerFont(tables.TTFont(name, str(fonts / f"{file}.ttf")))

    def paragraph(self, text: str, size: float, colour: str = "#17202A", name: str = "FiraGO") -> Any:
        style = self.styles.ParagraphStyle(
            "", fontName=name, fontSize=size, leading=size * 1.25, textColor=colour, spaceAfter=4
        )
        return self.platypus.Paragraph(text, style)

    def poster(self, text: dict[str, Any], target: Path) -> None:
        """Set one poster; duties that its columns have no room for are left out."""
        width, height = (millimetres / 25.4 * 72 for millimetres in text["sheet"])
        sheet = self.canvas.Canvas(str(target), pagesize=(width, height))
        sheet.setFillColor(text["colour"])
        sheet.rect(0, height - HEAD, width, HEAD, stroke=0, fill=1)
        self._fill(sheet, (SIDE, height - HEAD, width - 2 * SIDE, HEAD), list(self._head(text)))
        column = (width - 2 * SIDE + GUTTER) / text["columns"]
        duties = list(self._duties(text))
        for number in range(text["columns"]):
            box = (SIDE + number * column, FOOT, column - GUTTER, height - HEAD - FOOT)
            self._fill(sheet, box, duties)
        self._fill(sheet, (SIDE, 0, width - 2 * SIDE, FOOT), list(self._foot(text)))
        sheet.save()

    def _fill(self, sheet: Any, box: tuple[float, float, float, float], parts: list[Any]) -> None:
        self.platypus.Frame(*box, leftPadding=0, rightPadding=0).addFromList(parts, sheet)

    def _head(self, text: dict[str, Any]) -> Iterator[Any]:
        yield self.paragraph(escape(text["about"][0]), 14, "#FFFFFF")
        yield self.paragraph(escape(text["title"]), 34, "#FFFFFF", name="FiraGO-Bold")
        yield self.paragraph(escape(text["about"][1]), 14, "#FFFFFF")

    def _duties(self, text: dict[str, Any]) -> Iterator[Any]:
        for group in text["groups"]:
            if group["name"]:
                yield self.paragraph(escape(group["name"]), text["size"] * 1.2, group["colour"], name="FiraGO-Bold")
                yield self.paragraph(escape(group["people"]), text["size"] * 0.8)
            for code, words, remark in group["duties"]:
                marked = f'<font name="FiraGO-Bold" color="{text["colour"]}">{escape(code)}</font> {escape(words)}'
                yield self.paragraph(marked, text["size"] * 0.92)
                if remark:
                    yield self.paragraph(escape(remark), text["size"] * 0.66, "#4A5563")

    def _foot(self, text: dict[str, Any]) -> Iterator[Any]:
        yield from (self.paragraph(escape(people), 16) for people in text["people"])
        yield self.paragraph(escape(text["running"]), 10)


def main(posters: Path, output: Path) -> None:
    setter = Setter(posters / "fonts")
    for text in json.loads((posters / "texts.json").read_bytes()):
        setter.poster(text, output / f"{text['name']}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
