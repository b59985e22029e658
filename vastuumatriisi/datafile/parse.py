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
from vastuumatriisi.locales.message import Message, message
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

    def is_cut_off(self, key: str) -> bool:
        """Tell whether a key in brackets is the rest of a text, which a comma has cut off: it has no colon."""
        return self[key] is None and self.value_spans[key][:2] == self.key_spans[key][2:]


class LocatedList(list[Any]):
    """A list that knows its span, and those of each item."""

    __slots__ = ("item_spans", "span")

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.item_spans: list[Span] = []


def kind_of(value: object) -> Message:
    """Return what a value is, for a message: "a list"."""
    if isinstance(value, dict):
        return message("source.kind.keys")
    kind = "list" if isinstance(value, list) else "nothing" if value is None else "text"
    return message(f"source.kind.{kind}")


Item = Callable[[Any, Span], Any]  # an entry of a list and its span -> what is kept of it
ITEMS = 2  # containers around an entry of a list below a key of the file
DEEPEST_NESTING = 100
# Keys, values and items, aliases each time: what fifteen thousand duties need, in 300 MB even where all is wrong.
MOST_NODES = 300_000
LONGEST_TEXT = 32_767  # UTF-16 units; a cell of a workbook holds no more
# "#3" behind a text and a space: YAML leaves it out as a comment, though most who write it mean it.
HASH = re.compile(rb" #[^\s#]")
NO_SPACE = re.compile(r"[\w-]+:[^\s:]")


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
            what = message("source.empty") if empty else message("source.no_keys", kind=kind_of(root))
            self._stop(span, what, message("source.beginning"))
        return root

    def _fault(self, span: Span, what: Message, remedy: Message) -> None:
        if len(self.diagnostics) <= MAX_DIAGNOSTICS:
            self.diagnostics.append(Diagnostic(self.name, span.line, span.column, what, remedy))

    def _stop(self, span: Span, what: Message, remedy: Message) -> NoReturn:
        self._fault(span, what, remedy)
        raise SourceError(self.diagnostics)

    def _take(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        span = Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        kind = type(event)
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            is_word = not event.tag.startswith("tag:yaml.org,2002:")  # "!Hello", which nobody means as a tag
            what, remedy = ("exclamation", "quote_exclamation") if is_word else ("tag", "delete_tag")
            self._fault(span, message(f"source.{what}", tag=shown(tag)), message(f"source.{remedy}"))
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
            self._stop(span, message("source.second_document"), message("source.one_document"))

    def _scalar(self, event: Any, span: Span) -> str | None:
        value: str = event.value
        if self.lines and not event.style:
            self._look_for_comment(event.end_mark)
        if event.implicit[0] and value in ("", "~", "null", "Null", "NULL"):
            return None
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        if "\r" in value:  # an escape between quotes; in the file itself line ends are alike by now
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        bad = FORBIDDEN.search(value)
        if bad:
            what = message("source.character_in_text", character=describe(bad[0]))
            self._fault(span, what, message("source.delete_it"))
        if len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST_TEXT:
            what = message("source.text_too_long", length=len(value), most=LONGEST_TEXT)
            self._fault(span, what, message("source.shorten"))
        return value

    def _look_for_comment(self, end: Any) -> None:
        """Refuse a comment that has swallowed the end of a text: nobody would see what the documents lack."""
        behind = self.lines[end.line].decode("utf-8")[end.column :] if end.line < len(self.lines) else ""
        if cut := re.match(r" +(#[^\s#]\S*)", behind):
            place = (end.line + 1, end.column + cut.start(1) + 1)
            what = message("source.comment_cuts", cut=shown(cut[1]))
            self._fault(Span(*place, *place), what, message("source.quote_or_space"))

    def _begin(self, value: LocatedDict | LocatedList, span: Span, anchor: str | None) -> None:
        if len(self.open) >= DEEPEST_NESTING:
            self._too_deep(span)
        if anchor:
            self.anchors[anchor] = None
        self.open.append(_Open(value, anchor))

    def _too_deep(self, span: Span) -> NoReturn:
        self._stop(span, message("source.too_deep", most=DEEPEST_NESTING), message("source.close_brackets"))

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
            self._stop(span, message("source.alias_in_itself", alias=shown(anchor)), message("source.delete_it"))
        else:
            self._stop(span, message("source.alias_unknown", alias=shown(anchor)), message("source.write_alias_out"))

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
            self._stop(span, message("source.too_many", most=MOST_NODES), message("source.each_once"))
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
        self._fault(span, message("source.no_key", kind=kind_of(value)), message("source.write_key"))
        return ""

    def _entry(self, mapping: LocatedDict, key: str, key_span: Span, value: Any, span: Span) -> None:
        if key == "<<":
            self._fault(key_span, message("source.merge"), message("source.write_out"))
        elif key in mapping:
            first = mapping.key_spans[key].line
            remedy = message("source.keep_one_or_dash" if key == "id" else "source.keep_one")
            self._fault(key_span, message("source.key_twice", key=shown(key), line=first), remedy)
        elif value is None and NO_SPACE.match(key):
            written = shown(key.replace(":", ": ", 1))
            what = message("source.no_space", key=shown(key))
            self._fault(key_span, what, message("source.write_quoted", wanted=written))
        else:
            mapping[key] = value
            mapping.key_spans[key] = key_span
            mapping.value_spans[key] = span
