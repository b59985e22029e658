"""The head band of a sheet: sizes and heights in A3 points."""

from dataclasses import dataclass

from vastuumatriisi.generators.posters.content.poster import Poster
from vastuumatriisi.generators.posters.layout.line_breaking import MeasuredText, solid
from vastuumatriisi.generators.posters.layout.paper import LEADING, ROOM, TIGHT, Measure

BROKEN_NAME = 40.0  # below this size a long word of the name is divided rather than the name made smaller
STEP = 0.97

SMALL = 17.0  # above and below the name
TOP, BOTTOM = 36.0, 32.0  # above and below the words of the head band
EDGE = 8.0  # of the head band, below its stripes


@dataclass(frozen=True, slots=True)
class Head:
    """``name`` and ``end`` are type sizes of the unit's name and of its bracketed end, ``words`` the height of all text
    with ``top`` above it.

    Below it as many stripes as the level's number, each ``stripe`` high and as far apart, tell levels apart without
    colour.
    """

    name: float
    end: float
    words: float
    top: float
    stripes: int
    stripe: float

    @property
    def height(self) -> float:
        return self.words + self.stripes * 2 * self.stripe + EDGE


def head(poster: Poster, measure: Measure, most: float, room: float, air: float = 1.0) -> Head:
    """Return the head band with the name as large as ``room`` points of height allow, ``most`` at most.

    ``air`` is the part of the usual space above and below the words.
    """
    name, end = measure.bold(poster.name), measure.regular(poster.name_end)
    size = most
    while not _name_fits(name, end, size, room):
        size *= STEP
    level = measure.bold(poster.level_label).followed_by(solid(4.0), measure.regular(poster.level_name))
    groups = measure.regular(" · ".join(poster.groups))
    title = measure.regular(f"{poster.title} – {poster.count}")
    small = sum(text.lines(ROOM / SMALL) for text in (level, groups, title) if text.parts) * SMALL * LEADING
    stripes = min(poster.level, 12)
    stripe = min(7.0, 60.0 / stripes)
    top = TOP * air
    words = top + small + 22 + _name_height(name, end, size) + (BOTTOM - 12) * air
    return Head(round(size, 2), round(_end_size(size), 2), round(words, 2), round(top, 2), stripes, round(stripe, 2))


def _end_size(size: float) -> float:
    return max(0.42 * size, min(size, 20.0))


def _name_height(name: MeasuredText, end: MeasuredText, size: float) -> float:
    smaller = _end_size(size)
    below = end.lines(ROOM / smaller) * smaller * LEADING if end.parts else 0.0
    return name.lines(ROOM / size) * size * TIGHT + below


def _name_fits(name: MeasuredText, end: MeasuredText, size: float, room: float) -> bool:
    if size > BROKEN_NAME and name.widest * size > ROOM:
        return False
    return _name_height(name, end, size) <= room
