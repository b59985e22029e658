"""What people call the parts of two editions; the new names, the old ones of what is gone."""

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vastuumatriisi.locales.wording import Wording, wording
from vastuumatriisi.matrix import Assignment, Matrix
from vastuumatriisi.matrix.changes import Position
from vastuumatriisi.matrix.letters import Cell


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id, and the wording of the new edition's language."""

    old: Matrix
    new: Matrix
    wording: Wording
    places: Mapping[str, str]  # of levels, units and roles, which share one id space
    scopes: Mapping[str, str]
    themes: Mapping[str, str]
    codes: Mapping[str, str]  # old code -> new code

    def listed(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.places.get(one, one) for one in ids)

    def aspect(self, key: str) -> str:
        return self.wording(f"revision.aspects.{key}")

    def label(self, about: str, name: str) -> str:
        return self.wording(f"revision.labels.{about}", name=name)

    def parent(self, position: Position) -> str:
        return self.places.get(position.parent, position.parent)

    def date(self, date: datetime.date | None) -> str:
        return self.wording.date(date) if date else ""

    def answer(self, value: object) -> str:
        """Return yes or no, or that it follows where nothing is said."""
        return self.wording("revision.derived" if value is None else "revision.yes" if value else "revision.no")

    def cell(self, cell: Cell | Assignment | None) -> str:
        """Return letters as they are written, "R, A (large changes)"; "" for nothing stated."""
        if cell is None:
            return ""
        if not cell.letters:
            return self.wording("matrix.not_involved")
        conditions = dict(cell.conditions)
        written = (f"{one} ({conditions[one]})" if one in conditions else one for one in cell.letters)
        return (", " if conditions else "/").join(written)

    def letters(self, cell: Cell | Assignment | None) -> str:
        """Return letters as they are written, or that there is none."""
        return self.cell(cell) or self.wording("revision.nothing")


def names_of(old: Matrix, new: Matrix, codes: Mapping[str, str]) -> Names:
    """Return the names of two editions."""
    return Names(
        old,
        new,
        wording(new.language),
        _apart({one.id: one.name for matrix in (old, new) for one in (*matrix.levels, *matrix.actors)}),
        _apart({one.id: one.name for matrix in (old, new) for one in matrix.scopes}),
        _apart({one.id: one.name for matrix in (old, new) for one in matrix.themes}),
        codes,
    )


def _apart(names: Mapping[str, str]) -> dict[str, str]:
    """Return names by id; those that several parts have are told apart by their ids."""
    having = Counter(names.values())
    return {one: name if having[name] == 1 else f"{name} ({one})" for one, name in names.items()}
