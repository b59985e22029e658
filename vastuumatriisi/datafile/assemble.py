"""Checked data file -> Matrix: ids resolved, homes and scopes settled, letters derived, meaning fingerprinted."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.matrix import (
    Assignment,
    Block,
    Duty,
    Level,
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
from vastuumatriisi.matrix.letters import LetterSet, letter_set
from vastuumatriisi.matrix.marks import mark_of
from vastuumatriisi.text.characters import on_one_line

Path = tuple[str | int, ...]

# The edition, its history and approval, addresses and fonts: none of it is what the matrix says.
UNSAID = {
    "format",
    "edition",
    "date",
    "history",
    "approved_by",
    "valid_from",
    "review_by",
    "contact",
    "publication_url",
    "fonts",
}


def assemble(data: schema.DataFile, source: Source, default_letters: LetterSet) -> Matrix:
    """Return the matrix of a data file that ``validate`` has accepted."""
    letters = default_letters if data.letters is None else _letters(data.letters)
    derive = {
        relation: letter
        for relation, letter in data.derive.model_dump().items()
        if letter is not None and letter in letters
    }
    placed = list(_placed_units(data))
    units = tuple(_unit(entry, level, above, path, source) for entry, level, above, path in placed)
    roles = _roles(data, source, units)
    duties = _duties(placed, units, source)
    assignments, ownership = _assignments(placed, units, roles, duties, letters, derive, source)
    return Matrix(
        title=data.title,
        organisation=data.organisation,
        language=data.language,
        edition=data.edition,
        date=data.date,
        introduction=tuple(_blocks(data.introduction or "")),
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
        meaning=meaning(data),
        fingerprint=fingerprint(data),
        source_sha256=source.sha256,
    )


def meaning(data: schema.DataFile) -> str:
    """Return a digest of what the data mean, in hex: comments, quotes and layout of the file leave it alone."""
    meant = json.dumps(data.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(meant.encode()).hexdigest()


def fingerprint(data: schema.DataFile) -> str:
    """Return the mark of what the matrix says, whenever and by whomever it is issued and wherever it is found."""
    said = data.model_dump(mode="json", exclude=UNSAID)
    units = [unit for level in said["levels"] for unit in level["units"]]
    while units:
        unit = units.pop()
        del unit["contact"]
        units.extend(unit["units"])
    return mark_of(said)


def _letters(written: Mapping[str, schema.LetterEntry]) -> LetterSet:
    return letter_set({s: (letter.name, letter.meaning or "", letter.counts_as) for s, letter in written.items()})


def _blocks(introduction: str) -> Iterator[Block]:
    """Yield paragraphs and list items; a line that begins with "1." or "-" is an item, other lines are joined."""
    for paragraph in re.split(r"\n[ \t]*\n", introduction):
        for part in re.split(r"\n(?=[ \t]*(?:\d+[.)]|[-–•·*])[ \t])", paragraph.strip()):
            text = on_one_line(part)
            marker = re.match(r"(\d+[.)]|[-–•·*]) ", text)
            if marker:
                yield Block("numbered" if marker[1][0].isdigit() else "item", text[marker.end() :])
            elif text:
                yield Block("paragraph", text)


Placed = tuple[schema.UnitEntry, str, tuple[schema.UnitEntry, ...], Path]


def _placed_units(data: schema.DataFile) -> Iterator[Placed]:
    """Yield (unit, level id, groups above it, path in the source) in the order of the file."""
    for index, level in enumerate(data.levels):
        yield from _below(level.units, level.id, (), ("levels", index, "units"))


def _below(
    units: list[schema.UnitEntry], level: str, above: tuple[schema.UnitEntry, ...], path: Path
) -> Iterator[Placed]:
    for index, unit in enumerate(units):
        yield unit, level, above, (*path, index)
        yield from _below(unit.units, level, (*above, unit), (*path, index, "units"))


def _unit(entry: schema.UnitEntry, level: str, above: tuple[schema.UnitEntry, ...], path: Path, source: Source) -> Unit:
    return Unit(
        id=entry.id,
        name=entry.name,
        short=entry.short or entry.name,
        level=level,
        path=tuple(group.id for group in above),
        contact=entry.contact or "",
        scopes=_inherited_scopes(entry, above),
        leads=tuple(entry.leads),
        supports=tuple(entry.supports),
        performs=bool(entry.leads or entry.supports) if entry.performs is None else entry.performs,
        duties=tuple(duty.id for duty in entry.duties),
        accept=_answers(entry.accept),
        line=source.position(path)[0],
    )


def _answers(accept: Mapping[Any, str]) -> dict[str, str]:
    return dict(accept)


def _inherited_scopes(entry: schema.UnitEntry, above: tuple[schema.UnitEntry, ...]) -> tuple[str, ...]:
    return next((tuple(unit.scopes) for unit in (entry, *reversed(above)) if unit.scopes), ())


def _roles(data: schema.DataFile, source: Source, units: tuple[Unit, ...]) -> tuple[Role, ...]:
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
            scopes=tuple(role.scopes),
            collective=role.collective,
            aliases=tuple(role.aliases),
            accept=_answers(role.accept),
            line=source.position(("roles", index))[0],
        )
        for index, role in enumerate(data.roles)
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


def _duties(placed: list[Placed], units: tuple[Unit, ...], source: Source) -> dict[str, Duty]:
    counterparts: dict[str, list[str]] = {}
    for entry, _, _, _ in placed:
        for duty in entry.duties:
            for other in duty.counterparts:
                counterparts.setdefault(duty.id, []).append(other)
                counterparts.setdefault(other, []).append(duty.id)
    return {
        duty.id: Duty(
            id=duty.id,
            text=duty.text,
            unit=entry.id,
            scopes=tuple(duty.scopes) or unit.scopes,
            cooperates=tuple(actor for actor in duty.cooperates if actor != entry.id),
            counterparts=tuple(dict.fromkeys(counterparts.get(duty.id, ()))),
            theme=duty.theme or "",
            accept=_answers(duty.accept),
            line=source.position((*path, "duties", index))[0],
        )
        for (entry, _, _, path), unit in zip(placed, units, strict=True)
        for index, duty in enumerate(entry.duties)
    }


def _assignments(
    placed: list[Placed],
    units: tuple[Unit, ...],
    roles: tuple[Role, ...],
    duties: dict[str, Duty],
    letters: LetterSet,
    derive: Mapping[str, str],
    source: Source,
) -> tuple[tuple[Assignment, ...], dict[str, Ownership]]:
    roles_by_id, units_by_id = {role.id: role for role in roles}, {unit.id: unit for unit in units}
    lines = _both_ways(dict(_lines(placed, source)))
    rules = Rules(letters, derive, roles_by_id, units_by_id, duties, lines)
    assignments: list[Assignment] = []
    ownership = {}
    for entry, _, _, path in placed:
        for index, written in enumerate(entry.duties):
            duty = duties[written.id]
            own = rules.assignments(duty, _stated(written, (*path, "duties", index), letters, source))
            ownership[duty.id] = rules.ownership(duty, own)
            assignments.extend(own)
    return tuple(assignments), ownership


def _stated(duty: schema.DutyEntry, path: Path, letters: LetterSet, source: Source) -> dict[str, Stated]:
    return {
        actor: Stated(letters.read(cell), source.position((*path, "assign", actor))[0])
        for actor, cell in duty.assign.items()
    }


def _lines(placed: list[Placed], source: Source) -> Iterator[tuple[tuple[str, Relation, str], int]]:
    for entry, _, _, path in placed:
        for relation, names in (("leads", entry.leads), ("supports", entry.supports)):
            yield from _list_lines(entry.id, relation, names, path, source)
        for index, duty in enumerate(entry.duties):
            at = (*path, "duties", index)
            yield from _list_lines(duty.id, "cooperates", duty.cooperates, at, source)
            for number, other in enumerate(duty.counterparts):
                yield (other, "counterparts", duty.id), source.position((*at, "counterparts", number))[0]


def _both_ways(lines: dict[tuple[str, Relation, str], int]) -> RelationLines:
    """Return the lines with each counterpart known from both its sides; the side that is written there stays."""
    mirrored: dict[tuple[str, Relation, str], int] = {
        (b, relation, a): line for (a, relation, b), line in lines.items() if relation == "counterparts"
    }
    return RelationLines({**mirrored, **lines})


def _list_lines(place: str, relation: Any, names: list[str], path: Path, source: Source) -> Any:
    for index, name in enumerate(names):
        yield (place, relation, name), source.position((*path, relation, index))[0]
