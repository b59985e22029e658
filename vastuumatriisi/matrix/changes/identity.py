"""Which duty of the new matrix is which one of the old.

The code tells, unless a text has plainly moved on to another code: then the duty was recoded. Where somebody inserts a
duty and numbers the following ones anew, each text is found under the next code; taken by their codes, all of them
would seem to be reworded.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vastuumatriisi.matrix.matrix import Matrix
from vastuumatriisi.matrix.values import Duty

ALIKE = 0.5  # part of the words that two texts share where one is taken for a rewording of the other


def codes_of(old: Matrix, new: Matrix) -> dict[str, str]:
    """Return the code in the new matrix of each duty of the old one that is still there."""
    here = {duty.id: duty for duty in new.duties}
    settled = {duty.id: duty.id for duty in old.duties if duty.id in here and here[duty.id].text == duty.text}
    loose = _Loose(
        {duty.id: duty for duty in old.duties if duty.id not in settled},
        {duty.id: duty for duty in new.duties if duty.id not in settled},
        _places(old),
        _places(new),
    )
    recoded = loose.recoded()
    taken = {*recoded.values()}
    same = {code: code for code in loose.old if code in loose.new and code not in recoded and code not in taken}
    return {**settled, **recoded, **same}


@dataclass(frozen=True, slots=True)
class _Loose:
    """The duties that do not stand under their code with their text, by code."""

    old: Mapping[str, Duty]
    new: Mapping[str, Duty]
    places: Mapping[str, tuple[str, int]]  # unit and number, in the old matrix
    new_places: Mapping[str, tuple[str, int]]

    def recoded(self) -> dict[str, str]:
        """Return the old and the new code of those whose text has moved to another code."""
        found = _same_texts(self.old.values(), self.new.values())
        before = {new: old for old, new in found.items()}
        result: dict[str, str] = {}
        seen: set[str] = set()
        for start in found:
            if start not in seen:
                chain = self._chain(start, found, before)
                seen.update(chain)
                if self._moved_on(chain, found):
                    result.update((code, found[code]) for code in chain)
        return result

    def _chain(self, code: str, found: Mapping[str, str], before: Mapping[str, str]) -> list[str]:
        """Return the old codes of a chain, each of whose texts stands under the code of the next one."""
        first = code
        while first in before and before[first] != code:
            first = before[first]
        chain = [first]
        while found[chain[-1]] in found and found[chain[-1]] != first:
            chain.append(found[chain[-1]])
        return chain

    def _stay(self, codes: list[str], new_codes: list[str]) -> int:
        """Return how many duties stand where they stood, if these are their codes."""
        return sum(self.places[a] == self.new_places[b] for a, b in zip(codes, new_codes, strict=True))

    def _moved_on(self, chain: list[str], found: Mapping[str, str]) -> bool:
        """Tell whether the texts of a chain have changed their codes, and not the codes their texts."""
        first, last = chain[0], found[chain[-1]]
        if first == last:
            return self._stay(chain, [found[code] for code in chain]) > self._stay(chain, chain)
        if first not in self.new and last not in self.old:
            return True
        if first in self.new and last in self.old:
            return False
        if len(chain) > 1:
            return True
        # The code that the text left has a new one, or the code that it took had another: is it a mere rewording?
        code = first if first in self.new else last
        return not _alike(self.old[code].text, self.new[code].text)


def _places(matrix: Matrix) -> dict[str, tuple[str, int]]:
    return {code: (unit.id, number) for unit in matrix.units for number, code in enumerate(unit.duties)}


def _same_texts(old: Iterable[Duty], new: Iterable[Duty]) -> dict[str, str]:
    """Return old and new codes of equal texts: first those in one unit in their order, then the others in theirs."""
    waiting, rest = list(old), list(new)
    found: dict[str, str] = {}
    for of_unit in (True, False):
        by_text: dict[tuple[str, str], list[Duty]] = {}
        for duty in reversed(rest):
            by_text.setdefault((duty.text, duty.unit if of_unit else ""), []).append(duty)
        for duty in waiting:
            if there := by_text.get((duty.text, duty.unit if of_unit else "")):
                found[duty.id] = there.pop().id
        taken = {*found.values()}
        waiting = [duty for duty in waiting if duty.id not in found]
        rest = [duty for duty in rest if duty.id not in taken]
    return found


def _alike(text: str, other: str) -> bool:
    words, others = ({*re.findall(r"\w+", one.casefold())} for one in (text, other))
    return len(words & others) >= ALIKE * max(len(words), len(others))
