"""What ``check`` prints: the findings of a matrix, grouped for people or as a list for machines."""

import json
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.findings import Finding


def as_json(findings: Iterable[Finding]) -> str:
    """Return the findings as a JSON list; each has ``finding``, ``where``, ``line``, ``message``, ``answered``, …"""
    entries = [
        {
            "finding": finding.name,
            "where": finding.where,
            "line": finding.line,
            "message": finding.message,
            "question": finding.question,
            "codes": list(finding.codes),
            "answered": bool(finding.answered),
            "reason": finding.answered or None,
        }
        for finding in findings
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False)


def show(findings: Iterable[Finding], file: str, duties: int, units: int) -> None:
    """Print the findings grouped by name, open ones first, and their count; in colour on a terminal only."""
    console = Console(highlight=False, soft_wrap=True)
    listed = list(findings)
    for name in FINDINGS:
        group = [finding for finding in listed if finding.name == name and not finding.answered]
        if not group:
            continue
        console.print(Text.assemble((name, "bold yellow"), f" ({len(group)})"))
        for finding in group:
            _print(console, file, finding, finding.question)
    answered = [finding for finding in listed if finding.answered]
    if answered:
        console.print(Text.assemble(("answered", "bold green"), f" ({len(answered)})"))
        for finding in answered:
            _print(console, file, finding, f"{finding.name}: {finding.answered}")
    console.print(_summary(file, duties, units, len(listed) - len(answered), len(answered)), markup=False)


def _print(console: Console, file: str, finding: Finding, after: str) -> None:
    console.print(Text.assemble("  ", (f"{file}:{finding.line}: ", "dim"), finding.message, " ", (after, "italic")))


def _summary(file: str, duties: int, units: int, questions: int, answered: int) -> str:
    held = f"{_counted(duties, 'duty', 'duties')} in {_counted(units, 'unit', 'units')}"
    asked = _counted(questions, "finding", "findings") if questions else "no finding"
    return f"{file}: {held}, no problem, {asked}{f', {answered} answered' if answered else ''}."


def _counted(number: int, one: str, other: str) -> str:
    return f"{number} {one if number == 1 else other}"
