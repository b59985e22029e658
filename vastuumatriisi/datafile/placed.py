"""The units of a checked data file, each with what was written and where it stands."""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from vastuumatriisi.datafile import schema
from vastuumatriisi.datafile.parse import LocatedDict, LocatedList


class Placed(NamedTuple):
    """A unit of the data file: as checked, as written, the line where it begins, its level, the groups above it."""

    entry: schema.UnitEntry
    written: LocatedDict
    line: int
    level: str
    above: tuple[schema.UnitEntry, ...]

    @property
    def duties(self) -> Iterator[tuple[schema.DutyEntry, LocatedDict, int]]:
        """Its own duties: as checked, as written, and the line where each begins."""
        return located(self.entry.duties, self.written, "duties")


T = TypeVar("T")


def located(entries: list[T], above: LocatedDict, key: str) -> Iterator[tuple[T, LocatedDict, int]]:
    """Yield each entry of the list at ``key`` with what was written and its line."""
    written = above.get(key) or LocatedList(above.span)
    for entry, node, span in zip(entries, written, written.item_spans, strict=True):
        yield entry, node, span.line


def placed_units(data: schema.DataFile, root: LocatedDict) -> Iterator[Placed]:
    """Yield the units in the order of the file."""
    for level, written, _ in located(data.levels, root, "levels"):
        yield from _below(level.units, written, level.id, ())


def _below(
    units: list[schema.UnitEntry], written: LocatedDict, level: str, above: tuple[schema.UnitEntry, ...]
) -> Iterator[Placed]:
    for unit, node, line in located(units, written, "units"):
        yield Placed(unit, node, line, level, above)
        yield from _below(unit.units, node, level, (*above, unit))
