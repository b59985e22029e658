"""Codes put short: "KOP-01–04, TEK-05"."""

import re
from collections.abc import Collection, Iterable, Iterator

from vastuumatriisi.text.runs import runs

SHORTEST = 3  # codes that are worth a range


def code_ranges(codes: Iterable[str]) -> tuple[str, ...]:
    """Return the codes with each run of numbers that follow each other as its first code and its last number."""
    return tuple(part for run in runs(codes, _follows) for part in _short(run))


def codes_in(text: str, codes: Collection[str]) -> Iterator[str]:
    """Yield those of some codes that a list of ``code_ranges`` names, however its lines are broken.

    What follows the list may stand directly behind its last code.
    """
    flat = re.sub(r"\s+", "", re.sub(r"[\u2010\u2011\ufffe\x02]", "-", text))
    longest_first = "|".join(map(re.escape, sorted(codes, key=len, reverse=True)))
    for found in re.finditer(rf"(?:^|[,;:])({longest_first})(?:–(\d+))?", flat):
        first, digits = found[1], found[2] or ""
        stem, number = _parts(first)
        ends = [digits[:size] for size in range(len(digits), 0, -1) if f"{stem}{digits[:size]}" in codes]
        last = min(int(ends[0]) if ends else -1, int(number or 0) + len(codes))
        yield from (first, *(f"{stem}{one:0{len(number)}}" for one in range(int(number or 0) + 1, last + 1)))


def _follows(one: str, other: str) -> bool:
    """Tell whether a code has the next number after another's, written in as many digits at least."""
    (stem, number), (next_stem, next_number) = _parts(one), _parts(other)
    if not number or not next_number or stem != next_stem or int(next_number) != int(number) + 1:
        return False
    return len(next_number) == max(len(number), len(str(int(next_number))))


def _parts(code: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)([0-9]+)", code)
    return (match[1], match[2]) if match else (code, "")


def _short(run: list[str]) -> list[str]:
    return run if len(run) < SHORTEST else [f"{run[0]}–{_parts(run[-1])[1]}"]
