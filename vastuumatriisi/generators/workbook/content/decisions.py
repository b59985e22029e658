"""What is left to decide: the open owners as an agenda, and the findings as questions, each with room for an answer."""

from collections.abc import Iterator
from dataclasses import replace

from vastuumatriisi.findings import Finding
from vastuumatriisi.findings.facts import label
from vastuumatriisi.matrix.balance import Decision, agenda

from ..context import Context
from ..sheet import WorkbookSheet
from .table import ColumnHeader, Record, TableText, identity, listing

QUESTIONS = {
    "no-owner": "findings.no-owner.unit.question",
    "owner-undecided": "findings.owner-undecided.several.question",
}


def agenda_sheet(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the undecided owners, grouped by the body that could decide, if there are any."""
    say = context.wording
    words = ("body", "unit", "matter", "candidates", "number", "codes")
    headings = [ColumnHeader(say(f"workbook.agenda.{word}")) for word in words]
    records = [
        _line(context, item.name, decision, number == 0)
        for item in agenda(context.matrix)
        for number, decision in enumerate(item.decisions)
    ]
    if records:
        sheet = listing(context, "agenda", [*headings, *_answer(context), identity(context)], records, 2)
        if not context.is_usual("accountable"):
            sheet = replace(sheet, summary=say("workbook.agenda.summary_letters", letters=context.accountable))
        yield sheet


def _answer(context: Context) -> tuple[ColumnHeader, ...]:
    """Return the headings of the columns that are left empty."""
    widths = {"decision": 150.0, "decider": 90.0, "decided_on": 70.0}
    return tuple(ColumnHeader(context.wording(f"workbook.{word}"), least) for word, least in widths.items())


EMPTY = (TableText(""), TableText(""), TableText("", "date"))


def _line(context: Context, body: str, decision: Decision, first: bool) -> Record:
    say, matrix = context.wording, context.matrix
    unit = matrix.unit(decision.unit)
    cells = (
        TableText(body, "name"),
        TableText(unit.name),
        TableText(say(QUESTIONS[decision.reason])),
        TableText(", ".join(matrix.names(decision.candidates)) or say("workbook.agenda.nobody")),
        TableText(str(len(decision.duties)), "number"),
        TableText(decision.duties, "code"),
    )
    return Record((*cells, *EMPTY, TableText(f"{unit.id} {decision.reason}")), context.number(unit), first)


def finding_sheet(context: Context) -> Iterator[WorkbookSheet]:
    """Yield the findings in the order of the data file, those that it answers last, if there are any."""
    say = context.wording
    found = sorted(context.findings, key=lambda finding: bool(finding.answered))
    if not found:
        return
    headings = [
        ColumnHeader(say(f"workbook.finding_sheet.{word}")) for word in ("where", "message", "question", "codes")
    ]
    if any(finding.answered for finding in found):
        headings.append(ColumnHeader(say("workbook.finding_sheet.answered")))
    with_reasons = len(headings) > 4
    records = [_question(finding, with_reasons) for finding in found]
    yield listing(context, "finding_sheet", [*headings, *_answer(context), identity(context)], records)


def _question(finding: Finding, with_reasons: bool) -> Record:
    cells = (
        TableText(label(finding.places[0]), "name"),
        TableText(finding.message),
        TableText(finding.question),
        TableText(finding.codes, "code"),
        *((TableText(finding.answered),) if with_reasons else ()),
    )
    return Record((*cells, *EMPTY, TableText(f"{finding.where} {finding.name}")))
