"""Looks -> fonts, fills, borders and alignments of the theme."""

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from vastuumatriisi.design.design import VisualTheme

from ..sheet import CellFormat

FREE = {"alert", "cover", "title", "note", "label", "paragraph", "link"}  # outside of any table
MIDDLE = {"letter", "blank", "numeral", "total", "share", "sum", "number_head"}
STRONG = {
    *("alert", "cover", "title", "heading", "label", "name", "fact", "band_row"),
    *("head", "number_head", "turned", "code", "open", "missing", "sum", "total"),
}
LINKS = {"link", "fact_link"}
FACTS = {"fact", "told", "fact_link"}
ENTRIES = {"entry", "entry_above"}
UNDIVIDED = {"cover", "title", "note", "heading", "alert", "band_row", "id", *ENTRIES}  # into lines by their cells
LEVELLED = {"turned", "unit", "code"}
COUNT = '[=0]0" !";0'  # none has a mark, so that it is not told by colour alone
BLANK_NOUGHT = "0;-0;"
DATE = "mm-dd-yy"  # number format 14: the day as the reader's own system writes it
# Spaces before a turned header, whose foot a filter button would cover: they are shown and do not belong to the name.
ABOVE_BUTTON = '"     "@'


class OrderedFont(Font):
    """A font whose parts are written in the order that the schema wants (CT_Font, ECMA-376, part 1, 18.8.22)."""

    __elements__ = (
        *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign"),
        *("sz", "color", "name", "family", "charset", "scheme"),
    )
    __nested__ = Font.__nested__
    __attrs__ = Font.__attrs__


@dataclass(frozen=True, slots=True)
class Style:
    font: Font
    fill: PatternFill
    border: Border
    alignment: Alignment
    number_format: str


@dataclass(frozen=True, slots=True)
class Styles:
    theme: VisualTheme
    right_to_left: bool

    def __call__(self, look: CellFormat) -> Style:
        forms = {
            "number": "0",
            "share": BLANK_NOUGHT,
            "sum": BLANK_NOUGHT,
            "numeral": BLANK_NOUGHT,
            "total": BLANK_NOUGHT,
            "count": COUNT,
            "missing": COUNT,
            "date": DATE,
        }
        form = {**forms, "turned": ABOVE_BUTTON}.get(look.kind, "General")
        return Style(self._font(look), self._fill(look), self._border(look), self._alignment(look), form)

    def base_font(self) -> Font:
        """Return the font of the workbook's normal style; column widths are counted in its digits."""
        return OrderedFont(name=self.theme.fonts["office"], family=2, sz=self.theme.workbook["body"])

    def _font(self, look: CellFormat) -> Font:
        sizes = {"cover": "cover", "title": "title", "fact": "title"}
        return OrderedFont(
            name=self.theme.fonts["office"],
            family=2,
            sz=self.theme.workbook[sizes.get(look.kind, "body")],
            b=look.kind in STRONG or look.counts_as == "accountable" or (look.kind in ENTRIES and look.level > 0),
            i=look.derived,
            u="single" if look.kind in LINKS or look.conditional else None,
            color=argb(self._ink(look)),
        )

    def _ink(self, look: CellFormat) -> str:
        colours = self.theme.colours
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].ink
        if look.kind == "band_row":
            return colours["paper"]
        if look.kind in ("fact", "told", "fact_link", "alert") and look.counts_as:
            return colours["open"]
        if look.kind in ("cover", "title", "heading", "link", "fact", "fact_link"):
            return self.theme.level(max(look.level, 1)).colour
        if look.kind in LEVELLED and look.level:
            return self.theme.level(look.level).colour
        named = {"open": "open", "missing": "open", "note": "muted", "small": "muted"}
        return colours[named.get(look.kind, "ink")]

    def _fill(self, look: CellFormat) -> PatternFill:
        colour = self._ground(look)
        return PatternFill("solid", fgColor=argb(colour)) if colour else PatternFill()

    def _ground(self, look: CellFormat) -> str:
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].fill
        if look.kind in ("open", "missing") or (look.kind in FACTS and look.counts_as):
            return self.theme.colours["open_tint"]
        if look.kind == "band_row":
            return self.theme.level(look.level).colour
        if look.kind in FACTS or (look.kind in ("turned", "unit", "numeral") and look.level):
            return self.theme.level(max(look.level, 1)).tint
        return ""

    def _border(self, look: CellFormat) -> Border:
        rule = Side("thin", argb(self.theme.colours["rule"]))
        if look.kind == "heading":
            return Border(bottom=Side("thin", argb(self.theme.level(1).colour)))
        if look.kind in FACTS:
            between = Side("medium", argb(self.theme.colours["paper"]))
            return Border(top=between, bottom=between)
        if look.kind in FREE or look.kind in ("band_row", "entry_above"):
            return Border()
        if look.kind == "entry":
            return Border(bottom=rule)
        if look.kind in ("head", "number_head", "turned"):
            side = rule if look.kind == "turned" else None
            return Border(left=side, right=side, bottom=Side("medium", argb(self.theme.colours["ink"])))
        # Between texts the white space divides; letters stand in a grid. All rows have the same lines, since borders
        # stay where they are when Excel sorts.
        side = rule if look.kind in ("letter", "blank") else None
        return Border(left=side, right=side, top=rule, bottom=rule)

    @property
    def _start(self) -> str:
        return "right" if self.right_to_left else "left"

    def _alignment(self, look: CellFormat) -> Alignment:
        if look.kind == "turned":
            return Alignment(horizontal="center", vertical="bottom", textRotation=90, wrapText=True)
        if look.kind in MIDDLE:
            vertical = "bottom" if look.kind == "number_head" else "top" if look.top else "center"
            return Alignment(horizontal="center", vertical=vertical, wrapText=True)
        if look.kind in UNDIVIDED:
            return Alignment(horizontal=self._start, vertical="center")
        if look.kind in ("label", "link", "paragraph", *FACTS):
            vertical = "center" if look.kind in FACTS else "top"
            indent = int(look.kind in ("paragraph", "told"))
            return Alignment(horizontal=self._start, vertical=vertical, wrapText=True, indent=indent)
        vertical = "bottom" if look.kind == "head" else "top" if look.top else "center"
        return Alignment(horizontal=self._start, vertical=vertical, wrapText=True, indent=1)


def argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
