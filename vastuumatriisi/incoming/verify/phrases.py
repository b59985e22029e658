"""Which phrases may stand in a document beside what it says of duties, and whether a text is made of them alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vastuumatriisi.locales.wording import wording
from vastuumatriisi.matrix import Matrix
from vastuumatriisi.text.addresses import host, typed

from .tight import tight

STARTS = range(1, 5)  # lengths of the beginnings by which phrases are found


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases, tight and in small letters, by their first four signs; shorter ones by all they have."""

    by_start: Mapping[str, frozenset[str]]

    def with_more(self, texts: Iterable[str]) -> "Phrases":
        """Return these phrases and further ones."""
        further = tuple(texts)
        if not further:
            return self
        return phrases_of(text for some in (*self.by_start.values(), further) for text in some)

    def compose(self, text: str) -> bool:
        """Tell whether a tight text is made of phrases, numbers and signs alone."""
        text = text.casefold()
        reached = [True, *[False] * len(text)]
        for at, sign in enumerate(text):
            if reached[at]:
                reached[at + 1] |= not sign.isalpha()
                for length in STARTS:
                    for phrase in self.by_start.get(text[at : at + length], ()):
                        if text.startswith(phrase, at):
                            reached[at + len(phrase)] = True
        return reached[-1]


def phrases_of(texts: Iterable[str]) -> Phrases:
    """Return the phrases that texts are, without signs at their ends."""
    found: dict[str, set[str]] = {}
    for phrase in (tight(text).casefold().strip(".,:;()") for text in texts):
        if phrase:
            found.setdefault(phrase[: STARTS[-1]], set()).add(phrase)
    return Phrases({start: frozenset(same) for start, same in found.items()})


def vocabulary(matrix: Matrix) -> Iterator[str]:
    """Yield every phrase that stands beside the texts of duties in some document."""
    yield from (matrix.title, matrix.organisation, matrix.contact, matrix.edition, *_words(matrix))
    yield from (typed(matrix.publication_url), host(matrix.publication_url), *_dates(matrix))
    for actor in matrix.actors:
        yield from (actor.name, actor.short)
    for named in (matrix.levels, matrix.themes, matrix.scopes, matrix.site_types):
        yield from (one.name for one in named)
    for duty in matrix.duties:
        yield from (duty.id, duty.text, duty.note, *duty.note.split("\n"))
        for link in duty.links:
            yield from (link.title, link.url, typed(link.url))
    for letter in matrix.letters.letters:
        yield from (letter.symbol, letter.name, letter.meaning)
    for part in matrix.assignments:
        yield from (text for _, text in part.conditions)


def furniture(matrix: Matrix) -> Iterator[str]:
    """Yield the phrases of a handbook that say nothing of who does what; none is a letter."""
    named = (matrix.title, matrix.organisation, matrix.contact, matrix.edition, *(duty.id for duty in matrix.duties))
    units = (text for unit in matrix.units for text in (unit.name, unit.short, unit.contact))
    levels = (level.name for level in matrix.levels)
    told = (*named, *units, *levels, *_dates(matrix), *_words(matrix))
    yield from (text for text in told if len(tight(text).strip(".,:;()")) > 1)


def _dates(matrix: Matrix) -> Iterator[str]:
    """Yield the dates that documents tell, as they do: in some languages months have names."""
    told = (matrix.date, matrix.valid_from, matrix.review_by, *(one.date for one in matrix.history))
    yield from (wording(matrix.language).date(date) for date in told if date)


def _words(matrix: Matrix) -> Iterator[str]:
    """Yield what documents say whatever the matrix is."""
    for text in wording(matrix.language).entries.values():
        yield from re.split(r"\{\w+\}", text)
