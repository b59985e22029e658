"""The foot band and the running foot of a sheet: sizes and heights in A3 points."""

from collections.abc import Callable
from dataclasses import dataclass

from vastuumatriisi.generators.posters import stamp
from vastuumatriisi.generators.posters.body import mark
from vastuumatriisi.generators.posters.content import People, Poster, Remark
from vastuumatriisi.generators.posters.houses import House
from vastuumatriisi.generators.posters.measures import LEADING, ROOM, TIGHT, Measure
from vastuumatriisi.generators.posters.signs import Code, Logo
from vastuumatriisi.generators.posters.text import Text, rows, solid

STEP = 0.97
LEAST_FACTOR = 0.66  # by which the foot's type gets smaller to fit its room or to keep the words of names whole
BAND_MOST = 300.0  # what it may take beyond that

LABEL = 15.0
PAD = 22.0
LEADS, OTHERS = 34.0, 19.0  # names of those responsible, names of others
LEADS_LEADING = TIGHT * 1.06
BETWEEN = 12.0  # between supporters and the contact
LEGEND_GAP = 14.0
LEGEND_SPACE, LEGEND_LEADING = 1.2, 1.6
GUTTER = 40.0
CURRENT_PARTS = (0.34, 0.42, 0.5, 0.62, 0.75)  # of the running foot's width, at most
RUNNING_MOST = 60.0
RUNNING_PAD = 16.0
LEADS_PARTS = (0.28, 0.37, 0.46, 0.55, 0.64)  # of the foot band's width, where supporters stand beside

# A side of the QR code with its quiet zone: 32 or, where room is short, 24 mm on A3; cameras read it from a step away.
CODE, CODE_LEAST = 92.0, 68.0
CODE_LABEL, CODE_LABEL_MOST = 10.5, 130.0  # type size, and width on one line
LOGO_HEIGHT, LOGO_WIDTH = 34.0, 150.0  # at most
LOGO_GAP = 16.0


@dataclass(frozen=True, slots=True)
class Foot:
    """``leads``, ``others`` and ``label`` are type sizes; ``left`` and ``right`` widths; 0 for what is not there.

    ``height`` is that of the band with ``pad`` above and below, ``code`` the side of the QR code, ``logo`` the width
    and ``logo_height`` the height of the logo, ``origin`` and ``current`` the widths of the running foot's parts.
    """

    leads: float
    others: float
    label: float
    left: float
    right: float
    height: float
    pad: float
    code: float
    code_width: float
    running: float
    origin: float
    current: float
    running_height: float
    logo: float
    logo_height: float


@dataclass(frozen=True, slots=True)
class _Band:
    """The parts of a foot band; ``factor`` scales all type, ``code`` is a side of the QR code."""

    poster: Poster
    measure: Measure
    factor: float
    code: float

    @property
    def code_width(self) -> float:
        """The width of the QR code with its label, on one line where that is short."""
        if not self.poster.code:
            return 0.0
        label = self.measure.regular(self.poster.code.label).width * CODE_LABEL + 1
        return max(self.code, label if label <= CODE_LABEL_MOST else 0.0)

    @property
    def room(self) -> float:
        # A hair less than there is: floats that are rounded up no longer stand side by side.
        return ROOM - 0.1 - (self.code_width + GUTTER if self.poster.code else 0.0)

    @property
    def others(self) -> list[People]:
        return [people for people in (self.poster.supports, self.poster.contact) if people]

    def is_broken(self, left: float) -> bool:
        """Tell whether a word of those responsible is wider than ``left``."""
        leads = self.poster.leads
        return leads is not None and self.measure.bold(joined(leads.names)).widest * LEADS * self.factor > left

    def parts(self) -> tuple[float, float, float]:
        """Return the widths of the two parts, and the height without the space above and below."""
        leads, room = self.poster.leads, self.room
        if not (leads and self.others):
            return room, room, self.height(room, room)
        alone = self.measure.bold(joined(leads.names)).width * LEADS * self.factor + 1
        choices = []
        for part in LEADS_PARTS:
            left = min(max(alone, LEADS_PARTS[0] * room), part * room)
            choices.append((self.is_broken(left), self.height(left, room - left - GUTTER), left))
        _, height, left = min(choices)
        return left, room - left - GUTTER, height

    def height(self, left: float, right: float) -> float:
        poster, measure, factor = self.poster, self.measure, self.factor
        lead = _people(poster.leads, measure.bold, left, LEADS * factor, LEADS_LEADING) if poster.leads else 0.0
        beside = sum(_people(people, measure.regular, right, OTHERS * factor, LEADING) for people in self.others)
        people = max(lead, beside + BETWEEN * max(len(self.others) - 1, 0), self.code_height)
        legend = _legend_height(poster.legend, measure, LABEL * factor)
        return people + (LEGEND_GAP if people and legend else 0.0) + legend

    @property
    def code_height(self) -> float:
        if not self.poster.code:
            return 0.0
        return self.code + code_label_height(self.poster.code, self.measure, self.code_width)


