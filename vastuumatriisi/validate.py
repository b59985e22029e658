"""Source -> checked data file, or every problem of its shape and of its references at once."""

import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from vastuumatriisi import schema
from vastuumatriisi.errors import Problem, SourceError
from vastuumatriisi.letters import LetterSet, letter_set
from vastuumatriisi.load import Source
from vastuumatriisi.references import reference_problems

COUNTS_AS = ("responsible", "accountable", "support", "consulted", "informed", "none")


def validate(source: Source, default_letters: LetterSet) -> schema.DataFile:
    """Return the data file that ``source`` holds; ``default_letters`` serve where it defines none.

    Raises SourceError with all problems, those of the shape and those of the references.
    """
    problems: list[Problem] = []
    data = None
    try:
        data = schema.DataFile.model_validate(source.root)
    except ValidationError as error:
        problems = [_shape_problem(source, details) for details in error.errors(include_url=False)]
    problems.extend(reference_problems(source, written_letters(source.root) or default_letters))
    if problems or data is None:
        raise SourceError(problems)
    return data


def written_letters(root: Mapping[str, Any]) -> LetterSet | None:
    """Return the letter set that the file defines, as far as it can be read; None where it defines none."""
    written = root.get("letters")
    if not isinstance(written, dict) or not written:
        return None
    letters = {}
    for symbol, letter in written.items():
        keys = letter if isinstance(letter, dict) else {}
        known = next((kind for kind in COUNTS_AS if kind == keys.get("counts_as")), "none")
        letters[symbol.strip()] = (_flat(keys.get("name")) or symbol, _flat(keys.get("meaning")), known)
    return letter_set(letters)


def _flat(value: object) -> str:
    return re.sub(r"[ \t\n]+", " ", value).strip(" ") if isinstance(value, str) else ""


def _shape_problem(source: Source, details: Any) -> Problem:
    path = tuple(step for step in details["loc"] if step != "[key]")
    at_key = details["type"] == "extra_forbidden" or details["loc"][-1] == "[key]"
    mark = source.position(path[:-1] if details["type"] == "missing" else path, key=at_key)
    what, remedy = _words(source, path, details, at_key)
    return source.problem(mark, what, remedy)


def _words(source: Source, path: tuple[Any, ...], details: Any, at_key: bool) -> tuple[str, str]:
    kind, value = details["type"], details.get("input")
    name = f"“{path[-1]}”" if isinstance(path[-1], str) else f"item {path[-1] + 1} of “{path[-2]}”"
    if kind == "missing":
        return _missing(source, path)
    if kind == "extra_forbidden":
        return f"there is no key {name} here", _similar(str(path[-1]), _siblings(path), "known are ")
    if at_key and kind == "literal_error":
        return f"there is no finding {name}", _similar(str(path[-1]), schema.FINDINGS, "known are ")
    if value is None:
        return f"{name} is empty", "write a value, or delete the line"
    return f"{name}: {_wrong_value(kind, value, details)}", REMEDIES.get(kind, _expected(kind, details))


def _missing(source: Source, path: tuple[Any, ...]) -> tuple[str, str]:
    if path[-1] == "id" and "duties" in path:
        return "the duty has no id", f"write “id: {next_code(source, path[:-2])}”, the next free one"
    return f"“{path[-1]}” is missing", f"add the line “{path[-1]}: …”"


def _siblings(path: tuple[Any, ...]) -> list[str]:
    """Return the keys that the schema knows beside the last step of ``path``."""
    model: Any = schema.DataFile
    for step in path[:-1]:
        if isinstance(step, str) and isinstance(model, type) and step in KINDS:
            model = KINDS[step]
    return [field.alias or name for name, field in model.model_fields.items()]


KINDS: dict[str, type[schema.Part]] = {
    "letters": schema.Letter,
    "derive": schema.Derive,
    "thresholds": schema.Thresholds,
    "scopes": schema.Scope,
    "themes": schema.Theme,
    "roles": schema.Role,
    "levels": schema.Level,
    "units": schema.Unit,
    "duties": schema.Duty,
    "site_types": schema.SiteType,
    "history": schema.PastEdition,
}


def _similar(word: str, known: Any, otherwise: str) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.7)
    return f"did you mean “{near[0]}”?" if near else otherwise + ", ".join(known)


REMEDIES = {
    "bool_parsing": "write true or false",
    "int_parsing": "write a whole number",
    "string_type": "write one text",
    "list_type": "write a list, each item behind “- ” or in [brackets]",
    "dict_type": "write keys with values under it",
    "model_type": "write keys with values under it",
    "model_attributes_type": "write keys with values under it",
}


def _wrong_value(kind: str, value: Any, details: Any) -> str:
    if kind.endswith("_type"):
        found = "keys with values" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a text"
        return f"{found} stands where another kind of value is expected"
    if kind == "value_error":
        return str(details["ctx"]["error"])
    if kind in ("too_short", "string_too_short"):
        return "it is empty"
    shown = str(value) if len(str(value)) <= 60 else str(value)[:57] + "…"
    return f"“{shown}” is no valid value"


def _expected(kind: str, details: Any) -> str:
    if kind == "literal_error":
        return f"write {details['ctx']['expected']}".replace("'", "")
    if kind == "value_error":
        is_date = "date" in str(details["ctx"]["error"])
        return "write it as 2026-11-23" if is_date else "write a value, or delete the line"
    if kind == "string_pattern_mismatch":
        return next((words for end, words in PATTERNS if details["ctx"]["pattern"].startswith(end)), "write another")
    if kind in ("too_long", "string_too_long"):
        return f"write at most {details['ctx']['max_length']} characters"
    if kind in ("greater_than_equal", "less_than_equal"):
        limit = details["ctx"].get("ge", details["ctx"].get("le"))
        return f"write {limit} or {'more' if kind.startswith('greater') else 'less'}"
    return "source/README.md shows what is expected"


PATTERNS = (
    ("^[a-z0-9]", "an id has lower-case letters a–z, digits and hyphens only"),
    (r"^[\p{L}", "a code has letters, digits, “.”, “_” and “-” only"),
    ("^https", "an address begins with https://"),
    ("^[A-Za-z]", "write the language's tag: fi, sv, en, …"),
)


def next_code(source: Source, duties: tuple[Any, ...]) -> str:
    """Return the first duty code that is free for the list of duties at the path ``duties``."""
    taken = set(_codes(source.root))
    own = list(_codes(_at(source.root, duties)))
    matches = [re.fullmatch(r"(.*?)(\d+)", code) for code in own]
    numbered = [(match[1], match[2]) for match in matches if match]
    prefix, width, number = "D-", 2, 0
    if numbered:
        prefix, width = numbered[-1][0], len(numbered[-1][1])
        number = max(int(digits) for stem, digits in numbered if stem == prefix)
    while (code := f"{prefix}{number + 1:0{width}d}") in taken:
        number += 1
    return code


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        node = node[step]
    return node


def _codes(node: Any) -> Iterator[str]:
    """Yield the id of every duty below ``node``, which may be of any shape."""
    if isinstance(node, list):
        for item in node:
            if isinstance(item, dict) and "text" in item and isinstance(item.get("id"), str):
                yield item["id"]
            yield from _codes(item)
    elif isinstance(node, dict):
        for key in ("levels", "units", "duties"):
            if key in node:
                yield from _codes(node[key])
