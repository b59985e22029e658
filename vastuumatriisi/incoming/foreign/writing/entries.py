"""What was found, with ids: what stands in the data file and in which order, as plain keys and values.

A key that begins with "#" is a comment, whose value stands above what follows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.incoming.foreign.finding.codes import unfit_code
from vastuumatriisi.incoming.foreign.finding.found import Found, FoundDuty, FoundLetter, FoundUnit, Mark
from vastuumatriisi.incoming.foreign.finding.lexicon import LETTERS
from vastuumatriisi.incoming.foreign.writing.identifiers import Codes, Identifiers, code
from vastuumatriisi.locales.wording import Wording

Entries = dict[str, Any]
DEFAULT_SYMBOLS = "RASCI"
NO_SYMBOL = re.compile(r"[/,;+&()\s]+")


@dataclass(slots=True)
class _Naming:
    """Ids by name; ``symbols`` are the letters as the data file writes them.

    Groups in different groups may have the same name, so ``unit_ids`` has their ids in the order of the file, too.
    """

    found: Found
    words: Wording
    roles: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    scopes: dict[str, str] = field(default_factory=dict)
    symbols: dict[str, str] = field(default_factory=dict)
    ids: Identifiers = field(default_factory=Identifiers)
    codes: Codes = field(default_factory=lambda: Codes(()))
    own_codes: bool = False
    unit_ids: list[str] = field(default_factory=list)


def entries_of(found: Found, words: Wording, organisation: str) -> Entries:
    """Return the keys and values of the data file that says what was found."""
    naming = _Naming(found, words)
    naming.symbols = {one.symbol: NO_SYMBOL.sub(" ", one.symbol).strip() or one.symbol for one in found.letters}
    naming.codes = Codes(unit.name or found.title for unit in _units(found))
    naming.own_codes = unfit_code([one.code for one in _duties(found)]) is None
    naming.scopes = {scope.casefold(): Identifiers().give(scope, "scope") for scope in found.scopes}
    for unit in _units(found):
        naming.unit_ids.append(naming.ids.give(unit.name or found.title, "unit"))
        naming.units.setdefault(unit.name.casefold(), naming.unit_ids[-1])
    for role in found.roles:
        naming.roles[role.name.casefold()] = naming.ids.give(role.name, "role")
    entries: Entries = {
        "format": "1",
        "title": found.title,
        **({} if organisation else {"#organisation": words("import.comment.organisation")}),
        "organisation": organisation or words("import.organisation"),
        "language": found.language,
        "edition": words("import.edition"),
        "date": found.modified,
    }
    if found.introduction:
        entries["introduction"] = found.introduction
    if letters := _letters(naming):
        entries["letters"] = letters
    if found.scopes:
        entries["scopes"] = [{"id": naming.scopes[one.casefold()], "name": one} for one in found.scopes]
    entries["roles"] = list(_roles(naming))
    entries["levels"] = [_level(naming, number) for number in range(len(found.levels))]
    return entries


def _units(found: Found) -> Iterator[FoundUnit]:
    stack = [unit for level in reversed(found.levels) for unit in reversed(level.units)]
    while stack:
        unit = stack.pop()
        yield unit
        stack.extend(reversed(unit.units))


def _duties(found: Found) -> Iterator[FoundDuty]:
    for unit in _units(found):
        yield from unit.duties


def _letters(naming: _Naming) -> dict[str, Entries]:
    """Return the letters, none where they are the usual ones and nothing explains them."""
    letters = naming.found.letters
    if all(map(_is_usual, letters)):
        return {}
    result: dict[str, Entries] = {}
    for one in letters:
        known = one.symbol in DEFAULT_SYMBOLS and len(one.symbol) == 1
        name = one.name or (naming.words(f"letters.{one.symbol}.name") if known else "")
        name = name or (naming.words("import.marked") if one.symbol == "X" else one.symbol)
        entry: Entries = {} if one.stated else {"#": naming.words("import.comment.letter")}
        meaning = {"meaning": one.meaning} if one.meaning else {}
        result[naming.symbols[one.symbol]] = {**entry, "name": name, **meaning, "counts_as": one.counts_as}
    return result


def _is_usual(letter: FoundLetter) -> bool:
    """Tell whether a letter means what it does in a data file that defines none; a map that says so changes nothing."""
    explained = letter.name or letter.meaning or (letter.stated and letter.counts_as != LETTERS.get(letter.symbol))
    return letter.symbol in DEFAULT_SYMBOLS and not explained


def _roles(naming: _Naming) -> Iterator[Entries]:
    group = ""
    for role in naming.found.roles:
        entry: Entries = {}
        if role.group != group:
            group = role.group
            entry = {"#": group} if group else {}
        entry |= {"id": naming.roles[role.name.casefold()], "name": role.name}
        if role.collective:
            entry["collective"] = "true"
        if role.aliases:
            entry["aliases"] = list(role.aliases)
        yield entry


def _level(naming: _Naming, number: int) -> Entries:
    level = naming.found.levels[number]
    name = level.name or naming.words("import.level")
    units = [_unit(naming, unit) for unit in level.units]
    return {"id": naming.ids.give(name, "level"), "name": name, "units": units}


def _unit(naming: _Naming, unit: FoundUnit) -> Entries:
    name = unit.name or naming.found.title
    entry: Entries = {"id": naming.unit_ids.pop(0), "name": name}
    if unit.leads:
        entry["leads"] = _references(naming, unit.leads)
    if unit.supports:
        entry["supports"] = _references(naming, unit.supports)
    if unit.performs:
        entry["performs"] = "true"
    if unit.duties:
        letters = "" if naming.own_codes else naming.codes.give(name)
        entry["duties"] = [
            _duty(naming, duty, duty.code if naming.own_codes else code(letters, number, len(unit.duties)))
            for number, duty in enumerate(unit.duties, 1)
        ]
    if unit.units:
        entry["units"] = [_unit(naming, one) for one in unit.units]
    return entry


def _references(naming: _Naming, names: tuple[str, ...]) -> list[str]:
    folded = map(str.casefold, names)
    known = (naming.roles.get(name) or naming.units.get(name) for name in folded)
    return list(dict.fromkeys(one for one in known if one))


def _duty(naming: _Naming, duty: FoundDuty, number: str) -> Entries:
    doubts = (naming.words(f"import.comment.{doubt}", cell=cell) for doubt, cell in duty.doubts)
    entry: Entries = {"#": " ".join(doubts)} if duty.doubts else {}
    entry |= {"id": number, "text": duty.text}
    if duty.scopes:
        entry["scopes"] = [naming.scopes[scope.casefold()] for scope in duty.scopes]
    if partners := _references(naming, duty.cooperates):
        entry["cooperates"] = partners
    if duty.assign:
        assign = {naming.roles[role.casefold()]: _cell(naming, mark) for role, mark in duty.assign.items()}
        entry["assign"] = assign
    note = duty.note
    if duty.code and not naming.own_codes:
        note = "\n".join(filter(None, (naming.words("import.former_code", code=duty.code), note)))
    if note:
        entry["note"] = " ".join(note.split("\n")) if "\n" not in note else note
    return entry


def _cell(naming: _Naming, mark: Mark) -> str:
    """Return a cell as the data file writes it: "R/A", "R, A (large changes)"."""
    conditions = {symbol: words.translate(str.maketrans("()", "[]")) for symbol, words in mark.conditions}
    parts = [
        f"{naming.symbols.get(symbol, symbol)} ({conditions[symbol]})"
        if symbol in conditions
        else naming.symbols[symbol]
        for symbol in mark.symbols
    ]
    return ", ".join(parts) if conditions else "/".join(parts)
