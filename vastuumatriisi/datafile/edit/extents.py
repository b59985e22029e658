"""How far the parts of a list or of keys reach in a text: from the comment directly above to that at the last line."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from vastuumatriisi.datafile.edit.lines import Lines
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span


class Extent(NamedTuple):
    """Whole lines from ``start`` up to ``end``; of a key behind a dash, ``start`` is the key itself.

    ``begin`` is where the key or the dash stands, ``content`` where the value ends.
    """

    start: int
    begin: int
    content: int
    end: int


@dataclass(frozen=True, slots=True)
class Extents:
    """The extents of the parts of containers in block style."""

    lines: Lines
    _of_lists: dict[int, list[Extent]] = field(default_factory=dict)

    def of_keys(self, mapping: LocatedDict) -> dict[str, Extent]:
        found: dict[str, Extent] = {}
        bound = -1
        for key, span in mapping.value_spans.items():
            begin = self._key(self.lines.begin(mapping.key_spans[key]))
            found[key] = self._extent(begin, self._content(span, mapping[key], mapping.key_spans[key]), bound)
            bound = self._first_free(span)
        return found

    def of_items(self, items: LocatedList) -> list[Extent]:
        if id(items) not in self._of_lists:
            self._of_lists[id(items)] = self._items(items)
        return self._of_lists[id(items)]

    def _items(self, items: LocatedList) -> list[Extent]:
        found: list[Extent] = []
        bound, column = -1, self.dash_column(items)
        for item, span in zip(items, items.item_spans, strict=True):
            begin = self._dash(self.lines.begin(span), column)
            found.append(self._extent(begin, self._content(span, item, span), bound))
            bound = self._first_free(span)
        return [self._without_heading(items, found, number) for number in range(len(found))]

    def _without_heading(self, items: LocatedList, extents: list[Extent], number: int) -> Extent:
        """Return an extent without the comment above, where that seems to head several parts of a line each."""
        extent = extents[number]
        one_line = self.lines.number(extent.begin) == self.lines.number(extent.content)
        goes_on = number + 1 < len(extents) and self.lines.start_of(extents[number + 1].begin) == extent.end
        if one_line and goes_on and isinstance(items[number], dict) and "text" not in items[number]:
            return extent._replace(start=self.lines.start_of(extent.begin))
        return extent

    def _key(self, begin: int) -> int:
        """Return where a key begins, with the question mark that may stand before it."""
        before = self.lines.text[self.lines.start_of(begin) : begin].rstrip(" ")
        return self.lines.start_of(begin) + len(before) - 1 if before.endswith("?") else begin

    def dash_column(self, items: LocatedList) -> int:
        number = self.lines.number(self.lines.begin(items.item_spans[0]))
        before = self.lines.text[self.lines.starts[number] : self.lines.begin(items.item_spans[0])]
        while "-" not in before:
            number -= 1
            before = self.lines.line(number).partition(" #")[0]
        return before.rindex("-")

    def _dash(self, begin: int, column: int) -> int:
        number = self.lines.number(begin)
        while self.lines.starts[number] + column >= begin or self.lines.line(number)[column : column + 1] != "-":
            number -= 1
        return self.lines.starts[number] + column

    def _first_free(self, span: Span) -> int:
        """Return the first line that holds nothing of a value."""
        end = self.lines.end(span)
        return self.lines.number(end) + (self.lines.column(end) > 0)

    def _content(self, span: Span, value: Any, key: Span) -> int:
        content = self.lines.content_end(span, keeps_blank_lines=_last_text(value).endswith("\n\n"))
        return max(content, self.lines.end(key) if key is not span else content)

    def _extent(self, begin: int, content: int, bound: int) -> Extent:
        start = self.lines.start_of(begin)
        column = begin - start
        if self.lines.text[start:begin].strip(" "):
            start = begin
        else:
            number = self.lines.number(start)
            while number - 1 >= max(bound, 0) and self._is_above(number - 1, column):
                number -= 1
            start = self.lines.starts[number]
        return Extent(start, begin, content, self._end(content, column))

    def _is_above(self, number: int, column: int) -> bool:
        return self.lines.is_comment(number) and self.lines.indent(number) <= column

    def _end(self, content: int, column: int) -> int:
        """Return the end of the last line, or of the comment lines below it that stand further in."""
        number = self.lines.number(content) + 1
        total = len(self.lines.starts)
        while number < total and self.lines.is_comment(number) and self.lines.indent(number) > column:
            number += 1
        return self.lines.starts[number] if number < total else len(self.lines.text)


def _last_text(value: Any) -> str:
    while isinstance(value, dict | list) and value:
        value = value[-1] if isinstance(value, list) else next(reversed(value.values()))
    return value if isinstance(value, str) else ""
