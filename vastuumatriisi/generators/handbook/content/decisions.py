"""What is left to decide: the undecided owners as an agenda with room to write, then the other questions."""

import re
from collections.abc import Iterable, Iterator, Sequence

from vastuumatriisi.findings import Finding
from vastuumatriisi.matrix.balance import AgendaItem, Decision, agenda
from vastuumatriisi.text.widths import office_widths

from ..document import (
    BodyElement,
    Chapter,
    ColumnSection,
    Heading,
    Paragraph,
    Run,
    Runs,
    Table,
    TableColumn,
    TableRow,
    joined,
    text,
)
from .front import table
from .spans import NO_BREAK, Phrases

LINE_TO_WRITE = 1020  # the least height of a row that is filled by hand: three lines of writing
DATE_WIDTH = 1150
PADDING = 240  # both sides of a cell, in twentieths of a point
EMPTY: tuple[Paragraph, ...] = ()


def decision_chapters(pieces: Phrases, findings: Sequence[Finding], size: float, width: int) -> Iterator[Chapter]:
    """Yield the appendix if anything is open or answered; ``size`` is that of tables in pt, ``width`` of the text."""
    words, items = pieces.wording, agenda(pieces.matrix)
    # Undecided owners stand in the agenda.
    asked = [f for f in findings if not f.answered and f.name not in ("no-owner", "owner-undecided")]
    answered = [finding for finding in findings if finding.answered]
    if not items and not asked and not answered:
        return
    title = words("handbook.decisions.title")
    blocks: list[BodyElement] = [Heading(1, title, "", "")]
    if items:
        blocks.append(text(words("handbook.decisions.about"), keep=True))
    columns = _agenda_columns(pieces, items, size, width)
    for item in items:
        blocks += [Heading(2, item.name, "", ""), _agenda_table(pieces, item, columns)]
    for key, found in (("questions", asked), ("answered", answered)):
        if found:
            blocks += _questions(pieces, key, found, width)
    lines = sum(len(item.decisions) for item in items)
    total = words("handbook.decisions.total", decisions=lines, questions=len(asked), answered=len(answered))
    yield Chapter(title, (ColumnSection((*blocks, text(total, "Summary"))),))


def _agenda_table(pieces: Phrases, item: AgendaItem, columns: tuple[TableColumn, ...]) -> Table:
    rows = tuple(_agenda_row(pieces, decision) for decision in item.decisions)
    title = pieces.wording("handbook.decisions.table", body=item.name)
    return table(pieces, columns, rows, title, row_height=LINE_TO_WRITE, to_fill=True)


def _agenda_columns(pieces: Phrases, items: Iterable[AgendaItem], size: float, width: int) -> tuple[TableColumn, ...]:
    """Return the columns of all tables of the agenda, which stand below each other."""
    words = pieces.wording
    matter, candidates, decider = width * 28 // 100, _candidates_width(pieces, items, size, width), width * 14 // 100
    return (
        TableColumn(words("handbook.decisions.matter"), matter),
        TableColumn(words("handbook.decisions.candidates"), candidates),
        TableColumn(words("handbook.decisions.decision"), width - matter - candidates - decider - DATE_WIDTH),
        TableColumn(words("handbook.decisions.decider"), decider),
        TableColumn(words("handbook.decisions.date"), DATE_WIDTH),
    )


def _candidates_width(pieces: Phrases, items: Iterable[AgendaItem], size: float, width: int) -> int:
    """Return the width that the longest word of a candidate's name needs, between limits."""
    decisions = [decision for item in items for decision in item.decisions]
    names = pieces.matrix.names(tuple(actor for decision in decisions for actor in decision.candidates))
    widest = max((office_widths().widest_word(name, size) for name in names), default=0.0)
    return min(max(round(widest * 20) + PADDING, width * 18 // 100), width * 28 // 100)


def _agenda_row(pieces: Phrases, decision: Decision) -> TableRow:
    words = pieces.wording
    variant = "unit" if decision.reason == "no-owner" else "several"
    question = words(f"findings.{decision.reason}.{variant}.question")
    matter = (
        Paragraph((pieces.name(decision.unit, short=True),), "TableText"),
        text(question, "TableText"),
        Paragraph(pieces.duties(decision.duties), "DutyDetail"),
    )
    names = joined(tuple((pieces.name(actor),) for actor in decision.candidates))
    candidates = names or (Run(words("handbook.decisions.no_candidates")),)
    return (matter, (Paragraph(candidates, "TableText"),), EMPTY, EMPTY, EMPTY)


def _questions(pieces: Phrases, key: str, findings: Iterable["Finding"], width: int) -> Iterator[BodyElement]:
    """Yield the section "questions", with room for an answer, or "answered", with the reason that was given."""
    words = pieces.wording
    title = words(f"handbook.decisions.{key}")
    last = words("handbook.decisions.reason" if key == "answered" else "handbook.decisions.answer")
    asked = width * 62 // 100
    columns = (TableColumn(words("handbook.decisions.question"), asked), TableColumn(last, width - asked))
    rows = tuple((_asked(pieces, finding), _told(finding)) for finding in findings)
    yield Heading(2, title, "", "")
    yield text(words(f"handbook.decisions.{key}_about"), keep=True)
    yield table(pieces, columns, rows, title, to_fill=key == "questions")


def _asked(pieces: Phrases, finding: "Finding") -> tuple[Paragraph, ...]:
    question = Paragraph((Run(finding.question, "Label"),), "TableText")
    return Paragraph(_linked(pieces, finding.message, finding.codes), "TableText"), question


def _told(finding: "Finding") -> tuple[Paragraph, ...]:
    return (text(finding.answered, "TableText"),) if finding.answered else EMPTY


def _linked(pieces: Phrases, message: str, codes: Iterable[str]) -> Runs:
    """Return a sentence with each of the codes in it as a link."""
    known = sorted(codes, key=len, reverse=True)
    if not known:
        return (Run(message),)
    pattern = rf"(?<![\w.-])({'|'.join(map(re.escape, known))})(?![\w-])"
    # A dash between two codes of a pair must not begin a line.
    parts = re.split(pattern, message.replace(" / ", f"{NO_BREAK}/ "))
    return tuple(pieces.duty(part) if index % 2 else Run(part) for index, part in enumerate(parts) if part)
