"""The shape of the data file, format 1.

Types tell what a value is, so that the loader never has to guess. Whatever one place says about another (ids, letters)
is checked in ``references``.
"""

import contextlib
import datetime
import os
import re
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    StringConstraints,
    model_serializer,
)
from pydantic_core import PydanticCustomError

from vastuumatriisi.text.characters import INVISIBLE, is_blank, lines_of_list, on_one_line

# pydantic would ask every installed package whether it is a plugin of its own, which takes as long as reading the file.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

FindingName = Literal[
    "no-owner",
    "owner-undecided",
    "two-owners",
    "two-accountable",
    "nobody-performs",
    "many-performers",
    "overloaded-actor",
    "idle-role",
    "near-duplicate",
    "one-sided-partner",
    "scope-without-sibling",
    "bundled-duties",
    "look-alike-letters",
    "answer-without-finding",
    "missing-glyph",
    "vacant-role",
]
FINDINGS: tuple[str, ...] = get_args(FindingName)


def _one_line(text: str) -> str:
    line = on_one_line(text)
    if is_blank(line):
        raise PydanticCustomError("empty", "is empty")
    return line


def _lines(text: str) -> str:
    return _one_line(text) and lines_of_list(text)


def _all_visible(text: str) -> str:
    if INVISIBLE.search(text) or re.search(r"\s", text):
        raise PydanticCustomError("invisible", "holds a character that nobody sees")
    return text


def _iso_date(value: object) -> datetime.date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        with contextlib.suppress(ValueError):
            return datetime.date.fromisoformat(value)
    raise PydanticCustomError("date_type" if isinstance(value, dict | list) else "date", "is not a date")


IDENTIFIER = r"^[a-z0-9][a-z0-9-]*$"
ADDRESS = r"^https?://[^\s/]+\S*$"

Line = Annotated[str, AfterValidator(_one_line)]
Lines = Annotated[str, AfterValidator(_lines)]
Identifier = Annotated[str, StringConstraints(pattern=IDENTIFIER, max_length=200)]
# Letters of any script as ranges: editors read the pattern too, and not all of them know Unicode's categories.
DUTY_CODE = r"^[0-9A-Za-zÀ-ÖØ-öø-ɏͰ-῿぀-鿿가-힯._-]+$"
LONGEST_CODE = 60
DutyCode = Annotated[str, StringConstraints(pattern=DUTY_CODE, max_length=LONGEST_CODE), AfterValidator(_all_visible)]
Date = Annotated[datetime.date, BeforeValidator(_iso_date)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS), AfterValidator(_all_visible)]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
# What names another part of the file; whether that part exists is checked in ``references``.
Reference = Line
CountsAs = Literal["responsible", "accountable", "support", "consulted", "informed", "none"]
Accepted = dict[FindingName, Line]


class Entry(BaseModel):
    """What every part of the file has in common: no unknown key, nothing changed after reading."""

    # Only the whole file is ever checked: a validator of its own for each part would cost time and serve nobody.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False, defer_build=True)


class LetterEntry(Entry):
    name: Line
    meaning: Line | None = None
    counts_as: CountsAs
    accept: Accepted = {}

    @model_serializer(mode="wrap")
    def _only_what_is_said(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out answers where there are none, so that what a matrix says has the digest that it always had."""
        said: dict[str, Any] = written(self)
        return said if self.accept else {key: value for key, value in said.items() if key != "accept"}


class Derive(Entry):
    """The letter that each relation gives; an empty value gives none."""

    performs: Line | None = "R"
    leads: Line | None = "A"
    supports: Line | None = "S"
    cooperates: Line | None = "C"


class ThresholdsEntry(Entry):
    """From which figure on a finding is reported."""

    many_performers: Annotated[int, Field(alias="many-performers", ge=2)] = 4
    overloaded_actor: Annotated[int, Field(alias="overloaded-actor", ge=1)] = 15
    near_duplicate: Annotated[int, Field(alias="near-duplicate", ge=50, le=100)] = 90


class ScopeEntry(Entry):
    id: Identifier
    name: Line


class ThemeEntry(Entry):
    id: Identifier
    name: Line


class RoleEntry(Entry):
    id: Identifier
    name: Line
    short: Line | None = None
    unit: Reference | None = None
    scopes: list[Reference] = []
    collective: bool = False
    aliases: list[Line] = []
    accept: Accepted = {}


class LinkEntry(Entry):
    title: Annotated[str, StringConstraints(max_length=200), AfterValidator(_one_line)]
    url: Address


class DutyEntry(Entry):
    id: DutyCode
    text: Lines
    scopes: list[Reference] = []
    cooperates: list[Reference] = []
    counterparts: list[Reference] = []
    theme: Reference | None = None
    assign: dict[Reference, Line] = {}
    note: Lines | None = None
    links: list[LinkEntry] = []
    accept: Accepted = {}


class UnitEntry(Entry):
    id: Identifier
    name: Line
    short: Line | None = None
    contact: Line | None = None
    scopes: list[Reference] = []
    leads: list[Reference] = []
    supports: list[Reference] = []
    performs: bool | None = None
    duties: list[DutyEntry] = []
    accept: Accepted = {}
    units: list["UnitEntry"] = []


class LevelEntry(Entry):
    id: Identifier
    name: Line
    short: Line | None = None
    units: list[UnitEntry]


class SiteTypeEntry(Entry):
    id: Identifier
    name: Line
    units: Annotated[list[Reference], Field(min_length=1)]
    scopes: list[Reference] = []


class PastEditionEntry(Entry):
    edition: Line
    date: Date
    note: Line | None = None


class DataFile(Entry):
    """A whole data file of format 1."""

    format: Literal["1"]
    title: Line
    organisation: Line
    language: Language
    edition: Line
    date: Date
    introduction: str | None = None
    contact: Line | None = None
    publication_url: Address | None = None
    fonts: list[Line] = []
    approved_by: Line | None = None
    valid_from: Date | None = None
    review_by: Date | None = None
    thresholds: ThresholdsEntry = ThresholdsEntry()
    letters: Annotated[dict[Line, LetterEntry], Field(min_length=1)] | None = None
    derive: Derive = Derive()
    scopes: list[ScopeEntry] = []
    themes: list[ThemeEntry] = []
    roles: list[RoleEntry]
    levels: Annotated[list[LevelEntry], Field(min_length=1)]
    site_types: list[SiteTypeEntry] = []
    history: list[PastEditionEntry] = []
