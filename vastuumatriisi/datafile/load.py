"""A data file's bytes -> plain data, and the line and column of each part."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from vastuumatriisi.datafile.other_formats import other_format
from vastuumatriisi.datafile.parse import Item, LocatedDict, LocatedList, Span, compose
from vastuumatriisi.errors import Diagnostic, SourceError, UserError, limited, unreadable
from vastuumatriisi.locales.message import Text, message
from vastuumatriisi.system.reading import read_within
from vastuumatriisi.text.characters import FORBIDDEN, describe

MOST_BYTES = 16 * 1024 * 1024

CONFLICT = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)
CONFLICT_LINE = re.compile(r"^([<>|]{7}( .*)?|={7})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Source:
    """A data file as read: its plain data, with positions, and the digest of its bytes."""

    file: str
    root: LocatedDict
    sha256: str

    def span(self, path: tuple[str | int, ...], *, key: bool = False) -> Span:
        """Return the span of the value at ``path``, or of its nearest parent that exists; of its key if ``key``."""
        node: Any = self.root
        span = self.root.span
        for index, step in enumerate(path):
            last = index == len(path) - 1
            if isinstance(node, LocatedDict) and step in node:
                span = node.key_spans[str(step)] if key and last else node.value_spans[str(step)]
            elif isinstance(node, LocatedList) and isinstance(step, int) and step < len(node):
                span = node.item_spans[step]
            else:
                return span
            node = node[step]
        return span

    def diagnostic(self, span: Span, what: Text, remedy: Text) -> Diagnostic:
        return Diagnostic(self.file, span.line, span.column, what, remedy)


def load(path: Path, name: str | None = None) -> Source:
    """Read the data file at ``path``; ``name`` is how messages call it.

    Raises SourceError with every problem that can be told before the shape of the data is known, UserError where there
    is no such file or it cannot be opened.
    """
    return read(content_of(path, name), name or str(path))


def content_of(path: Path, name: str | None = None) -> bytes:
    """Return the bytes of the data file at ``path``. Raises UserError where there is none, or where it is too large."""
    content = _bytes_of(path)
    if len(content) > MOST_BYTES:
        _refuse_other_formats(content, name or str(path))
        raise UserError(message("files.too_large", path=path))
    return content


def read(content: bytes, name: str, item: Item | None = None) -> Source:
    """Return the source that the bytes of a data file hold; for ``item`` see ``compose``. Raises SourceError."""
    _refuse_other_formats(content, name)
    lines = content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    _refuse_characters(lines, name)
    return Source(name, compose(lines, name, item), hashlib.sha256(content).hexdigest())


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of a file, of one that is too large only a few more than are ever read."""
    try:
        if path.is_dir():
            raise UserError(message("files.folder", path=path))
        content = read_within(path, MOST_BYTES)
    except FileNotFoundError:
        raise UserError(message("files.no_data_file", path=path)) from None
    except OSError as error:
        raise unreadable(path, error) from None
    return content


def _refuse_other_formats(content: bytes, name: str) -> None:
    if words := other_format(content):
        raise SourceError([Diagnostic(name, 1, 1, *words)])


def _refuse_characters(lines: bytes, name: str) -> None:
    """Raise SourceError where the lines are no UTF-8, hold characters that no document may hold, or a git conflict."""
    text = _decoded(lines, name)
    diagnostics = limited(chain(_conflict_markers(text, name), _forbidden_characters(text, name)))
    if diagnostics:
        raise SourceError(diagnostics)


def _decoded(lines: bytes, name: str) -> str:
    save_as = message("source.save_as_utf8")
    if lines[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in lines[:4]:
        raise SourceError([Diagnostic(name, 1, 1, message("source.utf16"), save_as)])
    try:
        return lines.decode("utf-8")
    except UnicodeDecodeError as error:
        line = lines.count(b"\n", 0, error.start) + 1
        before = lines[lines.rfind(b"\n", 0, error.start) + 1 : error.start]
        what = message("source.no_utf8", byte=f"0x{lines[error.start]:02X}")
        raise SourceError([Diagnostic(name, line, len(before.decode("utf-8", "replace")) + 1, what, save_as)]) from None


def _conflict_markers(text: str, name: str) -> Iterator[Diagnostic]:
    if CONFLICT.search(text):
        for mark, _ in _found(CONFLICT_LINE, text):
            yield Diagnostic(name, *mark, message("source.conflict"), message("source.keep_one_version"))


def _forbidden_characters(text: str, name: str) -> Iterator[Diagnostic]:
    for mark, match in _found(FORBIDDEN, text):
        what = message("source.forbidden_character", character=describe(match[0]))
        yield Diagnostic(name, *mark, what, message("source.delete_it"))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[tuple[int, int], re.Match[str]]]:
    """Yield each match with its line and column."""
    line, at = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        yield (line, at - text.rfind("\n", 0, at)), match
