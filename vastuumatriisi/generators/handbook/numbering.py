"""The lists of the handbook: its numbered headings, plain lists and numbered lists."""

from collections.abc import Iterator

from vastuumatriisi.generators.handbook.markup import Element, w
from vastuumatriisi.generators.handbook.styles import HEADINGS


def list_definitions(lists: int) -> Iterator[Element]:
    """Yield what ``word/numbering.xml`` holds for the headings, plain lists and ``lists`` numbered lists.

    The list of the headings has the w:numId 1, plain lists have 2, numbered ones 3 and on, each counting from 1.
    """
    yield w("abstractNum", w("multiLevelType", val="multilevel"), *map(_heading_level, HEADINGS), abstractNumId=0)
    for identifier, kind, mark in ((1, "bullet", "•"), (2, "decimal", "%1.")):
        single = w("multiLevelType", val="singleLevel")
        yield w("abstractNum", single, _list_level(kind, mark), abstractNumId=identifier)
    yield w("num", w("abstractNumId", val=0), numId=1)
    yield w("num", w("abstractNumId", val=1), numId=2)
    for number in range(3, 3 + max(lists, 1)):
        anew = w("lvlOverride", w("startOverride", val=1), ilvl=0)
        yield w("num", w("abstractNumId", val=2), anew, numId=number)


def _heading_level(level: int) -> Element:
    hanging = (0, 560, 680, 840, 1000)[min(level, 4)]
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal"),
        w("pStyle", val=f"Heading{level}"),
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
