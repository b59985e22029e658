"""What one place of the data file says about another: ids, codes and letters.

Works on the plain data, whatever its shape, so that a fault of shape in one place hides none here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList, Span
from vastuumatriisi.errors import MAX_DIAGNOSTICS, Diagnostic
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.matrix.letters import LetterError, LetterSet
from vastuumatriisi.text.characters import is_blank, on_one_line, shown
from vastuumatriisi.text.did_you_mean import nearest
from vastuumatriisi.text.identifiers import slug

NAMED_LISTS = {"leads": "actor", "supports": "actor", "cooperates": "actor", "scopes": "scope", "counterparts": "duty"}
# What the keys of the whole file define; all other keys of it define nothing that is named elsewhere.
DEFINING_KEYS = {
    "scopes": ("scope",),
    "themes": ("theme",),
    "roles": ("actor",),
    "levels": ("actor", "unit", "duty"),
}
PLAIN_KEYS = {field.alias or name for name, field in schema.DataFile.model_fields.items()} - DEFINING_KEYS.keys()
NAMED_KINDS = ("actor", "scope", "theme", "duty", "unit")

LONGEST_CELL = 1_000  # characters; the conditions of letters are a few words


def reference_diagnostics(source: Source, letters: LetterSet) -> list[Diagnostic]:
    """Return every id that is taken twice or names nothing, and every letter that no legend explains."""
    registry = _Registry(source, letters)
    registry.collect()
    registry.check()
    return registry.diagnostics


@dataclass(slots=True)
class _Registry:
    source: Source
    letters: LetterSet
    diagnostics: list[Diagnostic] = field(default_factory=list)
    # For each kind of thing: id -> where it is defined. Roles, units and levels share one id space.
    known: dict[str, dict[str, Span]] = field(
        default_factory=lambda: {kind: {} for kind in (*NAMED_KINDS, "level", "site")}
    )
    # For each kind, names and other spellings -> the id that is meant by them.
    spellings: dict[str, dict[str, str]] = field(
        default_factory=lambda: {kind: {} for kind in (*NAMED_KINDS, "level", "site")}
    )
    improper: set[str] = field(default_factory=set)  # ids that are told to be none, and what they are likely to become
    unsure: frozenset[str] = frozenset()  # kinds of which nobody can say what there is
    repeated: list[tuple[LocatedDict, str, Span]] = field(default_factory=list)  # entry, kind, place of the first
    proposed: dict[str, int] = field(default_factory=dict)  # stem of an id -> the last number proposed for it

    def fault(self, span: Span, what: Text, remedy: Text) -> None:
        if not self.full():
            self.diagnostics.append(self.source.diagnostic(span, what, remedy))

    def full(self) -> bool:
        """Tell whether there are more problems than anybody will read."""
        return len(self.diagnostics) > MAX_DIAGNOSTICS

    def collect(self) -> None:
        root = self.source.root
        # Under a misspelt key stand perhaps all that others name; that each is missing would hide the one mistake.
        misspelt = not root.keys() <= DEFINING_KEYS.keys() | PLAIN_KEYS
        lacking = [key for key in DEFINING_KEYS if key not in root and (misspelt or key in ("roles", "levels"))]
        self.unsure = frozenset(kind for key in lacking for kind in DEFINING_KEYS[key])
        for key, kind in (("scopes", "scope"), ("themes", "theme"), ("site_types", "site"), ("roles", "actor")):
            for entry in entries(root, key):
                self._define(entry, kind)
        for level in entries(root, "levels"):
            self._define(level, "level")
        for unit in units(root):
            self._define(unit, "unit")
            for duty in entries(unit, "duties"):
                self._define(duty, "duty")
        # Only now, since the id that is proposed must not be one that stands further below.
        for entry, kind, first in self.repeated:
            self._repeats(entry, kind, first)

    def _define(self, entry: LocatedDict, kind: str) -> None:
        identifier = entry.get("id")
        if not isinstance(identifier, str):
            return
        first = next((self.known[k][identifier] for k in _sharing(kind) if identifier in self.known[k]), None)
        if first is not None:
            self.repeated.append((entry, kind, first))
            return
        groups = (kind, "actor") if kind == "unit" else (kind,)
        if kind == "duty" or re.match(schema.IDENTIFIER, identifier):
            for group in groups:
                self.known[group][identifier] = entry.value_spans["id"]
        else:
            self.improper |= {identifier, slug(identifier)}
        self._learn_spellings(entry, groups, identifier)

    def _learn_spellings(self, entry: LocatedDict, groups: tuple[str, ...], identifier: str) -> None:
        for spelling in (entry.get("name"), entry.get("short"), *(entry.get("aliases") or ())):
            for group in groups if isinstance(spelling, str) else ():
                self.spellings[group].setdefault(spelling.casefold(), identifier)

    def _repeats(self, entry: LocatedDict, kind: str, first: Span) -> None:
        identifier, span = entry["id"], entry.value_spans["id"]
        what = message("source.id_taken", id=shown(identifier), line=first.line)
        if span == first:
            self.fault(span, what, message("source.alias_repeats"))
        elif not self.full():
            self.fault(span, what, message("source.another_id", id=self._free(identifier, kind)))

    def _free(self, identifier: str, kind: str) -> str:
        """Return the next id after ``identifier`` that nothing has, each time another one."""
        match = re.fullmatch(r"(.*?)([0-9]{1,9})", identifier[:200])
        stem, digits = (match[1], match[2]) if match else (f"{identifier[:50]}-", "1")
        number = self.proposed.get(stem, int(digits)) + 1
        while any(f"{stem}{number:0{len(digits)}d}" in self.known[other] for other in _sharing(kind)):
            number += 1
        self.proposed[stem] = number
        return f"{stem}{number:0{len(digits)}d}"

    def check(self) -> None:
        root = self.source.root
        self._check_letters(root.get("letters"))
        self._check_derive(root.get("derive"))
        for role in entries(root, "roles"):
            self._check_name(role, "unit", "unit")
            self._check_lists(role)
        for unit in units(root):
            self._check_lists(unit)
            for duty in entries(unit, "duties"):
                self._check_duty(duty)
        for site in entries(root, "site_types"):
            self._check_lists(site)
            self._check_list(site, "units", "unit")

    def _check_duty(self, duty: LocatedDict) -> None:
        self._check_name(duty, "theme", "theme")
        self._check_lists(duty)
        own = duty.get("id")
        for name, span in _texts(duty, "counterparts"):
            if name == own:
                self.fault(span, message("source.own_counterpart", code=shown(own)), message("source.other_duty"))
        assign = duty.get("assign")
        if not isinstance(assign, LocatedDict):
            return
        for name, cell in assign.items():
            if assign.is_cut_off(name) and name not in self.known["actor"]:
                what = message("source.unknown.actor", name=shown(name))
                self.fault(assign.key_spans[name], what, message("source.quote_comma"))
                continue
            self._known("actor", name, assign.key_spans[name])
            if isinstance(cell, str):
                self._check_cell(cell, assign.value_spans[name])

    def _check_cell(self, cell: str, span: Span) -> None:
        if len(cell) > LONGEST_CELL:
            self.fault(span, message("source.cell_too_long", length=len(cell)), message("source.short_cell"))
            return
        try:
            self.letters.read(on_one_line(cell))
        except LetterError as diagnostic:
            curly = cell.startswith(tuple("“”„")) or cell.endswith(tuple("“”"))
            self.fault(span, diagnostic.args[0], message("source.no_curly") if curly else diagnostic.args[1])

    def _check_letters(self, letters: Any) -> None:
        """Tell of letters that are one and the same as soon as the spaces around them are gone."""
        lines: dict[str, int] = {}
        for written, span in letters.key_spans.items() if isinstance(letters, LocatedDict) else ():
            symbol = on_one_line(written)
            if symbol in lines and symbol:
                what = message("source.letter_twice", letter=shown(symbol), line=lines[symbol])
                self.fault(span, what, message("source.keep_one_letter"))
            lines.setdefault(symbol, span.line)

    def _check_derive(self, derive: Any) -> None:
        if not isinstance(derive, LocatedDict):
            return
        for relation, letter in derive.items():
            if isinstance(letter, str) and letter not in self.letters:
                what = message("source.derived_letter", letter=shown(letter))
                self.fault(derive.value_spans[relation], what, message("source.known", known=self.letters.symbols))

    def _check_lists(self, entry: LocatedDict) -> None:
        for key, kind in NAMED_LISTS.items():
            self._check_list(entry, key, kind)

    def _check_list(self, entry: LocatedDict, key: str, kind: str) -> None:
        seen: set[str] = set()
        for name, span in _texts(entry, key):
            self._known(kind, name, span)
            if name in seen:
                self.fault(span, message("source.twice_in_list", name=shown(name)), message("source.keep_once"))
            seen.add(name)

    def _check_name(self, entry: LocatedDict, key: str, kind: str) -> None:
        name = entry.get(key)
        if isinstance(name, str):
            self._known(kind, name, entry.value_spans[key])

    def _known(self, kind: str, name: str, span: Span) -> None:
        if kind in self.unsure or name in self.improper or is_blank(name) or self.full():
            return
        if name not in self.known[kind]:
            self.fault(span, message(f"source.unknown.{kind}", name=shown(name)), self._suggestion(kind, name))

    def _suggestion(self, kind: str, name: str) -> Message:
        known = self.known[kind]
        if kind == "actor" and name in self.known["level"]:
            return message("source.is_level")
        meant = self.spellings[kind].get(name.casefold())
        if meant in known:
            return message("source.is_name", id=meant)
        near = nearest(name, known)
        if near:
            return message("source.meant", near=near)
        return message(f"source.define.{kind}")


def _sharing(kind: str) -> tuple[str, ...]:
    """Return the kinds of things that have their ids in common with this one."""
    return ("actor", "unit", "level") if kind in ("actor", "unit", "level") else (kind,)


def entries(node: LocatedDict, key: str) -> Iterator[LocatedDict]:
    """Yield the parts of the list at a key."""
    written = node.get(key)
    if isinstance(written, LocatedList):
        yield from (entry for entry in written if isinstance(entry, LocatedDict))


def _texts(node: LocatedDict, key: str) -> Iterator[tuple[str, Span]]:
    texts = node.get(key)
    if isinstance(texts, LocatedList):
        yield from ((text, span) for text, span in zip(texts, texts.item_spans, strict=True) if isinstance(text, str))


def units(node: LocatedDict) -> Iterator[LocatedDict]:
    """Yield every unit below the root, a level or a unit, in the order of the file."""
    for level in entries(node, "levels"):
        yield from units(level)
    for unit in entries(node, "units"):
        yield unit
        yield from units(unit)
