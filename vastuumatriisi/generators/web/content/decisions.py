"""What is to be decided, by who decides it, and what else the matrix should be asked."""

from collections.abc import Iterator
from dataclasses import dataclass

from vastuumatriisi.findings import Finding
from vastuumatriisi.findings.questions import owner_question
from vastuumatriisi.matrix import Role
from vastuumatriisi.matrix.balance import Decision, agenda

from .codes import numbers, prefix
from .duties import Person, Telling

OF_OWNERS = ("no-owner", "owner-undecided")


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One decision: the unit, what is asked, who could it be, and the duties that wait for it."""

    unit: Person
    palette: int
    count: str
    question: str
    candidates: str
    prefix: str
    duties: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Whose matters they are: a level or a group of units, "" where there is no other."""

    name: str
    palette: int
    matters: tuple[OpenMatter, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A further finding: what is found, what is asked, and the reason that answers it, "" for none."""

    message: str
    question: str
    answered: str


def bodies(telling: Telling) -> Iterator[Body]:
    """Yield the matters by whom they belong to, in the order of the levels."""
    matrix = telling.views.matrix
    items = tuple(agenda(matrix))
    is_only = len(items) == 1 and not matrix.shows_levels
    for item in items:
        matters = tuple(_matter(telling, decision) for decision in item.decisions)
        yield Body("" if is_only else item.name, matters[0].palette, matters)


def _matter(telling: Telling, decision: Decision) -> OpenMatter:
    matrix, wording = telling.views.matrix, telling.wording
    unit = matrix.unit(decision.unit)
    candidates = [matrix.actor(one) for one in decision.candidates]
    if not candidates:
        told = wording("web.open.nobody")
    elif len(candidates) == 1 and isinstance(candidates[0], Role) and candidates[0].collective:
        told = wording("web.open.collective", name=candidates[0].name)
    else:
        names = wording.listed(candidate.name for candidate in candidates)
        told = wording("web.open.candidates", names=names)
    return OpenMatter(
        unit=Person(telling.addresses[unit.id], unit.short),
        palette=matrix.level(unit.level).number,
        count=wording.count("web.open.number", len(decision.duties)),
        question=owner_question(decision.reason, len(decision.duties), wording),
        candidates=told,
        prefix=prefix(decision.duties),
        duties=tuple(numbers(decision.duties)),
    )


def questions(findings: tuple[Finding, ...]) -> tuple[Question, ...]:
    """Return the findings besides those that the decisions are about, the answered ones last."""
    others = [one for one in findings if one.name not in OF_OWNERS or one.answered]
    ordered = sorted(others, key=lambda one: bool(one.answered))
    return tuple(Question(one.message, one.question, one.answered) for one in ordered)
