"""Every word that documents and commands say, once for each language.

Those of documents are a TOML file in ``locales``: ``wording("fi")("poster.leads")`` is the entry ``leads`` of its table
``poster``. Those of commands are a folder with a file for each table, read when it is needed:
``messages("fi")("source.empty")`` is the entry ``empty`` of ``messages/fi/source.toml``.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vastuumatriisi.locales.legible import legible
from vastuumatriisi.locales.message import Message

if TYPE_CHECKING:
    import datetime

FALLBACK = "en"
FOLDER = Path(__file__).parent
# What commands say stands in lines of this kind alone, whose quoted part is JSON too: a reader of all of TOML takes a
# tenth of the time of a command that has nothing to do.
LINE = re.compile(r'^([\w.-]+) = (".*")$', re.MULTILINE)


class Wording:
    """The wording of one language; ``language`` is the locale that was found, "en" for a language without its own."""

    # Not a dataclass: that takes longer to load than all else that a command does which has nothing to do.
    __slots__ = ("entries", "language")

    def __init__(self, language: str, entries: Mapping[str, str]) -> None:
        self.language = language
        self.entries = entries

    def __call__(self, key: str, /, **values: object) -> str:
        """Return an entry with its ``{places}`` filled. Raises KeyError for an entry that no locale has."""
        return self.entries[key].format(**values) if values else self.entries[key]

    def told(self, text: object) -> str:
        """Return what a message says, with all that fills its places; words that are words already as they are.

        Raises KeyError for a key that no table has.
        """
        if not isinstance(text, Message):
            return self._filling(text) if isinstance(text, tuple) else str(text)
        if not text.key:
            said = dict(text.values)
            return str(said[self.language if self.language in said else FALLBACK])
        key = text.key
        if key not in self.entries:
            key = f"{key}.{'one' if dict(text.values)['count'] == 1 else 'other'}"
        return self(key, **{name: self._filling(value) for name, value in text.values})

    def _filling(self, value: object) -> str:
        """Return what fills a place; what others have written, a path say, shall not break the line."""
        if isinstance(value, Message):
            return self.told(value)
        return ", ".join(map(self._filling, value)) if isinstance(value, tuple) else legible(str(value))

    def count(self, key: str, number: int) -> str:
        """Return "1 tehtävä", "3 tehtävää": the entry ``key.one`` or ``key.other``."""
        return self(f"{key}.one" if number == 1 else f"{key}.other", n=number)

    def date(self, date: "datetime.date") -> str:
        """Return the date as the language writes it: 23.11.2026, 23 November 2026."""
        month = self.entries["date.months"].split()[date.month - 1]
        return self("date.form", day=date.day, month=date.month, month_name=month, year=date.year)

    def listed(self, parts: Iterable[str]) -> str:
        """Return "a, b ja c"."""
        *most, last = list(parts) or [""]
        return f"{', '.join(most)} {self('list.and')} {last}" if most else last

    def inflected(self, names: Iterable[str]) -> dict[str, str]:
        """Return names inside of a sentence by grammatical case, {"partitive": "perusopetusta ja lukiota"}.

        Empty where the language does not inflect names, or one of them ends in a word that it does not know.
        """
        known = [self._forms(name) for name in names]
        cases = list(known[0]) if known and all(known) else []
        told = {case: self.listed(forms[case] for forms in known) for case in cases}
        return told | {f"{case}_first": text[:1].upper() + text[1:] for case, text in told.items()}

    def _forms(self, name: str) -> dict[str, str]:
        ending = next((e for e in self._endings if name.casefold().endswith(e)), "")
        if not ending or len(name.split()) > 1:
            return {}
        stem = name[: -len(ending)] if name.isupper() else name[:1].lower() + name[1 : -len(ending)]
        stem = stem if len(name) > len(ending) else ""
        cases = zip(self.entries["inflection.cases"].split(), self.entries[f"inflection.{ending}"].split(), strict=True)
        return {case: stem + form for case, form in cases}

    @property
    def _endings(self) -> list[str]:
        known = [key.removeprefix("inflection.") for key in self.entries if key.startswith("inflection.")]
        return sorted((ending for ending in known if ending != "cases"), key=len, reverse=True)


# Languages and scripts that are written from the right (Unicode CLDR, characterOrder).
FROM_THE_RIGHT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
SCRIPTS_FROM_THE_RIGHT = {"arab", "hebr", "nkoo", "syrc", "thaa"}


def direction(language: str) -> str:
    """Return "rtl" for a BCP 47 tag of a language or script that is written from the right, else "ltr"."""
    parts = language.casefold().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in SCRIPTS_FROM_THE_RIGHT else "ltr"
    return "rtl" if parts[0] in FROM_THE_RIGHT else "ltr"


def wording(language: str) -> Wording:
    """Return the wording for a BCP 47 tag: its own, that of its main language, or the English one."""
    for name in (language.casefold(), language.casefold().split("-")[0], FALLBACK):
        if name in available():
            return _read(name)
    raise AssertionError("the English wording is part of the package")


def messages(language: str) -> Wording:
    """Return what commands say in the language of a BCP 47 tag, of which the main language counts; else in English."""
    name = language.casefold().split("-")[0]
    return _messages(name if name in spoken() else FALLBACK)


@cache
def available() -> frozenset[str]:
    """Return the languages that documents may be in."""
    return frozenset(file.stem for file in FOLDER.glob("*.toml"))


@cache
def spoken() -> frozenset[str]:
    """Return the languages that commands speak."""
    return frozenset(folder.name for folder in (FOLDER / "messages").iterdir() if folder.is_dir())


@cache
def _read(name: str) -> Wording:
    return Wording(name, _entries(FOLDER / f"{name}.toml"))


@cache
def _messages(name: str) -> Wording:
    return Wording(name, _Tables(FOLDER / "messages" / name))


class _Tables(Mapping[str, str]):
    """The entries of all tables in a folder; a table is read when one of its entries is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, key: str) -> str:
        table, _, entry = key.partition(".")
        return self._table(table)[entry]

    def __iter__(self) -> Iterator[str]:
        for file in sorted(self._folder.glob("*.toml")):
            yield from (f"{file.stem}.{entry}" for entry in self._table(file.stem))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _table(self, name: str) -> Mapping[str, str]:
        if name not in self._read:
            text = (self._folder / f"{name}.toml").read_text(encoding="utf-8")
            self._read[name] = {key: json.loads(said) for key, said in LINE.findall(text)}
        return self._read[name]


def _entries(file: Path) -> Mapping[str, str]:
    import tomllib

    return dict(_flattened(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flattened(table: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{above}{key}.")
        else:
            yield above + key, value
