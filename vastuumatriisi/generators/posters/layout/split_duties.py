"""Duties that are higher than a whole sheet even in the smallest type, divided so that nothing is cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from vastuumatriisi.generators.posters.content.poster import PosterDuty, Remark


def divided(entries: Sequence[PosterDuty], fits: Callable[[PosterDuty], bool]) -> list[PosterDuty]:
    """Return the entries with each that does not fit set as several of the same code, in the reading order."""
    return [part for entry in entries for part in _parts(entry, fits)]


def _parts(entry: PosterDuty, fits: Callable[[PosterDuty], bool]) -> Iterator[PosterDuty]:
    if fits(entry):
        yield entry
        return
    for half in _halves(entry):
        yield from _parts(half, fits)


def _halves(entry: PosterDuty) -> tuple[PosterDuty, PosterDuty]:
    """Return the text apart from what stands below it, else the larger of both in two halves."""
    if entry.text and entry.remarks:
        return replace(entry, remarks=()), replace(entry, text="", scope="")
    if entry.text:
        first, second = _half_text(entry.text)
        return replace(entry, text=first, scope=""), replace(entry, text=second)
    first_half, second_half = _half_remarks(entry.remarks)
    return replace(entry, remarks=first_half), replace(entry, remarks=second_half)


def _half_text(text: str) -> tuple[str, str]:
    middle = len(text) // 2
    space = text.rfind(" ", 0, middle + 1)
    return (text[:space], text[space + 1 :]) if space > 0 else (text[:middle], text[middle:])


def _half_remarks(remarks: tuple[Remark, ...]) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    middle = len(remarks) // 2
    if middle:
        return remarks[:middle], remarks[middle:]
    remark = remarks[0]
    middle = len(remark.items) // 2
    if middle:
        return (replace(remark, items=remark.items[:middle]),), (replace(remark, items=remark.items[middle:]),)
    first, second = _half_text(remark.items[0])
    return (replace(remark, items=(first,)),), (replace(remark, items=(second,)),)
