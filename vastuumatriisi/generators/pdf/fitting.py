"""Lays a poster out, and repeats it with wider estimates of its text until everything on it fits."""

import math
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from vastuumatriisi.design import fonts
from vastuumatriisi.design.design import Design
from vastuumatriisi.design.fonts import ENDINGS, Family
from vastuumatriisi.errors import UserError
from vastuumatriisi.generators.templating.giving_up import bounded, times_of, times_of_drawing
from vastuumatriisi.locales.message import Message, message

from . import collection, engine, templates
from .content.house import House
from .content.poster import Poster, PosterSheet
from .content.qr_and_logo import modules
from .filling import compile_templates
from .laid_out import heights, overflows
from .layout.house_layout import layout_site_poster
from .layout.paper import MM, Measure, PosterLayout
from .layout.unit_layout import layout_unit_poster

# How much wider than its advance widths text is taken to be, in the order tried. Kerning makes lines a little shorter;
# a script that the tables of widths do not know may need much more.
WIDTH_FACTORS = (1.0, 1.02, 1.05, 1.1, 1.2, 1.4, 1.8, 2.5)

# Ems of the duties; a gap that is further from what the real heights allow calls for another layout.
MAX_GAP_ERROR = 0.4


@dataclass(frozen=True, slots=True)
class FittedPoster:
    """A finished poster; ``missing`` are characters that no font has and a replacement stands for.

    ``module`` is the width of a module of its QR code in mm, ``link_module`` the least of those of its duties' links;
    they are infinite where it has none.
    """

    data: bytes
    pages: int
    layout: PosterLayout
    layout_count: int
    fonts: fonts.Fonts
    module: float
    link_module: float
    missing: frozenset[str] = field(default=frozenset())


def render_poster(poster: Poster | House, design: Design) -> FittedPoster:
    """Return the finished poster. Raises UserError, naming the poster, where the engine warns of anything."""
    with _bounded(poster, design):
        return _rendered(poster, design, frozenset())


def render_preview(poster: Poster | House, design: Design) -> FittedPoster:
    """Return the poster with its picture in the place of its PDF; the two have the time of one."""
    from .previews import picture  # most posters have none

    with _bounded(poster, design):
        made = _rendered(poster, design, frozenset())
        return replace(made, data=picture(made.data))


def _rendered(poster: Poster | House, design: Design, missing: frozenset[str]) -> FittedPoster:
    with engine.collected_warnings() as warnings:
        attempt = _Attempt(poster, design, missing, warnings)
        chosen, document = _fitted(attempt)
        data = engine.pdf_bytes(document, poster.sheet.bleed * MM)
        attempt.raise_on_warnings()
    if warnings.missing - missing:
        return _rendered(poster, design, missing | warnings.missing)
    widths = _module(poster, chosen), min(_link_modules(poster, chosen), default=math.inf)
    return FittedPoster(data, len(document.pages), chosen, attempt.layout_count, attempt.fonts, *widths, missing)


def _bounded(poster: Poster | House, design: Design, spent: list[float] | None = None) -> AbstractContextManager[None]:
    """Give the poster up where its template takes too much."""
    what = message("template.poster", id=poster.id)
    return bounded(what, design.name, templates.template(poster), _times(poster), spent)


def _times(poster: Poster | House) -> float:
    parts = (poster,) if isinstance(poster, Poster) else poster.groups
    return times_of(sum(len(part.entries) for part in parts))


def _module(poster: Poster | House, chosen: PosterLayout) -> float:
    if poster.code is None:
        return math.inf
    side: float = chosen.foot.code if isinstance(poster, Poster) else chosen.head.code
    return side * chosen.point / MM / modules(poster.code)


def _link_modules(poster: Poster | House, chosen: PosterLayout) -> Iterator[float]:
    if isinstance(poster, House):
        return
    for duty, lines in (block for sheet in chosen.sheets for column in sheet for block in column.blocks):
        yield from (lines.links.side * chosen.point / MM / modules(code) for code in duty.links)


def render_collection(posters: tuple[Poster | House, ...], title: str, design: Design) -> tuple[bytes, int, bool]:
    """Return all the posters as one PDF of that title, with a bookmark for each, and the number of its pages.

    The third value tells whether it would be the same with other fonts on this machine.
    """
    parts = [
        collection.Part(partial(_Attempt, poster, design), partial(_bounded, poster, design)) for poster in posters
    ]
    return collection.render(
        parts, lambda attempt: _fitted(attempt)[1], title, partial(_drawn, posters, design), posters[0].sheet.bleed * MM
    )


