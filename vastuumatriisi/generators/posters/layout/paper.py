"""The sheet in points of A3, which other papers scale, and texts as they measure in the poster's faces."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.design.fonts import PACKAGED, Family
from vastuumatriisi.generators.posters.layout.line_breaking import MeasuredText, text

WIDTH, HEIGHT = 841.89, 1190.55  # A3 portrait, 297 × 420 mm (ISO 216)
SIDE = 48.0  # the margin at the left and at the right
ROOM = WIDTH - 2 * SIDE

# The length of one A3 point on each paper, in points. The sides of the papers are whole millimetres, so their ratios
# differ a little; these are the smaller ones.
POINT = {"A4": 210 / 297, "A3": 1.0, "A2": 420 / 297}

MM = 72 / 25.4  # in points

LEADING = 1.21  # of running text
TIGHT = 1.08  # of large names


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures texts, ``caution`` times wider than the fonts say (an engine's lines are never exactly those of sums).

    ``replaced`` maps the code points that no font has to what stands for them; ``families`` are asked in their order.
    """

    caution: float = 1.0
    replaced: Mapping[int, str] = field(default_factory=dict)
    families: tuple[Family, ...] = PACKAGED
    # The same words are asked for again and again while sizes are tried.
    known: dict[tuple[str, bool], MeasuredText] = field(default_factory=dict, init=False, repr=False, compare=False)

    def regular(self, content: str) -> MeasuredText:
        return self._text(content, bold=False)

    def bold(self, content: str) -> MeasuredText:
        return self._text(content, bold=True)

    def _text(self, content: str, *, bold: bool) -> MeasuredText:
        if (content, bold) not in self.known:
            self.known[content, bold] = self._measured(content, bold=bold)
        return self.known[content, bold]

    def _measured(self, content: str, *, bold: bool) -> MeasuredText:
        shown = content.translate(self.replaced)
        first, *others = (family.face(bold=bold) for family in self.families)
        known = first.characters >= set(shown) - {"\n"}
        return text(shown, first.widths if known else first.with_stand_ins(others)).scaled(self.caution)


def largest(most: float, least: float, fits: Callable[[float], bool], steps: int = 2) -> float:
    """Return the largest size between two that fits, in ``steps`` to the point, ``least`` if none does."""
    low, high = 0, int((most - least) * steps)
    if fits(least + high / steps):
        return least + high / steps
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(least + middle / steps) else (low, middle)
    return least + low / steps
