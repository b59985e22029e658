"""The styles that the handbook needs and a letterhead lacks, made from the theme in the letterhead's own look."""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from vastuumatriisi.design.design import VisualTheme

from ..markup import Element, local_name, qualified, take_out, w
from ..numbering import set_numbering
from ..styles import styles
from .look import Look, own_theme

DEFAULTS = ("Normal", "DefaultParagraphFont", "TableNormal")  # what every document is based on
HEADINGS = tuple(f"Heading{level}" for level in range(1, 10))
HEADED = (*HEADINGS, "TOCHeading", "Title", "Subtitle")  # set in the typeface of the headings
BEFORE_SPACING = ("keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "bidi")
BEHIND_OUTLINE = ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange")
BELOW_HEADER = 160  # twips
BODY_LEVEL = 9  # the outline level of what is no heading (ECMA-376, 17.3.1.20)
PREFIX = "Handbook"  # before the name of a style of ours that the letterhead has given to something else


class OwnStyles:
    """The styles of a letterhead, found by our ids: by name, since each language of Word has other ids.

    Where none has the name, the ones that every document is based on are those that it calls its defaults.
    """

    def __init__(self, root: Element, ours: Mapping[str, Element]) -> None:
        found = [style for style in root.iterchildren(qualified("style")) if style.get(qualified("styleId"))]
        self.by_identifier = {str(style.get(qualified("styleId"))): style for style in reversed(found)}
        self.names = {_name(style).casefold() for style in found}
        named = {(_kind(style), _name(style).casefold()): style for style in reversed(found)}
        defaults = {_kind(style): style for style in found if _is_default(style)}
        self.ours: dict[str, Element] = {}
        for identifier, wanted in ours.items():
            style = named.get((_kind(wanted), _name(wanted).casefold()))
            if style is None and identifier in DEFAULTS:
                style = defaults.get(_kind(wanted))
            if style is not None:
                self.ours[identifier] = style


def add_missing_styles(
    root: Element, own: OwnStyles, look: Look, theme: VisualTheme, wanted: Iterable[str]
) -> list[str]:
    """Add those of the wanted styles that the letterhead lacks, and what they are based on; return their names.

    ``wanted`` are our ids. Headings and lists get their numbering where those of the letterhead do.
    """
    in_its_look = own_theme(theme, look, own.ours.get("Normal"), own.ours.get("Heading1"))
    ours = our_styles(in_its_look)
    needed = _with_foundations(wanted, ours, own.ours)
    added = {identifier: style for identifier, style in ours.items() if identifier in needed}
    for identifier, style in added.items():
        _rename(style, own)
        root.append(style)
        own.ours[identifier] = style
    for identifier, style in added.items():
        _adapt(identifier, style, own, look)
    return [_name(style) for style in added.values()]


def our_styles(theme: VisualTheme) -> dict[str, Element]:
    """Return every style of the handbook by its id."""
    return {
        str(style.get(qualified("styleId"))): style for style in styles(theme, {}) if style.get(qualified("styleId"))
    }


def _with_foundations(wanted: Iterable[str], ours: Mapping[str, Element], own: Mapping[str, Element]) -> set[str]:
    needed: set[str] = set()
    waiting = [identifier for identifier in wanted if identifier not in own]
    while waiting:
        identifier = waiting.pop()
        needed.add(identifier)
        named = (
            str(e.get(qualified("val")))
            for tag in ("basedOn", "next")
            for e in ours[identifier].iterchildren(qualified(tag))
        )
        waiting.extend(other for other in named if other not in needed and other not in own)
    return needed


def _rename(style: Element, own: OwnStyles) -> None:
    """Give a new style an id and a name that the letterhead has not given to another one."""
    if _name(style).casefold() in own.names:
        style[0].set(qualified("val"), f"{PREFIX} {_name(style)}")
    identifier = str(style.get(qualified("styleId")))
    while identifier in own.by_identifier:
        identifier = f"{PREFIX}{identifier}"
    style.set(qualified("styleId"), identifier)
    if _is_default(style) and any(_is_default(s) and _kind(s) == _kind(style) for s in own.by_identifier.values()):
        del style.attrib[qualified("default")]
    own.by_identifier[identifier] = style
    own.names.add(_name(style).casefold())


def _adapt(identifier: str, style: Element, own: OwnStyles, look: Look) -> None:
    """Name other styles by the letterhead's ids, and undo what its text has and ours must not inherit."""
    for tag in ("basedOn", "next", "link"):
        for named in style.iterchildren(qualified(tag)):
            named.set(qualified("val"), str(own.ours[str(named.get(qualified("val")))].get(qualified("styleId"))))
    if _kind(style) != "paragraph":
        return
    _number(identifier, style, own, look)
    if identifier == "HeaderChapter":  # the header of a letterhead may fill its margin down to the text
        for spacing in style.iter(qualified("spacing")):
            spacing.set(qualified("after"), str(BELOW_HEADER))
    if identifier in HEADED:
        _take_font(style, own.ours.get("Heading1"), look)
    properties = style.find(qualified("pPr"))
    if properties is not None:
        _undo(properties, own.ours.get("Normal"), look)


def _number(identifier: str, style: Element, own: OwnStyles, look: Look) -> None:
    """Number a heading by the list of the letterhead's own ones, if they have any; lists get theirs elsewhere."""
    listed = None
    if identifier in HEADINGS and own.ours["Heading1"] is not style:
        numbering = look.first(own.ours["Heading1"], "numPr", "pPr")
        listed = None if numbering is None else numbering.find(qualified("numId"))
    for numbering in list(style.iter(qualified("numPr"))):
        if listed is None:
            take_out(numbering)
        else:
            for number in numbering.iterchildren(qualified("numId")):
                number.set(qualified("val"), str(listed.get(qualified("val"))))


def _take_font(style: Element, heading: Element | None, look: Look) -> None:
    fonts = look.first(heading, "rFonts") if heading is not None and heading is not style else None
    properties = style.find(qualified("rPr"))
    if fonts is not None and properties is not None and properties.find(qualified("rFonts")) is None:
        properties.insert(0, deepcopy(fonts))


def _undo(properties: Element, text: Element | None, look: Look) -> None:
    """Set what the text of the letterhead has and a table or a heading must not have: indents, justified lines."""
    if properties.find(qualified("ind")) is None and look.first(text, "ind", "pPr") is not None:
        _insert(properties, w("ind", left=0, right=0, firstLine=0), ("spacing",))
    justified = look.first(text, "jc", "pPr")
    if (
        properties.find(qualified("jc")) is None
        and justified is not None
        and justified.get(qualified("val")) not in ("left", "start")
    ):
        _insert(properties, w("jc", val="left"), ("spacing", "ind", "contextualSpacing"))
    spacing, inherited = properties.find(qualified("spacing")), look.first(text, "spacing", "pPr")
    fixed = inherited is not None and inherited.get(qualified("lineRule")) in ("exact", "atLeast")
    if spacing is not None and spacing.get(qualified("line")) is None and fixed:
        spacing.set(qualified("line"), "240")
        spacing.set(qualified("lineRule"), "auto")


def take_from_outline(style: Element, look: Look) -> None:
    """Take away the number and the place in the outline that a style has from the one it is based on."""
    numbering, outline = (look.first(style, tag, "pPr") for tag in ("numPr", "outlineLvl"))
    listed = None if numbering is None else numbering.find(qualified("numId"))
    is_numbered = listed is not None and listed.get(qualified("val")) != "0"
    in_outline = outline is not None and outline.get(qualified("val")) != str(BODY_LEVEL)
    if not is_numbered and not in_outline:
        return
    properties = _paragraph_properties(style)
    if is_numbered:
        set_numbering(properties, w("numPr", w("numId", val=0)))
        if properties.find(qualified("ind")) is None:
            _insert(properties, w("ind", left=0, firstLine=0), ("spacing",))
    if in_outline:
        set_outline_level(style, BODY_LEVEL)


def set_outline_level(style: Element, level: int) -> None:
    """Put a style on a level of the outline, counted from 0; 9 is that of what is no heading."""
    properties = _paragraph_properties(style)
    for own in properties.findall(qualified("outlineLvl")):
        properties.remove(own)
    place = sum(local_name(child) not in BEHIND_OUTLINE for child in properties)
    properties.insert(place, w("outlineLvl", val=level))


def _paragraph_properties(style: Element) -> Element:
    properties = style.find(qualified("pPr"))
    if properties is None:
        properties = w("pPr")
        style.insert(sum(local_name(child) not in ("rPr", "tblPr") for child in style), properties)
    return properties


def _insert(properties: Element, element: Element, behind: tuple[str, ...]) -> None:
    leading = {qualified(tag) for tag in (*BEFORE_SPACING, *behind)}
    place = max((number for number, child in enumerate(properties, 1) if child.tag in leading), default=0)
    properties.insert(place, element)


def _kind(style: Element) -> str:
    return str(style.get(qualified("type"), "paragraph"))


def _is_default(style: Element) -> bool:
    return style.get(qualified("default")) in ("1", "true", "on")


def _name(style: Element) -> str:
    name = style.find(qualified("name"))
    return "" if name is None else str(name.get(qualified("val"), ""))
