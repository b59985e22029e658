"""What the parts of a sheet were taken as: for the map that is written beside the result, and for the picture."""

from collections.abc import Iterable

from vastuumatriisi.incoming.foreign.finding.found import SheetTaken
from vastuumatriisi.incoming.foreign.finding.rows import Row
from vastuumatriisi.incoming.foreign.finding.table import Table
from vastuumatriisi.incoming.foreign.reading.values import column_name


def taken_as(name: str, tables: Iterable[Table], rows: Iterable[Row], *, turned: bool) -> SheetTaken:
    """Return what the columns and the rows of a sheet were taken as; rows that are plain duties are left out."""
    columns: dict[int, str] = {}
    headings: set[int] = set()
    words: dict[int, str] = {}
    for table in tables:
        words.update((column, text) for column, text in table.labels.headings.items() if text)
        headings.update(table.block.headings)
        columns.update(_columns(table))
    kinds: dict[int, str] = {row.number: "group" for row in rows if row.kind in ("group", "both")}
    kinds |= {row.number: "more" for row in rows if row.kind == "more" and not row.sure}
    kinds |= {row.number: "duty" for row in rows if row.kind == "duty" and not row.sure}
    columns, kinds = dict(sorted(columns.items())), dict(sorted(kinds.items()))
    heads = tuple((_names if turned else _rows)(dict.fromkeys(sorted(headings), "")))
    if turned:  # what stands in a row of the turned table is a column of the file
        return SheetTaken(name, "down", heads, _names(kinds), _rows(columns), _rows(words))
    return SheetTaken(name, "across", heads, _names(columns), _rows(kinds), _names(words))


def _columns(table: Table) -> dict[int, str]:
    labels = table.labels
    kinds = {labels.duty: "duty"}
    for kind, columns in (("group", labels.groups), ("remark", labels.remarks), ("attribute", labels.attributes)):
        kinds |= dict.fromkeys(columns, kind)
    if labels.code is not None:
        kinds[labels.code] = "code"
    if not table.merging and not table.heads:
        kinds |= dict.fromkeys(table.block.values, "role")
    return kinds


def _names(kinds: dict[int, str]) -> dict[str, str]:
    return {column_name(number): kind for number, kind in kinds.items()}


def _rows(kinds: dict[int, str]) -> dict[str, str]:
    return {str(number + 1): kind for number, kind in kinds.items()}
