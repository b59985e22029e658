"""The head band and the foot of a sheet: sizes and heights in A3 points."""

from collections.abc import Callable
from dataclasses import dataclass

from vastuumatriisi.generators.posters.body import mark
from vastuumatriisi.generators.posters.content import People, Poster, Remark
from vastuumatriisi.generators.posters.measures import LEADING, ROOM, TIGHT, Measure
from vastuumatriisi.generators.posters.text import Text, rows, solid

BROKEN_NAME = 40.0  # below this size a long word of the name is divided rather than the name made smaller
STEP = 0.97

SMALL = 17.0  # above and below the name
LABEL = 15.0
PAD = 22.0
TOP = 36.0  # above the words of the head band
EDGE = 8.0  # of the head band, below its stripes
LEADS, OTHERS = 34.0, 19.0  # names of those responsible, names of others
LEADS_LEADING = TIGHT * 1.06
BETWEEN = 12.0  # between supporters and the contact
LEGEND_GAP = 14.0
LEGEND_SPACE, LEGEND_LEADING = 1.2, 1.6
GUTTER = 40.0
CURRENT_MOST = 0.62  # of the running foot's width
RUNNING_MOST = 60.0
LEADS_PARTS = (0.28, 0.37, 0.46, 0.55, 0.64)  # of the foot band's width, where supporters stand beside


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


@dataclass(frozen=True, slots=True)
class Foot:
    """``leads``, ``others`` and ``legend`` are type sizes; ``left`` and ``right`` widths; 0 for what is not there."""

    leads: float
    others: float
    legend: float
    left: float
    right: float
    height: float
    running: float
    origin: float
    current: float
    running_height: float


def head(poster: Poster, measure: Measure, most: float, room: float) -> Head:
    """Return the head band with the name as large as ``room`` points of height allow, ``most`` at most."""
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
    words = TOP + small + 10 + _name_height(name, end, size) + 12 + 20
    return Head(round(size, 2), round(_end_size(size), 2), round(words, 2), TOP, stripes, round(stripe, 2))


def _end_size(size: float) -> float:
    return max(0.42 * size, min(size, 20.0))


def _name_height(name: Text, end: Text, size: float) -> float:
    smaller = _end_size(size)
    below = end.lines(ROOM / smaller) * smaller * LEADING if end.parts else 0.0
    return name.lines(ROOM / size) * size * TIGHT + below


def _name_fits(name: Text, end: Text, size: float, room: float) -> bool:
    if size > BROKEN_NAME and name.widest * size > ROOM:
        return False
    return _name_height(name, end, size) <= room


def foot(poster: Poster, measure: Measure, most_running: float, room: float) -> Foot:
    """Return the foot band with type as large as ``room`` points of height allow, and the running foot below it."""
    factor = 1.0
    left, right, height = _band(poster, measure, factor)
    while height > room:
        factor *= STEP
        left, right, height = _band(poster, measure, factor)
    running = _running(poster, measure, most_running)
    sizes = (LEADS * factor, OTHERS * factor, LABEL * factor, left, right, height, *running)
    return Foot(*(round(size, 2) for size in sizes))


def _band(poster: Poster, measure: Measure, factor: float) -> tuple[float, float, float]:
    """Return the widths of the two parts of the foot band, and its height."""
    others = [people for people in (poster.supports, poster.contact) if people]
    if not (poster.leads and others):
        return ROOM, ROOM, _band_height(poster, measure, factor, ROOM, ROOM)
    alone = measure.bold(joined(poster.leads.names)).width * LEADS * factor + 1
    halves = []
    for part in LEADS_PARTS:
        left = min(max(alone, LEADS_PARTS[0] * ROOM), part * ROOM)
        halves.append((_band_height(poster, measure, factor, left, ROOM - left - GUTTER), left))
    height, left = min(halves)
    return left, ROOM - left - GUTTER, height


def _band_height(poster: Poster, measure: Measure, factor: float, left: float, right: float) -> float:
    others = [people for people in (poster.supports, poster.contact) if people]
    lead = _people_height(poster.leads, measure.bold, left, LEADS * factor, LEADS_LEADING) if poster.leads else 0.0
    beside = sum(_people_height(people, measure.regular, right, OTHERS * factor, LEADING) for people in others)
    people = max(lead, beside + BETWEEN * max(len(others) - 1, 0))
    legend = _legend_height(poster.legend, measure, LABEL * factor)
    if not people and not legend:
        return 0.0
    return PAD + people + (LEGEND_GAP if people and legend else 0.0) + legend + PAD


def _people_height(people: People, face: Callable[[str], Text], width: float, size: float, leading: float) -> float:
    names = face(joined(people.names)).followed_by(solid(0.6 if people.open else 0.0))
    return LABEL * LEADING + 4 + names.lines(width / size) * size * leading


def _legend_height(legend: tuple[Remark, ...], measure: Measure, size: float) -> float:
    if not legend:
        return 0.0
    texts = [mark(remark, measure) for remark in legend]
    return rows(texts, ROOM / size, LEGEND_SPACE) * size * LEGEND_LEADING


def _running(poster: Poster, measure: Measure, most: float) -> tuple[float, float, float, float]:
    """Return the size, the widths of both parts and the height of the running foot.

    At the left organisation and title, at the right what tells whether it is current.
    """
    left = measure.regular(f"{poster.organisation} · {poster.title}")
    right = measure.bold(" · ".join(poster.current))
    size = most
    while True:
        current = min(right.width * size + 1, CURRENT_MOST * ROOM)
        origin = ROOM - current - GUTTER
        lines = max(left.lines(origin / size), right.lines(current / size))
        if lines * size * LEADING <= RUNNING_MOST:
            return size, origin, current, 32 + lines * size * LEADING
        size *= STEP


def joined(names: tuple[str, ...]) -> str:
    """Return names side by side; a comma inside a name calls for another divider."""
    return (" · " if any(", " in name for name in names) else ", ").join(names)
