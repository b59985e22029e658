"""The sheets that list: themes by unit, units and roles."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vastuumatriisi.matrix import Assignment, Unit

from ..context import Context
from ..sheet import WorkbookSheet
from .table import ColumnHeader, Record, TableText, identity, listing


def theme_sheet(context: Context) -> Iterator[WorkbookSheet]:
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
            (
                *_unit_cells(context, unit),
                *(TableText(context.views.codes(unit.id, theme), "code") for theme, _ in themes),
            ),
            context.number(unit),
            bool(index) and units[index - 1].level != unit.level,
        )
        for index, unit in enumerate(units)
    ]
    headers = (*_unit_headers(context), *(name for _, name in themes))
    yield listing(context, "themes", tuple(map(ColumnHeader, headers)), records, len(_unit_headers(context)))


def _unit_headers(context: Context) -> tuple[str, ...]:
    say = context.wording
    return (*([say("matrix.level")] if len(context.matrix.levels) > 1 else ()), say("matrix.unit"))


def _unit_cells(context: Context, unit: Unit) -> tuple[TableText, ...]:
    band = [TableText(str(context.number(unit)), "band")] if len(context.matrix.levels) > 1 else ()
    return (*band, TableText(unit.name, "name"))


def unit_sheet(context: Context) -> Iterator[WorkbookSheet]:
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
                TableText(unit.id),
            ),
            context.number(unit),
            bool(index) and units[index - 1].level != unit.level,
        )
        for index, unit in enumerate(units)
    ]
    headers = (*_unit_headers(context), *kept, *letters)
    sheet = listing(
        context, "unit_sheet", (*map(ColumnHeader, headers), identity(context)), records, len(_unit_headers(context))
    )
    if not any(unit.leads or unit.supports for unit in units):
        sheet = replace(sheet, summary=say("workbook.unit_sheet.summary_duties"))
    yield sheet if letters else replace(sheet, notes=())


def _value(value: str | tuple[str, ...]) -> TableText:
    return TableText(value, "code" if isinstance(value, tuple) else "text")


def role_sheet(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the list of roles: what each owns, performs, supports and takes part in, by code."""
    matrix, say = context.matrix, context.wording
    if not matrix.roles:
        return
    letters, codes = _codes_by_letter(context, [role.id for role in matrix.roles])
    homes = [matrix.unit(role.home).short if role.home else "" for role in matrix.roles]
    records = [
        Record(
            (
                TableText(role.name, "name"),
                *((TableText(home, "text"),) if any(homes) else ()),
                *own,
                TableText(role.id),
            ),
        )
        for role, home, own in zip(matrix.roles, homes, codes, strict=True)
    ]
    headers = (say("matrix.role"), *((say("workbook.role_sheet.home"),) if any(homes) else ()), *letters)
    sheet = listing(context, "role_sheet", (*map(ColumnHeader, headers), identity(context)), records)
    if not context.is_usual("accountable", "responsible", "support"):
        sheet = replace(sheet, summary=say("workbook.role_sheet.summary_letters"))
    yield sheet if letters else replace(sheet, notes=())


def _codes_by_letter(context: Context, actors: Sequence[str]) -> tuple[list[str], list[tuple[TableText, ...]]]:
    """Return a header for each letter that one of the actors has, strongest first, and each actor's codes below it."""
    matrix = context.matrix
    having = {s for actor in actors for a in matrix.assignments_to(actor) for s in a.letters}
    kinds = ("accountable", "responsible", "support", "consulted", "informed", "none")
    symbols = sorted(having, key=lambda symbol: (kinds.index(matrix.letters[symbol].counts_as), symbol))
    rows = [tuple(TableText(_codes(matrix.assignments_to(actor), s), "code") for s in symbols) for actor in actors]
    return [context.label(matrix.letters[symbol]) for symbol in symbols], rows


def _codes(assignments: Sequence[Assignment], symbol: str) -> tuple[str, ...]:
    return tuple(
        f"{a.duty} ({condition})" if (condition := dict(a.conditions).get(symbol)) else a.duty
        for a in assignments
        if symbol in a.letters
    )
