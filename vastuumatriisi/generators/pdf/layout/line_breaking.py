"""How many lines a text takes: cut into parts once, asked for many sizes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from vastuumatriisi.text.widths import FontWidths

# Ideographs, kana, hangul and fullwidth forms: a line may end after each of them.
IDEOGRAPH = "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]"
# A line may end inside a word only after a hyphen, dash or slash between letters (Unicode TR 14, HY, BA and SY).
BREAK = re.compile(rf"(?<=[^\W_][-–/])(?=[^\W\d_])|(?<={IDEOGRAPH})|(?={IDEOGRAPH})")
NO_BREAK = "\u00a0"
BREAKING = re.compile(rf"[^\S{NO_BREAK}]+")
MAY_BREAK = re.compile(rf"[-–/]|{IDEOGRAPH}")
LONG_WORD = 100  # letters; over the many lines of such a word adds up what each line is short of one more letter


@dataclass(frozen=True)
class MeasuredText:
    """The parts of a text that a line end cannot divide; all widths are in ems.

    Each part is (its width, its width with the space that follows it). ``starts`` are the numbers of the parts that
    begin a line in any case. ``letter`` is the width of the widest letter of its long words.
    """

    parts: tuple[tuple[float, float], ...]
    starts: tuple[int, ...] = ()
    letter: float = 0.0

    @cached_property
    def widest(self) -> float:
        return max((solid for solid, _ in self.parts), default=0.0)

    @cached_property
    def width(self) -> float:
        """The width of the text on one line."""
        return sum(advance for _, advance in self.parts)

    def lines(self, room: float) -> int:
        """Return how many lines of ``room`` ems the text takes; a part that is wider is broken anywhere."""
        return self._set(room)[0]

    def last_line(self, room: float) -> float:
        """Return how far the last line reaches, in ems."""
        return self._set(room)[1]

    @cached_property
    def _edges(self) -> tuple[list[float], list[float]]:
        """Where each part starts and ends while nothing is broken."""
        starts = [0.0, *accumulate(advance for _, advance in self.parts)]
        return starts, [start + solid for start, (solid, _) in zip(starts, self.parts, strict=False)]

    @cached_property
    def _own_lines(self) -> tuple["MeasuredText", ...]:
        """The stretches between the line ends that the text has itself."""
        return tuple(
            MeasuredText(self.parts[a:b], letter=self.letter) for a, b in pairwise((0, *self.starts, len(self.parts)))
        )

    def _set(self, room: float) -> tuple[int, float]:
        if self.starts:
            stretches = [stretch._set(room) for stretch in self._own_lines]
            return sum(count for count, _ in stretches), stretches[-1][1]
        if self.widest > room:
            return self._broken(room)
        starts, ends = self._edges
        count, first = 1, 0
        while (following := bisect_right(ends, starts[first] + room, first)) < len(ends):
            count, first = count + 1, following
        return count, ends[-1] - starts[first] if ends else 0.0

    def _broken(self, room: float) -> tuple[int, float]:
        count, used, reach = 1, 0.0, 0.0
        filled = max(room - self.letter, room / 2)
        for solid, advance in self.parts:
            if used and used + solid > room:
                count, used = count + 1, 0.0
            if solid > room:
                whole = int(solid / filled)
                count, used = count + whole, -whole * filled
            reach = used + solid
            used += advance
        return count, reach

    def followed_by(self, *others: "MeasuredText") -> "MeasuredText":
        parts, starts = [*self.parts], [*self.starts]
        for other in others:
            starts += [len(parts) + start for start in other.starts]
            parts += other.parts
        letter = max(self.letter, *(other.letter for other in others), 0.0)
        return MeasuredText(tuple(parts), tuple(starts), letter)

    def above(self, *others: "MeasuredText") -> "MeasuredText":
        """Return the text with others below it, each on lines of its own."""
        texts = [one for one in (self, *others) if one.parts]
        starts = list(accumulate(len(one.parts) for one in texts))[:-1]
        return replace(MeasuredText(()).followed_by(*texts), starts=tuple(starts))

    def scaled(self, factor: float) -> "MeasuredText":
        """Return the text as it measures beside others when it is set ``factor`` times their size."""
        if factor == 1:
            return self
        parts = tuple((solid * factor, advance * factor) for solid, advance in self.parts)
        return MeasuredText(parts, self.starts, self.letter * factor)


def text(content: str, widths: FontWidths) -> MeasuredText:
    """Return ``content`` as it is measured in a face."""
    if "\n" in content:
        first, *others = (text(line, widths) for line in content.split("\n"))
        return first.above(*others)
    # Of all white space only this one keeps a line from ending.
    words = content.split() if NO_BREAK not in content else [word for word in BREAKING.split(content) if word]
    letters = set("".join(word for word in words if len(word) >= LONG_WORD))
    letter = max((widths.width(letter, 1.0) for letter in letters), default=0.0)
    if not MAY_BREAK.search(content):
        space = widths.width(" ", 1.0)
        solids = [widths.width(word, 1.0) for word in words]
        return MeasuredText(tuple((width, width + space) for width in solids), letter=letter)
    return MeasuredText(tuple(_parts(words, widths)), letter=letter)


def solid(width: float) -> MeasuredText:
    """Return a part of its own, ``width`` ems wide: a mark in a frame."""
    return MeasuredText(((width, width),))


def rows(blocks: Iterable[MeasuredText], room: float, space: float) -> int:
    """Return how many lines texts take side by side, each held together and with ``space`` after it.

    One that is too long has lines of its own.
    """
    count, used = 0, room
    for block in blocks:
        if used + block.width + space > room:
            count, used = count + block.lines(room - space), 0.0
        used += block.width + space
    return count


def _parts(words: list[str], widths: FontWidths) -> Iterator[tuple[float, float]]:
    space = widths.width(" ", 1.0)
    for word in words:
        # An address is held together.
        *most, last = [widths.width(part, 1.0) for part in (BREAK.split(word) if "@" not in word else [word]) if part]
        yield from ((width, width) for width in most)
        yield last, last + space
