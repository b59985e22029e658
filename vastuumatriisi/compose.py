"""YAML text -> plain data, and the line and column of each part.

Scalars stay the text that was written: 12:30 is "12:30", NO is "NO", 1.10 is "1.10". What is a number, a date or a
truth value is said by the schema, not guessed from the look of the text. The events of libyaml are read without
recursion, so that neither deep nesting nor an anchor that grows like a bomb can do harm.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from vastuumatriisi.characters import FORBIDDEN, describe, shown
from vastuumatriisi.errors import MOST_PROBLEMS, Problem, SourceError, enough
from vastuumatriisi.positions import Mapping, Mark, Sequence, kind_of

DEEPEST_NESTING = 100
# Keys, values and items, aliases counted each time they are used: what fifteen thousand duties need, and few enough for
# a file in which every one of them is wrong to fit in 300 MB of memory.
MOST_NODES = 300_000
LONGEST_TEXT = 32_767  # UTF-16 units; a cell of a workbook holds no more
BEGINNING = "begin with the line “format: 1”; source/README.md shows a whole file"


@dataclass(slots=True)
class _Open:
    """A container that is being filled; ``key`` waits for its value."""

    value: Mapping | Sequence
    anchor: str | None
    nodes: int = 1
    key: tuple[str, Mark] | None = None


def compose(lines: bytes, name: str) -> Mapping:
    """Return the keys and values of a data file in UTF-8; ``name`` is how messages call it. Raises SourceError."""
    return _Composer(name).compose(lines)


class _Composer:
    """Builds plain data from the events of one document, collecting the faults that leave it readable."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int] | None] = {}
        self.documents: list[tuple[Any, Mark]] = []

    def compose(self, lines: bytes) -> Mapping:
        try:
            for event in yaml.parse(lines, Loader=yaml.CLoader):
                self._take(event)
        except yaml.YAMLError as error:
            self.problems.extend(enough(_syntax_problems(error, lines, self.name)))
            raise SourceError(self.problems) from None
        if self.problems:
            raise SourceError(self.problems)
        return self._root()

    def _root(self) -> Mapping:
        root, mark = self.documents[0] if self.documents else (None, (1, 1))
        if not isinstance(root, Mapping) or not root:
            empty = root is None or isinstance(root, Mapping)
            what = "is empty" if empty else f"holds {kind_of(root)} where its keys should stand"
            self._stop(mark, f"the file {what}", BEGINNING)
        return root

    def _fault(self, mark: Mark, what: str, remedy: str) -> None:
        if len(self.problems) <= MOST_PROBLEMS:
            self.problems.append(Problem(self.name, *mark, what, remedy))

    def _stop(self, mark: Mark, what: str, remedy: str) -> NoReturn:
        self._fault(mark, what, remedy)
        raise SourceError(self.problems)

    def _take(self, event: Any) -> None:
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        kind = type(event)
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(mark, f"the tag “{shown(tag)}” stands before a value", "delete the tag, and keep the value")
        if kind is yaml.ScalarEvent:
            self._add(self._scalar(event, mark), mark, event.anchor)
        elif kind is yaml.MappingStartEvent:
            self._begin(Mapping(mark), mark, event.anchor)
        elif kind is yaml.SequenceStartEvent:
            self._begin(Sequence(mark), mark, event.anchor)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._end()
        elif kind is yaml.AliasEvent:
            self._alias(event.anchor, mark)
        elif kind is yaml.DocumentStartEvent and self.documents:
            self._stop(mark, "a second document begins here (“---”)", "keep one document in the file")

    def _scalar(self, event: Any, mark: Mark) -> str | None:
        value: str = event.value
        if event.implicit[0] and value in ("", "~", "null", "Null", "NULL"):
            return None
        if not value.isascii():
            value = unicodedata.normalize("NFC", value)
        bad = FORBIDDEN.search(value)
        if bad:
            self._fault(mark, f"the text holds the character {describe(bad[0])}, which has no place in it", "delete it")
        if len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST_TEXT:
            what = f"the text is {len(value)} characters long, and {LONGEST_TEXT} is the most"
            self._fault(mark, what, "shorten it, or divide it")
        return value

    def _begin(self, value: Mapping | Sequence, mark: Mark, anchor: str | None) -> None:
        if len(self.open) >= DEEPEST_NESTING:
            what = f"lists and keys stand inside each other more than {DEEPEST_NESTING} deep"
            self._stop(mark, what, "close every bracket")
        if anchor:
            self.anchors[anchor] = None
        self.open.append(_Open(value, anchor))

    def _end(self) -> None:
        done = self.open.pop()
        self._add(done.value, done.value.at, done.anchor, done.nodes)

    def _alias(self, anchor: str, mark: Mark) -> None:
        known = self.anchors.get(anchor)
        if known is not None:
            self._add(known[0], mark, None, known[1])
        elif anchor in self.anchors:
            self._stop(mark, f"the alias “*{shown(anchor)}” would put something inside itself", "delete it")
        else:
            what = f"the alias “*{shown(anchor)}” is not defined above"
            self._stop(mark, what, "write the value out in its place, or put the text in quotes")

    def _add(self, value: Any, mark: Mark, anchor: str | None, nodes: int = 1) -> None:
        if anchor:
            self.anchors[anchor] = (value, nodes)
        if not self.open:
            self.documents.append((value, mark))
            return
        parent = self.open[-1]
        parent.nodes += nodes
        if parent.nodes > MOST_NODES:
            what = (
                f"the file has more than {MOST_NODES} keys and values up to here, repetitions by aliases (*) included"
            )
            self._stop(mark, what, "write each value once, and only what belongs to the matrix")
        if isinstance(parent.value, Sequence):
            parent.value.append(value)
            parent.value.item_at.append(mark)
        elif parent.key is None:
            parent.key = (self._key(value, mark), mark)
        else:
            (key, key_mark), parent.key = parent.key, None
            self._entry(parent.value, key, key_mark, value, mark)

    def _key(self, value: Any, mark: Mark) -> str:
        if isinstance(value, str):
            return value
        self._fault(mark, f"{kind_of(value)} in the place of a key", "write a key, a colon and a value")
        return ""

    def _entry(self, mapping: Mapping, key: str, key_mark: Mark, value: Any, mark: Mark) -> None:
        if key == "<<":
            self._fault(key_mark, "the key “<<” would merge other keys in, which is not done here", "write them out")
        elif key in mapping:
            first = mapping.key_at[key][0]
            self._fault(key_mark, f"the key “{shown(key)}” is here twice, first in line {first}", "keep one of them")
        else:
            mapping[key] = value
            mapping.key_at[key] = key_mark
            mapping.value_at[key] = mark


