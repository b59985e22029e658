"""A workbook's cells as openpyxl reads them in its quick mode, which shows neither merged cells nor notes.

Usage: python -m benchmarks.peers.bare_reading FILE
"""

import sys
from pathlib import Path

import openpyxl


def main(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    print(sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
