"""The columns of a grid: what is said of the duty on the left, one column for each actor on the right."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from vastuumatriisi.matrix import Assignment, Duty, Grid, GridCell, Role

from ..context import Context, unique
from ..counting import in_row, symbols
from ..sheet import A3_LANDSCAPE, Kind, SheetColumn
from ..xlsx import row_heights

PAGE = A3_LANDSCAPE.room[0] - 2  # pt; less what rounding to pixels adds
DUTY_LEAST, DUTY_MOST, DUTY_STEP = 300.0, 470.0, 20.0  # pt
LEAST_SCALE = 0.85  # of the print; a grid that would shrink more is split into several sheets …
# … or, if that made very many, one that would shrink more than this; below 0.6 it prints several pages wide.
SCALES = (LEAST_SCALE, 0.6, 0.3)
LETTER_LEAST = 27.0  # pt
ROOMY = 2.0  # times what a column may take else, where all fits on the page even so
WIDER = 1.5  # letter columns may grow by this where there is room


class DutyText(NamedTuple):
    """What a cell says of a duty; in a formula {letters} are the letters in the cell's row, {duty} is its code."""

    text: str
    kind: Kind = "text"
    formula: str = ""
    note: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A column that says something of the duty itself.

    It is ``least`` to ``most`` pt wide; the one that ``grows`` takes what the others leave of the page, one
    that is not ``measured`` is as wide as its header.
    """

    header: str
    cell: Callable[[Duty], DutyText]
    most: float
    frozen: bool = False
    least: float = 30.0
    grows: bool = False
    measured: bool = True


def duty_columns(context: Context, grid: Grid, *, main: bool) -> tuple[DutyColumn, ...]:
    """Return the columns left of the letters; those that would be empty throughout are left out.

    The ``main`` grid has all of them; in another grid a duty's code leads to its row in the main one.
    """
    say, matrix = context.wording, context.matrix
    duties = [matrix.duty(code) for code in grid.rows]
    columns = [
        DutyColumn(
            say("matrix.code"),
            lambda duty: DutyText(duty.id, "code", link="" if main else duty.id),
            120,
            frozen=True,
        ),
        DutyColumn(say("matrix.duty"), lambda duty: DutyText(duty.text), DUTY_MOST, frozen=True, grows=True),
        DutyColumn(say("matrix.unit"), lambda duty: DutyText(context.short(matrix.unit(duty.unit)), "unit"), 130),
    ]
    if len({matrix.unit(duty.unit).level for duty in duties}) > 1:
        band = DutyColumn(say("matrix.level"), partial(_level, context), 40, frozen=True, least=40)
        columns.insert(0, band)
    if any(duty.scopes for duty in duties):
        columns.append(DutyColumn(say("matrix.scope"), lambda duty: DutyText(context.scope(duty)), 90))
    if main and any(duty.theme for duty in duties):
        columns.append(DutyColumn(say("matrix.theme"), lambda duty: DutyText(matrix.theme_name(duty.theme)), 140))
    if matrix.letters.has_accountable:
        owner = DutyColumn(say("matrix.owner"), lambda d: DutyText(*context.owner(d), note=context.owner_note(d)), 150)
        columns.append(owner)
    if any(context.conditions(duty) for duty in duties):
        columns.append(DutyColumn(say("workbook.condition"), lambda duty: DutyText(context.conditions(duty)), 150))
    columns.extend(_counts(context, grid))
    return tuple(columns)


def comment_column(context: Context) -> DutyColumn:
    """Return the column at the right that is left to readers."""
    return DutyColumn(context.wording("workbook.comment"), lambda _: DutyText(""), 120, least=90)


def _level(context: Context, duty: Duty) -> DutyText:
    return DutyText(str(context.number(context.matrix.unit(duty.unit))), "band")


def _counts(context: Context, grid: Grid) -> Iterator[DutyColumn]:
    """Yield the columns that count who is accountable and who performs."""
    columns, rows = set(grid.columns), dict[str, dict[str, GridCell]]()
    for (code, actor), cell in grid.cells.items():
        if actor in columns:
            rows.setdefault(code, {})[actor] = cell
    for kind in ("accountable", "responsible"):
        if letters := symbols(context, kind):
            header = context.wording("workbook.count", letters="/".join(letters))
            yield DutyColumn(header, partial(_count, context, rows, frozenset(letters), letters), 90, measured=False)


def _count(
    context: Context,
    rows: Mapping[str, Mapping[str, GridCell]],
    wanted: frozenset[str],
    letters: Sequence[str],
    duty: Duty,
) -> DutyText:
    """Return the number of cells with one of the letters, and of actors that have one and no column here."""
    cells = rows.get(duty.id, {})
    doing = {*symbols(context, "accountable", "responsible")}
    unseen = [
        part
        for part in context.matrix.assignments_of(duty.id)
        if not (doing.isdisjoint(part.letters) or _has_column(context, part, cells))
    ]
    written = [*(cell.letters for cell in cells.values()), *(part.letters for part in unseen)]
    number = sum(not wanted.isdisjoint(found) for found in written)
    formula = in_row(context, letters, [part.actor for part in unseen])
    return DutyText(str(number), "count" if number else "missing", formula)


def _has_column(context: Context, part: Assignment, cells: Mapping[str, GridCell]) -> bool:
    """Tell whether an actor's letters stand in one of the row's cells, or would if they were the strongest there."""
    actor = context.matrix.actor(part.actor)
    home = actor.home if isinstance(actor, Role) else ""
    return {actor.id, home} & cells.keys() != set() or any(part in cell.assignments for cell in cells.values())


def fits(context: Context, grid: Grid, scale: float) -> bool:
    """Tell whether the grid can be printed one page wide if it may shrink to ``scale``."""
    room = A3_LANDSCAPE.room[0] / scale - DUTY_LEAST
    if len(grid.columns) * LETTER_LEAST > room:
        return False
    others = _other_widths(context, (*duty_columns(context, grid, main=False), comment_column(context)), grid.rows)
    return _together(others, _letter_columns(context, grid, 0)) <= room


def choices(
    context: Context, grid: Grid, duties: tuple[DutyColumn, ...], level: int
) -> Iterator[tuple[SheetColumn, ...]]:
    """Yield the columns with several widths for the text of the duties, from what fills the page at full size on.

    The last of ``duties`` stands at the right of the letters.
    A wider column makes lower rows, and a smaller print where the page is full.
    """
    size, texts = context.size, [context.matrix.duty(code).text for code in grid.rows]
    longest = (
        row_heights.width(texts, size, row_heights.words_width(texts, size, 150, DUTY_LEAST), DUTY_MOST)
        + row_heights.INDENT
    )
    others, letters = _fixed(context, grid, duties, ROOMY)
    if _together(others, letters) + longest > PAGE:
        others, letters = _fixed(context, grid, duties, 1.0)
    fixed = _together(others, letters)
    wide = min(longest, max(DUTY_LEAST, PAGE - fixed))
    while wide <= min(longest, max(DUTY_LEAST, PAGE / LEAST_SCALE - fixed)):
        grow = min(WIDER, max(1.0, 1 + (PAGE - fixed - wide) / sum(column.width for column in letters)))
        grown = [SheetColumn(c.header, int(c.width * grow * 4) / 4, c.level or level, c.turned) for c in letters]
        widths = iter(others)
        *own, last = [SheetColumn(c.header, wide if c.grows else next(widths), level) for c in duties]
        columns = (*own, *grown, last)
        headers = unique(column.header for column in columns)
        yield tuple(SheetColumn(h, c.width, c.level, c.turned) for h, c in zip(headers, columns, strict=True))
        wide += DUTY_STEP


def _fixed(
    context: Context, grid: Grid, duties: tuple[DutyColumn, ...], room: float
) -> tuple[list[float], tuple[SheetColumn, ...]]:
    others = _other_widths(context, duties, grid.rows, room)
    return others, _letter_columns(context, grid, PAGE - sum(others) - DUTY_LEAST)


def _together(others: list[float], letters: tuple[SheetColumn, ...]) -> float:
    return sum(others) + sum(column.width for column in letters)


def _other_widths(
    context: Context, columns: tuple[DutyColumn, ...], codes: tuple[str, ...], room: float = 1.0
) -> list[float]:
    """Return the widths of all columns but that of the duties, in order; each may be ``room`` times its most."""
    duties = [context.matrix.duty(code) for code in codes]
    return [_width(context, column, duties, room) for column in columns if not column.grows]


def _width(context: Context, column: DutyColumn, duties: list[Duty], room: float) -> float:
    texts, size = [column.cell(duty).text for duty in duties] if column.measured else [], context.size
    return max(
        row_heights.width(texts, size, column.least, room * column.most) + row_heights.INDENT,
        row_heights.words_width(texts, size, 0, 1.5 * column.most) + row_heights.INDENT,
        row_heights.header_width(column.header, size, 0, 150),
    )


def _letter_columns(context: Context, grid: Grid, room: float) -> tuple[SheetColumn, ...]:
    """Return the columns of the actors: with upright headers if that takes no more than ``room`` pt, else turned."""
    size, actors = context.size, [context.matrix.actor(actor) for actor in grid.columns]
    headers = unique(actor.short for actor in actors)
    inner = _widest_letters(context, grid)
    levels = [0 if isinstance(actor, Role) else context.number(actor) for actor in actors]
    upright = [
        max(wide, row_heights.header_width(header, size, 44, 130)) for header, wide in zip(headers, inner, strict=True)
    ]
    if sum(upright) <= room:
        return tuple(map(SheetColumn, headers, upright, levels))
    turned = [max(wide, row_heights.turned(header, size)[1]) for header, wide in zip(headers, inner, strict=True)]
    return tuple(SheetColumn(*parts, turned=True) for parts in zip(headers, turned, levels, strict=True))


def _widest_letters(context: Context, grid: Grid) -> list[float]:
    """Return how wide the letters of each actor make its column, in the order of the columns."""
    rows = set(grid.rows)
    texts: dict[str, set[str]] = {actor: set() for actor in grid.columns}
    for (row, actor), cell in grid.cells.items():
        if row in rows and actor in texts:
            texts[actor].add(cell.text)
    return [_letters_width(frozenset(written), context.size) for written in texts.values()]


@lru_cache(maxsize=1024)
def _letters_width(texts: frozenset[str], size: float) -> float:
    return max(
        row_heights.width(texts, size, LETTER_LEAST, 80, bold=True),
        row_heights.words_width(texts, size, LETTER_LEAST, 140),
    )
