"""Letters that a duty shall show -> what has to be stated for them, and no more: what follows stays derived."""

from collections.abc import Mapping
from dataclasses import dataclass

from vastuumatriisi.incoming.returned.facts import alike, shown_cell
from vastuumatriisi.matrix import Duty, Matrix
from vastuumatriisi.matrix.derive import RelationLines, Rules, Stated
from vastuumatriisi.matrix.letters import Cell

ROUNDS = 3  # a letter taken back may bring another one forth


@dataclass(frozen=True, slots=True)
class Stating:
    """The rules of a matrix, by which it is told what follows without being stated."""

    rules: Rules

    def shown(self, duty: Duty, stated: Mapping[str, Cell]) -> dict[str, Cell]:
        """Return what actors have for a duty, if that is stated."""
        assignments = self.rules.assignments(duty, {actor: Stated(cell, 0) for actor, cell in stated.items()})
        return {one.actor: cell for one in assignments if (cell := shown_cell(one))}

    def wanted(self, duty: Duty, stated: Mapping[str, Cell], wanted: Mapping[str, Cell | None]) -> dict[str, Cell]:
        """Return what has to be stated so that the actors of ``wanted`` have those letters, None for nothing at all."""
        result = {actor: cell for actor, cell in stated.items() if actor not in wanted}
        result |= {actor: cell for actor, cell in wanted.items() if cell is not None}
        for _ in range(ROUNDS):
            shown = self.shown(duty, result)
            back = {actor: Cell(()) for actor, cell in wanted.items() if cell is None and actor in shown}
            # What is said to be nothing at all is shown as such, and needs to be said no more.
            back = {actor: cell for actor, cell in back.items() if actor not in result}
            if not back:
                break
            result |= back
        for actor in [one for one in wanted if one in result and one not in stated]:
            without = {other: cell for other, cell in result.items() if other != actor}
            shown = self.shown(duty, without)
            if alike(shown.get(actor), wanted[actor]) and shown == self.shown(duty, result):
                result = without
        return result


def stating_of(matrix: Matrix) -> Stating:
    """Return the rules of a matrix."""
    return Stating(
        Rules(
            matrix.letters,
            matrix.derive,
            {role.id: role for role in matrix.roles},
            {unit.id: unit for unit in matrix.units},
            {duty.id: duty for duty in matrix.duties},
            RelationLines({}),
        )
    )
