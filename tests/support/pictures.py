"""Pages as pictures: how they are taken, and how one is compared with another.

A picture is grey, 60 dpi, and reduced from one six times as fine, so that it shows where the outlines are and not how a
rasteriser fits them to pixels.

Two pictures are compared window by window: by how much the greys differ, as a share of how much they vary there. A
share, since small grey print that moves differs less than a large heading that was merely smoothed otherwise.
"""

from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

DPI = 60
FINER = 6

SMOOTHING = ImageFilter.GaussianBlur(1)
SURROUNDINGS = ImageFilter.BoxBlur(5)
WINDOW = (32, 8)  # px; as high as a line, and wide enough for the smoothing of several letters to even out
FAINTEST = 6  # of 255; in a window that varies less than this, an empty one above all, the difference counts little

# tests/test_gold_pages.py holds the limits between what they must let pass and what they must not.
MOST_IN_A_WINDOW = 0.36
MOST_ON_A_PAGE = 0.2

BORDER = 8
Grey = Image.Image


class Deviation(NamedTuple):
    """The shares of difference: of the worst window, whose upper left corner is ``place``, and of the page."""

    window: float
    page: float
    place: tuple[int, int]

    @property
    def is_seen(self) -> bool:
        return self.window > MOST_IN_A_WINDOW or self.page > MOST_ON_A_PAGE


def picture(page: pypdfium2.PdfPage, scale: float = 1.0, **options: object) -> Grey:
    """Return the picture of a page; ``scale`` enlarges it, ``options`` are those of pypdfium2's ``render``."""
    fine = page.render(scale=scale * DPI * FINER / 72, grayscale=True, **options).to_pil()
    return reduced(fine, page, scale)


def reduced(fine: Grey, page: pypdfium2.PdfPage, scale: float = 1.0) -> Grey:
    """Return the picture of a page from one six times as fine, without the pixels that the page fills in part only."""
    width, height = (int(length * scale * DPI / 72) for length in page.get_size())
    return fine.convert("L").reduce(FINER).crop((0, 0, width, height))


def read_picture(path: Path) -> Grey:
    with Image.open(path) as found:
        return found.convert("L")


def write_picture(shown: Grey, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shown.save(path, optimize=True)


def deviation(gold: Grey, now: Grey) -> Deviation:
    """Return how far a picture is from the gold one of the same size."""
    one, other = gold.filter(SMOOTHING), now.filter(SMOOTHING)
    differs = ImageChops.difference(one, other)
    varies = ImageChops.lighter(*(ImageChops.difference(half, half.filter(SURROUNDINGS)) for half in (one, other)))
    windows = differs.reduce(WINDOW)
    pairs = zip(windows.tobytes(), varies.reduce(WINDOW).tobytes(), strict=True)
    shares = [difference / (FAINTEST + variety) for difference, variety in pairs]
    row, column = divmod(shares.index(max(shares)), windows.width)
    whole = ImageStat.Stat(differs).mean[0] / max(ImageStat.Stat(varies).mean[0], 1.0)
    return Deviation(max(shares), whole, (column * WINDOW[0], row * WINDOW[1]))


def side_by_side(gold: Grey, now: Grey) -> Grey:
    """Return the gold picture, the one of now, and where they differ: black, on what both have in pale grey.

    In sixteen greys, which makes a small file.
    """
    width, height = max(gold.width, now.width), max(gold.height, now.height)
    gold, now = (_on_paper(shown, width, height) for shown in (gold, now))
    pale = Image.blend(ImageChops.darker(gold, now), Image.new("L", gold.size, 255), 0.75)
    difference = ImageChops.darker(pale, ImageChops.invert(ImageChops.difference(gold, now)))
    result = Image.new("L", (3 * width + 2 * BORDER, height), 128)
    for number, shown in enumerate((gold, now, difference)):
        result.paste(shown, (number * (width + BORDER), 0))
    return ImageOps.posterize(result, 4)


def _on_paper(shown: Grey, width: int, height: int) -> Grey:
    paper = Image.new("L", (width, height), 255)
    paper.paste(shown)
    return paper
