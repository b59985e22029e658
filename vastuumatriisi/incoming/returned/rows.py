"""The rows of a table of duties -> which duty each is of, however they were sorted, copied and inserted."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from vastuumatriisi.incoming.anchors import ID
from vastuumatriisi.incoming.returned.reading import Reading
from vastuumatriisi.incoming.returned.sheets import Row
from vastuumatriisi.incoming.returned.tables import Table
from vastuumatriisi.incoming.returned.values import same

CONTINUES = "…"  # in the place of a number, in rows that hold the rest of the one above
PART = re.compile(r"(\S+) … (\d+)")  # the sign of a row that holds the rest of the one above it
LINKED = re.compile(r'"((?:[^"]|"")*)"\)$')  # the text of a link at the end of its formula


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A row of a duty with the rows that hold the rest of its texts; ``code`` is that of the base, "" for a new one.

    ``copied`` is the code of the duty of whose row this one is a copy, "" if it is none.
    """

    number: int
    row: Row
    code: str
    rest: tuple[Row, ...] = ()
    copied: str = ""


def duty_rows(reading: Reading, table: Table) -> list[DutyRow]:
    """Return the rows of a table in their order, each with the duty that it is of."""
    signs: dict[str, list[tuple[int, Row]]] = {}
    rest: dict[str, list[tuple[int, int, Row]]] = {}
    without: list[tuple[int, Row]] = []
    for number, row in table.rows():
        if _is_header(table, row):
            continue
        sign = table.entry(row, ID).text
        if part := PART.fullmatch(sign):
            rest.setdefault(part[1], []).append((int(part[2]), number, row))
        elif reading.base.is_duty(sign):
            signs.setdefault(sign, []).append((number, row))
        elif table.entry(row, "order").text == CONTINUES and reading.base.is_duty(code_in(table, row)):
            rest.setdefault(code_in(table, row), []).append((number, number, row))
        else:
            without.append((number, row))

    def following(code: str) -> tuple[Row, ...]:
        return tuple(row for _, _, row in sorted(rest.get(code, ()), key=lambda one: one[:2]))

    found: list[DutyRow] = []
    for code, rows in signs.items():
        own = _original(reading, table, code, rows)
        copies = (DutyRow(number, row, "", (), code) for number, row in rows if number != own)
        found += (DutyRow(own, dict(rows)[own], code, following(code)), *copies)
    found += _unsigned(reading, table, without, {*signs}, following)
    return sorted(found, key=lambda one: one.number)


def _is_header(table: Table, row: Row) -> bool:
    """Tell whether somebody has repeated the header further down."""
    return table.entry(row, "duty").text == table.header("duty") and table.entry(row, "code").text == table.header(
        "code"
    )


def is_shifted(table: Table, row: Row, code: str) -> bool:
    """Tell whether a row came from a sheet with other columns: its sign stands in the place of something else."""
    if not code or ID not in table.columns or table.entry(row, ID).text == code:
        return False
    return sum(entry.text == code for entry in row.values()) > 1


def _original(reading: Reading, table: Table, code: str, rows: Sequence[tuple[int, Row]]) -> int:
    """Return the number of the row that is the duty itself and no copy of it: the one that is most as it was."""
    text = reading.base.duty(code).text

    def likeness(numbered: tuple[int, Row]) -> tuple[bool, bool, int]:
        number, row = numbered
        here = table.entry(row, "duty").text
        is_same = same(here, text) or text.startswith(here)
        return code_in(table, row) == code, is_same, -number

    return max(rows, key=likeness)[0]


def _unsigned(
    reading: Reading,
    table: Table,
    rows: Sequence[tuple[int, Row]],
    taken: set[str],
    following: Callable[[str], tuple[Row, ...]],
) -> Iterator[DutyRow]:
    """Yield rows without a sign: those whose code no other row has are known by it."""
    for number, row in rows:
        code = code_in(table, row)
        if reading.base.is_duty(code) and code not in taken:
            taken.add(code)
            yield DutyRow(number, row, code, following(code))
        else:
            yield DutyRow(number, row, "")


def code_in(table: Table, row: Row) -> str:
    """Return the code that a row shows, that of a link too."""
    entry = table.entry(row, "code")
    if not entry.formula:
        return entry.text
    found = LINKED.search(entry.formula)
    return found[1].replace('""', '"') if found else ""
