"""What is left to decide: the undecided owners as an agenda, with the duties at hand and room to write."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from vastuumatriisi.findings.questions import owner_question
from vastuumatriisi.matrix.balance import Decision, agenda

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
    joined,
    text,
)
from .front import table
from .spans import Phrases, decision_anchor

LINE_TO_WRITE = 840  # the least height of a row that is filled by hand: two lines of writing
DATE_WIDTH = 1250  # of the column of dates, in twentieths of a point
LEAST_TOGETHER = 3  # so many duties stay below their form
EMPTY: tuple[Paragraph, ...] = ()


def decision_chapters(pieces: Phrases, width: int) -> Iterator[Chapter]:
    """Yield the chapter if any owner is open; ``width`` is that of the text."""
    words, items = pieces.wording, agenda(pieces.matrix)
    if not items:
        return
    title = words("handbook.decisions.title")
    blocks: list[BodyElement] = [Heading(1, title, "", ""), text(words("handbook.decisions.about"), keep=True)]
    numbers = count(1)
    is_only = len(items) == 1 and not pieces.matrix.shows_levels
    for item in items:
        if not is_only:
            blocks.append(Heading(2, item.name, "", ""))
        for decision in item.decisions:
            blocks += _decision(pieces, next(numbers), decision, width)
    duties = sum(len(decision.duties) for item in items for decision in item.decisions)
    decisions = sum(len(item.decisions) for item in items)
    total = words("handbook.decisions.total", decisions=decisions, duties=duties)
    yield Chapter(title, (ColumnSection((*blocks, text(total, "Summary"))),))


def _decision(pieces: Phrases, number: int, decision: Decision, width: int) -> Iterator[BodyElement]:
    """Yield the form that is filled by hand, and below it the duties that it is about."""
    yield _form(pieces, number, decision, width)
    for place, code in enumerate(decision.duties, 1):
        spans = (pieces.duty(code), Run("\t"), Run(pieces.matrix.duty(code).text))
        style = "DecisionLast" if place == len(decision.duties) else "DecisionDuty"
        yield Paragraph(spans, style, keep=place < min(LEAST_TOGETHER, len(decision.duties)))


def _form(pieces: Phrases, number: int, decision: Decision, width: int) -> Table:
    words = pieces.wording
    question = owner_question(decision.reason, len(decision.duties), words)
    names = joined(tuple((pieces.name(actor),) for actor in decision.candidates))
    candidates: Runs = names or (Run(words("handbook.decisions.no_candidates")),)
    matter = (
        Paragraph((Run(question, "Label", bookmark=decision_anchor(number)),), "TableText"),
        Paragraph((Run(f"{words('handbook.decisions.candidates')}: "), *candidates), "DutyDetail"),
    )
    asked, decider = width * 48 // 100, width * 16 // 100
    columns = (
        TableColumn(f"{number}. {pieces.matrix.actor(decision.unit).short}", asked),
        TableColumn(words("handbook.decisions.decision"), width - asked - decider - DATE_WIDTH),
        TableColumn(words("handbook.decisions.decider"), decider),
        TableColumn(words("handbook.decisions.date"), DATE_WIDTH),
    )
    rows = ((matter, EMPTY, EMPTY, EMPTY),)
    title = words("handbook.decisions.table", body=pieces.matrix.actor(decision.unit).name)
    made = table(pieces, columns, rows, title, row_height=LINE_TO_WRITE, to_fill=True)
    return replace(made, keep=True, captioned=False)
