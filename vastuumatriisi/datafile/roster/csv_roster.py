"""A table as CSV, with commas, semicolons or tabs -> its rows."""

import csv
import io
from collections.abc import Iterator

from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.locales.message import message
from vastuumatriisi.text.characters import on_one_line

from .tables import houses
from .written import Problems, Text, WrittenRoster

SEPARATORS = ";,\t"


def read_csv(content: bytes, problems: Problems) -> WrittenRoster:
    """Return the roster that the bytes hold. Raises SourceError where they are no table in UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = message("roster.no_utf8", byte=f"0x{content[error.start]:02X}")
        raise SourceError([Diagnostic(problems.file, line, 1, what, message("roster.save_as_utf8"))]) from None
    return houses(_rows(text, problems), problems)


def _rows(text: str, problems: Problems) -> Iterator[list[Text]]:
    first = next((line for line in text.splitlines() if line.strip(SEPARATORS + " ")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(SEPARATORS, key=first.count), strict=True)
    line = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            what = message("roster.unreadable_row", reason=str(error))
            problems.add(Text("", line, 1), what, message("roster.close_quotes"))
            return
        if row is None:
            return
        yield [Text(on_one_line(cell), line, number) for number, cell in enumerate(row, 1)]
        line = reader.line_num + 1
