"""The lines of a text -> units with their duties, leads and supporters, below the headings that gather them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from vastuumatriisi.incoming.foreign.reading.values import Line

Label = Literal["leads", "supports", "partners", "duties"]
LEADS = (
    r"vastuuhenkilö(?:t|nä|inä)?|vastuutaho(?:t)?|vastuussa|vastaa(?:va|vat)?|vastuullinen|omistaja|ansvarig(?:a|t)?"
    r"(?: person(?:er)?)?|ansvarsperson(?:er)?|responsible(?: persons?)?|person in charge|accountable|owners?|leads?"
    r"|led by|verantwortlich(?:e|er)?|responsables?"
)
SUPPORTS = (
    r"tukena|tuki|tukee|tukijat|tukihenkilöt|avustaa|avustajat|apuna|stöd(?:s av|jer|jare)?|med stöd av|bistår"
    r"|support(?:ed by|s|ers?)?|assisted by|unterstützt durch|unterstützung|apoyo"
)
PARTNERS = r"yhteistyössä|yhteistyökumppanit|kumppanit|i samarbete med|samarbetspartner|in cooperation with|partners?"
DUTIES = r"tehtävät|vastuut|tehtävinä|uppgifter|ansvar|duties|tasks|responsibilities|aufgaben|tareas"
LABELS: tuple[tuple[Label, str], ...] = (
    ("leads", LEADS),
    ("supports", SUPPORTS),
    ("partners", PARTNERS),
    ("duties", DUTIES),
)
LABEL = re.compile("|".join(f"(?P<{name}>{words})" for name, words in LABELS), re.IGNORECASE)
NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?=\S)")
LONGEST_HEADING = 160  # characters
MOST_ABOVE = 9  # headings right below one another, as many levels as Word has; of more only the last ones are any
SENTENCE = (".", "!", "?", ";", ",", ":")


@dataclass(slots=True)
class Section:
    """A heading with what stands below it; ``outer`` are the headings above it that have no duties, outermost first."""

    heading: Line
    outer: tuple[Line, ...]
    items: list[Line] = field(default_factory=list)
    texts: list[Line] = field(default_factory=list)
    leads: list[Line] = field(default_factory=list)
    supports: list[Line] = field(default_factory=list)
    partners: list[Line] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    introduction: tuple[Line, ...]
    sections: tuple[Section, ...]


def outline_of(lines: Sequence[Line]) -> Outline | None:
    """Return the parts of a text, None where it has no duties below headings with somebody in charge of them."""
    joined = list(_with_bold_headings(list(_joined(lines))))
    begin = _first_heading(joined)
    if begin is None:
        return None
    sections = list(_sections(joined[begin:]))
    if not any(section.leads or section.supports for section in sections):
        return None
    kept = tuple(section for section in sections if section.items or section.leads or section.supports)
    return Outline(tuple(joined[:begin]), kept)


def _with_bold_headings(lines: list[Line]) -> Iterator[Line]:
    """Yield the lines with those as headings that are bold and say right below who is in charge.

    Somebody has forgotten the style there that the headings of other units have.
    """
    deepest = max((line.level for line in lines if line.kind == "heading"), default=0)
    for number, line in enumerate(lines):
        below = label_of(lines[number + 1]) if line.bold and number + 1 < len(lines) else None
        heads = deepest and line.kind == "text" and _could_head(line) and below and below[0] in ("leads", "supports")
        yield Line(line.number, line.text, "heading", deepest) if heads else line


def label_of(line: Line) -> tuple[Label, str] | None:
    """Return what a line such as "Tukena: rehtori" names, and the words behind its colon."""
    before, colon, behind = line.text.partition(":")
    found = LABEL.fullmatch(before.strip()) if colon else None
    kind = next((name for name, _ in LABELS if found and found[name]), None)
    return (kind, behind.strip()) if kind else None


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with those joined to an item that begin with a small letter right below it."""
    last: Line | None = None
    for line in lines:
        goes_on = (
            last is not None and line.kind == "text" and line.number == last.number + 1 and line.text[:1].islower()
        )
        if last is not None and last.kind == "item" and goes_on and not last.text.endswith("."):
            last = Line(line.number, f"{last.text} {line.text}", "item", last.level)
            continue
        if last is not None:
            yield last
        last = Line(line.number, NUMBERED.sub("", line.text), "item", line.level) if _is_numbered(line, last) else line
    if last is not None:
        yield last


