"""How large what a template makes may become: whatever could become larger than a document is weighed.

Each list, table and text is weighed where it is put together, so that all that a template has at hand is bounded. The
limits are numbers of things made: what is refused here is refused on every machine. How long a document may take and
how much memory, ``system.limits`` says; but one call of Python's own, such as the search in a text, nothing can end
before it comes back, so what that is given is bounded here, and before it begins.
"""

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from itertools import islice
from typing import Any

from vastuumatriisi.locales.message import Message, message

MOST_TEXT = 10_000_000  # characters of one text or list; a poster has some thousand
MOST_PARTS = 1_000_000  # entries of a list, with all that is inside of them
MOST_LEVELS = 200  # lists inside of each other; what Python works out of them it does level by level, in its own stack
MOST_KEYS = 10_000  # entries of a table; numbers can be chosen so that each is compared with all others
MOST_TURNS = 100_000  # numbers of a range, and what a filter is told to do so many times; Jinja's own limit of ranges
MOST_BITS = 4_096  # of a whole number; Python shows none of more than 4,300 digits
MOST_STEPS = 100_000_000  # characters compared in one search that takes the text times what is sought
MOST_FILLED = 100_000_000  # characters of a filled template; the web page of a province has a tenth
CHUNK = 4_096  # parts of a filled template that are joined at once


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
    if isinstance(value, str):
        if len(value) > MOST_TEXT:
            raise too_large()
    elif isinstance(value, int):
        check_number(value)
    elif not isinstance(value, float):
        extent(value)
    return value


def extent(value: Any) -> tuple[int, int]:
    """Return how many parts a value has, and how many levels. Raises TemplateFault where it is too large."""
    parts, text, levels, level = 0, 0, 0, [value]
    while level:
        inner: list[Any] = []
        for one in level:
            if isinstance(one, str | bytes):
                text += len(one)
            elif isinstance(one, int):
                check_number(one)
            elif isinstance(one, list | tuple | set | frozenset | KeysView | ValuesView | ItemsView):
                parts += len(one)
                inner += one if parts <= MOST_PARTS else ()
            elif isinstance(one, Mapping):
                parts += 2 * len(one)
                inner += (*one.keys(), *one.values()) if parts <= MOST_PARTS else ()
            if parts > MOST_PARTS or text > MOST_TEXT:
                raise too_large()
        level, levels = inner, levels + 1
        if levels > MOST_LEVELS:
            raise too_large()
    return parts, levels


def bounded_range(*ends: int) -> range:
    """Return the numbers as ``range`` has them. Raises TemplateFault for more than ``MOST_TURNS``."""
    numbers = range(*ends)
    if numbers[MOST_TURNS:]:
        raise TemplateFault(message("template.range", most=MOST_TURNS))
    return numbers


def bounded_dict(*given: Any, **named: Any) -> dict[Any, Any]:
    """Return a table as ``dict`` makes it. Raises TemplateFault for one that is too large."""
    given = tuple(map(at_hand, given))
    if any(len(one) > MOST_KEYS for one in given if hasattr(one, "__len__")):
        raise too_large()
    table: dict[Any, Any] = weighed(dict(*given, **named))
    return table


def bounded_concat(parts: Iterable[str]) -> str:
    """Return the parts of a filled template as one text. Raises TemplateFault where it has become too large."""
    return _joined(parts, MOST_FILLED)


def bounded_block(parts: Iterable[str]) -> str:
    """Return the parts of what a template has at hand, as of a macro. Raises TemplateFault where it is too large."""
    return _joined(parts, MOST_TEXT)


def _joined(parts: Iterable[str], most: int) -> str:
    source, joined = within(parts, most), list[str]()
    while chunk := list(islice(source, CHUNK)):
        joined.append("".join(chunk))
    return "".join(joined)


def within(parts: Iterable[str], most: int = MOST_TEXT) -> Iterator[str]:
    """Yield the parts; raise TemplateFault at the one with which they have more than ``most`` characters."""
    for part in parts:
        most -= len(part)
        if most < 0:
            raise too_large()
        yield part


def side_by_side(parts: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the parts that ``~`` puts together, as texts. Raises TemplateFault where they are too long together."""
    texts = tuple(map(as_text, parts))
    if sum(map(len, texts)) > MOST_TEXT:
        raise too_large()
    return texts


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


def as_text(value: Any) -> str:
    """Return a value as the text that stands for it; safe text stays so."""
    return value if isinstance(value, str) else str(value)


def check_number(number: int) -> None:
    if number.bit_length() > MOST_BITS:
        raise too_large()


def check_turns(number: Any) -> None:
    if isinstance(number, int) and abs(number) > MOST_TURNS:
        raise too_large()


def check_times(one: int, other: int) -> None:
    """Raise TemplateFault where what has ``one`` times ``other`` characters is too long a text."""
    if one * other > MOST_TEXT:
        raise too_large()


def check_search(text: str, sought: object) -> None:
    """Raise TemplateFault where each character of a text might be compared with each of a text that is sought."""
    if isinstance(sought, str) and len(text) * len(sought) > MOST_STEPS:
        raise TemplateFault(message("template.too_slow"))


def check_divided(value: Any) -> None:
    """Raise TemplateFault where a text that is taken apart would become too many parts."""
    if isinstance(value, str) and len(value) > MOST_PARTS:
        raise too_large()
