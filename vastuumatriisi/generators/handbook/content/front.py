"""The title page and the first chapter: the introduction, and how the handbook is to be read."""

from collections.abc import Iterator

from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix import GridCell, Matrix
from vastuumatriisi.text.capitals import with_capital
from vastuumatriisi.text.characters import says

from ..document import BodyElement, Chapter, ColumnSection, Heading, Paragraph, Run, Table, TableColumn, TableRow, text
from .spans import Phrases


def cover(pieces: Phrases, said: str = "", *, has_cover: bool = False, compact: bool = False) -> Iterator[Paragraph]:
    """Yield the lines of the title page, or those at the head of a booklet if ``compact``.

    ``said`` is the text that a letterhead has there already; its own cover says organisation and title.
    """
    matrix, wording = pieces.matrix, pieces.wording
    unsaid = _unsaid(matrix.organisation, said)
    if unsaid and not has_cover:
        yield text(unsaid, "CoverOrganisation")
    if not has_cover:
        yield text(matrix.title, "TitleCompact" if compact else "Title")
    if not has_cover and not compact:
        yield text(wording("handbook.name"), "Subtitle")
    for label, value in cover_facts(matrix, wording):
        yield Paragraph((Run(label, "Label"), Run("\t"), Run(value)), "CoverFact")
    if compact:
        return
    # Whoever attaches the handbook writes on the line of which document it is part.
    yield Paragraph((Run(wording("handbook.attachment"), "Label"), Run("\t\t")), "CoverLine")
    yield text(origin(pieces), "Notice")


def _unsaid(organisation: str, said: str) -> str:
    """Return those parts of "Kaupunki, palvelualue" that do not stand there yet; the first begins with a capital."""
    parts = [part for part in organisation.split(", ") if not says(said, part)]
    unsaid = ", ".join(parts)
    return unsaid if not parts or organisation.startswith(parts[0]) else with_capital(unsaid)


