"""A chapter for each level: its groups, its units, and the duties of each unit in a table."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.matrix import Duty, GridCell, Level, Link, Ownership, Unit
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
from .changes import change_words, unit_words
from .front import table
from .spans import NO_BREAK, Phrases

DEEPEST_HEADING = 9  # Word has no styles for deeper ones
SHORT_LEVEL = 12  # duties; about half a page
PADDING = 300  # both sides of a cell, in twentieths of a point


def level_chapters(pieces: Phrases, size: float, width: int) -> Iterator[Chapter]:
    """Yield the chapters; ``size`` is that of the tables in pt, ``width`` that of the text."""
    columns = _columns(pieces, size, width)
    for levels in _sharing_pages(pieces):
        blocks = tuple(block for level in levels for block in _level(pieces, level, columns))
        title = levels[0].name if len(levels) == 1 else f"{levels[0].name} – {levels[-1].name}"
        units = _from_to(pieces, levels)
        yield Chapter(title, (ColumnSection((*blocks, _total(pieces, levels))),), units if units != title else "")


def _from_to(pieces: Phrases, levels: tuple[Level, ...]) -> str:
    ids = {level.id for level in levels}
    names = [unit.short for unit in pieces.matrix.duty_units if unit.level in ids]
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def _sharing_pages(pieces: Phrases) -> list[tuple[Level, ...]]:
    """Return the levels that begin on a new page, each with those that follow it: short ones share their pages."""
    groups: list[tuple[Level, ...]] = []
    sizes: list[int] = []
    for level in pieces.matrix.levels:
        size = len(pieces.views.duties_below(level.id))
        if groups and size and min(size, sizes[-1]) < SHORT_LEVEL:
            groups[-1], sizes[-1] = (*groups[-1], level), sizes[-1] + size
        elif size:
            groups.append((level,))
            sizes.append(size)
    return groups


def _level(pieces: Phrases, level: Level, columns: tuple[TableColumn, ...]) -> Iterator[BodyElement]:
    units = [unit for unit in pieces.matrix.units if unit.level == level.id and unit.id in pieces.anchors.units]
    highest = [unit for unit in units if not unit.path]
    # A level that consists of one unit of the same name needs no second heading for it.
    is_unit = len(highest) == 1 and highest[0].name == level.name
    # One level alone is none to a reader.
    is_only = sum(bool(pieces.views.duties_below(one.id)) for one in pieces.matrix.levels) == 1
    if not is_only:
        yield Heading(1, level.name, pieces.anchors.units[highest[0].id] if is_unit else "", "")
    for unit in units:
        depth = min(2 - (is_unit or is_only) + len(unit.path), DEEPEST_HEADING)
        if depth > 1 or is_only:
            yield Heading(depth, unit.name, pieces.anchors.units[unit.id], "")
        if changed := unit_words(pieces, unit.id):
            yield Paragraph(changed, "UnitFactChanged")
        if unit.duties:
            yield from _glance(pieces, unit)
            usual = _usual_ownership(pieces, unit)
            rows = tuple(_row(pieces, pieces.matrix.duty(code), usual) for code in unit.duties)
            title = pieces.wording("handbook.caption", unit=unit.name)
            yield replace(table(pieces, columns, rows, title), head=_head(pieces, unit), captioned=False)


def _total(pieces: Phrases, levels: tuple[Level, ...]) -> Paragraph:
    words, matrix = pieces.wording, pieces.matrix
    ids = {level.id for level in levels}
    units = words.count("count.units", sum(unit.level in ids for unit in matrix.duty_units))
    duties = words.count("count.duties", sum(len(pieces.views.duties_below(level.id)) for level in levels))
    return text(words("handbook.chapter_total", units=units, duties=duties), "Summary")


def _glance(pieces: Phrases, unit: Unit) -> Iterator[Paragraph]:
    """Yield who answers for the unit and who supports it, once for all its duties."""
    words = pieces.wording
    if unit.leads:
        label = words("matrix.leads.one" if len(unit.leads) == 1 else "matrix.leads.other")
        yield _people(pieces, unit, label, unit.leads, "Label")
    if unit.supports:
        yield _people(pieces, unit, words("matrix.supports"), unit.supports, "")
    if unit.contact:
        yield Paragraph((Run(f"{words('matrix.contact')}: "), Run(unit.contact)), "UnitFact")


def _people(pieces: Phrases, unit: Unit, label: str, actors: tuple[str, ...], style: str) -> Paragraph:
    """Return "Tukena (S): kiertävä digimentori, oppilasagentit"; a letter that is not the same for all stands behind
    each name.
    """
    letters = {pieces.letters_in(actor, unit.id) for actor in actors}
    shared = letters.pop() if len(letters) == 1 else ()
    if not shared:
        return Paragraph((Run(f"{label}: "), *joined(tuple(pieces.in_unit(a, unit.id) for a in actors))), "UnitFact")
    names = tuple((replace(pieces.name(actor), style=style),) for actor in actors)
    return Paragraph((Run(f"{label} ("), *shared, Run("): "), *joined(names)), "UnitFact")


def _usual_ownership(pieces: Phrases, unit: Unit) -> Ownership | None:
    """Return who owns most of a unit's duties, or that most are open; None where no ownership has the majority."""
    counted = Counter(pieces.matrix.ownership[code] for code in unit.duties)
    [(usual, count)] = counted.most_common(1)
    return usual if 2 * count > len(unit.duties) else None


