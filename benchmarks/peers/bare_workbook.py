"""A workbook's cells as bare openpyxl writes them, row by row without any format.

Usage: python -m benchmarks.peers.bare_workbook CELLS OUTPUT, with the file that ``benchmarks.material`` makes.
"""

import json
import sys
from pathlib import Path

import openpyxl


def main(cells: Path, output: Path) -> None:
    book = openpyxl.Workbook()
    for rows in json.loads(cells.read_bytes()):
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
