"""Sheets -> tables whose columns are known by what they hold, wherever people have moved them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from vastuumatriisi.incoming.anchors import OF, Layout
from vastuumatriisi.incoming.returned.sheets import NOTHING, Entry, ReturnedSheet, Row
from vastuumatriisi.incoming.returned.values import folded

LOOKED_THROUGH = 60  # rows from the top that may be the header
AREA, OVERVIEW, FLAT, AGENDA, QUESTIONS = "area", "overview", "flat", "agenda", "finding_sheet"  # keys of sheets
OTHERS = (OVERVIEW, FLAT, AGENDA, QUESTIONS)
LEAST_HEADERS = 3  # that make a row the header where no sign tells it
NEEDED = {AGENDA: ("decision",), QUESTIONS: ("decision",), FLAT: ("letter",)}  # else the text of a duty


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet: ``key`` is which sheet it was, ``columns`` lead from what they hold to their numbers.

    ``extra`` are columns that ours has none of, with their headers, "" for none; ``missing`` are the headers of those
    that are gone.
    """

    key: str
    sheet: ReturnedSheet
    head: int
    columns: Mapping[str, int]
    extra: Mapping[int, str]
    missing: tuple[str, ...] = ()

    def entry(self, row: Row, column: str) -> Entry:
        """Return what a row has in a column, nothing where there is no such column."""
        number = self.columns.get(column)
        return row.get(number, NOTHING) if number else NOTHING

    def header(self, column: str) -> str:
        """Return the header of a column, "" where there is no such column."""
        return self.sheet.rows[self.head].get(self.columns.get(column, 0), NOTHING).text

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Yield the rows below the header with their numbers."""
        for number, row in self.sheet.rows.items():
            if number > self.head:
                yield number, row


def tables_of(sheets: tuple[ReturnedSheet, ...], layout: Layout) -> Iterator[Table | ReturnedSheet]:
    """Yield the table of each sheet that has one of ours, else the sheet itself where it was to have one."""
    free = {name for key, name in layout.names.items() if key not in layout.headers}
    for sheet in sheets:
        table = _signed(sheet, layout) or (None if sheet.name in free else _headed(sheet, layout))
        if table is None:
            if any(name == sheet.name and key in layout.headers for key, name in layout.names.items()):
                yield sheet
        elif all(one in table.columns for one in NEEDED.get(table.key, ("duty",))):
            yield table
        else:
            yield sheet


def _signed(sheet: ReturnedSheet, layout: Layout) -> Table | None:
    """Return the table below the hidden row of signs, None where there is none."""
    for number, row in _top(sheet):
        keys = [key for text in row.values() if OF in text.text and (key := text.text.rpartition(OF)[2])]
        key = next((key for key in keys if key in OTHERS or key.rstrip("0123456789") == AREA), "")
        signs = {column: entry.text.partition(OF)[0] for column, entry in row.items()}
        if key and len(signs) >= LEAST_HEADERS:
            head = next((other for other, _ in _top(sheet) if other > number), number)
            return _table(sheet, layout, key, head, signs)
    return None


def _headed(sheet: ReturnedSheet, layout: Layout) -> Table | None:
    """Return the table below the row that has the most headers of one of our sheets, None where none has enough."""
    best: tuple[int, bool, str, int] | None = None
    for number, row in _top(sheet):
        texts = {folded(entry.text) for entry in row.values()}
        for key, headers in layout.headers.items():
            found = len(texts & {*map(folded, headers.values())})
            this = (found, layout.names.get(key) == sheet.name, key, number)
            if found >= LEAST_HEADERS and (best is None or this[:2] > best[:2]):
                best = this
    return _following(_table(sheet, layout, best[2], best[3], {})) if best else None


def _following(table: Table) -> Table:
    """Return the table, as that of all duties where its texts are formulas: what stands there follows from others."""
    is_area = table.key.startswith(AREA) and any(table.entry(row, "duty").formula for _, row in table.rows())
    return replace(table, key=OVERVIEW) if is_area else table


def _top(sheet: ReturnedSheet) -> Iterator[tuple[int, Row]]:
    return ((number, row) for number, row in sheet.rows.items() if number <= LOOKED_THROUGH)


def _table(sheet: ReturnedSheet, layout: Layout, key: str, head: int, signs: Mapping[int, str]) -> Table:
    """Return the table with its columns told by header and sign.

    A header that is one of ours wins, since inside of a table it moves without the sign above it; the sign tells a
    column whose header is no longer ours. What two columns claim has the one for which both speak.
    """
    headers = {number: entry.text for number, entry in sheet.rows.get(head, {}).items()}
    ours = layout.headers.get(key, {})
    known = {folded(header): one for one, header in ours.items()}
    by_header = {number: known[folded(text)] for number, text in headers.items() if folded(text) in known}
    columns: dict[str, int] = {}
    for both in (True, False):
        for number, one in by_header.items():
            if (signs.get(number) == one) is both:
                columns.setdefault(one, number)
    for number, sign in signs.items():
        if number not in by_header and sign:
            columns.setdefault(sign, number)
    taken = {*columns.values()}
    below = {column for number, row in sheet.rows.items() if number > head for column in row}
    extra = {number: headers.get(number, "") for number in sorted({*headers, *below}) if number not in taken}
    # Where the workbook does not tell how it was laid out, nobody knows what it had.
    missing = tuple(header for one, header in ours.items() if one not in columns and key in layout.names)
    return Table(key, sheet, head, columns, extra, missing)


def renamed(table: Table, layout: Layout) -> Iterator[tuple[int, str, str]]:
    """Yield the columns whose headers are no longer ours, as the sign above them tells, with both headers."""
    ours = layout.headers.get(table.key, {})
    known = {folded(header) for header in ours.values()}
    for column, number in table.columns.items():
        header = table.header(column)
        if header and column in ours and folded(header) not in known:
            yield number, ours[column], header


def doubled(table: Table) -> Iterator[tuple[int, str]]:
    """Yield the columns that bear the header of one that is there besides, with that header."""
    counted = Counter(folded(text) for text in table.extra.values())
    for number, text in table.extra.items():
        if counted[folded(text)] and any(
            folded(text) == folded(table.sheet.rows[table.head].get(other, NOTHING).text)
            for other in table.columns.values()
        ):
            yield number, text
