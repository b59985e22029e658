"""The reading of a returned workbook: what all of its tables share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from vastuumatriisi.incoming.anchors import Layout
from vastuumatriisi.incoming.returned.names import Names
from vastuumatriisi.incoming.returned.sheets import Entry, Row, place
from vastuumatriisi.incoming.returned.tables import Table
from vastuumatriisi.matrix import Grid, Matrix, Views


@dataclass(frozen=True)
class Reading:
    """The base with the names of its parts, and what looks up the values of formulas in a sheet."""

    base: Matrix
    layout: Layout
    names: Names
    by: str
    values_of: Callable[[str], Mapping[int, Row]]
    known: dict[str, Mapping[int, Row]] = field(default_factory=dict)

    @cached_property
    def grid(self) -> Grid:
        """What the overview shows: each unit with the roles that are at home there."""
        return Views(self.base).unit_grid

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset(actor.id for actor in self.base.actors)

    def said(self, table: Table, number: int, row: Row, column: str) -> str | None:
        """Return the text of a cell, "" for an empty one; None where a formula stands there that tells nothing."""
        entry = table.entry(row, column)
        if not entry.formula:
            return entry.text
        if table.sheet.name not in self.known:
            self.known[table.sheet.name] = self.values_of(table.sheet.name)
        found = self.known[table.sheet.name].get(number, {}).get(table.columns[column], Entry(""))
        return found.text or None

    def place(self, table: Table, number: int, column: str) -> str:
        return place(table.sheet.name, number, table.columns[column])
