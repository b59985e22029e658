"""YAML text -> plain data, and the line and column of each part.

Scalars stay the text that was written: 12:30 is "12:30", NO is "NO", 1.10 is "1.10". What is a number, a date or a
truth value is said by the schema, not guessed from the look of the text. The events of libyaml are read without
recursion, so that neither deep nesting nor an anchor that grows like a bomb can do harm.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vastuumatriisi.characters import FORBIDDEN, describe
from vastuumatriisi.errors import Problem, Refusal, SourceError

DEEPEST_NESTING = 100
MOST_NODES = 2_000_000  # aliases counted each time they are used
LONGEST_TEXT = 32_767  # UTF-16 units; a cell of a workbook holds no more
MOST_BYTES = 64 * 1024 * 1024

Mark = tuple[int, int]  # line and column, both from 1


class Mapping(dict[str, Any]):
    """A dict that knows where it starts, and where each key and each value stands."""

    __slots__ = ("at", "key_at", "value_at")

    def __init__(self, at: Mark) -> None:
        super().__init__()
        self.at = at
        self.key_at: dict[str, Mark] = {}
        self.value_at: dict[str, Mark] = {}


class Sequence(list[Any]):
    """A list that knows where it starts, and where each item stands."""

    __slots__ = ("at", "item_at")

    def __init__(self, at: Mark) -> None:
        super().__init__()
        self.at = at
        self.item_at: list[Mark] = []


@dataclass(frozen=True, slots=True)
class Source:
    """A data file as read: its plain data, with positions, and the digest of its bytes."""

    file: str
    root: Mapping
    sha256: str

    def position(self, path: tuple[str | int, ...], *, key: bool = False) -> Mark:
        """Return the mark of the value at ``path``, or of its nearest parent that exists; of its key if ``key``."""
        node: Any = self.root
        mark: Mark = self.root.at
        for index, step in enumerate(path):
            last = index == len(path) - 1
            if isinstance(node, Mapping) and step in node:
                mark = node.key_at[str(step)] if key and last else node.value_at[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node):
                mark = node.item_at[step]
            else:
                return mark
            node = node[step]
        return mark

    def problem(self, mark: Mark, what: str, remedy: str) -> Problem:
        return Problem(self.file, *mark, what, remedy)


def load(path: Path, name: str | None = None) -> Source:
    """Read the data file at ``path``; ``name`` is how messages call it.

    Raises SourceError with every problem that can be told before the shape of the data is known, Refusal where there
    is no such file or it cannot be opened.
    """
    return read(_bytes_of(path), name or str(path))


def read(content: bytes, name: str) -> Source:
    """Return the source that the bytes of a data file hold. Raises SourceError."""
    text = _decoded(content, name)
    problems = [*_conflict_markers(text, name), *_forbidden_characters(text, name)]
    if problems:
        raise SourceError(problems)
    root = _Composer(name).compose(text)
    return Source(name, root, hashlib.sha256(content).hexdigest())


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refusal(f"{path} is a folder; name the data file itself.")
        if path.stat().st_size > MOST_BYTES:
            raise Refusal(f"{path} is larger than 64 MiB; no responsibility matrix is, so name the data file.")
        return path.read_bytes()
    except FileNotFoundError:
        raise Refusal(f"{path}: there is no such file; name an existing data file with --source.") from None
    except OSError as error:
        raise Refusal(f"{path} cannot be read ({error.strerror}); check its permissions.") from None


def _decoded(content: bytes, name: str) -> str:
    save_as = 'save the file as UTF-8 (in most editors: "Save as", "Encoding")'
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:4]:
        raise SourceError([Problem(name, 1, 1, "the file is encoded as UTF-16 or UTF-32, not UTF-8", save_as)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = len(re.findall(rb"\r\n|\r|\n", before)) + 1
        column = len(re.split(rb"[\r\n]", before)[-1].decode("utf-8", "replace")) + 1
        what = f"the byte 0x{content[error.start]:02X} is not UTF-8 (perhaps the file is Latin-1)"
        raise SourceError([Problem(name, line, column, what, save_as)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _conflict_markers(text: str, name: str) -> Iterator[Problem]:
    if not re.search(r"^(<<<<<<<|>>>>>>>)", text, re.MULTILINE):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")) or line.rstrip() in ("<<<<<<<", "=======", ">>>>>>>"):
            yield Problem(name, number, 1, "a conflict marker of git", "keep one version and delete the marker lines")


def _forbidden_characters(text: str, name: str) -> Iterator[Problem]:
    for match in FORBIDDEN.finditer(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        yield Problem(name, line, column, f"the character {describe(match[0])} cannot be printed", "delete it")


@dataclass(slots=True)
class _Open:
    """A container that is being filled; ``key`` waits for its value."""

    value: Mapping | Sequence
    anchor: str | None
    nodes: int = 1
    key: tuple[str, Mark] | None = None


class _Composer:
    """Builds plain data from the events of one document, collecting the faults that leave it readable."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.open: list[_Open] = []
        self.anchors: dict[str, tuple[Any, int] | None] = {}
        self.documents: list[Any] = []
        self.nodes = 0

    def compose(self, text: str) -> Mapping:
        try:
            for event in yaml.parse(text, Loader=yaml.CLoader):
                self._take(event)
        except yaml.YAMLError as error:
            self.problems.append(self._syntax_problem(error, text))
            raise SourceError(self.problems) from None
        if self.problems:
            raise SourceError(self.problems)
        return self._root()

    def _root(self) -> Mapping:
        root = self.documents[0] if self.documents else None
        if isinstance(root, Mapping):
            return root
        what = "the file is empty" if root is None else f"the file holds {_kind(root)} and no keys"
        self._fault((1, 1), what, "begin with the line “format: 1”; source/README.md shows a whole file")
        raise SourceError(self.problems)

    def _fault(self, mark: Mark, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.name, *mark, what, remedy))

    def _stop(self, mark: Mark, what: str, remedy: str) -> None:
        self._fault(mark, what, remedy)
        raise SourceError(self.problems)

    def _take(self, event: Any) -> None:
        mark = (event.start_mark.line + 1, event.start_mark.column + 1)
        kind = type(event)
        if getattr(event, "tag", None) is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._fault(mark, f"the tag “{tag}”", "delete it: every value is written without a tag")
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
            self._fault(mark, f"the text holds {describe(bad[0])}, which cannot be printed", "delete it")
        if len(value) > LONGEST_TEXT // 2 and len(value.encode("utf-16-le", "replace")) > 2 * LONGEST_TEXT:
            self._fault(mark, f"the text is {len(value)} characters long", f"{LONGEST_TEXT} is the most; divide it")
        return value

    def _begin(self, value: Mapping | Sequence, mark: Mark, anchor: str | None) -> None:
        if len(self.open) >= DEEPEST_NESTING:
            self._stop(mark, f"lists and keys are nested deeper than {DEEPEST_NESTING} levels", "flatten them")
        if anchor:
            self.anchors[anchor] = None
        self.open.append(_Open(value, anchor))

    def _end(self) -> None:
        done = self.open.pop()
        self._add(done.value, done.value.at, done.anchor, done.nodes)

    def _alias(self, anchor: str, mark: Mark) -> None:
        known = self.anchors.get(anchor)
        if known is None:
            what = "refers to itself" if anchor in self.anchors else "is not defined above"
            self._stop(mark, f"the alias *{anchor} {what}", "write the value out in its place")
        else:
            self._add(known[0], mark, None, known[1])

    def _add(self, value: Any, mark: Mark, anchor: str | None, nodes: int = 1) -> None:
        self.nodes += 1
        if anchor:
            self.anchors[anchor] = (value, nodes)
        if not self.open:
            self.documents.append(value)
            return
        parent = self.open[-1]
        parent.nodes += nodes
        if parent.nodes > MOST_NODES:
            self._stop(mark, "aliases (*) repeat too much content", "write the values out in their places")
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
        self._fault(mark, f"{_kind(value)} stands where a key is expected", "write a key, a colon and a value")
        return ""

    def _entry(self, mapping: Mapping, key: str, key_mark: Mark, value: Any, mark: Mark) -> None:
        if key == "<<":
            self._fault(key_mark, "the merge key “<<”", "write the keys out in their places")
        elif key in mapping:
            first = mapping.key_at[key][0]
            self._fault(key_mark, f"the key “{key}” is here twice, first in line {first}", "keep one of them")
        else:
            mapping[key] = value
            mapping.key_at[key] = key_mark
            mapping.value_at[key] = mark

    def _syntax_problem(self, error: yaml.YAMLError, text: str) -> Problem:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        lines = text.split("\n")
        written = lines[line - 1] if line <= len(lines) else ""
        if re.match(r" *\t", written):
            column = written.index("\t") + 1
            return Problem(self.name, line, column, "a tab character indents the line", "indent with spaces")
        what, remedy = _plain(getattr(error, "problem", None) or str(error))
        return Problem(self.name, line, column, what, remedy)


def _kind(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, Sequence) else "nothing" if value is None else "a text"


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
    ("found unexpected end of stream", "a quote is never closed", "close it with the same mark"),
    ("found character that cannot start", "the text begins with a sign that YAML keeps for itself", "put it in quotes"),
    (
        "did not find expected ',' or",
        "a list in brackets is not finished",
        "put commas between its items, then close it",
    ),
    ("block sequence entries are not allowed", "a list begins where none can stand", "begin it on a line of its own"),
)


def _plain(problem: str) -> tuple[str, str]:
    for theirs, what, remedy in PLAIN_WORDS:
        if theirs in problem:
            return what, remedy
    return f"the line cannot be read ({problem})", "check indentation, colons and quotes on this line and the one above"
