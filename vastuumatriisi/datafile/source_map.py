"""Plain data that knows where it was written."""

from typing import Any

Mark = tuple[int, int]  # line and column, both from 1


class LocatedDict(dict[str, Any]):
    """A dict that knows where it starts, and where each key and each value stands."""

    __slots__ = ("at", "key_at", "value_at")

    def __init__(self, at: Mark) -> None:
        super().__init__()
        self.at = at
        self.key_at: dict[str, Mark] = {}
        self.value_at: dict[str, Mark] = {}


class LocatedList(list[Any]):
    """A list that knows where it starts, and where each item stands."""

    __slots__ = ("at", "item_at")

    def __init__(self, at: Mark) -> None:
        super().__init__()
        self.at = at
        self.item_at: list[Mark] = []


def kind_of(value: object) -> str:
    """Return what a value is, in words for a message: "a list"."""
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else "nothing" if value is None else "a text"
