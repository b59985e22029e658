"""The posters' words in a simple poster of the same structure, set by Typst in one process; without a fit search.

Usage: python -m benchmarks.peers.typst_posters POSTERS OUTPUT, with the folder that ``benchmarks.material`` makes.
"""

import importlib
import json
import shutil
import sys
from pathlib import Path

TEMPLATE = Path(__file__).with_name("poster.typ")


def main(posters: Path, output: Path) -> None:
    typst = importlib.import_module("typst")
    texts = json.loads((posters / "texts.json").read_bytes())
    shutil.copy(TEMPLATE, posters)  # it may name files below its own folder alone
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[posters / "fonts"])
    compiler = typst.Compiler(posters / TEMPLATE.name, root=posters, font_paths=fonts)
    for number, text in enumerate(texts):
        inputs = {"texts": "texts.json", "number": str(number)}
        compiler.compile(output=output / f"{text['name']}.pdf", format="pdf", sys_inputs=inputs)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
