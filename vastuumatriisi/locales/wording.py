"""Every word that the documents say of themselves, once for each language.

A locale is a TOML file in ``locales``; ``wording("poster.leads")`` is its entry ``leads`` of table ``poster``.
"""

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from vastuumatriisi.matrix.letters import LetterSet, letter_set

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of one language; ``language`` is the locale that was found, "en" for a language without its own."""

    language: str
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return an entry with its ``{places}`` filled. Raises KeyError for an entry that no locale has."""
        return self.entries[key].format(**values) if values else self.entries[key]

    def count(self, key: str, number: int) -> str:
        """Return "1 tehtävä", "3 tehtävää": the entry ``key.one`` or ``key.other``."""
        return self(f"{key}.one" if number == 1 else f"{key}.other", n=number)

    def date(self, date: datetime.date) -> str:
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

    @property
    def letters(self) -> LetterSet:
        """The RASCI set of the language, for a data file that defines no letters."""
        symbols = {"R": "responsible", "A": "accountable", "S": "support", "C": "consulted", "I": "informed"}
        return letter_set(
            {s: (self(f"letters.{s}.name"), self(f"letters.{s}.meaning"), kind) for s, kind in symbols.items()}
        )


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


@cache
def available() -> frozenset[str]:
    folder = resources.files("vastuumatriisi.locales")
    return frozenset(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml"))


@cache
def _read(name: str) -> Wording:
    text = (resources.files("vastuumatriisi.locales") / f"{name}.toml").read_text(encoding="utf-8")
    return Wording(name, dict(_flattened(tomllib.loads(text))))


def _flattened(table: Mapping[str, Any], above: str = "") -> Iterable[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{above}{key}.")
        else:
            yield above + key, value
