"""What is left to decide: the open owners as an agenda, and the findings as questions, each with room for an answer."""

from collections.abc import Iterator

from vastuumatriisi.findings import Finding
from vastuumatriisi.findings.facts import label
from vastuumatriisi.generators.workbook.content.table import Heading, Record, Text, identity, listing
from vastuumatriisi.generators.workbook.context import Context
from vastuumatriisi.generators.workbook.sheet import Sheet
from vastuumatriisi.matrix.balance import Decision, agenda

QUESTIONS = {
    "no-owner": "findings.no-owner.unit.question",
    "owner-undecided": "findings.owner-undecided.several.question",
}


def agenda_sheet(context: Context) -> Iterator[Sheet]:
    """Yield the undecided owners, grouped by the body that could decide, if there are any."""
    say = context.wording
    words = ("body", "unit", "matter", "candidates", "number", "codes")
    headings = [Heading(say(f"workbook.agenda.{word}")) for word in words]
    records = [
        _line(context, item.name, decision, number == 0)
        for item in agenda(context.matrix)
        for number, decision in enumerate(item.decisions)
    ]
    if records:
        yield listing(context, "agenda", [*headings, *_answer(context), identity(context)], records, 2)


def _answer(context: Context) -> tuple[Heading, ...]:
    """Return the headings of the columns that are left empty."""
    widths = {"decision": 150.0, "decider": 90.0, "decided_on": 70.0}
    return tuple(Heading(context.wording(f"workbook.{word}"), least) for word, least in widths.items())


EMPTY = (Text(""), Text(""), Text("", "date"))


def _line(context: Context, body: str, decision: Decision, first: bool) -> Record:
    say, matrix = context.wording, context.matrix
    unit = matrix.unit(decision.unit)
    cells = (
        Text(body, "name"),
        Text(unit.name),
        Text(say(QUESTIONS[decision.reason])),
        Text(", ".join(matrix.names(decision.candidates)) or say("workbook.agenda.nobody")),
        Text(str(len(decision.duties)), "number"),
        Text(decision.duties, "code"),
    )
    return Record((*cells, *EMPTY, Text(f"{unit.id} {decision.reason}")), context.number(unit), first)


def finding_sheet(context: Context) -> Iterator[Sheet]:
    """Yield the findings in the order of the data file, those that it answers last, if there are any."""
    say = context.wording
    found = sorted(context.views.findings(say, context.poster_fonts), key=lambda finding: bool(finding.answered))
    if not found:
        return
    headings = [Heading(say(f"workbook.finding_sheet.{word}")) for word in ("where", "message", "question", "codes")]
    if any(finding.answered for finding in found):
        headings.append(Heading(say("workbook.finding_sheet.answered")))
    with_reasons = len(headings) > 4
    records = [_question(finding, with_reasons) for finding in found]
    yield listing(context, "finding_sheet", [*headings, *_answer(context), identity(context)], records)


def _question(finding: Finding, with_reasons: bool) -> Record:
    cells = (
        Text(label(finding.places[0]), "name"),
        Text(finding.message),
        Text(finding.question),
        Text(finding.codes, "code"),
        *((Text(finding.answered),) if with_reasons else ()),
    )
    return Record((*cells, *EMPTY, Text(f"{finding.where} {finding.name}")))
