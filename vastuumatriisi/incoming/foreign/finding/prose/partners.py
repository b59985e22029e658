"""Partners that the text of a duty names: "yhteistyössä rehtorin ja teknisen tuen kanssa"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

PHRASES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:yhteistyössä|yhdessä)\s+([^.,;:]{3,120}?)\s+kanssa",
        r"(?<![^\s.,;:])([^\s.,;:]+(?:\s+(?:ja|tai|sekä)\s+[^\s.,;:]+)?)\s+kanssa\s+\w+\s+yhteistyö",
        r"(?:i samarbete|tillsammans|i samråd)\s+med\s+([^.,;:]{3,80})",
        r"(?:in (?:co-?operation|collaboration)|together|jointly)\s+with\s+(?:the\s+)?([^.,;:]{3,80})",
        r"(?:gemeinsam|zusammen|in zusammenarbeit)\s+mit\s+(?:der\s+|dem\s+|den\s+)?([^.,;:]{3,80})",
    )
)
OTHERS = ("muiden", "muun", "toisten", "andra", "övriga", "other", "anderen", "eri")
PARTS = re.compile(r"\s*,\s*|\s+(?:ja|tai|sekä|och|eller|samt|and|or|und|oder)\s+")
SHARED = 2  # letters that two forms of a short word share
SHORTEST = 4  # letters that two forms of a word share
ENDING = 4  # letters that the end of a word may have in another form
SMALL_WORDS = 5  # letters of words whose stem changes: tuki, tuen


class Partners:
    """The names of all who may be partners, by how the last word of each begins: in any form it begins so."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: defaultdict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for name in names:
            if words := _words(name):
                self._names[words[-1][:SHARED]].append((name, words))

    def named_in(self, text: str, own: str) -> list[str]:
        """Return those whom a text calls its partners; ``own`` is the unit whose text it is."""
        found: list[str] = []
        for phrase in PHRASES:
            for match in phrase.finditer(text):
                for part in _parts(match[1]):
                    name = self._best(part, own)
                    if name and name not in found:
                        found.append(name)
        return found

    def _best(self, part: str, own: str) -> str | None:
        """Return the name that a part means: all its words are in it, the last ones match, and it has few others."""
        words = _words(part)
        for tried in (words, words[:-1]):
            known = self._names.get(tried[-1][:SHARED], ()) if tried else ()
            likely = [(len(name) - len(tried), whole) for whole, name in known if whole != own and _fits(tried, name)]
            if likely:
                return min(likely, key=lambda one: one[0])[1]
        return None


def _parts(phrase: str) -> Iterator[str]:
    """Yield the partners of a phrase; where adjectives share a noun, each with it."""
    parts = [part.strip() for part in PARTS.split(phrase) if part.strip()]
    if not parts or parts[0].split()[0].casefold() in OTHERS:
        return
    last = parts[-1].split()
    for part in parts:
        yield part
        if len(part.split()) == 1 and part != parts[-1] and len(last) > 1:
            yield f"{part} {last[-1]}"


def _words(name: str) -> list[str]:
    return re.findall(r"[\w-]+", re.sub(r"\([^)]*\)", "", name.casefold()))


def _fits(words: list[str], name: list[str]) -> bool:
    if not _alike(words[-1], name[-1]):
        return False
    return all(any(_alike(word, other) for other in name) for word in words[:-1])


def _alike(word: str, other: str) -> bool:
    """Tell whether two words are forms of one: they begin alike, and their ends are short."""
    shared = next((n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    small = max(len(word), len(other)) <= SMALL_WORDS and shared >= SHARED
    return small or (shared >= SHORTEST and max(len(word), len(other)) - shared <= ENDING)
