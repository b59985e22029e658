"""The levels that an introduction lists, and the headings of the text that belong to each."""

import re
from collections.abc import Sequence

from vastuumatriisi.incoming.foreign.finding.prose.outline import NUMBERED
from vastuumatriisi.incoming.foreign.reading.values import Line

LEVEL = re.compile(r"taso|nivå|level|ebene|stufe|nivel|niveau", re.IGNORECASE)
STEM = 5  # letters that two forms of a word share


def listed_levels(introduction: Sequence[Line]) -> list[str]:
    """Return the names of levels that an introduction numbers, none where it numbers none."""
    numbered = [NUMBERED.sub("", line.text) for line in introduction if NUMBERED.match(line.text)]
    numbered += [line.text for line in introduction if line.kind == "item"]
    names = [name.rstrip(" .") for name in numbered]
    return names if len(names) > 1 and all(LEVEL.search(name) for name in names) else []


def level_of(heading: str, levels: Sequence[str]) -> int | None:
    """Return the level whose name has the words of a heading, None where none has."""
    words = [_stems(level) for level in levels]
    common = set.intersection(*map(set, words)) if words else set()
    own = _stems(heading)
    scores = [sum(any(_alike(a, b) for b in level) for a in own if a not in common) for level in words]
    best = max(scores, default=0)
    return scores.index(best) if best and scores.count(best) == 1 else None


def _stems(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in ("ja", "och", "and", "und")]


def _alike(word: str, other: str) -> bool:
    length = min(STEM, len(word), len(other))
    return word[:length] == other[:length] and length > 2
