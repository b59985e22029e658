"""What a view is made of: cells and columns of a grid, groups of a house."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vastuumatriisi.matrix.values import Assignment, Unit


@dataclass(frozen=True, slots=True)
class GridCell:
    """Letters side by side ("R/A"), whether one of them is stated, and the assignments they come from.

    Those are what one cell of a grid shows, or what one actor has alike for several duties.
    """

    letters: tuple[str, ...]
    stated: bool
    assignments: tuple[Assignment, ...]

    @property
    def text(self) -> str:
        return "/".join(self.letters)

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        return tuple(condition for assignment in self.assignments for condition in assignment.conditions)


@dataclass(frozen=True, slots=True)
class Grid:
    """Duties × actors: ``columns`` are actor ids that have a letter, ``rows`` duty codes."""

    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, str], GridCell]

    def cell(self, code: str, actor: str) -> GridCell | None:
        """Return the cell, None where nothing is stated and nothing follows."""
        return self.cells.get((code, actor))

    def part(self, rows: Iterable[str]) -> "Grid":
        """Return the grid of some of the rows, with the columns that have a letter in them."""
        rows = tuple(rows)
        wanted = set(rows)
        cells = {place: cell for place, cell in self.cells.items() if place[0] in wanted}
        shown = {actor for (_, actor), cell in cells.items() if cell.letters}
        return Grid(tuple(actor for actor in self.columns if actor in shown), rows, cells)


@dataclass(frozen=True, slots=True)
class SiteGroup:
    """A unit as a house of one type knows it: only the duties, leads and supporters whose scopes meet its own."""

    unit: Unit
    duties: tuple[str, ...]
    leads: tuple[str, ...]
    supports: tuple[str, ...]
