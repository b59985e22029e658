"""What is left to decide: the open owners as an agenda, and the findings as questions, each with room for an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from vastuumatriisi.findings import Finding
from vastuumatriisi.findings.facts import label
from vastuumatriisi.findings.questions import owner_question
from vastuumatriisi.matrix.balance import Decision, agenda
from vastuumatriisi.text.code_ranges import code_ranges

from ..context import Context
from ..counting import accepted, literal
from ..places import Places
from ..sheet import WorkbookSheet
from .areas import Areas
from .table import ColumnHeader, Record, TableText, identity, listing


def agenda_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the undecided owners, grouped by the body that could decide, if there are any."""
    context = areas.context
    say = context.wording
    words = ("unit", "matter", "candidates", "number", "codes")
    headings = [ColumnHeader(say(f"workbook.agenda.{word}"), key=word) for word in words]
    body = ColumnHeader(say("workbook.agenda.body"), key="body")
    records = [_line(areas, item.name, decision) for item in agenda(context.matrix) for decision in item.decisions]
    if records:
        columns = [*headings, *_answer(context), body, identity(context)]
        sheet = listing(areas, "agenda", columns, records)
        if not context.is_usual("accountable"):
            sheet = replace(sheet, summary=say("workbook.agenda.summary_letters", letters=context.accountable))
        yield sheet


def _answer(context: Context) -> tuple[ColumnHeader, ...]:
    """Return the headings of the columns that are left empty."""
    widths = {"decision": 150.0, "decider": 90.0, "decided_on": 70.0}
    return tuple(ColumnHeader(context.wording(f"workbook.{word}"), least, key=word) for word, least in widths.items())


EMPTY = (TableText(""), TableText(""), TableText("", "date"))


def _line(areas: Areas, body: str, decision: Decision) -> Record:
    say, matrix = areas.context.wording, areas.context.matrix
    unit = matrix.unit(decision.unit)
    cells = (
        TableText(unit.name, "name"),
        TableText(owner_question(decision.reason, len(decision.duties), say)),
        TableText(", ".join(matrix.names(decision.candidates)) or say("workbook.agenda.nobody")),
        TableText(str(len(decision.duties)), "number", partial(open_formula, areas, decision.duties)),
        TableText(code_ranges(decision.duties), "small"),
    )
    identifier = TableText(f"{unit.id} {decision.reason}", "id")
    return Record((*cells, *EMPTY, TableText(body), identifier), areas.context.number(unit))


def open_formula(areas: Areas, codes: Sequence[str], places: Places) -> str:
    """Return the formula that counts those of the duties that nobody owns."""
    context = areas.context
    if context.codes_differ_by_case:
        return ""
    parts = []
    for key in dict.fromkeys(areas.of_duty[code].key for code in codes):
        found = places.ranges[key]
        listed = ",".join(literal(code) for code in codes if areas.of_duty[code].key == key)
        mine = f"ISNUMBER(MATCH({found.cells('code')},{{{listed}}},0))"
        parts.append(f"SUMPRODUCT({mine}*{is_open(context, found.cells('owner'))}*{found.is_first})")
    return accepted("+".join(parts))


def is_open(context: Context, owners: str) -> str:
    """Return a formula's part that is true for those of the owners' cells that say that it is open."""
    return f"({owners}={literal(context.wording('matrix.open'))})"


def finding_sheet(areas: Areas) -> Iterator[WorkbookSheet]:
    """Yield the findings in the order of the data file, those that it answers last, if there are any."""
    context = areas.context
    say = context.wording
    found = sorted(context.findings, key=lambda finding: bool(finding.answered))
    if not found:
        return
    headings = [
        ColumnHeader(say(f"workbook.finding_sheet.{word}"), key=word)
        for word in ("where", "message", "question", "codes")
    ]
    if any(finding.answered for finding in found):
        headings.append(ColumnHeader(say("workbook.finding_sheet.answered"), key="answered"))
    with_reasons = len(headings) > 4
    records = [_question(finding, with_reasons) for finding in found]
    yield listing(areas, "finding_sheet", [*headings, *_answer(context), identity(context)], records)


def _question(finding: Finding, with_reasons: bool) -> Record:
    cells = (
        TableText(label(finding.places[0]), "name"),
        TableText(finding.message),
        TableText(finding.question),
        TableText(code_ranges(finding.codes), "small"),
        *((TableText(finding.answered),) if with_reasons else ()),
    )
    return Record((*cells, *EMPTY, TableText(f"{finding.where} {finding.name}", "id")))
