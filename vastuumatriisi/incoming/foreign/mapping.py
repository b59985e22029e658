"""The map of an import: every guess in plain words, written beside the result; edited and given again it decides."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vastuumatriisi.datafile import load
from vastuumatriisi.errors import Diagnostic, SourceError
from vastuumatriisi.incoming.foreign.account import left_out
from vastuumatriisi.incoming.foreign.finding.decisions import Decisions, SheetDecisions
from vastuumatriisi.incoming.foreign.finding.found import Found, SheetTaken
from vastuumatriisi.incoming.foreign.reading.values import column_number
from vastuumatriisi.incoming.foreign.writing.yaml_text import yaml_of
from vastuumatriisi.locales.message import Message, message
from vastuumatriisi.locales.wording import Wording
from vastuumatriisi.matrix.letters import STRENGTH
from vastuumatriisi.text.did_you_mean import similar

KEYS = ("title", "organisation", "language", "letters", "roles", "partners", "sheets")
SHEET_KEYS = ("take", "direction", "headings", "columns", "rows")
KINDS = ("role", "duty", "group", "code", "remark", "attribute", "letter", "ignore")
ROW_KINDS = ("duty", "group", "more", "ignore")
DIRECTIONS = ("across", "down")
WORDS = {"true": True, "yes": True, "false": False, "no": False}


def map_of(found: Found, file: str, words: Wording) -> bytes:
    """Return the map that holds what was guessed of a file."""
    entries: dict[str, Any] = {"title": found.title}
    if found.organisation:
        entries["organisation"] = found.organisation
    entries["language"] = found.language
    if found.all_letters:
        entries["letters"] = {letter.symbol: letter.counts_as for letter in found.all_letters}
    if aliases := {alias: role.name for role in found.roles for alias in role.aliases}:
        entries["roles"] = aliases
    if partners := _partners(found):
        entries["partners"] = partners
    if found.sheets:
        entries["sheets"] = {sheet.name: _sheet(sheet, words) for sheet in found.sheets}
    text = yaml_of(entries, tuple(words("import.map.head", file=file).split("\n")))
    return "".join(
        (text, "\n" if found.ignored else "", *(f"# {line}".rstrip() + "\n" for line in left_out(found, words)))
    ).encode()


def _partners(found: Found) -> dict[str, list[str]]:
    units = [unit for level in found.levels for unit in level.units]
    partners: dict[str, list[str]] = {}
    while units:
        unit = units.pop(0)
        partners |= {duty.cell: list(duty.cooperates) for duty in unit.duties if duty.cooperates}
        units = [*unit.units, *units]
    return partners


def _sheet(sheet: SheetTaken, words: Wording) -> dict[str, Any]:
    entries: dict[str, Any] = {"take": "true", "direction": sheet.direction, "headings": list(sheet.headings)}
    columns, rows = dict(sheet.columns), dict(sheet.rows)
    if sheet.words:
        told = ", ".join(words("import.cell", cell=cell, text=text) for cell, text in sheet.words.items())
        entries["#columns"] = words("import.map.headings", heads=told)
    return entries | ({"columns": columns} if columns else {}) | ({"rows": rows} if rows else {})


def decisions_of(content: bytes, name: str) -> Decisions:
    """Return what a map decides; ``name`` is how messages call it. Raises SourceError with every problem."""
    return _Map(name, load.read(content, name)).decisions()


class _Map:
    """A map that is being read; what is wrong in it is collected."""

    def __init__(self, name: str, source: load.Source) -> None:
        self._name = name
        self._source = source
        self._problems: list[Diagnostic] = []

    def decisions(self) -> Decisions:
        root = self._source.root
        self._known(root, (), KEYS)
        letters = self._texts(("letters",))
        for symbol, kind in letters.items():
            self._one_of(kind, STRENGTH, ("letters", symbol))
        sheets = root.get("sheets")
        names = list(sheets) if isinstance(sheets, dict) else []
        result = Decisions(
            self._text(("title",)),
            self._text(("organisation",)),
            self._text(("language",)),
            letters,
            self._texts(("roles",)),
            {sheet: self._sheet(sheet) for sheet in names},
            self._partners() if "partners" in root else None,
        )
        if self._problems:
            raise SourceError(self._problems)
        return result

    def _partners(self) -> dict[str, tuple[str, ...]]:
        found = self._source.root.get("partners")
        items = found.items() if isinstance(found, dict) else []
        return {duty: tuple(map(str, names if isinstance(names, list) else [names])) for duty, names in items if names}

    def _sheet(self, sheet: str) -> SheetDecisions:
        path: tuple[str | int, ...] = ("sheets", sheet)
        entry = self._source.root["sheets"][sheet]
        if not isinstance(entry, dict):
            self._wrong(path, message("import.sheet_has_keys"), message("import.write_keys", keys=SHEET_KEYS))
            return SheetDecisions()
        self._known(entry, path, SHEET_KEYS)
        direction = self._text((*path, "direction"))
        if direction:
            self._one_of(direction, DIRECTIONS, (*path, "direction"))
        take = self._text((*path, "take"))
        if take:
            self._one_of(take, tuple(WORDS), (*path, "take"))
        down = direction == "down"
        columns = dict(self._numbered(path, "columns", ROW_KINDS if down else KINDS))
        rows = dict(self._numbered(path, "rows", KINDS if down else ROW_KINDS))
        return SheetDecisions(
            WORDS.get(take),
            direction,
            _ignoring(rows if down else columns),
            columns if down else rows,
            self._headings(path, entry, down),
        )

    def _headings(self, path: tuple[str | int, ...], entry: Mapping[str, Any], down: bool) -> frozenset[int] | None:
        written = entry.get("headings")
        if written is None:
            return None
        items = written if isinstance(written, list) else [written]
        numbers = [_column(str(one)) if down else _row(str(one)) for one in items]
        if any(number < 0 for number in numbers):
            remedy = message("import.write_columns" if down else "import.write_rows")
            self._wrong((*path, "headings"), message("import.no_headings"), remedy)
        return frozenset(numbers)

    def _numbered(self, path: tuple[str | int, ...], key: str, kinds: tuple[str, ...]) -> Iterator[tuple[int, str]]:
        for name, kind in self._texts((*path, key)).items():
            number = _column(name) if key == "columns" else _row(name)
            if number < 0:
                what = message(f"import.none_of_{key}", name=name)
                self._wrong((*path, key, name), what, message(f"import.write_one_of_{key}"), key=True)
            elif self._one_of(kind, kinds, (*path, key, name)):
                yield number, kind

    def _text(self, path: tuple[str | int, ...]) -> str:
        value: Any = self._source.root
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, dict | list):
            self._wrong(path, message("import.one_text", key=path[-1]), message("import.behind_colon"))
            return ""
        return " ".join(str(value).split()) if value is not None else ""

    def _texts(self, path: tuple[str | int, ...]) -> dict[str, str]:
        value: Any = self._source.root
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None and not isinstance(value, dict):
            self._wrong(path, message("import.keys_with_text", key=path[-1]), message("import.write_key_text"))
        return {str(key): self._text((*path, key)) for key in value} if isinstance(value, dict) else {}

    def _one_of(self, value: str, known: tuple[str, ...], path: tuple[str | int, ...]) -> bool:
        if value in known:
            return True
        self._wrong(path, message("import.unknown_value", value=value), similar(value, known))
        return False

    def _known(self, entry: Mapping[str, Any], path: tuple[str | int, ...], keys: tuple[str, ...]) -> None:
        for key in entry:
            if key not in keys:
                remedy = similar(key, keys)
                self._wrong((*path, key), message("import.unknown_key", key=key), remedy, key=True)

    def _wrong(self, path: tuple[str | int, ...], what: Message, remedy: Message, *, key: bool = False) -> None:
        span = self._source.span(path, key=key)
        self._problems.append(Diagnostic(self._name, span.line, span.column, what, remedy))


def _ignoring(kinds: Mapping[int, str]) -> dict[int, str]:
    return {number: "attribute" if kind == "ignore" else kind for number, kind in kinds.items()}


def _column(name: str) -> int:
    return column_number(name.upper()) if re.fullmatch(r"[A-Za-z]{1,3}", name) else -1


def _row(name: str) -> int:
    return int(name) - 1 if re.fullmatch(r"[1-9]\d{0,6}", name) else -1
