"""The text of a data file by lines: offsets, line ends, blanks and comments."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from vastuumatriisi.datafile.parse import Span

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LINE_END = re.compile(r"\r\n|\r|\n")
COMMENT = re.compile(r"(?:^|(?<=[ \t\r\n]))#[^\r\n]*")


def text_of(content: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of a file, if it has one, and its text. Raises UnicodeDecodeError."""
    mark = BYTE_ORDER_MARK if content.startswith(BYTE_ORDER_MARK) else b""
    return mark, content.removeprefix(mark).decode("utf-8")


@dataclass(frozen=True)
class Lines:
    """The characters of a file as they stand there, whatever its line ends are."""

    text: str

    @cached_property
    def starts(self) -> list[int]:
        return [0, *(match.end() for match in LINE_END.finditer(self.text))]

    @cached_property
    def ending(self) -> str:
        """The first line end of the file, which is that of new lines."""
        match = LINE_END.search(self.text)
        return match[0] if match else "\n"

    def begin(self, span: Span) -> int:
        return self._offset(span.line, span.column)

    def end(self, span: Span) -> int:
        return self._offset(span.end_line, span.end_column)

    def _offset(self, line: int, column: int) -> int:
        return min(self.starts[line - 1] + column - 1, len(self.text)) if line <= len(self.starts) else len(self.text)

    def number(self, offset: int) -> int:
        """Return the index of the line that an offset is in."""
        return bisect_right(self.starts, offset) - 1

    def start_of(self, offset: int) -> int:
        return self.starts[self.number(offset)]

    def behind(self, offset: int) -> int:
        """Return where the next line begins."""
        number = self.number(offset) + 1
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return a line without its end."""
        last = number + 1 >= len(self.starts)
        return self.text[self.starts[number] : len(self.text) if last else self.starts[number + 1]].rstrip("\r\n")

    def column(self, offset: int) -> int:
        return offset - self.start_of(offset)

    def is_blank(self, number: int) -> bool:
        return not self.line(number).strip()

    def is_comment(self, number: int) -> bool:
        return self.line(number).lstrip().startswith("#")

    def indent(self, number: int) -> int:
        line = self.line(number)
        return len(line) - len(line.lstrip())

    def content_end(self, span: Span, *, keeps_blank_lines: bool) -> int:
        """Return where a value ends; the mark behind a text in block style stands below the blank lines after it."""
        end = self.end(span)
        if end <= self.begin(span) or (end < len(self.text) and self.column(end)):
            return end
        if keeps_blank_lines:
            return max(end - len(self.ending), self.begin(span))
        return len(self.text[:end].rstrip(" \t\r\n")) if self.text[:end].endswith(("\n", "\r")) else end
