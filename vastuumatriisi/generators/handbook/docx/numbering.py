"""The lists of the handbook: its numbered headings, plain lists and numbered lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from vastuumatriisi.text.widths import office_widths

from .markup import WORD, Element, w
from .styles import HEADINGS

# The kinds of list by the w:numId that styles of the built-in template have, with the styles that are numbered so.
HEADING_LIST, PLAIN_LIST, NUMBERED_LIST = 1, 2, 3
STYLES = {**{f"Heading{level}": HEADING_LIST for level in HEADINGS}, "ListBullet": PLAIN_LIST}
GAP = 130  # at least so much stands between a heading's number and its text, in twentieths of a point
BEFORE_NUMBERING = ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")


def list_definitions() -> Iterator[Element]:
    """Yield what ``word/numbering.xml`` of the built-in template holds."""
    kinds = (HEADING_LIST, PLAIN_LIST, NUMBERED_LIST)
    headings = {level: f"Heading{level}" for level in HEADINGS}
    yield from (_definition(kind, kind - 1, headings) for kind in kinds)
    yield from (_list(kind, kind - 1) for kind in kinds)


def add_lists(root: Element, styles: Mapping[str, Element], count: int, *, headings_too: bool) -> int:
    """Add ``count`` numbered lists, each counting from 1, to a template; return the w:numId of the first one.

    Plain lists get a numbering where the template's styles (by our ids) have none, and so do headings if asked for.
    """
    definition, first = _highest(root, "abstractNum", "abstractNumId") + 1, _highest(root, "num", "numId") + 1
    lacking = [HEADING_LIST] if headings_too else []
    lacking += [PLAIN_LIST] if _lacks_numbering(styles, "ListBullet") else []
    headings = {n: _identifier(styles[f"Heading{n}"]) for n in HEADINGS if f"Heading{n}" in styles}
    kinds = [NUMBERED_LIST, *lacking]
    definitions = [_definition(kind, definition + index, headings) for index, kind in enumerate(kinds)]
    # All definitions stand before all lists.
    place = len(root.findall(f"{{{WORD}}}abstractNum")) + len(root.findall(f"{{{WORD}}}numPicBullet"))
    root[place:place] = definitions
    lists = [_list(first + number, definition, anew=True) for number in range(count)]
    lists += [_list(first + count + index, definition + 1 + index) for index in range(len(lacking))]
    end = place + len(definitions) + len(root.findall(f"{{{WORD}}}num"))
    root[end:end] = lists
    for index, kind in enumerate(lacking):
        _link(styles, kind, first + count + index)
    return first


def make_room(
    root: Element,
    styles: Mapping[str, Element],
    numbers: Iterable[tuple[int, str]],
    sizes: Callable[[Element], float],
) -> None:
    """Move the text of headings to the right where a number, given with its level, would touch it.

    ``sizes`` tells the size of a style in pt.
    """
    widest: dict[str, float] = {}
    for level, number in numbers:
        style = styles[f"Heading{level}"]
        width = office_widths(bold=True).width(number, sizes(style)) * 20 + GAP
        widest[_identifier(style)] = max(width, widest.get(_identifier(style), 0.0))
    for definition in root.iter(f"{{{WORD}}}lvl"):
        named, indent = definition.find(f"{{{WORD}}}pStyle"), definition.find(f"{{{WORD}}}pPr/{{{WORD}}}ind")
        if named is None or indent is None or indent.get(f"{{{WORD}}}hanging") is None:
            continue
        lacking = round(widest.get(str(named.get(f"{{{WORD}}}val")), 0.0)) - int(indent.get(f"{{{WORD}}}hanging", 0))
        if lacking > 0:
            for side in ("left", "hanging"):
                indent.set(f"{{{WORD}}}{side}", str(int(indent.get(f"{{{WORD}}}{side}", 0)) + lacking))


def _highest(root: Element, tag: str, name: str) -> int:
    written = (str(found.get(f"{{{WORD}}}{name}")) for found in root.iterchildren(f"{{{WORD}}}{tag}"))
    return max((int(number) for number in written if number.isdecimal()), default=0)


def _lacks_numbering(styles: Mapping[str, Element], name: str) -> bool:
    return name in styles and next(styles[name].iter(f"{{{WORD}}}numPr"), None) is None


def _link(styles: Mapping[str, Element], kind: int, number: int) -> None:
    """Number the styles of a kind by a list."""
    for name, own in STYLES.items():
        if own != kind or name not in styles:
            continue
        level = (w("ilvl", val=int(name[-1]) - 1),) if kind == HEADING_LIST else ()
        properties = styles[name].find(f"{{{WORD}}}pPr")
        if properties is None:
            properties = w("pPr")
            before = [e for e in styles[name] if e.tag in (f"{{{WORD}}}rPr", f"{{{WORD}}}tblPr")]
            styles[name].insert(styles[name].index(before[0]) if before else len(styles[name]), properties)
        set_numbering(properties, w("numPr", *level, w("numId", val=number)))


def set_numbering(properties: Element, numbering: Element) -> None:
    """Put the numbering of a style into its properties, in place of another one."""
    for other in properties.findall(f"{{{WORD}}}numPr"):
        properties.remove(other)
    leading = [f"{{{WORD}}}{tag}" for tag in BEFORE_NUMBERING]
    properties.insert(sum(child.tag in leading for child in properties), numbering)


def _identifier(style: Element) -> str:
    return str(style.get(f"{{{WORD}}}styleId"))


def _list(number: int, definition: int, *, anew: bool = False) -> Element:
    override = (w("lvlOverride", w("startOverride", val=1), ilvl=0),) if anew else ()
    return w("num", w("abstractNumId", val=definition), *override, numId=number)


def _definition(kind: int, number: int, headings: Mapping[int, str]) -> Element:
    if kind == HEADING_LIST:
        levels = (_heading_level(level, identifier) for level, identifier in headings.items())
        return w("abstractNum", w("multiLevelType", val="multilevel"), *levels, abstractNumId=number)
    level = _list_level("bullet", "•") if kind == PLAIN_LIST else _list_level("decimal", "%1.")
    return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)


def _heading_level(level: int, identifier: str) -> Element:
    hanging = (0, 560, 680, 840, 1000)[min(level, 4)]
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal"),
        w("pStyle", val=identifier),
        w("suff", val="tab"),
        w("lvlText", val=".".join(f"%{number}" for number in range(1, level + 1))),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=hanging, hanging=hanging)),
        ilvl=level - 1,
    )


def _list_level(kind: str, mark: str) -> Element:
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=kind),
        w("lvlText", val=mark),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=480, hanging=360)),
        ilvl=0,
    )
