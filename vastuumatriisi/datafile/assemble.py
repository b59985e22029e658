"""Checked data file -> Matrix: ids resolved, homes and scopes settled, letters derived."""

from collections.abc import Iterator, Mapping
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.digests import fingerprint_of, meaning_of
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.parse import LocatedDict
from vastuumatriisi.datafile.placed import Placed, located, placed_units
from vastuumatriisi.matrix import (
    Assignment,
    Block,
    Duty,
    Level,
    Link,
    Matrix,
    Ownership,
    PastEdition,
    Relation,
    Role,
    Scope,
    SiteType,
    Theme,
    Thresholds,
    Unit,
)
from vastuumatriisi.matrix.derive import RelationLines, Rules, Stated
from vastuumatriisi.matrix.letters import Letter, LetterSet
from vastuumatriisi.text.characters import paragraphs


def assemble(data: schema.DataFile, source: Source, default_letters: LetterSet) -> Matrix:
    """Return the matrix of a data file that ``validate`` has accepted."""
    meaning, fingerprint = meaning_of(data), fingerprint_of(data)  # first: they take as much memory as the matrix
    letters = default_letters if data.letters is None else _letters(data.letters, source.root["letters"])
    derive = {
        relation: letter
        for relation, letter in data.derive.model_dump().items()
        if letter is not None and letter in letters
    }
    placed = list(placed_units(data, source.root))
    units = tuple(map(_unit, placed))
    roles = _roles(data, source.root, units)
    duties = _duties(placed, units)
    assignments, ownership = _assignments(placed, units, roles, duties, letters, derive)
    return Matrix(
        title=data.title,
        organisation=data.organisation,
        language=data.language,
        edition=data.edition,
        date=data.date,
        introduction=tuple(Block(*part) for part in paragraphs(data.introduction or "")),
        contact=data.contact or "",
        publication_url=data.publication_url or "",
        fonts=tuple(data.fonts),
        approved_by=data.approved_by or "",
        valid_from=data.valid_from,
        review_by=data.review_by,
        history=tuple(PastEdition(past.edition, past.date, past.note or "") for past in data.history),
        letters=letters,
        derive=derive,
        thresholds=Thresholds(**data.thresholds.model_dump()),
        scopes=tuple(Scope(scope.id, scope.name) for scope in data.scopes),
        themes=tuple(Theme(theme.id, theme.name) for theme in data.themes),
        roles=roles,
        levels=_levels(data, units),
        units=units,
        duties=tuple(duties.values()),
        site_types=tuple(SiteType(s.id, s.name, tuple(s.units), tuple(s.scopes)) for s in data.site_types),
        assignments=assignments,
        ownership=ownership,
        meaning=meaning,
        fingerprint=fingerprint,
        source_sha256=source.sha256,
    )


def _letters(entries: Mapping[str, schema.LetterEntry], written: LocatedDict) -> LetterSet:
    spans = written.key_spans.values()
    return LetterSet(
        tuple(
            Letter(symbol, entry.name, entry.meaning or "", entry.counts_as, _answers(entry.accept), span.line)
            for (symbol, entry), span in zip(entries.items(), spans, strict=True)
        )
    )


def _unit(placed: Placed) -> Unit:
    entry = placed.entry
    return Unit(
        id=entry.id,
        name=entry.name,
        short=entry.short or entry.name,
        level=placed.level,
        path=tuple(group.id for group in placed.above),
        contact=entry.contact or "",
        scopes=_inherited_scopes(entry, placed.above),
        stated_scopes=tuple(entry.scopes),
        leads=tuple(entry.leads),
        supports=tuple(entry.supports),
        performs=bool(entry.leads or entry.supports) if entry.performs is None else entry.performs,
        stated_performs=entry.performs,
        duties=tuple(duty.id for duty in entry.duties),
        accept=_answers(entry.accept),
        line=placed.line,
    )


def _answers(accept: Mapping[Any, str]) -> dict[str, str]:
    return dict(accept)


def _inherited_scopes(entry: schema.UnitEntry, above: tuple[schema.UnitEntry, ...]) -> tuple[str, ...]:
    return next((tuple(unit.scopes) for unit in (entry, *reversed(above)) if unit.scopes), ())


