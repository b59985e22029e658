"""What ``check`` prints: the findings of a matrix, grouped for people or as a list for machines."""

import json
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.text import Text

from vastuumatriisi.cli.requests import shown
from vastuumatriisi.datafile.schema import FINDINGS
from vastuumatriisi.findings import Finding
from vastuumatriisi.findings.vacancies import VACANT_ROLE, Vacancy, vacancies
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Matrix, Views


def vacancies_of(path: Path | None, matrix: Matrix, words: Wording) -> tuple[list[Vacancy], str]:
    """Return what is asked about a roster, and its name as messages call it; nothing and "" where there is none.

    Raises SourceError with every problem of the roster, UserError where it cannot be opened.
    """
    if path is None:
        return [], ""
    from vastuumatriisi.datafile.roster.read import read_roster  # most checks have none

    name = shown(path)
    return list(vacancies(read_roster(path, name, matrix), Views(matrix), words)), name


def as_json(findings: Iterable[Finding], vacant: Iterable[Vacancy] = (), roster: str = "") -> str:
    """Return the findings as a JSON list; each has ``finding``, ``where``, ``line``, ``message``, ``answered``, …

    Those of the roster have its name as ``file``, and the id of the ``site``.
    """
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
    entries.extend(
        {
            "finding": VACANT_ROLE,
            "where": one.role,
            "site": one.site,
            "file": roster,
            "line": one.line,
            "message": one.message,
            "question": one.question,
            "codes": [],
            "answered": bool(one.answered),
            "reason": one.answered or None,
        }
        for one in vacant
    )
    return json.dumps(entries, indent=2, ensure_ascii=False)


def show(findings: Iterable[Finding], file: str, size: tuple[int, int], say: Wording) -> None:
    """Print the findings grouped by name, open ones first, and their count; in colour on a terminal only.

    ``size`` is the number of duties and of units with duties.
    """
    console = Console(highlight=False, soft_wrap=True)
    listed = list(findings)
    for name in FINDINGS:
        group = [finding for finding in listed if finding.name == name and not finding.answered]
        if not group:
            continue
        console.print(_head(name, len(group), say))
        for finding in group:
            _print(console, file, finding, finding.question)
    answered = [finding for finding in listed if finding.answered]
    if answered:
        console.print(Text.assemble((say("command.answered_head"), "bold green"), f" ({len(answered)})"))
        for finding in answered:
            _print(console, file, finding, f"{finding.name}: {finding.answered}")
    duties, units = (message(f"command.{key}", count=n) for key, n in zip(("duties", "units"), size, strict=True))
    held = message("command.held", file=file, duties=duties, units=units)
    console.print(say.told(_summary(held, len(listed) - len(answered), len(answered))), markup=False)


def show_roster(vacant: Iterable[Vacancy], file: str, say: Wording) -> None:
    """Print what is asked about a roster, nothing where there is none."""
    if not file:
        return
    console = Console(highlight=False, soft_wrap=True)
    listed = list(vacant)
    if asked := [one for one in listed if not one.answered]:
        console.print(_head(VACANT_ROLE, len(asked), say))
        for one in asked:
            place = (f"{file}:{one.line}: ", "dim")
            console.print(Text.assemble("  ", place, one.message, " ", (one.question, "italic")))
    console.print(say.told(_summary(file, len(asked), len(listed) - len(asked))), markup=False)


def _head(name: str, number: int, say: Wording) -> Text:
    """Return the line above questions of a kind: the name by which they are answered, and what it means."""
    return Text.assemble((name, "bold yellow"), f" ({number}): ", wording(say.language)(f"revision.findings.{name}"))


def _print(console: Console, file: str, finding: Finding, after: str) -> None:
    console.print(Text.assemble("  ", (f"{file}:{finding.line}: ", "dim"), finding.message, " ", (after, "italic")))


def _summary(what: str | Message, questions: int, answered: int) -> Message:
    """Return the line that sums a check up: how many questions, and that nothing is wrong."""
    asked = message("command.questions", count=questions) if questions else message("command.no_questions")
    if not answered:
        return message("command.checked", what=what, questions=asked)
    return message("command.checked_answered", what=what, questions=asked, count=answered)
