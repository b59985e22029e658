"""A handbook's paragraphs, those in tables too, as bare python-docx writes them, one by one without any style.

Usage: python -m benchmarks.peers.bare_handbook PARAGRAPHS OUTPUT, with the file that ``benchmarks.material`` makes.
"""

import json
import sys
from pathlib import Path

import docx


def main(paragraphs: Path, output: Path) -> None:
    document = docx.Document()
    for paragraph in json.loads(paragraphs.read_bytes()):
        document.add_paragraph(paragraph)
    document.save(str(output))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
