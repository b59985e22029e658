"""The first duties of a role in full, and the codes of the others, in ranges."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vastuumatriisi.text.code_ranges import code_ranges

from .shares import Entry, Share, UnitShare

# More than two sheets of A4 hold in the smallest type: lines, and letters on each.
MOST_LINES, MOST_LETTERS = 140, 110


def entry_count(shares: Iterable[Share]) -> int:
    return sum(share.count for share in shares)


def first_entries(shares: Iterable[Share], count: int) -> tuple[Share, ...]:
    """Return the shares with so many of their entries, the first ones."""
    wanted = {(unit.unit, entry.code) for unit, entry in list(_entries(shares))[:count]}
    return tuple(kept for share in shares if (kept := _kept(share, wanted)).blocks)


def left_out(shares: Iterable[Share], count: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the units of all other entries, each with its codes."""
    units: dict[str, list[str]] = {}
    for unit, entry in list(_entries(shares))[count:]:
        units.setdefault(unit.unit, []).extend((entry.code, *entry.also))
    return tuple((unit, code_ranges(codes)) for unit, codes in units.items())


def plausible_count(shares: Iterable[Share]) -> int:
    """Return how many entries, the first ones, may fit two sheets at all: those behind need not be laid out to know."""
    lines = 0
    for count, (_, entry) in enumerate(_entries(shares)):
        if lines > MOST_LINES:
            return count
        lines += 1 + len(entry.text) // MOST_LETTERS
    return entry_count(shares)


def _entries(shares: Iterable[Share]) -> Iterator[tuple[UnitShare, Entry]]:
    for share in shares:
        for block in share.blocks:
            yield from ((block, entry) for entry in block.entries)


def _kept(share: Share, wanted: set[tuple[str, str]]) -> Share:
    blocks = (
        replace(block, entries=tuple(entry for entry in block.entries if (block.unit, entry.code) in wanted))
        for block in share.blocks
    )
    return replace(share, blocks=tuple(block for block in blocks if block.entries))
