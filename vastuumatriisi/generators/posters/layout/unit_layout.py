"""All sizes of one poster, put together from its parts."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from vastuumatriisi.generators.posters.content.poster import Poster, PosterDuty
from vastuumatriisi.generators.posters.layout import duty_columns, foot, head
from vastuumatriisi.generators.posters.layout.paper import HEIGHT, POINT, Measure
from vastuumatriisi.generators.posters.layout.spacing import PosterColumn, PosterLayout
from vastuumatriisi.generators.posters.layout.split_duties import divided

SPACE = 18.0  # above and below the duties


class Proportions(NamedTuple):
    """Room for the name and how much larger than the theme's it may be; air round it; room for the foot band."""

    name: float
    larger: float
    air: float
    foot: float


# The roomiest first.
FRAMES = (
    Proportions(380.0, 1.7, 1.0, 236.0),
    Proportions(232.0, 1.0, 1.0, 236.0),
    Proportions(160.0, 1.0, 0.8, 180.0),
    Proportions(108.0, 1.0, 0.6, 140.0),
    Proportions(76.0, 1.0, 0.5, 116.0),
)
Proportioned = tuple[duty_columns.DutyColumns, head.Head, foot.Foot, float, list[PosterDuty]]

HEAD_GROWTH = 0.3  # of the sheet's height: what a head may grow where a few short duties leave room


def setting(poster: Poster, sizes: Mapping[str, float], levels: int, measure: Measure) -> PosterLayout:
    """Return the setting with the largest type; ``sizes`` and ``levels`` are the theme's, in points and in number.

    The head and the foot give way until the duties reach the size aimed at; where even the largest duties leave room,
    the name takes it.
    """
    duties, above, below, room, entries = _roomiest(poster, measure, sizes)
    growth = min(duties.slack, HEAD_GROWTH * HEIGHT)
    columns = [[[(entries[i], duties.lines[i]) for i in column] for column in sheet] for sheet in duties.sheets]
    heights = [sum(duties.heights[i] for i in column) for sheet in duties.sheets for column in sheet]
    return PosterLayout(
        point=round(POINT[poster.sheet.paper], 6),
        palette=(poster.level - 1) % levels + 1,
        head=replace(above, words=round(above.words + growth, 2), top=round(above.top + growth / 2, 2)),
        foot=below,
        body=duties,
        room=round(room - growth, 2),
        most_gap=duty_columns.MOST_GAP,
        sheets=tuple(tuple(PosterColumn(tuple(column), len(column)) for column in sheet) for sheet in columns),
    ).spread(heights)


class _TallestDuty(NamedTuple):
    """A duty, and its height in the smallest type in that of all the numbers of columns where it is highest."""

    measured: duty_columns.MeasuredDuty
    highest: float


def _measuring(measure: Measure, least: float) -> Callable[[PosterDuty], _TallestDuty]:
    """Return what measures duties, each once for all frames; ``least`` is the smallest size."""

    @cache
    def measuring(entry: PosterDuty) -> _TallestDuty:
        duty = duty_columns.measured(entry, measure)
        heights = (duty_columns.height(duty, least, columns) for columns in range(1, duty_columns.MOST_COLUMNS + 1))
        return _TallestDuty(duty, max(heights))

    return measuring


def _roomiest(poster: Poster, measure: Measure, sizes: Mapping[str, float]) -> Proportioned:
    """Return the duties in the roomiest frame that leaves them large, else in the closest."""
    measuring = _measuring(measure, sizes["body_least"])
    *roomier, closest = FRAMES
    for number, space in enumerate(roomier):
        framed = _framed(poster, measure, sizes, space, measuring)
        wanted = sizes["body_aim"] if number else sizes["body_most"]
        if len(framed[0].sheets) == 1 and framed[0].size >= wanted:
            return framed
    return _framed(poster, measure, sizes, closest, measuring)


def _framed(
    poster: Poster,
    measure: Measure,
    sizes: Mapping[str, float],
    space: Proportions,
    measuring: Callable[[PosterDuty], _TallestDuty],
) -> Proportioned:
    above = head.head(poster, measure, sizes["name"] * space.larger, space.name, space.air)
    below = foot.foot(poster, measure, sizes["running"], space.foot, space.air)
    # A hair less than the sheet, because the sides of A2 and A4 are not quite in the ratio of A3's.
    room = HEIGHT - 1.0 - above.height - below.height - below.running.height - 2 * SPACE
    # What makes lines longer than expected, a strange script, may make them higher too.
    careful = room * max(0.5, 1 - 0.3 * (measure.caution - 1))
    # A duty must fit a column of each number of columns, so that the choice among them stays free.
    entries = divided(poster.entries, lambda entry: measuring(entry).highest <= careful)
    duties = [measuring(entry).measured for entry in entries]
    return duty_columns.body(duties, careful, sizes), above, below, room, entries