def _head(pieces: Phrases, unit: Unit) -> Runs:
    """Return what stands above the duties of a unit, again on each page: its name, and who owns them."""
    name = Run(unit.short, "UnitName")
    usual = _usual_ownership(pieces, unit)
    if usual is None or not (usual.owners or usual.open):
        return (name,)
    first = next(code for code in unit.duties if pieces.matrix.ownership[code] == usual)
    return (name, Run(f" · {pieces.wording('matrix.owner')}: "), *pieces.owners(usual, first))


def _columns(pieces: Phrases, size: float, width: int) -> tuple[TableColumn, ...]:
    words, matrix = pieces.wording, pieces.matrix
    bold = office_widths(bold=True)
    codes = [bold.width(duty.id, size) for duty in matrix.duties]
    code = min(round(max(codes, default=0) * 20) + PADDING, width // 4)
    letters = (width - code) * 2 // 5 if pieces.lists_letters else 0
    found = (
        TableColumn(words("matrix.code"), code),
        TableColumn(words("matrix.duty"), width - code - letters),
        TableColumn(words("matrix.letters"), letters),
    )
    return tuple(column for column in found if column.width)


def _row(pieces: Phrases, duty: Duty, usual: Ownership | None) -> TableRow:
    code = Paragraph((Run(duty.id, "DutyCode", bookmark=pieces.anchors.duties[duty.id]),), "TableText")
    changed = "Changed" if pieces.marks and duty.id in pieces.marks.duties else ""
    details = joined((*change_words(pieces, duty.id), *_details(pieces, duty, usual)), " · ")
    below = tuple(Paragraph(spans, f"DutyDetail{changed}") for spans in (details, *_remarks(pieces, duty)) if spans)
    told = (text(duty.text, f"TableText{changed}"), *below)
    letters = (tuple(_letter_lines(pieces, duty)),) if pieces.lists_letters else ()
    return ((code,), told, *letters)


def _details(pieces: Phrases, duty: Duty, usual: Ownership | None) -> Iterator[Runs]:
    """Yield what is to be known of a duty besides its text: whom it concerns, who takes part, its subject."""
    words, matrix = pieces.wording, pieces.matrix
    if duty.scopes:
        yield _detail(words("handbook.scope"), (Run(words.listed(matrix.scope_names(duty.scopes)), "Label"),))
    own = matrix.ownership[duty.id]
    if own != usual and (own.open or (own.owners and not pieces.lists_letters)):
        yield _detail(words("matrix.owner"), pieces.owners(own, duty.id))
    if duty.cooperates:
        partners = tuple(pieces.on_duty(actor, duty.id) for actor in duty.cooperates)
        yield _detail(words("matrix.partners"), joined(partners))
    if duty.counterparts:
        same = tuple(_counterpart(pieces, duty, code) for code in duty.counterparts)
        yield _detail(words("matrix.counterparts"), joined(same))
    if not pieces.lists_letters:
        stated = [entry for entry in pieces.views.entries_on(duty.id) if entry.stated]
        told = tuple((pieces.mark(entry), Run(" "), *_holders(pieces, entry)) for entry in stated)
        if told:
            yield _detail(words("matrix.letters"), joined(told, "; "))
    if duty.theme:
        yield (Run(matrix.theme_name(duty.theme)),)


def _remarks(pieces: Phrases, duty: Duty) -> Iterator[Runs]:
    """Yield the note of a duty, and where more is told of it: the title of each link, its address for paper."""
    words = pieces.wording
    if duty.note:
        yield _detail(words("handbook.note"), (Run(duty.note),))
    if duty.links:
        yield _detail(words("handbook.links"), joined(tuple(map(_link, duty.links)), "; "))


def _link(link: Link) -> Runs:
    titled = Run(link.title, "DutyLink", url=link.url)
    return (titled,) if link.title == link.url else (titled, Run(f" ({link.url})"))


def _detail(label: str, spans: Runs) -> Runs:
    return (Run(f"{label}: "), *spans)


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
