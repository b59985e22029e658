"""Where a handbook says something else than an edition: in the text of a duty, in a letter, in the index.

The text of a duty stands in it several times, among changes and decisions too. What is meant is its row in the table of
its unit: the first one directly below the head of the table, each further one not far behind the one before.
"""

import re
from collections.abc import Iterator

from .expected import Expected
from .phrases import Phrases
from .texts import Places, missing, neighbours
from .tight import tight
from .values import PAGED, Passages

# Characters that may stand between two rows besides what is told of a duty: what has changed, the ends of a page.
BETWEEN = 600
BETWEEN_UNITS = 3000  # headings, people in charge, contacts


def in_handbook(text: str, wanted: Expected, passages: Passages, phrases: Phrases, running: str = "") -> Iterator[str]:
    """Yield the codes and the names at which a tight text of a handbook is another one.

    ``running`` is the text without the heads and feet of pages, which part what goes on over the end of a page.
    """
    beside = {code: tight(said) for code, said in passages.beside.items()}
    places = _places(text, wanted, beside, {name: tight(head) for name, head in passages.heads})
    yield from missing(places, wanted)
    own = phrases.with_more(said for _, said in (*passages.about, *passages.heads))
    for code, next_code in neighbours(places, wanted):
        between = text[places[code][1] : places[next_code][0]]
        if beside[code] not in between:
            yield code
        elif not own.compose(between.replace(beside[code], " ", 1)):
            yield code if wanted.units[code] == wanted.units[next_code] else wanted.units[next_code]
    for code in [*places][-1:]:
        end = places[code][1]
        if beside[code] not in text[end : end + len(beside[code]) + BETWEEN]:
            yield code
    for name, said in (*passages.heads, *passages.about):
        pattern = _pattern(said)
        if not pattern.search(text) and not pattern.search(running):
            yield name


def _places(text: str, wanted: Expected, beside: dict[str, str], heads: dict[str, str]) -> Places:
    places: dict[str, tuple[int, int]] = {}
    reached, room, unit = 0, len(text), ""
    for code, said in wanted.duties.items():
        wholes = [f"{tight(code)}{status}{said}" for status in wanted.statuses]
        head = heads.get(wanted.units[code], "") if wanted.units[code] != unit else ""
        room += BETWEEN_UNITS if head else 0
        place = _first(text, [head + whole for whole in wholes], 0, len(text)) if head else None
        place = place or _first(text, wholes, reached, reached + room + len(said))
        if place:
            places[code] = place
            reached, room = place[1], 0
        else:
            room += 2 * len(said)
        room += len(beside[code]) + BETWEEN
        unit = wanted.units[code]
    return places


def _first(text: str, wholes: list[str], start: int, end: int) -> tuple[int, int] | None:
    """Return where the first of some texts begins and ends."""
    found = [(at, at + len(whole)) for whole in wholes if (at := text.find(whole, start, end)) >= 0]
    return min(found, default=None)


def _pattern(said: str) -> re.Pattern[str]:
    """Return the pattern of a passage in a tight text, whose page numbers are any or none."""
    parts = (re.escape(tight(part)) for part in said.split(PAGED))
    return re.compile("".join(f"(?:{part}\\d*)?" if number % 2 else part for number, part in enumerate(parts)))
