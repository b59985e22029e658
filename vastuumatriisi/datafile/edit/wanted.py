"""What the data shall be: plain data as they were read, the untouched parts themselves, the others edited copies."""

from typing import Any

from vastuumatriisi.datafile.parse import LocatedDict

# The order in which keys are written; it fits every part of the file. Others stand where they were put.
KEY_ORDER = (
    *("format", "id", "title", "organisation", "language", "edition", "date", "introduction"),
    *("name", "text", "meaning", "counts_as", "short", "contact", "publication_url", "url", "fonts"),
    *("approved_by", "valid_from", "review_by", "thresholds", "letters", "derive"),
    *("performs", "unit", "scopes", "themes", "collective", "aliases", "leads", "supports", "cooperates"),
    *("counterparts", "theme", "assign", "note", "links", "accept", "roles", "levels", "duties", "units"),
    *("site_types", "history"),
)
PLACE = {key: number for number, key in enumerate(KEY_ORDER)}


class Edited(dict[str, Any]):
    """A part with other values than ``origin``, which stands in the file; None for a part that is new."""

    __slots__ = ("origin",)

    def __init__(self, origin: LocatedDict | None, values: dict[str, Any] | None = None) -> None:
        super().__init__(origin or {} if values is None else values)
        self.origin = origin


def edited(part: Any) -> Edited:
    """Return a part of the file as a copy that may be changed; one that is one already is itself."""
    return part if isinstance(part, Edited) else Edited(part)


def origin_of(value: Any) -> LocatedDict | None:
    """Return the part of the file that a part was, or is; None for what is new."""
    if isinstance(value, Edited):
        return value.origin
    return value if isinstance(value, LocatedDict) else None


def key_place(key: str) -> int:
    return PLACE.get(key, len(PLACE))


class Ordered(Edited):
    """An edited part whose keys have a meaning by their order, as letters have in their legend."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and list(self) == list(other) and dict.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other
