"""All sizes of the poster of a house, a sheet on its side. Lengths in A3 points."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from ..content.house import Group, House
from ..content.poster import PosterDuty, PosterSheet
from . import foot, groups, house_columns, measured_duty, running_foot
from .groups import BandRoom, DutyRange, MeasuredGroups
from .house_columns import PlacedGroups
from .paper import HEIGHT, LEADING, POINT, SMALLER, TIGHT, WIDTH, Measure, PosterColumn, PosterLayout
from .partition import divided

SIDE = 34.0  # the margin at the left and at the right
TOP, BOTTOM = 18.0, 12.0  # above and below the words of the head
NAME = 68.0  # at most
ABOUT, ABOUT_MOST = 18.0, 0.4  # what stands beside the name: its size, and the part of the width that it may take
ABOUT_LEAST = 13.0  # its size where each of its lines is to stay whole; longer ones are broken
CODE = 74.0  # the side of the QR code
LEGEND, LEGEND_MOST = 14.0, 160.0  # its size, and its height at most
HEAD_MOST = WIDTH / 5 - TOP - BOTTOM - 1  # as on the posters of units
BAND_MOST = 0.4  # of the height of the columns, for what names a group
RUNNING_PAD = 10.0
SPACE = 12.0  # above and below the groups
MOST_GAP = 1.1  # ems, between duties


@dataclass(frozen=True, slots=True)
class HouseHead:
    """``name`` and ``small`` are type sizes, ``words`` the height of all; ``left`` and ``about`` are widths of both.

    ``down`` is the space above what stands beside the name, so that both are in the middle.
    """

    name: float
    small: float
    words: float
    code: float
    left: float
    about: float
    down: float


@dataclass(frozen=True, slots=True)
class HouseFoot:
    """``legend`` is the height of the lines that explain letters, ``size`` that of their type.

    ``marks`` tell of each whether it is longer than the sheet is wide.
    """

    legend: float
    size: float
    marks: tuple[measured_duty.LetterMark, ...]
    running: running_foot.RunningFoot


@dataclass(frozen=True, slots=True)
class HouseBody:
    """``code`` is the width that the codes hang in and ``mark`` that of their box, 0 where they stand in the texts."""

    size: float
    code: float = 0.0
    mark: float = 0.0


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group, or what of it stands in one column.

    ``entries`` holds each duty with the space that its text leaves, ``palette`` counts the colours from 1, ``scale``
    is by how much the type of its band is smaller than usual.
    """

    group: Group
    palette: int
    scale: float
    starts: bool
    entries: tuple[tuple[PosterDuty, measured_duty.LineCounts], ...]


