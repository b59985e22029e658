"""The cover: what the matrix says at a glance, where what is found, how to propose a change, and how it is read."""

from collections.abc import Iterator, Sequence
from functools import partial

from vastuumatriisi.matrix import GridCell
from vastuumatriisi.text.capitals import within_a_sentence

from ..context import Context
from ..places import Places
from ..sheet import A4_PORTRAIT, CellFormat, Kind, SheetCell, SheetColumn, SheetRow, WorkbookSheet
from ..xlsx import row_heights
from ..xlsx.continued_rows import sheet_rows
from . import cover_facts
from .areas import Areas
from .notes import looks, marked

WIDTHS = (165.0, 395.0, 125.0)  # pt; together so wide that the page prints at 8 pt
GAP, BELOW_HEADING = 8.0, 3.0  # pt
AIR = 2.0  # pt, above and below the text of a row together
FACT_AIR = 10.0  # pt


def cover(areas: Areas) -> WorkbookSheet:
    """Return the cover."""
    context = areas.context
    return WorkbookSheet(
        key="cover",
        name=context.wording("workbook.cover.tab"),
        title=context.matrix.title,
        summary="",
        notes=(),
        columns=tuple(SheetColumn("", width) for width in WIDTHS),
        rows=partial(_rows, areas),
        paper=A4_PORTRAIT,
    )


def _rows(areas: Areas, places: Places) -> Iterator[SheetRow]:
    context = areas.context
    say = context.wording
    yield from _head(context)
    for fact in cover_facts.facts(areas, places):
        look = CellFormat("fact", 1, "open" if fact.is_open else "")
        cells = (
            SheetCell(fact.number, look, "", fact.number_formula),
            SheetCell(fact.told, look._replace(kind="told"), "", fact.told_formula),
            SheetCell(places.name(fact.link), look._replace(kind="fact_link"), fact.link),
        )
        large = row_heights.height([(fact.number, WIDTHS[0])], context.theme.workbook["title"], bold=True)
        for row in _wrapped(context, cells, air=FACT_AIR):
            yield row._replace(height=max(row.height, large))
    yield _gap()
    links = [row for sheet in places.sheets[1:] for row in _pair(context, sheet.name, sheet.summary, "link", sheet.key)]
    yield from _section(context, say("workbook.cover.sheets"), links)
    if context.matrix.duties:
        told = _pair(context, "", _proposing(areas, places))
        yield from _section(context, say("workbook.cover.changes"), list(told))
    yield from _section(context, say("workbook.cover.introduction"), list(_introduction(context)))
    yield from _section(context, say("matrix.letters"), list(_legend(context)))
    reading = [row for told in _reading(context, places) if told for row in _pair(context, "", " ".join(told))]
    yield from _section(context, say("workbook.cover.reading"), reading)
    rules = [row for text in _rules(context) for row in _pair(context, "", text)]
    yield from _section(context, say("workbook.cover.rules"), rules)
    yield from _section(context, say("workbook.cover.about"), list(_about(context)))


def _head(context: Context) -> Iterator[SheetRow]:
    """Yield the title in lines as long as the page is wide, the organisation, and edition, date and mark."""
    matrix, say, size = context.matrix, context.wording, context.theme.workbook["cover"]
    for line in row_heights.wrapped(matrix.title, size, sum(WIDTHS), bold=True):
        yield SheetRow((SheetCell(line, CellFormat("cover", 1)),), size * row_heights.LINE + 4, True)
    edition = say("workbook.cover.edition", edition=matrix.edition, date=say.date(matrix.date), mark=matrix.fingerprint)
    for text in (matrix.organisation, edition):
        for line in row_heights.wrapped(text, context.size, sum(WIDTHS)):
            yield SheetRow((SheetCell(line, CellFormat("note")),), context.size * row_heights.LINE + AIR, True)
    yield _gap()


def _proposing(areas: Areas, places: Places) -> str:
    """Return how to send changes, with the sheets where duties are edited, of many the first and the last."""
    say = areas.context.wording
    names = [say("workbook.cover.sheet", name=places.name(area.key)) for area in areas.all]
    sheets = say.listed(names) if len(names) < 6 else f"{names[0]} – {names[-1]}"
    return say("workbook.cover.propose_one" if len(names) == 1 else "workbook.cover.propose_other", sheets=sheets)


