"""The columns of a grid: what is said of the duty on the left, one column for each actor on the right."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial

from vastuumatriisi.model import Duty, Role
from vastuumatriisi.views import Grid

from . import fit
from .context import Context, unique
from .sheet import A3_LANDSCAPE, Column, Kind

PAGE = A3_LANDSCAPE.room[0] - 2  # pt; less what rounding to pixels adds
DUTY_LEAST, DUTY_MOST, DUTY_STEP = 300.0, 470.0, 20.0  # pt
LEAST_SCALE = 0.85  # of the print; a grid that would shrink more is split into several sheets …
# … or, if that made very many, one that would shrink more than this; below 0.6 it prints several pages wide.
SCALES = (LEAST_SCALE, 0.6, 0.3)
LETTER_LEAST = 27.0  # pt
ROOMY = 2.0  # times what a column may take else, where all fits on the page even so
WIDER = 1.5  # letter columns may grow by this where there is room


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A column that says something of the duty itself; ``cell`` returns its text and kind.

    It is ``least`` to ``most`` pt wide; the one that ``grows`` takes what the others leave of the page.
    """

    header: str
    cell: Callable[[Duty], tuple[str, Kind]]
    most: float
    frozen: bool = False
    least: float = 30.0
    grows: bool = False


def duty_columns(context: Context, codes: tuple[str, ...], *, with_theme: bool) -> tuple[DutyColumn, ...]:
    """Return the columns left of the letters; those that would be empty throughout are left out."""
    say, matrix = context.wording, context.matrix
    duties = [matrix.duty(code) for code in codes]
    columns = [
        DutyColumn(say("matrix.code"), lambda duty: (duty.id, "code"), 120, frozen=True),
        DutyColumn(say("matrix.duty"), lambda duty: (duty.text, "text"), DUTY_MOST, frozen=True, grows=True),
        DutyColumn(say("matrix.unit"), lambda duty: (context.short(matrix.unit(duty.unit)), "text"), 100),
    ]
    if len({matrix.unit(duty.unit).level for duty in duties}) > 1:
        band = DutyColumn(say("matrix.level"), partial(_level, context), 40, frozen=True, least=40)
        columns.insert(0, band)
    if any(duty.scopes for duty in duties):
        columns.append(DutyColumn(say("matrix.scope"), lambda duty: (context.scope(duty), "text"), 90))
    if with_theme and any(duty.theme for duty in duties):
        columns.append(DutyColumn(say("matrix.theme"), lambda duty: (matrix.theme_name(duty.theme), "text"), 140))
    if matrix.letters.has_accountable:
        columns.append(DutyColumn(say("matrix.owner"), context.owner, 120))
    if any(context.conditions(duty) for duty in duties):
        columns.append(DutyColumn(say("workbook.condition"), lambda duty: (context.conditions(duty), "text"), 150))
    return tuple(columns)


def _level(context: Context, duty: Duty) -> tuple[str, Kind]:
    return str(context.number(context.matrix.unit(duty.unit))), "band"


def fits(context: Context, grid: Grid, scale: float) -> bool:
    """Tell whether the grid can be printed one page wide if it may shrink to ``scale``."""
    room = A3_LANDSCAPE.room[0] / scale - DUTY_LEAST
    if len(grid.columns) * LETTER_LEAST > room:
        return False
    others = _other_widths(context, duty_columns(context, grid.rows, with_theme=False), grid.rows)
    return _together(others, _letter_columns(context, grid, 0)) <= room


def choices(context: Context, grid: Grid, duties: tuple[DutyColumn, ...], level: int) -> Iterator[tuple[Column, ...]]:
    """Yield the columns with several widths for the text of the duties, from what fills the page at full size on.

    A wider column makes lower rows, and a smaller print where the page is full.
    """
    size, texts = context.size, [context.matrix.duty(code).text for code in grid.rows]
    longest = fit.width(texts, size, fit.words_width(texts, size, 150, DUTY_LEAST), DUTY_MOST)
    others, letters = _fixed(context, grid, duties, ROOMY)
    if _together(others, letters) + longest > PAGE:
        others, letters = _fixed(context, grid, duties, 1.0)
    fixed = _together(others, letters)
    wide = min(longest, max(DUTY_LEAST, PAGE - fixed))
    while wide <= min(longest, max(DUTY_LEAST, PAGE / LEAST_SCALE - fixed)):
        grow = min(WIDER, max(1.0, 1 + (PAGE - fixed - wide) / sum(column.width for column in letters)))
        grown = [Column(c.header, int(c.width * grow * 4) / 4, c.level or level, c.turned) for c in letters]
        widths = iter(others)
        own = [Column(c.header, wide if c.grows else next(widths), level) for c in duties]
        headers = unique(column.header for column in (*own, *grown))
        yield tuple(Column(h, c.width, c.level, c.turned) for h, c in zip(headers, (*own, *grown), strict=True))
        wide += DUTY_STEP


def _fixed(
    context: Context, grid: Grid, duties: tuple[DutyColumn, ...], room: float
) -> tuple[list[float], tuple[Column, ...]]:
    others = _other_widths(context, duties, grid.rows, room)
    return others, _letter_columns(context, grid, PAGE - sum(others) - DUTY_LEAST)


def _together(others: list[float], letters: tuple[Column, ...]) -> float:
    return sum(others) + sum(column.width for column in letters)


def _other_widths(
    context: Context, columns: tuple[DutyColumn, ...], codes: tuple[str, ...], room: float = 1.0
) -> list[float]:
    """Return the widths of all columns but that of the duties, in order; each may be ``room`` times its most."""
    duties = [context.matrix.duty(code) for code in codes]
    return [_width(context, column, duties, room) for column in columns if not column.grows]


def _width(context: Context, column: DutyColumn, duties: list[Duty], room: float) -> float:
    texts, size = [column.cell(duty)[0] for duty in duties], context.size
    return max(
        fit.width(texts, size, column.least, room * column.most),
        fit.words_width(texts, size, 0, 1.5 * column.most),
        fit.words_width([column.header], size, 0, 150) + fit.FILTER_BUTTON,
    )


def _letter_columns(context: Context, grid: Grid, room: float) -> tuple[Column, ...]:
    """Return the columns of the actors: with upright headers if that takes no more than ``room`` pt, else turned."""
    size, actors = context.size, [context.matrix.actor(actor) for actor in grid.columns]
    headers = unique(actor.short for actor in actors)
    inner = _widest_letters(context, grid)
    levels = [0 if isinstance(actor, Role) else context.number(actor) for actor in actors]
    upright = [
        max(wide, fit.words_width([header], size, 44, 130) + fit.FILTER_BUTTON)
        for header, wide in zip(headers, inner, strict=True)
    ]
    if sum(upright) <= room:
        return tuple(map(Column, headers, upright, levels))
    turned = [max(wide, fit.turned(header, size)[1]) for header, wide in zip(headers, inner, strict=True)]
    return tuple(Column(*parts, turned=True) for parts in zip(headers, turned, levels, strict=True))


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
        fit.width(texts, size, LETTER_LEAST, 80, bold=True),
        fit.words_width(texts, size, LETTER_LEAST, 140),
    )
