"""Where in a sheet the letters stand, which rows are headings above them, and where one block ends."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from vastuumatriisi.incoming.foreign.finding.lexicon import is_heading
from vastuumatriisi.incoming.foreign.finding.marks import MarkReader
from vastuumatriisi.incoming.foreign.reading.values import Place, Sheet

EMPTY, TEXT, MARK = 0, 1, 2
SHARE = 0.34  # of the different contents of a column that have to be letters
FILLED = 0.5  # of the columns that a row of headings fills


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with what each cell is: EMPTY, TEXT or MARK; cells of the legend are EMPTY."""

    sheet: Sheet
    reader: MarkReader
    kinds: tuple[bytes, ...]
    spread: dict[int, dict[int, str]]  # texts of merged headings, by row and by each column that they cover

    def at(self, row: int, column: int) -> int:
        kinds = self.kinds[row]
        return kinds[column] if column < len(kinds) else EMPTY

    def heading(self, row: int, column: int) -> str:
        """Return the text above a column, where merged cells count for each column that they cover."""
        return self.sheet.text(row, column) or self.spread.get(row, {}).get(column, "")


@dataclass(frozen=True, slots=True)
class Block:
    """Headings and the rows below them: ``values`` are the columns with letters, ``labels`` those with words."""

    headings: tuple[int, ...]
    rows: range
    values: tuple[int, ...]
    labels: tuple[int, ...]


def grid_of(sheet: Sheet, reader: MarkReader, taken: set[Place]) -> Grid:
    """Return a sheet with what each of its cells is; ``taken`` are those of the legend."""
    known: dict[str, int] = {"": EMPTY}
    kinds = []
    for row in sheet.rows:
        line = bytearray(len(row))
        for column, text in enumerate(row):
            if text not in known:
                known[text] = TEXT if reader.strict(text) is None else MARK
            line[column] = known[text]
        kinds.append(line)
    for row_number, column in taken:
        kinds[row_number][column] = EMPTY
    spread: dict[int, dict[int, str]] = {}
    for area in sheet.merged:
        text = sheet.text(area.top, area.left)
        if text and area.right > area.left:
            columns = range(area.left, min(area.right, sheet.width) + 1)
            spread.setdefault(area.top, {}).update(dict.fromkeys(columns, text))
    return Grid(sheet, reader, tuple(map(bytes, kinds)), spread)


def value_columns(grid: Grid, core: frozenset[str]) -> list[int]:
    """Return the columns in which letters stand; ``core`` are those that surely are letters, not an attribute's."""
    marks: Counter[int] = Counter()
    texts: dict[int, set[str]] = {}
    symbols: dict[int, Counter[str]] = {}
    for row, kinds in zip(grid.sheet.rows, grid.kinds, strict=True):
        for column, kind in enumerate(kinds):
            if kind == MARK:
                marks[column] += 1
                symbols.setdefault(column, Counter())[row[column]] += 1
            elif kind == TEXT:
                texts.setdefault(column, set()).add(row[column])
    likely = [column for column in sorted(marks) if marks[column] >= SHARE * len(texts.get(column, ()))]
    of_core = [column for column in likely if _is_of_core(grid.reader, symbols[column], core)]
    return [column for column in of_core if _is_no_attribute(grid, column, symbols[column], core)]


def _is_of_core(reader: MarkReader, texts: Counter[str], core: frozenset[str]) -> bool:
    inside = total = 0
    for text, often in texts.items():
        mark = reader.strict(text)
        for symbol in mark.symbols if mark else ():
            inside += often * (symbol in core)
            total += often
    return inside * 2 >= total


def _is_no_attribute(grid: Grid, column: int, texts: Counter[str], core: frozenset[str]) -> bool:
    """Tell whether a column that has letters of its own is not headed as an attribute."""
    foreign = any(set((grid.reader.strict(text) or ((),))[0]) - core for text in texts)
    heads = [row[column] for row in grid.sheet.rows[:30] if column < len(row) and row[column]]
    return not (heads and is_heading("total", heads[0])) and not (
        foreign and any(is_heading("attribute", head) for head in heads[:3] if len(head) > 1)
    )


def blocks(grid: Grid, values: list[int], stated: frozenset[int] | None = None) -> Iterator[Block]:
    """Yield the blocks of letters from the top down, side by side ones from left to right.

    ``stated`` are the rows of headings where somebody has decided them.
    """
    for run in _side_by_side(grid, values):
        yield from _stacked(grid, run, stated)


def _side_by_side(grid: Grid, values: list[int]) -> Iterator[tuple[list[int], range]]:
    """Yield the columns of each table in a row of tables, with those in which its words may stand."""
    run, start = values[:1], 0
    rows = [number for number, kinds in enumerate(grid.kinds) if MARK in kinds]
    for before, column in pairwise(values):
        between = [one for one in range(before + 1, column) if _is_label(grid, one, rows, column)]
        if between and len(run) > 1:
            yield run, range(start, between[0])
            run, start = [], between[0]
        run.append(column)
    yield run, range(start, grid.sheet.width)


