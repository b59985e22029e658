"""The columns that say something of a duty: what stands left of the letters, and what stands behind them."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from vastuumatriisi.matrix import Duty

from ..context import Context, unique
from ..counting import accepted, first_of, holds, last_of, symbols
from ..sheet import HEAD, ROW, Kind, SheetColumn
from ..xlsx import row_heights
from .areas import LETTER_LEAST, Area

LETTER_LINES = 12  # of letters in a cell; longer ones have a wider column
LINES, MOST_BEHIND = 2.7, 220.0  # of a text behind the letters, and the pt that it may take to have no more
LETTER_MOST = 96.0  # pt, of a letter's column whose header is upright


@dataclass(frozen=True, slots=True)
class DutyColumn:
    """A column ``key`` that says something of the duty itself; it is ``least`` to ``most`` pt wide."""

    key: str
    header: str
    text: Callable[[Duty], str]
    kind: Kind = "text"
    most: float = 90.0
    least: float = 30.0

    def width(self, duties: Sequence[Duty], size: float) -> float:
        """Return the width in pt that its header and the texts of the duties need; one of counts has short headers."""
        texts = [self.text(duty) for duty in duties] if self.kind not in ("count", "number") else []
        return max(
            row_heights.width(texts, size, self.least, self.most) + row_heights.INDENT,
            row_heights.words_width(texts, size, 0, 1.5 * self.most) + row_heights.INDENT,
            min(MOST_BEHIND, row_heights.width(texts, size, 0, math.inf) / LINES) + row_heights.INDENT,
            row_heights.header_width(self.header, size, 0, 150),
        )


def behind(context: Context, duties: Sequence[Duty]) -> Iterator[DutyColumn]:
    """Yield the columns behind the letters that say something of these duties."""
    say, matrix = context.wording, context.matrix
    yield DutyColumn("unit", say("matrix.unit"), lambda duty: context.short(matrix.unit(duty.unit)), "unit")
    if any(duty.scopes for duty in duties):
        yield DutyColumn("scope", say("matrix.scope"), context.scope, most=76)
    if any(duty.theme for duty in duties):
        yield DutyColumn("theme", say("matrix.theme"), lambda duty: matrix.theme_name(duty.theme), most=96)
    if any(context.conditions(duty) for duty in duties):
        yield DutyColumn("condition", say("workbook.condition"), context.conditions, most=150)
    if context.marks and any(context.marks.status(duty.id) for duty in duties):
        yield DutyColumn("change", say("workbook.change.header"), partial(_change, context), most=50)


def remarks(context: Context, duties: Sequence[Duty]) -> Iterator[DutyColumn]:
    """Yield the columns of what is noted of these duties, and of where it is told how they are done."""
    if any(duty.note for duty in duties):
        yield DutyColumn("note", context.wording("matrix.note"), lambda duty: duty.note, most=150)
    if any(duty.links for duty in duties):
        yield DutyColumn("links", context.wording("matrix.links"), _links, most=150)


def _links(duty: Duty) -> str:
    return "\n".join(f"{link.title}: {link.url}" for link in duty.links)


def _change(context: Context, duty: Duty) -> str:
    status = context.marks.status(duty.id) if context.marks else None
    return context.wording(f"workbook.change.{status}") if status else ""


def comment(context: Context) -> DutyColumn:
    """Return the column that is left to readers."""
    return DutyColumn("comment", context.wording("workbook.comment"), lambda _: "", most=90, least=70)


def counts(context: Context) -> Iterator[DutyColumn]:
    """Yield the columns that count who is accountable and who performs."""
    for kind in ("accountable", "responsible"):
        if letters := symbols(context, kind):
            header = context.wording("workbook.count", letters=" / ".join(letters))
            yield DutyColumn(kind, header, partial(_number, context, frozenset(letters)), "count", most=60)


def _number(context: Context, wanted: frozenset[str], duty: Duty) -> str:
    return str(sum(not wanted.isdisjoint(part.letters) for part in context.matrix.assignments_of(duty.id)))


def count_formula(context: Context, kind: str, letters: str) -> str:
    """Return the formula that counts those of the row's cells ``letters`` with a letter of a kind."""
    return accepted(f"SUMPRODUCT(--{holds(context, letters, symbols(context, kind))})")


def owner_formula(context: Context, count: str, first: str, last: str) -> str:
    """Return the formula of who owns the row's duty: the header of the one accountable letter, or of several.

    ``count`` is the column that counts those letters, ``first`` and ``last`` are those of the letters.
    """
    number, cells = f"${count}{ROW}", f"${first}{ROW}:${last}{ROW}"
    heads, found = f"${first}${HEAD}:${last}${HEAD}", holds(context, cells, symbols(context, "accountable"))
    place = f"(COLUMN({cells})-COLUMN(${first}{ROW})+1)"
    name = f"INDEX({heads},{first_of(found, place)})"
    other = f'", "&INDEX({heads},{last_of(found, place)})'
    more = f'IF({number}=1,"",IF({number}=2,{other}," + "&({number}-1)))'
    return accepted(f'IF({number}=0,"{context.wording("matrix.open")}",{name}&{more})')


def letter_columns(context: Context, area: Area, room: float) -> tuple[SheetColumn, ...]:
    """Return the columns of the actors: with upright headers if that takes no more than ``room`` pt, else turned."""
    inner = _widest_letters(context, area)
    levels = [_level(context, area.homes[actor]) for actor in area.grid.columns]
    return columns_of_letters(context, list(area.headers.values()), inner, levels, room)


def columns_of_letters(
    context: Context, names: Sequence[str], inner: Sequence[float], levels: Sequence[int], room: float
) -> tuple[SheetColumn, ...]:
    size, headers = context.size, unique(names)
    upright = [
        max(wide, row_heights.header_width(header, size, 44, LETTER_MOST))
        for header, wide in zip(headers, inner, strict=True)
    ]
    if sum(upright) <= room:
        return tuple(map(SheetColumn, headers, upright, levels))
    turned = [max(wide, row_heights.turned(header, size)[1]) for header, wide in zip(headers, inner, strict=True)]
    return tuple(SheetColumn(*parts, turned=True) for parts in zip(headers, turned, levels, strict=True))


def _level(context: Context, home: str) -> int:
    return context.number(context.matrix.unit(home)) if home else 0


def _widest_letters(context: Context, area: Area) -> list[float]:
    """Return how wide the letters of each actor make its column, in the order of the columns."""
    texts: dict[str, set[str]] = {actor: set() for actor in area.grid.columns}
    for (_, actor), cell in area.grid.cells.items():
        if actor in texts:
            texts[actor].add(cell.text)
    return [letters_width(frozenset(written), context.size) for written in texts.values()]


@lru_cache(maxsize=1024)
def letters_width(texts: frozenset[str], size: float) -> float:
    return max(
        row_heights.width(texts, size, LETTER_LEAST, 80, bold=True),
        row_heights.words_width(texts, size, LETTER_LEAST, 140),
        row_heights.width(texts, size, 0, math.inf, bold=True) / LETTER_LINES,
    )
