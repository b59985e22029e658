"""Names that may be spellings of one another, found without holding each against all others."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

SHORTEST, LONGEST = 10, 100  # letters of a name in which one that is mistyped is more likely than another role


class Spellings:
    """All names of a text in small letters, by what another spelling of each would have in common with it."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._by_letters: defaultdict[str, list[str]] = defaultdict(list)
        self._by_rest: defaultdict[str, list[str]] = defaultdict(list)
        for name in self._names:
            self._by_letters[letters_of(name)].append(name)
            for rest in _one_left_out(name):
                self._by_rest[rest].append(name)

    def of(self, name: str) -> set[str]:
        """Return those that ``name`` may be another spelling of, and perhaps some more."""
        letters = letters_of(name)
        without_first = name.partition(" ")[2]
        found = {*self._by_letters[letters], *self._by_letters[f"{letters}t"], *self._by_rest[name]}
        return (found | ({without_first} & self._names)) - {name}


def letters_of(name: str) -> str:
    return re.sub(r"[^\w]", "", name)


def mistyped(name: str, other: str) -> bool:
    """Tell whether a name is the other one, of which a letter was left out; other numbers are others' names."""
    return SHORTEST <= len(name) == len(other) - 1 and name in _one_left_out(other)


def _one_left_out(name: str) -> Iterator[str]:
    if SHORTEST < len(name) <= LONGEST:
        yield from (name[:place] + name[place + 1 :] for place, sign in enumerate(name) if not sign.isdecimal())
