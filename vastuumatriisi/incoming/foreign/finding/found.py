"""What was found of a matrix, before it has ids: frozen values that know the cells which they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from vastuumatriisi.locales.message import Text

Certainty = Literal["certain", "likely", "doubtful"]
Told = Text | tuple[Text, ...]  # what fills the place of a question


class Mark(NamedTuple):
    """What a cell says: symbols of the alphabet, and (symbol, condition) for each that has one.

    ``odd`` is a letter of another script that was taken for one of the alphabet.
    """

    symbols: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...] = ()
    odd: str = ""


@dataclass(frozen=True, slots=True)
class FoundLetter:
    """A letter; ``stated`` where a legend explains it."""

    symbol: str
    name: str
    meaning: str
    counts_as: str
    stated: bool = False


@dataclass(frozen=True, slots=True)
class FoundRole:
    """A role; ``group`` is the heading above it, ``aliases`` are other spellings."""

    name: str
    cells: tuple[str, ...]
    group: str = ""
    aliases: tuple[str, ...] = ()
    collective: bool = False


@dataclass(frozen=True, slots=True)
class FoundDuty:
    """A duty; the keys of ``assign`` and the items of ``cooperates`` are names of roles or units.

    ``doubts`` name words of the locales and the cell that they are about.
    """

    text: str
    cell: str
    code: str = ""
    assign: Mapping[str, Mark] = field(default_factory=dict)
    note: str = ""
    scopes: tuple[str, ...] = ()
    cooperates: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A group of duties, or a unit of an organisation; "" as name where the sheet names none."""

    name: str
    cell: str
    duties: tuple[FoundDuty, ...] = ()
    units: tuple["FoundUnit", ...] = ()
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    performs: bool | None = None


@dataclass(frozen=True, slots=True)
class FoundLevel:
    name: str
    units: tuple[FoundUnit, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A guess: what it is about, the cells that speak for it, what it was taken as, and how certain that is.

    ``key`` names its words in the locales, ``values`` fill their places.
    """

    key: str
    values: Mapping[str, Told]
    cells: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Ignored:
    """A cell or a line that is no part of the result; ``why`` names the words of the reason in the locales."""

    cell: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What the parts of a sheet were taken as, by the names of columns and the numbers of rows as a spreadsheet shows.

    ``direction`` is "across" or "down"; in the latter case the roles are rows, and ``headings`` columns.
    ``words`` are those above the columns of words, by column, or by row where roles are rows.
    """

    name: str
    direction: str
    headings: tuple[str, ...]
    columns: Mapping[str, str]
    rows: Mapping[str, str]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A whole matrix; ``read`` and ``used`` count cells or lines that hold something.

    ``all_letters`` has those that stand for "not involved", too; ``organisation`` is "" where nobody has told it.
    """

    title: str
    language: str
    modified: str
    letters: tuple[FoundLetter, ...]
    roles: tuple[FoundRole, ...]
    levels: tuple[FoundLevel, ...]
    introduction: str = ""
    scopes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    read: int = 0
    used: int = 0
    ignored: tuple[Ignored, ...] = ()
    not_involved: int = 0
    all_letters: tuple[FoundLetter, ...] = ()
    sheets: tuple[SheetTaken, ...] = ()
    organisation: str = ""
