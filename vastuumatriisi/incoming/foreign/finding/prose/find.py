"""A text that was read -> the matrix in it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vastuumatriisi.incoming.foreign.finding.around import tell_edges
from vastuumatriisi.incoming.foreign.finding.decisions import Decisions
from vastuumatriisi.incoming.foreign.finding.draft import Draft
from vastuumatriisi.incoming.foreign.finding.found import Found, FoundDuty, FoundLevel, FoundUnit
from vastuumatriisi.incoming.foreign.finding.languages import language_of
from vastuumatriisi.incoming.foreign.finding.ledger import Ledger
from vastuumatriisi.incoming.foreign.finding.prose.levels import level_of, listed_levels
from vastuumatriisi.incoming.foreign.finding.prose.outline import NUMBERED, Outline, Section, outline_of
from vastuumatriisi.incoming.foreign.finding.prose.partners import Partners
from vastuumatriisi.incoming.foreign.finding.prose.people import Registry, names_in
from vastuumatriisi.incoming.foreign.reading.values import Line, Reading
from vastuumatriisi.text.capitals import with_capital

SCOPED = re.compile(r"\s*\(([^\W\d_][^()]{2,30})\)\s*(\.?)\s*$")
MATRIX = re.compile(r"vastuumatriisi|vastuunjakotaulukko|ansvarsmatris|responsibility matrix", re.IGNORECASE)
CITY = re.compile(r"\b([A-ZÅÄÖ]\w+n) (kaupun|kunna)")
FOUNDED = {"kaupun": "kaupunki", "kunna": "kunta"}
LONGEST_TITLE = 100  # characters


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text was told to hold: its outline, the roles, and the scopes that several duties name in brackets."""

    outline: Outline
    registry: Registry
    scopes: tuple[str, ...]
    partners: Partners


def find_in_lines(reading: Reading, decisions: Decisions) -> Found | None:
    """Return the matrix in the lines of a text, None where there is none."""
    outline = outline_of(reading.lines)
    if outline is None:
        return None
    language = decisions.language or language_of(line.text for line in reading.lines)[0]
    registry = _registry(outline, language, decisions)
    names = [*(one.heading.text for one in outline.sections), *(role.name for role in registry.roles.values())]
    parts = Parts(outline, registry, tuple(_scopes(outline)), Partners(names))
    draft, ledger = Draft(decisions.roles), Ledger(reading.sheets, reading.lines)
    units = {id(section): _unit(section, parts, draft, decisions) for section in outline.sections}
    levels = tuple(_levels(outline, units, draft))
    _account(outline, ledger)
    _ask(parts, draft)
    tell_edges(reading, draft)
    read, used = ledger.counts()
    return Found(
        title=decisions.title or _title(reading, outline),
        language=language,
        modified=reading.modified,
        letters=(),
        roles=tuple(registry.roles.values()),
        levels=levels,
        introduction=_introduction(_without_titles(outline.introduction)),
        scopes=parts.scopes,
        questions=draft.asked(),
        read=read,
        used=used,
        ignored=tuple(ledger.ignored()),
        organisation=decisions.organisation or _organisation(outline.introduction),
    )


def _registry(outline: Outline, language: str, decisions: Decisions) -> Registry:
    registry = Registry(language, decisions.roles)
    lists = []
    for section in outline.sections:
        group = section.outer[-1].text if section.outer else ""
        for lines in (section.leads, section.supports):
            names = [(name, line) for line in lines for name in names_in(line.text)]
            lists.append(frozenset(name for name, _ in names))
            for name, line in names:
                registry.add(name, group, str(line.number))
    registry.merge_spellings(lists)
    return registry


def _scopes(outline: Outline) -> Iterator[str]:
    """Yield what several duties say in brackets at their end, or what stands in such brackets as a word of its own."""
    found = Counter(
        match[1].casefold()
        for section in outline.sections
        for item in section.items
        if (match := SCOPED.search(item.text)) and len(match[1].split()) <= 2 and match[1].islower()
    )
    if sum(found.values()) > 1:
        yield from map(with_capital, found)


def _unit(section: Section, parts: Parts, draft: Draft, decisions: Decisions) -> FoundUnit:
    registry, name = parts.registry, section.heading.text
    leads = _names(section.leads, registry)
    supports = [one for one in _names(section.supports, registry) if one not in leads]
    duties = tuple(_duty(item, section, parts, draft, decisions) for item in section.items)
    performs = not leads and not supports
    if performs:
        draft.ask("performs", "likely", str(section.heading.number), unit=name)
    cell = str(section.heading.number)
    return FoundUnit(name, cell, duties, (), tuple(leads), tuple(supports), performs or None)


def _names(lines: list[Line], registry: Registry) -> list[str]:
    names = (registry.name(name) for line in lines for name in names_in(line.text))
    return list(dict.fromkeys(names))


def _duty(item: Line, section: Section, parts: Parts, draft: Draft, decisions: Decisions) -> FoundDuty:
    text, scopes = _without_scope(item.text, parts.scopes)
    if decisions.partners is None:
        partners = parts.partners.named_in(text, section.heading.text)
        if partners:
            draft.ask("partner", "likely", str(item.number), names=", ".join(partners), text=text)
    else:
        partners = list(decisions.partners.get(str(item.number), ()))
    return FoundDuty(text, str(item.number), scopes=scopes, cooperates=tuple(partners))


