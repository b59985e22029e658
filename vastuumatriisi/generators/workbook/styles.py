"""Looks -> fonts, fills, borders and alignments of the theme."""

from dataclasses import dataclass

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from vastuumatriisi.theme import Theme

from .sheet import Look

FREE = {"cover", "title", "note", "label", "paragraph", "link"}  # outside of any table
MIDDLE = {"band", "letter", "blank"}


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


@dataclass(frozen=True, slots=True)
class Styles:
    theme: Theme
    right_to_left: bool

    def __call__(self, look: Look) -> Style:
        return Style(self._font(look), self._fill(look), self._border(look), self._alignment(look))

    def base_font(self) -> Font:
        """Return the font of the workbook's normal style; column widths are counted in its digits."""
        return OrderedFont(name=self.theme.fonts["office"], family=2, sz=self.theme.workbook["body"])

    def _font(self, look: Look) -> Font:
        sizes = {"cover": "cover", "title": "title"}
        return OrderedFont(
            name=self.theme.fonts["office"],
            family=2,
            sz=self.theme.workbook[sizes.get(look.kind, "body")],
            b=self._bold(look),
            i=look.kind == "open" or (look.kind == "letter" and not look.stated),
            u="single" if look.kind == "link" or look.conditional else None,
            color=_argb(self._ink(look)),
        )

    def _bold(self, look: Look) -> bool:
        strong = {"cover", "title", "heading", "label", "name", "head", "turned", "band", "open"}
        return look.kind in strong or look.counts_as == "accountable"

    def _ink(self, look: Look) -> str:
        colours = self.theme.colours
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].ink
        if look.kind in ("cover", "title", "heading", "link") or (look.kind == "band" and look.level):
            return self.theme.level(max(look.level, 1)).colour
        return {"open": colours["open"], "note": colours["muted"]}.get(look.kind, colours["ink"])

    def _fill(self, look: Look) -> PatternFill:
        colour = self._ground(look)
        return PatternFill("solid", fgColor=_argb(colour)) if colour else PatternFill()

    def _ground(self, look: Look) -> str:
        colours = self.theme.colours
        if look.kind == "letter":
            return self.theme.letters[look.counts_as].fill
        if look.kind == "open":
            return colours["open_tint"]
        if look.kind == "band" and look.level:
            return self.theme.level(look.level).tint
        if look.kind in ("head", "turned"):
            return self.theme.level(look.level).tint if look.level else colours["rule"]
        return self.theme.level(look.level).tint if look.tinted and look.level else ""

    def _border(self, look: Look) -> Border:
        if look.kind == "heading":
            return Border(bottom=Side("thin", _argb(self.theme.level(1).colour)))
        if look.kind in FREE:
            return Border()
        thin = Side("thin", _argb(self.theme.colours["rule"]))
        top = Side("medium", _argb(self._rule(look))) if look.first else thin
        if look.kind in ("head", "turned"):
            return Border(left=thin, right=thin, top=thin, bottom=Side("medium", _argb(self.theme.colours["ink"])))
        if look.kind == "letter" and look.stated:
            frame = Side("thin", _argb(self.theme.colours["ink"]))
            return Border(left=frame, right=frame, top=frame, bottom=frame)
        left = Side("thick", _argb(self._rule(look))) if look.kind == "band" else thin
        return Border(left=left, right=thin, top=top, bottom=thin)

    def _rule(self, look: Look) -> str:
        return self.theme.level(look.level).colour if look.level else self.theme.colours["rule"]

    @property
    def _start(self) -> str:
        return "right" if self.right_to_left else "left"

    def _alignment(self, look: Look) -> Alignment:
        if look.kind == "turned":
            return Alignment(horizontal="center", vertical="top", textRotation=90, wrapText=True)
        if look.kind in MIDDLE:
            return Alignment(horizontal="center", vertical="center", wrapText=True)
        if look.kind in ("cover", "title", "note", "heading"):
            return Alignment(horizontal=self._start, vertical="center")
        if look.kind == "paragraph":
            return Alignment(horizontal=self._start, vertical="center", wrapText=True, indent=1)
        return Alignment(vertical="bottom" if look.kind == "head" else "center", wrapText=True)


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"
