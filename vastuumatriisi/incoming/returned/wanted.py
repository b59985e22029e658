"""What accepted proposals come to together, before it is written down as changes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from vastuumatriisi.incoming.returned.stating import Stating, stating_of
from vastuumatriisi.matrix import Duty, Matrix, Role, Theme
from vastuumatriisi.matrix.changes import Change, StatedDuty
from vastuumatriisi.matrix.changes.facts import meant, stated_letters
from vastuumatriisi.matrix.letters import Cell


class NextCode(NamedTuple):
    """The code that a new duty of a unit gets: what its codes begin with, and the first number that may be free."""

    stem: str
    width: int
    number: int


@dataclass(slots=True)
class Wanted:
    """Changes of the ``present`` matrix, and the letters that duties shall show, which are stated when all is known.

    ``duties`` are those with other units and scopes than they have, ``added`` the new ones, with new themes and roles.
    ``next_codes`` go on from the code that the last new duty of a unit has got, so that thousands take no longer each.
    """

    present: Matrix
    changes: list[Change] = field(default_factory=list)
    letters: dict[str, dict[str, Cell | None]] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    added: dict[str, Duty] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    leads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    next_codes: dict[str, NextCode] = field(default_factory=dict)

    def want(self, code: str, actor: str, cell: Cell | None) -> None:
        self.letters.setdefault(code, {})[actor] = cell

    def duty(self, code: str) -> Duty:
        return self.duties.get(code) or self.present.duty(code)

    def all_changes(self) -> tuple[Change, ...]:
        """Return the changes, with what has to be stated of letters."""
        stating = self._stating()
        changes = [
            self._complete(stating, change) if change.kind == "duty-added" else change for change in self.changes
        ]
        return (*changes, *self._stated(stating))

    def _complete(self, stating: Stating, change: Change) -> Change:
        duty = self.added[change.where]
        letters = tuple(stating.wanted(duty, {}, self.letters.get(duty.id, {})).items())
        return replace(
            change,
            after=StatedDuty(duty.id, duty.text, duty.stated_scopes, (), (), duty.theme, letters, duty.note, (), ()),
        )

    def _stated(self, stating: Stating) -> Iterator[Change]:
        for code, letters in self.letters.items():
            if code in self.added:
                continue
            duty, before = self.duty(code), stated_letters(self.present, code)
            after = stating.wanted(duty, before, letters)
            for actor in dict.fromkeys((*after, *before)):
                if meant(before.get(actor)) != meant(after.get(actor)):
                    both = before.get(actor), after.get(actor)
                    yield Change("duty-letters", "duty", code, duty.unit, *both, actor, code)

    def _stating(self) -> Stating:
        made = stating_of(self.present)
        units = {one.id: replace(one, leads=self.leads.get(one.id, one.leads)) for one in self.present.units}
        return Stating(replace(made.rules, units=units, roles={**made.rules.roles, **self.roles}))
