"""A poster laid out until everything on it fits: once as a rule, and again a little smaller where it does not."""

from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.dress import Dress
from vastuumatriisi.generators.posters import boxes, engine, glyphs, page
from vastuumatriisi.generators.posters.content import Poster
from vastuumatriisi.generators.posters.measures import Measure
from vastuumatriisi.generators.posters.setting import Setting, setting

# How much wider than its advance widths text is taken to be, in the order tried. Kerning makes lines a little shorter;
# a script that the tables of widths do not know may need much more.
CAUTIONS = (1.0, 1.02, 1.05, 1.1, 1.2, 1.4, 1.8, 2.5)

UNEVEN = 0.4  # ems of the duties; a gap that is further from what the real heights allow calls for another layout


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished poster; ``missing`` are characters that no font has and a replacement stands for."""

    data: bytes
    pages: int
    setting: Setting
    layouts: int
    fonts: glyphs.Fonts
    missing: frozenset[str] = field(default=frozenset())


def printed(poster: Poster, dress: Dress, missing: frozenset[str] = frozenset()) -> Printed:
    """Return the finished poster. Raises RuntimeError, naming the poster, where the engine warns of anything."""
    with engine.listening() as complaints:
        attempt = _Attempt(poster, dress, missing, complaints)
        chosen, document = _fitted(attempt)
        data = document.write_pdf(**engine.PDF)
        attempt.heed()
    if complaints.missing - missing:
        return printed(poster, dress, missing | complaints.missing)
    return Printed(data, len(document.pages), chosen, attempt.layouts, attempt.fonts, missing)


def _fitted(attempt: "_Attempt") -> tuple[Setting, Any]:
    faults: tuple[str, ...] = ()
    for caution in CAUTIONS:
        chosen = attempt.setting(caution)
        document = attempt.layout(chosen)
        faults = boxes.faults(document, len(chosen.sheets))
        if not faults:
            return _evened(attempt, chosen, document)
    raise RuntimeError(f"The poster of {attempt.poster.unit} does not fit its sheet at any size ({', '.join(faults)}).")


def _evened(attempt: "_Attempt", chosen: Setting, document: Any) -> tuple[Setting, Any]:
    """Return the poster with its spaces as the real heights leave them, where these are far from the expected ones."""
    heights = boxes.heights(document, chosen.point)
    evened = chosen.spread(chosen.without_gaps(heights))
    if chosen.gap_difference(evened) <= UNEVEN:
        return chosen, document
    better = attempt.layout(evened)
    return (chosen, document) if boxes.faults(better, len(evened.sheets)) else (evened, better)


class _Attempt:
    """One poster on its way through the engine: counts its layouts and knows its fonts."""

    def __init__(self, poster: Poster, dress: Dress, missing: frozenset[str], complaints: engine.Complaints) -> None:
        self.poster = poster
        self.dress = dress
        self.replaced = {ord(character): glyphs.REPLACEMENT for character in missing}
        self.complaints = complaints
        self.fonts = glyphs.Fonts((), system=False, notes=())
        self.layouts = 0

    def setting(self, caution: float) -> Setting:
        theme = self.dress.theme
        return setting(self.poster, theme.poster, len(theme.levels), Measure(caution, self.replaced))

    def layout(self, chosen: Setting) -> Any:
        html = page.html(self.poster, chosen, self.dress).translate(self.replaced)
        self.fonts = glyphs.fonts_for(html, self.dress.theme.fonts["poster"])
        press = engine.press(
            page.css(self.fonts.families, self.dress),
            tuple(face for _, family in self.fonts.families for face in family),
            tuple((name, content) for name, content in self.dress.templates.items() if not name.endswith(".j2")),
            system_fonts=self.fonts.system,
        )
        # Before the layout: without a font that it was promised the engine does not raise, it ends the process.
        self.heed()
        self.layouts += 1
        return press.layout(html)

    def heed(self) -> None:
        if self.complaints.messages:
            messages = "; ".join(self.complaints.messages)
            raise RuntimeError(f"The poster of {self.poster.unit} has faults: {messages}")