def _is_numbered(line: Line, last: Line | None) -> bool:
    """Tell whether a numbered line is an item: it follows a heading or another item, not a paragraph."""
    if line.kind != "text" or not NUMBERED.match(line.text) or last is None:
        return False
    return last.kind == "item" or (
        (last.kind == "heading" or not last.text.endswith(":")) and not NUMBERED.match(last.text)
    )


def _could_head(line: Line) -> bool:
    short = len(line.text) <= LONGEST_HEADING and not line.text.endswith(SENTENCE) and not NUMBERED.match(line.text)
    return line.kind == "heading" or (line.kind == "text" and short and label_of(line) is None)


def _first_heading(lines: list[Line]) -> int | None:
    """Return where the headings begin that stand right above the first duties."""
    first = _first_duty(lines)
    if first is None:
        return None
    begin = first
    while begin > max(first - MOST_ABOVE, 0) and _is_above(lines[begin - 1]):
        begin -= 1
    return begin if begin < first else None


def _first_duty(lines: list[Line]) -> int | None:
    """Return where the first item stands that has something above it and its like that could be a heading.

    Who is in charge may be said between the two; items right below a label without names are those names.
    """
    above: Line | None = None
    for number, line in enumerate(lines):
        if line.kind != "item":
            above = above if _is_said(line) else line
        elif above is not None and not label_of(line) and (_could_head(above) or _names(above, "duties")):
            return number
    return None


def _is_above(line: Line) -> bool:
    return _could_head(line) or _names(line, "duties") or _is_said(line)


def _is_said(line: Line) -> bool:
    """Tell whether a line says who is in charge, supports or takes part, with the names on it."""
    label = label_of(line)
    return line.kind == "text" and label is not None and label[0] != "duties" and bool(label[1])


def _names(line: Line, kind: Label) -> bool:
    label = label_of(line)
    return label is not None and label[0] == kind


def _sections(lines: list[Line]) -> Iterator[Section]:
    styled = any(line.kind == "heading" for line in lines)
    run: list[Line] = []  # headings right below one another
    outer: list[Line] = []
    section: Section | None = None
    waiting: list[Line] | None = None  # where the items below a label without names go
    for line in lines:
        label = label_of(line)
        if line.kind == "heading" if styled else not label and _could_head(line):
            outer = [one for one in outer if one.level < line.level] if styled else outer
            run.append(line)
            if styled:
                section = Section(line, tuple(outer))
                outer = [*outer, line]
                yield section
            waiting = None
            continue
        if run and not styled:
            if section is not None:
                section.texts.extend(run[:-MOST_ABOVE])
            run = run[-MOST_ABOVE:]
            outer = run[:-1] or outer
            section = Section(run[-1], tuple(outer))
            yield section
        run = []
        if section is not None:
            waiting = _add(section, line, label, waiting)


def _add(
    section: Section, line: Line, label: tuple[Label, str] | None, waiting: list[Line] | None
) -> list[Line] | None:
    """Add a line to its section; return the list that further items belong to, None for the duties."""
    if label:
        return _add_label(section, label, line)
    if line.kind == "item":
        (section.items if waiting is None else waiting).append(line)
        return waiting
    section.texts.append(line)
    return None


def _add_label(section: Section, label: tuple[Label, str], line: Line) -> list[Line] | None:
    """Add what a label names; return the list that further items belong to where it names nothing on its line."""
    kind, words = label
    section.labels.append(line)
    if kind == "duties":
        return None
    names: list[Line] = getattr(section, kind)
    if words:
        names.append(Line(line.number, words, "text"))
        return None
    return names
