"""The lines of text on the sheets of a poster: where they stand, and whether they are in each other's way."""

from collections.abc import Iterator
from itertools import combinations

import pypdfium2

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def text_boxes(data: bytes) -> list[list[Box]]:
    """Return for each page the boxes of its lines of text."""
    document = pypdfium2.PdfDocument(data)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append([text.get_rect(number) for number in range(text.count_rects())])
        return pages
    finally:
        document.close()


def overlapping(boxes: list[Box]) -> list[tuple[Box, Box]]:
    """Return pairs of boxes that share more than a hair of their area."""
    return [(one, other) for one, other in combinations(boxes, 2) if _overlap(one, other)]


def _overlap(one: Box, other: Box) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 1 and high > 0.3 * min(one[3] - one[1], other[3] - other[1])


def faults(data: bytes) -> list[str]:
    """Return what is wrong with the text on the sheets: lines that leave a sheet's margin, or lie on one another."""
    document = pypdfium2.PdfDocument(data)
    try:
        sizes = [page.get_size() for page in document]
    finally:
        document.close()
    pages = zip(sizes, text_boxes(data), strict=True)
    return [fault for number, page in enumerate(pages, 1) for fault in _faults(f"sheet {number}", *page)]


def _faults(sheet: str, size: tuple[float, float], boxes: list[Box]) -> Iterator[str]:
    width, height = size
    side, edge = 0.03 * min(width, height), 0.005 * height
    for left, bottom, right, top in boxes:
        if left < side or right > width - side or bottom < edge or top > height - edge:
            yield f"{sheet}: a line runs off at {left}, {bottom}"
    yield from (f"{sheet}: lines overlap at {one}" for one, _ in overlapping(boxes))