def _drawn(posters: tuple[Poster | House, ...], design: Design, spent: list[float]) -> AbstractContextManager[None]:
    """Give all the posters up where what is drawn of them, which is done at once, takes too much."""
    times = times_of_drawing(map(_times, posters))
    return bounded(message("template.collection"), design.name, templates.template(posters[0]), times, spent)


WARM_UP_PAGE = "<!DOCTYPE html><html><head><title>–</title></head><body><p>a <strong>b</strong></p></body></html>"


def warm_up(design: Design) -> None:
    """Make a page that nobody sees, so that all that the posters in this design have in common is at hand.

    Raises whatever is wrong with the design; the first poster would say it better.
    """
    compile_templates(design)
    families = design.poster_fonts(())
    measure = Measure(families=families)
    measure.regular("a"), measure.bold("b")
    with engine.collected_warnings():
        engine.pdf_bytes(_engine(families[:1], PosterSheet(), design, system_fonts=False).layout(WARM_UP_PAGE))


def _engine(shown: tuple[Family, ...], sheet: PosterSheet, design: Design, *, system_fonts: bool) -> engine.PdfEngine:
    """Return the engine for posters that show characters of some of the families."""
    return engine.pdf_engine(
        templates.css(shown, sheet, design),
        tuple(face for family in shown for face in family.faces),
        tuple((name, content) for name, content in design.templates.items() if not name.endswith((".j2", *ENDINGS))),
        design.name,
        system_fonts=system_fonts,
    )


def _fitted(attempt: "_Attempt") -> tuple[PosterLayout, Any]:
    failed: tuple[str, ...] = ()
    for caution in WIDTH_FACTORS:
        chosen = attempt.plan_layout(caution)
        document = attempt.layout(chosen)
        failed = overflows(document, len(chosen.sheets))
        if not failed:
            return _evened(attempt, chosen, document)
    # The program's own templates fit at the latest when lines are taken to be much longer than they are.
    raise UserError(_unfitting(attempt, failed))


def _unfitting(attempt: "_Attempt", failed: tuple[str, ...]) -> Message:
    many_sheets = message("layout.more_sheets") if "sheets" in failed else None
    return message(
        "layout.does_not_fit",
        poster=attempt.poster.id,
        what=many_sheets or [message("layout.part", name=name) for name in failed],
        template=f"{attempt.design.name}/{templates.template(attempt.poster)}",
        style=templates.CSS,
    )


def _evened(attempt: "_Attempt", chosen: PosterLayout, document: Any) -> tuple[PosterLayout, Any]:
    """Return the poster with its spaces as the real heights leave them, where these are far from the expected ones."""
    evened = chosen.spread(chosen.without_gaps(heights(document, chosen.point)))
    if chosen.gap_difference(evened) <= MAX_GAP_ERROR:
        return chosen, document
    better = attempt.layout(evened)
    return (chosen, document) if overflows(better, len(evened.sheets)) else (evened, better)


class _Attempt:
    """One poster being laid out: counts its layouts, holds its fonts and the engine's warnings."""

    def __init__(
        self, poster: Poster | House, design: Design, missing: frozenset[str], warnings: engine.EngineWarnings
    ) -> None:
        self.poster = poster
        self.design = design
        self.families = design.poster_fonts(poster.fonts)
        self.replaced = {ord(character): fonts.REPLACEMENT for character in missing}
        self.warnings = warnings
        self.fonts = fonts.Fonts((), system=False, notes=())
        self.layout_count = 0

    def plan_layout(self, caution: float) -> PosterLayout:
        theme, measure = self.design.theme, Measure(caution, self.replaced, self.families)
        if isinstance(self.poster, House):
            return layout_site_poster(self.poster, theme.poster, len(theme.levels), measure)
        return layout_unit_poster(self.poster, theme.poster, len(theme.levels), measure)

    def layout(self, chosen: PosterLayout) -> Any:
        html = templates.html(self.poster, chosen, self.design).translate(self.replaced)
        self.fonts = fonts.fonts_for(html, self.families)
        try:
            pdf_engine = _engine(self.fonts.families, self.poster.sheet, self.design, system_fonts=self.fonts.system)
        except engine.URLFetchingError:
            self.raise_on_warnings()
            raise
        # Before the layout: without a font that it was promised the engine does not raise, it ends the process.
        self.raise_on_warnings()
        self.layout_count += 1
        return pdf_engine.layout(html)

    def raise_on_warnings(self) -> None:
        if self.warnings.messages:
            said = {"poster": self.poster.id, "warnings": self.warnings.told}
            raise UserError(message("layout.warns_of_poster", **said, folder=self.design.name))
