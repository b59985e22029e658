"""What a person has decided about a file, in place of what would be guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SheetDecisions:
    """Of one sheet: columns and rows by their number from 0, as they stand in the file.

    ``columns`` are "duty", "group", "code", "remark", "attribute", "role" or "letter"; ``rows`` are "duty", "group",
    "more" or "ignore"; ``direction`` is "across", "down" or "" where it is left to be told.
    """

    take: bool | None = None
    direction: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)
    rows: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Of a whole file; ``letters`` tell what each counts as, ``roles`` the name that another spelling stands for.

    ``partners`` are (code or text of a duty) -> names, None where they were not decided.
    """

    title: str = ""
    organisation: str = ""
    language: str = ""
    letters: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    sheets: Mapping[str, SheetDecisions] = field(default_factory=dict)
    partners: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


NOTHING_DECIDED = Decisions()
