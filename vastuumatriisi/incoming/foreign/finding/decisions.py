"""What a person has decided about a file, in place of what would be guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SheetDecisions:
    """Of one sheet: columns and rows by their number from 0, those of the table, whose roles stand across.

    ``columns`` are "duty", "group", "code", "remark", "attribute", "role" or "letter"; ``rows`` are "duty", "group",
    "more" or "ignore"; ``direction`` is "across", "down" or "" where it is left to be told; ``headings`` are rows.
    """

    take: bool | None = None
    direction: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)
    headings: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Decisions:
    """Of a whole file; ``letters`` tell what each counts as, ``roles`` the name that another spelling stands for.

    ``partners`` are the names that the text of a duty, by its cell or line, names; None where that is left to be told.
    """

    title: str = ""
    organisation: str = ""
    language: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, SheetDecisions] = field(default_factory=dict)
    partners: Mapping[str, tuple[str, ...]] | None = None


NOTHING_DECIDED = Decisions()