def layout_site_poster(house: House, sizes: Mapping[str, float], levels: int, measure: Measure) -> PosterLayout:
    """Return the setting with the largest type; ``sizes`` and ``levels`` are the theme's."""
    across, down = _extent(house.sheet)
    head, below = _head(house, measure, sizes["name"], across), _foot(house, measure, sizes["running"], across)
    smallest = house.least / POINT[house.sheet.paper] or sizes["house_least"]
    sizes = {**sizes, "house_least": smallest, "house_most": max(smallest, sizes["house_most"])}
    # What makes lines longer than expected, a strange script, may make them higher too.
    room = down - 1.0 - head.words - below.legend - below.running.height - 2 * SPACE
    careful = room * max(0.5, 1 - 0.3 * (measure.caution - 1))
    least = BandRoom(BAND_MOST * careful, smallest, (across - house_columns.GUTTER) / 2 - 1)
    house = _divided(house, measure, careful, least)
    measured, laid, body = _placed(house, measure, least, careful, across, sizes)
    columns = [_column(measured, laid, number, levels, body.code) for number in range(len(laid.places))]
    each = -(-len(columns) // laid.sheets)
    chosen = PosterLayout(
        point=round(POINT[house.sheet.paper], 6),
        palette=1,
        head=head,
        foot=below,
        body=body,
        room=round(room, 2),
        most_gap=MOST_GAP,
        few=laid.few,
        sheets=tuple(tuple(columns[start : start + each]) for start in range(0, len(columns), each)),
    )
    return chosen.spread(laid.heights)


def _placed(
    house: House, measure: Measure, least: BandRoom, room: float, across: float, sizes: Mapping[str, float]
) -> tuple[MeasuredGroups, PlacedGroups, HouseBody]:
    """Return the groups in their columns; on an upright sheet the codes hang, unless they would take too much of it."""
    upright = house.sheet.upright
    if upright:
        measured = groups.measured(house.groups, measure, least, hanging=True)
        laid = house_columns.place_groups(measured, room, across, sizes, upright=True)
        hangs = [measured_duty.code_width(duties, laid.size, min(laid.widths)) for duties in measured.duties]
        if all(hangs):
            code = round(hangs[0], 2)
            return measured, laid, HouseBody(laid.size, code, round(code - measured_duty.SPACE * laid.size, 2))
    measured = groups.measured(house.groups, measure, least)
    laid = house_columns.place_groups(measured, room, across, sizes, upright=upright)
    return measured, laid, HouseBody(laid.size)


def _extent(sheet: PosterSheet) -> tuple[float, float]:
    """Return the width between the margins and the height of a sheet."""
    across, down = (WIDTH, HEIGHT) if sheet.upright else (HEIGHT, WIDTH)
    return across - 2 * SIDE, down


def _column(measured: MeasuredGroups, laid: PlacedGroups, number: int, levels: int, code: float) -> PosterColumn:
    places, width = laid.places[number], laid.widths[number]
    parts = tuple(_part(measured, place, laid.size, (width, code), levels) for place in places)
    return PosterColumn(parts, sum(len(part.entries) for part in parts), width)


def _part(
    measured: MeasuredGroups, place: DutyRange, size: float, widths: tuple[float, float], levels: int
) -> GroupPart:
    number, first, last = place
    group = measured.groups[number]
    lines = measured_duty.lines(measured.duties[number][first:last], size, *widths)
    entries = tuple(zip(group.entries[first:last], lines, strict=True))
    return GroupPart(group, (group.level - 1) % levels + 1, round(measured.bands[number].scale, 4), first == 0, entries)


def _divided(house: House, measure: Measure, room: float, least: BandRoom) -> House:
    """Return the house with duties divided that would be higher than a column even in the smallest type."""

    def fits(group: Group, entry: PosterDuty) -> bool:
        alone = groups.measured([replace(group, entries=(entry,))], measure, least)
        return alone.height((0, 0, 1), least.size, least.width) <= room

    parted = (replace(group, entries=tuple(divided(group.entries, partial(fits, group)))) for group in house.groups)
    return replace(house, groups=tuple(parted))


def _head(house: House, measure: Measure, most: float, across: float) -> HouseHead:
    """Return the head with the name on one line beside what the poster is about, smaller where it is long."""
    name, abouts = measure.bold(house.name), [measure.regular(house.title), measure.regular(house.count)]
    if house.code:
        abouts.append(measure.regular(house.code.label))
    code = CODE if house.code else 0.0
    room = across - (code + house_columns.GUTTER if code else 0.0)
    about = min(max(text.width for text in abouts) * ABOUT + 2, ABOUT_MOST * room)
    left = room - about - house_columns.GUTTER - 0.1
    size = min(most, NAME)
    while (size > 30 and name.width * size > left) or (high := name.lines(left / size) * size * TIGHT) > HEAD_MOST:
        size *= SMALLER
    small = max(min(ABOUT, (about - 2) / max(text.width for text in abouts)), ABOUT_LEAST)
    while (beside := sum(text.lines(about / small) for text in abouts) * small * LEADING) > HEAD_MOST:
        small *= SMALLER
    words = max(high, beside, code)
    lengths = (size, small, TOP + words + BOTTOM, code, left, about, (words - beside) / 2)
    return HouseHead(*(round(length, 2) for length in lengths))


def _foot(house: House, measure: Measure, most: float, across: float) -> HouseFoot:
    size, texts = LEGEND, foot.legend_texts(house.legend, measure)
    while (legend := foot.legend_height(texts, size, across)) > LEGEND_MOST:
        size *= SMALLER
    marks = foot.legend_marks(texts, across / size)
    running = running_foot.running(house, measure, most, across, RUNNING_PAD)
    return HouseFoot(round(legend, 2), round(size, 2), marks, running)