def _without_scope(text: str, scopes: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    match = SCOPED.search(text)
    scope = next((one for one in scopes if match and one.casefold() == match[1].casefold()), "")
    return (text[: match.start()].strip() + match[2], (scope,)) if match and scope else (text.strip(), ())


def _levels(outline: Outline, units: dict[int, FoundUnit], draft: Draft) -> Iterator[FoundLevel]:
    """Yield the levels: those that the introduction lists, else the outermost headings, else one for all."""
    outer = _without_title(outline.sections)
    tops = list(dict.fromkeys(path[0].text if path else "" for path in outer.values()))
    listed = listed_levels(outline.introduction)
    of_level = {top: level_of(top, listed) for top in tops}
    if not listed or None in of_level.values() or len({*of_level.values()}) != len(listed):
        for top in tops:
            sections = [one for one in outline.sections if _top(outer[id(one)]) == top]
            yield FoundLevel(top, tuple(_grouped(sections, outer, units, 1)))
        return
    for number, name in enumerate(listed):
        mine = [top for top in tops if of_level[top] == number]
        sections = [one for one in outline.sections if of_level[_top(outer[id(one)])] == number]
        # A heading that is alone is the level itself, several are groups in it.
        if len(mine) == 1:
            draft.ask("levels", "likely", str(outer[id(sections[0])][0].number), level=name, heading=mine[0])
        else:
            for top in mine:
                draft.ask("group-of-units", "likely", heading=top)
        yield FoundLevel(name, tuple(_grouped(sections, outer, units, 1 if len(mine) == 1 else 0)))


def _top(path: tuple[Line, ...]) -> str:
    return path[0].text if path else ""


def _without_title(sections: tuple[Section, ...]) -> dict[int, tuple[Line, ...]]:
    """Return the headings above each section, without the one that stands above all of them, the title."""
    paths = {id(section): section.outer for section in sections}
    first = {path[0].number if path else -1 for path in paths.values()}
    if len(first) == 1 and -1 not in first and all(len(path) > 1 for path in paths.values()):
        return {key: path[1:] for key, path in paths.items()}
    return paths


def _grouped(
    sections: list[Section], outer: dict[int, tuple[Line, ...]], units: dict[int, FoundUnit], depth: int
) -> Iterator[FoundUnit]:
    """Yield the units of sections, those below a common heading in a group of that name."""
    done = 0
    while done < len(sections):
        path = outer[id(sections[done])]
        if len(path) <= depth:
            yield units[id(sections[done])]
            done += 1
            continue
        head = path[depth]
        end = done
        while end < len(sections) and outer[id(sections[end])][depth : depth + 1] == (head,):
            end += 1
        inner = tuple(_grouped(sections[done:end], outer, units, depth + 1))
        yield FoundUnit(head.text, str(head.number), (), inner)
        done = end


def _account(outline: Outline, ledger: Ledger) -> None:
    for line in outline.introduction:
        ledger.use_line(line)
    for section in outline.sections:
        for line in (section.heading, *section.outer, *section.items, *section.leads, *section.supports):
            ledger.use_line(line)
        for line in section.labels:
            ledger.use_line(line)
        for line in section.texts:
            ledger.ignore_line(line, "text-beside")


def _ask(parts: Parts, draft: Draft) -> None:
    for scope in parts.scopes:
        draft.ask("scope", "likely", scope=scope)
    for role in parts.registry.roles.values():
        if role.collective:
            draft.ask("collective", "likely", role.cells[0], role=role.name)
        for alias in role.aliases:
            draft.ask("alias", "doubtful", role.cells[-1], name=alias, role=role.name)


def _title(reading: Reading, outline: Outline) -> str:
    """Return the heading above all sections or the first short line, else what the introduction calls itself."""
    first = outline.sections[0].outer
    if first and all(section.outer[:1] == first[:1] and len(section.outer) > 1 for section in outline.sections):
        return first[0].text
    if outline.introduction and _is_title(outline.introduction[0]):
        return outline.introduction[0].text
    found = next((match[0] for line in outline.introduction if (match := MATRIX.search(line.text))), "")
    return with_capital(found) if found else Path(reading.file).stem


def _is_title(line: Line) -> bool:
    short = line.kind == "text" and len(line.text) <= LONGEST_TITLE and not line.text.endswith((".", ":"))
    return line.kind == "heading" or (short and not NUMBERED.match(line.text))


def _without_titles(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the paragraphs of an introduction without its headings, of which the first is the title."""
    return tuple(line for n, line in enumerate(lines) if line.kind != "heading" and not (n == 0 and _is_title(line)))


def _organisation(introduction: tuple[Line, ...]) -> str:
    found = next((match for line in introduction if (match := CITY.search(line.text))), None)
    return f"{found[1]} {FOUNDED[found[2]]}" if found else ""


def _introduction(lines: tuple[Line, ...]) -> str:
    """Return the lines as paragraphs; numbered ones and those right above them stay together."""
    text = ""
    for line in lines:
        item = NUMBERED.match(line.text) or line.kind == "item"
        written = f"- {line.text}" if line.kind == "item" else line.text
        text += ("" if not text else "\n" if item else "\n\n") + written
    return text
