"""The running foot of a sheet: sizes and heights in A3 points."""

from dataclasses import dataclass

from ..content.house import House
from ..content.poster import Poster
from ..content.qr_and_logo import Logo
from .line_breaking import MeasuredText, rows, solid
from .paper import LEADING, SMALLER, Measure

GUTTER = 40.0  # between its parts
CURRENT_PARTS = (0.34, 0.42, 0.5, 0.62, 0.75)  # of the running foot's width, at most
RUNNING_MOST = 60.0
RUNNING_PAD = 16.0
LOGO_HEIGHT, LOGO_WIDTH = 34.0, 150.0  # at most
LOGO_GAP = 16.0
CHANGES_UP = 0.6  # of the space above the running foot is what the line about changes takes of it


@dataclass(frozen=True, slots=True)
class RunningFoot:
    """The running foot: its type size, the widths of its parts and its height, and the size of the logo.

    ``lines`` tells how many lines the longer part takes, ``long_origin`` and ``long_current`` which items of the parts
    are longer than a line. ``changes`` is the height of the line about changes above both, 0 where there is none,
    and ``top`` the space above it.
    """

    size: float
    origin: float
    current: float
    height: float
    lines: int
    logo: float
    logo_height: float
    long_origin: tuple[bool, ...]
    long_current: tuple[bool, ...]
    changes: float = 0.0
    top: float = 0.0


def running(
    poster: Poster | House, measure: Measure, most: float, room: float, pad: float = RUNNING_PAD
) -> RunningFoot:
    """Return the running foot: at the left organisation and title, at the right what tells whether it is current."""
    left = [measure.regular(item) for item in _dotted(poster.origin)]
    *before, mark = [measure.bold(item) for item in _dotted((*poster.current, poster.mark))]
    right = [*before, solid(mark.width)]
    whole = MeasuredText(()).followed_by(*right).width
    logo, logo_height = _logo_size(poster.logo)
    taken = logo + LOGO_GAP if logo else 0.0
    size = most
    while True:
        choices = []
        for part in CURRENT_PARTS:
            current = min(whole * size + 1, part * (room - taken))
            origin = room - taken - current - GUTTER
            choices.append((max(_lines(left, origin / size), _lines(right, current / size)), current, origin))
        lines, current, origin = min(choices)
        if lines * size * LEADING <= RUNNING_MOST:
            changes = _changes_height(poster.changes, measure, room, size)
            height = 2 * pad + max(0.0, changes - CHANGES_UP * pad) + max(lines * size * LEADING, logo_height)
            size, origin, current, height, logo, logo_height, changes, top = (
                round(length, 2)
                for length in (size, origin, current, height, logo, logo_height, changes, pad * (1 - CHANGES_UP))
            )
            long = (_longer(left, origin / size), _longer(right, current / size))
            return RunningFoot(size, origin, current, height, lines, logo, logo_height, *long, changes, top)
        size *= SMALLER


def _changes_height(changes: str, measure: Measure, room: float, size: float) -> float:
    """Return the height of the line about changes; no code in it is divided."""
    if not changes:
        return 0.0
    text = MeasuredText(()).followed_by(*(solid(measure.regular(f"{word} ").width) for word in changes.split()))
    return text.lines(room / size) * LEADING * size


def _dotted(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return items that stand side by side, with a dot behind each but the last."""
    *most, last = items
    return (*(f"{item} ·" for item in most), last)


def _lines(items: list[MeasuredText], room: float) -> int:
    """Return how many lines items take: each is whole, unless it is longer than a line."""
    whole = MeasuredText(()).followed_by(*items)
    return 1 if whole.lines(room) == 1 else rows(items, room, 0.0)


def _longer(items: list[MeasuredText], room: float) -> tuple[bool, ...]:
    return tuple(item.width > room for item in items)


def _logo_size(logo: Logo | None) -> tuple[float, float]:
    if logo is None:
        return 0.0, 0.0
    height = min(LOGO_HEIGHT, LOGO_WIDTH / logo.ratio)
    return height * logo.ratio, height
