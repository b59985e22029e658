"""The sheet in points of A3, which other papers scale, and texts as they measure in the poster's faces."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.fonts import face
from vastuumatriisi.generators.posters.glyphs import with_fallbacks
from vastuumatriisi.generators.posters.text import Text, text

WIDTH, HEIGHT = 841.89, 1190.55  # A3 portrait, 297 × 420 mm (ISO 216)
SIDE = 48.0  # the margin at the left and at the right
ROOM = WIDTH - 2 * SIDE

# The length of one A3 point on each paper, in points. The sides of the papers are whole millimetres, so their ratios
# differ a little; these are the smaller ones.
POINT = {"A4": 210 / 297, "A3": 1.0, "A2": 420 / 297}

LEADING = 1.24  # of running text
TIGHT = 1.08  # of large names


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures texts, ``caution`` times wider than the fonts say (an engine's lines are never exactly those of sums).

    ``replaced`` maps the code points that no font has to what stands for them.
    """

    caution: float = 1.0
    replaced: Mapping[int, str] = field(default_factory=dict)

    def regular(self, content: str) -> Text:
        return self._text(content, bold=False)

    def bold(self, content: str) -> Text:
        return self._text(content, bold=True)

    def _text(self, content: str, *, bold: bool) -> Text:
        shown = content.translate(self.replaced)
        widths = face(bold=bold).widths
        known = widths.widths.keys() >= set(map(ord, shown)) - {ord("\n")}
        return text(shown, widths if known else with_fallbacks(bold=bold)).scaled(self.caution)


def largest(most: float, least: float, fits: Callable[[float], bool]) -> float:
    """Return the largest size in half points between two that fits, ``least`` if none does."""
    low, high = 0, round((most - least) * 2)
    if fits(least + high / 2):
        return least + high / 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(least + middle / 2) else (low, middle)
    return least + low / 2
