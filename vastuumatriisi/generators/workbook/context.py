"""What every sheet is made from: the views, the findings, the words and the theme."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from vastuumatriisi.design.design import VisualTheme
from vastuumatriisi.findings import Finding
from vastuumatriisi.locales.wording import Wording, direction
from vastuumatriisi.matrix import Assignment, Duty, GridCell, Matrix, Unit, Views
from vastuumatriisi.matrix.letters import STRENGTH, Letter, usual_letters
from vastuumatriisi.options import Paper
from vastuumatriisi.revision import Marks, marks_of
from vastuumatriisi.text.characters import is_invisible
from vastuumatriisi.text.utf16 import shortened

from .sheet import CellFormat, SheetCell
from .xlsx import row_heights

NOT_INVOLVED = "–"
BLANK = SheetCell("", CellFormat("blank"))
CODE_MOST = 110.0  # pt
LONGEST_HEADER = 255  # UTF-16 units of the name of a table's column


def place(unit: Unit) -> tuple[str, ...]:
    """Return the ids of the unit's level, of the groups it is in and of itself, outermost first."""
    return unit.level, *unit.path, unit.id


@dataclass(frozen=True)
class Context:
    views: Views
    findings: tuple[Finding, ...]
    wording: Wording
    theme: VisualTheme
    paper: Paper = "A3"

    @property
    def matrix(self) -> Matrix:
        return self.views.matrix

    @cached_property
    def marks(self) -> Marks | None:
        """What has changed since the base, None where there is nothing to tell."""
        return marks_of(self.views)

    @property
    def size(self) -> float:
        """The size of running text in pt."""
        return self.theme.workbook["body"]

    @property
    def right_to_left(self) -> bool:
        return direction(self.matrix.language) == "rtl"

    def number(self, unit: Unit) -> int:
        """Return the number of the unit's level, from 1."""
        return self.matrix.level(unit.level).number

    def short(self, unit: Unit) -> str:
        """Return the unit's short name; where several units have the same, the group above stands before it.

        No other unit with duties has that name: formulas find the duties of a unit by it.
        """
        return self._shorts.get(unit.id, unit.short)

    @cached_property
    def _shorts(self) -> dict[str, str]:
        namesakes = Counter(unit.short for unit in self.matrix.duty_units)
        numbers: Counter[str] = Counter()
        found: dict[str, str] = {}
        for unit in self.matrix.duty_units:
            name = unit.short
            if namesakes[name] > 1 and unit.path:
                name = f"{self.matrix.unit(unit.path[-1]).short}: {name}"
            numbers[name.casefold()] += 1
            number = numbers[name.casefold()]
            found[unit.id] = f"{name} ({number})" if number > 1 else name
        return found

    @cached_property
    def units_inside(self) -> dict[str, tuple[Unit, ...]]:
        """The units with duties of each level, group and unit, by its id."""
        found: dict[str, list[Unit]] = {}
        for unit in self.matrix.duty_units:
            for identifier in place(unit):
                found.setdefault(identifier, []).append(unit)
        return {identifier: tuple(units) for identifier, units in found.items()}

    @cached_property
    def code_width(self) -> float:
        """The width in pt of a column of codes."""
        inner = row_heights.width((duty.id for duty in self.matrix.duties), self.size, 40, CODE_MOST, bold=True)
        head = row_heights.header_width(self.wording("matrix.code"), self.size, 0, CODE_MOST)
        return max(inner + row_heights.INDENT, head)

    def label(self, letter: Letter) -> str:
        """Return "R – Toteuttaa", or the letter alone where it is its own name."""
        return letter.symbol if letter.symbol == letter.name else f"{letter.symbol} – {letter.name}"

    def named(self, *kinds: str) -> tuple[str, ...]:
        """Return the names of the letters that count as one of ``kinds``, in the order of the legend."""
        return tuple(letter.name for letter in self.matrix.letters.letters if letter.counts_as in kinds)

    def is_usual(self, *kinds: str) -> bool:
        """Tell whether the letters of each kind have the language's own name, which sentences about them use."""
        usual = {letter.counts_as: (letter.name,) for letter in usual_letters(self.wording).letters}
        return all(self.named(kind) == usual[kind] for kind in kinds)

    def scope(self, duty: Duty) -> str:
        return ", ".join(self.matrix.scope_names(duty.scopes))

    def owner_note(self, duty: Duty) -> str:
        """Return why the owner is open, where the unit's other duties are decided; else "": one note for each unit's
        whole list would drown those of readers.
        """
        ownership = self.matrix.ownership[duty.id]
        if not ownership.open or self.views.ownership_of_unit(duty.unit):
            return ""
        names = self.wording.listed(self.matrix.names(ownership.candidates)) or "–"
        if self.is_usual("accountable"):
            return self.wording(f"workbook.note.{ownership.open}", candidates=names)
        return self.wording(f"workbook.note.{ownership.open}_letters", letters=self.accountable, candidates=names)

    @property
    def accountable(self) -> str:
        """The letters that make an owner, with their names."""
        letters = self.matrix.letters.letters
        return " / ".join(self.label(letter) for letter in letters if letter.counts_as == "accountable")

    @cached_property
    def _stated_is_rare(self) -> bool:
        stated = sum(assignment.stated for assignment in self.matrix.assignments)
        return 2 * stated <= len(self.matrix.assignments)

    def letter_note(self, cell: GridCell) -> str:
        """Return who has stated or conditional letters in a cell, "" where that is the rule rather than the case."""
        told = [
            self.wording("workbook.note.stated", actor=self.matrix.actor(part.actor).name, letters=_written(part))
            for part in cell.assignments
            if part.conditions or (part.stated and self._stated_is_rare)
        ]
        return "\n".join(told)

    def change_note(self, code: str, actor: str) -> str:
        """Return "Ennen: S. Nyt: A." where an actor's letters for a duty are not those of the base, else ""."""
        change = self.marks.letters.get((code, actor)) if self.marks else None
        if change is None:
            return ""
        before, after = (
            _written(part) if part else self.wording("revision.nothing") for part in (change.before, change.after)
        )
        return self.wording("workbook.note.changed", before=before, after=after)

    def changed_letters(self, code: str) -> tuple[str, ...]:
        """Return the actors whose letters for a duty are not those of the base."""
        return self._changed_letters.get(code, ())

    @cached_property
    def _changed_letters(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for code, actor in self.marks.letters if self.marks else ():
            found[code] = (*found.get(code, ()), actor)
        return found

    def conditions(self, duty: Duty) -> str:
        """Return "Rehtori R: suuret muutokset; …" for the letters that hold on a condition only."""
        return "; ".join(
            f"{self.matrix.actor(assignment.actor).short} {letter}: {condition}"
            for assignment in self.matrix.assignments_of(duty.id)
            for letter, condition in assignment.conditions
        )

    def letter_cell(self, cell: GridCell | None) -> SheetCell:
        """Return a cell of a grid."""
        if cell is None or not (cell.letters or cell.stated):
            return BLANK
        kinds = {self.matrix.letters[letter].counts_as for letter in cell.letters}
        counts_as = next((kind for kind in STRENGTH if kind in kinds), "none")
        derived = not cell.stated and self._has_stated
        look = CellFormat("letter", 0, counts_as, derived, bool(cell.conditions))
        return SheetCell(cell.text or NOT_INVOLVED, look)

    @cached_property
    def _has_stated(self) -> bool:
        return self.matrix.has_stated

    @cached_property
    def knows_not_involved(self) -> bool:
        return any(part.stated and not part.letters for part in self.matrix.assignments)

    @cached_property
    def codes_differ_by_case(self) -> bool:
        """Tell whether there are two codes that a spreadsheet program takes for the same."""
        return len({duty.id.casefold() for duty in self.matrix.duties}) < len(self.matrix.duties)


def _written(assignment: Assignment) -> str:
    """Return "R (isot hankkeet)/A": each letter with its condition."""
    conditions = dict(assignment.conditions)
    letters = (f"{letter} ({conditions[letter]})" if letter in conditions else letter for letter in assignment.letters)
    return "/".join(letters) or NOT_INVOLVED


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return header texts that a table accepts: on one line, never empty, none twice even if only its case differs."""
    result: list[str] = []
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for name in names:
        plain = " ".join(name.split())
        plain = plain if _seen(plain) else "–"
        candidate = shortened(plain, LONGEST_HEADER)
        stem = _seen(candidate)
        while _seen(candidate) in taken:
            numbers[stem] += 1
            ending = f" ({numbers[stem] + 1})"
            candidate = shortened(plain, LONGEST_HEADER - len(ending)) + ending
        taken.add(_seen(candidate))
        result.append(candidate)
    return tuple(result)


@lru_cache(maxsize=4096)
def _seen(header: str) -> str:
    """Return what tells a header from others: neither case nor the width of letters, nor what nobody sees."""
    folded = unicodedata.normalize("NFKC", header).casefold()
    return "".join(character for character in folded if not is_invisible(character))