def foot(poster: Poster, measure: Measure, most_running: float, room: float, air: float = 1.0) -> Foot:
    """Return the foot band with type as large as ``room`` points of height allow, and the running foot below it.

    ``air`` is the part of the usual space above and below the band's words.
    """
    pad, factor = PAD * air, 1.0
    code = min(CODE, max(CODE_LEAST, room - 2 * pad - CODE_LABEL * LEADING)) if poster.code else 0.0
    while True:
        band = _Band(poster, measure, factor, code)
        left, right, height = band.parts()
        most = room if factor > LEAST_FACTOR else BAND_MOST
        broken = factor > LEAST_FACTOR and band.is_broken(left)
        if (height + 2 * pad <= most and not broken) or factor < 0.1:
            break
        factor *= STEP
    whole = height + 2 * pad if height else 0.0
    sizes = (LEADS * factor, OTHERS * factor, LABEL * factor, left, right, whole, pad, code, band.code_width)
    return Foot(*(round(size, 2) for size in (*sizes, *running(poster, measure, most_running, ROOM))))


def running(
    poster: Poster | House, measure: Measure, most: float, room: float, pad: float = RUNNING_PAD
) -> tuple[float, float, float, float, float, float]:
    """Return type size, widths of both parts and height of the running foot, and width and height of the logo.

    At the left organisation and title, at the right what tells whether it is current.
    """
    left = measure.regular(" · ".join(poster.origin))
    right = _current(poster, measure)
    logo, logo_height = _logo_size(poster.logo)
    taken = logo + LOGO_GAP if logo else 0.0
    size = most
    while True:
        choices = []
        for part in CURRENT_PARTS:
            current = min(right.width * size + 1, part * (room - taken))
            origin = room - taken - current - GUTTER
            choices.append((max(left.lines(origin / size), right.lines(current / size)), current, origin))
        lines, current, origin = min(choices)
        if lines * size * LEADING <= RUNNING_MOST:
            return size, origin, current, 2 * pad + max(lines * size * LEADING, logo_height), logo, logo_height
        size *= STEP


def _current(poster: Poster | House, measure: Measure) -> Text:
    """Return what tells whether the poster is current, the stamp at its end."""
    words = measure.bold(" · ".join((*poster.current, "")))
    return words.followed_by(solid(stamp.width(measure.families) * measure.caution))


def joined(names: tuple[str, ...]) -> str:
    """Return names side by side; a comma inside a name calls for another divider."""
    return (" · " if any(", " in name for name in names) else ", ").join(names)


def _people(people: People, face: Callable[[str], Text], width: float, size: float, leading: float) -> float:
    names = face(joined(people.names)).followed_by(solid(0.6 if people.open else 0.0))
    return LABEL * LEADING + 4 + names.lines(width / size) * size * leading


def code_label_height(code: Code, measure: Measure, width: float) -> float:
    return measure.regular(code.label).lines(width / CODE_LABEL) * CODE_LABEL * LEADING


def _legend_height(legend: tuple[Remark, ...], measure: Measure, size: float) -> float:
    if not legend:
        return 0.0
    texts = [mark(remark, measure) for remark in legend]
    return rows(texts, ROOM / size, LEGEND_SPACE) * size * LEGEND_LEADING


def _logo_size(logo: Logo | None) -> tuple[float, float]:
    if logo is None:
        return 0.0, 0.0
    height = min(LOGO_HEIGHT, LOGO_WIDTH / logo.ratio)
    return height * logo.ratio, height
