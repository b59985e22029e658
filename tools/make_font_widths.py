"""Write the table of advance widths of the office font, from the font files of Carlito.

Carlito has the widths of Calibri. The table is part of the repository, so that the row heights of the workbook do not
depend on the fonts of the machine that builds it. Usage: make_font_widths.py CARLITO_REGULAR CARLITO_BOLD
"""

import json
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parents[1] / "vastuumatriisi" / "text" / "calibri.json"


def widths_of(path: str) -> dict[str, int]:
    """Return {code point in hex: advance in thousandths of an em} for the characters up to U+2FFF."""
    font = TTFont(path)
    em = font["head"].unitsPerEm
    advances = font["hmtx"].metrics
    return {
        f"{code:X}": round(advances[name][0] * 1000 / em) for code, name in font.getBestCmap().items() if code < 0x3000
    }


def main(regular: str, bold: str) -> None:
    table = {"regular": widths_of(regular), "bold": widths_of(bold)}
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(table, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
