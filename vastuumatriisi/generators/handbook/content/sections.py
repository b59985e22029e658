"""A chapter for each level: its groups, its units, and the duties of each unit in a table."""

from collections.abc import Iterator
from itertools import groupby

from vastuumatriisi.matrix import Duty, GridCell, Level, Unit
from vastuumatriisi.text.widths import office_widths

from ..document import (
    BodyElement,
    Chapter,
    ColumnSection,
    Heading,
    Paragraph,
    Run,
    Runs,
    TableColumn,
    TableRow,
    joined,
    text,
)
from .front import table
from .spans import NO_BREAK, Phrases

DEEPEST_HEADING = 9
SHORT_LEVEL = 12  # duties; about half a page
THEME_WIDTHS = (1700, 2600)
PADDING = 300  # both sides of a cell, in twentieths of a point


def level_chapters(pieces: Phrases, size: float, width: int) -> Iterator[Chapter]:
    """Yield the chapters; ``size`` is that of the tables in pt, ``width`` that of the text."""
    columns = _columns(pieces, size, width)
    for levels in _sharing_pages(pieces):
        blocks = tuple(block for level in levels for block in _level(pieces, level, columns))
        title = levels[0].name if len(levels) == 1 else f"{levels[0].name} – {levels[-1].name}"
        yield Chapter(title, (ColumnSection((*blocks, _total(pieces, levels))),))


def _sharing_pages(pieces: Phrases) -> Iterator[tuple[Level, ...]]:
    """Yield the levels that begin on a new page, each with those that follow it: short ones share their pages."""
    sizes = [(level, len(pieces.views.duties_below(level.id))) for level in pieces.matrix.levels]
    for is_short, group in groupby((pair for pair in sizes if pair[1]), key=lambda pair: pair[1] < SHORT_LEVEL):
        levels = tuple(level for level, _ in group)
        yield from (levels,) if is_short else ((level,) for level in levels)


def _level(pieces: Phrases, level: Level, columns: tuple[TableColumn, ...]) -> Iterator[BodyElement]:
    units = [unit for unit in pieces.matrix.units if unit.level == level.id and unit.id in pieces.anchors.units]
    highest = [unit for unit in units if not unit.path]
    # A level that consists of one unit of the same name needs no second heading for it.
    is_unit = len(highest) == 1 and highest[0].name == level.name
    yield Heading(1, level.name, pieces.anchors.units[highest[0].id] if is_unit else "", "")
    for unit in units:
        depth = min(2 - is_unit + len(unit.path), DEEPEST_HEADING)
        if depth > 1:
            yield Heading(depth, unit.name, pieces.anchors.units[unit.id], "")
        if unit.duties:
            yield from _glance(pieces, unit)
            rows = tuple(_row(pieces, pieces.matrix.duty(code), columns) for code in unit.duties)
            yield table(pieces, columns, rows, pieces.wording("handbook.caption", unit=unit.name))


def _total(pieces: Phrases, levels: tuple[Level, ...]) -> Paragraph:
    words, matrix = pieces.wording, pieces.matrix
    ids = {level.id for level in levels}
    units = words.count("count.units", sum(unit.level in ids for unit in matrix.duty_units))
    duties = words.count("count.duties", sum(len(pieces.views.duties_below(level.id)) for level in levels))
    return text(words("handbook.chapter_total", units=units, duties=duties), "Summary")


def _glance(pieces: Phrases, unit: Unit) -> Iterator[Paragraph]:
    """Yield who answers for the unit and who supports it, each with the letters that this gives."""
    words, views = pieces.wording, pieces.views
    if unit.performs and views.entries_of(unit.id, unit.id):
        yield _fact(words("matrix.unit"), (Run(unit.short), *pieces.in_unit(unit.id, unit.id)[1:]))
    if unit.leads:
        label = words("matrix.leads.one" if len(unit.leads) == 1 else "matrix.leads.other")
        yield _fact(label, joined(tuple(pieces.in_unit(lead, unit.id) for lead in unit.leads)))
    owner = _owner(pieces, unit)
    if owner:
        yield _fact(words("matrix.owner"), owner)
    if unit.supports:
        supports = tuple(pieces.in_unit(actor, unit.id) for actor in unit.supports)
        yield _fact(words("matrix.supports"), joined(supports))
    if unit.contact:
        yield _fact(words("matrix.contact"), (Run(unit.contact),))


def _owner(pieces: Phrases, unit: Unit) -> Runs:
    """Return the owner of all the unit's duties, or that all are open; nothing where the leads say it already."""
    ownership = pieces.views.ownership_of_unit(unit.id)
    if ownership is None:
        return ()
    if ownership.open:
        return (Run(pieces.wording("matrix.open"), "OpenOwner"),)
    if ownership.owners == unit.leads:
        return ()
    return joined(tuple((pieces.name(owner),) for owner in ownership.owners))


