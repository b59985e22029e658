"""What somebody has added to a document: words that no edition has there, and where they stand.

A text is covered with what may stand in it, passages first; what is left has been added. Where that is made of phrases
that such a document has anyway, nobody can tell it from what was there.
"""

import bisect
import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .phrases import STARTS, Phrases
from .tight import LEFT_OUT, tight
from .values import Added

START = 24  # signs by which a passage is found; shorter ones are phrases
LEAST = 3  # letters that no phrase covers: fewer come of a word that a reader of PDFs divides
APART = 40  # signs between two stretches that are told as one
LONGEST_GAP = 4000  # of more that nobody knows its ends are not looked for
LONGEST_QUOTE = 160
SENTENCE = re.compile(r"[.!?](?=\s)\s*|\n\s*")  # where one ends


class Stretch(NamedTuple):
    """What no phrase covers, from its first letter to behind its last one, and the passages around end and begin."""

    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cover:
    """What may stand in a document: passages by how they begin, and phrases; all of it tight and in small letters."""

    passages: Mapping[str, Sequence[str]]
    phrases: Phrases

    def left(self, text: str) -> Iterator["Stretch"]:
        """Yield the stretches of a tight text in small letters that hold what is not known."""
        known = [(0, 0), *self._known(text), (len(text), len(text))]
        for (first, start), (end, last) in itertools.pairwise(known):
            # A passage may have taken the first letters of what stands behind it: what is left is looked at with both.
            if self._letters_left(text, start, end) >= LEAST:
                yield from (Stretch(*found, start, end) for found in self._stretches(text, first, last))

    def _known(self, text: str) -> Iterator[tuple[int, int]]:
        at = 0
        while at <= len(text) - START:
            found = next((one for one in self.passages.get(text[at : at + START], ()) if text.startswith(one, at)), "")
            if found:
                yield at, at + len(found)
            at += len(found) or 1

    def _letters_left(self, text: str, start: int, end: int) -> int:
        if end - start > LONGEST_GAP:
            return LEAST
        # As a rule all of it is made of phrases, which is told sooner.
        return 0 if self.phrases.compose(text[start:end]) else self._best(text, start, end)[-1][0]

    def _best(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """Return for each place the fewest letters that are not covered up to it, and where the last step began."""
        size = end - start
        best: list[tuple[int, int]] = [(0, 0), *[(size + 1, 0)] * size]
        for at in range(size):
            cost = best[at][0]
            steps = [(at + 1, cost + text[start + at].isalpha())]
            steps += ((at + length, cost) for length in self._lengths(text, start + at))
            for to, letters in steps:
                if to <= size and letters < best[to][0]:
                    best[to] = letters, at
        return best

    def _lengths(self, text: str, at: int) -> Iterator[int]:
        for length in (*STARTS, START):
            found = self.passages if length == START else self.phrases.by_start
            yield from (len(one) for one in found.get(text[at : at + length], ()) if text.startswith(one, at))

    def _stretches(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        if end - start > 2 * LONGEST_GAP:
            yield start, end
            return
        best = self._best(text, start, end)
        letters, at = [], end - start
        while at:
            before = best[at][1]
            if best[at][0] > best[before][0]:
                letters.append(start + before)
            at = before
        letters.reverse()
        ends = [number for number, one in enumerate(letters[1:], 1) if one - letters[number - 1] > APART]
        for first, last in zip([0, *ends], [*ends, len(letters)], strict=True):
            if last - first >= LEAST:
                yield letters[first], letters[last - 1] + 1


def cover_of(passages: Iterable[str], phrases: Phrases) -> Cover:
    """Return the cover that passages and phrases are; a passage that is short is a phrase."""
    by_start: dict[str, set[str]] = {}
    short = []
    for one in (tight(passage).casefold() for passage in passages):
        if len(one) < START:
            short.append(one)
        else:
            by_start.setdefault(one[:START], set()).add(one)
    longest_first = {start: sorted(found, key=len, reverse=True) for start, found in by_start.items()}
    return Cover(longest_first, phrases.with_more(short))


def added(text: str, cover: Cover, codes: Iterable[str], start: int = 0) -> Iterator[Added]:
    """Yield what a text has besides what covers it, in whole words, each with the code that stands before it.

    ``start`` is the place in the tight text before which nothing is looked at.
    """
    if not any(cover.left(tight(text).casefold()[start:])):
        return  # as a rule; where each sign comes from takes its time
    small, places = _folded(text)
    of_duties = sorted((at, code) for code in codes for at in _all(small, tight(code).casefold()))
    for one in cover.left(small[start:]):
        first, last, begin, end = (start + place for place in one)
        before = bisect.bisect_right(of_duties, (first, "\U0010ffff"))
        reach = places[min(begin, first)], places[max(end, last) - 1] + 1
        quote = _quoted(text, places[first], places[last - 1] + 1, *reach)
        yield Added(quote, of_duties[before - 1][1] if before else "")


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text tight and in small letters, and where in the text each sign of it comes from."""
    signs: list[str] = []
    places: list[int] = []
    at = 0
    for part in _composed(text):
        folded = LEFT_OUT.sub("", unicodedata.normalize("NFKC", part)).casefold()
        signs.append(folded)
        places += [at] * len(folded)
        at += len(part)
    return "".join(signs), places


def _composed(text: str) -> Iterator[str]:
    """Yield the signs of a text, each with the marks that stand on it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield text[start:at]
            start = at


def _quoted(text: str, first: int, last: int, begin: int, end: int) -> str:
    """Return the sentence around two places, as far as it was added: whole words between two others at most."""
    starts = [found.end() for found in SENTENCE.finditer(text, begin, first)]
    stop = SENTENCE.search(text, last, end)
    start, behind = (starts or [begin])[-1], stop.start() + 1 if stop else end
    while start and not text[start - 1].isspace():
        start -= 1
    while behind < len(text) and not text[behind].isspace():
        behind += 1
    told = " ".join(text[start:behind].split())
    return told if len(told) <= LONGEST_QUOTE else f"{told[:LONGEST_QUOTE].rstrip()} …"
