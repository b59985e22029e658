"""Lengths as other programs write them into Word files: with fractions (Google Docs), with units, or as no length.

Word itself writes whole numbers, and its schema (ECMA-376, Transitional, as the Open XML SDK holds files to it) takes
no others.
"""

import re

from ..markup import WORD, Element, local_name, qualified, take_out

TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "mm": 1440 / 25.4, "cm": 1440 / 2.54, "pc": 240.0, "pi": 240.0}
HALF_POINTS = {unit: twips / 10 for unit, twips in TWIPS.items()} | {"": 1.0}
EIGHTHS = {unit: twips / 2.5 for unit, twips in TWIPS.items()} | {"": 1.0}
LONGEST = 31680  # twips, 22 inches: the widest page that Word has
LARGEST = 3276  # half-points, 1638 pt: the largest type that Word has
NUMBER = re.compile(r"\s*([+-]?\d{0,9}(?:\.\d*)?)(mm|cm|in|pt|pc|pi)?\s*")

_SIGNED = (TWIPS, -LONGEST, LONGEST)
_LENGTH = (TWIPS, 0, LONGEST)
_SIZE = (HALF_POINTS, 1, LARGEST)
_LINE = (EIGHTHS, 0, 96 * 8)
Measure = tuple[dict[str, float], int, int]


def _all(names: str, measure: Measure) -> dict[str, Measure]:
    return dict.fromkeys(names.split(), measure)


# The attributes that hold lengths, by their elements.
MEASURED: dict[str, dict[str, Measure]] = {
    "pgSz": _all("w h", _LENGTH),
    "pgMar": _all("top bottom", _SIGNED) | _all("left right header footer gutter", _LENGTH),
    "cols": _all("space", _LENGTH),
    "col": _all("w space", _LENGTH),
    "spacing": _all("before after", _LENGTH) | _all("line val", _SIGNED),
    "ind": _all("left right start end", _SIGNED) | _all("hanging firstLine", _LENGTH),
    "tab": _all("pos", _SIGNED),
    "framePr": _all("w h hSpace vSpace", _LENGTH) | _all("x y", _SIGNED),
    "gridCol": _all("w", _LENGTH),
    "trHeight": _all("val", _LENGTH),
    "defaultTabStop": _all("val", _LENGTH),
    "tblpPr": _all("tblpX tblpY", _SIGNED) | _all("leftFromText rightFromText topFromText bottomFromText", _LENGTH),
    **{tag: _all("w", _SIGNED) for tag in ("tblW", "tblInd", "tcW", "tblCellSpacing", "wBefore", "wAfter")},
    "sz": _all("val", _SIZE),
    "szCs": _all("val", _SIZE),
    "kern": _all("val", (HALF_POINTS, 0, LARGEST)),
    "position": _all("val", (HALF_POINTS, -LARGEST, LARGEST)),
}
SIDES = ("top", "left", "bottom", "right", "start", "end", "insideH", "insideV", "between", "bar", "bdr")
BORDERED = {"sz": _LINE, "space": _LENGTH, "w": _SIGNED}  # of borders, and of the margins of cells
CARRIERS = (
    "sz",
    "szCs",
    "kern",
    "position",
    "trHeight",
    "defaultTabStop",
    "tab",
)  # without the length they say nothing


def twips(written: str | None) -> int | None:
    """Return a length in twentieths of a point, None where there is none, or one beyond Word's widest page."""
    return _whole(written, *_SIGNED)


def round_lengths(root: Element) -> None:
    """Write every length below ``root`` as a whole number; what is no length is as if nobody had written it."""
    for element in list(root.iter(f"{{{WORD}}}*")):
        tag = local_name(element)
        wanted = MEASURED.get(tag) or (BORDERED if tag in SIDES else {})
        for name, measure in wanted.items():
            written = element.get(qualified(name))
            if (written is None and tag not in CARRIERS) or str(written).endswith("%"):
                continue
            whole = _whole(written, *measure)
            if whole is not None:
                element.set(qualified(name), str(whole))
                continue
            element.attrib.pop(qualified(name), None)
            if tag in CARRIERS:
                take_out(element)


def _whole(written: str | None, units: dict[str, float], least: int, most: int) -> int | None:
    match = NUMBER.fullmatch(written or "")
    if match is None or not re.search(r"\d", match[1]):
        return None
    whole = round(float(match[1]) * units[match[2] or ""])
    return whole if least <= whole <= most else None
