"""Parts that change places: where they stood, the comments that go with them, and their lines further in or out."""

import re
from typing import Any

from vastuumatriisi.datafile.edit.extents import Extents
from vastuumatriisi.datafile.edit.lines import COMMENT, Lines
from vastuumatriisi.datafile.edit.wanted import origin_of
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span

Home = tuple[LocatedList, int]


class Homes:
    """Where each part of a list stands in the file; one that an alias repeats has no such place."""

    def __init__(self, root: LocatedDict) -> None:
        self._root = root
        self._found: dict[int, Home | None] = {}

    def get(self, item: Any) -> Home | None:
        origin = origin_of(item)
        if origin is None:
            return None
        if not self._found:
            self._find()
        return self._found.get(id(origin))

    def brings(self, value: Any) -> bool:
        """Tell whether some part inside a new value stood elsewhere."""
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        lists = [one for one in inner if isinstance(one, dict | list)]
        return any(self.get(one) is not None or self.brings(one) for one in lists)

    def _find(self) -> None:
        waiting: list[Any] = [self._root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, LocatedList):
                for number, item in enumerate(node):
                    self._found[id(item)] = None if id(item) in self._found else (node, number)
            waiting.extend(part for part in _parts(node) if isinstance(part, dict | list))


def _parts(node: Any) -> list[Any]:
    return list(node.values()) if isinstance(node, dict) else list(node)


def reindented(text: str, shift: int) -> str:
    """Return lines further in, or further out as far as they can."""
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    if shift >= 0:
        return "".join(" " * shift + line if line.strip() else line for line in lines)
    return "".join(line[min(-shift, len(line) - len(line.lstrip(" "))) :] for line in lines)


def comments_in(lines: Lines, home: Home, extents: Extents) -> list[str]:
    """Return the comments that belong to an item in block style, in their order."""
    items, number = home
    extent = extents.of_items(items)[number]
    texts = sorted(_texts(lines, items[number], items.item_spans[number]))
    comments: list[str] = []
    at = extent.start
    for start, end in (*texts, (extent.end, extent.end)):
        comments.extend(match[0].rstrip() for match in COMMENT.finditer(lines.text[:start], at))
        at = max(at, end)
    return comments


def _texts(lines: Lines, value: Any, span: Span) -> list[tuple[int, int]]:
    """Return where the keys and the texts of a value stand: no sign in them begins a comment."""
    if isinstance(value, LocatedDict):
        keys = [(lines.begin(key), lines.end(key)) for key in value.key_spans.values()]
        return keys + [one for key in value for one in _texts(lines, value[key], value.value_spans[key])]
    if isinstance(value, LocatedList):
        spans = value.item_spans
        return [one for item, place in zip(value, spans, strict=True) for one in _texts(lines, item, place)]
    return [(lines.begin(span), lines.end(span))]
