"""The sheets that list: themes by unit, units and roles."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from vastuumatriisi.model import Assignment, Unit

from . import fit
from .columns import PAGE
from .context import Context, unique
from .sheet import Cell, Column, Kind, Look, Row, Sheet

MOST_LINES = int((fit.HIGHEST_ROW - 3) / 15)  # of codes in one row; the rest goes on in a row of its own


class Text(NamedTuple):
    """A cell before its unit's band is laid under it; codes are broken into lines that fit the column."""

    text: str | tuple[str, ...]
    kind: Kind = "text"


class Record(NamedTuple):
    """What one row of a list says; ``level`` and ``odd`` make its band, ``first`` has a rule above it."""

    cells: tuple[Text, ...]
    level: int = 0
    odd: bool = False
    first: bool = False


def theme_sheet(context: Context) -> Iterator[Sheet]:
    """Yield units × themes with the codes of the units' own duties, if the matrix has themes."""
    matrix, say = context.matrix, context.wording
    themes = [(theme.id, theme.name) for theme in matrix.themes]
    if any(not duty.theme for duty in matrix.duties):
        themes.append(("", say("workbook.themes.none")))
    if not matrix.themes or not matrix.duties:
        return
    units = matrix.duty_units
    records = [
        Record(
            (*_unit_cells(context, unit), *(Text(context.views.codes(unit.id, theme), "code") for theme, _ in themes)),
            context.number(unit),
            index % 2 == 0,
            bool(index) and units[index - 1].level != unit.level,
        )
        for index, unit in enumerate(units)
    ]
    headers = (*_unit_headers(context), *(name for _, name in themes))
    yield _sheet(context, "themes", headers, records, frozen=len(_unit_headers(context)))


def _unit_headers(context: Context) -> tuple[str, ...]:
    say = context.wording
    return (*([say("matrix.level")] if len(context.matrix.levels) > 1 else ()), say("matrix.unit"))


def _unit_cells(context: Context, unit: Unit) -> tuple[Text, ...]:
    band = [Text(str(context.number(unit)), "band")] if len(context.matrix.levels) > 1 else ()
    return (*band, Text(unit.name, "name"))


def unit_sheet(context: Context) -> Iterator[Sheet]:
    """Yield the list of units: their short names, who leads and supports them, and their letters by code.

    Units of which nothing is known but their names need no list.
    """
    matrix, say = context.matrix, context.wording
    shown = {assignment.actor for assignment in matrix.assignments if assignment.letters}
    units = [unit for unit in matrix.units if unit.duties or unit.leads or unit.supports or unit.id in shown]
    if not units:
        return
    optional = {
        say("workbook.unit_sheet.group"): [", ".join(matrix.names(unit.path)) for unit in units],
        say("workbook.unit_sheet.short"): [unit.short if unit.short != unit.name else "" for unit in units],
        say("matrix.leads.one"): [", ".join(matrix.names(unit.leads)) for unit in units],
        say("matrix.supports"): [", ".join(matrix.names(unit.supports)) for unit in units],
        say("matrix.scope"): [", ".join(matrix.scope_names(unit.scopes)) for unit in units],
        say("matrix.contact"): [unit.contact for unit in units],
    }
    letters, codes = _codes_by_letter(context, [unit.id for unit in units])
    own = {} if letters else {say("workbook.unit_sheet.duties"): [unit.duties for unit in units]}
    kept = {header: values for header, values in (optional | own).items() if any(values)}
    if not letters and not kept.keys() - own.keys():
        return
    records = [
        Record(
            (
                *_unit_cells(context, unit),
                *(_value(values[index]) for values in kept.values()),
                *codes[index],
            ),
            context.number(unit),
            index % 2 == 0,
            bool(index) and units[index - 1].level != unit.level,
        )
        for index, unit in enumerate(units)
    ]
    headers = (*_unit_headers(context), *kept, *letters)
    yield _sheet(context, "unit_sheet", headers, records, frozen=len(_unit_headers(context)))


def _value(value: str | tuple[str, ...]) -> Text:
    return Text(value, "code" if isinstance(value, tuple) else "text")


def role_sheet(context: Context) -> Iterator[Sheet]:
    """Yield the list of roles: what each owns, performs, supports and takes part in, by code."""
    matrix, say = context.matrix, context.wording
    if not matrix.roles:
        return
    letters, codes = _codes_by_letter(context, [role.id for role in matrix.roles])
    homes = [matrix.unit(role.home).short if role.home else "" for role in matrix.roles]
    records = [
        Record(
            (Text(role.name, "name"), *((Text(home, "text"),) if any(homes) else ()), *own),
        )
        for role, home, own in zip(matrix.roles, homes, codes, strict=True)
    ]
    headers = (say("matrix.role"), *((say("workbook.role_sheet.home"),) if any(homes) else ()), *letters)
    yield _sheet(context, "role_sheet", headers, records, frozen=1)


