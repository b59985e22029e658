"""A table as text (.csv, .tsv) -> one sheet; the separator is the one that gives the most even rows."""

import csv
import io
import re
from collections import Counter

from vastuumatriisi.errors import UserError
from vastuumatriisi.incoming.foreign.reading.values import Place, Sheet
from vastuumatriisi.incoming.foreign.reading.workbook import MOST_CELLS, leading_blanks
from vastuumatriisi.locales.message import Text, message

SEPARATORS = {";": "semicolon", "\t": "tab", ",": "comma", "|": "bar"}
JUDGED = 400  # rows
STATED = re.compile(r"\s*sep=(.)\s*\Z", re.IGNORECASE)


def separator_of(text: str) -> str:
    """Return the character that divides the rows of a table, "" where none gives two columns."""
    first = text.split("\n", 1)[0]
    if stated := STATED.match(first.rstrip("\r").strip('"')):
        return stated[1]
    scores = {separator: _evenness(text, separator) for separator in SEPARATORS}
    best = max(scores, key=lambda one: scores[one])
    return best if scores[best] > 0 else ""


def _evenness(text: str, separator: str) -> float:
    """Return the share of rows that are as wide as most of those that are divided at all, times that width."""
    sample = "\n".join(text.splitlines()[:JUDGED])
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if any(row)]
    except csv.Error:
        return 0.0
    divided = Counter(width for width in widths if width > 1)
    if not divided:
        return 0.0
    width, often = divided.most_common(1)[0]
    return float(often / len(widths) * min(width, 8) ** 0.5)


def sheet_of(text: str, name: str, separator: str, file: str) -> Sheet:
    """Return the table as a sheet. Raises UserError."""
    rows: list[tuple[str, ...]] = []
    indents: dict[Place, int] = {}
    count = 0
    for number, row in enumerate(_rows(text, separator, file)):
        for column, cell in enumerate(row):
            if lead := leading_blanks(cell):
                indents[Place(number, column)] = lead
        stripped = [cell.strip().removeprefix("'") if cell.startswith("'=") else cell.strip() for cell in row]
        rows.append(tuple(stripped))
        count += len(row)
        if count > MOST_CELLS:
            raise UserError(message("incoming.more_cells", file=file, millions=MOST_CELLS // 1_000_000))
    return Sheet(name, tuple(rows), indents=indents)


def _rows(text: str, separator: str, file: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=False))
    except csv.Error as error:
        raise UserError(message("incoming.no_table", file=file, reason=_reason(error))) from None
    # The line is kept, empty, so that cells have the names that a spreadsheet shows.
    return [[], *rows[1:]] if rows and STATED.match(separator.join(rows[0])) else rows


def _reason(error: csv.Error) -> Text:
    """Return why the standard library reads no table: of a text it has but one reason to refuse it."""
    most = csv.field_size_limit()
    return message("incoming.long_cell", most=most) if str(most) in str(error) else str(error)
