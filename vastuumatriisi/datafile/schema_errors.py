"""What the schema finds wrong -> a problem in words that a coordinator understands, with what to do about it."""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.dates import date_in
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.parse import LocatedDict, kind_of
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.locales.message import Message, Text, message
from vastuumatriisi.text.characters import describe, invisible_ones, is_blank, shown
from vastuumatriisi.text.did_you_mean import similar
from vastuumatriisi.text.identifiers import LONGEST_SLUG, free_identifier, slug

ErrorPath = tuple[Any, ...]

KINDS: dict[str, type[schema.Entry]] = {
    "letters": schema.LetterEntry,
    "derive": schema.Derive,
    "thresholds": schema.ThresholdsEntry,
    "scopes": schema.ScopeEntry,
    "themes": schema.ThemeEntry,
    "roles": schema.RoleEntry,
    "levels": schema.LevelEntry,
    "units": schema.UnitEntry,
    "duties": schema.DutyEntry,
    "links": schema.LinkEntry,
    "site_types": schema.SiteTypeEntry,
    "history": schema.PastEditionEntry,
}

# What is wanted, by pydantic's name of what is wrong.
WANTED = {
    "bool_parsing": "truth",
    "bool_type": "truth",
    "int_parsing": "number",
    "int_from_float": "number",
    "int_type": "number",
    "string_type": "text",
    "date_type": "date",
    "list_type": "list",
    "dict_type": "keys",
}

PATTERNS = (("^https", "address"), ("^[A-Za-z]", "language"))

Words = tuple[Text, Text]  # what is wrong, and what to do


class SchemaErrorWords:
    """Translates pydantic's error details into diagnostics; never proposes an id twice."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.taken = set(_ids(source.root))
        self.codes: dict[ErrorPath, Iterator[str]] = {}

    def diagnostic(self, details: Any) -> Diagnostic:
        """Return the problem that one of pydantic's error details tells of."""
        path = tuple(step for step in details["loc"] if step != "[key]")
        at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
        span = self.source.span(path[:-1] if details["type"] == "missing" else path, key=at_key)
        return self.source.diagnostic(span, *self._words(path, details, at_key))

    def _words(self, path: ErrorPath, details: Any, at_key: bool) -> Words:
        kind, value = details["type"], details.get("input")
        name = _name(path)
        if kind == "missing":
            return self._missing(path)
        if kind == "extra_forbidden":
            return message("source.unknown_key", name=name), self._meant_by(path)
        if at_key:
            return _wrong_key(name, kind, path)
        if value is None or (isinstance(value, str) and is_blank(value)):
            return self._empty(path, value or "")
        if kind in ("model_type", "model_attributes_type"):
            return _other_kind(path, value), _needed_keys(path)
        if kind.endswith("_type"):
            cut = kind == "string_type" and isinstance(value, dict) and len(value) == 1
            return _other_kind(path, value), message("source.quote_colon") if cut else _wanted(kind)
        if isinstance(value, dict | list):
            return message("source.is_empty", name=name), message("source.one_entry")
        if details.get("ctx", {}).get("pattern") == schema.IDENTIFIER:
            remedy = message("source.id_of", proposal=self._free(slug(str(value))))
            return message("source.is", name=name, value=shown(str(value))), remedy
        return _wrong_value(name, str(value), details)

    def _meant_by(self, path: ErrorPath) -> Message:
        """Return what to do about a key that nobody knows."""
        if self._is_cut_off(path):
            return message("source.quote_comma")
        return similar(str(path[-1]), _siblings(path))

    def _is_cut_off(self, path: ErrorPath) -> bool:
        entry = _at(self.source.root, path[:-1])
        return isinstance(entry, LocatedDict) and entry.is_cut_off(path[-1])

    def _empty(self, path: ErrorPath, value: str) -> Words:
        unseen = invisible_ones(value)
        if path[-1] == "id":
            what, remedy = self._missing(path)
        else:
            what = message("source.is_empty", name=_name(path))
            remedy = message("source.write_value" if _is_needed(path) else "source.write_value_or_delete")
            if self._is_cut_off(path):
                remedy = message("source.quote_comma")
        return message("source.unseen", what=what, characters=unseen) if unseen else what, remedy

    def _missing(self, path: ErrorPath) -> Words:
        if path[-1] != "id":
            return message("source.missing", key=path[-1]), message("source.add", key=path[-1])
        kind = next(step for step in reversed(path[:-1]) if isinstance(step, str))
        if kind == "duties":
            codes = self.codes.setdefault(path[:-2], self._free_codes(path[:-2]))
            return message("source.no_id.duties"), message("source.next_code", code=next(codes))
        free = self._free_id(_at(self.source.root, path[:-1]))
        return message(f"source.no_id.{kind}"), message("source.free_id", id=free)

    def _free_id(self, entry: Any) -> str:
        """Return an id made of the entry's name."""
        return self._free(slug(str(entry.get("short") or entry.get("name") or "")))

    def _free(self, stem: str) -> str:
        """Return an id that begins with the stem and that nothing has, each once."""
        free = free_identifier(stem, self.taken)
        self.taken.add(free)
        return free

    def _free_codes(self, duties: ErrorPath) -> Iterator[str]:
        """Yield the duty codes that are free for the list of duties at the path, each once."""
        own = [entry.get("id") for entry in _at(self.source.root, duties) if isinstance(entry, dict)]
        matches = [
            re.fullmatch(r"(.*?)([0-9]{1,9})", code) for code in own if isinstance(code, str) and len(code) <= 60
        ]
        numbered = [(match[1], match[2]) for match in matches if match]
        prefix, width = (numbered[-1][0], len(numbered[-1][1])) if numbered else ("D-", 2)
        number = max((int(digits) for stem, digits in numbered if stem == prefix), default=0)
        while True:
            number += 1
            code = f"{prefix}{number:0{width}d}"
            if code not in self.taken:
                self.taken.add(code)
                yield code