def _codes_by_letter(context: Context, actors: Sequence[str]) -> tuple[list[str], list[tuple[Text, ...]]]:
    """Return a header for each letter that one of the actors has, strongest first, and each actor's codes below it."""
    matrix = context.matrix
    having = {s for actor in actors for a in matrix.assignments_to(actor) for s in a.letters}
    kinds = ("accountable", "responsible", "support", "consulted", "informed", "none")
    symbols = sorted(having, key=lambda symbol: (kinds.index(matrix.letters[symbol].counts_as), symbol))
    rows = [tuple(Text(_codes(matrix.assignments_to(actor), s), "code") for s in symbols) for actor in actors]
    return [context.label(matrix.letters[symbol]) for symbol in symbols], rows


def _codes(assignments: Sequence[Assignment], symbol: str) -> tuple[str, ...]:
    return tuple(
        f"{a.duty} ({condition})" if (condition := dict(a.conditions).get(symbol)) else a.duty
        for a in assignments
        if symbol in a.letters
    )


def _sheet(context: Context, kind: str, headers: Sequence[str], records: Sequence[Record], *, frozen: int) -> Sheet:
    say, names = context.wording, unique(headers)
    widths = _widths(context, names, records)
    return Sheet(
        name=say(f"workbook.{kind}.tab"),
        title=say(f"workbook.{kind}.title"),
        summary=say(f"workbook.{kind}.summary"),
        notes=(say(f"workbook.{kind}.note"),),
        columns=tuple(map(Column, names, widths)),
        rows=partial(_rows, context, widths, records),
        frozen=frozen,
        table=say(f"workbook.{kind}.table"),
    )


def _widths(context: Context, headers: Sequence[str], records: Sequence[Record]) -> list[float]:
    """Return widths that fill the page: each column takes what its words need, then a share of the rest by content."""
    columns = [[record.cells[index] for record in records] for index in range(len(headers))]
    needs = [_need(context, *column) for column in zip(headers, columns, strict=True)]
    wants = [
        [
            fit.width([header], context.size, need, 4000, bold=True) + fit.FILTER_BUTTON,
            *(fit.width([_on_one_line(cell)], context.size, need, 4000) for cell in cells),
        ]
        for header, need, cells in zip(headers, needs, columns, strict=True)
    ]
    # The square root, or a column with much in it would leave the others too narrow.
    excess = [math.sqrt(sum(wide - need for wide in want)) for need, want in zip(needs, wants, strict=True)]
    share = max(0.0, PAGE - sum(needs)) / max(1.0, sum(excess))
    return [
        round(min(max(want), need + more * share) - 0.05, 1)
        for need, want, more in zip(needs, wants, excess, strict=True)
    ]


def _need(context: Context, header: str, cells: Sequence[Text]) -> float:
    """Return the least width in pt of a column: no word and no code of it is broken."""
    size = context.size
    codes = [f"{code}," for cell in cells if isinstance(cell.text, tuple) for code in cell.text]
    words = [cell.text for cell in cells if isinstance(cell.text, str)]
    head = fit.words_width([header], size, 0, 200) + fit.FILTER_BUTTON
    return max(head, fit.width(codes, size, 40, 200), fit.words_width(words, size, 40, 200))


def _on_one_line(cell: Text) -> str:
    return cell.text if isinstance(cell.text, str) else ", ".join(cell.text)


def _rows(context: Context, widths: Sequence[float], records: Sequence[Record]) -> Iterator[Row]:
    for record in records:
        for number, cells in enumerate(_in_rows(context, widths, record)):
            look = Look("text", record.level, record.odd, record.first and not number)
            made = tuple(Cell(text, look._replace(kind=kind)) for text, kind in cells)
            texts = zip((cell.text for cell in made), widths, strict=True)
            bold = any(cell.look.kind == "name" for cell in made)
            yield Row(made, fit.height(texts, context.size, bold), "")


def _in_rows(context: Context, widths: Sequence[float], record: Record) -> Iterator[list[tuple[str, Kind]]]:
    """Yield the record's cells; codes that need a higher row than Excel has go on in further rows."""
    columns = []
    for cell, width in zip(record.cells, widths, strict=True):
        if isinstance(cell.text, str):
            columns.append([cell.text])
            continue
        lines = fit.code_lines(cell.text, context.size, width)
        columns.append(["\n".join(lines[at : at + MOST_LINES]) for at in range(0, len(lines), MOST_LINES)] or [""])
    for parts in zip_longest(*columns):
        yield [(_again(part, cell), cell.kind) for part, cell in zip(parts, record.cells, strict=True)]


def _again(part: str | None, cell: Text) -> str:
    """Return what stands in a further row: the unit or role once more, so that the row can be read and filtered."""
    if part is not None:
        return part
    return cell.text if isinstance(cell.text, str) else ""
