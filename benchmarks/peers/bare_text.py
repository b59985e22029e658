"""The text of PDFs as pypdfium2 reads it.

Usage: python -m benchmarks.peers.bare_text FILE …
"""

import sys
from collections.abc import Iterable

import pypdfium2


def main(files: Iterable[str]) -> None:
    signs = 0
    for file in files:
        with pypdfium2.PdfDocument(file) as pdf:
            signs += sum(len(page.get_textpage().get_text_bounded()) for page in pdf)
    print(signs)


if __name__ == "__main__":
    main(sys.argv[1:])
