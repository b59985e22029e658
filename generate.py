"""Make every document of the responsibility matrix: python generate.py --help tells how."""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 -- this file is the one place where an older Python may arrive
    found = sys.version.split()[0]
    in_english = "generate.py needs Python 3.11 or later; this is Python " + found + "."
    in_finnish = "generate.py tarvitsee Pythonin version 3.11 tai uudemman; tämä on " + found + "."
    sys.exit(in_english + "\n" + in_finnish)

from vastuumatriisi.cli.main import main

if __name__ == "__main__":
    sys.exit(main(home=Path(__file__).resolve().parent))
