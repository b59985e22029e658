"""Jinja's filters, with what they would make weighed before they do."""

import functools
from collections.abc import Callable, Iterator
from typing import Any

from jinja2 import Undefined
from jinja2.filters import make_attrgetter

from vastuumatriisi.locales.message import message

from .formats import MOST_PLACES, check_format
from .limits import (
    TemplateFault,
    as_text,
    at_hand,
    check_divided,
    check_search,
    check_times,
    check_turns,
    extent,
    too_large,
    weighed,
)
from .methods import check_joined, check_replaced

# Filters that a document has no use for: chance, what looks for addresses anywhere, what shows how Python sees a value.
REFUSED = ("pprint", "random", "urlize")
# What hands back a value, or a number that is small.
CHOOSING = ("map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr", "unique")
PLAIN = {*CHOOSING, "attr", "count", "d", "default", "first", "items", "last", "length"}

Given = tuple[tuple[Any, ...], dict[str, Any]]


def bounded_filter(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that makes nothing that is too large, and whose time does not grow with a square."""
    own = 1 if hasattr(work, "jinja_pass_arg") else 0  # the argument that Jinja itself adds
    guard = GUARDS.get(name)

    @functools.wraps(work)
    def bounded(*arguments: Any, **named: Any) -> Any:
        mine, given = arguments[:own], arguments[own:]
        if guard:
            given, named = guard(mine, *given, **named)
        made = work(*mine, *given, **named)
        if name in PLAIN:
            return made
        return _each_weighed(made) if isinstance(made, Iterator) else _weighed(made)

    return bounded


def _weighed(made: Any) -> Any:
    return weighed(made) if isinstance(made, str | list | tuple | int) else made


def _each_weighed(parts: Iterator[Any]) -> Iterator[Any]:
    for part in parts:
        yield _weighed(part)


# Each has the arguments of a filter by their names, behind what Jinja adds, and gives back those to go on with.


def _of_parts(_own: object, value: Any, *given: Any, **named: Any) -> Given:
    """Have what is made one by one at hand: one such thing inside of another a thousand times ends the process."""
    check_divided(value)
    return (at_hand(value), *given), named


def _of_turns(own: object, value: Any, *given: Any, **named: Any) -> Given:
    for one in (*given, *named.values()):
        check_turns(one)
    return _of_parts(own, value, *given, **named)


def _of_text(_own: object, value: Any, *given: Any, **named: Any) -> Given:
    check_divided(value)
    return (value, *given), named


def _center(_own: object, value: Any, width: Any = 80) -> Given:
    check_turns(width)
    return (as_text(value), width), {}


def _format(_own: object, value: Any, *given: Any, **named: Any) -> Given:
    text = as_text(value)
    check_format(text, named or given)
    return (text, *given), named


def _indent(_own: object, s: Any, width: Any = 4, first: Any = False, blank: Any = False) -> Given:
    check_turns(width)
    text = as_text(s)  # Jinja would add a line to a list, which may be anybody's
    check_divided(text)
    wide = len(width) if isinstance(width, str) else width if isinstance(width, int) else 0
    check_times(len(text.splitlines()) + 1, wide)
    return (text, width, first, blank), {}


def _join(own: tuple[Any, ...], value: Any, d: Any = "", attribute: Any = None) -> Given:
    if attribute is not None:
        value = map(make_attrgetter(own[0].environment, attribute), value)
    parts = [one if hasattr(one, "__html__") else as_text(one) for one in at_hand(iter(value))]
    between = d if hasattr(d, "__html__") else as_text(d)
    check_joined(as_text(between), parts)
    return (parts, between), {}


def _replace(_own: object, s: Any, old: Any, new: Any, count: Any = None) -> Given:
    texts = as_text(s), as_text(old), as_text(new)
    check_replaced(*texts)
    return (*texts, count), {}


def _round(_own: object, value: Any, precision: Any = 0, method: Any = "common") -> Given:
    if isinstance(precision, int) and abs(precision) > MOST_PLACES:
        raise too_large()
    if not isinstance(value, int | float | Undefined):  # of a text Jinja would make a multiple
        raise TypeError(f"bad operand type for round: {type(value).__name__!r}")
    return (value, precision, method), {}


def _sum(_own: object, iterable: Any, attribute: Any = None, start: Any = 0) -> Given:
    if not isinstance(start, int | float | str):
        raise TemplateFault(message("template.sum"))  # Python copies all of what it has for each further list
    return (at_hand(iterable), attribute, start), {}


def _tojson(_own: object, value: Any, indent: Any = None) -> Given:
    if indent is not None:
        parts, levels = extent(value)
        check_turns(indent)
        check_times(2 * parts + 1, levels * (len(indent) if isinstance(indent, str) else int(indent)))
    return (value, indent), {}


def _trim(_own: object, value: Any, chars: Any = None) -> Given:
    text = as_text(value)
    check_search(text, chars)
    return (text, chars), {}


def _wordwrap(
    _own: object,
    s: Any,
    width: Any = 79,
    break_long_words: Any = True,
    wrapstring: Any = None,
    break_on_hyphens: Any = True,
) -> Given:
    text = as_text(s)
    check_divided(text)
    check_times(len(text) + 1, len(wrapstring) if isinstance(wrapstring, str) else 1)
    return (text, width, break_long_words, wrapstring, break_on_hyphens), {}


GUARDS: dict[str, Callable[..., Given]] = {
    **dict.fromkeys((*CHOOSING, "groupby", "list", "sort"), _of_parts),
    **dict.fromkeys(("batch", "slice", "truncate"), _of_turns),
    **dict.fromkeys(("striptags", "title", "urlencode", "wordcount"), _of_text),
    "center": _center,
    "format": _format,
    "indent": _indent,
    "join": _join,
    "replace": _replace,
    "round": _round,
    "sum": _sum,
    "tojson": _tojson,
    "trim": _trim,
    "wordwrap": _wordwrap,
}
