"""What templates reckon: the operators of Jinja and its tests of numbers, with what they are given weighed."""

import operator
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from .formats import check_format
from .limits import MOST_BITS, MOST_PARTS, check_number, too_large, weighed

Operator = Callable[[Any, Any], Any]


def _bounded(work: Operator) -> Operator:
    """Return the operator for numbers that are not too large. Its time grows with the square of their lengths."""

    def reckoned(one: Any, other: Any) -> Any:
        for number in (one, other):
            if isinstance(number, int):
                check_number(number)
        return weighed(work(one, other))

    return reckoned


def _times(one: Any, other: Any) -> Any:
    for few, often in ((one, other), (other, one)):
        if isinstance(few, Sequence) and isinstance(often, int) and len(few) * often > MOST_PARTS:
            raise too_large()
    return one * other


def _power(one: Any, other: Any) -> Any:
    if isinstance(one, int) and isinstance(other, int) and one.bit_length() * abs(other) > MOST_BITS:
        raise too_large()
    return one**other


def _remainder(one: Any, other: Any) -> Any:
    if isinstance(one, str):
        check_format(one, other)
    elif isinstance(one, bytes):  # a font's; they have formats too
        raise _unsupported("%", one, other)
    return one % other


def _difference(one: Any, other: Any) -> Any:
    if isinstance(one, Set):  # of keys, which would be compared with each other
        raise _unsupported("-", one, other)
    return one - other


def _unsupported(sign: str, one: Any, other: Any) -> TypeError:
    return TypeError(f"unsupported operand type(s) for {sign}: {type(one).__name__!r} and {type(other).__name__!r}")


OPERATORS: Mapping[str, Operator] = {
    "+": _bounded(operator.add),
    "-": _bounded(_difference),
    "*": _bounded(_times),
    "/": _bounded(operator.truediv),
    "//": _bounded(operator.floordiv),
    "%": _bounded(_remainder),
    "**": _bounded(_power),
}


def _is_divisible(value: Any, number: Any) -> Any:
    return OPERATORS["%"](value, number) == 0


# Of a text these would make a format.
TESTS: Mapping[str, Callable[..., Any]] = {
    "divisibleby": _is_divisible,
    "even": lambda value: _is_divisible(value, 2),
    "odd": lambda value: OPERATORS["%"](value, 2) == 1,
}