def _section(context: Context, heading: str, rows: Sequence[SheetRow]) -> Iterator[SheetRow]:
    if rows:
        look = CellFormat("heading", 1)
        cells = (SheetCell(heading, look), *(SheetCell("", look) for _ in WIDTHS[1:]))
        yield SheetRow(cells, context.size * row_heights.LINE + 5, True)
        yield SheetRow((), BELOW_HEADING, True)
        yield from rows
        yield _gap()


def _about(context: Context) -> Iterator[SheetRow]:
    """Yield what else is known of the document, each with its label."""
    matrix, say = context.matrix, context.wording
    known = (
        (say("matrix.approved_by"), matrix.approved_by),
        (say("matrix.valid_from"), say.date(matrix.valid_from) if matrix.valid_from else ""),
        (say("matrix.review_by"), say.date(matrix.review_by) if matrix.review_by else ""),
        (say("matrix.contact"), matrix.contact),
        (say("matrix.published"), matrix.publication_url),
    )
    for label, text in known:
        if text:
            yield from _pair(context, label, text)


def _introduction(context: Context) -> Iterator[SheetRow]:
    number = 0
    for block in context.matrix.introduction:
        number = number + 1 if block.kind == "numbered" else 0
        mark = {"numbered": f"{number}.", "item": "–"}.get(block.kind, "")
        yield from _pair(context, "", f"{mark}\N{NO-BREAK SPACE}{block.text}" if mark else block.text)


def _legend(context: Context) -> Iterator[SheetRow]:
    for letter in context.matrix.letters.letters:
        sample = context.letter_cell(GridCell((letter.symbol,), True, ()))
        name = f"{letter.name}: " if letter.name != letter.symbol and letter.meaning else ""
        text = f"{name}{letter.meaning}" if letter.meaning not in ("", letter.name) else letter.name
        yield from _wrapped(context, (sample, *_paragraph(text)))


def _reading(context: Context, places: Places) -> Iterator[list[str]]:
    """Yield paragraphs of sentences: about the letters, what has none, and the ways through the sheets."""
    say, matrix = context.wording, context.matrix
    origin = {(True, True): "both", (False, True): "derived", (True, False): "stated"}
    about = [say(f"origin.explain_{origin[matrix.has_stated, matrix.has_derived]}")] if matrix.assignments else []
    yield [*about, *(looks(context) if matrix.has_stated else marked(context))]
    is_open = any(ownership.open for ownership in matrix.ownership.values())
    yield [say("origin.blank"), *([say("origin.open")] if is_open else ())]
    yield [say("workbook.cover.ways.title"), say("workbook.cover.ways.code")] if len(places.sheets) > 1 else []


def _rules(context: Context) -> Iterator[str]:
    matrix = context.matrix
    for rule, symbol in context.views.applied_rules:
        name = within_a_sentence(matrix.letters[symbol].name, matrix.language) if symbol else ""
        yield context.wording(f"rules.{rule}", letter=symbol, name=name)


def _gap() -> SheetRow:
    return SheetRow((), GAP, True)


def _paragraph(text: str) -> tuple[SheetCell, ...]:
    return (SheetCell(text, CellFormat("paragraph")),)


def _pair(context: Context, label: str, text: str, kind: Kind = "label", link: str = "") -> Iterator[SheetRow]:
    yield from _wrapped(context, (SheetCell(label, CellFormat(kind, 1), link), *_paragraph(text)))


def _wrapped(context: Context, cells: tuple[SheetCell, ...], air: float = AIR) -> Iterator[SheetRow]:
    """Yield a row of the cover; the second cell of two has the width of the third, too, if it says nothing itself."""
    widths = (WIDTHS[0], *WIDTHS[1:]) if len(cells) == len(WIDTHS) else WIDTHS[:2]
    yield from (row._replace(fixed=True) for row in sheet_rows(cells, widths, context.size, SheetRow(), air=air))
