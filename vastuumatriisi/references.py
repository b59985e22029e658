"""What one place of the data file says about another: ids, codes and letters.

Works on the plain data, whatever its shape, so that a fault of shape in one place hides none here.
"""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.errors import Problem
from vastuumatriisi.letters import LetterProblem, LetterSet
from vastuumatriisi.load import Mapping, Mark, Sequence, Source

NAMED_LISTS = {"leads": "actor", "supports": "actor", "cooperates": "actor", "scopes": "scope", "counterparts": "duty"}
NOUNS = {"actor": "unit or role", "scope": "scope", "theme": "theme", "duty": "duty", "unit": "unit"}


def reference_problems(source: Source, letters: LetterSet) -> list[Problem]:
    """Return every id that is taken twice or names nothing, and every letter that no legend explains."""
    registry = _Registry(source, letters)
    registry.collect()
    registry.check()
    return registry.problems


@dataclass(slots=True)
class _Registry:
    source: Source
    letters: LetterSet
    problems: list[Problem] = field(default_factory=list)
    # For each kind of thing: id -> line where it is defined. Roles, units and levels share one id space.
    known: dict[str, dict[str, int]] = field(default_factory=lambda: {kind: {} for kind in (*NOUNS, "level", "site")})
    spellings: dict[str, str] = field(default_factory=dict)

    def fault(self, mark: Mark, what: str, remedy: str) -> None:
        self.problems.append(self.source.problem(mark, what, remedy))

    def collect(self) -> None:
        root = self.source.root
        for key, kind in (("scopes", "scope"), ("themes", "theme"), ("site_types", "site"), ("roles", "actor")):
            for entry in _entries(root, key):
                self._define(entry, kind)
        for level in _entries(root, "levels"):
            self._define(level, "level")
        for unit in _units(root):
            self._define(unit, "unit")
            for duty in _entries(unit, "duties"):
                self._define(duty, "duty")

    def _define(self, entry: Mapping, kind: str) -> None:
        identifier = entry.get("id")
        if not isinstance(identifier, str):
            return
        shared = ("actor", "unit", "level") if kind in ("actor", "unit", "level") else (kind,)
        first = next((self.known[other][identifier] for other in shared if identifier in self.known[other]), None)
        if first is not None:
            what = f"the id “{identifier}” is taken, in line {first}"
            self.fault(entry.value_at["id"], what, f"give this one another, such as “{self._free(identifier, shared)}”")
            return
        self.known[kind][identifier] = entry.value_at["id"][0]
        if kind == "unit":
            self.known["actor"][identifier] = entry.value_at["id"][0]
        if kind in ("actor", "unit"):
            for spelling in (entry.get("name"), entry.get("short"), *(entry.get("aliases") or ())):
                if isinstance(spelling, str):
                    self.spellings.setdefault(spelling.casefold(), identifier)

    def _free(self, identifier: str, kinds: tuple[str, ...]) -> str:
        stem = identifier.rstrip("0123456789")
        digits = identifier[len(stem) :]
        number, width = (int(digits), len(digits)) if digits else (1, 1)
        stem = stem if digits else f"{stem}-"
        while any(f"{stem}{number:0{width}d}" in self.known[kind] for kind in kinds) or not number:
            number += 1
        return f"{stem}{number:0{width}d}"

    def check(self) -> None:
        root = self.source.root
        self._check_derive(root.get("derive"))
        for role in _entries(root, "roles"):
            self._check_name(role, "unit", "unit")
            self._check_lists(role)
        for unit in _units(root):
            self._check_lists(unit)
            for duty in _entries(unit, "duties"):
                self._check_duty(duty)
        for site in _entries(root, "site_types"):
            self._check_lists(site)
            self._check_list(site, "units", "unit")

    def _check_duty(self, duty: Mapping) -> None:
        self._check_name(duty, "theme", "theme")
        self._check_lists(duty)
        own = duty.get("id")
        for name, mark in _texts(duty, "counterparts"):
            if name == own:
                self.fault(mark, f"{own} names itself as its counterpart", "name the other unit's duty, or delete it")
        assign = duty.get("assign")
        if not isinstance(assign, Mapping):
            return
        for name, cell in assign.items():
            self._known("actor", name, assign.key_at[name])
            if isinstance(cell, str):
                self._check_cell(cell, assign.value_at[name])

    def _check_cell(self, cell: str, mark: Mark) -> None:
        try:
            self.letters.read(cell)
        except LetterProblem as problem:
            self.fault(mark, *problem.args)

    def _check_derive(self, derive: Any) -> None:
        if not isinstance(derive, Mapping):
            return
        for relation, letter in derive.items():
            if isinstance(letter, str) and letter not in self.letters:
                what = f"“derive” gives the letter “{letter}”, which no legend explains"
                self.fault(derive.value_at[relation], what, f"known are {', '.join(self.letters.symbols)}")

    def _check_lists(self, entry: Mapping) -> None:
        for key, kind in NAMED_LISTS.items():
            self._check_list(entry, key, kind)

    def _check_list(self, entry: Mapping, key: str, kind: str) -> None:
        seen: set[str] = set()
        for name, mark in _texts(entry, key):
            self._known(kind, name, mark)
            if name in seen:
                self.fault(mark, f"“{name}” stands twice in this list", "keep it once")
            seen.add(name)

    def _check_name(self, entry: Mapping, key: str, kind: str) -> None:
        name = entry.get(key)
        if isinstance(name, str):
            self._known(kind, name, entry.value_at[key])

    def _known(self, kind: str, name: str, mark: Mark) -> None:
        if name in self.known[kind]:
            return
        self.fault(mark, f"there is no {NOUNS[kind]} “{name}”", self._suggestion(kind, name))

    def _suggestion(self, kind: str, name: str) -> str:
        known = self.known[kind]
        if kind == "actor" and name in self.known["level"]:
            return "it is a level; name a unit or a role"
        if name.casefold() in self.spellings and self.spellings[name.casefold()] in known:
            return f"that is a name; write its id “{self.spellings[name.casefold()]}”"
        near = difflib.get_close_matches(name, known, 1, 0.6)
        if near:
            return f"did you mean “{near[0]}”?"
        where = {"actor": "“roles”", "scope": "“scopes”", "theme": "“themes”"}.get(kind)
        return f"define it under {where}, or delete it here" if where else f"name an existing {NOUNS[kind]}"


def _entries(node: Mapping, key: str) -> Iterator[Mapping]:
    entries = node.get(key)
    if isinstance(entries, Sequence):
        yield from (entry for entry in entries if isinstance(entry, Mapping))


def _texts(node: Mapping, key: str) -> Iterator[tuple[str, Mark]]:
    texts = node.get(key)
    if isinstance(texts, Sequence):
        yield from ((text, mark) for text, mark in zip(texts, texts.item_at, strict=True) if isinstance(text, str))


def _units(node: Mapping) -> Iterator[Mapping]:
    """Yield every unit below the root, a level or a unit, in the order of the file."""
    for level in _entries(node, "levels"):
        yield from _units(level)
    for unit in _entries(node, "units"):
        yield unit
        yield from _units(unit)
