"""The foot band of a sheet: sizes and heights in A3 points."""

from collections.abc import Callable
from dataclasses import dataclass

from ..content.people import People
from ..content.poster import Poster, Remark
from ..content.qr_and_logo import QrCode
from .line_breaking import MeasuredText, rows
from .measured_duty import INDENT, LetterMark, indent, mark
from .paper import LEADING, ROOM, SMALLER, TIGHT, Measure
from .running_foot import RunningFoot, running

LEAST_FACTOR = 0.66  # by which the foot's type gets smaller to fit its room or to keep the words of names whole
BAND_MOST = 300.0  # what it may take beyond that

LABEL = 15.0
PAD = 22.0
LEADS, OTHERS = 34.0, 19.0  # names of those responsible, names of others
LEADS_LEADING = TIGHT * 1.06
BETWEEN = 12.0  # between supporters and the contact
LEGEND_GAP = 14.0
LEGEND_SPACE, LEGEND_LEADING = 1.2, 1.6
GUTTER = 40.0  # between its parts
LEADS_PARTS = (0.28, 0.37, 0.46, 0.55, 0.64)  # of the foot band's width, where supporters stand beside

# A side of the QR code with its quiet zone: 32 or, where room is short, 24 mm on A3; cameras read it from a step away.
CODE, CODE_LEAST = 92.0, 68.0
CODE_LABEL, CODE_LABEL_MOST = 10.5, 130.0  # type size, and width on one line


@dataclass(frozen=True, slots=True)
class Foot:
    """``leads``, ``others`` and ``label`` are type sizes; ``left`` and ``right`` widths; 0 for what is not there.

    ``height`` is that of the band with ``pad`` above and below, ``code`` the side of the QR code. ``marks`` tell of
    each line of the legend whether it is longer than the sheet is wide.
    """

    running: RunningFoot
    marks: tuple[LetterMark, ...]
    leads: float
    others: float
    label: float
    left: float
    right: float
    height: float
    pad: float
    code: float
    code_width: float


@dataclass(frozen=True, slots=True)
class _FootBand:
    """The parts of a foot band; ``factor`` scales all type, ``code`` is a side of the QR code."""

    poster: Poster
    measure: Measure
    legend: tuple[MeasuredText, ...]
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
        return [people for people in (self.poster.supports, self.poster.contact, self.poster.newest) if people]

    def is_broken(self, left: float, right: float) -> bool:
        """Tell whether a word of those responsible is wider than ``left``, or one of the others than ``right``."""
        leads = self.poster.leads
        beside = (self.measure.regular(joined(people.names)).widest for people in self.others)
        return (leads is not None and self.measure.bold(joined(leads.names)).widest * LEADS * self.factor > left) or (
            max(beside, default=0.0) * OTHERS * self.factor > right
        )

    def is_divided(self, left: float) -> bool:
        """Tell whether a word of those responsible, such as "atk-tukihenkilö", is whole on no line of ``left``."""
        words = joined(self.poster.leads.names).split() if self.poster.leads else []
        return any(self.measure.bold(word).width * LEADS * self.factor > left for word in words)

    def parts(self) -> tuple[float, float, float]:
        """Return the widths of the two parts, and the height without the space above and below."""
        leads, room = self.poster.leads, self.room
        if not (leads and self.others):
            left = self.filled(room)
            return left, room, self.height(left, room)
        alone = self.measure.bold(joined(leads.names)).width * LEADS * self.factor + 1
        choices = []
        for part in LEADS_PARTS:
            left = min(max(alone, LEADS_PARTS[0] * room), part * room)
            right = room - left - GUTTER
            choices.append((self.is_broken(left, right), self.is_divided(left), self.height(left, right), left, right))
        _, _, height, left, right = min(choices)
        return left, right, height

    def filled(self, room: float) -> float:
        """Return the width for those responsible alone, so that no single word is left for their last line."""
        if not self.poster.leads:
            return room
        names = self.measure.bold(joined(self.poster.leads.names))
        return room * (1 - INDENT * indent(names, room / (LEADS * self.factor)))

    def height(self, left: float, right: float) -> float:
        poster, measure, factor = self.poster, self.measure, self.factor
        lead = _people(poster.leads, measure.bold, left, LEADS * factor, LEADS_LEADING) if poster.leads else 0.0
        beside = sum(_people(people, measure.regular, right, OTHERS * factor, LEADING) for people in self.others)
        people = max(lead, beside + BETWEEN * max(len(self.others) - 1, 0), self.code_height)
        legend = legend_height(self.legend, LABEL * factor)
        return people + (LEGEND_GAP if people and legend else 0.0) + legend

    @property
    def code_height(self) -> float:
        if not self.poster.code:
            return 0.0
        return self.code + code_label_height(self.poster.code, self.measure, self.code_width)


def foot(
    poster: Poster, measure: Measure, most_running: float, room: float, air: float = 1.0, larger: float = 1.0
) -> Foot:
    """Return the foot band with type as large as ``room`` points of height allow, and the running foot below it.

    ``air`` is the part of the usual space above and below the band's words, ``larger`` how much larger than usual its
    type may be.
    """
    pad, factor = PAD * air, larger
    legend = legend_texts(poster.legend, measure)
    code = min(CODE, max(CODE_LEAST, room - 2 * pad - CODE_LABEL * LEADING)) if poster.code else 0.0
    while True:
        band = _FootBand(poster, measure, legend, factor, code)
        left, right, height = band.parts()
        most = room if factor > LEAST_FACTOR else BAND_MOST
        broken = factor > LEAST_FACTOR and band.is_broken(left, right)
        if (height + 2 * pad <= most and not broken) or factor < 0.1:
            break
        factor *= SMALLER
    whole = height + 2 * pad if height else 0.0
    sizes = (LEADS * factor, OTHERS * factor, LABEL * factor, left, right, whole, pad, code, band.code_width)
    marks = legend_marks(legend, ROOM / (LABEL * factor))
    return Foot(running(poster, measure, most_running, ROOM), marks, *(round(size, 2) for size in sizes))


def joined(names: tuple[str, ...]) -> str:
    """Return names side by side; a comma inside a name calls for another divider."""
    return (" · " if any(", " in name for name in names) else ", ").join(names)


def _people(people: People, face: Callable[[str], MeasuredText], width: float, size: float, leading: float) -> float:
    return LABEL * LEADING + 4 + face(joined(people.names)).lines(width / size) * size * leading


def code_label_height(code: QrCode, measure: Measure, width: float) -> float:
    return measure.regular(code.label).lines(width / CODE_LABEL) * CODE_LABEL * LEADING if code.label else 0.0


def legend_texts(legend: tuple[Remark, ...], measure: Measure) -> tuple[MeasuredText, ...]:
    return tuple(mark(remark, measure) for remark in legend)


def legend_height(texts: tuple[MeasuredText, ...], size: float, width: float = ROOM) -> float:
    """Return the height of the lines that explain letters, in type of a size and lines of a width."""
    return rows(texts, width / size, LEGEND_SPACE) * size * LEGEND_LEADING


def legend_marks(texts: tuple[MeasuredText, ...], room: float) -> tuple[LetterMark, ...]:
    """Tell of each of them whether it is longer than ``room``, in ems."""
    return tuple(LetterMark(text.width + LEGEND_SPACE > room, narrow=False) for text in texts)
