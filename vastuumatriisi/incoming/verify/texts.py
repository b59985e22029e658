"""Where a running text says something else than an edition: a poster, a role sheet, a page of a house."""

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

from vastuumatriisi.matrix import Matrix

from .expected import Expected
from .phrases import Phrases
from .tight import tight

LONGEST_BETWEEN = 2000  # characters; more stand between the pages of two posters

Places = Mapping[str, tuple[int, int]]  # where a code with the text of its duty begins and ends


def in_text(text: str, wanted: Expected, phrases: Phrases) -> Iterator[str]:
    """Yield the codes and the names of units at which a tight text of a poster or a sheet is another one."""
    places = _places(text, wanted)
    yield from missing(places, wanted)
    for code, next_code in neighbours(places, wanted):
        same = wanted.units[code] == wanted.units[next_code]
        if wanted.names == "everywhere" or (wanted.names == "units" and not same):
            continue
        between = text[places[code][1] : places[next_code][0]]
        if len(between) < LONGEST_BETWEEN and not phrases.compose(between):
            yield code if same else wanted.units[next_code]
    small = text.casefold()
    for unit, names in wanted.people:
        if any(name.casefold() not in small for name in names):
            yield unit


def in_words(text: str, matrix: Matrix, wanted: Expected) -> Iterator[str]:
    """Yield the duties of which some word is missing: in what order words of two directions come, readers differ."""
    there = _words(text)
    told = {code for code in wanted.duties if {*_words(code), *_words(matrix.duty(code).text)} <= there}
    yield from (code for code in wanted.duties if code not in told and not told & {*wanted.same.get(code, ())})


def _words(text: str) -> set[str]:
    """Return the words and the numbers of a text, each with its signs in order: readers turn ligatures round, too."""
    return {"".join(sorted(word)) for word in re.findall(r"[^\W\d_]+|\d+", unicodedata.normalize("NFKC", text))}


def missing(places: Places, wanted: Expected) -> Iterator[str]:
    for code in wanted.duties:
        if code not in places and not any(other in places for other in wanted.same.get(code, ())):
            yield code


def neighbours(places: Places, wanted: Expected) -> Iterator[tuple[str, str]]:
    """Yield each duty with the next one in the text, unless a missing one should stand between them."""
    number = {code: at for at, code in enumerate(wanted.duties)}
    gone = list(itertools.accumulate((code not in places for code in wanted.duties), initial=0))
    for code, other in itertools.pairwise(places):
        first, last = sorted((number[code], number[other]))
        if gone[first] == gone[last]:
            yield code, other


def _places(text: str, wanted: Expected) -> Places:
    """Return the places of the duties in the order of the text."""
    found = (
        (code, _place(text, tight(code), said, (*wanted.statuses, tight(wanted.letters.get(code, "")))))
        for code, said in wanted.duties.items()
    )
    there = [(place, code) for code, place in found if place]
    return {code: place for place, code in sorted(there)}


def _place(text: str, code: str, said: str, statuses: tuple[str, ...]) -> tuple[int, int] | None:
    for status in statuses:
        whole = code + status + said
        at = text.find(whole)
        if at >= 0:
            return at, at + len(whole)
    return None
