"""YAML text -> plain data, and the line and column of each part.

Scalars stay the text that was written: 12:30 is "12:30", NO is "NO", 1.10 is "1.10". What is a number, a date or a
truth value is said by the schema, not guessed from the look of the text. The events of libyaml are read without
recursion, so that neither deep nesting nor an anchor that grows like a bomb can do harm.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, NoReturn

import yaml

from vastuumatriisi.datafile.syntax_errors import bracket_too_deep, syntax_diagnostics
from vastuumatriisi.errors import MAX_DIAGNOSTICS, Diagnostic, SourceError, limited
from vastuumatriisi.text.characters import FORBIDDEN, describe, shown


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


Item = Callable[[Any, Span], Any]  # an entry of a list and its span -> what is kept of it
ITEMS = 2  # containers around an entry of a list below a key of the file
DEEPEST_NESTING = 100
# Keys, values and items, aliases each time: what fifteen thousand duties need, in 300 MB even where all is wrong.
MOST_NODES = 300_000
LONGEST_TEXT = 32_767  # UTF-16 units; a cell of a workbook holds no more
# "#3" behind a text and a space: YAML leaves it out as a comment, though most who write it mean it.
HASH = re.compile(rb" #[^\s#]")
NO_SPACE = re.compile(r"[\w-]+:[^\s:]")
BEGINNING = "begin with the line “format: 1”; source/README.md shows a whole file"


@dataclass(slots=True)
class _Open:
    """A container that is being filled; ``key`` waits for its value."""

    value: LocatedDict | LocatedList
    anchor: str | None
    nodes: int = 1
    key: tuple[str, Span] | None = None
    last: Span | None = None  # of its last key, value or item


def compose(lines: bytes, name: str, item: Item | None = None) -> LocatedDict:
    """Return the keys and values of a data file in UTF-8; ``name`` is how messages call it. Raises SourceError.

    What ``item`` makes of an entry of a list below a key of the file stands in its place, so that of thousands no more
    has to be kept. It is not asked about texts, nor about aliases.
    """
    return _Composer(name, item).compose(lines)


class _Composer:
    """Builds plain data from the events of one document, collecting the faults that leave it readable."""

    def __init__(self, name: str, item: Item | None = None) -> None:
        self.name = name
        self.item = item
        self.diagnostics: list[Diagnostic] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int] | None] = {}
        self.documents: list[tuple[Any, Span]] = []
        self.lines: list[bytes] = []  # only where a comment may have cut a text off

    def compose(self, lines: bytes) -> LocatedDict:
        if HASH.search(lines):
            self.lines = lines.split(b"\n")
        try:
            for event in yaml.parse(lines, Loader=yaml.CLoader):
                self._take(event)
        except yaml.YAMLError as error:
            if place := bracket_too_deep(error, lines, DEEPEST_NESTING):
                self._too_deep(Span(*place, *place))
            self.diagnostics.extend(limited(syntax_diagnostics(error, lines, self.name)))
            raise SourceError(self.diagnostics) from None
        if self.diagnostics:
            raise SourceError(self.diagnostics)
        return self._root()

    def _root(self) -> LocatedDict:
        root, span = self.documents[0] if self.documents else (None, Span(1, 1, 1, 1))
        if not isinstance(root, LocatedDict) or not root:
            empty = root is None or isinstance(root, LocatedDict)
            what = "is empty" if empty else f"holds {kind_of(root)} where its keys should stand"
            self._stop(span, f"the file {what}", BEGINNING)
        return root

    def _fault(self, span: Span, what: str, remedy: str) -> None:
        if len(self.diagnostics) <= MAX_DIAGNOSTICS:
            self.diagnostics.append(Diagnostic(self.name, span.line, span.column, what, remedy))

    def _stop(self, span: Span, what: str, remedy: str) -> NoReturn:
        self._fault(span, what, remedy)
        raise SourceError(self.diagnostics)

    def _take(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        kind = type(event)
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(span, f"the tag “{shown(tag)}” stands before a value", "delete the tag, and keep the value")
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event, span), span, event.anchor)
        elif kind is yaml.MappingStartEvent:
            self._begin(LocatedDict(span), span, event.anchor)
        elif kind is yaml.SequenceStartEvent:
            self._begin(LocatedList(span), span, event.anchor)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._end(span)
        elif kind is yaml.AliasEvent:
            self._alias(event.anchor, span)
        elif kind is yaml.DocumentStartEvent and self.documents:
            self._stop(span, "a second document begins here (“---”)", "keep one document in the file")

    def _scalar(self, event: Any, span: Span) -> str | None:
        value: str = event.value
        if event.implicit[0] and value in ("", "~", "null", "Null", "NULL"):
            return None
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if "\r" in value:  # an escape between quotes; in the file itself line ends are alike by now
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        if self.lines and not event.style:
            self._look_for_comment(event.end_mark)
        bad = FORBIDDEN.search(value)
        if bad:
            self._fault(span, f"the text holds the character {describe(bad[0])}, which has no place in it", "delete it")
        if len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST_TEXT:
            what = f"the text is {len(value)} characters long, and {LONGEST_TEXT} is the most"
            self._fault(span, what, "shorten it, or divide it")
        return value

    def _look_for_comment(self, end: Any) -> None:
        """Refuse a comment that has swallowed the end of a text: nobody would see what the documents lack."""
        behind = self.lines[end.line].decode("utf-8")[end.column :] if end.line < len(self.lines) else ""
        if cut := re.match(r" +(#[^\s#]\S*)", behind):
            place = (end.line + 1, end.column + cut.start(1) + 1)
            what = f"“{shown(cut[1])}” and what follows would be left out as a comment"
            self._fault(
                Span(*place, *place),
                what,
                "put the whole text in quotes; a comment that is meant has a space behind its #",
            )

    def _begin(self, value: LocatedDict | LocatedList, span: Span, anchor: str | None) -> None:
        if len(self.open) >= DEEPEST_NESTING:
            self._too_deep(span)
        if anchor:
            self.anchors[anchor] = None
        self.open.append(_Open(value, anchor))

    def _too_deep(self, span: Span) -> NoReturn:
        what = f"lists and keys stand inside each other more than {DEEPEST_NESTING} deep"
        self._stop(span, what, "close every bracket")

    def _end(self, span: Span) -> None:
        done = self.open.pop()
        # A block has no sign at its end: the next one may stand many lines below its last word.
        bracket = span.end_column > span.column
        done.value.span = done.value.span.to(span if bracket or done.last is None else done.last)
        value: Any = done.value
        if self.item and len(self.open) == ITEMS and isinstance(self.open[-1].value, LocatedList):
            value = self.item(value, done.value.span)
        self._add(value, done.value.span, done.anchor, done.nodes)

    def _alias(self, anchor: str, span: Span) -> None:
        known = self.anchors.get(anchor)
        if known is not None:
            self._add(known[0], span, None, known[1])
        elif anchor in self.anchors:
            self._stop(span, f"the alias “*{shown(anchor)}” would put something inside itself", "delete it")
        else:
            what = f"the alias “*{shown(anchor)}” is not defined above"
            self._stop(span, what, "write the value out in its place, or put the text in quotes")

    def _add(self, value: Any, span: Span, anchor: str | None, nodes: int = 1) -> None:
        if anchor:
            self.anchors[anchor] = (value, nodes)
        if not self.open:
            self.documents.append((value, span))
            return
        parent = self.open[-1]
        parent.nodes += nodes
        parent.last = span
        if parent.nodes > MOST_NODES:
            most = f"more than {MOST_NODES} keys and values up to here"
            what = f"the file has {most}, repetitions by aliases (*) included"
            self._stop(span, what, "write each value once, and only what belongs to the matrix")
        if isinstance(parent.value, LocatedList):
            parent.value.append(value)
            parent.value.item_spans.append(span)
        elif parent.key is None:
            parent.key = (self._key(value, span), span)
        else:
            (key, key_span), parent.key = parent.key, None
            self._entry(parent.value, key, key_span, value, span)

    def _key(self, value: Any, span: Span) -> str:
        if isinstance(value, str):
            return sys.intern(value)  # the same keys stand in every entry
        self._fault(span, f"{kind_of(value)} in the place of a key", "write a key, a colon and a value")
        return ""

    def _entry(self, mapping: LocatedDict, key: str, key_span: Span, value: Any, span: Span) -> None:
        if key == "<<":
            self._fault(key_span, "the key “<<” would merge other keys in, which is not done here", "write them out")
        elif key in mapping:
            first = mapping.key_spans[key].line
            remedy = "keep one of them" + ("; a new entry begins with “- ”" if key == "id" else "")
            self._fault(key_span, f"the key “{shown(key)}” is here twice, first in line {first}", remedy)
        elif value is None and NO_SPACE.match(key):
            written = shown(key.replace(":", ": ", 1))
            self._fault(key_span, f"“{shown(key)}” has no space behind its colon", f"write “{written}”")
        else:
            mapping[key] = value
            mapping.key_spans[key] = key_span
            mapping.value_spans[key] = span