def _syntax_problems(error: yaml.YAMLError, content: bytes, name: str) -> Iterator[Problem]:
    """Yield what stops the reading, in plain words; every line that a tab indents, since each has to be mended."""
    problem = getattr(error, "problem", None) or str(error)
    begun, stopped = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    # A quote that is never closed stops the reading at the end of the file; where it was opened helps more.
    mark = begun if begun and "end of stream" in problem else stopped or begun
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = content.split(b"\n")
    if line <= len(lines) and TAB.match(lines[line - 1]):
        for number, written in enumerate(lines[line - 1 :], line):
            if TAB.match(written):
                yield Problem(name, number, written.index(b"\t") + 1, "a tab indents the line", "indent with spaces")
        return
    before = lines[line - 1].decode("utf-8")[: column - 1] if line <= len(lines) else ""
    if problem.startswith("did not find expected key") and before.rstrip().endswith(('"', "'")):
        yield Problem(name, line, column, "the text goes on behind its closing quote", "put all of it into the quotes")
    else:
        yield Problem(name, line, column, *_plain(problem))


TAB = re.compile(rb" *\t")
PLAIN_WORDS = (
    (
        "mapping values are not allowed",
        "a colon stands where the text of a value goes on",
        "put a text that holds a colon and a space in quotes",
    ),
    (
        "could not find expected ':'",
        "a key has no colon",
        "write “key: value”, and indent the lines of a text further than its key",
    ),
    (
        "did not find expected key",
        "the line does not fit what stands above it",
        "indent it like its neighbours, and close every quote",
    ),
    (
        "did not find expected '-' indicator",
        "the line does not fit the list above it",
        "begin each item of the list with “- ”, all in one column",
    ),
    (
        "found unknown escape character",
        "the backslash begins an escape that does not exist",
        "write the text in 'single quotes', where a backslash is a backslash",
    ),
    ("invalid Unicode character escape", "the escape “\\u” names no character", "write the character itself"),
    ("directive", "a line that begins with “%” is an order to the reading program", "delete it, or put it in quotes"),
    ("found unexpected document indicator", "a quote is never closed before “---”", "close it with the same mark"),
    ("found unexpected end of stream", "a quote is never closed", "close it with the same mark"),
    ("found character that cannot start", "the text begins with a sign that YAML keeps for itself", "put it in quotes"),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket is missing before this place",
        "put commas between the items, and close what was opened above",
    ),
    (
        "found unexpected ':'",
        "a colon stands where none is expected",
        "put a space behind the colon of a key, and a text that holds one in quotes",
    ),
    ("block sequence entries are not allowed", "a list begins where none can stand", "begin it on a line of its own"),
)


def _plain(problem: str) -> tuple[str, str]:
    for theirs, what, remedy in PLAIN_WORDS:
        if theirs in problem:
            return what, remedy
    return f"the line cannot be read ({problem})", "check indentation, colons and quotes on this line and the one above"
