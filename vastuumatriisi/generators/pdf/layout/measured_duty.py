"""One duty, measured: how wide its words are, how its lines are set, and how high it is. Lengths are in A3 points.

Everything here is an estimate from advance widths; the engine's own boxes are checked afterwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from vastuumatriisi.design.fonts import face

from ..content.poster import PosterDuty, Remark
from .line_breaking import MeasuredText, rows, solid
from .link_codes import NO_BOX, NO_LINKS, LinkBox, LinkCodes, link_codes
from .paper import LEADING, LEAST_GAP, RULE_GAP, Measure

RULE = 0.8  # the line above a duty

# Parts of the body's size.
CODE = 0.68
CODE_GAP = 0.75
CODE_INSIDE, CODE_AFTER = 0.8, 0.2  # a code in its text, and the space after it
REMARK = 0.66
LARGER = 0.8  # codes and remarks where the duties themselves are hardly larger than what is still read well
REMARK_GAP = 0.16
REMARK_SPACE = 1.0  # between two remarks, in ems of their own size
HANGING = 0.3  # of a column is the most that the codes may take; wider ones stand above their texts

SPACE = face().widths.width(" ", 1.0)

SHORTEST_LAST_LINE = 0.25  # of a column
INDENT, INDENTS = 0.03, range(1, 12)  # of a column, and how many times

SCOPE = 0.7
PILL = 1.3  # the frame and padding of a mark and the space after it, in ems of its own size
LONG_MARK = 20.0  # ems; a wider mark goes on over several lines
LETTER_LEAST = 0.9  # the width of a letter inside its frame, in ems
SURE = 0.8  # of a line; a word that measures no more than that fits into it in the engine, too
SOFT_HYPHEN = "\u00ad"  # at one of these the engine ends a line otherwise where it must be ready to break words


@dataclass(frozen=True, slots=True)
class MeasuredDuty:
    """One duty, measured: texts in ems of their own sizes. ``narrow`` tells which remarks have a letter that leaves
    its frame as narrow as frames may be, ``scope`` how wide the mark of the scopes is, which the text includes.
    ``remark`` is the size of remarks, as a part of the body's, ``divided`` whether a text holds a soft hyphen.
    """

    code: MeasuredText
    text: MeasuredText
    scope: float
    remarks: tuple[MeasuredText, ...]
    narrow: tuple[bool, ...]
    links: LinkCodes = NO_LINKS
    remark: float = REMARK
    divided: bool = False

    @property
    def widest(self) -> float:
        """The widest part of its text and its remarks that a line end does not divide, in ems of the text."""
        return max((self.text.widest, *(remark.widest * self.remark for remark in self.remarks)))


class LetterMark(NamedTuple):
    """Whether a remark is longer than a line, and whether its letter is narrow. The engine finds out both by itself,
    but only by laying the text out three times.
    """

    long: bool
    narrow: bool


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How the lines of one duty are set.

    Its text ends ``indent`` times ``INDENT`` short of its column, so that no single word is left for its last line.
    ``long_scope`` tells whether the mark of its scopes takes several lines, ``breaks`` whether a word may be wider than
    a line and is broken then; the engine takes longer where it must be ready for that (1 ms a poster).
    """

    indent: int
    long_scope: bool
    marks: tuple[LetterMark, ...]
    links: LinkBox = NO_BOX
    breaks: bool = False


def measured(entry: PosterDuty, measure: Measure, link_code: float = 0.0) -> MeasuredDuty:
    """Return a duty measured; ``link_code`` is the side of the QR codes of its links."""
    text, scope = measure.regular(entry.text), MeasuredText(())
    if entry.scope:
        scope = measure.bold(entry.scope).followed_by(solid(PILL)).scaled(SCOPE)
    return MeasuredDuty(
        measure.bold(entry.code),
        _change(entry, measure).followed_by(text, solid(scope.width) if 0 < scope.width <= LONG_MARK else scope),
        scope.width,
        tuple(mark(remark, measure) for remark in entry.remarks),
        tuple(measure.bold(remark.label).width <= LETTER_LEAST for remark in entry.remarks),
        link_codes(entry.links, measure, link_code) if entry.links else NO_LINKS,
        divided=any(SOFT_HYPHEN in words for words in _texts(entry)),
    )


def _texts(entry: PosterDuty) -> Iterator[str]:
    yield from (entry.code, entry.text, entry.scope, entry.change)
    for remark in entry.remarks:
        yield from (remark.label, *remark.items)


