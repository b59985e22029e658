"""How the headings of a letterhead are numbered: "1.", "A)", "Luku 2:"; the contents has to show the same.

ECMA-376, 17.9: a heading's style names a list and a level of it; the level says how its number is written.
"""

import re
from collections.abc import Mapping

from ...frame import NumberedLevel
from ..markup import Element, qualified
from .look import Look


def heading_levels(root: Element | None, styles: Mapping[str, Element], look: Look) -> tuple[NumberedLevel, ...]:
    """Return how headings of level 1, 2, … are numbered; ``root`` is ``w:numbering``, ``styles`` are by our ids."""
    first = styles.get("Heading1")
    found = []
    for number in range(1, 10):
        style = styles.get(f"Heading{number}")
        # A heading that is still lacking will be numbered by the list of the first one.
        place = str(number - 1) if style is None else ""
        found.append(_level(root, first if style is None else style, place, look))
    return tuple(level or NumberedLevel("") for level in found)


def _level(root: Element | None, style: Element | None, place: str, look: Look) -> NumberedLevel | None:
    """Return how a style is numbered, on the level ``place`` of its list where that is given, else on its own one."""
    if root is None or style is None:
        return None
    numbering = look.first(style, "numPr", "pPr")
    named = None if numbering is None else numbering.find(qualified("numId"))
    listed = "" if named is None else str(named.get(qualified("val")))
    lists = [found for found in root.iterchildren(qualified("num")) if found.get(qualified("numId")) == listed]
    if not lists or listed == "0":
        return None
    definition = _definition(root, lists[0])
    if definition is None:
        return None
    identifier = style.get(qualified("styleId"))
    own = style.find(f"{qualified('pPr')}/{qualified('numPr')}/{qualified('ilvl')}")
    levels = {str(found.get(qualified("ilvl"))): found for found in definition.iterchildren(qualified("lvl"))}
    linked = (at for at, found in levels.items() if _value(found, "pStyle") == identifier)
    place = place or (str(own.get(qualified("val"))) if own is not None else next(linked, "0"))
    return _read(levels.get(place), lists[0], place)


def _definition(root: Element, listed: Element) -> Element | None:
    """Return the definition of a list, that of another one where it only names a style of lists."""
    for _ in range(3):
        wanted = _value(listed, "abstractNumId")
        found = (e for e in root.iterchildren(qualified("abstractNum")) if e.get(qualified("abstractNumId")) == wanted)
        definition = next(found, None)
        linked = "" if definition is None else _value(definition, "numStyleLink")
        if not linked:
            return definition
        others = [e for e in root.iterchildren(qualified("abstractNum")) if _value(e, "styleLink") == linked]
        return others[0] if others else definition
    return None


def _read(level: Element | None, listed: Element, place: str) -> NumberedLevel | None:
    if level is None:
        return None
    overrides = [o for o in listed.iterchildren(qualified("lvlOverride")) if o.get(qualified("ilvl")) == place]
    replaced = next((o.find(qualified("lvl")) for o in overrides if o.find(qualified("lvl")) is not None), None)
    level = replaced if replaced is not None else level
    starts = [_value(o, "startOverride") for o in overrides] + [_value(level, "start")]
    start = next((int(value) for value in starts if re.fullmatch(r"\d{1,5}", value)), 0)
    kind = _value(level, "numFmt") or "decimal"
    text = "" if kind in ("none", "bullet") and "%" not in _value(level, "lvlText") else _value(level, "lvlText")
    is_legal = level.find(qualified("isLgl"))
    decimal = is_legal is not None and is_legal.get(qualified("val"), "1") not in ("0", "false", "off")
    return NumberedLevel(text, "decimal" if decimal else kind, start, decimal)


def _value(element: Element, tag: str) -> str:
    found = element.find(qualified(tag))
    return "" if found is None else str(found.get(qualified("val"), ""))
