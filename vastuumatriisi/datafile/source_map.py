"""Plain data that knows where it was written."""

from typing import Any, NamedTuple


class Span(NamedTuple):
    """A part of the data file: lines and columns from 1, the end behind its last character."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, last: "Span") -> "Span":
        """Return the span from the beginning of this one to the end of another."""
        return Span(self.line, self.column, last.end_line, last.end_column)


class LocatedDict(dict[str, Any]):
    """A dict that knows its span, and those of each key and each value."""

    __slots__ = ("key_spans", "span", "value_spans")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}


class LocatedList(list[Any]):
    """A list that knows its span, and those of each item."""

    __slots__ = ("item_spans", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


def kind_of(value: object) -> str:
    """Return what a value is, in words for a message: "a list"."""
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else "nothing" if value is None else "a text"
