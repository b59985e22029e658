"""What the schema finds wrong -> a problem in words that a coordinator understands, with what to do about it."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.load import Source
from vastuumatriisi.datafile.parse import kind_of
from vastuumatriisi.errors import Diagnostic
from vastuumatriisi.text.characters import describe, invisible_ones, is_blank, shown
from vastuumatriisi.text.did_you_mean import similar

ErrorPath = tuple[Any, ...]

KINDS: dict[str, tuple[str, type[schema.Entry]]] = {
    "letters": ("letter", schema.LetterEntry),
    "derive": ("“derive”", schema.Derive),
    "thresholds": ("“thresholds”", schema.ThresholdsEntry),
    "scopes": ("scope", schema.ScopeEntry),
    "themes": ("theme", schema.ThemeEntry),
    "roles": ("role", schema.RoleEntry),
    "levels": ("level", schema.LevelEntry),
    "units": ("unit", schema.UnitEntry),
    "duties": ("duty", schema.DutyEntry),
    "links": ("link", schema.LinkEntry),
    "site_types": ("kind of house", schema.SiteTypeEntry),
    "history": ("edition", schema.PastEditionEntry),
}

WANTED = {
    "bool_parsing": "write true or false",
    "bool_type": "write true or false",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "int_type": "write a whole number",
    "string_type": "write one text",
    "date_type": "write a date such as 2026-11-23",
    "list_type": "write a list, each item behind “- ” or in [brackets]",
    "dict_type": "write “key: value” under it",
}

PATTERNS = (
    ("^https", "an address begins with https:// and holds no space"),
    ("^[A-Za-z]", "write the language's tag: fi, sv, en, …"),
)

LONGEST_SLUG = 40


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

    def _words(self, path: ErrorPath, details: Any, at_key: bool) -> tuple[str, str]:
        kind, value = details["type"], details.get("input")
        name = _name(path)
        if kind == "missing":
            return self._missing(path)
        if kind == "extra_forbidden":
            return f"there is no key {name} here", similar(str(path[-1]), _siblings(path), "known are ")
        if at_key:
            return _wrong_key(name, kind, path)
        if value is None or (isinstance(value, str) and is_blank(value)):
            what, remedy = self._empty(path)
            return what + _unseen(value or ""), remedy
        if kind in ("model_type", "model_attributes_type"):
            return f"{name} {_verb(path)} {kind_of(value)}", _needed_keys(path)
        if kind.endswith("_type"):
            return f"{name} {_verb(path)} {kind_of(value)}", WANTED.get(kind, "source/README.md shows what is expected")
        if isinstance(value, dict | list):
            return f"{name} is empty", "write at least one entry"
        if details.get("ctx", {}).get("pattern") == schema.IDENTIFIER:
            proposal = self._free(slug(str(value)))
            remedy = f"an id has lower-case letters a–z, digits and hyphens only, such as “{proposal}”"
            return f"{name} is “{shown(str(value))}”", remedy
        return _wrong_value(name, str(value), details)

    def _empty(self, path: ErrorPath) -> tuple[str, str]:
        if path[-1] == "id":
            return self._missing(path)
        return f"{_name(path)} is empty", "write a value" if _is_needed(path) else "write a value, or delete the line"

    def _missing(self, path: ErrorPath) -> tuple[str, str]:
        if path[-1] != "id":
            return f"“{path[-1]}” is missing", f"add “{path[-1]}: …”"
        noun, _ = KINDS[next(step for step in reversed(path[:-1]) if isinstance(step, str))]
        if noun == "duty":
            codes = self.codes.setdefault(path[:-2], self._free_codes(path[:-2]))
            return "the duty has no id", f"write “id: {next(codes)}”, the next free one"
        return f"the {noun} has no id", f"write “id: {self._free_id(_at(self.source.root, path[:-1]))}”, which is free"

    def _free_id(self, entry: Any) -> str:
        """Return an id made of the entry's name."""
        return self._free(slug(str(entry.get("short") or entry.get("name") or "")))

    def _free(self, stem: str) -> str:
        """Return an id that begins with the stem and that nothing has, each once."""
        number, free = 1, stem
        while free in self.taken:
            number += 1
            free = f"{stem}-{number}"
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


def _name(path: ErrorPath) -> str:
    if isinstance(path[-1], str):
        return f"“{shown(path[-1])}”"
    return f"item {path[-1] + 1} of “{path[-2]}”"


def _verb(path: ErrorPath) -> str:
    return "holds" if isinstance(path[-1], str) else "is"


def _wrong_key(name: str, kind: str, path: ErrorPath) -> tuple[str, str]:
    if kind == "literal_error":
        return f"there is no finding {name}", similar(str(path[-1]), schema.FINDINGS, "known are ")
    return f"a key is empty{_unseen(str(path[-1]))}", "write a name before the colon"


def _unseen(value: str) -> str:
    named = invisible_ones(value)
    return f": it holds only invisible characters ({named})" if named else ""


def _wrong_value(name: str, value: str, details: Any) -> tuple[str, str]:
    kind, context = details["type"], details.get("ctx", {})
    what = f"{name} is “{shown(value)}”"
    if kind == "date":
        return f"{what}, which is no {'day of the calendar' if _looks_like_a_date(value) else 'date'}", _date(value)
    if kind == "literal_error":
        return what, f"write {context['expected']}".replace("'", "")
    if kind == "string_pattern_mismatch":
        return what, _allowed(context["pattern"], value)
    if kind == "invisible":
        unseen = next(character for character in value if is_blank(character))
        return what, f"delete the invisible character {describe(unseen)}"
    if kind == "string_too_long":
        return f"{name} is {len(value)} characters long", f"write at most {context['max_length']}"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = context.get("ge", context.get("le"))
        return what, f"write {limit} or {'more' if kind.startswith('greater') else 'less'}"
    return what, WANTED.get(kind, "source/README.md shows what is expected")


def _allowed(pattern: str, value: str) -> str:
    """Return what the value may consist of, for a code with an example made of the value."""
    if pattern.startswith("^[0-9A-Za-z"):
        code = re.sub(r"[^\w.-]+", "-", value)[:LONGEST_SLUG].strip("-") or "D-01"
        return f"a code has letters, digits, “.”, “_” and “-” only, such as “{code}”"
    return next((words for start, words in PATTERNS if pattern.startswith(start)), "write another")


def slug(name: str) -> str:
    """Return the name as an id: "Pedagoginen tuki" is "pedagoginen-tuki"."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:LONGEST_SLUG].strip("-") or "a"


def _looks_like_a_date(value: str) -> bool:
    return re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) is not None


def _date(value: str) -> str:
    """Return the advice to write a date; one written as 23.11.2026 is turned into the form that is wanted."""
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", value)
    if match:
        day, month, year = map(int, match.groups())
        try:
            return f"write {datetime.date(year, month, day).isoformat()}"
        except ValueError:
            pass
    return "write year, month and day as in 2026-11-23"


def _siblings(path: ErrorPath) -> list[str]:
    """Return the keys that the schema knows beside the last step of ``path``."""
    return [field.alias or name for name, field in _model(path[:-1]).model_fields.items()]


def _model(path: ErrorPath) -> type[schema.Entry]:
    """Return the part of the schema that the entry at ``path`` is."""
    steps = [step for step in path if step in KINDS]
    return KINDS[steps[-1]][1] if steps else schema.DataFile


def _needed_keys(path: ErrorPath) -> str:
    needed = [f"“{name}: …”" for name, field in _model(path).model_fields.items() if field.is_required()]
    return f"write its keys there: {', '.join(needed)}" if needed else "write “key: value” under it"


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