def cover_facts(matrix: Matrix, wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield (label, value) for what a reader checks first; what the data leave open is left out."""
    yield wording("matrix.edition"), matrix.edition
    yield wording("matrix.date"), wording.date(matrix.date)
    yield wording("matrix.fingerprint"), matrix.fingerprint
    if matrix.approved_by:
        yield wording("matrix.approved_by"), matrix.approved_by
    if matrix.valid_from:
        yield wording("matrix.valid_from"), wording.date(matrix.valid_from)
    if matrix.review_by:
        yield wording("matrix.review_by"), wording.date(matrix.review_by)
    if matrix.letters.has_accountable and matrix.duties:
        yield wording("handbook.extent"), _decided(matrix, wording)
    if matrix.contact:
        yield wording("matrix.contact"), matrix.contact
    if matrix.publication_url:
        yield wording("matrix.published"), matrix.publication_url


def _decided(matrix: Matrix, wording: Wording) -> str:
    """Return how many duties there are and how many of them have no single owner."""
    undecided = sum(bool(ownership.open) for ownership in matrix.ownership.values())
    duties = len(matrix.duties)
    if not undecided:
        return wording("handbook.decided", n=duties)
    variant = "one" if undecided == 1 else "other"
    return wording(f"handbook.undecided.{variant}", n=undecided, all=duties)


def origin(pieces: Phrases) -> str:
    """Return the sentence that says whether letters are stated or derived."""
    matrix = pieces.matrix
    kind = "both" if matrix.has_stated and matrix.has_derived else "stated" if matrix.has_stated else "derived"
    return pieces.wording(f"origin.explain_{kind}")


def opening(pieces: Phrases, width: int, *, has_index: bool) -> Chapter:
    """Return the first chapter; ``width`` is that of the text."""
    words, matrix = pieces.wording, pieces.matrix
    introduced = bool(matrix.introduction or matrix.history)
    title = words("handbook.introduction" if introduced else "handbook.reading")
    blocks: list[BodyElement] = [Heading(1, title, "", ""), *_introduction(matrix)]
    if matrix.history:
        blocks += [Heading(2, words("handbook.editions"), "", ""), _editions(pieces, width)]
    if introduced:
        blocks.append(Heading(2, words("handbook.reading"), "", ""))
    blocks += [
        *_reading(pieces, has_index=has_index),
        Heading(2, words("handbook.letters"), "", ""),
        *_legend(pieces, width),
    ]
    return Chapter(title, (ColumnSection(tuple(blocks)),))


def _legend(pieces: Phrases, width: int) -> Iterator[BodyElement]:
    """Yield the letters, the marks and, where letters are derived, the rules that gave them."""
    rules = tuple(_rules(pieces)) if pieces.matrix.has_derived else ()
    if not rules:
        yield text(origin(pieces), keep=True)
    yield _letters(pieces, width)
    yield from _marks(pieces)
    if rules:
        yield Heading(2, pieces.wording("handbook.rules"), "", "")
        yield text(origin(pieces), keep=True)
        yield from (text(rule, "ListBullet") for rule in rules)


def _introduction(matrix: Matrix) -> Iterator[Paragraph]:
    blocks = matrix.introduction
    lists = 0
    for index, block in enumerate(blocks):
        following = blocks[index + 1].kind if index + 1 < len(blocks) else "paragraph"
        if block.kind == "paragraph":
            # A paragraph that a list follows introduces it.
            yield text(block.text, keep=following != "paragraph")
        elif block.kind == "item":
            yield text(block.text, "ListBullet")
        else:
            lists += index == 0 or blocks[index - 1].kind != "numbered"
            yield Paragraph((Run(block.text),), "ListNumber", numbering=lists, keep=following == "numbered")


def _reading(pieces: Phrases, *, has_index: bool) -> Iterator[Paragraph]:
    matrix, words = pieces.matrix, pieces.wording
    units = words.count("count.units", len(matrix.duty_units))
    duties = words.count("count.duties", len(matrix.duties))
    related = any(unit.leads or unit.supports for unit in matrix.duty_units)
    order = words("handbook.structure_relations" if related else "handbook.structure_letters")
    levels = {unit.level for unit in matrix.duty_units}
    by_levels = words("handbook.structure_levels") if len(levels) > 1 else ""
    yield text(" ".join(filter(None, (words("handbook.structure", units=units, duties=duties), by_levels, order))))
    told = []
    if any(duty.scopes or duty.cooperates or duty.counterparts for duty in matrix.duties):
        told.append(words("handbook.structure_details"))
    if has_index:
        told.append(words("handbook.structure_index"))
    if matrix.duties:
        before, after = words("handbook.structure_codes").split("{code}")
        ending = " ".join((after, *told))
        yield Paragraph((Run(before), pieces.duty(matrix.duties[0].id), Run(ending)), "Normal")
        yield Paragraph(tuple(_citation(pieces)), "Normal")


def _citation(pieces: Phrases) -> Iterator[Run]:
    """Yield how a duty is cited, ready to be copied: one in the middle, by its page where that is known."""
    words, matrix = pieces.wording, pieces.matrix
    duty = matrix.duties[len(matrix.duties) // 2].id
    told = words("handbook.cite", name=words("handbook.name"), edition=matrix.edition, code="{code}", page="{page}")
    before, rest = told.split("{code}")
    between, after = rest.split("{page}")
    yield from (Run(before), pieces.duty(duty), Run(between, page_of=pieces.anchors.duties[duty]), Run(after))


def _letters(pieces: Phrases, width: int) -> Table:
    """Return the legend, without the columns in which every letter would only be repeated."""
    letters = pieces.matrix.letters.letters
    rows = tuple(
        (
            (Paragraph((Run(letter.symbol, "Letter"),), "TableText"),),
            (text(letter.name, "TableText"),),
            (text(letter.meaning, "TableText"),),
        )
        for letter in letters
    )
    named = any(letter.name != letter.symbol for letter in letters)
    explained = any(letter.meaning not in ("", letter.name, letter.symbol) for letter in letters)
    columns = _letter_columns(pieces, width, named=named, explained=explained)
    shown = [place for place, is_shown in enumerate((True, named, explained)) if is_shown]
    told = tuple(tuple(row[place] for place in shown) for row in rows)
    return table(pieces, columns, told, pieces.wording("handbook.letters"))


def _letter_columns(pieces: Phrases, width: int, *, named: bool, explained: bool) -> tuple[TableColumn, ...]:
    """Return the columns of the legend; the last one takes the room that is left."""
    words = pieces.wording
    narrow = min(max(len(symbol) for symbol in pieces.matrix.letters.symbols), 20) * 120 + 960
    middle = (width - narrow) // 3 if explained else width - narrow
    columns = [TableColumn(words("matrix.letter"), narrow if named or explained else width)]
    if named:
        columns.append(TableColumn(words("handbook.letter_name"), middle))
    if explained:
        columns.append(TableColumn(words("matrix.meaning"), width - sum(column.width for column in columns)))
    return tuple(columns)


def _rules(pieces: Phrases) -> Iterator[str]:
    letters = pieces.matrix.letters
    for rule, symbol in pieces.views.applied_rules:
        name = letters[symbol].name if symbol else ""
        yield pieces.wording(f"rules.{rule}", letter=symbol, name=name)


def _marks(pieces: Phrases) -> Iterator[Paragraph]:
    for index, (sample, told) in enumerate(_samples(pieces)):
        yield Paragraph((sample, Run(f" – {told}")), "AfterTable" if index == 0 else "Mark")
    yield text(pieces.wording("handbook.absent"), "Mark")


def _samples(pieces: Phrases) -> Iterator[tuple[Run, str]]:
    """Yield (sample, meaning) of each mark that the handbook uses."""
    matrix, words = pieces.matrix, pieces.wording
    assignments = matrix.assignments
    stated = next((a for a in assignments if a.stated and a.letters), None)
    derived = next((a for a in assignments if not a.stated), None)
    if stated and derived:
        yield pieces.mark(GridCell(stated.letters[:1], True, ())), words("handbook.mark_stated")
        yield pieces.mark(GridCell(derived.letters[:1], False, ())), words("handbook.mark_derived")
    several = next((a for a in assignments if len(a.letters) > 1), None)
    if several:
        yield pieces.mark(GridCell(several.letters, several.stated, ())), words("handbook.mark_several")
    if any(assignment.conditions for assignment in assignments):
        yield Run(f"({words('handbook.example_condition')})"), words("handbook.mark_condition")
    if any(not assignment.letters for assignment in assignments):
        yield Run(words("matrix.not_involved"), "LetterStated"), words("handbook.mark_not_involved")
    if any(ownership.open for ownership in matrix.ownership.values()):
        yield Run(words("matrix.open"), "OpenOwner"), words("handbook.term_open")


def _editions(pieces: Phrases, width: int) -> Table:
    words = pieces.wording
    narrow = 1900
    columns = (
        TableColumn(words("matrix.edition"), narrow),
        TableColumn(words("matrix.date"), narrow),
        TableColumn(words("handbook.change"), width - 2 * narrow),
    )
    rows = tuple(
        tuple((text(told, "TableText"),) for told in (past.edition, words.date(past.date), past.note))
        for past in pieces.matrix.history
    )
    return table(pieces, columns, rows, words("handbook.editions"))


def table(
    pieces: Phrases,
    columns: tuple[TableColumn, ...],
    rows: tuple[TableRow, ...],
    title: str,
    *,
    row_height: int = 0,
    to_fill: bool = False,
) -> Table:
    """Return a table whose description names its columns."""
    named = pieces.wording.listed(column.title for column in columns)
    description = pieces.wording("handbook.columns", columns=named)
    return Table(
        columns, rows, title, description, row_height=row_height, style="FormTable" if to_fill else "MatrixTable"
    )
