"""Names behind "Vastuuhenkilö:" and "Tukena:" -> roles, each once, with the other spellings that they have."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.found import FoundRole
from vastuumatriisi.incoming.foreign.finding.prose.spellings import Spellings, letters_of, mistyped

DIVIDES = re.compile(r"[,;\n()]")
JOINED = re.compile(r"\s+(?:ja|sekä|och|samt|and|und)\s+")
# Words in the plural, by language: those who are several share a title.
PLURAL = {
    "fi": re.compile(r"[\w-]{3,}t"),
    "en": re.compile(r"[\w-]{2,}[^su\W]s"),
    "sv": re.compile(r"[\w-]{2,}(?:arna|erna|orna)"),
}


def names_in(words: str) -> list[str]:
    """Return the names in a list; "ja" divides only two short ones, for it stands inside of names too."""
    parts = [part.strip().rstrip(".").strip() for part in _divided(words)]
    parts = [part for part in parts if part and part not in "-–—"]
    if len(parts) == 1 and len(both := JOINED.split(parts[0])) == 2 and not both[0].endswith(("n", "-")):
        return both
    last = re.sub(r"^(?:ja|sekä|och|samt|and|und)\s+", "", parts[-1]) if parts else ""
    return [*parts[:-1], last] if parts else []


def _divided(words: str) -> Iterator[str]:
    """Yield the parts of a list, which commas and the like divide where the next bracket closes none."""
    closes, places = False, []
    for found in reversed([*DIVIDES.finditer(words)]):
        if found[0] in "()":
            closes = found[0] == ")"
        elif not closes:
            places.append(found.start())
    start = 0
    for place in reversed(places):
        yield words[start:place]
        start = place + 1
    yield words[start:]


def is_plural(name: str, language: str) -> bool:
    """Tell whether a name speaks of several people."""
    plural = PLURAL.get(language)
    return plural is not None and plural.fullmatch(name.rsplit(maxsplit=1)[-1].casefold()) is not None


@dataclass(slots=True)
class Registry:
    """The roles in the order in which they are named first, with the group of units that names each."""

    language: str
    decided: Mapping[str, str]
    roles: dict[str, FoundRole] = field(default_factory=dict)
    groups: dict[str, set[str]] = field(default_factory=dict)
    proposed: dict[str, str] = field(default_factory=dict)  # another spelling -> the name that it stands for

    def add(self, name: str, group: str, cell: str) -> None:
        meant = self.decided.get(name, name)
        known = self.roles.get(meant.casefold())
        cells = known.cells if known else ()
        cells = cells if cell in cells[-1:] else (*cells, cell)
        aliases = known.aliases if known else ()
        if meant != name and name not in aliases:
            aliases = (*aliases, name)
        several = is_plural(meant, self.language)
        self.roles[meant.casefold()] = FoundRole(known.name if known else meant, cells, "", aliases, several)
        self.groups.setdefault(meant.casefold(), set()).add(group)

    def merge_spellings(self, together: Iterable[frozenset[str]]) -> None:
        """Take names for one role that differ by hyphens or number, or by a word before them within one group.

        ``together`` are names that stand in one list: these are different roles.
        """
        apart: defaultdict[str, set[int]] = defaultdict(set)
        for number, names in enumerate(together):
            for name in names:
                apart[name.casefold()].add(number)
        ranks = {key: rank for rank, key in enumerate(self.roles)}
        likely = Spellings(self.roles)
        for key in list(self.roles):
            others = sorted((one for one in likely.of(key) if one in self.roles), key=ranks.__getitem__)
            twin = next(
                (one for one in others if self._looks_same(key, one, ranks) and not apart[key] & apart[one]), None
            )
            if twin is not None:
                self._merge(key, twin)
                # It stands where either of the names was met first.
                ranks[twin] = min(ranks[key], ranks[twin])
        self.roles = {key: self.roles[key] for key in sorted(self.roles, key=ranks.__getitem__)}

    def name(self, written: str) -> str:
        """Return the name of the role that a written name stands for."""
        meant = self.decided.get(written, written)
        meant = self.proposed.get(meant.casefold(), meant)
        return self.roles[meant.casefold()].name if meant.casefold() in self.roles else meant

    def _looks_same(self, key: str, other: str, ranks: Mapping[str, int]) -> bool:
        """Tell whether ``key`` is another spelling of ``other``, which is the one to keep."""
        if key in self.decided:
            return False
        if letters_of(key) == letters_of(other):
            return ranks[key] > ranks[other]
        if self.language == "fi" and letters_of(key) + "t" == letters_of(other):
            return True
        if mistyped(key, other):
            return True
        longer = key.endswith(f" {other}") and len(key.split()) == len(other.split()) + 1
        return longer and bool(self.groups[key] & self.groups[other])

    def _merge(self, key: str, kept: str) -> None:
        gone, stays = self.roles.pop(key), self.roles[kept]
        aliases = (*stays.aliases, gone.name, *gone.aliases)
        self.roles[kept] = FoundRole(stays.name, (*stays.cells, *gone.cells), "", aliases, stays.collective)
        self.groups[kept] |= self.groups.pop(key)
        self.proposed[key] = stays.name
