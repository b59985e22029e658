"""Looks -> fonts, fills, borders and alignments of the theme."""

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from vastuumatriisi.design.design import VisualTheme

from ..sheet import CellFormat

FREE = {"cover", "title", "note", "label", "term", "paragraph", "link"}  # outside of any table
MIDDLE = {"band", "letter", "blank"}
STRONG = {"cover", "title", "heading", "label", "term", "name", "head", "turned", "band", "open", "missing"}
COUNT = '[=0]0" !";0'  # none has a mark, so that it is not told by colour alone
DATE = "mm-dd-yy"  # number format 14: the day as the reader's own system writes it


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
        form = {"number": "0", "count": COUNT, "missing": COUNT, "date": DATE}.get(look.kind, "General")
        return Style(self._font(look), self._fill(look), self._border(look), self._alignment(look), form)

    def base_font(self) -> Font:
        """Return the font of the workbook's normal style; column widths are counted in its digits."""
        return OrderedFont(name=self.theme.fonts["office"], family=2, sz=self.theme.workbook["body"])

    def _font(self, look: CellFormat) -> Font:
        sizes = {"cover": "cover", "title": "title"}
        return OrderedFont(
            name=self.theme.fonts["office"],
            family=2,
            sz=self.theme.workbook[sizes.get(look.kind, "body")],
            b=look.kind in STRONG or look.counts_as == "accountable",
            i=look.kind == "open" or (look.kind == "letter" and not look.stated),
            u="single" if look.kind == "link" or look.conditional else None,
            color=argb(self._ink(look)),
        )

    def _ink(self, look: CellFormat) -> str:
        colours = self.theme.colours
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].ink
        if look.kind in ("cover", "title", "heading", "link"):
            return self.theme.level(max(look.level, 1)).colour
        if look.kind in ("turned", "unit", "band") and look.level:
            return self.theme.level(look.level).colour
        return {"open": colours["open"], "missing": colours["open"], "note": colours["muted"]}.get(
            look.kind, colours["ink"]
        )

    def _fill(self, look: CellFormat) -> PatternFill:
        colour = self._ground(look)
        return PatternFill("solid", fgColor=argb(colour)) if colour else PatternFill()

    def _ground(self, look: CellFormat) -> str:
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].fill
        if look.kind in ("open", "missing"):
            return self.theme.colours["open_tint"]
        if look.kind in ("turned", "unit", "band") and look.level:
            return self.theme.level(look.level).tint
        return ""

    def _border(self, look: CellFormat) -> Border:
        if look.kind == "heading":
            return Border(bottom=Side("thin", argb(self.theme.level(1).colour)))
        if look.kind in FREE:
            return Border()
        rule = Side("thin", argb(self.theme.colours["rule"]))
        if look.kind in ("head", "turned"):
            side = rule if look.kind == "turned" else None
            return Border(left=side, right=side, bottom=Side("medium", argb(self.theme.colours["ink"])))
        if look.kind == "letter" and look.framed:
            frame = Side("thin", argb(self.theme.colours["ink"]))
            return Border(left=frame, right=frame, top=frame, bottom=frame)
        top = Side("medium", argb(self._rule(look))) if look.first else rule
        # Between texts the white space divides; letters stand in a grid.
        side = rule if look.kind in ("letter", "blank") else None
        left = Side("thick", argb(self._rule(look))) if look.kind == "band" else side
        return Border(left=left, right=side, top=top, bottom=rule)

    def _rule(self, look: CellFormat) -> str:
        return self.theme.level(look.level).colour if look.level else self.theme.colours["rule"]

    @property
    def _start(self) -> str:
        return "right" if self.right_to_left else "left"

    def _alignment(self, look: CellFormat) -> Alignment:
        if look.kind == "turned":
            return Alignment(horizontal="center", vertical="top", textRotation=90, wrapText=True)
        if look.kind in MIDDLE:
            return Alignment(horizontal="center", vertical="top" if look.top else "center", wrapText=True)
        if look.kind in ("cover", "title", "note", "heading", "label", "link"):
            return Alignment(horizontal=self._start, vertical="center")
        vertical = "top" if look.top else "bottom" if look.kind == "head" else "center"
        return Alignment(horizontal=self._start, vertical=vertical, wrapText=True, indent=1)


def argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
