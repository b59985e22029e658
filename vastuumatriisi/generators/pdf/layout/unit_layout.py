"""All sizes of one poster, put together from its parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..content.poster import Poster, PosterDuty
from . import duty_columns, foot, measured_duty
from .line_breaking import MeasuredText, solid
from .paper import HEIGHT, LEADING, POINT, ROOM, SMALLER, STEPS, TIGHT, Measure, PosterColumn, PosterLayout
from .partition import divided

BROKEN_NAME = 40.0  # below this size a long word of the name is divided rather than the name made smaller

HEAD_MOST = HEIGHT / 5 - 1  # a wall is read for the duties
SMALL, SMALL_MOST = 16.0, 80.0  # above and below the name: its size, and its height at most
TOP, BOTTOM = 26.0, 14.0  # above and below the words of the head band
NAME_GAP = 8.0  # above and below the name
STRIPE, STRIPES_MOST = 5.5, 36.0  # height of a stripe, and of all at most with the spaces between them
EDGE = 7.0  # of the head band, below its stripes


@dataclass(frozen=True, slots=True)
class Head:
    """``name`` and ``end`` are type sizes of the unit's name and of its bracketed end, ``small`` that of what stands
    above and below, ``words`` the height of all text with ``top`` above it.

    Below it as many stripes as the level's number, each ``stripe`` high and as far apart, tell levels apart without
    colour.
    """

    stripes: int
    name: float
    end: float
    small: float
    words: float
    top: float
    stripe: float

    @property
    def height(self) -> float:
        return self.words + self.stripes * 2 * self.stripe + EDGE


def head(poster: Poster, measure: Measure, most: float, room: float, air: float = 1.0) -> Head:
    """Return the head band with the name as large as ``room`` points of height allow, ``most`` at most.

    ``air`` is the part of the usual space above and below the words.
    """
    name, end = measure.bold(poster.name), measure.regular(poster.name_end)
    small, height = _small(poster, measure)
    stripes = min(poster.level, 12)
    stripe = min(STRIPE, STRIPES_MOST / 2 / stripes)
    top = TOP * air
    around = top + height + 2 * NAME_GAP + BOTTOM * air
    room = min(room, HEAD_MOST - around - stripes * 2 * stripe - EDGE)
    size = most
    while not _name_fits(name, end, size, room):
        size *= SMALLER
    words = around + _name_height(name, end, size)
    lengths = (size, _end_size(size), small, words, top, stripe)
    return Head(stripes, *(round(length, 2) for length in lengths))


def _small(poster: Poster, measure: Measure) -> tuple[float, float]:
    """Return the type size of what stands above and below the name, smaller where it is much, and its height."""
    level = measure.bold(poster.level_label)
    if level.parts:
        level = level.followed_by(solid(4.0), measure.regular(poster.level_name))
    groups = measure.regular(" · ".join(poster.groups))
    title = measure.regular(f"{poster.title} – {poster.count}")
    texts = [text for text in (level, groups, title) if text.parts]
    size = SMALL
    while (height := sum(text.lines(ROOM / size) for text in texts) * size * LEADING) > SMALL_MOST:
        size *= SMALLER
    return size, height


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


SPACE = 18.0  # above and below the duties


IN_THE_MIDDLE = 1.6  # ems; a single column with wider gaps has its duties in the middle of their parts


class Proportions(NamedTuple):
    """Room for the name and the air round it; room for the foot band and how much larger than usual its type may be."""

    name: float
    air: float
    foot: float
    larger: float = 1.0


# The roomiest first.
FRAMES = (
    Proportions(HEAD_MOST, 1.0, 250.0, 1.4),
    Proportions(HEAD_MOST, 1.0, 236.0),
    Proportions(HEAD_MOST, 0.9, 180.0),
    Proportions(92.0, 0.75, 140.0),
    Proportions(76.0, 0.65, 116.0),
)
Proportioned = tuple[duty_columns.DutyColumns, Head, foot.Foot, float, list[PosterDuty]]


def layout_unit_poster(poster: Poster, sizes: Mapping[str, float], levels: int, measure: Measure) -> PosterLayout:
    """Return the setting with the largest type; ``sizes`` and ``levels`` are the theme's, in points and in number.

    The head and the foot give way until the duties reach the size aimed at; where even the largest duties leave room,
    each has its part of it, above and below.
    """
    duties, above, below, room, entries = _roomiest(poster, measure, sizes)
    columns = [[[(entries[i], duties.lines[i]) for i in column] for column in sheet] for sheet in duties.sheets]
    heights = [sum(duties.heights[i] for i in column) for sheet in duties.sheets for column in sheet]
    return PosterLayout(
        point=round(POINT[poster.sheet.paper], 6),
        palette=(poster.level - 1) % levels + 1,
        head=above,
        foot=below,
        body=duties,
        room=round(room, 2),
        most_gap=duty_columns.MOST_GAP if len(heights) > 1 else IN_THE_MIDDLE,
        few=len(heights) == 1,
        sheets=tuple(tuple(PosterColumn(tuple(column), len(column)) for column in sheet) for sheet in columns),
    ).spread(heights)


class _TallestDuty(NamedTuple):
    """A duty, and its height in the smallest type in that of all the numbers of columns where it is highest."""

    measured: measured_duty.MeasuredDuty
    highest: float


def _measuring(poster: Poster, measure: Measure, sizes: Mapping[str, float]) -> Callable[[PosterDuty], _TallestDuty]:
    """Return what measures duties, each once for all frames."""
    least, link_code = sizes["body_least"], sizes.get("link_code", 0.0)
    widest = max((measure.bold(entry.code) for entry in poster.entries), key=lambda code: code.width)

    @cache
    def measuring(entry: PosterDuty) -> _TallestDuty:
        duty = measured_duty.measured(entry, measure, link_code)
        return _TallestDuty(duty, duty_columns.highest(duty, least, widest))

    return measuring


def _roomiest(poster: Poster, measure: Measure, sizes: Mapping[str, float]) -> Proportioned:
    """Return the duties in the roomiest frame that leaves them large, else in the closest."""
    measuring = _measuring(poster, measure, sizes)
    *roomier, closest = FRAMES
    for number, space in enumerate(roomier):
        framed = _framed(poster, measure, sizes, space, measuring)
        wanted = sizes["body_aim"] if number else sizes["body_most"]
        if len(framed[0].sheets) == 1 and framed[0].size > wanted - 1 / STEPS:
            return framed
    return _framed(poster, measure, sizes, closest, measuring)


def _framed(
    poster: Poster,
    measure: Measure,
    sizes: Mapping[str, float],
    space: Proportions,
    measuring: Callable[[PosterDuty], _TallestDuty],
) -> Proportioned:
    above = head(poster, measure, sizes["name"], space.name, space.air)
    below = foot.foot(poster, measure, sizes["running"], space.foot, space.air, space.larger)
    # A hair less than the sheet, because the sides of A2 and A4 are not quite in the ratio of A3's.
    room = HEIGHT - 1.0 - above.height - below.height - below.running.height - 2 * SPACE
    # What makes lines longer than expected, a strange script, may make them higher too.
    careful = room * max(0.5, 1 - 0.3 * (measure.caution - 1))
    # A duty must fit a column of each number of columns, so that the choice among them stays free.
    entries = divided(poster.entries, lambda entry: measuring(entry).highest <= careful)
    duties = [measuring(entry).measured for entry in entries]
    return duty_columns.body(duties, careful, sizes), above, below, room, entries
