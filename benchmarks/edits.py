"""One word of one duty, changed: the edit that people make most often."""

import re
import string
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.measuring import Failed

FIRST_DUTY = re.compile(r"(\bduties:\s+- id: \S+\s+text: ['\"]?)(\w+)")
WORDS = product(string.ascii_lowercase, repeat=3)


@dataclass(frozen=True, slots=True)
class Edited:
    """A data file whose first duty begins with another word on each ``save``, never with one that it had before."""

    path: Path
    original: str

    @property
    def unit(self) -> str:
        """The id of the unit that has the first duty."""
        above = self.original.partition("duties:")[0]
        return str(re.findall(r"- (?:id: |\{id: )([a-z0-9-]+)", above)[-1])

    def save(self) -> None:
        """Write the file with a word that is new."""
        word = "Esimerkki" + "".join(next(WORDS))
        self.path.write_text(FIRST_DUTY.sub(rf"\g<1>{word}", self.original, count=1), encoding="utf-8")


def edited_copy(source: Path, path: Path) -> Edited:
    """Return a copy of a data file, as it is until it is saved. Raises Failed where it has no duty to edit."""
    original = source.read_text(encoding="utf-8")
    if not FIRST_DUTY.search(original):
        raise Failed(f"{source.name} has no duty whose first word could be changed")
    path.write_text(original, encoding="utf-8")
    return Edited(path, original)
