"""Lays a role sheet out: on one page if type of 11 pt or more allows, else on two; then as large as these hold it."""

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
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.locales.wording import direction

from .. import collection, engine
from ..filling import filled, spoken
from ..layout.measured_duty import SPACE
from ..layout.paper import LEADING
from .shares import Share
from .sheet import RoleSheet
from .shortening import entry_count, first_entries, left_out, plausible_count

HTML, CSS = "role.html.j2", "role.css.j2"
ROOMY, USUAL, SMALL, LEAST = 13.5, 12.0, 11.5, 11.0  # pt, the sizes of the duties
SHORT = 900  # characters; a sheet with fewer has room for the roomy size
MOST_PAGES = 2
NEARLY_ONE = 0.6  # of the duties begin on the first page where smaller type may bring all there
CODE_ADVANCE, CODE_GAP = 0.66, 0.8  # rem; of a letter of a code in bold, at most, and between code and text
LONGEST_CODE = 12  # letters; longer ones stand above the text


@dataclass(frozen=True, slots=True)
class Setting:
    """What the template needs beside the words: sizes in pt and rem, and the shares that are shown in full.

    ``left_out`` names the units of the others with the codes there; ``palettes`` maps a level to its colours.
    """

    size: float
    compact: bool
    palette: int
    palettes: dict[int, int]
    code: float
    mark: float
    shares: tuple[Share, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class FittedSheet:
    """A finished role sheet; ``lasting`` tells whether it would be the same with other fonts on this machine."""

    data: bytes
    pages: int
    size: float
    lasting: bool
    notes: tuple[Text, ...] = field(default=())


def render_role_sheet(sheet: RoleSheet, design: Design) -> FittedSheet:
    """Return the finished sheet. Raises UserError, naming the role, where the engine warns of anything."""
    with _bounded(sheet, design):
        return _rendered(sheet, design, frozenset())


def _rendered(sheet: RoleSheet, design: Design, missing: frozenset[str]) -> FittedSheet:
    with engine.collected_warnings() as warnings:
        attempt = _Attempt(sheet, design, missing, warnings)
        setting, document = _fitted(attempt)
        data = engine.pdf_bytes(document)
        attempt.raise_on_warnings()
    if warnings.missing - missing:
        return _rendered(sheet, design, missing | warnings.missing)
    lasting = not attempt.fonts.system and not missing
    notes = tuple(_notes(attempt, len(document.pages), setting, missing))
    return FittedSheet(data, len(document.pages), setting.size, lasting, notes)


def render_collection(sheets: tuple[RoleSheet, ...], title: str, design: Design) -> tuple[bytes, int, bool]:
    """Return all the sheets as one PDF of that title, with a bookmark for each, and the number of its pages.

    The third value tells whether it would be the same with other fonts on this machine.
    """
    parts = [collection.Part(partial(_Attempt, sheet, design), partial(_bounded, sheet, design)) for sheet in sheets]
    times = times_of_drawing(map(_times, sheets))
    drawing = partial(bounded, message("template.role_collection"), design.name, HTML, times)
    return collection.render(parts, lambda attempt: _fitted(attempt)[1], title, drawing)


def _bounded(sheet: RoleSheet, design: Design, spent: list[float] | None = None) -> AbstractContextManager[None]:
    """Give the sheet up where its template takes too much."""
    return bounded(message("template.role", id=sheet.id), design.name, HTML, _times(sheet), spent)


def _times(sheet: RoleSheet) -> float:
    return times_of(sum(share.count for share in sheet.shares))


def _fitted(attempt: "_Attempt") -> tuple[Setting, Any]:
    roomy = sum(len(entry.text) for share in attempt.sheet.shares for block in share.blocks for entry in block.entries)
    sizes = (ROOMY, USUAL, SMALL, LEAST) if roomy < SHORT else (USUAL, SMALL, LEAST)
    tried: list[tuple[Setting, Any]] = []
    if (plausible := plausible_count(attempt.sheet.shares)) < entry_count(attempt.sheet.shares):
        setting = _of_first(attempt, attempt.setting(LEAST), plausible)
        return _shortened(attempt, (setting, attempt.layout(setting)))
    for size in sizes:
        setting = attempt.setting(size)
        document = attempt.layout(setting)
        if len(document.pages) == 1:
            return setting, document
        tried.append((setting, document))
        few = _entries_before(document, 1) < NEARLY_ONE * entry_count(setting.shares)
        if few and len(document.pages) == MOST_PAGES:
            break  # no size makes one page of that
    fitting = [one for one in tried if len(one[1].pages) <= MOST_PAGES]
    return fitting[0] if fitting else _shortened(attempt, tried[-1])


def _shortened(attempt: "_Attempt", least: tuple[Setting, Any]) -> tuple[Setting, Any]:
    """Return the sheet with the texts that two pages hold, and the codes of the others, which are the weakest."""
    setting, document = least
    count = entry_count(setting.shares)
    while count > 1 and len(document.pages) > MOST_PAGES:
        shown = _entries_before(document, MOST_PAGES)
        count = min(count - 1, max(1, shown - 2)) if shown < count else count - 1
        setting = _of_first(attempt, setting, count)
        document = attempt.layout(setting)
    return setting, document


def _of_first(attempt: "_Attempt", setting: Setting, count: int) -> Setting:
    shares = attempt.sheet.shares
    return replace(setting, shares=first_entries(shares, count), left_out=left_out(shares, count))


def _entries_before(document: Any, pages: int) -> int:
    """Return how many entries begin on the first pages."""
    return sum(
        1
        for page in document.pages[:pages]
        for box in page._page_box.descendants()
        if box.element is not None and box.element_tag == "li" and not isinstance(box, engine.LineBox)
    )


def _engine(
    shown: tuple[Family, ...], design: Design, size: float, towards: str, *, system_fonts: bool
) -> engine.PdfEngine:
    values = {
        "families": shown,
        "theme": design.theme,
        "leading": LEADING,
        "small": round(LEAST / size, 4),
        "compact": size < USUAL,
        "start": "left" if towards == "ltr" else "right",
        "end": "right" if towards == "ltr" else "left",
    }
    return engine.pdf_engine(
        filled(CSS, design, values),
        tuple(face for family in shown for face in family.faces),
        tuple((name, content) for name, content in design.templates.items() if not name.endswith((".j2", *ENDINGS))),
        design.name,
        system_fonts=system_fonts,
    )


class _Attempt:
    """One role sheet being laid out: holds its fonts and the engine's warnings."""

    def __init__(
        self, sheet: RoleSheet, design: Design, missing: frozenset[str], warnings: engine.EngineWarnings
    ) -> None:
        self.sheet = sheet
        self.design = design
        self.families = design.poster_fonts(sheet.fonts)
        self.replaced = {ord(character): fonts.REPLACEMENT for character in missing}
        self.warnings = warnings
        self.fonts = fonts.Fonts((), system=False, notes=())

    def setting(self, size: float) -> Setting:
        levels = len(self.design.theme.levels)
        blocks = [block for share in self.sheet.shares for block in share.blocks]
        palettes = {block.level: (block.level - 1) % levels + 1 for block in blocks}
        longest = max((len(entry.code) for block in blocks for entry in block.entries), default=0)
        code = longest * CODE_ADVANCE * LEAST / size + CODE_GAP if longest <= LONGEST_CODE else 0.0
        own = (self.sheet.level - 1) % levels + 1 if self.sheet.level else 0
        return Setting(
            size, size < USUAL, own, palettes, round(code, 3), round(max(code - SPACE, 0.0), 3), self.sheet.shares
        )

    def layout(self, setting: Setting) -> Any:
        words = self.design.wording
        values = {
            "sheet": self.sheet,
            "set": setting,
            "wording": words,
            "spoken": spoken(self.sheet.language, words.language),
            "words_direction": direction(words.language),
        }
        html = filled(HTML, self.design, values).translate(self.replaced)
        self.fonts = fonts.fonts_for(html, self.families)
        towards, system_fonts = self.sheet.direction, self.fonts.system
        try:
            pdf_engine = _engine(self.fonts.families, self.design, setting.size, towards, system_fonts=system_fonts)
        except engine.URLFetchingError:
            self.raise_on_warnings()
            raise
        # Before the layout: without a font that it was promised the engine does not raise, it ends the process.
        self.raise_on_warnings()
        return pdf_engine.layout(html)

    def raise_on_warnings(self) -> None:
        if self.warnings.messages:
            said = {"role": self.sheet.id, "warnings": self.warnings.told}
            raise UserError(message("layout.warns_of_role", **said, template=f"{self.design.name}/{HTML}", style=CSS))


def _notes(attempt: _Attempt, pages: int, setting: Setting, missing: frozenset[str]) -> Iterator[Text]:
    if attempt.sheet.people:
        # Which character is missing would tell of a name, which no note may.
        if missing or attempt.fonts.notes:
            yield message("layout.some_characters")
        return
    yield from attempt.fonts.notes
    if missing:
        yield message("layout.no_font", characters=fonts.listed(missing))
    if setting.left_out:
        count = entry_count(attempt.sheet.shares) - entry_count(setting.shares)
        yield message("layout.left_out", count=count)
    if pages > MOST_PAGES:
        yield message("layout.long_text", pages=pages)