def _roles(data: schema.DataFile, root: LocatedDict, units: tuple[Unit, ...]) -> tuple[Role, ...]:
    led: dict[str, list[str]] = {}
    for unit in units:
        for lead in unit.leads:
            led.setdefault(lead, []).append(unit.id)
    return tuple(
        Role(
            id=role.id,
            name=role.name,
            short=role.short or role.name,
            home=role.unit or (led[role.id][0] if len(led.get(role.id, ())) == 1 else ""),
            stated_home=role.unit or "",
            scopes=tuple(role.scopes),
            collective=role.collective,
            aliases=tuple(role.aliases),
            accept=_answers(role.accept),
            line=line,
        )
        for role, _, line in located(data.roles, root, "roles")
    )


def _levels(data: schema.DataFile, units: tuple[Unit, ...]) -> tuple[Level, ...]:
    return tuple(
        Level(
            level.id,
            level.name,
            level.short or level.name,
            number,
            tuple(unit.id for unit in units if unit.level == level.id),
        )
        for number, level in enumerate(data.levels, 1)
    )


def _duties(placed: list[Placed], units: tuple[Unit, ...]) -> dict[str, Duty]:
    counterparts: dict[str, list[str]] = {}
    for one in placed:
        for duty in one.entry.duties:
            for other in duty.counterparts:
                counterparts.setdefault(duty.id, []).append(other)
                counterparts.setdefault(other, []).append(duty.id)
    return {
        duty.id: Duty(
            id=duty.id,
            text=duty.text,
            unit=unit.id,
            scopes=tuple(duty.scopes) or unit.scopes,
            stated_scopes=tuple(duty.scopes),
            cooperates=tuple(actor for actor in duty.cooperates if actor != unit.id),
            counterparts=tuple(dict.fromkeys(counterparts.get(duty.id, ()))),
            theme=duty.theme or "",
            note=duty.note or "",
            links=tuple(Link(link.title, link.url) for link in duty.links),
            accept=_answers(duty.accept),
            line=line,
        )
        for one, unit in zip(placed, units, strict=True)
        for duty, _, line in one.duties
    }


def _assignments(
    placed: list[Placed],
    units: tuple[Unit, ...],
    roles: tuple[Role, ...],
    duties: dict[str, Duty],
    letters: LetterSet,
    derive: Mapping[str, str],
) -> tuple[tuple[Assignment, ...], dict[str, Ownership]]:
    roles_by_id, units_by_id = {role.id: role for role in roles}, {unit.id: unit for unit in units}
    lines = _both_ways(dict(_lines(placed)))
    rules = Rules(letters, derive, roles_by_id, units_by_id, duties, lines)
    assignments: list[Assignment] = []
    ownership = {}
    for one in placed:
        for entry, written, _ in one.duties:
            duty = duties[entry.id]
            own = rules.assignments(duty, _stated(entry, written, letters))
            ownership[duty.id] = rules.ownership(duty, own)
            assignments.extend(own)
    return tuple(assignments), ownership


def _stated(duty: schema.DutyEntry, written: LocatedDict, letters: LetterSet) -> dict[str, Stated]:
    assign = written.get("assign") or LocatedDict(written.span)
    return {
        actor: Stated(letters.read(cell), assign.value_spans.get(actor, assign.span).line)
        for actor, cell in duty.assign.items()
    }


def _lines(placed: list[Placed]) -> Iterator[tuple[tuple[str, Relation, str], int]]:
    for one in placed:
        for relation, names in (("leads", one.entry.leads), ("supports", one.entry.supports)):
            yield from _list_lines(one.entry.id, relation, names, one.written)
        for duty, written, _ in one.duties:
            yield from _list_lines(duty.id, "cooperates", duty.cooperates, written)
            for other, _, line in located(duty.counterparts, written, "counterparts"):
                yield (other, "counterparts", duty.id), line


def _both_ways(lines: dict[tuple[str, Relation, str], int]) -> RelationLines:
    """Return the lines with each counterpart known from both its sides; the side that is written there stays."""
    mirrored: dict[tuple[str, Relation, str], int] = {
        (b, relation, a): line for (a, relation, b), line in lines.items() if relation == "counterparts"
    }
    return RelationLines({**mirrored, **lines})


def _list_lines(place: str, relation: Any, names: list[str], written: LocatedDict) -> Any:
    for name, _, line in located(names, written, relation):
        yield (place, relation, name), line
