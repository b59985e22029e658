"""Names behind "Vastuuhenkilö:" and "Tukena:" -> roles, each once, with the other spellings that they have."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vastuumatriisi.incoming.foreign.finding.found import FoundRole

DIVIDES = re.compile(r"[,;\n()]")
JOINED = re.compile(r"\s+(?:ja|sekä|och|samt|and|und)\s+")
# Words in the plural, by language: those who are several share a title.
PLURAL = {
    "fi": re.compile(r"[\w-]{3,}t"),
    "en": re.compile(r"[\w-]{2,}[^su\W]s"),
    "sv": re.compile(r"[\w-]{2,}(?:arna|erna|orna)"),
}
LONG = 10  # letters of a name in which one that is mistyped is more likely than another role


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
        apart = [frozenset(name.casefold() for name in names) for names in together]
        for key in list(self.roles):
            twin = next((other for other in self.roles if other != key and self._same(key, other, apart)), None)
            if twin is not None and key in self.roles:
                self._merge(key, twin)

    def name(self, written: str) -> str:
        """Return the name of the role that a written name stands for."""
        meant = self.decided.get(written, written)
        meant = self.proposed.get(meant.casefold(), meant)
        return self.roles[meant.casefold()].name if meant.casefold() in self.roles else meant

    def _same(self, key: str, other: str, apart: list[frozenset[str]]) -> bool:
        """Tell whether ``key`` is another spelling of ``other``, which is the one to keep."""
        return self._looks_same(key, other) and not any({key, other} <= names for names in apart)

    def _looks_same(self, key: str, other: str) -> bool:
        if key in self.decided:
            return False
        if _letters(key) == _letters(other):
            return list(self.roles).index(key) > list(self.roles).index(other)
        if self.language == "fi" and _letters(key) + "t" == _letters(other):
            return True
        if min(len(key), len(other)) >= LONG and _differ_by_one(key, other):
            return len(key) < len(other)
        longer = key.endswith(f" {other}") and len(key.split()) == len(other.split()) + 1
        return longer and bool(self.groups[key] & self.groups[other])

    def _merge(self, key: str, kept: str) -> None:
        gone, stays = self.roles[key], self.roles[kept]
        aliases = (*stays.aliases, gone.name, *gone.aliases)
        merged = FoundRole(stays.name, (*stays.cells, *gone.cells), "", aliases, stays.collective)
        # It stands where either of the names was met first.
        self.roles = {
            (kept if one in (key, kept) else one): (merged if one in (key, kept) else role)
            for one, role in self.roles.items()
        }
        self.groups[kept] |= self.groups.pop(key)
        self.proposed[key] = stays.name


def _differ_by_one(name: str, other: str) -> bool:
    """Tell whether two names of different length differ by one letter that was left out."""
    shorter, longer = sorted((name, other), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )


def _letters(name: str) -> str:
    return re.sub(r"[^\w]", "", name)
