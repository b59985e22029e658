"""What "%" puts into a text, weighed before it does: its places are read as Python reads them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from .limits import MOST_TEXT, as_text, too_large

SHORT = 200  # characters of a format whose shape is remembered
MOST_PLACES = 999  # to which a format widens a value
LONGEST_NUMBER = 1_400  # characters of the largest number that a template has, and of the largest fraction
ESCAPED = 5  # times as long a text becomes at most that is put into safe text
PLACE = re.compile(r"[-#0 +]*(?P<width>\*|[0-9]*)(?:\.(?P<precision>\*|[0-9]*))?[hlL]?(?P<kind>.?)", re.DOTALL)
BRACKETS = re.compile(r"[()]")
TEXTS, QUOTED = {*"sra"}, {*"ra"}  # kinds of places that take any value, and those that show it as Python writes it


class Place(NamedTuple):
    """A place of a format: whether it has a name, its kind, and how many characters it has besides a value's."""

    named: bool
    kind: str
    wide: int


class Shape(NamedTuple):
    """A format: its characters besides those of values, its places with a name and without one, and their kinds."""

    size: int
    named: int
    unnamed: int
    kinds: frozenset[str]


def check_format(text: str, values: Any) -> None:
    """Raise TemplateFault where ``text % values`` would be too long, TypeError where a name is to be of no table."""
    size, named, unnamed, kinds = (_shape_of_short if len(text) <= SHORT else _shape)(str(text))
    table = isinstance(values, Mapping)
    if named and not table:
        raise TypeError("format requires a mapping")
    if not kinds & TEXTS:
        return
    times, quoted = ESCAPED if hasattr(text, "__html__") else 1, not kinds.isdisjoint(QUOTED)
    given = values if isinstance(values, tuple) else values.values() if table else (values,)
    sizes = [times * _size(one, quoted=quoted) for one in given]
    # What has a name may stand in the text any number of times, all else only once.
    size += named * max(sizes, default=0) if table else sum(sizes)
    if table and unnamed:
        size += times * _size(values, quoted=quoted)
    if size > MOST_TEXT:
        raise too_large()


def _shape(text: str) -> Shape:
    """Return the shape of a format. Raises TemplateFault where it is too wide whatever is put into it."""
    size, counts, kinds = len(text), [0, 0], set[str]()
    for place in _places(text):
        size += place.wide + (0 if place.kind in TEXTS else LONGEST_NUMBER)
        counts[place.named] += 1
        kinds.add(place.kind)
        if size > MOST_TEXT:
            raise too_large()
    return Shape(size, counts[True], counts[False], frozenset(kinds))


_shape_of_short = lru_cache(maxsize=64)(_shape)  # one format may stand in a template's innermost loop


def _size(value: Any, *, quoted: bool) -> int:
    return max(len(as_text(value)), len(ascii(value)) if quoted else 0)


def _places(text: str) -> Iterator[Place]:
    start = text.find("%")
    while start >= 0:
        named = text.startswith("(", start + 1)
        found = PLACE.match(text, _behind_name(text, start + 2) if named else start + 1)
        if found is None:
            return
        if found["kind"] != "%":
            yield Place(named, found["kind"], _wide(found["width"]) + _wide(found["precision"] or ""))
        start = text.find("%", found.end())


def _behind_name(text: str, start: int) -> int:
    """Return where the name of a place ends, in which there may be pairs of brackets, or the end of the text."""
    deep = 1
    for bracket in BRACKETS.finditer(text, start):
        deep += 1 if bracket[0] == "(" else -1
        if not deep:
            return bracket.end()
    return len(text)


def _wide(digits: str) -> int:
    """Return a number of characters. Raises TemplateFault for too many, and for one that is among the values."""
    digits = digits.lstrip("0")
    if digits == "*" or len(digits) > len(str(MOST_PLACES)):
        raise too_large()
    return int(digits or 0)
