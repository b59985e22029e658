"""The groups of a house, measured: the band that names each, the people below it, and its duties.

Lengths are in A3 points or, where the size of the type is open, in ems.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ..content.house import Group, Holder
from ..content.people import People
from . import foot, measured_duty
from .line_breaking import MeasuredText
from .paper import LEADING, SMALLER, TIGHT, Measure

# Parts of the body's size, of the band that names a group.
GROUP_NAME = 1.45
GROUP_LEADS = 0.86
GROUP_SUPPORTS = 0.68
GROUP_PAD = 0.42
HOLDER, HOLDER_ROLE = 1.2, 0.9  # the names of people, and the role behind them
GROUP_GAP = 1.0  # below a group
STRIPE = 0.16

DutyRange = tuple[int, int, int]  # a group, and which of its duties: first, last + 1


@dataclass(frozen=True, slots=True)
class BandRoom:
    """How high what names a group may become in the smallest type and in the widest of several columns."""

    height: float
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class GroupHead:
    """What names a group, measured: its name as it may have to be continued, and the people below it.

    ``word`` is the width of its widest word, ``scale`` by how much its type is smaller than usual.
    """

    name: MeasuredText
    word: float
    level: int
    leads: MeasuredText
    supports: MeasuredText
    holders: tuple[MeasuredText, ...] = ()
    scale: float = 1.0

    def height(self, body: float, width: float) -> float:
        """Return the height of all with the space below it, where the duties are set in ``body`` points."""
        return self._height(body * self.scale, width) + GROUP_GAP * body

    def _height(self, size: float, width: float) -> float:
        pad, name = size * GROUP_PAD, size * GROUP_NAME
        room = width - 2 * pad
        height = self.name.lines(room / name) * name * TIGHT + 2 * pad + self.level * 2 * STRIPE * size
        people = ((self.leads, size * GROUP_LEADS), (self.supports, size * GROUP_SUPPORTS))
        lines = sum(text.lines(room / smaller) * smaller * LEADING for text, smaller in people if text.parts)
        lines += sum(text.lines(room / size) * HOLDER * size * LEADING for text in self.holders)
        return height + (lines + 2 * pad if lines else 0.0)

    def fitted(self, room: BandRoom) -> "GroupHead":
        """Return it in type so small that it is no higher than its room."""
        scale = 1.0
        while self._height(room.size * scale, room.width) > room.height:
            scale *= SMALLER
        return replace(self, word=self.word * scale, scale=scale) if scale < 1 else self


@dataclass(frozen=True, slots=True)
class MeasuredGroups:
    """All groups, measured once and asked for many sizes."""

    groups: tuple[Group, ...]
    bands: tuple[GroupHead, ...]
    duties: tuple[tuple[measured_duty.MeasuredDuty, ...], ...]

    def head(self, number: int, size: float, width: float) -> float:
        """Return the height of a group's band and of the people below it."""
        return self.bands[number].height(size, width)

    def height(self, place: DutyRange, size: float, width: float) -> float:
        number, first, last = place
        duties = self.duties[number][first:last]
        return self.head(number, size, width) + sum(measured_duty.heights(duties, size, width))

    def whole(self, numbers: Sequence[int]) -> tuple[DutyRange, ...]:
        return tuple((number, 0, len(self.duties[number])) for number in numbers)

    def widest(self, numbers: Sequence[int]) -> float:
        """Return the width in ems of the widest word of some groups' duties and names."""
        words = [duty.text.widest for number in numbers for duty in self.duties[number]]
        return max(*words, *(self.bands[number].word for number in numbers))


def measured(groups: Iterable[Group], measure: Measure, room: BandRoom, *, hanging: bool = False) -> MeasuredGroups:
    """Return the groups measured, their codes in the texts or ``hanging`` beside them, all as wide as the widest."""
    groups = tuple(groups)
    duties = [[measured_duty.measured(entry, measure) for entry in group.entries] for group in groups]
    codes = max((duty.code.width for group in duties for duty in group), default=0.0)
    set_so = tuple(
        tuple(measured_duty.hanging(duty, codes) if hanging else measured_duty.running_on(duty) for duty in group)
        for group in duties
    )
    return MeasuredGroups(groups, tuple(_band(group, measure).fitted(room) for group in groups), set_so)


def _band(group: Group, measure: Measure) -> GroupHead:
    leads, supports = _people(group.leads, measure.bold), _people(group.supports, measure.regular)
    holders = tuple(_holder(holder, measure) for holder in group.holders)
    words = (
        measure.bold(group.name).widest * GROUP_NAME,
        leads.widest * GROUP_LEADS,
        supports.widest * GROUP_SUPPORTS,
        *(holder.widest for holder in holders),
    )
    return GroupHead(
        name=measure.bold(group.continued),
        word=max(words) + 2 * GROUP_PAD,
        level=group.level,
        leads=leads,
        supports=supports,
        holders=holders,
    )


def _holder(holder: Holder, measure: Measure) -> MeasuredText:
    """Return a line of people in ems of the duties."""
    return measure.bold(f"{holder.names} ").scaled(HOLDER).followed_by(measure.regular(holder.role).scaled(HOLDER_ROLE))


def _people(people: People | None, face: Callable[[str], MeasuredText]) -> MeasuredText:
    return face(f"{people.label} {foot.joined(people.names)}") if people else MeasuredText(())
