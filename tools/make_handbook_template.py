"""Writes templates/handbook.docx, the Word style template that the theme gives; run it after changing the theme.

Usage: python tools/make_handbook_template.py [FILE]
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from vastuumatriisi.design.design import parse_theme  # noqa: E402
from vastuumatriisi.generators.handbook.docx.built_in_template import built_in  # noqa: E402 -- found by the line above


def main(target: Path = ROOT / "templates" / "handbook.docx") -> None:
    path = ROOT / "templates" / "theme.toml"
    target.write_bytes(built_in(parse_theme(path.read_bytes(), path)))
    print(f"wrote {target}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
