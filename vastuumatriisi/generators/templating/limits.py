"""How large what a template makes may become: whatever could become larger than a document is weighed.

Each list, table and text is weighed where it is put together, so that all that a template has at hand is bounded. The
limits are numbers of things made: what is refused here is refused on every machine. How long a document may take and
how much memory, ``system.limits`` says.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from vastuumatriisi.locales.message import Message, message

MOST_TEXT = 10_000_000  # characters of one text or list; a poster has some thousand
MOST_PARTS = 1_000_000  # entries of a list, with all that is inside of them
MOST_TURNS = 100_000  # numbers of a range, and what a filter is told to do so many times; Jinja's own limit of ranges
MOST_BITS = 4_096  # of a whole number; Python shows none of more than 4,300 digits
MOST_FILLED = 100_000_000  # characters of a filled template; the web page of a province has a tenth
CHUNK = 4_096  # parts of a filled template that are joined at once
MOST_PLACES = 999  # to which a format widens a value
WIDE = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?:\*|\d{4,}|\d*\.(?:\*|\d{4,}))")  # "%*d", "%1000d": 1,000 places and more
WIDENING = ("center", "ljust", "rjust", "zfill")  # methods of texts


class TemplateFault(Exception):
    """A mistake in a template that is put in words of ours; its argument is a message."""

    @property
    def reason(self) -> Message:
        said: Message = self.args[0]
        return said


def too_large() -> TemplateFault:
    return TemplateFault(message("template.too_large"))


def weighed(value: Any) -> Any:
    """Return a value that was put together. Raises TemplateFault where it has become too large."""
    parts, text, stack = MOST_PARTS, MOST_TEXT, [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            text -= len(one)
        elif isinstance(one, Mapping):
            parts -= 2 * len(one)
            stack += () if parts < 0 else (*one.keys(), *one.values())
        elif isinstance(one, list | tuple | set | frozenset):
            parts -= len(one)
            stack += () if parts < 0 else one
        elif isinstance(one, int) and one.bit_length() > MOST_BITS:
            raise too_large()
        if parts < 0 or text < 0:
            raise too_large()
    return value


def bounded_range(*ends: int) -> range:
    """Return the numbers as ``range`` has them. Raises TemplateFault for more than ``MOST_TURNS``."""
    numbers = range(*ends)
    if numbers[MOST_TURNS:]:
        raise TemplateFault(message("template.range", most=MOST_TURNS))
    return numbers


def bounded_dict(*given: Any, **named: Any) -> dict[Any, Any]:
    """Return a table as ``dict`` makes it. Raises TemplateFault for one that is too large."""
    table: dict[Any, Any] = weighed(dict(*map(at_hand, given), **named))
    return table


def bounded_concat(parts: Iterable[str]) -> str:
    """Return the parts of a filled template as one text. Raises TemplateFault where it has become too large."""
    source, joined = _within(parts, MOST_FILLED), list[str]()
    while chunk := list(islice(source, CHUNK)):
        joined.append("".join(chunk))
    return "".join(joined)


def _within(parts: Iterable[str], most: int) -> Iterator[str]:
    """Yield the parts; raise TemplateFault at the one with which they have more than ``most`` characters."""
    for part in parts:
        most -= len(part)
        if most < 0:
            raise too_large()
        yield part


def _times(one: Any, other: Any) -> Any:
    for few, often in ((one, other), (other, one)):
        if isinstance(few, Sequence) and isinstance(often, int) and len(few) * often > MOST_PARTS:
            raise too_large()
    return weighed(one * other)


def _power(one: Any, other: Any) -> Any:
    if isinstance(one, int) and isinstance(other, int) and one.bit_length() * abs(other) > MOST_BITS:
        raise too_large()
    return one**other


def _remainder(one: Any, other: Any) -> Any:
    if isinstance(one, str):
        # What has a name may stand in the text any number of times, all else only once.
        _check_format(one, other.values() if isinstance(other, Mapping) else ())
    return weighed(one % other)


def _sum(one: Any, other: Any) -> Any:
    return weighed(one + other)


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {"+": _sum, "*": _times, "**": _power, "%": _remainder}


def check_method(text: str, name: str, given: Sequence[Any]) -> None:
    """Raise TemplateFault where a method of a text with these arguments would make too long a one."""
    if name in WIDENING and any(isinstance(one, int) and one > MOST_TURNS for one in given):
        raise too_large()
    _check_longer(name, text, given)


def bounded_filter(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that is told how much it may make, where it could make more than it is given."""
    if name not in LENGTHENING.split():
        return work
    own = 1 if hasattr(work, "jinja_pass_arg") else 0  # the argument that Jinja itself adds

    @functools.wraps(work)
    def bounded(*arguments: Any, **named: Any) -> Any:
        value = at_hand(arguments[own])
        given = [*arguments[own + 1 :], *named.values()]
        if any(isinstance(one, int) and abs(one) > MOST_TURNS for one in given):
            raise too_large()
        _check_longer(name, value, given)
        made = work(*arguments[:own], value, *arguments[own + 1 :], **named)
        return weighed(made) if isinstance(made, str | list) else made

    return bounded


# Filters whose result may be larger than what they are given, or that take a number of turns.
LENGTHENING = """
batch center dictsort format groupby indent join list replace round slice sort sum tojson truncate wordwrap xmlattr
"""


def at_hand(value: Any) -> Any:
    """Return a value; what is made one by one as a list, which is weighed as it grows."""
    if not isinstance(value, Iterator):
        return value
    taken, text = [], MOST_TEXT
    for one in value:
        taken.append(one)
        text -= len(one) if isinstance(one, str) else 0
        if text < 0 or len(taken) > MOST_PARTS:
            raise too_large()
    return weighed(taken)


def _check_longer(name: str, value: Any, given: Sequence[Any]) -> None:
    """Raise TemplateFault where a filter, or the method of its name, would put in too much."""
    texts = [one for one in given if isinstance(one, str)]
    if name == "join":
        between, parts = (value, given[:1]) if isinstance(value, str) and not texts else (texts[:1], [value])
        _check_times(sum(map(len, between)), sum(len(one) for one in parts if isinstance(one, Sequence)))
    if name == "replace" and len(texts) > 1 and isinstance(value, str):
        _check_times(value.count(texts[0]), len(texts[1]))
    if name == "indent" and isinstance(value, str):
        _check_times(value.count("\n") + 1, max([4, *map(len, texts), *(one for one in given if isinstance(one, int))]))
    if name == "wordwrap" and texts and isinstance(value, str):
        _check_times(len(value), len(texts[-1]))
    if name == "format" and isinstance(value, str):
        _check_format(value, given)
    if name == "sum" and not all(isinstance(one, int | float | str) for one in given):
        raise TemplateFault(message("template.sum"))  # Python copies all of what it has for each further list


def _check_format(text: str, named: Iterable[Any]) -> None:
    """Raise TemplateFault where a format would make too long a text; each of its places may be any of the values."""
    longest = max((len(one if isinstance(one, str) else repr(one)) for one in named), default=0)
    if WIDE.search(text):
        raise too_large()
    _check_times(text.count("%"), MOST_PLACES + longest)


def _check_times(one: int, other: int) -> None:
    if one * other > MOST_TEXT:
        raise too_large()