def _change(entry: PosterDuty, measure: Measure) -> MeasuredText:
    """Return the word for what the duty is since the base, which stands in front of its text."""
    return solid((measure.bold(entry.change).width + PILL) * SCOPE) if entry.change else MeasuredText(())


def hanging(duty: MeasuredDuty, codes: float) -> MeasuredDuty:
    """Return the duty with its code beside its text, in a box as wide as ``codes`` ems, and with larger remarks."""
    return replace(duty, code=solid(codes * LARGER / CODE), remark=LARGER)


def running_on(duty: MeasuredDuty) -> MeasuredDuty:
    """Return the duty with its code as the first word of its text."""
    return replace(
        duty, code=MeasuredText(()), text=duty.code.scaled(CODE_INSIDE).followed_by(solid(CODE_AFTER), duty.text)
    )


def mark(remark: Remark, measure: Measure) -> MeasuredText:
    """Return a remark as it measures on one line: its label, framed where it is a letter, and what follows it."""
    label = measure.bold(remark.label)
    framed = _framed(label) if remark.counts_as else label
    if remark.address:
        *title, address = map(measure.regular, remark.items)
        return framed.followed_by(*title, solid(address.width))
    return framed.followed_by(measure.regular(", ".join(remark.items)))


def _framed(text: MeasuredText) -> MeasuredText:
    """Return a text in a frame, which is one part unless it takes several lines."""
    width = max(text.width, LETTER_LEAST) + PILL
    return solid(width) if width <= LONG_MARK else text.followed_by(solid(PILL))


def lines(duties: Sequence[MeasuredDuty], size: float, width: float, code: float) -> tuple[LineCounts, ...]:
    """Return for each duty how its lines are set in a column whose codes take ``code`` of its ``width``."""
    return tuple(_line_counts(duty, size, width - code) for duty in duties)


def _line_counts(duty: MeasuredDuty, size: float, room: float) -> LineCounts:
    box = duty.links.box(room)
    room = (room - box.width) / size
    marks = _marks(duty, room / duty.remark - REMARK_SPACE)
    steps = indent(duty.text, room)
    breaks = duty.divided or duty.widest > SURE * (1 - steps * INDENT) * room
    return LineCounts(steps, duty.scope > min(room, LONG_MARK), marks, box, breaks)


def _marks(duty: MeasuredDuty, most: float) -> tuple[LetterMark, ...]:
    return tuple(LetterMark(text.width > most, narrow) for text, narrow in zip(duty.remarks, duty.narrow, strict=True))


def indent(text: MeasuredText, room: float) -> int:
    """Return how many times ``INDENT`` of the room a text ends short of it, so that its last line is no single word."""
    lines = text.lines(room)
    if lines == 1 or text.last_line(room) >= SHORTEST_LAST_LINE * room:
        return 0
    for step in INDENTS:
        narrower = room - step * INDENT * room
        if text.lines(narrower) > lines or narrower < text.widest <= room:
            return 0
        if text.last_line(narrower) >= SHORTEST_LAST_LINE * room:
            return step
    return 0


def code_width(duties: Sequence[MeasuredDuty], size: float, width: float) -> float:
    """Return the width that the codes hang in beside texts in a column, 0 where they stand above or in them."""
    widest = max(duty.code.width for duty in duties)
    hanging = (widest * CODE + CODE_GAP) * size
    return hanging if widest and hanging <= HANGING * width else 0.0


def too_wide(duties: Sequence[MeasuredDuty], size: float, width: float) -> bool:
    """Tell whether a word is wider than what a column leaves beside the codes."""
    room = width - code_width(duties, size, width)
    return any(duty.text.widest * size > room - duty.links.box(room).width for duty in duties)


def heights(duties: Sequence[MeasuredDuty], size: float, width: float) -> list[float]:
    """Return the height of each duty in a column, with the rule above and the least gap below it."""
    code = code_width(duties, size, width)
    room = width - code
    above = 0.0 if code else CODE * size * LEADING
    return [(above if duty.code.parts else 0.0) + _height(duty, size, room) for duty in duties]


def _height(duty: MeasuredDuty, size: float, room: float) -> float:
    box = duty.links.box(room)
    room, smaller = room - box.width, duty.remark * size
    height = duty.text.lines(room / size) * size * LEADING
    lines = rows(duty.remarks, room / smaller, REMARK_SPACE)
    height += lines * smaller * LEADING + REMARK_GAP * size if lines else 0.0
    return RULE + (RULE_GAP + LEAST_GAP) * size + max(height, box.height)