def _name(path: ErrorPath) -> Message:
    if isinstance(path[-1], str):
        return message("source.name", key=shown(path[-1]))
    return message("source.item", number=path[-1] + 1, key=path[-2])


def _other_kind(path: ErrorPath, value: object) -> Message:
    if isinstance(path[-1], str):
        return message("source.holds", key=shown(path[-1]), kind=kind_of(value))
    return message("source.item_is", number=path[-1] + 1, key=path[-2], kind=kind_of(value))


def _wanted(kind: str) -> Message:
    return message(f"source.wanted.{WANTED[kind]}") if kind in WANTED else message("source.see_guide")


def _wrong_key(name: Message, kind: str, path: ErrorPath) -> Words:
    if kind == "literal_error":
        return message("source.no_finding", name=name), similar(str(path[-1]), schema.FINDINGS)
    what, unseen = message("source.empty_key"), invisible_ones(str(path[-1]))
    return message("source.unseen", what=what, characters=unseen) if unseen else what, message("source.name_the_key")


def _wrong_value(name: Message, value: str, details: Any) -> Words:
    kind, context = details["type"], details.get("ctx", {})
    what = message("source.is", name=name, value=shown(value))
    if kind == "date":
        wrong = "no_day" if _looks_like_a_date(value) else "no_date"
        return message(f"source.{wrong}", name=name, value=shown(value)), _date(value)
    if kind == "literal_error":
        *others, last = re.findall("'([^']*)'", context["expected"])
        one_of = message("source.write_one_of", others=tuple(others), last=last)
        return what, one_of if others else message("source.write", wanted=last)
    if kind == "string_pattern_mismatch":
        return what, _allowed(context["pattern"], value)
    if kind == "invisible":
        unseen = next(character for character in value if is_blank(character))
        return what, message("source.delete_unseen", character=describe(unseen))
    if kind == "string_too_long":
        what = message("source.is_long", name=name, length=len(value))
        return what, message("source.at_most", most=context["max_length"])
    if kind == "greater_than_equal":
        return what, message("source.or_more", least=context["ge"])
    if kind == "less_than_equal":
        return what, message("source.or_less", most=context["le"])
    return what, _wanted(kind)


def _allowed(pattern: str, value: str) -> Message:
    """Return what the value may consist of, for a code with an example made of the value."""
    if pattern.startswith("^[0-9A-Za-z"):
        code = re.sub(r"[^\w.-]+", "-", value)[:LONGEST_SLUG].strip("-") or "D-01"
        return message("source.code_of", proposal=code)
    wanted = next((wanted for start, wanted in PATTERNS if pattern.startswith(start)), "another")
    return message(f"source.wanted.{wanted}")


def _looks_like_a_date(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _date(value: str) -> Message:
    """Return the advice to write a date; one in another form is turned into the one that is wanted."""
    meant = date_in(value)
    return message("source.write", wanted=meant.isoformat()) if meant else message("source.date_form")


def _siblings(path: ErrorPath) -> list[str]:
    """Return the keys that the schema knows beside the last step of ``path``."""
    return [field.alias or name for name, field in _model(path[:-1]).model_fields.items()]


def _model(path: ErrorPath) -> type[schema.Entry]:
    """Return the part of the schema that the entry at ``path`` is."""
    steps = [step for step in path if step in KINDS]
    return KINDS[steps[-1]] if steps else schema.DataFile


def _needed_keys(path: ErrorPath) -> Message:
    needed = [name for name, field in _model(path).model_fields.items() if field.is_required()]
    if not needed:
        return message("source.wanted.keys")
    return message("source.needed_keys", keys=[message("source.key_with_value", key=name) for name in needed])


def _is_needed(path: ErrorPath) -> bool:
    if not isinstance(path[-1], str):
        return False
    field = _model(path[:-1]).model_fields.get(path[-1])
    return field is not None and field.is_required()


def _at(node: Any, path: ErrorPath) -> Any:
    for step in path:
        node = node[step]
    return node


def _ids(node: Any) -> Iterable[str]:
    """Yield the id of every entry below ``node``, which may be of any shape."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            yield node["id"]
        below: Collection[Any] = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting.extend(below)
