"""How one named style is written: what characters look like, and how a paragraph stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .markup import Element, w

# Word's own names make a style the built-in one, whatever the language it shows them in.
BUILT_IN = ("heading ", "toc ", "TOC Heading", "Title", "Subtitle", "header", "footer", "caption", "List ")


@dataclass(frozen=True, slots=True)
class CharacterFormat:
    """How characters look: size in pt, colours as "#RRGGBB", "" for what the style below says."""

    size: float = 0
    colour: str = ""
    fill: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    underlined: bool = False

    def element(self) -> Element:
        properties = w("rPr")
        for on, tags in ((self.bold, ("b", "bCs")), (self.italic, ("i", "iCs")), (self.struck, ("strike",))):
            properties.extend(w(tag) for tag in tags if on)
        if self.colour:
            properties.append(w("color", val=self.colour[1:]))
        if self.size:
            properties.extend((w("sz", val=round(self.size * 2)), w("szCs", val=round(self.size * 2))))
        if self.underlined:
            properties.append(w("u", val="single"))
        if self.fill:
            properties.append(w("shd", val="clear", color="auto", fill=self.fill[1:]))
        return properties


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """How a paragraph stands: distances in twentieths of a point; ``border`` maps a side to its colour.

    ``close``: no distance between paragraphs of the same style.
    """

    before: int = 0
    after: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    line: int = 0
    level: int = 0
    numbering: int = 0
    keep: bool = False
    close: bool = False
    border: Mapping[str, str] = field(default_factory=dict)
    border_width: int = 4
    border_space: int = 6
    fill: str = ""
    align: str = ""

    def element(self) -> Element:
        return w("pPr", *self._flow(), *self._frame(), *self._place())

    def _flow(self) -> Iterator[Element]:
        if self.keep:
            yield from (w("keepNext"), w("keepLines"))
        if self.numbering:
            level = (w("ilvl", val=self.level - 1),) if self.level else ()
            yield w("numPr", *level, w("numId", val=self.numbering))

    def _frame(self) -> Iterator[Element]:
        if self.border:
            sides = {side: self.border[side] for side in ("top", "left", "bottom", "right") if side in self.border}
            look: dict[str, str | int] = {"val": "single", "sz": self.border_width, "space": self.border_space}
            yield w("pBdr", *(w(side, **look, color=colour[1:]) for side, colour in sides.items()))
        if self.fill:
            yield w("shd", val="clear", color="auto", fill=self.fill[1:])

    def _place(self) -> Iterator[Element]:
        spacing: dict[str, str | int] = {"before": self.before, "after": self.after}
        if self.line:
            spacing |= {"line": self.line, "lineRule": "auto"}
        yield w("spacing", **spacing)
        indents = {"left": self.left, "right": self.right, "hanging": self.hanging}
        if any(indents.values()):
            yield w("ind", **{side: distance for side, distance in indents.items() if distance})
        if self.close:
            yield w("contextualSpacing")
        if self.align:
            yield w("jc", val=self.align)
        if self.level:
            yield w("outlineLvl", val=self.level - 1)


def tab(kind: str, place: int) -> Element:
    """Return the tab "right" or, with the sign that fills the room up to it, "right_dot"."""
    side, _, leader = kind.partition("_")
    return w("tab", val=side, **({"leader": leader} if leader else {}), pos=place)


def paragraph_style(
    identifier: str,
    name: str,
    shape: ParagraphFormat,
    look: CharacterFormat | None = None,
    *,
    following: str = "",
    below: str = "Normal",
) -> Element:
    """Return a paragraph style; Word's own names ("heading 1") make it the built-in one."""
    children = [w("name", val=name), w("basedOn", val=below)]
    if following:
        children.append(w("next", val=following))
    children += [w("uiPriority", val=9), w("qFormat"), shape.element(), (look or CharacterFormat()).element()]
    return w("style", *children, type="paragraph", styleId=identifier, **_own(name))


def character_style(identifier: str, name: str, look: CharacterFormat | None) -> Element:
    if look is None:
        return w("style", w("name", val=name), w("semiHidden"), type="character", default=1, styleId=identifier)
    children = (w("name", val=name), w("basedOn", val="DefaultParagraphFont"), w("qFormat"), look.element())
    return w("style", *children, type="character", styleId=identifier, **_own(name))


def _own(name: str) -> dict[str, int]:
    return {} if name.startswith(BUILT_IN) else {"customStyle": 1}
