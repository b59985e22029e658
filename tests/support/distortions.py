"""Pages changed on purpose, and drawn by others, to see what the comparison of pictures sees and what it lets pass."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from tests.support.pictures import DPI, FINER, Grey, picture, read_picture, reduced

INK = 235  # and darker
LINE_HEIGHTS = range(3, 31)  # px; lower ones are rules, higher ones are pictures and tables


def lines_of(shown: Grey) -> list[tuple[int, int]]:
    """Return the top and the bottom of each line of print, as far as white runs above and below it across the page."""
    darkest = shown.point(lambda grey: 255 if grey < INK else 0).resize((1, shown.height), Image.Resampling.BOX)
    edges = [row for row, (above, here) in enumerate(pairwise((0, *darkest.tobytes(), 0))) if bool(above) != bool(here)]
    lines = zip(edges[::2], edges[1::2], strict=True)
    return [(top, bottom) for top, bottom in lines if bottom - top in LINE_HEIGHTS]


def moved(shown: Grey, line: tuple[int, int], pixels: int) -> Grey:
    """Return the picture with a line lower than it was, and as much less white below it."""
    top, bottom = line
    result = shown.copy()
    result.paste(shown.crop((0, top - pixels, shown.width, bottom)), (0, top))
    return result


def longest_line(shown: Grey) -> tuple[int, int, int, int]:
    """Return (left, top, right, bottom) of the longest line of print."""
    bands = [(0, top, shown.width, bottom) for top, bottom in lines_of(shown)]
    printed = [(band, ImageOps.invert(shown.crop(band)).getbbox()) for band in bands]
    lines = [(box[0], band[1], box[2], band[3]) for band, box in printed if box]
    # What runs from edge to edge is a coloured ground.
    return max((line for line in lines if line[2] - line[0] < shown.width - 2), key=lambda line: line[2] - line[0])


def enlarged(page: pypdfium2.PdfPage, factor: float) -> Grey:
    """Return the picture with its longest line in larger print, from the same left edge and top."""
    result, larger = picture(page), picture(page, factor)
    left, top, _, bottom = longest_line(result)
    corner = round(left * factor), round(top * factor)
    far = corner[0] + result.width - left, corner[1] + round((bottom - top) * factor)
    result.paste(larger.crop((*corner, *far)), (left, top))
    return result


def by_poppler(page: pypdfium2.PdfPage, folder: Path, *options: str) -> Grey:
    """Return the picture of a page as another rasteriser makes it, which smooths and fits to pixels in its own way."""
    single = pypdfium2.PdfDocument.new()
    single.import_pages(page.pdf, [number_of(page)])
    single.save(folder / "page.pdf")
    command = ["pdftoppm", "-r", str(DPI * FINER), "-gray", "-singlefile", *options, "page.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return reduced(read_picture(folder / "page.pgm"), page)


def number_of(page: pypdfium2.PdfPage) -> int:
    words = page.get_textpage().get_text_bounded()
    return next(number for number, other in enumerate(page.pdf) if other.get_textpage().get_text_bounded() == words)