def _fact(label: str, spans: Runs) -> Paragraph:
    return Paragraph((Run(label, "Label"), Run("\t"), *spans), "UnitFact")


def _columns(pieces: Phrases, size: float, width: int) -> tuple[TableColumn, ...]:
    words, matrix = pieces.wording, pieces.matrix
    bold = office_widths(bold=True)
    codes = [bold.width(told, size) for told in (words("matrix.code"), *(duty.id for duty in matrix.duties))]
    code = min(round(max(codes) * 20) + PADDING, width // 4)
    theme_width = _theme_width(pieces, size) if matrix.themes else 0
    letters = (width - code - theme_width) * 2 // 5 if pieces.lists_letters else 0
    found = (
        TableColumn(words("matrix.code"), code),
        TableColumn(words("matrix.duty"), width - code - letters - theme_width),
        TableColumn(words("matrix.letters"), letters),
        TableColumn(words("matrix.theme"), theme_width),
    )
    return tuple(column for column in found if column.width)


def _theme_width(pieces: Phrases, size: float) -> int:
    """Return the least width in which every theme takes two lines at most, up to a limit."""
    regular = office_widths()
    names = [theme.name for theme in pieces.matrix.themes]
    fitting = (
        width
        for width in range(*THEME_WIDTHS, 50)
        if all(regular.lines(name, size, (width - PADDING) / 20) <= 2 for name in names)
    )
    return next(fitting, THEME_WIDTHS[1])


def _row(pieces: Phrases, duty: Duty, columns: tuple[TableColumn, ...]) -> TableRow:
    words = pieces.wording
    code = Paragraph((Run(duty.id, "DutyCode", bookmark=pieces.anchors.duties[duty.id]),), "TableText")
    cells = {
        words("matrix.code"): (code,),
        words("matrix.duty"): (text(duty.text, "TableText"), *_details(pieces, duty)),
        words("matrix.letters"): tuple(_letter_lines(pieces, duty)),
        words("matrix.theme"): (text(pieces.matrix.theme_name(duty.theme), "TableText"),),
    }
    return tuple(cells[column.title] for column in columns)


def _details(pieces: Phrases, duty: Duty) -> Iterator[Paragraph]:
    words, matrix = pieces.wording, pieces.matrix
    if duty.scopes:
        yield _detail(words("handbook.scope"), (Run(words.listed(matrix.scope_names(duty.scopes))),))
    if duty.cooperates:
        partners = tuple(pieces.on_duty(actor, duty.id) for actor in duty.cooperates)
        yield _detail(words("matrix.partners"), joined(partners))
    if duty.counterparts:
        same = tuple(_counterpart(pieces, duty, code) for code in duty.counterparts)
        yield _detail(words("matrix.counterparts"), joined(same))
    if matrix.ownership[duty.id].open and pieces.views.ownership_of_unit(duty.unit) is None:
        yield _detail(words("matrix.owner"), (Run(words("matrix.open"), "OpenOwner"),))
    if not pieces.lists_letters:
        stated = [entry for entry in pieces.views.entries_on(duty.id) if entry.stated]
        told = tuple((pieces.mark(entry), Run(" "), *_holders(pieces, entry)) for entry in stated)
        if told:
            yield _detail(words("matrix.letters"), joined(told, "; "))


def _detail(label: str, spans: Runs) -> Paragraph:
    return Paragraph((Run(f"{label}: ", "Label"), *spans), "DutyDetail")


def _counterpart(pieces: Phrases, duty: Duty, code: str) -> Runs:
    """Return "TIH-04 (Tietohallinto)", with the unit's letters unless it stands among the partners already."""
    unit = pieces.matrix.duty(code).unit
    told = (pieces.name(unit, short=True),) if unit in duty.cooperates else pieces.on_duty(unit, duty.id)
    return (pieces.duty(code), Run(f"{NO_BREAK}("), *told, Run(")"))


def _letter_lines(pieces: Phrases, duty: Duty) -> Iterator[Paragraph]:
    """Yield a line for each stated letter: "R/A  rehtori, opettajat (iltaisin)"."""
    for entry in pieces.views.entries_on(duty.id):
        yield Paragraph((pieces.mark(entry), pieces.behind_letters, *_holders(pieces, entry)), "LetterLine")


def _holders(pieces: Phrases, entry: GridCell) -> Runs:
    return joined(tuple((pieces.name(a.actor), *pieces.conditions(a)) for a in entry.assignments))