def _is_label(grid: Grid, column: int, rows: list[int], beside: int) -> bool:
    """Tell whether a column names duties: words that differ in nearly all rows with letters right of it."""
    beside_rows = [row for row in rows if grid.at(row, beside) == MARK]
    texts = [grid.sheet.text(row, column) for row in beside_rows if grid.at(row, column) == TEXT]
    heads = [grid.sheet.text(row, column) for row in range(min(rows)) if grid.sheet.text(row, column)]
    if any(is_heading("remark", head) or is_heading("attribute", head) for head in heads[-2:]):
        return False
    return len({*texts}) > max(1, 0.7 * len(beside_rows))


def _stacked(grid: Grid, run: tuple[list[int], range], stated: frozenset[int] | None) -> Iterator[Block]:
    values, reach = run
    groups = _heading_groups(grid, values, stated)
    first_marks = next((n for n in range(len(grid.kinds)) if _marks(grid, n, values)), 0)
    if not groups or groups[0][0] > first_marks:
        groups.insert(0, [first_marks] if stated is None and _names_columns(grid, first_marks, values) else [])
    ends = [group[0] for group in groups[1:]] + [len(grid.kinds)]
    for group, end in zip(groups, ends, strict=True):
        begin = group[-1] + 1 if group else first_marks
        rows = range(begin, end)
        columns = _with_empty_roles(grid, values, group, rows, reach)
        yield Block(tuple(group), rows, tuple(columns), tuple(_labels(grid, columns, group, rows, reach)))


def _names_columns(grid: Grid, row: int, values: list[int]) -> bool:
    """Tell whether a row whose cells look like letters names the columns: it is headed, and its cells differ."""
    texts = [grid.sheet.text(row, column) for column in values if grid.at(row, column)]
    words = [grid.sheet.text(row, column) for column in range(values[0]) if grid.at(row, column)]
    headed = not words or any(is_heading("duty", word) for word in words)
    return headed and len(texts) == len(values) == len({*texts})


def _marks(grid: Grid, row: int, values: list[int]) -> int:
    kinds = grid.kinds[row]
    return sum(column < len(kinds) and kinds[column] == MARK for column in values)


def _heading_groups(grid: Grid, values: list[int], stated: frozenset[int] | None) -> list[list[int]]:
    """Return the rows of headings, those together that have only empty rows between them, each above some letters."""
    groups: list[list[int]] = []
    open_group = False
    for number in range(len(grid.kinds)):
        marks = _marks(grid, number, values)
        heading = number in stated if stated is not None else _is_heading_row(grid, number, values, marks)
        if heading:
            if open_group:
                groups[-1].append(number)
            else:
                groups.append([number])
            open_group = True
        elif marks or (any(grid.kinds[number]) and groups and _is_below(grid, number, groups[-1], values)):
            open_group = False
    return _above_letters(grid, groups, values)


def _is_below(grid: Grid, number: int, group: list[int], values: list[int]) -> bool:
    """Tell whether a row without letters belongs below the headings: the rows above name each column for itself."""
    names = [{grid.heading(row, column) for column in values} for row in group]
    return max(map(len, names)) * 2 > len(values) and number > group[-1]


def _above_letters(grid: Grid, groups: list[list[int]], values: list[int]) -> list[list[int]]:
    ends = [group[0] for group in groups[1:]] + [len(grid.kinds)]
    kept = []
    for group, end in zip(groups, ends, strict=False):
        if any(_marks(grid, row, values) for row in range(group[-1] + 1, end)):
            kept.append(group)
    return kept


def _is_heading_row(grid: Grid, number: int, values: list[int], marks: int) -> bool:
    """Tell whether a row names most columns; a few names may look like letters: "CS"."""
    if marks > len(values) / 4:
        return False
    texts = 0
    for column in values:
        text = grid.heading(number, column)
        texts += bool(text) and grid.reader.free(text) is None
    return texts >= max(1, FILLED * len(values)) and (len(values) > 1 or texts == 1)


def _with_empty_roles(grid: Grid, values: list[int], group: list[int], rows: range, reach: range) -> list[int]:
    """Return the columns with those beside and between them that have a heading, but no letter and nothing else."""
    if not group:
        return values
    found = set(values)
    right = values[-1] + 1
    while right < reach.stop and _is_empty_role(grid, right, group, rows):
        found.add(right)
        right += 1
    found.update(one for one in range(values[0], values[-1]) if _is_empty_role(grid, one, group, rows))
    return sorted(found)


def _is_empty_role(grid: Grid, column: int, group: list[int], rows: range) -> bool:
    heading = next((text for row in reversed(group) if (text := grid.sheet.text(row, column))), "")
    if not heading or any(is_heading(kind, heading) for kind in ("remark", "attribute", "total", "code")):
        return False
    return not any(grid.at(row, column) for row in rows)


def _labels(grid: Grid, values: list[int], group: list[int], rows: range, reach: range) -> Iterator[int]:
    """Yield the columns within reach that have words in the rows of a block or above them."""
    taken = {*values}
    for column in reach:
        if column not in taken and any(grid.at(row, column) for row in (*group, *rows)):
            yield column
