"""All sizes of the poster of a house, a sheet on its side. Lengths in A3 points."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..content.house import Group, House
from ..content.poster import PosterDuty
from . import duty_columns, foot, house_columns
from .house_columns import DutyRange, PlacedGroups
from .line_breaking import rows
from .paper import HEIGHT, LEADING, POINT, TIGHT, WIDTH, Measure, PosterColumn, PosterLayout
from .partition import divided

SIDE = 34.0
HOUSE_ROOM = HEIGHT - 2 * SIDE  # across, since the sheet lies on its side
TOP, BOTTOM = 18.0, 12.0  # above and below the words of the head
NAME = 68.0  # at most
ABOUT, ABOUT_MOST = 18.0, 0.4  # what stands beside the name: its size, and the part of the width that it may take
CODE = 74.0
LEGEND = 14.0
RUNNING_PAD = 10.0
SPACE = 12.0  # above and below the groups
MOST_GAP = 1.1  # ems, between duties


@dataclass(frozen=True, slots=True)
class HouseHead:
    """``name`` is a type size, ``words`` the height of all; ``left`` and ``about`` are the widths of both parts.

    ``down`` is the space above what stands beside the name, so that both are in the middle.
    """

    name: float
    words: float
    code: float
    left: float
    about: float
    down: float


@dataclass(frozen=True, slots=True)
class HouseFoot:
    """``legend`` is the height of the lines that explain letters."""

    legend: float
    running: foot.RunningFoot


@dataclass(frozen=True, slots=True)
class HouseBody:
    size: float
    code: float = 0.0  # codes stand in the texts


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group, or what of it stands in one column.

    ``entries`` holds each duty with the space that its text leaves, ``palette`` counts the colours from 1.
    """

    group: Group
    palette: int
    starts: bool
    entries: tuple[tuple[PosterDuty, duty_columns.LineCounts], ...]


def layout_site_poster(house: House, sizes: Mapping[str, float], levels: int, measure: Measure) -> PosterLayout:
    """Return the setting with the largest type; ``sizes`` and ``levels`` are the theme's."""
    head, below = _head(house, measure, sizes["name"]), _foot(house, measure, sizes["running"])
    # What makes lines longer than expected, a strange script, may make them higher too.
    room = WIDTH - 1.0 - head.words - below.legend - below.running.height - 2 * SPACE
    careful = room * max(0.5, 1 - 0.3 * (measure.caution - 1))
    house = _divided(house, measure, careful, sizes["house_least"])
    measured = house_columns.measured(house.groups, measure)
    laid = house_columns.place_groups(measured, careful, HOUSE_ROOM, sizes)
    columns = [_column(measured, laid, number, levels) for number in range(len(laid.places))]
    each = -(-len(columns) // laid.sheets)
    chosen = PosterLayout(
        point=round(POINT[house.sheet.paper], 6),
        palette=1,
        head=head,
        foot=below,
        body=HouseBody(laid.size),
        room=round(room, 2),
        most_gap=MOST_GAP,
        sheets=tuple(tuple(columns[start : start + each]) for start in range(0, len(columns), each)),
    )
    return chosen.spread(laid.heights)


def _column(measured: house_columns.MeasuredGroups, laid: PlacedGroups, number: int, levels: int) -> PosterColumn:
    places, width = laid.places[number], laid.widths[number]
    parts = tuple(_part(measured, place, laid.size, width, levels) for place in places)
    return PosterColumn(parts, sum(len(part.entries) for part in parts), width)


def _part(
    measured: house_columns.MeasuredGroups, place: DutyRange, size: float, width: float, levels: int
) -> GroupPart:
    number, first, last = place
    group = measured.groups[number]
    lines = duty_columns.lines(measured.duties[number][first:last], size, width, 0.0)
    entries = tuple(zip(group.entries[first:last], lines, strict=True))
    return GroupPart(group, (group.level - 1) % levels + 1, first == 0, entries)


def _divided(house: House, measure: Measure, room: float, size: float) -> House:
    """Return the house with duties divided that would be higher than a column even in the smallest type."""
    width = (HOUSE_ROOM - house_columns.GUTTER) / 2 - 1

    def fits(group: Group, entry: PosterDuty) -> bool:
        alone = house_columns.measured([replace(group, entries=(entry,))], measure)
        return alone.height((0, 0, 1), size, width) <= room

    groups = (replace(group, entries=tuple(divided(group.entries, partial(fits, group)))) for group in house.groups)
    return replace(house, groups=tuple(groups))


def _head(house: House, measure: Measure, most: float) -> HouseHead:
    """Return the head with the name on one line beside what the poster is about, smaller where it is long."""
    name, abouts = measure.bold(house.name), [measure.regular(house.title), measure.regular(house.count)]
    if house.code:
        abouts.append(measure.regular(house.code.label))
    code = CODE if house.code else 0.0
    room = HOUSE_ROOM - (code + house_columns.GUTTER if code else 0.0)
    about = min(max(text.width for text in abouts) * ABOUT + 2, ABOUT_MOST * room)
    left = room - about - house_columns.GUTTER - 0.1
    size = min(most, NAME)
    while size > 30 and name.width * size > left:
        size *= 0.97
    beside = sum(text.lines(about / ABOUT) for text in abouts) * ABOUT * LEADING
    words = max(name.lines(left / size) * size * TIGHT, beside, code)
    lengths = (size, TOP + words + BOTTOM, code, left, about, (words - beside) / 2)
    return HouseHead(*(round(length, 2) for length in lengths))


def _foot(house: House, measure: Measure, most: float) -> HouseFoot:
    lines = rows(
        [duty_columns.mark(remark, measure) for remark in house.legend], HOUSE_ROOM / LEGEND, foot.LEGEND_SPACE
    )
    legend = lines * LEGEND * foot.LEGEND_LEADING if house.legend else 0.0
    return HouseFoot(round(legend, 2), foot.running(house, measure, most, HOUSE_ROOM, RUNNING_PAD))
